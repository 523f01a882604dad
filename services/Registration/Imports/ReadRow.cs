using System.Text;
using System.Text.RegularExpressions;
using Forum.Contracts.Registration;
using Forum.Registration.Delegations;
using Forum.Registration.Imports.Files;

namespace Forum.Registration.Imports;

/// <summary>What a row says, cell by cell, before it is held against anything. A cell that cannot be read says nothing and leaves a message; an empty one just says nothing.</summary>
public sealed partial class ReadRow
{
    private const int LongestName = 200, LongestTitle = 300, LongestReference = 100, LongestCode = 32;

    /// <summary>Null while there are none: of a hundred thousand rows few have any.</summary>
    private List<RowMessage>? messages;

    private ReadRow(int place, int number) => (Place, Number) = (place, number);

    /// <summary>Counted from 0 over the rows of the file that have something in them.</summary>
    public int Place { get; }

    /// <summary>As a spreadsheet program counts.</summary>
    public int Number { get; }

    public string? Code { get; private set; }
    public ParticipantCategory? Category { get; private set; }
    public string? DelegationName { get; private set; }
    public Guid? PersonId { get; private set; }
    public string? Reference { get; private set; }
    public string? Name { get; private set; }
    public string? Title { get; private set; }
    public DelegationRole? Role { get; private set; }
    public RankLevel? Rank { get; private set; }

    public IReadOnlyList<RowMessage> Messages => messages ?? [];
    public bool IsWrong => messages is not null && messages.Exists(static message => message.IsError);

    public static ReadRow Of(Columns columns, SheetRow row, int place, SaidBefore said)
    {
        var read = new ReadRow(place, row.Number);
        if (row.Cells.Skip(columns.Count).Any(static cell => cell.Text.Length > 0))
            read.Wrong("too-many-cells", null, "The row has more cells than there are columns. Put a cell with a separator in it into quotes.");
        string? Text(Column column, int longest) => read.Text(columns.Cell(row, column), column, longest);

        read.Code = said.Once(read.ReadCode(Text(Column.DelegationCode, LongestCode)));
        read.Category = read.Word(Column.Category, Text(Column.Category, LongestName), Words.Category, "category-unknown");
        read.DelegationName = said.Once(read.Line(Column.DelegationName, Text(Column.DelegationName, LongestTitle), 2));
        read.PersonId = read.ReadId(Text(Column.PersonId, LongestReference));
        read.Reference = read.Line(Column.Reference, Text(Column.Reference, LongestReference));
        read.Name = read.Line(Column.Name, Text(Column.Name, LongestName));
        read.Title = said.Once(read.Line(Column.Title, Text(Column.Title, LongestTitle)));
        read.Role = read.Word(Column.Role, Text(Column.Role, LongestName), Words.Role, "role-unknown");
        read.Rank = read.Word(Column.Rank, Text(Column.Rank, LongestName), Words.Rank, "rank-unknown");
        if (read.Name is null && read.PersonId is null && !read.IsWrong)
            read.Wrong("name-missing", Column.Name, "A row is about a person. Give the name.");
        return read;
    }

    public void Wrong(string code, Column? column, string text) => Say(code, column, isError: true, text);

    public void Warn(string code, Column? column, string text) => Say(code, column, isError: false, text);

    private void Say(string code, Column? column, bool isError, string text)
    {
        var heading = column is { } of ? Columns.Heading(of) : null;
        messages ??= [];
        if (messages.TrueForAll(said => said.Code != code || said.Column != heading))
            messages.Add(new RowMessage(code, heading, isError, text));
    }

    /// <summary>The text of the cell on one line; null when it is empty or cannot be taken.</summary>
    private string? Text(Cell cell, Column column, int longest)
    {
        switch (cell.Oddity)
        {
            case CellOddity.UnclosedQuote:
                Wrong("quote-not-closed", column, "A quote is opened here and never closed, so that everything to the end of the file stands in this cell. Close it, or double it if it is meant.");
                return null;
            case CellOddity.SpreadsheetError:
                Wrong("cell-in-error", column, $"The cell shows the error {Words.Shown(cell.Text)}. Put the value in its place.");
                return null;
            case CellOddity.Formula:
                Warn("formula", column, "The cell is a formula. It is not evaluated: the value stored with it is taken as text. Put the value in its place if it is another one.");
                break;
            case CellOddity.OddQuotes:
                Warn("odd-quotes", null, "There are quotes in the row that are neither around a cell nor doubled. See whether its cells were read as they are meant.");
                break;
        }

        var neutral = Neutral.In(cell.Text);
        if (Neutral.LooksLikeFormula(neutral) && neutral == cell.Text && !string.IsNullOrWhiteSpace(neutral))
            Warn("like-a-formula", column, "The cell begins like a formula. It is taken as text, and whatever is exported has an apostrophe before it.");
        var line = OneLine(neutral);
        if (line.Length == 0)
            return null;
        if (line.Length > longest)
        {
            Wrong("too-long", column, $"The cell has {line.Length} characters; it may have {longest}.");
            return null;
        }

        if (line.Any(static letter => char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') || letter is '\uFFFE' or '\uFFFF') || HasLoneSurrogate(line))
        {
            Wrong("characters-not-allowed", column, "There are characters in the cell that do not show. Type it anew.");
            return null;
        }

        return line;
    }

    private string? Line(Column column, string? text, int shortest = 1)
    {
        if (text is null || text.Length >= shortest)
            return text;
        Wrong("too-short", column, $"The cell has {text.Length} character; it must have {shortest}.");
        return null;
    }

    private string? ReadCode(string? text)
    {
        if (text is null)
        {
            if (messages is null || !messages.Exists(static message => message.IsError && message.Column == Columns.Heading(Column.DelegationCode)))
                Wrong("delegation-code-missing", Column.DelegationCode, "Say to which delegation the person belongs, e.g. FRA.");
            return null;
        }

        var code = text.ToUpperInvariant();
        if (code.Length >= 2 && CodeForm().IsMatch(code))
            return code;
        Wrong("delegation-code-malformed", Column.DelegationCode, $"{Words.Shown(text)} is no code: a State has three letters, e.g. FRA; an organization letters, digits and hyphens.");
        return null;
    }

    private Guid? ReadId(string? text)
    {
        if (text is null)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        Wrong("person-id-malformed", Column.PersonId, "This is no id that an export has. Leave it empty for somebody new.");
        return null;
    }

    private T? Word<T>(Column column, string? text, Func<string, T?> known, string code) where T : struct, Enum
    {
        if (text is null)
            return null;
        if (known(text) is { } word)
            return word;
        Wrong(code, column, $"{Words.Shown(text)} is none of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }

    /// <summary>Blanks of all kinds and line breaks become one blank.</summary>
    private static string OneLine(string text)
    {
        if (IsOneLine(text))
            return text;
        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter) && letter is not '\uFEFF' and not '\u200B')
                line.Append(letter);
            else if (line.Length > 0 && line[^1] != ' ')
                line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    private static bool IsOneLine(string text)
    {
        for (var n = 0; n < text.Length; n++)
        {
            if (text[n] is '\uFEFF' or '\u200B' || (char.IsWhiteSpace(text[n]) && (text[n] != ' ' || n == 0 || n == text.Length - 1 || text[n - 1] == ' ')))
                return false;
        }

        return true;
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var n = 0; n < text.Length; n++)
        {
            if (char.IsHighSurrogate(text[n]) && n + 1 < text.Length && char.IsLowSurrogate(text[n + 1]))
                n++;
            else if (char.IsSurrogate(text[n]))
                return true;
        }

        return false;
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeForm();
}

/// <summary>What many rows say the same: a delegation's code and name, the usual titles. Kept once.</summary>
public sealed class SaidBefore
{
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);

    internal string? Once(string? text)
    {
        if (text is null)
            return null;
        if (texts.TryGetValue(text, out var before))
            return before;
        texts.Add(text);
        return text;
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Forum.Contracts.Registration;

namespace Forum.Registration.Participants;

/// <summary>How a row of an uploaded list stands to the list in force.</summary>
public enum LineState
{
    /// <summary>The list in force has it, word for word.</summary>
    Unchanged,

    /// <summary>The list in force says otherwise of this participant from the same day.</summary>
    Changed,

    /// <summary>The list in force has nothing of this participant from this day.</summary>
    Added,

    /// <summary>It cannot be taken as it is.</summary>
    Faulty,
}

/// <summary>Something to know about a row.</summary>
/// <param name="Code">Stable, in kebab case.</param>
/// <param name="Column">Null when it is about the row as a whole.</param>
/// <param name="Text">What it is, and for a fault what to do.</param>
public sealed record LineMessage(string Code, string? Column, string Text);

/// <summary>A row that was looked into.</summary>
/// <param name="Line">What it says; null when it is faulty.</param>
public sealed record CheckedRow(int Row, LineState State, IReadOnlyDictionary<string, string> Cells, ListedParticipant? Line, IReadOnlyList<LineMessage> Messages);

/// <summary>An uploaded list, held against the list in force.</summary>
/// <param name="Missing">Lines of the list in force for which there is no row.</param>
public sealed record CheckedList(ParticipantList Against, IReadOnlyList<CheckedRow> Rows, IReadOnlyList<ListedParticipant> Missing)
{
    public bool IsSound => Rows.All(row => row.State is not LineState.Faulty);

    /// <summary>True when it says just what the list in force says.</summary>
    public bool SaysNothingNew => Missing.Count == 0 && Rows.All(row => row.State is LineState.Unchanged);

    /// <summary>Key under which a row that names no source has that of the new list.</summary>
    public static string SourceOf(int number) => $"list-{number}";
}

/// <summary>The rules by which a list of participants is taken.</summary>
public static partial class ListRules
{
    /// <summary>
    /// Looks into every row. A row stands for a participant from a day; a column that the file does not have leaves what the list in force says there,
    /// an empty cell says that it is not so or not known.
    /// </summary>
    public static CheckedList Check(this IReadOnlyList<FileRow> file, ParticipantList against)
    {
        var known = against.Lines.ToDictionary(Key);
        var rows = file.Select(row => new RowReader(row, known, against).Read()).ToArray();
        AgainstEachOther(rows);
        var covered = rows.Where(row => row.Line is not null).Select(row => Key(row.Line!)).ToHashSet();
        return new CheckedList(
            against,
            [.. rows.Select(row => row.Done(known))],
            // A row that is faulty is told of as that; its line is not missing.
            [.. against.Lines.Where(line => !covered.Contains(Key(line)) && !rows.Any(row => row.MayBe(line)))]);
    }

    private static (int, DateOnly?) Key(ListedParticipant line) => (line.Id, line.From);

    /// <summary>On no day does a participant have two lines, or a code two participants.</summary>
    private static void AgainstEachOther(IReadOnlyList<RowReader> rows)
    {
        var sound = rows.Where(row => row.Line is not null).ToArray();
        foreach (var (row, other) in sound.GroupBy(row => row.Line!.Id).SelectMany(Pairs))
            row.Complain("two-lines", "from", $"Participant {row.Line!.Id} has another line for some of these days, in row {other.Number}. Let one end before the other begins.");
        foreach (var (row, other) in sound.GroupBy(row => row.Line!.Code).SelectMany(Pairs).Where(pair => pair.Row.Line!.Id != pair.Other.Line!.Id))
            row.Complain("code-of-another", "code", $"{row.Line!.Code} is participant {other.Line!.Id}, too, on some of these days, in row {other.Number}.");
    }

    private static IEnumerable<(RowReader Row, RowReader Other)> Pairs(IEnumerable<RowReader> rows)
    {
        RowReader[] all = [.. rows];
        return from row in all from other in all where row != other && row.Line!.Meets(other.Line!) select (row, other);
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[0-9]{3}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex M49Form();

    /// <summary>One line that begins with a letter or a digit, so that no program takes it for a formula.</summary>
    [GeneratedRegex(@"^[\p{L}\p{N}][^\p{Cc}]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    /// <summary>Reads one row and keeps what is to be said of it.</summary>
    private sealed class RowReader(FileRow row, IReadOnlyDictionary<(int, DateOnly?), ListedParticipant> known, ParticipantList against)
    {
        private readonly List<LineMessage> faults = [], remarks = [];

        public int Number => row.Row;

        /// <summary>Null when the row cannot be read.</summary>
        public ListedParticipant? Line { get; private set; }

        public void Complain(string code, string? column, string text) => faults.Add(new LineMessage(code, column, text));

        public bool MayBe(ListedParticipant line) => Line is null && Cell("id") == ListFile.Cell(line, "id") && Cell("from") == ListFile.Cell(line, "from");

        public RowReader Read()
        {
            if (row.Torn)
            {
                Complain("row-torn", null, "The row has more or fewer cells than the header, or a quotation mark that does not close.");
                return this;
            }

            var id = int.TryParse(Cell("id"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : Fault<int>("id", "A number above 0: that of the participant on the list in force, or a new one for who is not on it.");
            var code = Cell("code") is { Length: >= 2 and <= 32 } c && CodeForm().IsMatch(c) ? c : Fault<string>("code", "Capital letters and digits, such as FRA.");
            var m49 = Cell("m49") is var m && (m.Length == 0 || M49Form().IsMatch(m)) ? Known(m) : Fault<string>("m49", "Three digits, such as 250, or nothing.");
            var name = Text("name", 300) ?? (Cell("name").Length == 0 ? Fault<string>("name", "The official short name in English is needed.") : null);
            var status = Enum.TryParse<ParticipantStatus>(Cell("status"), out var s) && s.ToString() == Cell("status") ? s : Fault<ParticipantStatus>("status", $"One of {string.Join(", ", Enum.GetNames<ParticipantStatus>())}.");
            RegionalGroup? group = Cell("group").Length == 0 ? null : Enum.TryParse<RegionalGroup>(Cell("group"), out var g) && g.ToString() == Cell("group") ? g : Fault<RegionalGroup>("group", $"One of {string.Join(", ", Enum.GetNames<RegionalGroup>())}, or nothing for who is in none.");
            var (from, to) = (Day("from"), Day("to"));
            if (to < from)
                Complain("days-reversed", "to", "The last day comes before the first.");
            if (group is not null && status is not ParticipantStatus.MemberState)
                Complain("group-without-membership", "group", "Only a Member State is counted in a regional group.");
            if (code is not null && against.Lines.FirstOrDefault(line => line.Code == code && line.Id != id) is { } other
                && (from is null || other.To is null || from <= other.To) && (to is null || other.From is null || other.From <= to))
                Complain("code-of-another", "code", $"{code} is participant {other.Id} on the list in force. Give that number: it stays when names and codes change.");
            var before = known.GetValueOrDefault((id, from));
            var names = new NamesInOtherLanguages(
                Language("name_ar", before?.Names.Ar), Language("name_es", before?.Names.Es), Language("name_fr", before?.Names.Fr), Language("name_ru", before?.Names.Ru), Language("name_zh", before?.Names.Zh));
            var note = row.Cells.ContainsKey("note") ? Text("note", 500) ?? "" : before?.Note ?? "";
            if (Cell("provenance") is { Length: > 0 } key && !against.Sources.ContainsKey(key))
                Complain("source-unknown", "provenance", "The list in force has no source of this key. Leave the cell empty: then the row comes from the source of the new list.");
            if (faults.Count > 0)
                return this;

            Line = Sourced(new ListedParticipant { Id = id, Code = code!, M49 = m49, Name = name!, Status = status, Group = group, From = from, To = to, Names = names, Provenance = Cell("provenance"), Note = note }, before);
            return this;
        }

        public CheckedRow Done(IReadOnlyDictionary<(int, DateOnly?), ListedParticipant> lines)
        {
            if (faults.Count > 0)
                return new CheckedRow(Number, LineState.Faulty, row.Cells, null, faults);
            var before = lines.GetValueOrDefault(Key(Line!));
            var state = before is null ? LineState.Added : before == Line ? LineState.Unchanged : LineState.Changed;
            return new CheckedRow(Number, state, row.Cells, Line, remarks);
        }

        /// <summary>A row that says nothing new keeps its source; one that does, and names none, has that of the new list.</summary>
        private ListedParticipant Sourced(ListedParticipant line, ListedParticipant? before)
        {
            if (before is null)
            {
                if (against.Lines.LastOrDefault(other => other.Id == line.Id) is { } same)
                    remarks.Add(new LineMessage("another-span", null, $"The list in force has participant {line.Id}, as {same.Code}, in other days."));
                else if (against.Lines.Count > 0)
                    remarks.Add(new LineMessage("new-participant", "id", $"Participant {line.Id} is new."));
                return line.Provenance.Length > 0 ? line : line with { Provenance = CheckedList.SourceOf(against.Number + 1) };
            }

            var differences = ListFile.Differences(before, line).ToArray();
            remarks.AddRange(differences.Select(column => new LineMessage("changes", column, $"Was {Quoted(ListFile.Cell(before, column))}, is {Quoted(ListFile.Cell(line, column))}.")));
            if (line.Provenance.Length > 0 && line.Provenance != before.Provenance)
                remarks.Add(new LineMessage("changes", "provenance", $"Was {before.Provenance}, is {line.Provenance}."));
            if (line.Provenance.Length == 0)
                return line with { Provenance = differences.Length == 0 ? before.Provenance : CheckedList.SourceOf(against.Number + 1) };
            if (differences.Length > 0 && line.Provenance == before.Provenance)
                remarks.Add(new LineMessage("old-source", "provenance", $"The row says something new and names the old source, {line.Provenance}. Leave the cell empty when it comes from that of the new list."));
            return line;
        }

        private string Cell(string column) => row.Cells.GetValueOrDefault(column, "");

        private string? Language(string column, string? before) => row.Cells.ContainsKey(column) ? Text(column, 300) : before;

        /// <summary>Null when there is nothing, or nothing that can be taken.</summary>
        private string? Text(string column, int longest)
        {
            var cell = Cell(column);
            return cell.Length == 0 || (cell.Length <= longest && Words().IsMatch(cell)) ? Known(cell) : Fault<string>(column, $"One line of at most {longest} characters that begins with a letter or a digit.");
        }

        private DateOnly? Day(string column)
        {
            var cell = Cell(column);
            return cell.Length == 0 ? null
                : DateOnly.TryParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
                : Fault<DateOnly?>(column, "A day such as 2006-06-28, or nothing when it is not known or still holds.");
        }

        private T? Fault<T>(string column, string wanted)
        {
            Complain("cell-wrong", column, wanted);
            return default;
        }

        private static string? Known(string cell) => cell.Length == 0 ? null : cell;

        private static string Quoted(string cell) => cell.Length == 0 ? "empty" : $"“{cell}”";
    }

    /// <summary>SHA-256 over the list as a file: two lists that say the same have the same.</summary>
    public static string Hash(ParticipantList list) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ListFile.Write(list))));
}

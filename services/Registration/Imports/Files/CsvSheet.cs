using System.Globalization;
using System.Text;
using System.Text.Unicode;
using CsvHelper;
using CsvHelper.Configuration;
using Forum.Hosting.Store;

namespace Forum.Registration.Imports.Files;

/// <summary>Reads separated values: UTF-8 with or without byte order mark, comma, semicolon or tab, quotes and line breaks as RFC 4180 has them.</summary>
public static class CsvSheet
{
    /// <summary>The separators that are looked for, the likeliest first.</summary>
    public const string Separators = ",;\t";

    private const int LongestHead = 65_536;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <param name="separator">Null to find out.</param>
    /// <exception cref="Refusal">It is not text in UTF-8.</exception>
    public static IEnumerable<SheetRow> Read(byte[] content, char? separator = null)
    {
        MustBeUtf8(content);
        var start = content.AsSpan().StartsWith(Mark) ? Mark.Length : 0;
        var head = Encoding.UTF8.GetString(content, start, Math.Min(content.Length - start, LongestHead));
        var before = 0;
        // What Excel writes to tell itself of the separator.
        if (head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && head.IndexOfAny(['\r', '\n']) == 5)
        {
            separator ??= head[4];
            var line = head.AsSpan(5).StartsWith("\r\n") ? 7 : 6;
            start += line;
            head = head[line..];
            before = 1;
        }

        return Rows(() => new StreamReader(new MemoryStream(content, start, content.Length - start, writable: false), Encoding.UTF8), separator ?? Separator(head), before);
    }

    /// <summary>The separator that makes the most columns of the first line known, and of those that make equally many the likeliest.</summary>
    private static char Separator(string head)
    {
        var line = FirstLine(head);
        return line.Length == 0 ? Separators[0]
            : Separators.MaxBy(separator => Rows(() => new StringReader(line), separator, 0).FirstOrDefault()?.Cells.Count(cell => Columns.Known(cell.Text) is not null) ?? 0);
    }

    private static void MustBeUtf8(ReadOnlySpan<byte> content)
    {
        if (content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new Refusal("file-not-utf8", "The file is in UTF-16. Save it as \"CSV UTF-8\" (Excel: Save as, CSV UTF-8).", "file");
        if (Utf8.IsValid(content))
            return;
        var wrong = FirstWrong(content);
        var line = 1 + content[..wrong].Count((byte)'\n');
        throw new Refusal("file-not-utf8", $"The file is not UTF-8: byte 0x{content[wrong]:X2} at position {wrong} (line {line}) begins no character. Save it as \"CSV UTF-8\".", "file");
    }

    private static IEnumerable<SheetRow> Rows(Func<TextReader> text, char separator, int before)
    {
        var odd = new Dictionary<int, CellOddity>();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            DetectColumnCountChanges = false,
            // An odd number of quotes: one was opened that nothing closes.
            BadDataFound = found => odd[found.Context.Parser!.Row] = found.Field.Count('"') % 2 == 1 && found.Field.StartsWith('"') ? CellOddity.UnclosedQuote : CellOddity.OddQuotes,
        };
        using var parser = new CsvParser(text(), configuration);
        while (parser.Read())
        {
            var record = parser.Record!;
            if (Array.TrueForAll(record, string.IsNullOrWhiteSpace))
                continue;
            if (record.Length > Limit.Columns)
                throw Limit.TooManyColumns();
            if (before + parser.Row > Limit.Rows)
                throw Limit.TooManyRows();
            var oddity = odd.GetValueOrDefault(parser.Row);
            var cells = new Cell[record.Length];
            for (var n = 0; n < cells.Length; n++)
                cells[n] = new Cell(record[n], oddity is CellOddity.UnclosedQuote && n < cells.Length - 1 ? CellOddity.None : oddity);
            yield return new SheetRow(before + parser.Row, cells);
        }
    }

    private static string FirstLine(string text)
    {
        using var lines = new StringReader(text);
        while (lines.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                return line;
        }

        return "";
    }

    private static int FirstWrong(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var length) is System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}

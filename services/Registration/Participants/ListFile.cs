using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsvHelper;
using CsvHelper.Configuration;
using Forum.Hosting.Store;

namespace Forum.Registration.Participants;

/// <summary>A row as it stands in the file.</summary>
/// <param name="Row">Number of its line in the file; the header is 1.</param>
/// <param name="Cells">By column, without blanks around them; a column that the file does not have is not there.</param>
/// <param name="Torn">Its quotation marks do not close, or it has more or fewer cells than there are columns.</param>
public sealed record FileRow(int Row, IReadOnlyDictionary<string, string> Cells, bool Torn);

/// <summary>A list of participants as a CSV file: UTF-8, with or without a byte order mark, separated by comma, semicolon or tab, with a header.</summary>
public static class ListFile
{
    internal const int MostRows = 5_000;

    internal static readonly JsonSerializerOptions OfSources = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private static readonly string[] Needed = ["id", "code", "m49", "name", "status", "group", "from", "to"];
    private static readonly string[] Languages = ["name_ar", "name_es", "name_fr", "name_ru", "name_zh"];
    private static readonly string[] Known = [.. Needed, .. Languages, "provenance", "note"];

    /// <exception cref="Refusal">The file is no such list as a whole; rows are not looked into yet.</exception>
    public static IReadOnlyList<FileRow> Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var torn = false;
        using var reader = new StringReader(text);
        using var parser = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = DelimiterOf(text),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = _ => torn = true,
        });
        if (!parser.Read())
            throw new Refusal("file-empty", "The file is empty. It needs a header and a row for each line of the list.");
        var columns = Columns(parser.Record!);

        var rows = new List<FileRow>();
        while (true)
        {
            torn = false;
            if (!parser.Read())
                break;
            var cells = parser.Record!;
            if (rows.Count == MostRows)
                throw new Refusal("file-too-long", $"A list has at most {MostRows} rows.");
            rows.Add(new FileRow(
                parser.RawRow,
                columns.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal),
                torn || cells.Length != columns.Length));
        }

        return rows.Count > 0 ? rows : throw new Refusal("file-empty", "The file has a header only. It needs a row for each line of the list.");
    }

    /// <summary>The same list always gives the same text.</summary>
    public static string Write(ParticipantList list)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            foreach (var column in Known)
                csv.WriteField(column);
            csv.NextRecord();
            foreach (var line in list.Lines)
            {
                foreach (var column in Known)
                    csv.WriteField(Cell(line, column));
                csv.NextRecord();
            }
        }

        return text.ToString();
    }

    /// <summary>What stands of a line in a column; empty for what is not known or not so.</summary>
    internal static string Cell(ListedParticipant line, string column) => column switch
    {
        "id" => line.Id.ToString(CultureInfo.InvariantCulture),
        "code" => line.Code,
        "m49" => line.M49 ?? "",
        "name" => line.Name,
        "status" => line.Status.ToString(),
        "group" => line.Group?.ToString() ?? "",
        "from" => Day(line.From),
        "to" => Day(line.To),
        "name_ar" => line.Names.Ar ?? "",
        "name_es" => line.Names.Es ?? "",
        "name_fr" => line.Names.Fr ?? "",
        "name_ru" => line.Names.Ru ?? "",
        "name_zh" => line.Names.Zh ?? "",
        "provenance" => line.Provenance,
        _ => line.Note,
    };

    /// <summary>The columns in which two lines differ, but for where they come from.</summary>
    internal static IEnumerable<string> Differences(ListedParticipant one, ListedParticipant other) =>
        Known.Where(column => column != "provenance" && Cell(one, column) != Cell(other, column));

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string[] Columns(string[] header)
    {
        string[] columns = [.. header.Select(column => column.ToLowerInvariant())];
        if (Needed.Except(columns).ToArray() is { Length: > 0 } missing)
            throw new Refusal("columns-missing", $"The header lacks {string.Join(", ", missing)}. A list that is in force, read as CSV, shows how it is written.");
        if (columns.Except(Known).FirstOrDefault() is { } unknown)
            throw new Refusal("column-unknown", $"There is no column {Said(unknown)}. The columns are {string.Join(", ", Known)}.");
        if (columns.Distinct().Count() < columns.Length)
            throw new Refusal("column-twice", "The header has a column twice. Take one of them out.");
        return columns;
    }

    private static string Said(string column) => column.Length is 0 ? "without a name" : column.Length > 40 ? $"{column[..40]}…" : column;

    private static string DelimiterOf(string text)
    {
        var header = text.AsSpan(0, text.IndexOf('\n') is >= 0 and var end ? end : text.Length);
        var (commas, semicolons, tabs) = (header.Count(','), header.Count(';'), header.Count('\t'));
        return tabs > commas && tabs > semicolons ? "\t" : semicolons > commas ? ";" : ",";
    }
}

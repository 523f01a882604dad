using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>The list as rows, one a person, in the order of the document.</summary>
public static class ListAsTable
{
    /// <summary>With these a spreadsheet lets a formula begin; the last four are wide forms of the first.</summary>
    private const string FormulaSigns = "=+-@\t\r\n＝＋－＠";

    public static readonly IReadOnlyList<string> Head = ["Category", "Code", "Delegation", "Role", "Name", "Title"];

    public static IEnumerable<string[]> Rows(PrintedList list) =>
        from part in list.Parts
        from delegation in part.Delegations
        from person in delegation.People
        select new[]
        {
            part.Heading,
            delegation.Participant,
            Neutral(delegation.Name),
            ListWords.Of(person.Role),
            Neutral(person.Name ?? PrintedList.NameRemoved),
            Neutral(person.Title ?? ""),
        };

    /// <summary>What a spreadsheet would take for a formula, now or once it has been saved in another form, gets an apostrophe in front.</summary>
    public static string Neutral(string text) => text is [var first, ..] && FormulaSigns.Contains(first, StringComparison.Ordinal) ? $"'{text}" : text;

    /// <summary>RFC 4180 in UTF-8 with a byte order mark, by which spreadsheets know it.</summary>
    public static byte[] AsCsv(PrintedList list)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" }))
        {
            Write(csv, Head);
            foreach (var row in Rows(list))
                Write(csv, row);
        }

        return bytes.ToArray();
    }

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}

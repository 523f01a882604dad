using SpreadCheetah;
using SpreadCheetah.Metadata;
using SpreadCheetah.Styling;
using SpreadCheetah.Tables;
using SpreadCheetah.Worksheets;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>The list as an Excel workbook: a table with a head and one row a person, and a sheet that says what it is. Every cell is text; there is no formula in it.</summary>
public static class ListAsWorkbook
{
    /// <summary>In characters, for the columns of <see cref="ListAsTable.Head"/>.</summary>
    private static readonly double[] Widths = [28, 10, 36, 24, 32, 48];

    public static async Task<byte[]> Of(PrintedList list, CancellationToken ct = default)
    {
        using var bytes = new MemoryStream();
        await using (var workbook = await Spreadsheet.CreateNewAsync(bytes, About(list), ct))
        {
            await WritePeople(workbook, list, ct);
            await WriteAbout(workbook, list, ct);
            await workbook.FinishAsync(ct);
        }

        return bytes.ToArray();
    }

    private static SpreadCheetahOptions About(PrintedList list) => new()
    {
        DocumentProperties = new DocumentProperties { Title = $"{list.Symbol}: {list.Title()}", Subject = list.Edition.Title, Author = "The secretariat" },
        WriteCellReferenceAttributes = true,
    };

    private static async Task WritePeople(Spreadsheet workbook, PrintedList list, CancellationToken ct)
    {
        await workbook.StartWorksheetAsync("Participants", Columns(Widths, frozen: 1), ct);
        workbook.StartTable(new Table(TableStyle.Light1, "Participants"));
        await workbook.AddHeaderRowAsync(ListAsTable.Head.ToArray(), workbook.AddStyle(new Style { Font = { Bold = true } }), ct);
        foreach (var row in ListAsTable.Rows(list))
            await Write(workbook, row, ct);
        await workbook.FinishTableAsync(ct);
    }

    private static async Task WriteAbout(Spreadsheet workbook, PrintedList list, CancellationToken ct)
    {
        await workbook.StartWorksheetAsync("About", Columns([28, 90]), ct);
        foreach (var (what, says) in AboutRows(list))
            await Write(workbook, [ListAsTable.Neutral(what), ListAsTable.Neutral(says)], ct);
    }

    private static IEnumerable<(string What, string Says)> AboutRows(PrintedList list)
    {
        yield return ("Symbol", list.Symbol);
        yield return ("Title", list.Title());
        yield return ("Date", ListWords.Day(list.Date));
        yield return ("Edition", list.Edition.Title);
        yield return ("Place and days", $"{list.Edition.Venue}, {ListWords.Days(list.Edition)}");
        if (list.Edition.Rehearsal)
            yield return ("Rehearsal", PrintedList.OfARehearsal);
        if (list.Note is { } note)
            yield return ("Note", note);
        foreach (var count in ListWords.Counts(list))
            yield return count;
        if (list.Changes is { } changes)
        {
            yield return ("Changes", ListWords.Changes(changes));
            foreach (var delegation in changes.Delegations)
                yield return (delegation.Name, ListWords.Change(delegation));
        }

        yield return ("Content hash (SHA-256)", list.ContentHash);
    }

    private static ValueTask Write(Spreadsheet workbook, IEnumerable<string> cells, CancellationToken ct) =>
        workbook.AddRowAsync(cells.Select(cell => new DataCell(cell)).ToArray(), ct);

    private static WorksheetOptions Columns(double[] widths, int? frozen = null)
    {
        var columns = new WorksheetOptions { FrozenRows = frozen };
        for (var n = 0; n < widths.Length; n++)
            columns.Column(n + 1).Width = widths[n];
        return columns;
    }
}

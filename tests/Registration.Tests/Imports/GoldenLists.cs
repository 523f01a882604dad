using System.Text;
using Forum.Hosting.Store;
using Forum.Registration.Imports;
using Forum.Registration.Imports.Files;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests.Imports;

/// <summary>
/// Odd lists and what is made of them. Beside each list stands what was made of it when it was last looked at;
/// a difference is a change of behaviour. FORUM_WRITE_GOLDEN=1 writes them anew.
/// </summary>
public sealed class When_lists_are_odd
{
    private static readonly string Folder = Path.Combine(Kit.Repository.Root, "tests", "Registration.Tests", "Imports", "Golden");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.csv").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void what_is_made_of_them_stays_what_it_was(string file)
    {
        var list = Path.Combine(Folder, file);
        var golden = Path.ChangeExtension(list, ".txt");
        var made = Made(File.ReadAllBytes(list));
        if (Environment.GetEnvironmentVariable("FORUM_WRITE_GOLDEN") == "1")
            File.WriteAllText(golden, made);
        made.ShouldBe(File.ReadAllText(golden));
    }

    [Fact]
    public void what_is_made_of_every_one_is_written_down() =>
        Directory.GetFiles(Folder, "*.txt").Select(Path.GetFileNameWithoutExtension).Order().ShouldBe(Directory.GetFiles(Folder, "*.csv").Select(Path.GetFileNameWithoutExtension).Order());

    private static string Made(byte[] content)
    {
        var made = new StringBuilder();
        try
        {
            var preview = Previews.Of(CsvSheet.Read(content));
            foreach (var row in preview.Rows)
            {
                made.Append($"row {row.Row} {row.State} {row.DelegationCode ?? "-"} | {row.Name} | {row.Title} | {row.Reference} | {row.Role} | {row.Rank}\n");
                foreach (var message in row.Messages)
                    made.Append($"    {(message.IsError ? "error" : "warning")} {message.Code}{(message.Column is null ? "" : $" in {message.Column}")}: {message.Text}\n");
            }

            foreach (var delegation in preview.Delegations)
                made.Append($"delegation {delegation.Code} {delegation.Effect}{(delegation.Problem is null ? "" : $" ({delegation.Problem})")}, {delegation.Category}, {delegation.OwnName ?? "listed"}\n");
            foreach (var column in preview.Columns.Headings.Where(column => column.ReadAs is null))
                made.Append($"column not read: {column.Heading}\n");
        }
        catch (Refusal refusal)
        {
            made.Append($"refused {refusal.Code} in {refusal.Field}: {refusal.Message}\n");
        }

        return made.ToString();
    }
}

/// <summary>A preview as an upload makes it, without store.</summary>
internal sealed record Previews(Columns Columns, IReadOnlyList<StagedRow> Rows, IReadOnlyList<StagedDelegation> Delegations)
{
    public static Previews Of(IEnumerable<SheetRow> sheet, RegisteredDelegation? registered = null, bool removeMissing = false)
    {
        SheetRow[] all = [.. sheet];
        if (all.Length == 0)
            throw new Refusal("file-empty", "There is nothing in the file.", "file");
        var columns = Columns.Of(all[0]);
        var said = new SaidBefore();
        ReadRow[] rows = [.. all.Skip(1).Select((row, place) => ReadRow.Of(columns, row, place, said))];
        var elsewhere = new Elsewhere();
        foreach (var row in rows)
            elsewhere.Add(row);
        AssessedDelegation[] assessed = [.. rows.Where(row => row.Code is not null).GroupBy(row => row.Code!).Select(of =>
            Assessment.Of(Story.Id, Edition(), Shipped, of.Key, [.. of], registered?.Delegation.Listing.Participant == of.Key ? registered : null, elsewhere, removeMissing, Noon))];
        return new Previews(
            columns,
            [.. rows.Where(row => row.Code is null).Select(row => Assessment.Stray(Story.Id, Edition(), row)).Concat(assessed.SelectMany(each => each.Rows)).OrderBy(row => row.Row), .. assessed.SelectMany(each => each.NotInFile)],
            [.. assessed.Select(each => each.Staged)]);
    }
}

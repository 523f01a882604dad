using System.Globalization;
using System.Text;
using CsvHelper;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Forum.Registration.Imports.Files;
using Forum.Registration.People;
using Marten;
using Microsoft.OpenApi;
using SpreadCheetah;
using SpreadCheetah.Worksheets;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.Imports;

/// <summary>The delegations that come, with their members, in the columns that an upload reads: exported, edited and uploaded again, a list shows just the edits.</summary>
public static class ExportDelegations
{
    private const int AtATime = 50;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/delegations/export", async (Guid edition, FileFormat? format, IQuerySession session, HttpContext http, CancellationToken ct) =>
            {
                var known = await session.LoadAsync<KnownEdition>(edition, ct) ?? throw new Missing("edition", edition);
                var kind = format ?? FileFormat.Csv;
                http.Response.ContentType = kind is FileFormat.Csv ? $"{Upload.Csv}; charset=utf-8" : Upload.Xlsx;
                http.Response.Headers.ContentDisposition = $"attachment; filename=\"delegations-{known.Edition.Code}.{(kind is FileFormat.Csv ? "csv" : "xlsx")}\"";
                var rows = Rows(session, edition, ct);
                await (kind is FileFormat.Csv ? WriteCsv(rows, http.Response.Body, ct) : WriteXlsx(rows, http.Response.Body, ct));
            })
            .AddOpenApiOperationTransformer(static (operation, _, _) =>
            {
                ((OpenApiResponse)operation.Responses!["200"]).Content = new[] { Upload.Csv, Upload.Xlsx }.ToDictionary(static type => type, Upload.Medium);
                return Task.CompletedTask;
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ExportDelegations))
            .WithTags("Imports");

    private static Column[] Order => Enum.GetValues<Column>();

    private static async IAsyncEnumerable<string[]> Rows(IQuerySession session, Guid edition, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        yield return [.. Order.Select(Columns.Heading)];
        for (var after = ""; ;)
        {
            var from = after;
            var some = await session.Query<Delegation>()
                .Where(d => d.Listing.EditionId == edition && d.Listing.Standing == DelegationStanding.Announced && d.Listing.Participant.CompareTo(from) > 0)
                .OrderBy(d => d.Listing.Participant).Take(AtATime).ToListAsync(ct);
            if (some.Count == 0)
                yield break;
            var people = (await session.LoadManyAsync<Person>(ct, [.. some.SelectMany(delegation => delegation.Members, (_, member) => member.PersonId)])).ToDictionary(person => person.Id);
            foreach (var delegation in some)
            {
                foreach (var member in delegation.Members)
                {
                    var person = people.GetValueOrDefault(member.PersonId);
                    yield return [.. Order.Select(column => Neutral.Out(column switch
                    {
                        Column.DelegationCode => delegation.Listing.Participant,
                        Column.Category => delegation.Listing.Category.ToString(),
                        Column.DelegationName => delegation.Listing.Name,
                        Column.PersonId => member.PersonId.ToString(),
                        Column.Reference => person?.Reference ?? "",
                        Column.Name => person?.Name ?? "",
                        Column.Title => person?.Title ?? "",
                        Column.Role => member.Role.ToString(),
                        Column.Rank => member.Rank.ToString(),
                    }))];
                }
            }

            after = some[^1].Listing.Participant;
        }
    }

    private static async Task WriteCsv(IAsyncEnumerable<string[]> rows, Stream body, CancellationToken ct)
    {
        // With the byte order mark, without which Excel takes it for something else than UTF-8.
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(writer, CultureInfo.InvariantCulture, leaveOpen: true);
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var cell in row)
                csv.WriteField(cell);
            await csv.NextRecordAsync();
        }
    }

    private static async Task WriteXlsx(IAsyncEnumerable<string[]> rows, Stream body, CancellationToken ct)
    {
        // The archive writes its directory at the end and at once, so the whole, which is small, is made first.
        await using var whole = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(whole, cancellationToken: ct))
        {
            await book.StartWorksheetAsync("Delegations", new WorksheetOptions { FrozenRows = 1 }, ct);
            await foreach (var row in rows.WithCancellation(ct))
                await book.AddRowAsync([.. row.Select(static cell => new DataCell(cell))], ct);
            await book.FinishAsync(ct);
        }

        whole.Position = 0;
        await whole.CopyToAsync(body, ct);
    }
}

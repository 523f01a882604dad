using System.Globalization;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>A row of a list with what becomes of it.</summary>
/// <param name="Place">Its place in the list; those who are not in the file come last.</param>
/// <param name="Row">As a spreadsheet program counts; null when it is no row of the file.</param>
/// <param name="Changes">The columns in which it differs from what is registered.</param>
public sealed record ImportRow(
    int Place,
    int? Row,
    RowState State,
    RowEffect Effect,
    string? DelegationCode,
    Guid? PersonId,
    string? Reference,
    string? Name,
    string? Title,
    DelegationRole? Role,
    RankLevel? Rank,
    IReadOnlyList<string> Changes,
    IReadOnlyList<RowMessage> Messages);

/// <summary>Lists the rows of an import in the order of the file, all or those of one state.</summary>
public static class ListImportRows
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/imports/{id:guid}/rows", async (Guid id, int? after, int? limit, RowState? state, IQuerySession session, CancellationToken ct) =>
            {
                var import = await session.Require<Import>(id, ct);
                if (import.RowsRemovedAt is not null)
                    throw new Missing("row any more of import", id);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var (from, to) = (StagedRow.Key(id, after is { } last && last >= 0 ? Math.Min(last, int.MaxValue - 1) + 1 : 0), $"{id:N}/~");
                var rows = session.Query<StagedRow>().Where(row => row.Id.CompareTo(from) >= 0 && row.Id.CompareTo(to) < 0);
                if (state is { } wanted)
                    rows = rows.Where(row => row.State == wanted);
                var found = await rows.OrderBy(row => row.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(Show)], most, row => row.Place.ToString(CultureInfo.InvariantCulture));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ListImportRows))
            .WithTags("Imports");

    private static ImportRow Show(StagedRow row) => new(
        int.Parse(row.Id.AsSpan(row.Id.IndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture),
        row.Row,
        row.State,
        row.Effect,
        row.DelegationCode,
        row.PersonId,
        row.Reference,
        row.Name,
        row.Title,
        row.Role,
        row.Rank,
        row.Changes,
        row.Messages);
}

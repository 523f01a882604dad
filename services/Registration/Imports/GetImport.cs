using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Imports.Files;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>An import with its counts and how far it is.</summary>
/// <param name="Columns">What each column of the file was taken for; empty when the rows have been removed.</param>
/// <param name="Counts">Of the preview.</param>
/// <param name="RowsRemovedAt">When its rows were removed; null while they can be read.</param>
public sealed record ImportFile(
    Guid Id,
    long Version,
    Guid EditionId,
    ImportState State,
    FileFormat Format,
    long Bytes,
    string Sha256,
    bool RemoveMissing,
    IReadOnlyList<HeadedColumn> Columns,
    ImportCounts Counts,
    ImportProgress Progress,
    DateTimeOffset PreviewedAt,
    DateTimeOffset? CommittedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RowsRemovedAt);

/// <summary>How far the commit is.</summary>
/// <param name="RowsDone">Rows of delegations that have been dealt with, or need not be.</param>
/// <param name="RowsTotal">Rows of the file that belong to a delegation.</param>
/// <param name="DelegationsDone"></param>
/// <param name="DelegationsTotal"></param>
/// <param name="Outcomes">How many delegations had which outcome.</param>
public sealed record ImportProgress(int RowsDone, int RowsTotal, int DelegationsDone, int DelegationsTotal, IReadOnlyDictionary<DelegationOutcome, int> Outcomes);

/// <summary>Reads one import, and its progress while it is committed.</summary>
public static class GetImport
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/imports/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var import = await session.Require<Import>(id, ct);
                // The progress moves while the version stays.
                return new Versioned<ImportFile>(await File(session, import, ct), import.Version) { Moves = true };
            })
            .Allow(Role.Organizer)
            .WithName(nameof(GetImport))
            .WithTags("Imports");

    internal static async Task<ImportFile> File(IQuerySession session, Import import, CancellationToken ct)
    {
        var file = await session.LoadAsync<StagedFile>(import.Id, ct);
        var outcomes = await session.Query<StagedDelegation>()
            .Where(d => d.ImportId == import.Id)
            .GroupBy(d => d.Outcome)
            .Select(group => new { Outcome = group.Key, Delegations = group.Count(), Rows = group.Sum(d => d.Rows) })
            .ToListAsync(ct);
        var done = outcomes.Where(group => group.Outcome is not DelegationOutcome.Waiting).ToArray();
        return new ImportFile(
            import.Id,
            import.Version,
            import.EditionId,
            import.State,
            import.File.Format,
            import.File.Bytes,
            import.File.Sha256,
            import.File.RemoveMissing,
            file?.Columns ?? [],
            import.Counts,
            new ImportProgress(
                done.Sum(group => group.Rows),
                outcomes.Sum(group => group.Rows),
                done.Sum(group => group.Delegations),
                outcomes.Sum(group => group.Delegations),
                Enum.GetValues<DelegationOutcome>().ToDictionary(outcome => outcome, outcome => outcomes.Where(group => group.Outcome == outcome).Sum(group => group.Delegations))),
            import.PreviewedAt,
            import.CommittedAt,
            import.EndedAt,
            import.RowsRemovedAt);
    }
}

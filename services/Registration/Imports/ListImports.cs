using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>A line of the list of imports.</summary>
public sealed record ImportLine(Guid Id, long Version, ImportState State, ImportCounts Counts, DateTimeOffset PreviewedAt, DateTimeOffset? CommittedAt, DateTimeOffset? EndedAt);

/// <summary>Lists the imports of an edition, oldest first.</summary>
public static class ListImports
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/imports", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var imports = session.Query<Import>().Where(import => import.EditionId == edition);
                if (after is { } last)
                    imports = imports.Where(import => import.Id.CompareTo(last) > 0);
                var found = await imports.OrderBy(import => import.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of(
                    [.. found.Select(import => new ImportLine(import.Id, import.Version, import.State, import.Counts, import.PreviewedAt, import.CommittedAt, import.EndedAt))],
                    most,
                    line => line.Id.ToString());
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ListImports))
            .WithTags("Imports");
}

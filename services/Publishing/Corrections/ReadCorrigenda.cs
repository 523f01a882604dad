using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>A corrigendum, for a list.</summary>
/// <param name="Languages">Codes of the languages whose versions it corrects.</param>
/// <param name="Symbol">Null before it is issued.</param>
public sealed record CorrigendumLine(
    Guid Id, long Version, Guid SummaryId, CorrigendumOrigin Origin, CorrigendumState State, string Reason, IReadOnlyList<string> Languages, IReadOnlyList<Correction> Corrections, string? Symbol)
{
    internal static CorrigendumLine Of(Corrigendum corrigendum) => new(
        corrigendum.Id, corrigendum.Version, corrigendum.SummaryId, corrigendum.Origin, corrigendum.State, corrigendum.Reason, corrigendum.Languages, corrigendum.Corrections, corrigendum.Symbol);
}

/// <summary>The corrigenda of a summary, proposed, cleared, issued and dismissed, in the order in which they were proposed.</summary>
public static class ReadCorrigenda
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/summaries/{id:guid}/corrigenda", async (Guid id, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var corrigenda = session.Query<Corrigendum>().Where(corrigendum => corrigendum.SummaryId == id);
                if (after is { } last)
                    corrigenda = corrigenda.Where(corrigendum => corrigendum.Id.CompareTo(last) > 0);
                var found = await corrigenda.OrderBy(corrigendum => corrigendum.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(CorrigendumLine.Of)], most, line => line.Id.ToString());
            })
            .Allow(Role.Organizer)
            .WithName("ListCorrigenda")
            .WithSummary("Lists the corrigenda of a summary")
            .WithTags("Corrigenda");

        routes.MapGet("/corrigenda/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var line = CorrigendumLine.Of(await session.Require<Corrigendum>(id, ct));
                return new Versioned<CorrigendumLine>(line, line.Version);
            })
            .Allow(Role.Organizer)
            .WithName("ReadCorrigendum")
            .WithSummary("Shows a corrigendum")
            .WithTags("Corrigenda");
    }
}

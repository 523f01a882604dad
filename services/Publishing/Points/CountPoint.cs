using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Notes;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Counts from the notes as they stand how many delegations said what on a point, and takes the quantifier that this carries under the policy in force; without a change in either nothing is done.</summary>
public static class CountPoint
{
    /// <param name="counts">From the notes as they stand.</param>
    /// <exception cref="Refusal">It was recorded by hand.</exception>
    public static IEnumerable<object> Decide(Point point, Counts counts, QuantifierPolicy policy, DateTimeOffset now)
    {
        point.MustGatherNotes();
        if (counts == point.Counts && policy.Number == point.Policy)
            yield break;
        var allowed = Quantifying.Allowed(counts, policy.Table, point.Confirmed);
        var strongest = Quantifying.Strongest(counts, policy.Table, point.Confirmed);
        var kept = point.Chosen is { } chosen && allowed.Contains(chosen) ? chosen : strongest;
        yield return new PointCounted(counts, policy.Number, strongest, kept ?? Quantifier.Unattributed, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/points/{id:guid}/count", async (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.Require<KnownEdition>((await session.Require<Point>(id, ct)).EditionId, ct);
                await session.MustStillHoldNotes(edition, ct);
                var said = await session.NotesOf(edition.Id, ct);
                var policy = await session.PolicyInForce(ct);
                return await session.Decide<Point>(id, expected, point => Decide(point, said.CountsOf(point), policy, edition.Clock.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(CountPoint))
            .WithTags("Points");
}

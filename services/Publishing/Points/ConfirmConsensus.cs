using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Records that the chair confirms a consensus on a point: nobody dissented, and at least half of those heard spoke on it (rule M2). Dissent that is counted later takes the word away again. Asked twice, done once.</summary>
public static class ConfirmConsensus
{
    /// <param name="policy">The version by which the point was counted.</param>
    /// <param name="by">Account of who records it.</param>
    /// <exception cref="Refusal">It was recorded by hand, was not counted, or its counts carry no consensus.</exception>
    public static IEnumerable<object> Decide(Point point, QuantifierPolicy policy, string by, DateTimeOffset now)
    {
        point.MustGatherNotes();
        if (point.Counts is not { } counts)
            throw new Refusal("point-not-counted", "Count the point first; a consensus rests on counts.");
        if (counts.Dissent > 0)
            throw new Refusal("consensus-with-dissent", "Somebody thought otherwise, so there is no consensus to confirm.");
        if (!Quantifying.CanBeConsensus(counts, policy.Table))
            throw new Refusal("consensus-not-carried", $"At least {policy.Table.ConsensusSpokenFrom} per cent of those heard must have spoken on a point before it is called a consensus.");
        if (point.Confirmed)
            yield break;
        yield return new ConsensusConfirmed(by, now);
        yield return new QuantifierChosen(Quantifier.Consensus, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/points/{id:guid}/consensus", async (Guid id, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.TimeOfPoint(id, time, ct);
                var policy = await session.Policy((await session.Require<Point>(id, ct)).Policy, ct);
                return await session.Decide<Point>(id, expected, point => Decide(point, policy, caller.Subject, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ConfirmConsensus))
            .WithTags("Points");
}

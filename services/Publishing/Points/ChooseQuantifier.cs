using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Chooses a quantifier for a point: the strongest that its counts carry, or a weaker one, never a stronger (rule M2). Asked twice, done once.</summary>
public sealed record ChooseQuantifier
{
    public required Quantifier Quantifier { get; init; }

    /// <param name="policy">The version by which the point was counted.</param>
    /// <exception cref="Refusal">It was recorded by hand, was not counted, or its counts do not carry the quantifier.</exception>
    public IEnumerable<object> Decide(Point point, QuantifierPolicy policy, DateTimeOffset now)
    {
        point.MustGatherNotes();
        if (point.Counts is not { } counts)
            throw new Refusal("point-not-counted", "Count the point first; a quantifier rests on counts.");
        if (!Quantifying.Allowed(counts, policy.Table, point.Confirmed).Contains(Quantifier))
        {
            throw new Refusal(
                "quantifier-too-strong",
                $"The counts do not carry {Quantifier} under version {policy.Number} of the policy. They carry {Quantifying.Strongest(counts, policy.Table, point.Confirmed)?.ToString() ?? "none"}, and what is weaker.",
                "quantifier");
        }

        if (Quantifier != point.Quantifier)
            yield return new QuantifierChosen(Quantifier, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/points/{id:guid}/quantifier", async (Guid id, ExpectedVersion expected, ChooseQuantifier command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.TimeOfPoint(id, time, ct);
                var policy = await session.Policy((await session.Require<Point>(id, ct)).Policy, ct);
                return await session.Decide<Point>(id, expected, point => command.Decide(point, policy, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ChooseQuantifier))
            .WithTags("Points");
}

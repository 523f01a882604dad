using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>Words a point anew; its counts stay. Asked twice, done once.</summary>
public sealed record RewordPoint
{
    public required WordedPoint Wording { get; init; }

    /// <exception cref="Refusal">It was recorded by hand, or the wording names somebody or reads as a negotiated outcome.</exception>
    public IEnumerable<object> Decide(Point point, DateTimeOffset now)
    {
        point.MustGatherNotes();
        if (Wording.Read() is var wording && wording != point.Wording)
            yield return new PointReworded(wording, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/points/{id:guid}/wording", async (Guid id, ExpectedVersion expected, RewordPoint command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.TimeOfPoint(id, time, ct);
                return await session.Decide<Point>(id, expected, point => command.Decide(point, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RewordPoint))
            .WithTags("Points");
}

/// <summary>What the changes of a point share.</summary>
internal static class ChangingPoints
{
    /// <exception cref="Refusal">The point was recorded by hand: there is nothing that it could be counted from.</exception>
    public static PointWording MustGatherNotes(this Point point) => point.Wording
        ?? throw new Refusal("counts-not-in-source", "This point was recorded by hand, and how many held it is not in its source. Open a point that gathers notes.");

    public static async Task<DateTimeOffset> TimeOfPoint(this IQuerySession session, Guid pointId, TimeProvider time, CancellationToken ct)
    {
        var point = await session.Require<Point>(pointId, ct);
        return (await session.Require<KnownEdition>(point.EditionId, ct)).Clock.Now(time);
    }
}

using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>
/// The words with which the presiding officer ruled on a point of order. They are free words and may name somebody: they are kept here, beside the stream,
/// with the delegation whose point it was.
/// </summary>
/// <param name="Id">Of the point of order.</param>
public sealed record Ruling(Guid Id, Guid EditionId, Guid MeetingId, Guid DelegationId, string Reason);

/// <summary>The presiding officer rules on the point of order that was raised first, at once and with a reason. The speaker who was interrupted resumes afterwards.</summary>
public sealed record RuleOnPointOfOrder
{
    public required RulingOutcome Outcome { get; init; }

    /// <summary>As the presiding officer gave it in the meeting; it is public.</summary>
    [StringLength(2_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">There is no such point of order.</exception>
    /// <exception cref="Refusal">It was ruled on, or another one was raised before it.</exception>
    public IEnumerable<object> Decide(Floor floor, Guid pointId, DateTimeOffset now)
    {
        var point = floor.PointsOfOrder.Find(point => point.Id == pointId) ?? throw new Missing("point of order", pointId);
        if (point.Outcome is not null)
            throw new Refusal("point-of-order-ruled-on", "The presiding officer has ruled on this point of order.");
        if (floor.OpenPoint() is { } first && first.Id != pointId)
            throw new Refusal("earlier-point-of-order", $"{first.Participant} raised a point of order before. Rule on {first.Id} first.");
        yield return new PointOfOrderRuled(pointId, Outcome, floor.When(null, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/points-of-order/{pointId:guid}/ruling", (
                Guid id, Guid pointId, ExpectedVersion expected, RuleOnPointOfOrder command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(
                    id,
                    expected,
                    time,
                    at =>
                    {
                        object[] events = [.. command.Decide(at.Floor, pointId, at.Now)];
                        var point = at.Floor.PointsOfOrder.Find(point => point.Id == pointId)!;
                        session.Insert(new Ruling(pointId, at.Edition.Id, id, point.DelegationId, command.Reason));
                        return events;
                    },
                    ct))
            .Allow(Role.Organizer)
            .WithName(nameof(RuleOnPointOfOrder))
            .WithTags("Points of order");
}

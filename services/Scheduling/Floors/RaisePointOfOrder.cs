using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Meetings;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Raises a point of order: at any time of the meeting, also while somebody speaks, who is interrupted. The presiding officer rules on it; of several, on the first raised first.</summary>
public sealed record RaisePointOfOrder
{
    /// <summary>Code of the participant that raises it; null for the caller's own delegation.</summary>
    [RegularExpression("^[A-Z0-9]+(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public string? Participant { get; init; }

    /// <exception cref="Refusal">The delegation has withdrawn, or has a point of order before the presiding officer already.</exception>
    public IEnumerable<object> Decide(Floor floor, Guid pointId, KnownDelegation delegation, DateTimeOffset now)
    {
        if (delegation.IsAway())
            throw new Refusal("participant-withdrew", $"{delegation.Delegation.Participant} has withdrawn from this edition.", "participant");
        if (floor.PointsOfOrder.Exists(point => point.Outcome is null && point.DelegationId == delegation.Id))
            throw new Refusal("point-of-order-raised", $"{delegation.Delegation.Participant} has raised a point of order that is not ruled on yet.");
        yield return new PointOfOrderRaised(pointId, delegation.Id, delegation.Delegation.Participant, delegation.Delegation.Name, floor.When(null, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/points-of-order", async (
                Guid id, RaisePointOfOrder command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                var delegation = await session.DelegationThatActs(caller, edition.Id, command.Participant, ct);
                var (stream, at) = await session.TakeFloor(id, time, ct);
                at.MustSit();
                var pointId = Guid.CreateVersion7();
                var version = (stream.CurrentVersion ?? 0) + stream.Record(at, [.. command.Decide(at.Floor, pointId, delegation, at.Now)]);
                return await session.Made(http, new Started(pointId, version, $"/meetings/{id}/points-of-order"), ct);
            })
            .AcceptsIdempotencyKey<RaisePointOfOrder>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RaisePointOfOrder))
            .WithTags("Points of order");
}

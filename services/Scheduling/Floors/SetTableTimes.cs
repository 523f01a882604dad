using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Says how long interventions at a round table may take, and which share of the time is to be left to others than States. What is not known is null, and shown as unknown.</summary>
public sealed record SetTableTimes
{
    /// <summary>For interventions that are given the floor from now on; null when not known.</summary>
    [Range(10, 7_200)]
    public int? InterventionLimitSeconds { get; init; }

    /// <summary>The chair is warned when others than States have had less than this share of the time, in per cent; null when not known: then there is no warning.</summary>
    [Range(0, 100)]
    public int? NonStateFloorPercent { get; init; }

    /// <exception cref="Refusal">It is no round table.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now)
    {
        if (floor.Kind is not MeetingKind.RoundTable)
            throw new Refusal("not-a-round-table-meeting", "In plenary the speakers' list says how long statements may take.");
        if ((floor.InterventionLimitSeconds, floor.NonStateFloorPercent) != (InterventionLimitSeconds, NonStateFloorPercent))
            yield return new TableTimesSet(InterventionLimitSeconds, NonStateFloorPercent, floor.When(null, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/times", (
                Guid id, ExpectedVersion expected, SetTableTimes command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => command.Decide(at.Floor, at.Now), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(SetTableTimes))
            .WithTags("Floor");
}

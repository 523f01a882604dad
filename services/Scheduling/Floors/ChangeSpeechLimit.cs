using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Gives whoever has the floor more time, or less.</summary>
public sealed record ChangeSpeechLimit
{
    /// <summary>The whole of it, not what is added.</summary>
    [Range(10, 7_200)]
    public required int LimitSeconds { get; init; }

    /// <exception cref="Refusal">Nobody has the floor.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now) => floor.MustBeHeld() is var speech && speech.LimitSeconds == LimitSeconds
        ? []
        : [new SpeechLimitChanged(speech.Id, LimitSeconds, floor.When(null, now))];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/limit", (
                Guid id, ExpectedVersion expected, ChangeSpeechLimit command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => command.Decide(at.Floor, at.Now), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ChangeSpeechLimit))
            .WithTags("Floor");
}

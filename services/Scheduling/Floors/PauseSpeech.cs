using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Lets the clock stand, e.g. while interpretation fails. The speaker keeps the floor, and the pause does not count.</summary>
public sealed record PauseSpeech
{
    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">The clock does not run.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now)
    {
        if (floor.MustBeHeld() is not { RunningSince: not null } speech)
            throw new Refusal("clock-stands", "The clock does not run.");
        yield return new SpeechPaused(speech.Id, floor.When(At, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/pause", (
                Guid id, ExpectedVersion expected, PauseSpeech? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => (command ?? new PauseSpeech()).Decide(at.Floor, at.Now), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(PauseSpeech))
            .WithTags("Floor");
}

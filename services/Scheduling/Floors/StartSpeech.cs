using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Lets the clock of who has the floor run, when the first word is said.</summary>
public sealed record StartSpeech
{
    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">Nobody has the floor, the clock ran before, or a point of order comes first.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now)
    {
        var speech = floor.MustBeHeld();
        floor.MustBeInOrder();
        if (speech.StartedAt is not null)
            throw new Refusal("speech-started", "The speaker has begun already. After a pause, resume.");
        yield return new SpeechStarted(speech.Id, floor.When(At, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/start", (
                Guid id, ExpectedVersion expected, StartSpeech? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => (command ?? new StartSpeech()).Decide(at.Floor, at.Now), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(StartSpeech))
            .WithTags("Floor");
}

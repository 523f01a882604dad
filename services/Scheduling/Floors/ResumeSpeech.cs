using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Lets the clock run again after a pause or a point of order.</summary>
public sealed record ResumeSpeech
{
    /// <summary>When, not before what happened last; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">There is nothing to resume, or a point of order comes first.</exception>
    public IEnumerable<object> Decide(Floor floor, DateTimeOffset now)
    {
        var speech = floor.MustBeHeld();
        floor.MustBeInOrder();
        if (speech.StartedAt is null)
            throw new Refusal("speech-not-started", "The speaker has not begun. Start the speech first.");
        if (speech.RunningSince is not null)
            throw new Refusal("clock-runs", "The clock runs.");
        yield return new SpeechResumed(speech.Id, floor.When(At, now));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/floor/resume", (
                Guid id, ExpectedVersion expected, ResumeSpeech? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.DecideOnFloor(id, expected, time, at => (command ?? new ResumeSpeech()).Decide(at.Floor, at.Now), ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ResumeSpeech))
            .WithTags("Floor");
}

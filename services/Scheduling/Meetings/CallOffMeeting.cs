using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Persons;
using Forum.Scheduling.SpeakersLists;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Calls a meeting off. It stays in the programme as cancelled; its room, its interpreters and its people are free, and who was to speak there speaks at another meeting or waits.</summary>
public sealed record CallOffMeeting
{
    /// <summary>Anybody may read it; it names no private person.</summary>
    [StringLength(ReasonGiven.Longest, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It was convened.</exception>
    public static Arranged Decide(Meeting meeting, Guid reasonId, DateTimeOffset now)
    {
        meeting.MustBeToBeHeld();
        if (meeting.Entry.State is not MeetingState.Planned)
            throw new Refusal("meeting-already-convened", "The meeting was convened and cannot be called off any more. Conclude it.");
        return new Arranged([new MeetingCancelled(meeting.Entry with { State = MeetingState.Cancelled, CancelledAt = now }, reasonId, now)], []);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/calling-off", (Guid id, ExpectedVersion expected, CallOffMeeting command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.Arrange(
                    id,
                    expected,
                    time,
                    (meeting, _, edition, now) => Decide(meeting, session.Note(edition.Id, command.Reason), now),
                    async (before, after, edition, _) =>
                    {
                        await session.AskAll(before, after, of: null, edition.Now(time), ct);
                        await session.KeepListTo(after, edition.Now(time), ct);
                    },
                    ct))
            .Allow(Role.Organizer)
            .WithName(nameof(CallOffMeeting))
            .WithTags("Programme of work");
}

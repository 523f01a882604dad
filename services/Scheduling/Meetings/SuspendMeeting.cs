using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Interrupts a meeting, which goes on later under the same number. A meeting that is adjourned is concluded instead.</summary>
public sealed record SuspendMeeting
{
    /// <exception cref="Refusal">It is not in session.</exception>
    public static IEnumerable<object> Decide(Meeting meeting, DateTimeOffset now)
    {
        if (meeting.MustBeToBeHeld().Entry.State is not MeetingState.InSession)
            throw new Refusal("meeting-not-in-session", "Only a meeting that sits is suspended.");
        var at = meeting.Entry.NotBeforeConvening(now);
        yield return new MeetingSuspended(meeting.Entry with { State = MeetingState.Suspended }, at);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/suspension", async (Guid id, ExpectedVersion expected, SuspendMeeting? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                return await session.Decide<Meeting>(id, expected, meeting => Decide(meeting, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(SuspendMeeting))
            .WithTags("Programme of work");
}

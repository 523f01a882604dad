using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Lets a suspended meeting go on.</summary>
public sealed record ResumeMeeting
{
    /// <exception cref="Refusal">It is not suspended.</exception>
    public static IEnumerable<object> Decide(Meeting meeting, DateTimeOffset now)
    {
        if (meeting.MustBeToBeHeld().Entry.State is not MeetingState.Suspended)
            throw new Refusal("meeting-not-suspended", "Only a meeting that was suspended is resumed.");
        var at = meeting.Entry.NotBeforeConvening(now);
        yield return new MeetingResumed(meeting.Entry with { State = MeetingState.InSession }, at);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/resumption", async (Guid id, ExpectedVersion expected, ResumeMeeting? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                return await session.Decide<Meeting>(id, expected, meeting => Decide(meeting, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ResumeMeeting))
            .WithTags("Programme of work");
}

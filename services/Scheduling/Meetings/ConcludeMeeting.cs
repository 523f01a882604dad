using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Lets a meeting rise. It does not sit again.</summary>
public sealed record ConcludeMeeting
{
    /// <summary>When, not before it was convened; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">It is not in session, or would rise before it was convened.</exception>
    public IEnumerable<object> Decide(Meeting meeting, KnownEdition edition, DateTimeOffset now)
    {
        if (meeting.Entry.State is MeetingState.Planned)
            throw new Refusal("meeting-not-convened", "A meeting that was not convened cannot be concluded. Convene it first.");
        meeting.MustBeToBeHeld();
        if (At < meeting.Entry.ConvenedAt)
            throw new Refusal("before-convening", $"The meeting was convened at {meeting.Entry.ConvenedAt:O}; it cannot have risen before.", "at");

        var at = edition.AtVenue(At ?? meeting.Entry.NotBeforeConvening(now));
        yield return new MeetingConcluded(meeting.Entry with { State = MeetingState.Concluded, ConcludedAt = at }, at);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/conclusion", async (
                Guid id, ExpectedVersion expected, ConcludeMeeting? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                return await session.Decide<Meeting>(id, expected, meeting => (command ?? new ConcludeMeeting()).Decide(meeting, edition, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ConcludeMeeting))
            .WithTags("Programme of work");
}

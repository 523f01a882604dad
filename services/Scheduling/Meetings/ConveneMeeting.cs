using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Calls a meeting to order. A round table sits with somebody to chair it, be it for the chair, a rapporteur, a note-taker and a secretary.</summary>
public sealed record ConveneMeeting
{
    /// <summary>When, on a day of the edition; null for now, on the edition's clock.</summary>
    public DateTimeOffset? At { get; init; }

    /// <exception cref="Refusal">It was convened already, an office is vacant, or the time is not on a day of the edition.</exception>
    public IEnumerable<object> Decide(Meeting meeting, KnownEdition edition, DateTimeOffset now)
    {
        meeting.MustBeToBeHeld();
        if (meeting.Entry.State is MeetingState.InSession)
            throw new Refusal("meeting-already-convened", "The meeting is in session.");
        if (meeting.Entry.State is MeetingState.Suspended)
            throw new Refusal("meeting-already-convened", "The meeting was convened and is suspended. Resume it.");
        if (meeting.Entry.MissingOffices() is { IsEmpty: false } missing)
        {
            throw new Refusal(
                "offices-vacant",
                $"Nobody holds these offices of the round table: {string.Join(", ", missing)}. Name somebody to each before it is convened, without a name where who it is is not known; a co-chair or a vice-chair may act for the chair.");
        }

        // A rehearsal's clock may stand on any day; whoever gives a time means it.
        if (At is { } given && !edition.Covers(given, given))
            throw new Refusal("outside-edition", $"The edition lasts from {edition.Edition.StartsOn:O} to {edition.Edition.EndsOn:O}; meetings are held on those days.", "at");

        var at = edition.AtVenue(At ?? now);
        yield return new MeetingConvened(meeting.Entry with { State = MeetingState.InSession, ConvenedAt = at }, at);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/meetings/{id:guid}/convening", async (
                Guid id, ExpectedVersion expected, ConveneMeeting? command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = await session.EditionOfMeeting(id, ct);
                return await session.Decide<Meeting>(id, expected, meeting => (command ?? new ConveneMeeting()).Decide(meeting, edition, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ConveneMeeting))
            .WithTags("Programme of work");
}

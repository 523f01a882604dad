using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Meetings;

/// <summary>Decides about one meeting with the whole programme in view.</summary>
internal static class Arranging
{
    /// <summary>Decides in the edition's turn, at the expected version of the meeting, and commits with it what others lose.</summary>
    /// <param name="also">What else is to be committed with it, once it is decided; it may refuse.</param>
    /// <exception cref="Missing">There is no such meeting.</exception>
    /// <exception cref="StaleVersion">The meeting has moved on.</exception>
    public static async Task<Changed> Arrange(
        this IDocumentSession session,
        Guid id,
        ExpectedVersion expected,
        TimeProvider time,
        Func<Meeting, Programme, KnownEdition, DateTimeOffset, Arranged> decide,
        Func<Meeting, Meeting, KnownEdition, Programme, Task>? also,
        CancellationToken ct)
    {
        var edition = await session.EditionOfMeeting(id, ct);
        await session.TakeTurn(edition.Id, ct);
        var programme = await Programme.Read(session, edition.Id, ct);
        var meeting = programme.Meetings.First(meeting => meeting.Id == id);
        if (meeting.Version != expected.Value)
            throw new StaleVersion(expected.Value, meeting.Version);

        var arranged = decide(meeting, programme, edition, edition.Now(time));
        await arranged.Yield(session, ct);
        if (also is not null && arranged.Events.Count > 0)
            await also(meeting, arranged.Events.Aggregate(meeting, (state, e) => state.Evolve(e)), edition, programme);
        return await session.Decide<Meeting>(id, expected, _ => arranged.Events, ct);
    }
}

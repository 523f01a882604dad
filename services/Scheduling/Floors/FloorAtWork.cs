using Forum.Contracts.Scheduling;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using JasperFx.Events;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Floors;

/// <summary>The floor of a meeting, to decide on.</summary>
/// <param name="Now">On the edition's clock, with the venue's offset; not before the meeting was convened.</param>
internal sealed record FloorAtWork(Floor Floor, Meeting Meeting, KnownEdition Edition, DateTimeOffset Now)
{
    /// <exception cref="Refusal">The meeting does not sit.</exception>
    public void MustSit()
    {
        if (Meeting.Entry.State is not MeetingState.InSession)
            throw new Refusal("meeting-not-in-session", "The floor is given while the meeting is in session. Convene it first, or name the one that sits.");
    }

    /// <summary>The floor as it is before anything happened on it.</summary>
    public static Floor Untouched(Meeting meeting) =>
        new() { Id = Floor.IdFor(meeting.Id), EditionId = meeting.Entry.EditionId, MeetingId = meeting.Id, Kind = meeting.Entry.Kind, LastAt = meeting.Entry.ConvenedAt };
}

/// <summary>Decides on the floor of a meeting. Whoever does takes the floor's turn, so that a delegation that raises a point of order is not told that it came second.</summary>
internal static class DecidingOnFloor
{
    /// <summary>Decides on the floor as it stands at the expected version, and commits, together with whatever else is pending in the session.</summary>
    /// <exception cref="StaleVersion">The floor has moved on.</exception>
    public static async Task<Changed> DecideOnFloor(
        this IDocumentSession session, Guid meetingId, ExpectedVersion expected, TimeProvider time, Func<FloorAtWork, Task<IEnumerable<object>>> decide, CancellationToken ct)
    {
        var (stream, at) = await session.TakeFloor(meetingId, time, ct);
        var current = stream.CurrentVersion ?? 0;
        if (current != expected.Value)
            throw new StaleVersion(expected.Value, current);
        object[] events = [.. await decide(at)];
        if (events.Length == 0)
            return new Changed(current);
        var version = current + stream.Record(at, events);
        await session.SaveChangesAsync(ct);
        return new Changed(version);
    }

    public static Task<Changed> DecideOnFloor(
        this IDocumentSession session, Guid meetingId, ExpectedVersion expected, TimeProvider time, Func<FloorAtWork, IEnumerable<object>> decide, CancellationToken ct) =>
        session.DecideOnFloor(meetingId, expected, time, at => Task.FromResult(decide(at)), ct);

    /// <summary>The floor, which nobody else changes until the session's transaction ends.</summary>
    public static async Task<(IEventStream<Floor> Stream, FloorAtWork At)> TakeFloor(this IDocumentSession session, Guid meetingId, TimeProvider time, CancellationToken ct)
    {
        var edition = await session.EditionOfMeeting(meetingId, ct);
        await session.TakeTurn($"floor/{meetingId:N}", ct);
        // After the turn: it may have been convened or concluded meanwhile.
        var meeting = await session.Require<Meeting>(meetingId, ct);
        var stream = await session.Events.FetchForWriting<Floor>(Floor.IdFor(meetingId), ct);
        var floor = stream.Aggregate ?? FloorAtWork.Untouched(meeting);
        return (stream, new FloorAtWork(floor, meeting, edition, edition.AtVenue(meeting.Entry.NotBeforeConvening(edition.Now(time)))));
    }

    /// <summary>Appends, and opens the floor when it is the first that happens on it. Answers with the number of events.</summary>
    public static int Record(this IEventStream<Floor> stream, FloorAtWork at, object[] events)
    {
        var opens = stream.Aggregate is null;
        if (opens)
        {
            var floor = at.Floor;
            stream.AppendOne(new FloorOpened(floor.Id, floor.EditionId, floor.MeetingId, floor.Kind, floor.LastAt ?? at.Now));
        }

        stream.AppendMany(events);
        return events.Length + (opens ? 1 : 0);
    }
}

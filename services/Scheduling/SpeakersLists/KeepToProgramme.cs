using Forum.Contracts.Scheduling;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>
/// Keeps the plan of the list to the programme of work: a plenary meeting that moves takes its slots along, one that becomes shorter or is called off leaves its speakers to the
/// other meetings, or to wait. A meeting that has none of the debate changes nothing.
/// </summary>
public static class KeepToProgramme
{
    /// <param name="meeting">As it is to be.</param>
    /// <param name="now">On the edition's clock.</param>
    public static IEnumerable<object> Decide(SpeakersList list, Meeting meeting, DateTimeOffset now)
    {
        if (list.Plan is not { } plan || plan.Find(meeting.Id) is not { } sitting)
            return [];
        var moved = sitting with { StartsAt = meeting.Entry.StartsAt, EndsAt = meeting.Entry.EndsAt };
        if (moved == sitting && meeting.Entry.State is not MeetingState.Cancelled)
            return [];

        var others = plan.Sittings.Remove(sitting);
        return list.Settle(
            [
                new SpeakersListPlanned(
                    plan with
                    {
                        Sittings = meeting.Entry.State is MeetingState.Cancelled ? others : [.. others.Add(moved).OrderBy(other => other.StartsAt).ThenBy(other => other.Number)],
                    },
                    now),
            ],
            now);
    }

    /// <summary>Decides it with what is decided on the meeting. The caller has taken the edition's turn.</summary>
    internal static async Task KeepListTo(this IDocumentSession session, Meeting meeting, DateTimeOffset now, CancellationToken ct)
    {
        if (meeting.Entry.Kind is not MeetingKind.Plenary)
            return;
        var stream = await session.Events.FetchForWriting<SpeakersList>(meeting.Entry.EditionId, ct);
        if (stream.Aggregate is { } list)
            stream.AppendMany(Decide(list, meeting, now));
    }
}

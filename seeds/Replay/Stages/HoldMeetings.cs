using Forum.Contracts.Scheduling;
using Forum.Replay.Api;
using Forum.Replay.Data;

namespace Forum.Replay.Stages;

/// <summary>
/// The two days, half-day by half-day: the meetings of a half-day are convened, the statements of its plenary are made in their order, the
/// meetings rise. The speakers' list is one stream, so statements come one after the other, each on the version that the last one left.
/// </summary>
public sealed class HoldMeetings(
    Scheduling scheduling, Dialogue data, Guid edition, IReadOnlyDictionary<(MeetingKind Kind, int Number), Guid> meetings, TimeProvider time, Progress progress)
{
    private SpeakersListSeen? list;

    public async Task Run(CancellationToken ct)
    {
        foreach (var opener in data.Openers)
            list = await scheduling.InscribeOpener(edition, opener, ct);

        foreach (var halfDay in data.Meetings.GroupBy(meeting => meeting.StartsAt).OrderBy(halfDay => halfDay.Key))
        {
            foreach (var meeting in halfDay)
                await scheduling.Convene(Id(meeting), meeting.StartsAt, ct);
            var made = 0;
            foreach (var plenary in halfDay.Where(meeting => meeting.Kind is MeetingKind.Plenary))
            {
                foreach (var statement in data.Statements.Where(statement => statement.Meeting == plenary.Number))
                {
                    await Deliver(statement, Id(plenary), ct);
                    made++;
                }
            }

            foreach (var meeting in halfDay)
                await scheduling.Conclude(Id(meeting), meeting.EndsAt, ct);
            var tables = halfDay.Where(meeting => meeting.Kind is MeetingKind.RoundTable).Select(meeting => meeting.Number).ToArray();
            progress.Say($"{halfDay.Key:d MMMM, HH:mm}: {made} statements{(tables.Length == 0 ? "" : $", round tables {string.Join(" and ", tables)}")}");
        }
    }

    private Guid Id(PlannedMeeting meeting) => meetings[(meeting.Kind, meeting.Number)];

    private async Task Deliver(Statement statement, Guid meeting, CancellationToken ct)
    {
        var patience = new Patience(time);
        while (true)
        {
            list ??= await scheduling.SpeakersList(edition, ct);
            var speaker = list?.Items.FirstOrDefault(speaker => speaker.Office == statement.Office && speaker.Participant == statement.Participant);
            if (speaker is { DeliveredAt: not null })
                return;
            if (list is not null && speaker is not null && await scheduling.Deliver(edition, speaker.InscriptionId, meeting, statement.DeliveredAt, list.Version, patience, ct) is { } version)
            {
                list = list with { Version = version };
                return;
            }

            // Somebody else changed the list, or the answer was lost: what is on it now decides.
            list = null;
            if (speaker is null)
                await patience.Wait($"{statement.Office ?? statement.Participant} is not on the speakers' list", null, ct);
        }
    }
}

using Forum.Rehearsal.Api;
using Forum.Rehearsal.Plans;

namespace Forum.Rehearsal.Holding;

/// <summary>
/// Holds the plenary meetings one after the other, as the presiding officer does: the floor is given to whoever the forum says is next, as long as there is time.
/// Who is not reached stands first at the next meeting; whom the last one does not reach is not heard.
/// </summary>
public sealed class PlenaryMeetings(Stage stage, SlotPlan slots)
{
    private readonly ForumPlan plan = stage.Plan;
    private readonly TimeSpan changeover = TimeSpan.FromMinutes(stage.Plan.Scenario.ChangeoverMinutes);

    public async Task Hold(CancellationToken ct)
    {
        foreach (var meeting in plan.Plenaries)
        {
            if (await stage.Convene(meeting, ct) is { } convenedAt)
                await stage.Rise(meeting, await Speak(meeting, convenedAt, ct), ct);
        }
    }

    /// <returns>When the last speaker has ended.</returns>
    private async Task<DateTimeOffset> Speak(MeetingPlan meeting, DateTimeOffset at, CancellationToken ct)
    {
        var (id, ended, calledInVain) = (stage.Meetings[meeting.Name], at, new HashSet<Guid>());
        while (await Next(id, ct) is { InscriptionId: { } inscription } call)
        {
            var limit = call.Office is null ? TimeSpan.FromMinutes(plan.Scenario.SpeakingLimitMinutes) : ForumPlan.Opening;
            if (at >= meeting.EndsAt || at + limit > meeting.EndsAt.AddMinutes(plan.Scenario.OvertimeMinutes))
                break;
            if (call.Participant is { } participant && stage.Hall.Absent(participant, at) is { } absence)
            {
                if (!calledInVain.Add(inscription))
                    break;
                at = await CallInVain(id, call, at, absence, ct);
                continue;
            }

            // Whoever is called may have withdrawn since the floor was read; then somebody else is next.
            if (await stage.Scheduling.GiveTheFloor(id, inscription, at, ct))
                (ended, at) = await Hear(meeting, call, at, limit, ct);
        }

        await NoteWhoWaits(meeting, ended, ct);
        return ended;
    }

    private async Task<CallSeen?> Next(Guid meeting, CancellationToken ct) => (await stage.Scheduling.Floor(meeting, ct)).Next.FirstOrDefault(call => call.InscriptionId is not null);

    /// <summary>Nobody stands up: a minute later it is another's turn, and the list says when this one is called again.</summary>
    private async Task<DateTimeOffset> CallInVain(Guid meeting, CallSeen call, DateTimeOffset at, int absence, CancellationToken ct)
    {
        if (!await stage.Scheduling.GiveTheFloor(meeting, call.InscriptionId!.Value, at, ct))
            return at;
        var later = at.AddMinutes(1);
        await stage.Time.Until(later, ct);
        await stage.Scheduling.CallAbsent(meeting, later, ct);
        stage.Journal.Note(later, call.Name, "was called and is not in the hall; the list has another place for it", absence);
        return later;
    }

    private async Task<(DateTimeOffset Ended, DateTimeOffset Next)> Hear(MeetingPlan meeting, CallSeen call, DateTimeOffset at, TimeSpan limit, CancellationToken ct)
    {
        var id = stage.Meetings[meeting.Name];
        var speech = call.Participant is { } participant ? limit * plan.Delegation(participant).SpeechShare : limit;
        await stage.Scheduling.StartSpeech(id, at, ct);
        if (call.Participant is not null && stage.Hall.TakeOverrun(meeting.Name) is var (extra, overrun))
        {
            speech = limit + extra;
            stage.Journal.Note(at + speech, call.Name, $"ended {extra.TotalMinutes:0} min over the limit", overrun);
        }

        var ended = at + speech;
        await stage.Time.Until(ended, ct);
        await stage.Scheduling.EndSpeech(id, ended, ct);
        stage.Journal.Note(ended, call.Name, $"has spoken at {meeting.Title.ToLowerInvariant()}");
        return (ended, ended + changeover);
    }

    private async Task NoteWhoWaits(MeetingPlan meeting, DateTimeOffset at, CancellationToken ct)
    {
        var standing = (await stage.Scheduling.SpeakersList(stage.Edition.Id, ct)).Items.Where(speaker => speaker is { Participant: not null, DeliveredAt: null }).Select(speaker => speaker.Participant!).ToHashSet();
        string[] waiting = [.. slots.Meetings.Where(slot => slot.Key.Number <= meeting.Name.Number).OrderBy(slot => slot.Key.Number).SelectMany(slot => slot.Value).Where(standing.Contains)];
        if (waiting.Length > 0)
            stage.Journal.Note(at, meeting.Title, $"{waiting.Length} not reached: {string.Join(", ", waiting)}");
    }
}

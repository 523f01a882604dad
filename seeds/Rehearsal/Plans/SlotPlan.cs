using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Plans;

/// <summary>Who is to speak at which plenary meeting, as the speakers' list stood when its slots were confirmed on the evening before.</summary>
/// <param name="Meetings">By meeting the participants, in the order of their slots.</param>
/// <param name="Beyond">Who waits for a slot: there is no time for them at any meeting.</param>
public sealed record SlotPlan(IReadOnlyDictionary<MeetingName, IReadOnlyList<string>> Meetings, IReadOnlyList<string> Beyond)
{
    public static SlotPlan Of(ForumPlan plan, SpeakersListSeen list)
    {
        var debate = list.Items.Where(speaker => speaker.Participant is not null).OrderBy(speaker => speaker.Position).ToArray();
        var byMeeting = debate.Where(speaker => speaker.Slot?.Meeting is not null).ToLookup(speaker => speaker.Slot!.Meeting!.Value, speaker => speaker.Participant!);
        return new SlotPlan(
            plan.Plenaries.ToDictionary(meeting => meeting.Name, meeting => (IReadOnlyList<string>)[.. byMeeting[meeting.Name.Number]]),
            [.. debate.Where(speaker => speaker.Slot?.Meeting is null).Select(speaker => speaker.Participant!)]);
    }

    /// <summary>The meeting's time without that of the openers.</summary>
    public static TimeSpan TimeForDebate(ForumPlan plan, MeetingPlan meeting) => meeting.Length - TimeOfOpeners(plan, meeting.Name);

    /// <summary>What the openers take of the meeting.</summary>
    public static TimeSpan TimeOfOpeners(ForumPlan plan, MeetingName meeting) => meeting == new MeetingName(MeetingKind.Plenary, 1)
        ? ForumPlan.Openers.Count * (ForumPlan.Opening + TimeSpan.FromMinutes(plan.Scenario.ChangeoverMinutes))
        : TimeSpan.Zero;
}

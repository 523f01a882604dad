using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Plans;

namespace Forum.Rehearsal.Scenarios;

/// <summary>Draws what goes wrong beside what the organizer wrote: for the same seed, scenario and delegations the same.</summary>
public static class Drawing
{
    /// <summary>Apart from the draw of the delegations, so that more of the one does not change the other.</summary>
    private const ulong Apart = 0x5EED;

    /// <summary>The written and the drawn disturbances, by time.</summary>
    public static IReadOnlyList<Disturbance> Of(Scenario scenario, ForumPlan plan, ulong seed)
    {
        var draw = new Draw(seed ^ Apart);
        // Officers withdraw by their office, and what was written is left alone.
        var officers = plan.Meetings.Values.SelectMany(meeting => meeting.Officers).Select(officer => officer.Participant).ToHashSet();
        var written = scenario.Disturbances.Select(disturbance => disturbance.Participant).ToHashSet();
        var others = new Queue<string>(draw.Shuffle(plan.Delegations.Select(delegation => delegation.Code).Where(code => !officers.Contains(code) && !written.Contains(code))));
        var drawn = Enumerable.Range(0, scenario.Drawn).SelectMany(number => OneOf(number, draw, plan, others)).Take(scenario.Drawn);
        return [.. scenario.Disturbances.Concat(drawn).OrderBy(disturbance => disturbance.At)];
    }

    /// <summary>Eight kinds of trouble in turn, so that even few of them show what a forum must stand.</summary>
    private static IEnumerable<Disturbance> OneOf(int number, Draw draw, ForumPlan plan, Queue<string> others)
    {
        var plenary = new MeetingName(MeetingKind.Plenary, 1 + draw.Below(4));
        var table = new MeetingName(MeetingKind.RoundTable, 1 + draw.Below(4));
        var participant = others.TryDequeue(out var next) ? next : null;
        var during = plan.Meetings[plenary].Local.StartsAt.AddMinutes(20 + draw.Below(100));
        return (number % 8) switch
        {
            // The hard case: whoever chairs a round table withdraws an hour before it.
            0 => [Drawn(plan.Meetings[table].Local.StartsAt.AddHours(-1), DisturbanceKind.Withdrawal, meeting: table)],
            1 => [Drawn(during, DisturbanceKind.Overrun, meeting: plenary, minutes: 5 + draw.Below(20))],
            2 => [Drawn(plan.Meetings[plenary].Local.StartsAt.AddMinutes(-30), DisturbanceKind.LateChair, meeting: plenary, minutes: 20 + draw.Below(20))],
            3 when participant is not null => [Drawn(during, DisturbanceKind.Withdrawal, participant)],
            4 when participant is not null => [Drawn(plan.Meetings[plenary].Local.StartsAt, DisturbanceKind.Absence, participant, minutes: 240)],
            5 when participant is not null => [Drawn(plan.FirstDay.AddHours(8), DisturbanceKind.Withdrawal, participant), Drawn(plan.FirstDay.AddHours(12), DisturbanceKind.Return, participant)],
            6 => [Drawn(plan.Meetings[table].Local.StartsAt.AddMinutes(-10), DisturbanceKind.LateChair, meeting: table, minutes: 10 + draw.Below(30))],
            _ => [Drawn(during, DisturbanceKind.Overrun, meeting: plenary, minutes: 3 + draw.Below(10))],
        };
    }

    private static Disturbance Drawn(DateTime at, DisturbanceKind what, string? participant = null, MeetingName? meeting = null, int? minutes = null) =>
        new() { At = at, What = what, Participant = participant, Meeting = meeting, Minutes = minutes, Drawn = true };
}

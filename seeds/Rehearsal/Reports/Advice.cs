using System.Globalization;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Plans;

namespace Forum.Rehearsal.Reports;

/// <summary>What would have to change so that the forum stands what was rehearsed. It is arithmetic on the plan and on what happened, and no opinion.</summary>
public static class Advice
{
    public static IEnumerable<string> Of(Course course, IReadOnlyCollection<MeetingReport> meetings, IReadOnlyCollection<VacancyReport> vacancies, IReadOnlyCollection<NotReached> notReached)
    {
        var scenario = course.Plan.Scenario;
        foreach (var meeting in meetings)
        {
            var name = Capital(meeting.Meeting.InWords());
            if (meeting.ConvenedAt is null)
                yield return $"{name} was not held. Name a second person who can chair it.";
            else if (meeting.LateMinutes > course.MostBehind.TotalMinutes + 1)
                yield return Text($"{name} began {meeting.LateMinutes:0} min late. {(meeting.LateMinutes > scenario.GraceMinutes ? "Name somebody who can preside until the chair comes." : $"It waited for its chair; with less than {scenario.GraceMinutes} min of patience it would have begun sooner.")}");
            if (meeting is { Meeting.Kind: MeetingKind.Plenary, ConvenedAt: not null, NotReached.Count: > 0 })
                yield return Text($"{name}{(meeting.OverranMinutes > 0 ? $" overran by {meeting.OverranMinutes:0} min and" : "")} did not reach {Speakers(meeting.NotReached.Count)}. {Remedy(course, meeting)}");
            else if (meeting.OverranMinutes > course.MostBehind.TotalMinutes + 1)
                yield return Text($"{name} overran by {meeting.OverranMinutes:0} min. Keep an interpretation team that long, or {Char.ToLowerInvariant(Remedy(course, meeting)[0])}{Remedy(course, meeting)[1..]}");
        }

        if (course.Slots.Beyond.Count > 0)
            yield return Text($"{Speakers(course.Slots.Beyond.Count)} had no slot from the beginning: {scenario.Delegations} statements of {scenario.SpeakingLimitMinutes} min with {scenario.ChangeoverMinutes:0.#} min between them do not fit. {Fits(course)}");
        if (notReached.Count > 0)
            yield return Text($"{Speakers(notReached.Count)} {(notReached.Count == 1 ? "was" : "were")} not reached before the end: {string.Join(", ", notReached.Select(speaker => speaker.Participant))}. Keep time for them in the last meeting, or offer to circulate their statements.");
        foreach (var vacancy in vacancies.Where(vacancy => vacancy.FilledAt is null))
            yield return $"The office of {vacancy.Office} of {vacancy.Meeting.InWords()} stayed vacant after {vacancy.Participant} had withdrawn. Have somebody in reserve.";
        if (vacancies.Where(vacancy => vacancy.Minutes > 60).ToArray() is { Length: > 0 } longVacant)
            yield return Text($"{longVacant.Length} offices were vacant for more than an hour, {longVacant.Max(vacancy => vacancy.Minutes):0} min at most. Name reserves before the first day.");
    }

    /// <summary>By what limit those who had a slot would have been heard in the meeting's time, as late as it began.</summary>
    private static string Remedy(Course course, MeetingReport meeting)
    {
        var plan = course.Plan.Meetings[meeting.Meeting];
        var scenario = course.Plan.Scenario;
        var time = SlotPlan.TimeForDebate(course.Plan, plan) - TimeSpan.FromMinutes(meeting.LateMinutes ?? 0);
        var limit = Math.Floor((time.TotalMinutes / Math.Max(1, meeting.Planned ?? 1)) - scenario.ChangeoverMinutes);
        return limit >= scenario.SpeakingLimitMinutes
            ? Text($"Hold speakers to their {scenario.SpeakingLimitMinutes} min: then all {meeting.Planned} would fit.")
            : limit >= 1
                ? Text($"A limit of {limit:0} min would fit all {meeting.Planned}.")
                : Text($"No limit would fit {meeting.Planned} speakers into what was left of the meeting: it needs another meeting.");
    }

    private static string Fits(Course course)
    {
        var time = course.Plan.Plenaries.Sum(meeting => SlotPlan.TimeForDebate(course.Plan, meeting).TotalMinutes);
        var limit = Math.Floor((time / course.Plan.Scenario.Delegations) - course.Plan.Scenario.ChangeoverMinutes);
        return limit >= 1 ? Text($"A limit of {limit:0} min would fit them all.") : "They need another meeting.";
    }

    private static string Speakers(int count) => count == 1 ? "1 speaker" : Text($"{count} speakers");

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

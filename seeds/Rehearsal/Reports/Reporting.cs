using System.Globalization;
using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Api;
using Forum.Rehearsal.Holding;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Reports;

/// <summary>Makes the report of a rehearsal from its course.</summary>
public static class Reporting
{
    public static Report Of(Course course)
    {
        MeetingReport[] meetings = [.. course.Plan.Meetings.Values.OrderBy(plan => plan.StartsAt).ThenBy(plan => plan.Name.Kind).ThenBy(plan => plan.Name.Number).Select(plan => Meeting(course, plan))];
        var vacancies = Vacancies(course);
        NotReached[] notReached =
        [
            .. course.Speakers.Where(speaker => speaker is { Participant: not null, DeliveredAt: null }).Select(speaker => new NotReached(speaker.Participant!, SlotOf(course, speaker.Participant!))),
        ];
        var rules = Rules.Check(course);
        return new Report(
            course.Plan.Scenario.Title,
            $"A rehearsal on the clock of the edition: all delegations, people and speeches are {ForumPlan.Label}. Written and drawn disturbances were brought in through the forum's public API.",
            course.Edition,
            course.EditionId,
            course.Seed,
            course.Speed,
            Math.Round(course.Took.TotalSeconds, 1),
            Math.Ceiling(course.MostBehind.TotalMinutes * 10) / 10,
            rules.All(rule => rule.Held),
            [.. Advice.Of(course, meetings, vacancies, notReached)],
            [.. course.Injected.Select(injected => Disturbance(course, injected))],
            meetings,
            vacancies,
            [.. Moved(course)],
            notReached,
            [.. Seats(course)],
            [.. course.Releases.Select(release => new ReleaseReport(release.Number, release.At, release.ByWithdrawal, release.At >= course.Plan.Freeze, release.Changes))],
            rules,
            [.. Figures(course, notReached)],
            [.. course.Journal.OrderBy(entry => entry.At).Select(entry => new TimelineEntry(entry.At, entry.About, entry.What, entry.Disturbance))]);
    }

    internal static MeetingSeen? Seen(Course course, MeetingName name) => course.Meetings.FirstOrDefault(meeting => meeting.Kind == name.Kind && meeting.Number == name.Number);

    private static MeetingReport Meeting(Course course, MeetingPlan plan)
    {
        var seen = Seen(course, plan.Name);
        var plenary = plan.Name.Kind is MeetingKind.Plenary;
        var slots = plenary ? course.Slots.Meetings[plan.Name] : [];
        return new MeetingReport(
            plan.Name,
            plan.StartsAt,
            plan.EndsAt,
            seen?.ConvenedAt,
            seen?.ConcludedAt,
            Minutes(seen?.ConvenedAt - plan.StartsAt),
            Minutes(seen?.ConcludedAt - plan.EndsAt),
            plenary ? slots.Count : null,
            plenary ? course.Speakers.Count(speaker => speaker.Participant is not null && speaker.MeetingId == seen?.Id && seen is not null) : null,
            [.. slots.Where(code => course.Speakers.Any(speaker => speaker.Participant == code && (speaker.MeetingId is null || speaker.MeetingId != seen?.Id)))]);
    }

    private static VacancyReport[] Vacancies(Course course)
    {
        var vacancies = new List<VacancyReport>();
        foreach (var told in course.Told)
        {
            switch (told.Message)
            {
                case OfficeVacated m:
                    vacancies.Add(new VacancyReport(new MeetingName(m.Meeting.Kind, m.Meeting.Number), $"{m.Role}", m.Participant, m.VacatedAt, null, null, null));
                    break;
                case OfficerDesignated m:
                    var open = vacancies.FindIndex(vacancy => vacancy.FilledAt is null
                        && vacancy.Meeting == new MeetingName(m.Meeting.Kind, m.Meeting.Number)
                        && m.Meeting.Officers[^1] is var officer && $"{officer.Role}" == vacancy.Office);
                    if (open >= 0)
                        vacancies[open] = vacancies[open] with { FilledAt = told.At, FilledBy = m.Meeting.Officers[^1].Participant, Minutes = Minutes(told.At - vacancies[open].Since) };
                    break;
                default:
                    break;
            }
        }

        return [.. vacancies];
    }

    private static IEnumerable<MovedSpeaker> Moved(Course course)
    {
        foreach (var speaker in course.Speakers.Where(speaker => speaker is { Participant: not null, MeetingId: not null }))
        {
            var heard = course.Meetings.FirstOrDefault(meeting => meeting.Id == speaker.MeetingId);
            if (heard is not null && SlotOf(course, speaker.Participant!) is { } slot && slot.Number != heard.Number)
                yield return new MovedSpeaker(speaker.Participant!, slot, new MeetingName(heard.Kind, heard.Number));
        }
    }

    private static IEnumerable<SeatReport> Seats(Course course)
    {
        var given = course.Told.Where(told => told.Message is SeatAllocated).ToList();
        foreach (var told in course.Told)
        {
            if (told.Message is not SeatReleased released)
                continue;
            // Who gets a seat gets it in the transaction, and so in the trace, of its release.
            var next = told.Trace is null ? null : given.Find(other => other.Trace == told.Trace && other.Message is SeatAllocated m && m.RoundTableId == released.RoundTableId);
            if (next is not null)
                given.Remove(next);
            yield return new SeatReport(told.At, released.Seat.RoundTable, released.Seat.Participant, (next?.Message as SeatAllocated)?.Seat.Participant);
        }
    }

    private static DisturbanceReport Disturbance(Course course, Injected injected)
    {
        var told = course.Told.Where(told => injected.Trace is not null && told.Trace == injected.Trace).Select(told => (told.At, What: told.InWords())).Where(moment => moment.What is not null);
        var noted = course.Journal.Where(entry => entry.Disturbance == injected.Number).Select(entry => (entry.At, What: (string?)$"{entry.About}: {entry.What}"));
        return new DisturbanceReport(
            injected.Number,
            injected.At,
            injected.Disturbance.What,
            injected.Disturbance.Drawn,
            injected.Participant,
            injected.Disturbance.Meeting,
            injected.Disturbance.Minutes,
            injected.Trace,
            injected.NotDone,
            [.. told.Concat(noted).OrderBy(moment => moment.At).Select(moment => new Moment(moment.At, moment.What!))]);
    }

    private static IEnumerable<FigureReport> Figures(Course course, NotReached[] notReached)
    {
        yield return new FigureReport("delegationsRegistered", "Delegations that had not withdrawn at the end", course.Plan.Delegations.Count - course.Away.Count);
        yield return new FigureReport("delegationsWithdrawn", "Delegations that had withdrawn at the end", course.Away.Count);
        yield return new FigureReport("meetingsHeld", "Meetings held", course.Meetings.Count(meeting => meeting.ConvenedAt is not null));
        yield return new FigureReport("statements", "Statements, with the opening", course.Speakers.Count(speaker => speaker.DeliveredAt is not null));
        yield return new FigureReport("notReached", "Inscribed to the end and not reached", notReached.Length);
        yield return new FigureReport("seatsTaken", "Seats taken at round tables", course.RoundTables.Sum(table => table.Seats.Count));
        foreach (var figure in course.Figures.Where(figure => figure.Name is "plenaryMeetings" or "openingStatements" or "memberStatesSpoke" or "roundTables" or "roundTableStateRepresentatives"))
            yield return new FigureReport(figure.Name, $"Publishing: {Words(figure.Name)}", figure.Value);
    }

    private static MeetingName? SlotOf(Course course, string participant) =>
        course.Slots.Meetings.Where(slots => slots.Value.Contains(participant)).Select(slots => slots.Key).FirstOrDefault();

    /// <summary>Whole tenths; what lies before the time is 0.</summary>
    private static double? Minutes(TimeSpan? span) => span is { } known ? Math.Round(Math.Max(0, known.TotalMinutes), 1) : null;

    /// <summary>"plenaryMeetings" as "plenary meetings".</summary>
    private static string Words(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString(CultureInfo.InvariantCulture)));
}

using System.Globalization;
using System.Text;
using Forum.Rehearsal.Scenarios;

namespace Forum.Rehearsal.Reports;

/// <summary>The report for a terminal.</summary>
public static class ReportAsText
{
    public static string Write(Report report)
    {
        var text = new StringBuilder();
        Head(text, $"{report.Title}: rehearsal with seed {report.Seed}");
        text.AppendLine(report.About);
        text.AppendLine(Line($"Edition {report.Edition}; took {report.TookSeconds:0.#} s at {report.Speed:0} times the speed; what differs by less than {report.AccurateToMinutes:0.#} min comes from this machine."));

        Head(text, "What would have to change");
        Items(text, report.Changes, "Nothing: the forum stood all of it.");
        Head(text, "Disturbances, and what followed");
        foreach (var disturbance in report.Disturbances)
        {
            text.AppendLine($"{disturbance.Number}. {When(disturbance.At)}  {Sentence(disturbance)}");
            foreach (var moment in disturbance.Followed)
                text.AppendLine($"     {When(moment.At)}  {moment.What}");
        }

        Head(text, "Meetings");
        foreach (var meeting in report.Meetings)
            text.AppendLine($"{Name(meeting.Meeting),-20} {When(meeting.StartsAt)}-{meeting.EndsAt:HH:mm}  {InWords(meeting)}");
        Head(text, "Offices that fell vacant");
        Items(text, report.Vacancies.Select(InWords), "None.");
        Head(text, "Speakers that moved to another meeting");
        Items(text, report.MovedSpeakers.Select(moved => $"{moved.Participant}: from {moved.From.InWords()} to {moved.To.InWords()}"), "None.");
        Head(text, "Not reached before the end");
        Items(text, report.NotReached.Select(InWords), "Nobody.");
        Head(text, "Seats that were given up");
        Items(text, report.Seats.Select(InWords), "None.");
        Head(text, "Releases of the programme");
        foreach (var release in report.Releases)
        {
            text.AppendLine($"{release.Number}. {InWords(release)}");
            foreach (var change in release.Changes)
                text.AppendLine($"     {change}");
        }

        Head(text, "Rules");
        foreach (var rule in report.Rules)
        {
            text.AppendLine($"{(rule.Held ? "held  " : "BROKEN")}  {rule.Rule}");
            foreach (var broken in rule.Broken)
                text.AppendLine($"        {broken}");
        }

        Head(text, "Figures at the end");
        foreach (var figure in report.Figures)
            text.AppendLine($"{Number(figure.Value),8}  {figure.Label}");
        return text.ToString();
    }

    internal static string When(DateTimeOffset at) => at.ToString("ddd HH:mm", CultureInfo.InvariantCulture);

    internal static string Name(MeetingName meeting) => $"{char.ToUpperInvariant(meeting.InWords()[0])}{meeting.InWords()[1..]}";

    internal static string Number(decimal? value) => value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "unknown";

    internal static string Sentence(DisturbanceReport disturbance)
    {
        var meeting = disturbance.Meeting?.InWords();
        var what = disturbance.What switch
        {
            DisturbanceKind.Withdrawal => $"{disturbance.Participant ?? "the chair"} withdraws{(meeting is null ? "" : $", which is to chair {meeting}")}",
            DisturbanceKind.Return => $"{disturbance.Participant ?? "the chair"} comes back",
            DisturbanceKind.LateChair => $"the chair of {meeting} comes {disturbance.Minutes} min late",
            DisturbanceKind.Overrun => $"the next speaker at {meeting} overruns by {disturbance.Minutes} min",
            DisturbanceKind.Absence => $"nobody of {disturbance.Participant} is in the hall for {disturbance.Minutes} min",
            _ => $"{disturbance.What}",
        };
        return $"{what} ({(disturbance.Drawn ? "drawn" : "written")}){(disturbance.NotDone is null ? "" : $": not brought in, {disturbance.NotDone}")}";
    }

    internal static string InWords(MeetingReport meeting) => meeting.ConvenedAt is null
        ? "was not held"
        : string.Join(", ", new[]
        {
            meeting.LateMinutes > 0 ? Line($"began {meeting.LateMinutes:0.#} min late") : "began in time",
            meeting.RoseAt is null ? "has not risen" : meeting.OverranMinutes > 0 ? Line($"overran by {meeting.OverranMinutes:0.#} min") : $"rose at {meeting.RoseAt:HH:mm}",
            meeting.Planned is { } planned ? Line($"{meeting.Heard} heard, {planned} planned") : "",
            meeting.NotReached.Count > 0 ? $"not reached: {string.Join(" ", meeting.NotReached)}" : "",
        }.Where(part => part.Length > 0));

    internal static string InWords(VacancyReport vacancy) =>
        $"{Name(vacancy.Meeting)}: {vacancy.Office} of {vacancy.Participant}, from {When(vacancy.Since)} {(vacancy.Minutes is { } minutes ? Line($"for {minutes:0} min, then {vacancy.FilledBy ?? "the secretariat"}") : "and nobody since")}";

    internal static string InWords(NotReached speaker) => $"{speaker.Participant}, {(speaker.Meeting is { } slot ? $"with a slot at {slot.InWords()}" : "without a slot")}";

    internal static string InWords(SeatReport seat) => $"{When(seat.At)}  round table {seat.RoundTable}: {seat.FreedBy} {(seat.GivenTo is { } next ? $"to {next}" : "(nobody waited)")}";

    internal static string InWords(ReleaseReport release) => $"{When(release.At)}{(release.ByWithdrawal ? ", forced by a withdrawal" : "")}{(release.AfterFreeze ? ", after the freeze: shown as changes" : "")}";

    private static void Head(StringBuilder text, string head) => text.AppendLine().AppendLine(head).AppendLine(new string('-', head.Length));

    private static void Items(StringBuilder text, IEnumerable<string> items, string none)
    {
        foreach (var item in items.DefaultIfEmpty(none))
            text.AppendLine($"- {item}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Xml.Linq;

namespace Forum.Rehearsal.Reports;

/// <summary>The report as one page that needs nothing else: no script, no font, no picture from elsewhere. Every table has a caption and header cells, and nothing is said by colour alone.</summary>
public static class ReportAsPage
{
    private const string Style = """
        :root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
        body { max-width: 70rem; margin: 0 auto; padding: 1rem; }
        table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
        caption { text-align: left; font-weight: bold; padding: .25rem 0; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid GrayText; }
        td.number { text-align: right; }
        .wide { overflow-x: auto; }
        .broken { font-weight: bold; border-left: .4rem solid; padding-left: .5rem; }
        """;

    public static string Write(Report report)
    {
        var title = $"{report.Title}: rehearsal with seed {report.Seed}";
        var page = E("html",
            new XAttribute("lang", "en"),
            E("head",
                E("meta", new XAttribute("charset", "utf-8")),
                E("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                E("title", title),
                E("style", Style)),
            E("body",
                E("header",
                    E("h1", title),
                    E("p", report.About),
                    E("p", FormattableString.Invariant($"Edition {report.Edition}. It took {report.TookSeconds:0.#} s, at {report.Speed:0} times the speed; what differs by less than {report.AccurateToMinutes:0.#} min comes from the machine."))),
                E("main",
                    Part("rules-in-short", report.RulesHeld ? "Every rule held" : "A rule broke", E("p", report.RulesHeld
                        ? "Whatever was brought in, none of the rules below was broken."
                        : "What broke stands under “Rules”: the forum is not to be held like this.", report.RulesHeld ? null : new XAttribute("class", "broken"))),
                    Part("changes", "What would have to change", List(report.Changes, "Nothing: the forum stood all of it.")),
                    Part("disturbances", "Disturbances, and what followed", [.. report.Disturbances.SelectMany(Disturbance).DefaultIfEmpty(E("p", "None."))]),
                    Part("meetings", "Meetings", Table(
                        "How each meeting went, by the clocks at the venue",
                        ["Meeting", "Planned", "Convened", "Rose", "Late, min", "Overran, min", "Heard / planned", "Not reached"],
                        report.Meetings.Select(meeting => new[]
                        {
                            ReportAsText.Name(meeting.Meeting),
                            $"{ReportAsText.When(meeting.StartsAt)} to {meeting.EndsAt:HH:mm}",
                            meeting.ConvenedAt is { } convened ? $"{convened:HH:mm}" : "not held",
                            meeting.RoseAt is { } rose ? $"{rose:HH:mm}" : "-",
                            Minutes(meeting.LateMinutes),
                            Minutes(meeting.OverranMinutes),
                            meeting.Planned is { } planned ? $"{meeting.Heard} / {planned}" : "-",
                            meeting.NotReached.Count > 0 ? string.Join(", ", meeting.NotReached) : "-",
                        }))),
                    Part("vacancies", "Offices that fell vacant", List(report.Vacancies.Select(ReportAsText.InWords), "None.")),
                    Part("moved", "Speakers that moved to another meeting", List(report.MovedSpeakers.Select(moved => $"{moved.Participant}: from {moved.From.InWords()} to {moved.To.InWords()}"), "None.")),
                    Part("not-reached", "Not reached before the end", List(report.NotReached.Select(ReportAsText.InWords), "Nobody.")),
                    Part("seats", "Seats that were given up", List(report.Seats.Select(ReportAsText.InWords), "None.")),
                    Part("releases", "Releases of the programme", Table("Each release, and what it changed", ["Release", "When", "Changes"], report.Releases.Select(release => new[]
                    {
                        $"{release.Number}",
                        ReportAsText.InWords(release),
                        release.Changes.Count > 0 ? string.Join(" ", release.Changes) : "-",
                    }))),
                    Part("rules", "Rules", Table("What must hold whatever happens", ["Rule", "Held", "Where not"], report.Rules.Select(rule => new[] { rule.Rule, rule.Held ? "yes" : "NO", rule.Broken.Count > 0 ? string.Join("; ", rule.Broken) : "-" }))),
                    Part("figures", "Figures at the end", Table("Figures", ["Figure", "Value"], report.Figures.Select(figure => new[] { figure.Label, ReportAsText.Number(figure.Value) }))),
                    Part("timeline", "Timeline", Table(
                        "What happened, on the edition's clock",
                        ["Time", "About", "What", "Disturbance"],
                        report.Timeline.Select(entry => new[] { ReportAsText.When(entry.At), entry.About, entry.What, entry.Disturbance is { } number ? $"{number}" : "-" }))))));
        return $"<!DOCTYPE html>\n{page.ToString(SaveOptions.DisableFormatting)}\n";
    }

    private static IEnumerable<XElement> Disturbance(DisturbanceReport disturbance)
    {
        yield return E("h3", $"{disturbance.Number}. {ReportAsText.When(disturbance.At)}: {ReportAsText.Sentence(disturbance)}");
        yield return List(disturbance.Followed.Select(moment => $"{ReportAsText.When(moment.At)} {moment.What}"), "Nothing followed that the forum would know of.");
        if (disturbance.Trace is { } trace)
            yield return E("p", "All of it stands under the trace ", E("code", trace), ".");
    }

    private static XElement Part(string id, string head, params XElement[] content) =>
        E("section", new XAttribute("aria-labelledby", id), E("h2", new XAttribute("id", id), head), content);

    private static XElement List(IEnumerable<string> items, string none) =>
        items.ToArray() is { Length: > 0 } some ? E("ul", some.Select(item => E("li", item))) : E("p", none);

    /// <summary>The first cell of a row names it. A table that is too wide scrolls by itself, also by keyboard.</summary>
    private static XElement Table(string caption, string[] heads, IEnumerable<string[]> rows) =>
        E("div", new XAttribute("class", "wide"), new XAttribute("tabindex", "0"), new XAttribute("role", "group"), new XAttribute("aria-label", caption),
            E("table",
                E("caption", caption),
                E("thead", E("tr", heads.Select(head => E("th", new XAttribute("scope", "col"), head)))),
                E("tbody", rows.Select(row => E("tr", E("th", new XAttribute("scope", "row"), row[0]), row.Skip(1).Select(cell => E("td", cell)))))));

    private static string Minutes(double? minutes) => minutes is { } known ? FormattableString.Invariant($"{known:0.#}") : "-";

    private static XElement E(string name, params object?[] content) => new(name, content);
}

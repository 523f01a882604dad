using System.Security.Cryptography;
using System.Text;
using Forum.Hosting.Http;
using Forum.Hosting.Paper;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>The Journal as a page: readable without script, by ear, and on paper.</summary>
public static class JournalPage
{
    public const string ContentType = "text/html; charset=utf-8";

    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#767676;--mark:#0b4f8a;--note:#f3efe2}
        @media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--rule:#8f8f8f;--mark:#8ec5ff;--note:#2b2820}}
        body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 Georgia,"Times New Roman",serif;overflow-wrap:break-word}
        a{color:var(--mark)}
        .skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
        .masthead{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 2rem;border-bottom:3px solid;padding-bottom:.5rem;margin:0}
        .masthead div{display:flex;gap:.5rem}.masthead dt{font-weight:bold}.masthead dd{margin:0}
        .note{background:var(--note);border:1px solid var(--rule);padding:.25rem 1rem;margin:1rem 0}
        .meeting{border-top:1px solid var(--rule);padding:.25rem 0}
        .meeting h2{margin:.5rem 0 .25rem;font-size:1.25rem}.meeting h2 time{font-variant-numeric:tabular-nums}
        .meeting h3{margin:.75rem 0 .25rem;font-size:1.0625rem}
        .off{text-decoration:line-through}
        .state{font-weight:bold}
        .facts{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.25rem 0}.facts dt{font-style:italic}.facts dd{margin:0}
        ol.speakers{margin:.25rem 0;padding-inline-start:2.25rem}
        table{border-collapse:collapse;width:100%;font-size:.95rem}
        caption{text-align:start;font-weight:bold}
        th,td{border-bottom:1px solid var(--rule);padding:.35rem .5rem;text-align:start;vertical-align:top}
        nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
        @media print{body{max-width:none;padding:0;font-size:10.5pt}nav,.skip,.forms{display:none}a{color:inherit;text-decoration:none}h2,h3,dt,caption{break-after:avoid}li,dd,tr,.facts{break-inside:avoid}@page{margin:2cm}}
        """;

    /// <summary>Nothing but the page's own style is let in.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static byte[] Of(Journal journal)
    {
        var edition = journal.Publication.Edition;
        var page = new Markup();
        page.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{journal.Title}: {Printable.Line(edition.Title)}</title>""");
        page.Add($"<style>").AddStyle(Style).Add($"</style></head>");
        page.Add($"""<body><a class="skip" href="#meetings">Skip to the meetings</a>""");
        AddMasthead(page, journal);
        page.Add($"""<main id="meetings"><h1>{journal.Title}</h1>""");
        AddFreeze(page, journal);
        AddDays(page, journal);
        if (journal.Meetings.IsEmpty)
            page.Add($"<p>No meeting is planned for this day.</p>");
        foreach (var meeting in journal.Meetings)
            AddMeeting(page, journal, meeting);
        AddNews(page, journal.Publication.Release);
        page.Add($"</main>");
        AddFooter(page, journal);
        page.Add($"</body></html>");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void AddMasthead(Markup page, Journal journal)
    {
        var (edition, release) = (journal.Publication.Edition, journal.Publication.Release);
        page.Add(
            $"""
            <header><dl class="masthead">
            <div><dt>Programme of work</dt><dd>release {release.Number}</dd></div>
            <div><dt>Released</dt><dd><time datetime="{release.ReleasedAt:yyyy-MM-ddTHH:mm:sszzz}">{release.ReleasedAt:d MMMM yyyy, HH:mm}</time></dd></div>
            </dl><p>{Printable.Line(edition.Title)}<br>{Printable.Line(edition.Venue)}, {ProgrammeWords.Days(edition)}</p>
            <p>Times are those of {edition.TimeZone}.</p></header>
            """);
    }

    private static void AddFreeze(Markup page, Journal journal)
    {
        if (journal.Frozen is { } number)
            page.Add($"""<aside class="note" aria-label="Changes after the freeze"><p>Frozen as of release {number}, {JournalWords.Freeze(journal)}. What was changed since is marked as a change.</p></aside>""");
    }

    private static void AddDays(Markup page, Journal journal)
    {
        var days = journal.Publication.Days();
        if (days.Count < 2)
            return;
        page.Add($"""<nav aria-label="Days"><ul>""");
        foreach (var day in days)
        {
            if (day == journal.Day)
                page.Add($"""<li><span aria-current="page">{ProgrammeWords.Day(day)}</span></li>""");
            else
                page.Add($"""<li><a href="{day:yyyy-MM-dd}.html">{ProgrammeWords.Day(day)}</a></li>""");
        }

        page.Add($"</ul></nav>");
    }

    private static void AddMeeting(Markup page, Journal journal, ReleasedMeeting meeting)
    {
        var off = meeting.Cancelled || journal.IsElsewhere(meeting);
        page.Add($"""<section class="meeting" aria-labelledby="meeting-{meeting.Id}"><h2 id="meeting-{meeting.Id}">""");
        page.Add($"""<span class="{(off ? "off" : "on")}"><time datetime="{meeting.StartsAt:yyyy-MM-ddTHH:mm:sszzz}">{ProgrammeWords.Hours(meeting.StartsAt, meeting.EndsAt)}</time> <bdi>{Printable.Line(meeting.Title)}</bdi></span></h2>""");
        if (JournalWords.State(journal, meeting) is { } state)
            page.Add($"""<p class="state">{state}</p>""");
        page.Add($"""<dl class="facts"><dt>Room</dt><dd><bdi>{JournalWords.Room(meeting)}</bdi></dd>""");
        if (Printable.Line(meeting.Topic) is { Length: > 0 } topic)
            page.Add($"<dt>Topic</dt><dd><bdi>{topic}</bdi></dd>");
        foreach (var officer in meeting.Officers)
            page.Add($"<dt>{ProgrammeWords.Of(officer.Role)}</dt><dd><bdi>{ProgrammeWords.Who(officer)}</bdi></dd>");
        if (!meeting.Languages.IsEmpty)
            page.Add($"<dt>Interpretation</dt><dd>{ProgrammeWords.Of(meeting.Languages)}</dd>");
        if (!meeting.Seats.IsEmpty)
            page.Add($"<dt>At the table</dt><dd>{JournalWords.Seats(journal, meeting)}</dd>");
        page.Add($"</dl>");
        AddSpeakers(page, meeting);
        AddChanges(page, meeting);
        page.Add($"</section>");
    }

    private static void AddSpeakers(Markup page, ReleasedMeeting meeting)
    {
        if (meeting.Speakers.IsEmpty)
            return;
        page.Add($"""<h3>List of speakers</h3><ol class="speakers">""");
        foreach (var speaker in meeting.Speakers)
            page.Add($"<li><bdi>{JournalWords.Speaker(speaker)}</bdi></li>");
        page.Add($"</ol>");
    }

    private static void AddChanges(Markup page, ReleasedMeeting meeting)
    {
        if (meeting.LateChanges.IsEmpty)
            return;
        page.Add($"""<table><caption>Changed after the freeze</caption><thead><tr><th scope="col">What</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead><tbody>""");
        foreach (var change in meeting.LateChanges)
            page.Add($"""<tr><th scope="row">{JournalWords.Of(change.What)}</th><td><del><bdi>{JournalWords.OrNone(change.Before)}</bdi></del></td><td><ins><bdi>{JournalWords.OrNone(change.After)}</bdi></ins></td></tr>""");
        page.Add($"</tbody></table>");
    }

    private static void AddNews(Markup page, ReleasedProgramme release)
    {
        if (release.Changes.IsEmpty && release.Note is null)
            return;
        page.Add($"""<section class="meeting" aria-labelledby="news"><h2 id="news">What is new in release {release.Number}</h2>""");
        if (release.Note is { } note)
            page.Add($"<p><bdi>{Printable.Line(note)}</bdi></p>");
        page.Add($"<ul>");
        foreach (var change in release.Changes)
            page.Add($"<li><bdi>{Printable.Line(change)}</bdi></li>");
        page.Add($"</ul></section>");
    }

    private static void AddFooter(Markup page, Journal journal) => page.Add(
        $"""
        <footer class="forms"><p>Also as <a href="{journal.Day:yyyy-MM-dd}.pdf">PDF</a>. The whole programme as <a href="../calendar.ics">a calendar (iCalendar)</a>, <a href="../meetings.csv">a table (CSV)</a>,
        <a href="../meetings.json">JSON</a>, <a href="../schedule.xml">schedule.xml</a> and <a href="../schedule.json">schedule.json</a> for conference apps.</p></footer>
        """);
}

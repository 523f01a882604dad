using System.Security.Cryptography;
using System.Text;
using Forum.Hosting.Http;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>The list as a page: readable without script, by ear, and on paper.</summary>
public static class ListAsPage
{
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
        .delegation{border-top:1px solid var(--rule);padding:.25rem 0}
        .delegation h3{margin:.5rem 0 .25rem;font-size:1.125rem}
        .delegation dl{margin:0}.delegation dt{font-style:italic;margin-top:.35rem}.delegation dd{margin:0 0 .25rem 1.5rem}
        .name{font-weight:bold}.gap{font-style:italic}
        table{border-collapse:collapse;width:100%;font-size:.95rem}
        caption{text-align:start;font-weight:bold}
        th,td{border-bottom:1px solid var(--rule);padding:.35rem .5rem;text-align:start;vertical-align:top}
        td.value{font-variant-numeric:tabular-nums}
        nav ul{list-style:none;padding:0}
        .hash{overflow-wrap:anywhere;font-family:monospace}
        @media print{body{max-width:none;padding:0;font-size:10.5pt}nav,.skip,.forms{display:none}a{color:inherit;text-decoration:none}h2,h3,dt{break-after:avoid}dd,tr{break-inside:avoid}@page{margin:2.2cm}}
        """;

    /// <summary>Nothing but the page's own style is let in.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static string Of(PrintedList list)
    {
        var page = new Markup();
        page.Add($"""<!DOCTYPE html><html lang="{list.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{list.Symbol}: {list.Title()}</title>""");
        page.Add($"<style>").AddStyle(Style).Add($"</style></head>");
        page.Add($"""<body><a class="skip" href="#text">Skip to the list</a>""");
        AddMasthead(page, list);
        page.Add($"""<main id="text"><h1>{list.Title()}</h1>""");
        if (list.Edition.Rehearsal)
            page.Add($"<p>{PrintedList.OfARehearsal}</p>");
        if (list.Note is { } note)
            page.Add($"""<aside class="note" aria-label="Note on this list"><p>{note}</p></aside>""");
        AddCounts(page, list);
        if (list.Changes is { } changes)
            AddChanges(page, changes);
        AddContents(page, list);
        foreach (var part in list.Parts)
            AddPart(page, part);
        page.Add($"</main>");
        AddFooter(page, list);
        page.Add($"</body></html>");
        return page.ToString();
    }

    private static void AddMasthead(Markup page, PrintedList list) => page.Add(
        $"""
        <header><dl class="masthead">
        <div><dt>Symbol</dt><dd>{list.Symbol}</dd></div>
        <div><dt>Date</dt><dd><time datetime="{list.Date:yyyy-MM-dd}">{list.Date:d MMMM yyyy}</time></dd></div>
        <div><dt>Original</dt><dd>English</dd></div>
        </dl><p>{list.Edition.Title}<br>{list.Edition.Venue}, {ListWords.Days(list.Edition)}</p></header>
        """);

    private static void AddCounts(Markup page, PrintedList list)
    {
        page.Add($"""<table><caption>How many there were</caption><thead><tr><th scope="col">Of what</th><th scope="col">Number</th></tr></thead><tbody>""");
        foreach (var (what, howMany) in ListWords.Counts(list))
            page.Add($"""<tr><th scope="row">{what}</th><td class="value">{howMany}</td></tr>""");
        page.Add($"</tbody></table>");
    }

    private static void AddChanges(Markup page, ListChanges changes)
    {
        page.Add($"""<section aria-labelledby="changes"><h2 id="changes">Changes</h2><p>{ListWords.Changes(changes)}</p>""");
        if (changes.Delegations is [_, ..])
        {
            page.Add($"<ul>");
            foreach (var delegation in changes.Delegations)
                page.Add($"<li><bdi>{delegation.Name}</bdi>: {ListWords.Change(delegation)}</li>");
            page.Add($"</ul>");
        }

        page.Add($"</section>");
    }

    private static void AddContents(Markup page, PrintedList list)
    {
        page.Add($"""<nav aria-label="Contents"><ul>""");
        foreach (var part in list.Parts)
            page.Add($"""<li><a href="#{part.Category}">{part.Heading}</a> ({part.Delegations.Count})</li>""");
        page.Add($"</ul></nav>");
    }

    private static void AddPart(Markup page, PrintedPart part)
    {
        page.Add($"""<section aria-labelledby="{part.Category}"><h2 id="{part.Category}">{part.Heading}</h2>""");
        foreach (var delegation in part.Delegations)
        {
            page.Add($"""<div class="delegation"><h3 id="of-{delegation.Participant}"><bdi>{delegation.Name}</bdi></h3><dl>""");
            foreach (var (heading, people) in delegation.ByRole())
            {
                page.Add($"<dt>{heading}</dt>");
                foreach (var person in people)
                    AddPerson(page, person);
            }

            page.Add($"</dl></div>");
        }

        page.Add($"</section>");
    }

    private static void AddPerson(Markup page, PrintedPerson person)
    {
        if (person.Name is { } name)
            page.Add($"""<dd><bdi class="name">{name}</bdi><br><bdi>{person.Title}</bdi></dd>""");
        else
            page.Add($"""<dd class="gap">{PrintedList.NameRemoved}</dd>""");
    }

    private static void AddFooter(Markup page, PrintedList list) => page.Add(
        $"""
        <footer><p class="forms">Also as <a href="{list.Number}.docx">a document for Word (DOCX)</a>, <a href="{list.Number}.xlsx">a workbook for Excel (XLSX)</a>, <a href="{list.Number}.csv">a table (CSV)</a>, <a href="{list.Number}">JSON</a>.</p>
        <p>Content hash (SHA-256): <span class="hash">{list.ContentHash}</span></p></footer>
        """);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Forum.Hosting.Http;
using Forum.Publishing.Figures;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Documents;

/// <summary>The page of an issued document: readable without script, by ear, and on paper.</summary>
public static class DocumentPage
{
    /// <summary>Changes whenever the page of the same document looks different, so that caches notice.</summary>
    public const string Layout = "page-1";

    private const string NoHeading = "(heading not in source)";

    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#767676;--mark:#0b4f8a;--note:#f3efe2}
        @media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--rule:#8f8f8f;--mark:#8ec5ff;--note:#2b2820}}
        body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,"Times New Roman",serif}
        a{color:var(--mark)}
        .skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
        .masthead{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 2rem;border-bottom:3px solid;padding-bottom:.5rem;margin:0}
        .masthead div{display:flex;gap:.5rem}.masthead dt{font-weight:bold}.masthead dd{margin:0}
        .note{background:var(--note);border:1px solid var(--rule);padding:.5rem 1rem}
        .number{display:inline-block;min-width:2.5rem}
        .gap{font-style:italic}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        caption{text-align:start;font-weight:bold}
        th,td{border-bottom:1px solid var(--rule);padding:.35rem .5rem;text-align:start;vertical-align:top}
        td.value{text-align:end;font-variant-numeric:tabular-nums}
        nav ul{list-style:none;padding:0}
        .hash{overflow-wrap:anywhere;font-family:monospace}
        @media print{body{max-width:none;padding:0;font-size:11pt}nav,.skip{display:none}a{color:inherit;text-decoration:none}h2{break-after:avoid}p{orphans:3;widows:3}tr{break-inside:avoid}@page{margin:2.2cm}}
        """;

    /// <summary>Nothing but the page's own style is let in.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    public static string Of(ChairSummary document, string contentHash)
    {
        var page = new Markup();
        page.Add($"""<!DOCTYPE html><html lang="{document.Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{document.Symbol}: {document.Title}</title>""");
        page.Add($"<style>").AddStyle(Style).Add($"</style></head>");
        page.Add($"""<body><a class="skip" href="#text">Skip to the text</a>""");
        AddMasthead(page, document);
        page.Add($"<main id=\"text\"><h1>{document.Title}</h1>");
        AddStatus(page, document);
        AddContents(page, document);
        foreach (var section in document.Sections)
            AddSection(page, section);
        AddFigures(page, document);
        page.Add($"""</main><footer><p>Content hash (SHA-256): <span class="hash">{contentHash}</span>. <a href="?format=json">The document as JSON</a>, with the proof of every figure.</p></footer></body></html>""");
        return page.ToString();
    }

    private static void AddMasthead(Markup page, ChairSummary document) => page.Add(
        $"""
        <header><dl class="masthead">
        <div><dt>Symbol</dt><dd>{document.Symbol}</dd></div>
        <div><dt>Date</dt><dd><time datetime="{document.Date:yyyy-MM-dd}">{document.Date:d MMMM yyyy}</time></dd></div>
        <div><dt>Original</dt><dd>English</dd></div>
        </dl><p>{document.Edition.Title}<br>{document.Edition.Venue}, {Days(document.Edition)}</p></header>
        """);

    private static void AddStatus(Markup page, ChairSummary document)
    {
        page.Add($"""<p class="status">{document.Status}</p>""");
        if (document.StatusNote is { } note)
            page.Add($"""<aside class="note" aria-label="Note on this text"><p>{note}</p></aside>""");
    }

    private static void AddContents(Markup page, ChairSummary document)
    {
        page.Add($"""<nav aria-label="Contents"><ul>""");
        foreach (var section in document.Sections)
            page.Add($"""<li><a href="#section-{section.Number}">{Heading(section)}</a></li>""");
        page.Add($"""<li><a href="#figures">Figures and their evidence</a></li></ul></nav>""");
    }

    private static void AddSection(Markup page, PrintedSection section)
    {
        page.Add($"""<section aria-labelledby="section-{section.Number}"><h2 id="section-{section.Number}">{Roman(section.Number)}. """);
        if (section.Heading is { } heading)
            page.Add($"{heading}</h2>");
        else
            page.Add($"""<span class="gap">{NoHeading}</span></h2>""");
        foreach (var paragraph in section.Paragraphs)
            AddParagraph(page, paragraph);
        page.Add($"</section>");
    }

    private static void AddParagraph(Markup page, PrintedParagraph paragraph)
    {
        page.Add($"""<p id="para-{paragraph.Number}"><span class="number">{paragraph.Number}.</span>""");
        if (paragraph.Completeness is Completeness.Absent or Completeness.TailOnly)
            AddGap(page, paragraph);
        if (paragraph.Runs.Count > 0)
            page.Add($" ");
        foreach (var run in paragraph.Runs)
        {
            if (run.Figure is { } figure)
                page.Add($"""<a href="#figure-{figure}">{run.Text}</a>""");
            else
                page.Add($"{run.Text}");
        }

        if (paragraph.Completeness is Completeness.HeadOnly)
            AddGap(page, paragraph);
        page.Add($"</p>");
    }

    /// <summary>In parentheses: square brackets would say that a text is being negotiated.</summary>
    private static void AddGap(Markup page, PrintedParagraph paragraph) =>
        page.Add($""" <span class="gap">(not in source{(paragraph.Missing is { } reason ? $": {reason}" : "")})</span>""");

    private static void AddFigures(Markup page, ChairSummary document)
    {
        page.Add(
            $"""
            <section aria-labelledby="figures"><h2 id="figures">Figures and their evidence</h2>
            <p>Every figure was counted from events that the services of the forum recorded. The paragraph is that of A/61/515 which gives the figure of the first Dialogue.</p>
            <div class="wide" tabindex="0" role="region" aria-labelledby="figures"><table><caption>Figures as they stood when the document was issued</caption>
            <thead><tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Paragraph</th><th scope="col">How it was counted</th><th scope="col">Evidence</th></tr></thead><tbody>
            """);
        foreach (var figure in document.Figures)
            AddFigure(page, figure);
        page.Add($"</tbody></table></div></section>");
    }

    private static void AddFigure(Markup page, Figure figure)
    {
        page.Add($"""<tr id="figure-{figure.Name}"><th scope="row">{figure.Label}</th><td class="value">""");
        if (figure.Unknown is { } reason)
            page.Add($"""<span class="gap">not known: {reason}</span>""");
        else
            page.Add($"{Run.Print(figure)}");
        page.Add($"</td><td>{figure.Paragraph}</td><td>{figure.Derivation}</td><td>");
        if (figure.EvidenceCount() is > 0 and var count)
            page.Add($"""<a href="?evidence={figure.Name}" aria-label="Evidence of {figure.Label}: {count} events">{count} events</a>""");
        page.Add($"</td></tr>");
    }

    private static string Heading(PrintedSection section) => $"{Roman(section.Number)}. {section.Heading ?? NoHeading}";

    private static string Days(PrintedEdition edition)
    {
        var last = edition.EndsOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        if (edition.StartsOn == edition.EndsOn)
            return last;
        var sameMonth = edition.StartsOn.Month == edition.EndsOn.Month && edition.StartsOn.Year == edition.EndsOn.Year;
        return sameMonth ? $"{edition.StartsOn.Day}–{last}" : $"{edition.StartsOn.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} – {last}";
    }

    /// <summary>1 to 99, as sections are numbered.</summary>
    public static string Roman(int number)
    {
        string[] tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
        string[] ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
        return tens[number / 10 % 10] + ones[number % 10];
    }
}

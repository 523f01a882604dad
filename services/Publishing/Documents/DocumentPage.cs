using System.Security.Cryptography;
using System.Text;
using Forum.Hosting.Http;
using Forum.Publishing.Figures;
using Forum.Publishing.Languages;
using Forum.Publishing.Outputs;

namespace Forum.Publishing.Documents;

/// <summary>The page of an issued document: readable without script, by ear, and on paper.</summary>
public static class DocumentPage
{
    /// <summary>Changes whenever the page of the same document looks different, so that caches notice.</summary>
    public const string Layout = "page-2";

    internal const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--rule:#767676;--mark:#0b4f8a;--note:#f3efe2}
        @media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#161616;--rule:#8f8f8f;--mark:#8ec5ff;--note:#2b2820}}
        body{margin:0 auto;max-width:46rem;padding:1rem;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,"Times New Roman",serif}
        a{color:var(--mark)}
        .skip{position:absolute;inset-inline-start:-99rem}.skip:focus{inset-inline-start:1rem}
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
        .diagram{display:block;width:100%;height:auto;margin:.5rem 0}.diagram .bar{fill:var(--mark)}
        .draft{border:2px dashed var(--rule);padding:.5rem 1rem;font-weight:bold}
        del{text-decoration:line-through}ins{text-decoration:underline}
        @media print{body{max-width:none;padding:0;font-size:11pt}nav,.skip{display:none}a{color:inherit;text-decoration:none}h2{break-after:avoid}p{orphans:3;widows:3}tr{break-inside:avoid}@page{margin:2.2cm}}
        """;

    /// <summary>Nothing but the page's own style is let in.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>The page of an issued document.</summary>
    public static string Of(ChairSummary document, string contentHash) => Of(document, contentHash, forms: DocumentForm.All);

    /// <summary>The page as it would be if the summary were issued now; it says that it is a draft.</summary>
    public static string OfDraft(ChairSummary document) => Of(document, contentHash: null, forms: []);

    private static string Of(ChairSummary document, string? contentHash, IReadOnlyList<DocumentForm> forms)
    {
        var words = DocumentWords.In(document.Language);
        var page = new Markup();
        page.Add($"""<!DOCTYPE html><html lang="{document.Language}" dir="{(document.Direction is TextDirection.RightToLeft ? "rtl" : "ltr")}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{document.Symbol}: {document.Title}</title>""");
        foreach (var form in forms.Where(form => form.IsNotThePage && form.IsMadeIn(document.Language)))
            page.Add($"""<link rel="alternate" type="{form.MediaType}" href="?language={document.Language}&amp;format={form.Name}">""");
        page.Add($"<style>").AddStyle(Style).Add($"</style></head>");
        page.Add($"""<body><a class="skip" href="#text">{words.SkipToText}</a>""");
        AddMasthead(page, document, words);
        page.Add($"<main id=\"text\"><h1>{document.Title}</h1>");
        if (contentHash is null)
            page.Add($"""<p class="draft">This is a draft. Its figures are counted as it is shown and change with what is announced.</p>""");
        AddStatus(page, document, words);
        AddContents(page, document, words);
        foreach (var section in document.Sections)
            AddSection(page, document, section, words);
        AddChanges(page, document, words);
        AddFigures(page, document, words);
        AddDiagrams(page, document);
        page.Add($"</main><footer>");
        if (contentHash is not null)
            page.Add($"""<p>{words.ContentHash} (SHA-256): <span class="hash">{contentHash}</span>.</p>""");
        AddForms(page, document, forms, words);
        page.Add($"</footer></body></html>");
        return page.ToString();
    }

    private static void AddMasthead(Markup page, ChairSummary document, DocumentWords words)
    {
        page.Add(
            $"""
            <header><dl class="masthead">
            <div><dt>{words.Symbol}</dt><dd><bdi>{document.Symbol}</bdi></dd></div>
            <div><dt>{words.Date}</dt><dd><time datetime="{document.Date:yyyy-MM-dd}">{words.Of(document.Date)}</time></dd></div>
            <div><dt>{words.Original}</dt><dd>{words.Name(document.OriginalLanguage)}</dd></div>
            </dl>
            """);
        if (words.Standing(document) is { } standing)
            page.Add($"<p>{standing}</p>");
        page.Add($"<p>{document.Edition.Title}<br>{document.Edition.Venue}, {words.Of(document.Edition.StartsOn, document.Edition.EndsOn)}</p></header>");
    }

    private static void AddStatus(Markup page, ChairSummary document, DocumentWords words)
    {
        page.Add($"""<p class="status">{document.Status}</p>""");
        if (document.StatusNote is { } note)
            page.Add($"""<aside class="note" aria-label="{words.NoteOnText}"><p>{note}</p></aside>""");
    }

    private static void AddContents(Markup page, ChairSummary document, DocumentWords words)
    {
        page.Add($"""<nav aria-label="{words.Contents}"><ul>""");
        foreach (var section in document.Sections)
            page.Add($"""<li><a href="#section-{section.Number}">{document.HeadingOf(section, words)}</a></li>""");
        if (document.Changes.Count > 0)
            page.Add($"""<li><a href="#changes">{words.Changes}</a></li>""");
        page.Add($"""<li><a href="#figures">{words.Figures}</a></li></ul></nav>""");
    }

    private static void AddSection(Markup page, ChairSummary document, PrintedSection section, DocumentWords words)
    {
        page.Add($"""<section aria-labelledby="section-{section.Number}"><h2 id="section-{section.Number}">{Roman(section.Number)}. """);
        if (section.Heading is { } heading)
            page.Add($"{heading}</h2>");
        else
            page.Add($"""<span class="gap">({words.HeadingNotInSource})</span></h2>""");
        foreach (var paragraph in section.Paragraphs)
            AddParagraph(page, document, paragraph, words);
        page.Add($"</section>");
    }

    private static void AddParagraph(Markup page, ChairSummary document, PrintedParagraph paragraph, DocumentWords words)
    {
        var (before, after) = paragraph.Gaps(words);
        page.Add($"""<p id="para-{paragraph.Number}"><span class="number">{paragraph.Number}.</span>""");
        if (before is not null)
            page.Add($""" <span class="gap">{before}</span>""");
        if (paragraph.Runs.Count > 0)
            page.Add($" ");
        foreach (var run in paragraph.Runs)
        {
            if (run.Figure is { } figure && document.Figures.Any(known => known.Name == figure))
                page.Add($"""<a href="#figure-{figure}">{run.Text}</a>""");
            else if (run.Paragraph is { } number)
                page.Add($"""<a href="#para-{number}">{run.Text}</a>""");
            else
                page.Add($"{run.Text}");
        }

        if (after is not null)
            page.Add($""" <span class="gap">{after}</span>""");
        page.Add($"</p>");
    }

    /// <summary>What a corrigendum or a revision changes, word by word.</summary>
    private static void AddChanges(Markup page, ChairSummary document, DocumentWords words)
    {
        if (document.Changes.Count == 0)
            return;
        page.Add($"""<section aria-labelledby="changes"><h2 id="changes">{words.Changes}</h2>""");
        foreach (var change in document.Changes)
        {
            page.Add($"""<p><span class="number">{document.PlaceOf(change)}</span> """);
            foreach (var part in change.Words)
            {
                _ = part.Change switch
                {
                    WordChange.Removed => page.Add($"<del>{part.Text}</del>"),
                    WordChange.Added => page.Add($"<ins>{part.Text}</ins>"),
                    _ => page.Add($"{part.Text}"),
                };
            }

            page.Add($"</p>");
        }

        page.Add($"</section>");
    }

    /// <summary>What was counted is told in English in every language, and says so.</summary>
    private static void AddFigures(Markup page, ChairSummary document, DocumentWords words)
    {
        page.Add($"""<section aria-labelledby="figures"><h2 id="figures">{words.Figures}</h2>""");
        page.Add(
            $"""
            <div lang="en" dir="ltr"><p>Every figure was counted from events that the services of the forum recorded. The paragraph is that of A/61/515 which gives the figure of the first Dialogue.</p>
            <div class="wide" tabindex="0" role="region" aria-labelledby="figures-table"><table><caption id="figures-table">Figures as they stood when the document was issued</caption>
            <thead><tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Paragraph</th><th scope="col">How it was counted</th><th scope="col">Evidence</th></tr></thead><tbody>
            """);
        foreach (var figure in document.Figures)
            AddFigure(page, document, figure);
        page.Add($"</tbody></table></div></div></section>");
    }

    private static void AddFigure(Markup page, ChairSummary document, Figure figure)
    {
        page.Add($"""<tr id="figure-{figure.Name}"><th scope="row">{figure.Label}</th><td class="value">""");
        if (figure.Unknown is { } reason)
            page.Add($"""<span class="gap">not known: {reason}</span>""");
        else
            page.Add($"{Run.Print(figure)}");
        page.Add($"</td><td>{figure.Paragraph}</td><td>{figure.Derivation}</td><td>");
        AddProof(page, document, figure.Name, figure.Label, figure.EvidenceCount());
        page.Add($"</td></tr>");
    }

    private static void AddProof(Markup page, ChairSummary document, string name, string label, int events)
    {
        if (events > 0)
            page.Add($"""<a href="?language={document.Language}&amp;evidence={name}" aria-label="Evidence of {label}: {events} events">{events} events</a>""");
    }

    private static void AddDiagrams(Markup page, ChairSummary document)
    {
        foreach (var breakdown in document.Breakdowns)
        {
            page.Add($"""<section lang="en" dir="ltr" aria-labelledby="breakdown-{breakdown.Name}"><h2 id="breakdown-{breakdown.Name}">{breakdown.Label}</h2><p>{breakdown.Derivation}</p>""");
            ParticipationDiagram.Draw(page, breakdown);
            page.Add($"""<div class="wide" tabindex="0" role="region" aria-labelledby="numbers-{breakdown.Name}"><table><caption id="numbers-{breakdown.Name}">The same in numbers</caption><thead><tr><th scope="col">Of whom</th><th scope="col">Number</th><th scope="col">Evidence</th></tr></thead><tbody>""");
            foreach (var part in breakdown.Parts)
            {
                page.Add($"""<tr><th scope="row">{part.Label}</th><td class="value">{part.Value}</td><td>""");
                AddProof(page, document, breakdown.NameOf(part), part.Label, part.Evidence.Sum(evidence => evidence.EventIds.Count));
                page.Add($"</td></tr>");
            }

            page.Add($"</tbody></table></div></section>");
        }
    }

    private static void AddForms(Markup page, ChairSummary document, IReadOnlyList<DocumentForm> forms, DocumentWords words)
    {
        DocumentForm[] others = [.. forms.Where(form => form.IsNotThePage && form.IsMadeIn(document.Language))];
        if (others.Length == 0)
            return;
        page.Add($"<p>{words.AlsoAs} ");
        foreach (var (index, form) in others.Index())
        {
            if (index > 0)
                page.Add($", ");
            page.Add($"""<a href="?language={document.Language}&amp;format={form.Name}" type="{form.MediaType}"><bdi>{form.Title}</bdi></a>""");
        }

        page.Add($".</p>");
    }

    /// <summary>1 to 99, as sections are numbered.</summary>
    public static string Roman(int number)
    {
        string[] tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
        string[] ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
        return tens[number / 10 % 10] + ones[number % 10];
    }
}

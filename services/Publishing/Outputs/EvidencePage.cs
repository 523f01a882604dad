using Forum.Hosting.Http;
using Forum.Publishing.Documents;

namespace Forum.Publishing.Outputs;

/// <summary>The proof of a figure as a page: every event that was counted, by the stream that holds it.</summary>
public static class EvidencePage
{
    /// <param name="name">Of the figure, or of a part of one.</param>
    /// <returns>Null when the document has none of that name.</returns>
    public static string? Of(ChairSummary document, string name, bool isDraft = false)
    {
        if (document.EvidenceOf(name) is not { } evidence)
            return null;
        var (label, value, derivation) = Named(document, name);
        var page = new Markup();
        page.Add($"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{document.Symbol}: evidence of {label}</title>""");
        page.Add($"<style>").AddStyle(DocumentPage.Style).Add($"</style></head><body><main><h1>{label}: {value}</h1>");
        page.Add($"""<p>{derivation}</p><p>{(isDraft ? "As it is counted now, for the draft of" : "As it was counted when the document was issued:")} <a href="?language={document.Language}#figures">{document.Symbol}</a>.</p>""");
        foreach (var kind in evidence.GroupBy(stream => (stream.Service, stream.Event)))
        {
            var id = $"events-{kind.Key.Service}-{kind.Key.Event}";
            page.Add($"""<section aria-labelledby="{id}"><h2 id="{id}">{kind.Sum(stream => stream.EventIds.Count)} × {kind.Key.Event}, announced by {kind.Key.Service}</h2>""");
            page.Add($"""<div class="wide" tabindex="0" role="region" aria-label="Table of {kind.Key.Event}, {kind.Key.Service}"><table><thead><tr><th scope="col">Stream</th><th scope="col">Event</th></tr></thead><tbody>""");
            foreach (var stream in kind)
            {
                foreach (var e in stream.EventIds)
                    page.Add($"""<tr><td class="hash">{stream.StreamId}</td><td class="hash">{e}</td></tr>""");
            }

            page.Add($"</tbody></table></div></section>");
        }

        page.Add($"""</main><footer><p><a href="?language={document.Language}&amp;evidence={name}&amp;format=json">JSON</a></p></footer></body></html>""");
        return page.ToString();
    }

    private static (string Label, string Value, string Derivation) Named(ChairSummary document, string name)
    {
        if (document.Figures.FirstOrDefault(figure => figure.Name == name) is { } figure)
            return (figure.Label, figure.InWords(), figure.Derivation);
        var (breakdown, part) = document.Breakdowns.SelectMany(breakdown => breakdown.Parts, (breakdown, part) => (breakdown, part)).First(pair => pair.breakdown.NameOf(pair.part) == name);
        return ($"{breakdown.Label}: {part.Label}", part.Value.ToString(System.Globalization.CultureInfo.InvariantCulture), breakdown.Derivation);
    }
}

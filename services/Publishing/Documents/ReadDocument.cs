using System.ComponentModel.DataAnnotations;
using System.Text;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Figures;
using Forum.Publishing.Outputs;
using Microsoft.Net.Http.Headers;

namespace Forum.Publishing.Documents;

/// <summary>
/// An issued document by its symbol, in a language and a form; or the proof of one of its figures, or a diagram of it. It never changes, so it may be kept by whoever fetched it.
/// </summary>
public static class ReadDocument
{
    private const string Svg = "image/svg+xml";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/{**symbol}", Answer)
            .AllowAnonymous()
            .WithName(nameof(ReadDocument))
            .WithTags("Documents")
            .Produces<ChairSummary>(StatusCodes.Status200OK, DocumentForm.Json.MediaType, [.. DocumentForm.All.Select(form => form.MediaType).Where(type => type != DocumentForm.Json.MediaType), Svg])
            .Produces(StatusCodes.Status304NotModified);
        routes.MapMethods("/documents/{**symbol}", [HttpMethods.Head], Answer)
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    /// <param name="symbol">E.g. <c>A/61/515</c>; the same in every language.</param>
    /// <param name="format">html, json, pdf, docx, akn (Akoma Ntoso) or txt; when it is not said, what <c>Accept</c> likes best.</param>
    /// <param name="language">ar, zh, en, fr, ru or es; when it is not said, the language in which the document was written.</param>
    /// <param name="evidence">Name of a figure of the document, or of a part of one: then its proof is the answer, as a page or as JSON.</param>
    /// <param name="diagram">Name of a breakdown of the document: then its diagram is the answer (SVG).</param>
    private static async Task<IResult> Answer(
        string symbol,
        [RegularExpression("^(html|json|pdf|docx|akn|txt)$"), StringLength(4, MinimumLength = 3)] string? format,
        [RegularExpression("^(ar|zh|en|fr|ru|es)$"), StringLength(2, MinimumLength = 2)] string? language,
        [StringLength(100, MinimumLength = 1)] string? evidence,
        [StringLength(100, MinimumLength = 1)] string? diagram,
        HttpContext http,
        DocumentsAtHand atHand,
        CancellationToken ct)
    {
        var file = evidence is not null ? await Evidence(atHand, symbol, language, evidence, Asked(format, http, [DocumentForm.Json, DocumentForm.Page]), ct)
            : diagram is not null ? await Diagram(atHand, symbol, language, diagram, ct)
            : await Document(atHand, symbol, language, format, http, ct);
        var headers = http.Response.GetTypedHeaders();
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.Vary = HeaderNames.Accept;
        headers.ContentDisposition = new ContentDispositionHeaderValue("inline") { FileName = file.Name };
        if (file.ContentType.StartsWith("text/html", StringComparison.Ordinal))
            http.Response.Headers.ContentSecurityPolicy = DocumentPage.ContentSecurityPolicy;
        return TypedResults.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag);
    }

    private static async Task<IssuedFile> Document(DocumentsAtHand atHand, string symbol, string? language, string? format, HttpContext http, CancellationToken ct)
    {
        var form = Asked(format, http, DocumentForm.All);
        // Who only likes a form best gets the page in a language that does not have it.
        return format is null
            ? await atHand.Find(symbol, language, $"{form.Name} or else html", document => Made(document, form.IsMadeIn(document.Language) ? form : DocumentForm.Page), ct)
            : await atHand.Find(symbol, language, form.Name, document => Made(document, form), ct);
    }

    /// <exception cref="Refusal">The form cannot be made in the document's language.</exception>
    private static IssuedFile Made(IssuedDocument document, DocumentForm form) => form.IsMadeIn(document.Language)
        ? new IssuedFile(form.Write(document), form.ContentType, FileName(document, form.Extension), Tag(document, form.Layout, form.IsWeak))
        : throw new Refusal("form-not-in-language", $"In this language there is no {form.Title}: its letters could not be set right. Take html, which prints as well, or docx.", "format");

    /// <summary>The proof of one figure, as it was frozen.</summary>
    private static ValueTask<IssuedFile> Evidence(DocumentsAtHand atHand, string symbol, string? language, string name, DocumentForm form, CancellationToken ct) =>
        atHand.Find(symbol, language, $"evidence {form.Name} {name}", document => Proof(document, name, form), ct);

    private static IssuedFile Proof(IssuedDocument document, string name, DocumentForm form)
    {
        var text = form.IsNotThePage
            ? document.Read().EvidenceOf(name) is { } proof ? CanonicalJson.Of(new Page<Evidence>(proof, null)) : null
            : EvidencePage.Of(document.Read(), name);
        return new IssuedFile(Encoding.UTF8.GetBytes(text ?? throw new Missing("figure", name)), form.ContentType, FileName(document, form.Extension), Tag(document, $"{name}-{form.Layout}"));
    }

    private static ValueTask<IssuedFile> Diagram(DocumentsAtHand atHand, string symbol, string? language, string name, CancellationToken ct) =>
        atHand.Find(
            symbol,
            language,
            $"diagram {name}",
            document =>
            {
                var breakdown = document.Read().Breakdowns.FirstOrDefault(breakdown => string.Equals(breakdown.Name, name, StringComparison.Ordinal)) ?? throw new Missing("diagram", name);
                return new IssuedFile(Encoding.UTF8.GetBytes(ParticipationDiagram.Of(breakdown)), Svg, FileName(document, "svg"), Tag(document, $"{name}-svg-1"));
            },
            ct);

    /// <summary>The hash of the content and the layout: the same tag, the same file.</summary>
    private static EntityTagHeaderValue Tag(IssuedDocument document, string layout, bool isWeak = false) => new($"\"{document.ContentHash}{(layout.Length > 0 ? $"-{layout}" : "")}\"", isWeak);

    private static string FileName(IssuedDocument document, string extension) => $"{document.Symbol.Replace('/', '-')}-{document.Language}.{extension}";

    /// <exception cref="Refusal">There is no such form of it.</exception>
    private static DocumentForm Asked(string? format, HttpContext http, IReadOnlyList<DocumentForm> forms) =>
        format is null ? forms.MaxBy(form => Preference(http, form.MediaType))!
        : forms.FirstOrDefault(form => string.Equals(form.Name, format, StringComparison.Ordinal))
            ?? throw new Refusal("form-not-offered", $"Of this there is {string.Join(" and ", forms.Select(form => form.Name))}. Ask for one of them.", "format");

    /// <summary>How much the caller would like a type (RFC 9110, 12.5.1): the most specific range that fits it says so.</summary>
    private static double Preference(HttpContext http, string type)
    {
        if (http.Request.GetTypedHeaders().Accept is not { Count: > 0 } ranges)
            return 0;
        var wanted = new MediaTypeHeaderValue(type);
        return ranges.Where(range => wanted.IsSubsetOf(range))
            .OrderByDescending(range => !range.MatchesAllTypes)
            .ThenByDescending(range => !range.MatchesAllSubTypes)
            .Select(range => range.Quality ?? 1)
            .FirstOrDefault();
    }
}

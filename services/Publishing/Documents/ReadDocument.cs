using System.Text;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Figures;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Forum.Publishing.Documents;

/// <summary>An issued document by its symbol, as a page or as JSON. It never changes, so it may be kept by whoever fetched it.</summary>
public static class ReadDocument
{
    private const string Json = "application/json";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents/{**symbol}", async (string symbol, string? format, string? evidence, HttpContext http, IQuerySession session, CancellationToken ct) =>
            {
                var document = await session.LoadAsync<IssuedDocument>(symbol, ct) ?? throw new Missing("document", symbol);
                http.Response.Headers.CacheControl = "public, max-age=300";
                http.Response.Headers.Vary = HeaderNames.Accept;
                if (evidence is not null)
                    return Evidence(document, evidence);
                return WantsJson(http, format) ? AsJson(document) : AsPage(http, document);
            })
            .AllowAnonymous()
            .WithName(nameof(ReadDocument))
            .WithTags("Documents")
            .Produces<ChairSummary>(StatusCodes.Status200OK, Json, "text/html")
            .Produces(StatusCodes.Status304NotModified);

    private static FileContentHttpResult AsPage(HttpContext http, IssuedDocument document)
    {
        http.Response.Headers.ContentSecurityPolicy = DocumentPage.ContentSecurityPolicy;
        return Text(DocumentPage.Of(document.Read(), document.ContentHash), "text/html; charset=utf-8", $"{document.ContentHash}-{DocumentPage.Layout}");
    }

    private static FileContentHttpResult AsJson(IssuedDocument document) => Text(document.WithHash(), Json, document.ContentHash);

    /// <summary>The proof of one figure, as it was frozen.</summary>
    private static FileContentHttpResult Evidence(IssuedDocument document, string name)
    {
        var figure = document.Read().Figures.FirstOrDefault(figure => string.Equals(figure.Name, name, StringComparison.Ordinal)) ?? throw new Missing("figure", name);
        return Text(CanonicalJson.Of(new Page<Evidence>(figure.Evidence, null)), Json, $"{document.ContentHash}-{name}");
    }

    /// <summary>Answers 304 when the caller has it already.</summary>
    private static FileContentHttpResult Text(string text, string type, string tag) =>
        TypedResults.Bytes(Encoding.UTF8.GetBytes(text), type, entityTag: new EntityTagHeaderValue($"\"{tag}\""));

    private static bool WantsJson(HttpContext http, string? format) => format switch
    {
        "json" => true,
        "html" => false,
        null => Preference(http, Json) > Preference(http, "text/html"),
        _ => throw new BadHttpRequestException("The format is html or json."),
    };

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

using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Forum.Publishing.Documents;
using Marten;
using Microsoft.Net.Http.Headers;

namespace Forum.Publishing.Outputs;

/// <summary>The documents that were issued last, as an Atom feed (RFC 4287) to subscribe to: each in every language, when it was issued in that language.</summary>
public static class DocumentFeed
{
    private const string ContentType = "application/atom+xml";

    /// <summary>How many entries the feed has at most; readers ask often enough to miss none.</summary>
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents/feed.atom", Answer)
            .AllowAnonymous()
            .WithName(nameof(DocumentFeed))
            .WithTags("Documents")
            .Produces<Stream>(StatusCodes.Status200OK, ContentType)
            .Produces(StatusCodes.Status304NotModified);
        routes.MapMethods("/documents/feed.atom", [HttpMethods.Head], Answer)
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static async Task<IResult> Answer(HttpContext http, IQuerySession session, IConfiguration configuration, CancellationToken ct)
    {
        var last = await session.Query<IssuedDocument>().OrderByDescending(document => document.ShelvedAt).ThenBy(document => document.Id).Take(Most)
            .Select(document => new Entry(document.Symbol, document.Language, document.Title, document.Date, document.ContentHash, document.ShelvedAt))
            .ToListAsync(ct);
        var origin = configuration["PublicOrigin"] is { Length: > 0 } known ? known : $"{http.Request.Scheme}://{http.Request.Host}/";
        var bytes = Written(last, new Uri(origin.TrimEnd('/') + "/"));
        http.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Bytes(bytes, $"{ContentType}; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes).AsSpan(0, 16))}\""));
    }

    private static byte[] Written(IReadOnlyList<Entry> entries, Uri origin)
    {
        var own = new Uri(origin, "api/publishing/documents/feed.atom");
        var feed = new SyndicationFeed("Documents of the forum", "What was issued, in every language.", new Uri(origin, "documents"), own.AbsoluteUri, entries.Count == 0 ? DateTimeOffset.UnixEpoch : entries[0].ShelvedAt)
        {
            Items = [.. entries.Select(entry => Item(entry, origin))],
        };
        feed.Authors.Add(new SyndicationPerson { Name = "The secretariat of the forum" });
        feed.Links.Add(SyndicationLink.CreateSelfLink(own, ContentType));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" }))
            feed.SaveAsAtom10(writer);
        return bytes.ToArray();
    }

    private static SyndicationItem Item(Entry entry, Uri origin)
    {
        var symbol = string.Join('/', entry.Symbol.Split('/').Select(Uri.EscapeDataString));
        // A content has one name for good, wherever the forum is moved to (RFC 6920).
        var hash = Convert.ToBase64String(Convert.FromHexString(entry.ContentHash)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var item = new SyndicationItem
        {
            Id = $"ni:///sha-256;{hash}",
            Title = new TextSyndicationContent($"{entry.Symbol}: {entry.Title}"),
            Summary = new TextSyndicationContent(entry.Date is { } date ? $"{entry.Symbol}, {DocumentWords.In(entry.Language).Of(date)}" : entry.Symbol),
            LastUpdatedTime = entry.ShelvedAt,
            PublishDate = entry.ShelvedAt,
        };
        item.Links.Add(new SyndicationLink(new Uri(origin, $"documents/{symbol}?language={entry.Language}"), "alternate", null, "text/html", 0));
        foreach (var form in DocumentForm.All.Where(form => form.IsNotThePage && form.IsMadeIn(entry.Language)))
            item.Links.Add(new SyndicationLink(new Uri(origin, $"api/publishing/documents/{symbol}?language={entry.Language}&format={form.Name}"), "alternate", form.Title, form.MediaType, 0));
        foreach (var link in item.Links)
            link.AttributeExtensions.Add(new XmlQualifiedName("hreflang"), entry.Language);
        return item;
    }

    private sealed record Entry(string Symbol, string Language, string Title, DateOnly? Date, string ContentHash, DateTimeOffset ShelvedAt);
}

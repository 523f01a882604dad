using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Http;
using Forum.Publishing.Documents;
using Marten;

namespace Forum.Publishing.Outputs;

/// <summary>An issued document in one language, for a list.</summary>
/// <param name="Symbol">The same in every language.</param>
/// <param name="Language">ar, zh, en, fr, ru or es.</param>
/// <param name="OriginalLanguage">The language in which it was written.</param>
/// <param name="Kind">What it is to the document whose symbol it extends.</param>
/// <param name="Title"></param>
/// <param name="Date">On the masthead; null of documents that were issued before it was kept beside them.</param>
/// <param name="EditionId"></param>
/// <param name="ContentHash">SHA-256 of the content in UTF-8, lower-case hexadecimal.</param>
public sealed record DocumentLine(
    string Symbol, string Language, string OriginalLanguage, DocumentKind Kind, string Title, DateOnly? Date, Guid EditionId, string ContentHash);

/// <summary>Lists what was issued, each document once in every language that it was issued in. No draft is among them.</summary>
public static class ListDocuments
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(
                "/documents",
                async (
                    Guid? edition,
                    [RegularExpression("^(ar|zh|en|fr|ru|es)$"), StringLength(2, MinimumLength = 2)] string? language,
                    [StringLength(60, MinimumLength = 3)] string? stem,
                    [StringLength(70, MinimumLength = 1)] string? after,
                    int? limit,
                    IQuerySession session,
                    CancellationToken ct) =>
                {
                    var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                    var documents = session.Query<IssuedDocument>().AsQueryable();
                    if (edition is { } only)
                        documents = documents.Where(document => document.EditionId == only);
                    if (language is not null)
                        documents = documents.Where(document => document.Language == language);
                    if (stem is not null)
                        documents = documents.Where(document => document.Stem == stem);
                    if (after is not null)
                        documents = documents.Where(document => string.Compare(document.Id, after) > 0);
                    // Without their content, which is long.
                    var found = await documents.OrderBy(document => document.Id).Take(most + 1)
                        .Select(document => new Listed(document.Id, document.Symbol, document.Language, document.OriginalLanguage, document.Kind, document.Title, document.Date, document.EditionId, document.ContentHash))
                        .ToListAsync(ct);
                    var page = Page.Of(found, most, line => line.Id).Page;
                    return new Listed<DocumentLine>(new Page<DocumentLine>([.. page.Items.Select(line => line.Told())], page.Next));
                })
            .AllowAnonymous()
            .WithName(nameof(ListDocuments))
            .WithTags("Documents");

    private sealed record Listed(string Id, string Symbol, string Language, string OriginalLanguage, DocumentKind Kind, string Title, DateOnly? Date, Guid EditionId, string ContentHash)
    {
        public DocumentLine Told() => new(Symbol, Language, OriginalLanguage, Kind, Title, Date, EditionId, ContentHash);
    }
}

using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>Finds the versions of a summary and what they are held against.</summary>
public static class Versions
{
    /// <summary>Id of the summary's version in a language.</summary>
    /// <exception cref="Refusal">It is none of the six languages.</exception>
    /// <exception cref="Missing">It is not translated into that language.</exception>
    internal static Guid VersionIn(this Summary summary, string language) =>
        summary.Translations.FirstOrDefault(translation => string.Equals(translation.Language, OfficialLanguage.Of(language).Code, StringComparison.Ordinal))?.VersionId
        ?? throw new Missing("translation", language);

    /// <summary>The original as it is to be read after the corrigenda that were issued; before its issue as it would be printed now.</summary>
    internal static async Task<ChairSummary> PrintedOriginal(this IQuerySession session, Summary summary, CancellationToken ct)
    {
        if (summary.Symbol is { } symbol)
            return (await session.LoadAsync<IssuedDocument>(symbol, ct) ?? throw new Missing("document", symbol)).Read().With(await session.CorrectionsOf(summary.Id, ct));
        var course = await Course.Read(session, summary.EditionId, ct) ?? throw new Missing("edition", summary.EditionId);
        course = course with { Summary = await WrittenSummary.Read(session, summary.Id, ct) };
        var points = await session.LoadManyAsync<Point>(ct, summary.Paragraphs.SelectMany(paragraph => paragraph.Points).Distinct());
        return ChairSummary.Of(summary, symbol: "", course.Edition.EndsOn, course, [.. points]);
    }

    /// <summary>What a revision replaces, as it was issued in a language; null for what is no revision, and where there is no such version.</summary>
    internal static async Task<ChairSummary?> ParentIn(this IQuerySession session, Summary summary, string language, CancellationToken ct)
    {
        if (summary is not { Kind: DocumentKind.Revision, ParentId: { } parentId })
            return null;
        var parent = await session.Require<Summary>(parentId, ct);
        return (await session.LoadAsync<IssuedDocument>(IssuedDocument.ShelfMark(parent.Symbol!, language, parent.OriginalLanguage), ct))?.Read();
    }

    /// <summary>Lets the translations follow when paragraphs of the original move.</summary>
    internal static async Task RenumberTranslations(this IDocumentSession session, Guid summaryId, Renumbering renumbering, int? removed, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var translation in (await session.Require<Summary>(summaryId, ct)).Translations)
        {
            var stream = await session.Events.FetchForWriting<LanguageVersion>(translation.VersionId, ct);
            stream.AppendOne(new TranslationRenumbered(renumbering, removed, now));
        }
    }

    /// <summary>What a paragraph of the original says, whatever its number: a translation is held against it, so that a later change of the original shows.</summary>
    public static string Print(this Paragraph original) => CanonicalJson.Hash(CanonicalJson.Of(original with
    {
        Number = 0,
        Section = 0,
        Text = original.Text is null ? null : FigureText.Renumbered(original.Text, _ => 1),
    }));

    /// <summary>What keeps a version from being issued, and what only warns.</summary>
    public static IReadOnlyList<ConcordanceFinding> Findings(this LanguageVersion version, Summary summary, ChairSummary original) =>
    [
        .. Concordance.Of(original, version.Print(original)),
        .. version.State is TranslationState.Issued ? [] : from paragraph in version.Paragraphs
           let source = summary.Paragraphs.FirstOrDefault(source => source.Number == paragraph.Number)
           where source is not null && !string.Equals(source.Print(), paragraph.Against, StringComparison.Ordinal)
           select new ConcordanceFinding("original-changed", true, DocumentPart.Paragraph, paragraph.Number, null, null, $"Paragraph {paragraph.Number} of the original was changed since it was translated."),
    ];
}

using System.Text.Json.Serialization;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>How far one of the six versions is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LanguageState>))]
public enum LanguageState
{
    NotBegun,

    /// <summary>The language in which the summary is written, before it is issued.</summary>
    Original,

    InTranslation,
    Issued,

    /// <summary>Issued, and a corrigendum says how it is to be read.</summary>
    Corrected,
}

/// <summary>One of the six versions of a summary, for a list.</summary>
/// <param name="Language">Code.</param>
/// <param name="Name">As its speakers call the language.</param>
/// <param name="Direction"></param>
/// <param name="IsOriginal">True for the language in which the summary was written.</param>
/// <param name="State"></param>
/// <param name="Paragraphs">How many paragraphs there are in it.</param>
/// <param name="Findings">In how many places it says something else than the original; null where it was not begun.</param>
/// <param name="ContentHash">Null before it is issued.</param>
public sealed record LanguageLine(string Language, string Name, TextDirection Direction, bool IsOriginal, LanguageState State, int Paragraphs, int? Findings, string? ContentHash);

/// <summary>A paragraph in all versions that there are, side by side.</summary>
/// <param name="Number">The same in every language.</param>
/// <param name="Texts">By code of the language, as printed; a language that does not have it is not there.</param>
public sealed record ParagraphInLanguages(int Number, IReadOnlyDictionary<string, string> Texts);

/// <summary>The six language versions of a summary: how far they are, side by side, and where one says something else than the original.</summary>
public static class ReadLanguages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/summaries/{id:guid}/languages", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                var original = await session.PrintedOriginal(summary, ct);
                var versions = (await session.LoadManyAsync<LanguageVersion>(ct, summary.Translations.Select(translation => translation.VersionId))).ToDictionary(version => version.Language, StringComparer.Ordinal);
                var issued = summary.IsIssued() ? await session.IssuedVersions(summary, ct) : null;
                return TypedResults.Ok(new Page<LanguageLine>(
                    [.. OfficialLanguage.All.Select(language => Line(language, summary, original, versions.GetValueOrDefault(language.Code), issued))], null));
            })
            .Allow(Role.Organizer)
            .WithName("ListLanguages")
            .WithSummary("Shows how far the six language versions of a summary are")
            .WithTags("Languages");

        routes.MapGet("/summaries/{id:guid}/languages/{language}", async (Guid id, string language, IQuerySession session, CancellationToken ct) =>
            {
                var version = await session.Require<LanguageVersion>((await session.Require<Summary>(id, ct)).VersionIn(language), ct);
                return new Versioned<LanguageVersion>(version, version.Version);
            })
            .Allow(Role.Organizer)
            .WithName("ReadLanguage")
            .WithSummary("Shows the version of a summary in a language")
            .WithTags("Languages");

        routes.MapGet("/summaries/{id:guid}/languages/{language}/concordance", async (Guid id, string language, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                var version = await session.Require<LanguageVersion>(summary.VersionIn(language), ct);
                var findings = version.State is TranslationState.Issued && await session.IssuedVersions(summary, ct) is { } issued
                    ? Concordance.Of(issued[summary.OriginalLanguage], issued[version.Language])
                    : version.Findings(summary, await session.PrintedOriginal(summary, ct));
                return TypedResults.Ok(new Page<ConcordanceFinding>(findings, null));
            })
            .Allow(Role.Organizer)
            .WithName("ReadConcordance")
            .WithSummary("Shows where a version says something else than the original; an issued one is read as it was corrected")
            .WithTags("Languages");

        routes.MapGet("/summaries/{id:guid}/side-by-side", async (Guid id, int? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var summary = await session.Require<Summary>(id, ct);
                var original = await session.PrintedOriginal(summary, ct);
                var versions = await session.LoadManyAsync<LanguageVersion>(ct, summary.Translations.Select(translation => translation.VersionId));
                ChairSummary[] printed = [original, .. versions.Select(version => version.Print(original))];
                var numbers = printed.SelectMany(version => version.Sections).SelectMany(section => section.Paragraphs).Select(paragraph => paragraph.Number).Where(number => number > (after ?? 0)).Distinct().Order();
                return Page.Of([.. numbers.Take(most + 1).Select(number => SideBySide(number, printed))], most, paragraph => paragraph.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            })
            .Allow(Role.Organizer)
            .WithName("ReadSideBySide")
            .WithSummary("Shows the paragraphs of a summary in all its versions, side by side")
            .WithTags("Languages");
    }

    private static LanguageLine Line(OfficialLanguage language, Summary summary, ChairSummary original, LanguageVersion? version, IReadOnlyDictionary<string, ChairSummary>? issued)
    {
        var isOriginal = language.Code == summary.OriginalLanguage;
        var hash = isOriginal ? summary.ContentHash : version?.ContentHash;
        var corrected = summary.LaterDocuments.Any(later => later.Languages.Contains(language.Code, StringComparer.Ordinal));
        var state = hash is not null ? corrected ? LanguageState.Corrected : LanguageState.Issued
            : isOriginal ? LanguageState.Original
            : version is null ? LanguageState.NotBegun
            : LanguageState.InTranslation;
        int? findings = isOriginal ? 0
            : version is null ? null
            : hash is not null && issued is not null ? Concordance.Of(issued[summary.OriginalLanguage], issued[language.Code]).Count
            : version.Findings(summary, original).Count;
        return new LanguageLine(
            language.Code, language.Name, language.Direction, isOriginal, state, isOriginal ? summary.Paragraphs.Count : version?.Paragraphs.Count ?? 0, findings, hash);
    }

    private static ParagraphInLanguages SideBySide(int number, ChairSummary[] versions) => new(
        number,
        versions.Select(version => (version.Language, Paragraph: version.Find(number))).Where(version => version.Paragraph is not null)
            .ToDictionary(version => version.Language, version => version.Paragraph!.Text, StringComparer.Ordinal));
}

using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>Writes the title of a version, and its note, anew; asked twice, done once.</summary>
public sealed record TranslateTitle
{
    [StringLength(300, MinimumLength = 2)]
    public required string Title { get; init; }

    /// <summary>Null where the original has none.</summary>
    [StringLength(1_000, MinimumLength = 2)]
    public string? StatusNote { get; init; }

    /// <exception cref="Refusal">The version is issued or the original worked on, or only one of them has a note.</exception>
    public IEnumerable<object> Decide(LanguageVersion version, Summary original, DateTimeOffset now)
    {
        version.MustBeOpen(original);
        StartTranslation.MustFit(original.StatusNote, StatusNote);
        var translated = new TitleTranslated(Title.Trim(), StatusNote?.Trim(), now);
        if (version.Title != translated.Title || version.StatusNote != translated.StatusNote)
            yield return translated;
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/summaries/{id:guid}/languages/{language}",
                async (Guid id, string language, ExpectedVersion expected, TranslateTitle command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    var original = await session.Require<Summary>(id, ct);
                    return await session.Decide<LanguageVersion>(original.VersionIn(language), expected, version => command.Decide(version, original, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(TranslateTitle))
            .WithTags("Languages");
}

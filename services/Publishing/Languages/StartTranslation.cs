using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>Begins the translation of a cleared summary into another of the six languages; of each there is one version.</summary>
public sealed record StartTranslation
{
    /// <summary>ar, zh, en, fr, ru or es.</summary>
    [StringLength(2, MinimumLength = 2)]
    public required string Language { get; init; }

    /// <summary>In that language.</summary>
    [StringLength(300, MinimumLength = 2)]
    public required string Title { get; init; }

    /// <summary>The note on how the text came about, in that language; null where the original has none.</summary>
    [StringLength(1_000, MinimumLength = 2)]
    public string? StatusNote { get; init; }

    /// <exception cref="Refusal">The original is not cleared or is in that language, or there is such a version.</exception>
    public IEnumerable<object> Decide(Summary original, Guid id, DateTimeOffset now)
    {
        var language = OfficialLanguage.Of(Language);
        LanguageVersion.MustBeSettled(original);
        if (string.Equals(language.Code, original.OriginalLanguage, StringComparison.Ordinal))
            throw new Refusal("original-language", $"The text was written in {language.EnglishName}; it is translated into the other five languages.", "language");
        if (original.Translations.Any(translation => string.Equals(translation.Language, language.Code, StringComparison.Ordinal)))
            throw new Refusal("translation-exists", $"There is a version in {language.EnglishName} already.", "language") { TakenByAnother = true };
        MustFit(original.StatusNote, StatusNote);
        yield return new TranslationBegun(language.Code, id, now);
    }

    /// <exception cref="Refusal">Only one of the two has a note.</exception>
    internal static void MustFit(string? original, string? translated)
    {
        if (original is null != translated is null)
            throw new Refusal("note-differs", "A note stands in every language or in none.", "statusNote");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/languages", async (Guid id, StartTranslation command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                await session.TakeTurn(TurnOf(id), ct);
                var now = await session.EditionTime(id, time, ct);
                var stream = await session.Events.FetchForWriting<Summary>(id, ct);
                var original = stream.Aggregate ?? throw new Missing("summary", id);
                var versionId = Guid.CreateVersion7();
                stream.AppendMany([.. command.Decide(original, versionId, now)]);
                var started = new TranslationStarted(versionId, id, original.EditionId, command.Language, command.Title.Trim(), command.StatusNote?.Trim(), now);
                return await session.Start<LanguageVersion>(http, versionId, new object[] { started }.SignedBy(caller), $"/summaries/{id}/languages/{command.Language}", ct);
            })
            .AcceptsIdempotencyKey<StartTranslation>()
            .Allow(Role.Organizer)
            .WithName(nameof(StartTranslation))
            .WithTags("Languages");

    /// <summary>What is decided of all versions of a summary is decided one after the other.</summary>
    internal static string TurnOf(Guid summaryId) => $"languages/{summaryId:N}";
}

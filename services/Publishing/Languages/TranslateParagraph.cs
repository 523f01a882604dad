using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>Writes a paragraph in another language, against the paragraph of the same number in the original; asked twice, done once.</summary>
public sealed record TranslateParagraph
{
    /// <summary>With figures as <c>{name}</c> and other paragraphs as <c>{#12}</c>, or as plain figures; null where the original is absent.</summary>
    [StringLength(20_000, MinimumLength = 1)]
    public string? Text { get; init; }

    /// <summary>What is missing and why, in this language; needed where something is missing in the original, refused elsewhere.</summary>
    [StringLength(500, MinimumLength = 1)]
    public string? Missing { get; init; }

    /// <exception cref="Missing">The original has no such paragraph.</exception>
    /// <exception cref="Refusal">The version is issued or the original worked on, or the gap is not that of the original.</exception>
    public IEnumerable<object> Decide(LanguageVersion version, Summary original, int number, DateTimeOffset now)
    {
        version.MustBeOpen(original);
        var source = original.Paragraphs.FirstOrDefault(paragraph => paragraph.Number == number) ?? throw new Missing("paragraph", number);
        if (source.Completeness is Completeness.Absent != string.IsNullOrWhiteSpace(Text))
            throw new Refusal("gap-differs", $"Paragraph {number} of the original is {(source.Completeness is Completeness.Absent ? "absent: it has no text in any language" : "there: give its text")}.", "text");
        if (source.Missing is null != string.IsNullOrWhiteSpace(Missing))
            throw new Refusal("gap-differs", $"Of paragraph {number} of the original {(source.Missing is null ? "nothing is missing" : "something is missing: say what, in this language")}.", "missing");
        if (Text is not null)
            _ = FigureText.Parse(Text);
        var translated = new TranslatedParagraph(number, Text?.Trim(), Missing?.Trim(), source.Print());
        if (!version.Paragraphs.Contains(translated))
            yield return new ParagraphTranslated(translated, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/summaries/{id:guid}/languages/{language}/paragraphs/{number:int}",
                async (Guid id, string language, int number, ExpectedVersion expected, TranslateParagraph command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    var original = await session.Require<Summary>(id, ct);
                    return await session.Decide<LanguageVersion>(original.VersionIn(language), expected, version => command.Decide(version, original, number, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(TranslateParagraph))
            .WithTags("Languages");
}

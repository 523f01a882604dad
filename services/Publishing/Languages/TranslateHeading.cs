using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Languages;

/// <summary>Writes the heading of a section in another language; asked twice, done once.</summary>
public sealed record TranslateHeading
{
    [StringLength(300, MinimumLength = 1)]
    public required string Heading { get; init; }

    /// <exception cref="Missing">The original has no such section.</exception>
    /// <exception cref="Refusal">The version is issued or the original worked on, or the heading is not known in the original.</exception>
    public IEnumerable<object> Decide(LanguageVersion version, Summary original, int number, DateTimeOffset now)
    {
        version.MustBeOpen(original);
        var section = original.Sections.FirstOrDefault(section => section.Number == number) ?? throw new Missing("section", number);
        if (section.Heading is null)
            throw new Refusal("heading-unknown", $"The heading of section {number} is not known; there is nothing to translate.", "heading");
        if (!version.Headings.Contains(new TranslatedHeading(number, Heading.Trim())))
            yield return new HeadingTranslated(number, Heading.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut(
                "/summaries/{id:guid}/languages/{language}/sections/{number:int}",
                async (Guid id, string language, int number, ExpectedVersion expected, TranslateHeading command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    var original = await session.Require<Summary>(id, ct);
                    return await session.Decide<LanguageVersion>(original.VersionIn(language), expected, version => command.Decide(version, original, number, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(TranslateHeading))
            .WithTags("Languages");
}

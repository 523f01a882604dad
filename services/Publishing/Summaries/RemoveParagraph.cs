using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Languages;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Takes a paragraph out of a draft: those behind it move up by one, and references to them follow, in the translations too. What is missing in a source is not taken out but written as absent.</summary>
public static class RemoveParagraph
{
    /// <exception cref="Missing">There is no such paragraph.</exception>
    /// <exception cref="Refusal">Another paragraph refers to it, or the text is closed.</exception>
    public static IEnumerable<object> Decide(Summary summary, int number, DateTimeOffset now)
    {
        summary.MustBeOpen();
        if (summary.Paragraphs.All(paragraph => paragraph.Number != number))
            throw new Missing("paragraph", number);
        if (Numbering.References(summary).FirstOrDefault(reference => reference.To == number && reference.Paragraph != number) is { Paragraph: > 0 } reference)
            throw new Refusal("paragraph-referred-to", $"Paragraph {reference.Paragraph} refers to paragraph {number}. Put that reference right first.", "number");
        yield return new ParagraphRemoved(number, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete(
                "/summaries/{id:guid}/paragraphs/{number:int}",
                async (Guid id, int number, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    await session.RenumberTranslations(id, new Renumbering(number + 1, -1), removed: number, now, ct);
                    return await session.Decide<Summary>(id, expected, summary => Decide(summary, number, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(RemoveParagraph))
            .WithTags("Summaries");
}

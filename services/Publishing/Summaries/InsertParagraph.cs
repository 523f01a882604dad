using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Languages;
using Forum.Publishing.Points;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>
/// Puts a paragraph before another: that one and all behind it move on by one, and references to them follow, in the translations too.
/// The references of the new paragraph itself are in the numbers that hold afterwards.
/// </summary>
public static class InsertParagraph
{
    /// <param name="points">Those of the asked points that there are.</param>
    /// <exception cref="Refusal">There is nothing to put it before, it contradicts itself, or the text is closed.</exception>
    public static IEnumerable<object> Decide(Summary summary, int number, WriteParagraph paragraph, IReadOnlyCollection<Point> points, DateTimeOffset now)
    {
        summary.MustBeOpen();
        if (summary.Paragraphs.All(written => written.Number != number))
            throw new Refusal("paragraph-unknown", $"There is no paragraph {number} to put it before. To add one at the end, write it under the next number.", "number");
        if (summary.Paragraphs[^1].Number >= 9_999)
            throw new Refusal("paragraph-number", "Paragraphs are numbered from 1 to 9999.", "number");
        yield return new ParagraphInserted(paragraph.Read(summary, number, points), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/paragraphs/{number:int}/insertion",
                async (Guid id, int number, ExpectedVersion expected, WriteParagraph command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    var points = await session.LoadManyAsync<Point>(ct, command.Points);
                    var offices = await session.OfficesOfSummary(id, ct);
                    await session.RenumberTranslations(id, new Renumbering(number, 1), removed: null, now, ct);
                    return await session.Decide<Summary>(id, expected, summary => Decide(summary, number, command, points, now).SignedBy(caller).ThenQuestioned(summary, offices, now), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(InsertParagraph))
            .WithTags("Summaries");
}

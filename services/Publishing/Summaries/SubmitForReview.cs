using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Sends the draft to the chair; asked twice, done once.</summary>
public static class SubmitForReview
{
    /// <exception cref="Refusal">The numbering has gaps, the sections are out of order, or the text is closed.</exception>
    public static IEnumerable<object> Decide(Summary summary, DateTimeOffset now)
    {
        summary.MustBeOpen();
        if (summary.State is SummaryState.ChairReview)
            yield break;
        MustBeNumbered(summary);
        yield return new SummarySubmitted(now);
    }

    /// <summary>Paragraphs are counted through the whole document; a missing one is written down as absent, never skipped.</summary>
    internal static void MustBeNumbered(Summary summary)
    {
        if (summary.Paragraphs.Count == 0)
            throw new Refusal("summary-empty", "There is no paragraph yet.");
        var gap = summary.Paragraphs.Select((paragraph, index) => (paragraph.Number, Due: index + 1)).FirstOrDefault(paragraph => paragraph.Number != paragraph.Due);
        if (gap.Due > 0)
            throw new Refusal("paragraphs-not-consecutive", $"There is no paragraph {gap.Due}. If it is missing in the source, write it as absent.");
        var behind = summary.Paragraphs.Zip(summary.Paragraphs.Skip(1)).FirstOrDefault(pair => pair.Second.Section < pair.First.Section);
        if (behind.Second is { } strayed)
            throw new Refusal("sections-out-of-order", $"Paragraph {strayed.Number} stands in section {strayed.Section}, after one of section {behind.First.Section}.");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/review", async (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.EditionTime(id, time, ct);
                return await session.Decide<Summary>(id, expected, summary => Decide(summary, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(SubmitForReview))
            .WithTags("Summaries");
}

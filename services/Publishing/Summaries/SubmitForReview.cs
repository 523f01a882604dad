using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Sends the draft to the chair; asked twice, done once.</summary>
public static class SubmitForReview
{
    /// <exception cref="Refusal">The numbering has gaps, the sections are out of order, a reference leads nowhere, or the text is closed.</exception>
    public static IEnumerable<object> Decide(Summary summary, DateTimeOffset now)
    {
        summary.MustBeOpen();
        if (summary.State is SummaryState.ChairReview)
            yield break;
        Numbering.MustHold(summary);
        yield return new SummarySubmitted(now);
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

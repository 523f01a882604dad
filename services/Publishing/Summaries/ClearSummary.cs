using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>The chair has read the text and lets it be issued; asked twice, done once.</summary>
public static class ClearSummary
{
    /// <param name="offices">Of the edition's meetings.</param>
    /// <exception cref="Refusal">The chair has not been given the text, its numbering is broken, it names who left an office, or it is issued.</exception>
    public static IEnumerable<object> Decide(Summary summary, IReadOnlyCollection<KnownOffices> offices, DateTimeOffset now)
    {
        summary.MustNotBeIssued();
        if (summary.State is SummaryState.Cleared)
            yield break;
        if (summary.State is not SummaryState.ChairReview)
            throw new Refusal("summary-not-in-review", "Submit the summary for the chair's review first.");
        SubmitForReview.MustBeNumbered(summary);
        Questioning.MustBeSettled(summary, offices);
        yield return new SummaryCleared(now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/clearance", async (Guid id, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.EditionTime(id, time, ct);
                var offices = await session.OfficesOfSummary(id, ct);
                return await session.Decide<Summary>(id, expected, summary => Decide(summary, offices, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ClearSummary))
            .WithTags("Summaries");
}

using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.FactChecks;
using Forum.Publishing.Languages;
using Forum.Publishing.Lint;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>The chair has read the text and lets it be issued; asked twice, done once. After delegations were asked for errors of fact, not before each of their comments is decided.</summary>
public static class ClearSummary
{
    /// <param name="offices">Of the edition's meetings.</param>
    /// <param name="undecidedComments">How many comments of delegations are neither accepted nor declined.</param>
    /// <param name="wording">What is wrong with the words.</param>
    /// <exception cref="Refusal">The chair has not been given the text, its numbering is broken, it names a speaker or who left an office, delegations are still to be heard, or it is issued.</exception>
    public static IEnumerable<object> Decide(Summary summary, IReadOnlyCollection<KnownOffices> offices, DateTimeOffset now, int undecidedComments = 0, IReadOnlyList<Finding>? wording = null)
    {
        summary.MustNotBeIssued();
        if (summary.State is SummaryState.Cleared or SummaryState.InTranslation)
            yield break;
        if (summary.State is not (SummaryState.ChairReview or SummaryState.FactCheck))
            throw new Refusal("summary-not-in-review", "Submit the summary for the chair's review first.");
        if (summary.FactCheckRequired && summary.FactCheck is null)
            throw new Refusal("fact-check-required", "At this edition delegations are asked for errors of fact before a summary is cleared. Open a fact check (POST .../fact-check).");
        if (summary.FactCheck is { } window && window.IsOpen(now))
            throw new Refusal("fact-check-running", $"Delegations may comment until {window.ClosesAt:yyyy-MM-dd HH:mm zzz} on the edition's clock. Clear the summary then.");
        if (undecidedComments > 0)
            throw new Refusal("fact-check-undecided", $"{undecidedComments} comments of delegations are not decided. Accept or decline each of them.");
        Numbering.MustHold(summary);
        Questioning.MustBeSettled(summary, offices);
        Wording.MustPass(wording ?? []);
        yield return new SummaryCleared(now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/clearance", async (Guid id, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.TakeTurn(FactCheckComment.TurnOf(id), ct);
                var now = await session.EditionTime(id, time, ct);
                var offices = await session.OfficesOfSummary(id, ct);
                var undecided = await session.Query<FactCheckComment>().CountAsync(comment => comment.SummaryId == id && comment.State == CommentState.Submitted, ct);
                var wording = await session.WordingOf(await session.PrintedOriginal(await session.Require<Summary>(id, ct), ct), ct);
                return await session.Decide<Summary>(id, expected, summary => Decide(summary, offices, now, undecided, wording).SignedBy(caller), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ClearSummary))
            .WithTags("Summaries");
}

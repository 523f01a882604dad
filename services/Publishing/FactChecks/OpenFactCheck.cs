using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Languages;
using Forum.Publishing.Lint;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.FactChecks;

/// <summary>Shows the text to the delegations, so that they can point out errors of fact until an instant. Meanwhile it changes only where such an error is accepted.</summary>
public sealed record OpenFactCheck
{
    /// <summary>On the edition's clock. A comment at that instant or later comes too late.</summary>
    public required DateTimeOffset ClosesAt { get; init; }

    /// <param name="offices">Of the edition's meetings.</param>
    /// <param name="wording">What is wrong with the words: delegations are shown no text that tells who spoke.</param>
    /// <exception cref="Refusal">The text is not on the chair's desk, its numbering is broken, it names a speaker or who left an office, or the window would be over before it opens.</exception>
    public IEnumerable<object> Decide(Summary summary, IReadOnlyCollection<KnownOffices> offices, DateTimeOffset now, IReadOnlyList<Finding>? wording = null)
    {
        summary.MustNotBeIssued();
        if (summary.State is SummaryState.FactCheck && summary.FactCheck!.ClosesAt == ClosesAt)
            yield break;
        if (summary.State is SummaryState.FactCheck)
            throw new Refusal("fact-check-open", $"Delegations were told that they may comment until {summary.FactCheck!.ClosesAt:yyyy-MM-dd HH:mm zzz}. To give them another time, return the summary and submit it again.", "closesAt");
        if (summary.State is not SummaryState.ChairReview)
            throw new Refusal("summary-not-in-review", "Submit the summary for the chair's review first.");
        if (ClosesAt <= now)
            throw new Refusal("window-over", $"It is {now:yyyy-MM-dd HH:mm zzz} on the edition's clock; give an instant to come.", "closesAt");
        Numbering.MustHold(summary);
        Questioning.MustBeSettled(summary, offices);
        Wording.MustPass(wording ?? []);
        yield return new FactCheckOpened(ClosesAt, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/fact-check", async (Guid id, ExpectedVersion expected, OpenFactCheck command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.EditionTime(id, time, ct);
                var offices = await session.OfficesOfSummary(id, ct);
                var wording = await session.WordingOf(await session.PrintedOriginal(await session.Require<Summary>(id, ct), ct), ct);
                return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, offices, now, wording), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(OpenFactCheck))
            .WithTags("Fact check");
}

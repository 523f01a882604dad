using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Sends the text back to the drafters: from the chair's desk, from the delegations' check (what they have commented stays to be decided), or after it was cleared, translated or not.</summary>
public sealed record ReturnSummary
{
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It is issued.</exception>
    public IEnumerable<object> Decide(Summary summary, DateTimeOffset now)
    {
        summary.MustNotBeIssued();
        if (summary.State is not SummaryState.Drafting)
            yield return new SummaryReturned(Reason.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries/{id:guid}/return", async (Guid id, ExpectedVersion expected, ReturnSummary command, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.EditionTime(id, time, ct);
                return await session.Decide<Summary>(id, expected, summary => command.Decide(summary, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ReturnSummary))
            .WithTags("Summaries");
}

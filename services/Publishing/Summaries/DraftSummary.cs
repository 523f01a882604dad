using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Governance;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Begins the chair's summary of an edition.</summary>
public sealed record DraftSummary
{
    public required Guid EditionId { get; init; }

    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>What a reader should know of how the text came about, e.g. that it is a reconstruction with illustrative data; null when there is nothing to say.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public string? StatusNote { get; init; }

    /// <exception cref="Refusal">The edition does not end with a chair's summary.</exception>
    public IEnumerable<object> Decide(Guid id, KnownEdition edition, DateTimeOffset now)
    {
        if (edition.OutcomeType is not OutcomeType.ChairSummary)
            throw new Refusal("outcome-is-no-summary", $"The edition {edition.Code} ends with a negotiated text, not with a summary by its chair.", "editionId");
        yield return new SummaryDrafted(id, EditionId, Title.Trim(), StatusNote?.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/summaries", async (DraftSummary command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.LoadAsync<KnownEdition>(command.EditionId, ct) ?? throw KnownEdition.NotHeardOf(command.EditionId);
                var id = Guid.CreateVersion7();
                return await session.Start<Summary>(http, id, command.Decide(id, edition, edition.Clock.Now(time)), $"/summaries/{id}", ct);
            })
            .AcceptsIdempotencyKey<DraftSummary>()
            .Allow(Role.Organizer)
            .WithName(nameof(DraftSummary))
            .WithTags("Summaries");
}

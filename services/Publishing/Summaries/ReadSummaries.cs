using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>A summary, for a list.</summary>
/// <param name="Kind">What it is to another one.</param>
/// <param name="Symbol">Null before it is issued, as are date and hash.</param>
/// <param name="IssuedIn">Codes of the languages in which it is issued.</param>
/// <param name="AllIssued">True when there is a version in each of the six languages.</param>
public sealed record SummaryLine(
    Guid Id, long Version, Guid EditionId, string Title, DocumentKind Kind, SummaryState State, string? Symbol, DateOnly? IssuedOn, string? ContentHash, IReadOnlyList<string> IssuedIn, bool AllIssued)
{
    internal static SummaryLine Of(Summary summary) => new(
        summary.Id, summary.Version, summary.EditionId, summary.Title, summary.Kind, summary.State, summary.Symbol, summary.IssuedOn, summary.ContentHash, summary.IssuedIn, summary.AllIssued);
}

/// <summary>The summaries there are. The public sees those that were issued, the secretariat its drafts too.</summary>
public static class ReadSummaries
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/summaries", async (Caller caller, Guid? edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var summaries = session.Query<Summary>().AsQueryable();
                if (!caller.Is(Role.Organizer))
                    summaries = summaries.Where(summary => summary.Symbol != null);
                if (edition is { } only)
                    summaries = summaries.Where(summary => summary.EditionId == only);
                if (after is { } last)
                    summaries = summaries.Where(summary => summary.Id.CompareTo(last) > 0);
                var found = await summaries.OrderBy(summary => summary.Id).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(SummaryLine.Of)], most, line => line.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListSummaries")
            .WithSummary("Lists the summaries of an edition; the public sees those that were issued")
            .WithTags("Summaries");

        routes.MapGet("/summaries/{id:guid}", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                return caller.Is(Role.Organizer) ? new Versioned<Summary>(summary, summary.Version)
                    : summary.IsIssued() ? new Versioned<Summary>(summary.ForThePublic(), summary.Version)
                    : throw new Missing("summary", id);
            })
            .AllowAnonymous()
            .WithName("ReadSummary")
            .WithSummary("Shows a summary")
            .WithTags("Summaries");
    }
}

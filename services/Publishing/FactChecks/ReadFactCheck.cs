using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.FactChecks;

/// <summary>The text that delegations are asked to check, as it would be printed now.</summary>
/// <param name="IsOpen">True while comments are taken.</param>
/// <param name="ClosesAt">On the edition's clock. A comment at that instant or later comes too late.</param>
/// <param name="Status">What every chair's summary says of itself.</param>
public sealed record FactCheckPaper(Guid SummaryId, bool IsOpen, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt, string Title, string Status, IReadOnlyList<PaperSection> Sections);

/// <summary>A section of it.</summary>
/// <param name="Heading">Null when it is not known.</param>
public sealed record PaperSection(int Number, string? Heading, IReadOnlyList<PaperParagraph> Paragraphs);

/// <summary>A paragraph of it.</summary>
/// <param name="Missing">What is not there and why; null when all is there.</param>
public sealed record PaperParagraph(int Number, string Text, string? Missing);

/// <summary>The fact check of a summary: the text, and the comments on it. A delegation sees its own comments and nobody else's.</summary>
public static class ReadFactCheck
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/summaries/{id:guid}/fact-check", async (Guid id, Caller caller, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                if (!caller.Is(Role.Organizer))
                    _ = await session.MustBeAsked(summary, caller, ct);
                if (summary.FactCheck is not { } window)
                    throw new Missing("fact check", id);
                var now = await session.EditionTime(id, time, ct);
                var printed = await session.PrintedOriginal(summary, ct);
                var paper = new FactCheckPaper(
                    id,
                    summary.State is SummaryState.FactCheck && window.IsOpen(now),
                    window.OpenedAt,
                    window.ClosesAt,
                    printed.Title,
                    printed.Status,
                    [.. printed.Sections.Select(section => new PaperSection(section.Number, section.Heading, [.. section.Paragraphs.Select(paragraph => new PaperParagraph(paragraph.Number, paragraph.Text, paragraph.Missing))]))]);
                return new Versioned<FactCheckPaper>(paper, summary.Version) { Moves = true };
            })
            .Allow(Role.Delegation, Role.Organizer)
            .WithName("ReadFactCheck")
            .WithSummary("Shows the text that delegations are asked to check for errors of fact")
            .WithTags("Fact check");

        routes.MapGet("/summaries/{id:guid}/fact-check/comments", async (Guid id, Caller caller, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var comments = session.Query<FactCheckComment>().Where(comment => comment.SummaryId == id);
                if (!caller.Is(Role.Organizer))
                {
                    var own = caller.Delegation ?? throw new Missing("summary", summary.Id);
                    comments = comments.Where(comment => comment.Participant == own);
                }

                if (after is { } last)
                    comments = comments.Where(comment => comment.Id.CompareTo(last) > 0);
                return Page.Of(await comments.OrderBy(comment => comment.Id).Take(most + 1).ToListAsync(ct), most, comment => comment.Id.ToString());
            })
            .Allow(Role.Delegation, Role.Organizer)
            .WithName("ListComments")
            .WithSummary("Lists the comments on a summary: to a delegation its own, to the secretariat all")
            .WithTags("Fact check");

        routes.MapGet("/summaries/{id:guid}/fact-check/comments/{comment:guid}", async (Guid id, Guid comment, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var found = await session.CommentOn(id, comment, ct);
                caller.MustActFor(found.Participant, "comment", comment);
                return new Versioned<FactCheckComment>(found, found.Version);
            })
            .Allow(Role.Delegation, Role.Organizer)
            .WithName("ReadComment")
            .WithSummary("Shows a comment, and what was decided of it")
            .WithTags("Fact check");
    }
}

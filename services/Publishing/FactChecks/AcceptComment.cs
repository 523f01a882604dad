using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Corrections;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.FactChecks;

/// <summary>
/// Accepts an error of fact and puts the paragraph right, in one. The comment keeps what the delegation was shown and what is printed now. Where the wrong figure is counted from
/// events, it is put right there, and no text is given.
/// </summary>
public sealed record AcceptComment
{
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <summary>The whole paragraph as it is to be, with figures as <c>{name}</c>; null when what is printed is right by now because a figure in it was counted anew.</summary>
    [StringLength(20_000, MinimumLength = 1)]
    public string? Text { get; init; }

    /// <summary>The paragraph put right; nothing when it is right by now.</summary>
    /// <exception cref="Refusal">The text is not being checked, or the new text cannot be.</exception>
    public ParagraphWritten? Write(FactCheckComment comment, Summary summary, DateTimeOffset now)
    {
        if (summary.State is not SummaryState.FactCheck)
            summary.MustBeOpen();
        if (Text is null)
            return null;
        _ = FigureText.Parse(Text);
        var paragraph = summary.Paragraphs.FirstOrDefault(paragraph => paragraph.Number == comment.Paragraph) ?? throw new Missing("paragraph", comment.Paragraph);
        return new ParagraphWritten(paragraph with { Text = Text.Trim() }, now) { Comment = comment.Id };
    }

    /// <param name="after">The paragraph as it is printed with the change.</param>
    /// <param name="changedBy">Id of the event that changes it; null when a figure was counted anew.</param>
    /// <exception cref="Refusal">The comment is decided, or the paragraph reads as it did.</exception>
    public IEnumerable<object> Decide(FactCheckComment comment, string after, Guid? changedBy, DateTimeOffset now)
    {
        comment.MustBeUndecided();
        if (string.Equals(after, comment.Shown, StringComparison.Ordinal))
            throw new Refusal("nothing-changed", $"Paragraph {comment.Paragraph} reads as it did when the delegation was shown it. Give the text as it is to be.", "text");
        yield return new CommentAccepted(Reason.Trim(), comment.Shown, after, changedBy, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/fact-check/comments/{comment:guid}/acceptance",
                async (Guid id, Guid comment, ExpectedVersion expected, AcceptComment command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    var known = await session.CommentOn(id, comment, ct);
                    known.MustBeUndecided();
                    var stream = await session.Events.FetchForWriting<Summary>(id, ct);
                    var summary = stream.Aggregate!;
                    Guid? changedBy = null;
                    if (command.Write(known, summary, now) is { } written)
                    {
                        var offices = await session.OfficesOfSummary(id, ct);
                        object[] changes = [.. new object[] { written }.SignedBy(caller).ThenQuestioned(summary, offices, now)];
                        var change = session.Events.BuildEvent(changes[0]);
                        changedBy = change.Id = Guid.CreateVersion7();
                        stream.AppendMany([change, .. changes.Skip(1)]);
                        summary = summary.Evolve(written);
                    }

                    var printed = await session.PrintedOriginal(summary, ct);
                    var after = printed.Find(known.Paragraph)?.Text ?? "";
                    return await session.Decide<FactCheckComment>(comment, expected, state => command.Decide(state, after, changedBy, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(AcceptComment))
            .WithTags("Fact check");
}

internal static class Deciding
{
    /// <summary>A comment on a summary.</summary>
    /// <exception cref="Missing">There is no such comment on it.</exception>
    public static async Task<FactCheckComment> CommentOn(this IQuerySession session, Guid summaryId, Guid commentId, CancellationToken ct) =>
        await session.LoadAsync<FactCheckComment>(commentId, ct) is { } comment && comment.SummaryId == summaryId ? comment : throw new Missing("comment", commentId);

    /// <exception cref="Refusal">It was accepted, declined or refused.</exception>
    public static void MustBeUndecided(this FactCheckComment comment)
    {
        if (comment.State is not CommentState.Submitted)
            throw new Refusal("comment-decided", $"The comment is {comment.State} already: {comment.Reason}");
    }
}

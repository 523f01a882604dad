using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.FactChecks;

/// <summary>Declines a comment: what the delegation points out is no error. The delegation reads the reason.</summary>
public sealed record DeclineComment
{
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">The comment is decided.</exception>
    public IEnumerable<object> Decide(FactCheckComment comment, DateTimeOffset now)
    {
        comment.MustBeUndecided();
        yield return new CommentDeclined(Reason.Trim(), now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/fact-check/comments/{comment:guid}/decline",
                async (Guid id, Guid comment, ExpectedVersion expected, DeclineComment command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var now = await session.EditionTime(id, time, ct);
                    _ = await session.CommentOn(id, comment, ct);
                    return await session.Decide<FactCheckComment>(comment, expected, state => command.Decide(state, now).SignedBy(caller), ct);
                })
            .Allow(Role.Organizer)
            .WithName(nameof(DeclineComment))
            .WithTags("Fact check");
}

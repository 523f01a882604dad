using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.RoundTableTeams;

/// <summary>Opens a version of the background paper to the Friends' comments, until a deadline.</summary>
public sealed record OpenBackgroundPaper
{
    [StringLength(300, MinimumLength = 3)]
    public required string Title { get; init; }

    /// <summary>The paper. It names no private person.</summary>
    [StringLength(Acting.LongestText, MinimumLength = 1)]
    public required string Text { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset CommentsUntil { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">Nobody could comment: the deadline is past.</exception>
    public IEnumerable<object> Decide(RoundTableTeam team, Guid textId, DateTimeOffset now) =>
        CommentsUntil <= now
            ? throw new Refusal("deadline-past", "Nobody could comment before this deadline. Give a time to come, on the edition's clock.", "commentsUntil")
            : [new BackgroundPaperOpened(new PaperVersion(team.Papers.Count + 1, textId, Title, CommentsUntil.ToUniversalTime(), now))];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/round-table-teams/{id:guid}/background-papers", async (Guid id, OpenBackgroundPaper command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (_, now) = await session.NamedTeam(id, time, ct);
                session.Note<OpenBackgroundPaper>(id, command.Reason, now);
                var text = session.Write(id, command.Text);
                return await session.Decide<RoundTableTeam>(id, expected, team => command.Decide(team, text, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(OpenBackgroundPaper))
            .WithTags("Round-table teams");
}

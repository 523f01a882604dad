using System.ComponentModel.DataAnnotations;
using Forum.Governance.Chairmanships;
using Forum.Governance.FocalPoints;
using Forum.Governance.Friends;
using Forum.Governance.Lists;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.RoundTableTeams;

/// <summary>What a Friend of the Forum said about a version of a paper. It stands beside the stream: its words may name people.</summary>
/// <param name="At">On the edition's clock.</param>
public sealed record PaperComment(Guid Id, Guid TeamId, int Paper, string Participant, string Text, DateTimeOffset At);

/// <summary>Comments on a version of a background paper, as a Friend of the Forum, before its deadline.</summary>
public sealed record CommentOnPaper
{
    [StringLength(10_000, MinimumLength = 1)]
    public required string Text { get; init; }

    /// <exception cref="Refusal">The deadline has passed.</exception>
    public static void MustBeOpen(PaperVersion paper, DateTimeOffset now)
    {
        if (now > paper.CommentsUntil)
            throw new Refusal("comments-closed", $"Comments on version {paper.Number} could be made until {paper.CommentsUntil:yyyy-MM-dd HH:mm} UTC.");
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/round-table-teams/{id:guid}/background-papers/{number:int}/comments", async (Guid id, int number, CommentOnPaper command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var participant = caller.Delegation ?? throw new Refusal("not-a-delegation", "A Friend comments itself: with a token that says for whom it is.");
                await session.MustActFor(caller, participant, "participant", participant, time, ct);
                var (team, now) = await session.NamedTeam(id, time, ct);
                MustBeOpen(team.Paper(number), now);
                await MustBeFriend(session, team.EditionId, participant, now, ct);
                var comment = new PaperComment(Guid.CreateVersion7(), id, number, participant, command.Text, now);
                session.Insert(comment);
                return await session.Made(http, new Started(comment.Id, 1, $"/round-table-teams/{id}/background-papers/{number}/comments"), ct);
            })
            .AcceptsIdempotencyKey<CommentOnPaper>()
            .Allow(Role.Delegation)
            .WithName(nameof(CommentOnPaper))
            .WithTags("Round-table teams");

        routes.MapGet("/round-table-teams/{id:guid}/background-papers/{number:int}/comments", async (Guid id, int number, IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
            {
                (await session.Require<RoundTableTeam>(id, ct)).Paper(number);
                return await session.Query<PaperComment>().Where(comment => comment.TeamId == id && comment.Paper == number).Stretch(comment => comment.Id, after, limit, comment => comment, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListPaperComments")
            .WithSummary("Lists the comments on a background paper, for the Friends")
            .WithTags("Round-table teams");
    }

    /// <summary>Every Member is a Friend, unless it opted out among the Friends of the chairmanship of this edition.</summary>
    private static async Task MustBeFriend(IQuerySession session, Guid editionId, string participant, DateTimeOffset now, CancellationToken ct)
    {
        var chaired = await session.LoadAsync<ChairedEdition>(editionId, ct);
        var friends = (chaired is null ? null : await session.Query<FriendsOfTheForum>().FirstOrDefaultAsync(known => known.ChairmanshipId == chaired.ChairmanshipId, ct)) ?? new FriendsOfTheForum();
        if (friends.States(DateOnly.FromDateTime(now.UtcDateTime)).All(member => member.Code != participant) && friends.Observers.All(observer => observer.Code != participant))
            throw new Refusal("not-a-friend", $"{participant} is not among the Friends of the Forum, to whom the paper is open.") { NotAllowed = true };
    }
}

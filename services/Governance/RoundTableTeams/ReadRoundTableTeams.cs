using Forum.Governance.Actions;
using Forum.Governance.Lists;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.RoundTableTeams;

/// <summary>A round table's team as anybody may read it.</summary>
/// <param name="Warnings">What ought to be otherwise; nothing of it holds anything up.</param>
public sealed record RoundTableTeamNotice(
    Guid Id, long Version, Guid EditionId, int RoundTable, string Topic, DateOnly PaperDueOn, DateOnly FinalPreparatoryMeetingOn, IReadOnlyList<Volunteer> Volunteers, IReadOnlyList<PaperVersion> Papers, IReadOnlyList<Warning> Warnings)
{
    internal static RoundTableTeamNotice Of(RoundTableTeam team, IEnumerable<Warning> warnings) => new(
        team.Id, team.Version, team.EditionId, team.RoundTable, team.Topic, team.PaperDueOn, team.FinalPreparatoryMeetingOn, team.Volunteers, team.Papers, [.. warnings]);
}

/// <summary>A version of a background paper with its text.</summary>
public sealed record BackgroundPaper(PaperVersion Paper, string? Text);

/// <summary>The teams that prepare the round tables, and their papers.</summary>
public static class ReadRoundTableTeams
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/round-table-teams", (IQuerySession session, Guid? edition, Guid? after, int? limit, CancellationToken ct) =>
            {
                IQueryable<RoundTableTeam> teams = session.Query<RoundTableTeam>();
                if (edition is { } one)
                    teams = teams.Where(team => team.EditionId == one);
                return teams.Stretch(team => team.Id, after, limit, team => RoundTableTeamNotice.Of(team, []), ct);
            })
            .AllowAnonymous()
            .WithName("ListRoundTableTeams")
            .WithSummary("Lists the round tables' teams of governments")
            .WithTags("Round-table teams");

        routes.MapGet("/round-table-teams/{id:guid}", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var (team, now) = await session.NamedTeam(id, time, ct);
                return new Versioned<RoundTableTeamNotice>(RoundTableTeamNotice.Of(team, team.Warnings(DateOnly.FromDateTime(now.UtcDateTime))), team.Version) { Moves = true };
            })
            .AllowAnonymous()
            .WithName("ReadRoundTableTeam")
            .WithSummary("Shows a round table's team of governments")
            .WithTags("Round-table teams");

        routes.MapGet("/round-table-teams/{id:guid}/background-papers/{number:int}", async (Guid id, int number, IQuerySession session, CancellationToken ct) =>
            {
                var paper = (await session.Require<RoundTableTeam>(id, ct)).Paper(number);
                return TypedResults.Ok(new BackgroundPaper(paper, (await session.LoadAsync<WrittenText>(paper.TextId, ct))?.Body));
            })
            .AllowAnonymous()
            .WithName("ReadBackgroundPaper")
            .WithSummary("Shows a version of a background paper")
            .WithTags("Round-table teams");
    }
}

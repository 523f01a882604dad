using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Interpretation;

/// <summary>The interpretation teams of an edition, and each of them. Nobody is named in them.</summary>
public static class ReadTeams
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/interpretation-teams", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var teams = session.Query<InterpretationTeam>().Where(team => team.EditionId == edition);
                if (after is { } last)
                    teams = teams.Where(team => team.Id.CompareTo(last) > 0);
                return Page.Of(await teams.OrderBy(team => team.Id).Take(most + 1).ToListAsync(ct), most, team => team.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListTeams")
            .WithSummary("Lists the interpretation teams of an edition")
            .WithTags("Interpretation");

        routes.MapGet("/interpretation-teams/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var team = await session.Require<InterpretationTeam>(id, ct);
                return new Versioned<InterpretationTeam>(team, team.Version);
            })
            .AllowAnonymous()
            .WithName("ReadTeam")
            .WithSummary("Shows an interpretation team")
            .WithTags("Interpretation");
    }
}

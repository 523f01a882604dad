using Forum.Governance.Editions;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.RoundTableTeams;

internal static class TeamsNamed
{
    /// <summary>The team, and the time on its edition's clock.</summary>
    /// <exception cref="Missing">There is no such team.</exception>
    public static async Task<(RoundTableTeam Team, DateTimeOffset Now)> NamedTeam(this IQuerySession session, Guid id, TimeProvider time, CancellationToken ct)
    {
        var team = await session.Require<RoundTableTeam>(id, ct);
        return (team, (await session.Require<Edition>(team.EditionId, ct)).Plan.Clock.Now(time));
    }
}

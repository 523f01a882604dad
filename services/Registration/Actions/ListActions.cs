using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.Actions;

/// <summary>What the secretariat did to a delegation, with reason and time, oldest first; for the secretariat and for the delegation itself.</summary>
public static class ListActions
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/delegations/{id:guid}/actions", async (Guid id, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var delegation = await session.Require<Delegation>(id, ct);
                caller.MustActFor(delegation.Listing.Participant, "delegation", id);
                return await session.ActionsOn(id, after, limit, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ListActions))
            .WithTags("Delegations");

    /// <summary>A page of what was done to one subject.</summary>
    /// <param name="act">This use case only; all of them when null.</param>
    internal static async Task<Listed<ActionTaken>> ActionsOn(this IQuerySession session, Guid subject, Guid? after, int? limit, CancellationToken ct, string? act = null)
    {
        var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
        var actions = session.Query<ActionTaken>().Where(action => action.Subject == subject);
        if (act is not null)
            actions = actions.Where(action => action.Act == act);
        if (after is { } last)
            actions = actions.Where(action => action.Id.CompareTo(last) > 0);
        return Page.Of(await actions.OrderBy(action => action.Id).Take(most + 1).ToListAsync(ct), most, action => action.Id.ToString());
    }
}

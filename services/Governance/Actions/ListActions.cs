using Forum.Governance.Lists;
using Marten;

namespace Forum.Governance.Actions;

/// <summary>What the secretariat did, with reason and time, oldest first.</summary>
public static class ListActions
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/actions", (IQuerySession session, Guid? subject, Guid? after, int? limit, CancellationToken ct) =>
            {
                IQueryable<ActionTaken> actions = session.Query<ActionTaken>();
                if (subject is { } one)
                    actions = actions.Where(action => action.Subject == one);
                return actions.Stretch(action => action.Id, after, limit, action => action, ct);
            })
            .AllowAnonymous()
            .WithName(nameof(ListActions))
            .WithTags("Openness");
}

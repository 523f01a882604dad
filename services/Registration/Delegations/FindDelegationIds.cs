using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>A delegation's ids, and nothing else of it.</summary>
public sealed record DelegationIds(Guid DelegationId, Guid EditionId);

/// <summary>Finds the delegations of a participant by its code, for who looks for where a registration is stuck: ids only, the latest first.</summary>
public static class FindDelegationIds
{
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/delegation-ids", async ([RegularExpression("^[A-Za-z0-9-]+$"), StringLength(20, MinimumLength = 1)] string participant, IQuerySession session, CancellationToken ct) =>
            {
                var found = await session.Query<Delegation>().Where(delegation => delegation.Listing.Participant == participant).OrderByDescending(delegation => delegation.Id).Take(Most).ToListAsync(ct);
                return TypedResults.Ok(new Page<DelegationIds>([.. found.Select(delegation => new DelegationIds(delegation.Id, delegation.Listing.EditionId))], null));
            })
            .Allow(Role.Operator)
            .WithName(nameof(FindDelegationIds))
            .WithTags("Operations");
}

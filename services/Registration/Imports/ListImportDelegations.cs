using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Registration.Imports;

/// <summary>A delegation of a list: what becomes of it, and how it went.</summary>
/// <param name="DelegationId">The delegation, once it is registered.</param>
/// <param name="Rows">How many rows of the file it has.</param>
/// <param name="Problem">Code of what was in the way; null when nothing was.</param>
public sealed record ImportDelegation(string Code, Guid? DelegationId, DelegationEffect Effect, int Rows, DelegationOutcome Outcome, string? Problem);

/// <summary>Lists the delegations of an import by their codes, each with its outcome.</summary>
public static class ListImportDelegations
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/imports/{id:guid}/delegations", async (Guid id, string? after, int? limit, DelegationOutcome? outcome, IQuerySession session, CancellationToken ct) =>
            {
                await session.Require<Import>(id, ct);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var delegations = session.Query<StagedDelegation>().Where(d => d.ImportId == id);
                if (after is not null)
                    delegations = delegations.Where(d => d.Code.CompareTo(after) > 0);
                if (outcome is { } wanted)
                    delegations = delegations.Where(d => d.Outcome == wanted);
                var found = await delegations.OrderBy(d => d.Code).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(Show)], most, delegation => delegation.Code);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ListImportDelegations))
            .WithTags("Imports");

    private static ImportDelegation Show(StagedDelegation staged) => new(
        staged.Code,
        staged.Seen is not null || staged is { Effect: DelegationEffect.Registered, Outcome: DelegationOutcome.Done } ? staged.DelegationId : null,
        staged.Effect,
        staged.Rows,
        staged.Outcome,
        staged.Problem);
}

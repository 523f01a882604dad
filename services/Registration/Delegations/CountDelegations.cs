using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>How many delegations an edition has. Registered is another number than present, and present than spoke; none is derived from another.</summary>
/// <param name="Invited">Delegations that are expected, and whose composition is not known yet.</param>
/// <param name="Registered">Delegations that were announced and have not withdrawn.</param>
/// <param name="Withdrawn">Delegations that do not come after all.</param>
/// <param name="Present">Delegations of which somebody arrived, whatever became of them afterwards.</param>
/// <param name="ByCategory">The registered ones; every category is there, with 0 where there are none.</param>
public sealed record DelegationCounts(Guid EditionId, int Invited, int Registered, int Withdrawn, int Present, IReadOnlyDictionary<ParticipantCategory, int> ByCategory);

/// <summary>Counts the delegations of an edition, as they stand now.</summary>
public static class CountDelegations
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/counts", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                if (!await session.CheckExistsAsync<KnownEdition>(id, ct))
                    throw new Missing("edition", id);
                var counts = await session.Query<Delegation>()
                    .Where(d => d.Listing.EditionId == id)
                    .GroupBy(d => new { d.Listing.Category, d.Listing.Standing })
                    .Select(group => new { group.Key.Category, group.Key.Standing, Count = group.Count() })
                    .ToListAsync(ct);
                var present = await session.Query<Delegation>().CountAsync(d => d.Listing.EditionId == id && d.ArrivedAt != null, ct);
                return TypedResults.Ok(new DelegationCounts(
                    id,
                    counts.Where(c => c.Standing is DelegationStanding.Invited).Sum(c => c.Count),
                    counts.Where(c => c.Standing is DelegationStanding.Announced).Sum(c => c.Count),
                    counts.Where(c => c.Standing is DelegationStanding.Withdrawn).Sum(c => c.Count),
                    present,
                    Enum.GetValues<ParticipantCategory>().ToDictionary(
                        category => category,
                        category => counts.Where(c => c.Category == category && c.Standing is DelegationStanding.Announced).Sum(c => c.Count))));
            })
            .AllowAnonymous()
            .WithName(nameof(CountDelegations))
            .WithTags("Editions");
}

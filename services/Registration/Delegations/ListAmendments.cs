using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>An amendment that waits for the secretariat, with what it would change.</summary>
/// <param name="DelegationVersion">What approval or refusal names in <c>If-Match</c>.</param>
/// <param name="ProposedAt">On the edition's clock.</param>
/// <param name="Change">Null when the people in it were erased: then it can only be refused.</param>
public sealed record AmendmentLine(Guid Id, Guid DelegationId, long DelegationVersion, string Participant, string Name, DateTimeOffset ProposedAt, ProposedChange? Change);

/// <summary>What an amendment asks for; one of the three.</summary>
public sealed record ProposedChange(ChangeComposition? Composition, SubstituteMember? Substitution, ChangeLevel? Level)
{
    internal static ProposedChange? Of(Amendment? amendment) => amendment is null ? null : new(amendment.Composition, amendment.Substitution, amendment.Level);
}

/// <summary>The amendments of an edition that wait, oldest first. Ids grow with time.</summary>
public static class ListAmendments
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/amendments", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var waiting = session.Query<Delegation>().Where(d => d.Listing.EditionId == edition && d.Amendment != null);
                if (after is { } last)
                    waiting = waiting.Where(d => d.Amendment!.Id.CompareTo(last) > 0);
                var found = await waiting.OrderBy(d => d.Amendment!.Id).Take(most + 1).ToListAsync(ct);
                var amendments = (await session.LoadManyAsync<Amendment>(ct, [.. found.Select(d => d.Amendment!.Id)])).ToDictionary(amendment => amendment.Id);
                return Page.Of<AmendmentLine>(
                    [.. found.Select(d => new AmendmentLine(
                        d.Amendment!.Id, d.Id, d.Version, d.Listing.Participant, d.Listing.Name, d.Amendment.At, ProposedChange.Of(amendments.GetValueOrDefault(d.Amendment.Id))))],
                    most,
                    line => line.Id.ToString());
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ListAmendments))
            .WithTags("Amendments");
}

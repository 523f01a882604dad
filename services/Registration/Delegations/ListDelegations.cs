using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>A line of the list of delegations; no person is in it.</summary>
/// <param name="HeadRank">Null while the delegation is expected and has no head.</param>
/// <param name="AmendmentWaits">The delegation asked for a change that the secretariat has not dealt with yet.</param>
public sealed record DelegationLine(
    Guid Id,
    long Version,
    string Participant,
    string Name,
    ParticipantCategory Category,
    RegionalGroup? Group,
    DelegationStanding Standing,
    CredentialsState Credentials,
    RankLevel? HeadRank,
    int Members,
    DateTimeOffset? SpeakingRequestedAt,
    IReadOnlyList<int> RoundTableChoices,
    int RoundTableSeats,
    DateTimeOffset? RoundTableChoicesAt,
    bool AmendmentWaits)
{
    internal static DelegationLine Of(Delegation delegation) => new(
        delegation.Id,
        delegation.Version,
        delegation.Listing.Participant,
        delegation.Listing.Name,
        delegation.Listing.Category,
        delegation.Listing.Group,
        delegation.Listing.Standing,
        delegation.Listing.Credentials,
        delegation.Listing.HeadRank,
        delegation.Listing.Members,
        delegation.Listing.SpeakingRequestedAt,
        delegation.Listing.RoundTableChoices,
        delegation.Listing.RoundTableSeats,
        delegation.Listing.RoundTableChoicesAt,
        delegation.Amendment is not null);
}

/// <summary>Lists the delegations of an edition by the participant's code, the expected and the withdrawn ones too. A delegation sees itself only.</summary>
public static class ListDelegations
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/delegations", async (Guid edition, string? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var delegations = session.Query<Delegation>().Where(d => d.Listing.EditionId == edition);
                if (!caller.Is(Role.Organizer) && !caller.Is(Role.Operator))
                    delegations = delegations.Where(d => d.Listing.Participant == caller.Delegation);
                if (after is not null)
                    delegations = delegations.Where(d => d.Listing.Participant.CompareTo(after) > 0);
                var found = await delegations.OrderBy(d => d.Listing.Participant).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(DelegationLine.Of)], most, line => line.Participant);
            })
            .Allow(Role.Organizer, Role.Operator, Role.Delegation)
            .WithName(nameof(ListDelegations))
            .WithTags("Delegations");
}

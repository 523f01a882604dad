using Forum.Contracts.Registration;
using Forum.Registration.Delegations;
using Delegation = Forum.Registration.Delegations.Delegation;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>Who is named before whom.</summary>
public static class ProtocolOrder
{
    /// <summary>The parts of the list: Member States, then observer States, then those with a standing invitation, the United Nations system, and whoever is no intergovernmental body.</summary>
    public static readonly IReadOnlyList<ParticipantCategory> Categories =
    [
        ParticipantCategory.MemberState,
        ParticipantCategory.ObserverState,
        ParticipantCategory.StandingInviteeEntity,
        ParticipantCategory.UnSystemEntity,
        ParticipantCategory.RegionalCommission,
        ParticipantCategory.RelatedOrganization,
        ParticipantCategory.Ngo,
        ParticipantCategory.CivilSociety,
        ParticipantCategory.PrivateSector,
    ];

    /// <summary>Rule 25 of the General Assembly's rules of procedure names them in this order.</summary>
    public static readonly IReadOnlyList<DelegationRole> Roles =
    [
        DelegationRole.HeadOfDelegation,
        DelegationRole.Representative,
        DelegationRole.AlternateRepresentative,
        DelegationRole.Adviser,
        DelegationRole.TechnicalAdviser,
        DelegationRole.Expert,
    ];

    /// <summary>
    /// Precedence by function, another order than that of the floor (A/CN.4/L.129): chairmen of delegations to the Assembly come before vice-ministers and permanent representatives.
    /// Where it names no place for a Vice-President or Crown Prince, they follow the Head of State.
    /// </summary>
    public static readonly IReadOnlyList<RankLevel> Ranks =
    [
        RankLevel.HeadOfState,
        RankLevel.VicePresident,
        RankLevel.CrownPrince,
        RankLevel.HeadOfGovernment,
        RankLevel.DeputyHeadOfGovernment,
        RankLevel.ForeignMinister,
        RankLevel.Minister,
        RankLevel.HeadOfDelegation,
        RankLevel.ViceMinister,
        RankLevel.PermanentRepresentative,
        RankLevel.Other,
    ];

    /// <summary>By category, then by name; two of one name by code.</summary>
    public static IEnumerable<Delegation> Of(IEnumerable<Delegation> delegations) => delegations
        .OrderBy(delegation => Place(Categories, delegation.Listing.Category))
        .ThenBy(delegation => delegation.Listing.Name, EnglishOrder.Instance)
        .ThenBy(delegation => delegation.Listing.Participant, StringComparer.Ordinal);

    /// <summary>The head first, then by role, and within a role by rank. Equals stay in the order in which the delegation named them.</summary>
    public static IEnumerable<DelegationMember> Of(IEnumerable<DelegationMember> members) => members
        .OrderBy(member => Place(Roles, member.Role))
        .ThenBy(member => Place(Ranks, member.Rank));

    /// <summary>What the order does not name comes last.</summary>
    private static int Place<T>(IReadOnlyList<T> order, T value) where T : struct
    {
        for (var place = 0; place < order.Count; place++)
        {
            if (EqualityComparer<T>.Default.Equals(order[place], value))
                return place;
        }

        return order.Count;
    }
}

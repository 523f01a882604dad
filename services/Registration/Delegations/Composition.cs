using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Forum.Registration.People;

namespace Forum.Registration.Delegations;

/// <summary>A request to change who belongs to a delegation and in what capacity. What it says of people is written beside the stream first; then it is decided on ids.</summary>
internal interface IComposing
{
    /// <summary>Needed from the secretariat; a delegation that changes itself owes none.</summary>
    string? Reason { get; }

    /// <summary>Who comes new, in the order in which <see cref="Decide"/> takes their ids.</summary>
    IReadOnlyList<Person> Newcomers(Guid delegationId);

    /// <exception cref="Refusal">The delegation does not come, somebody named is not of it, or it would not be composed as the rules want it.</exception>
    IEnumerable<object> Decide(Delegation delegation, KnownEdition edition, Written written, DateTimeOffset now);
}

/// <summary>What has been written of people beside the stream.</summary>
/// <param name="Newcomers">Ids of those who come new.</param>
/// <param name="Retitled">Somebody's title is another one.</param>
public sealed record Written(IReadOnlyList<Guid> Newcomers, bool Retitled = false);

/// <summary>The rules of composition, and how a list of members follows its events.</summary>
internal static class Composition
{
    /// <summary>Rule 25 of the General Assembly's rules of procedure: at most so many representatives, the head among them, and as many alternates.</summary>
    public const int MostRepresentatives = 5, MostAlternates = 5;

    /// <exception cref="Refusal">There is not exactly one head, or there are more representatives or alternates than rule 25 lets a delegation have.</exception>
    public static void MustBeComposed(IReadOnlyCollection<DelegationRole> roles, string field)
    {
        var heads = roles.Count(role => role is DelegationRole.HeadOfDelegation);
        if (heads > 1)
            throw new Refusal("second-head", "A delegation has one head. Say in what capacity the others belong to it.", field);
        if (heads == 0)
            throw new Refusal("head-needed", "A delegation has a head. Say who of it leads it from then on.", field);
        if (heads + roles.Count(role => role is DelegationRole.Representative) > MostRepresentatives)
            throw new Refusal("too-many-representatives", $"A delegation has at most {MostRepresentatives} representatives, its head among them. Name the others alternates or advisers.", field);
        if (roles.Count(role => role is DelegationRole.AlternateRepresentative) > MostAlternates)
            throw new Refusal("too-many-alternates", $"A delegation has at most {MostAlternates} alternates. Name the others advisers.", field);
    }

    /// <exception cref="Refusal">The person is not in this delegation; whoever is in another one stays there.</exception>
    public static DelegationMember MustHave(this Delegation delegation, Guid personId, string field) =>
        delegation.Members.FirstOrDefault(member => member.PersonId == personId)
        ?? throw new Refusal("not-a-member", $"There is nobody {personId} in this delegation. A person is in one delegation only; whoever comes new is given by name.", field);

    public static Listing Of(this Listing listing, IReadOnlyList<DelegationMember> members) => listing with
    {
        HeadRank = members[0].Rank,
        Members = members.Count,
        People = [.. members.Select(member => member.PersonId)],
    };

    public static IReadOnlyList<DelegationMember> With(this IReadOnlyList<DelegationMember> members, CompositionChanged e)
    {
        var reassigned = e.Reassigned.ToDictionary(member => member.PersonId);
        return HeadFirst([
            .. members.Where(member => !e.Removed.Contains(member.PersonId)).Select(member => reassigned.GetValueOrDefault(member.PersonId, member)),
            .. e.Added,
        ]);
    }

    /// <summary>Whoever comes takes the place of who leaves, also when that was somebody of the delegation.</summary>
    public static IReadOnlyList<DelegationMember> With(this IReadOnlyList<DelegationMember> members, MemberSubstituted e) =>
        [.. members.Where(member => member.PersonId != e.Coming.PersonId).Select(member => member.PersonId == e.Leaving ? e.Coming : member)];

    public static IReadOnlyList<DelegationMember> With(this IReadOnlyList<DelegationMember> members, LevelChanged e) =>
        [.. members.Select(member => member.PersonId == e.PersonId ? member with { Rank = e.Rank } : member)];

    private static DelegationMember[] HeadFirst(IReadOnlyList<DelegationMember> members) => [.. members.OrderBy(member => member.Role is not DelegationRole.HeadOfDelegation)];
}

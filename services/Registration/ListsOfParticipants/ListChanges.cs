using Forum.Registration.Delegations;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>What became of a delegation since the issue before.</summary>
public enum DelegationChange
{
    Added,

    /// <summary>No longer on the list.</summary>
    Withdrawn,

    Changed,
}

/// <summary>What is other than in the issue before: a revision replaces the whole list and says what is new in it.</summary>
/// <param name="Since">Symbol of the issue before.</param>
/// <param name="Delegations">Those in which something changed, in the order of the list.</param>
public sealed record ListChanges(string Since, IReadOnlyList<ChangedDelegation> Delegations)
{
    public int Added => Delegations.Count(delegation => delegation.Change is DelegationChange.Added);
    public int Withdrawn => Delegations.Count(delegation => delegation.Change is DelegationChange.Withdrawn);

    /// <summary>Of delegations that were on the list before and are still.</summary>
    public int NewHeads => Delegations.Count(delegation => delegation.NewHead);

    /// <summary>People, with those of delegations that were added.</summary>
    public int Joined => Delegations.Sum(delegation => delegation.Joined);

    /// <summary>People, with those of delegations that withdrew.</summary>
    public int Left => Delegations.Sum(delegation => delegation.Left);

    public static ListChanges Between(FrozenList before, IReadOnlyList<FrozenDelegation> now)
    {
        var old = before.Delegations.ToDictionary(delegation => delegation.Participant, StringComparer.Ordinal);
        var current = now.Select(delegation => delegation.Participant).ToHashSet(StringComparer.Ordinal);
        var changed = now
            .Select(delegation => old.TryGetValue(delegation.Participant, out var was) ? ChangedDelegation.Between(was, delegation) : ChangedDelegation.Added(delegation))
            .OfType<ChangedDelegation>();
        var gone = before.Delegations.Where(delegation => !current.Contains(delegation.Participant)).Select(ChangedDelegation.Withdrawn);
        return new ListChanges(before.Symbol, [.. changed, .. gone]);
    }
}

/// <summary>What changed in one delegation, in numbers: who it was stands in the two lists.</summary>
/// <param name="Joined">People who were not on the list before.</param>
/// <param name="Left">People who are not any more.</param>
/// <param name="NewRoles">People who are in it in another role.</param>
/// <param name="Corrected">People whose name or title is printed otherwise.</param>
/// <param name="Renamed">The delegation itself is listed under another name or in another category.</param>
public sealed record ChangedDelegation(
    string Participant, string Name, DelegationChange Change, bool NewHead, int Joined, int Left, int NewRoles, int Corrected, bool Renamed)
{
    internal static ChangedDelegation Added(FrozenDelegation delegation) =>
        new(delegation.Participant, delegation.Name, DelegationChange.Added, NewHead: false, delegation.People.Count, Left: 0, NewRoles: 0, Corrected: 0, Renamed: false);

    internal static ChangedDelegation Withdrawn(FrozenDelegation delegation) =>
        new(delegation.Participant, delegation.Name, DelegationChange.Withdrawn, NewHead: false, Joined: 0, delegation.People.Count, NewRoles: 0, Corrected: 0, Renamed: false);

    /// <summary>Null when nothing changed.</summary>
    internal static ChangedDelegation? Between(FrozenDelegation before, FrozenDelegation now)
    {
        var old = before.People.ToDictionary(person => person.PersonId);
        var stayed = now.People.Where(person => old.ContainsKey(person.PersonId)).ToArray();
        var changed = new ChangedDelegation(
            now.Participant,
            now.Name,
            DelegationChange.Changed,
            Head(before) != Head(now),
            now.People.Count - stayed.Length,
            before.People.Count - stayed.Length,
            stayed.Count(person => old[person.PersonId].Role != person.Role),
            stayed.Count(person => !string.Equals(old[person.PersonId].Seal, person.Seal, StringComparison.Ordinal)),
            !string.Equals(before.Name, now.Name, StringComparison.Ordinal) || before.Category != now.Category);
        return changed is { NewHead: false, Joined: 0, Left: 0, NewRoles: 0, Corrected: 0, Renamed: false } ? null : changed;
    }

    private static Guid? Head(FrozenDelegation delegation) => delegation.People.FirstOrDefault(person => person.Role is DelegationRole.HeadOfDelegation)?.PersonId;
}

using Forum.Hosting.Deadlines;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.People;

/// <summary>Who leaves a delegation, by substitution or otherwise, is of no more use to it, and is erased after a month.</summary>
public static class Leaving
{
    public const string Deadline = "person-left";

    /// <summary>For questions about the change and for a change that is taken back; on the edition's clock.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    /// <summary>Sets the erasure of everybody who is in the delegation before, and not after. Who comes back by then stays.</summary>
    public static void ForgetWhoLeaves(this IDocumentOperations session, KnownEdition edition, Delegation before, Delegation after, DateTimeOffset now)
    {
        foreach (var left in before.Members.ExceptBy(after.Members.Select(member => member.PersonId), member => member.PersonId))
            session.SetDeadline(Deadline, left.PersonId, edition.Edition.Clock.RealAt(now + Grace));
    }
}

/// <summary>Erases who left a delegation and is not in it again.</summary>
public sealed class ForgetWhoLeft(IDocumentSession session, TimeProvider time) : IWhenDue
{
    public async Task Due(Deadline deadline, CancellationToken ct)
    {
        if (await session.LoadAsync<Person>(deadline.Subject, ct) is not { } person)
            return;
        var delegation = await session.LoadAsync<Delegation>(person.DelegationId, ct);
        if (delegation is not null && delegation.Members.All(member => member.PersonId != person.Id))
            await session.Erase(person, ErasureReason.LeftDelegation, by: null, time.GetUtcNow(), ct);
    }
}

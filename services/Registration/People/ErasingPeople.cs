using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.People;

/// <summary>Erases one person, in the session of whoever has it done.</summary>
internal static class ErasingPeople
{
    /// <summary>
    /// Takes the person's document away, and name and title out of every word about the delegation or its edition. The streams stay as they are:
    /// they know an id, and what they count still counts. A change that comes late finds no document to change.
    /// </summary>
    /// <param name="by">Account of who erases; null when time does.</param>
    /// <param name="at">World time.</param>
    public static async Task<Erasure> Erase(this IDocumentSession session, Person person, ErasureReason reason, string? by, DateTimeOffset at, CancellationToken ct)
    {
        var delegation = await session.Require<Delegation>(person.DelegationId, ct);
        var erased = new Dictionary<string, int>(StringComparer.Ordinal) { [PersonalData.People] = 1 };
        var name = new NameOf(person);
        foreach (var kind in PersonalData.AroundPeople)
            erased[kind.Name] = await kind.Strike(session, [delegation.Id, delegation.Listing.EditionId], name, ct);

        var erasure = new Erasure(Guid.CreateVersion7(), person.Id, person.DelegationId, reason, by, at, erased);
        session.Delete<Person>(person.Id);
        session.Insert(erasure);
        return erasure;
    }
}

using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Marten;

namespace Forum.Registration.People;

/// <summary>Erases one person, in the session of whoever has it done.</summary>
internal static class ErasingPeople
{
    /// <summary>
    /// Takes the person's document away, and name and title out of every word about the delegation or its edition. The streams stay as they are:
    /// they know an id, and what they count still counts. A change that comes late finds no document to change. Who is erased already is erased once.
    /// </summary>
    /// <param name="by">Account of who erases; null when time does.</param>
    /// <param name="at">World time.</param>
    public static async Task Erase(this IDocumentSession session, Person person, ErasureReason reason, string? by, DateTimeOffset at, CancellationToken ct)
    {
        var delegation = await session.Require<Delegation>(person.DelegationId, ct);
        await session.EraseAlone(delegation.Listing.EditionId, ct);
        var erased = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in PersonalData.Kinds)
            erased[kind.Name] = await kind.Forget(session, [delegation.Id, delegation.Listing.EditionId], person, ct);
        if (!await session.Query<Erasure>().AnyAsync(erasure => erasure.PersonId == person.Id, ct))
            session.Insert(new Erasure(Guid.CreateVersion7(), person.Id, person.DelegationId, reason, by, at, erased));
    }

    /// <summary>
    /// Waits until nobody else erases in this edition, over all replicas; the turn ends with the session's transaction. Two who strike their names out of the same words
    /// would each write the other's back.
    /// </summary>
    public static Task EraseAlone(this IDocumentSession session, Guid edition, CancellationToken ct) => session.TakeTurn($"erasure/{edition:N}", ct);
}

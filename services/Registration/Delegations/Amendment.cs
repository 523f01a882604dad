using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Forum.Registration.People;
using Marten;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Forum.Registration.Delegations;

/// <summary>
/// What a delegation would change after the window; one of the three is given. It names people who are not in the delegation yet,
/// so it stands beside the stream, and only for as long as it waits.
/// </summary>
public sealed record Amendment(Guid Id, Guid DelegationId, ChangeComposition? Composition = null, SubstituteMember? Substitution = null, ChangeLevel? Level = null)
{
    internal static Amendment Of(Guid delegationId, IComposing proposed) =>
        new(Guid.CreateVersion7(), delegationId, proposed as ChangeComposition, proposed as SubstituteMember, proposed as ChangeLevel);

    /// <summary>What could not be approved today is refused today; what would change nothing is not proposed.</summary>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The change could not be made.</exception>
    public IEnumerable<object> Propose(Delegation delegation, KnownEdition edition, Written written, DateTimeOffset now) =>
        Proposed().Decide(delegation, edition, written, now).Any() ? [new AmendmentProposed(Id, now)] : [];

    internal IComposing Proposed() => Composition ?? (IComposing?)Substitution ?? Level ?? throw new InvalidOperationException($"Amendment {Id} asks for nothing.");
}

/// <summary>How a change of composition acts at once or waits, and what comes of one that waits.</summary>
internal static class Amending
{
    /// <summary>Changes the composition at once, or proposes to when the caller's own window is over.</summary>
    /// <exception cref="Missing">There is no such delegation, or it is another's.</exception>
    public static async Task<Results<Changed, Proposed>> Compose<TChange>(
        this IDocumentSession session, Guid id, ExpectedVersion expected, Caller caller, TimeProvider time, TChange change, CancellationToken ct) where TChange : IComposing
    {
        var delegation = await session.Require<Delegation>(id, ct);
        caller.MustActFor(delegation.Listing.Participant, "delegation", id);
        var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
        var now = edition.Edition.Clock.Now(time);
        if (!caller.Is(Role.Organizer) && edition.TakesAmendments())
            return await session.Propose(id, expected, edition, change, now, ct);

        edition.MustLetChange(bySecretariat: caller.Is(Role.Organizer));
        session.NoteOfSecretariat<TChange>(caller, id, change.Reason, now);
        var (people, retitled) = await session.Draft(id, change, ct);
        session.Keep(people, retitled);
        return await session.DecideAt(id, expected, edition, now, current => change.Decide(current, edition, Written(people, retitled), now), ct);
    }

    /// <summary>The secretariat says why; a delegation that acts for itself owes no reason.</summary>
    /// <exception cref="Refusal">The secretariat gave no reason.</exception>
    public static void NoteOfSecretariat<TAct>(this IDocumentSession session, Caller caller, Guid delegationId, string? reason, DateTimeOffset at)
    {
        if (caller.Is(Role.Organizer))
            session.Note<TAct>(delegationId, reason ?? throw new Refusal("reason-needed", "What the secretariat does has a reason. Give it.", "reason"), at);
    }

    /// <summary>Makes the proposed change, held anew against the delegation as it stands now.</summary>
    public static async Task<Changed> Approve(this IDocumentSession session, Guid id, Guid amendmentId, ExpectedVersion expected, KnownEdition edition, DateTimeOffset now, CancellationToken ct)
    {
        var amendment = await session.Require<Amendment>(amendmentId, ct);
        var (people, retitled) = await session.Draft(id, amendment.Proposed(), ct);
        session.Keep(people, retitled);
        session.Delete(amendment);
        return await session.DecideAt(id, expected, edition, now, current => ApproveAmendment.Decide(current, amendment, edition, Written(people, retitled), now), ct);
    }

    private static async Task<Results<Changed, Proposed>> Propose(this IDocumentSession session, Guid id, ExpectedVersion expected, KnownEdition edition, IComposing change, DateTimeOffset now, CancellationToken ct)
    {
        var amendment = Amendment.Of(id, change);
        session.DeleteWhere<Amendment>(earlier => earlier.DelegationId == id);
        session.Insert(amendment);
        var (people, retitled) = await session.Draft(id, change, ct);
        var changed = await session.DecideAt(id, expected, edition, now, current => amendment.Propose(current, edition, Written(people, retitled), now), ct);
        return changed.Version == expected.Value ? changed : new Proposed(amendment.Id, changed.Version);
    }

    /// <summary>The people as the change would have them: those who come new, and the one whose title is another.</summary>
    private static async Task<(IReadOnlyList<Person> Newcomers, Person? Retitled)> Draft(this IDocumentSession session, Guid id, IComposing change, CancellationToken ct)
    {
        var person = change is ChangeLevel { Title: not null } level ? await session.LoadAsync<Person>(level.PersonId, ct) : null;
        return (change.Newcomers(id), person is not null && person.Title != ((ChangeLevel)change).Title ? person with { Title = ((ChangeLevel)change).Title! } : null);
    }

    private static void Keep(this IDocumentSession session, IReadOnlyList<Person> newcomers, Person? retitled)
    {
        session.Insert(newcomers.ToArray());
        if (retitled is not null)
            session.Update(retitled);
    }

    private static Written Written(IReadOnlyList<Person> newcomers, Person? retitled) => new([.. newcomers.Select(person => person.Id)], retitled is not null);
}

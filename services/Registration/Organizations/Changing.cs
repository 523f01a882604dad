using Forum.Contracts.Governance;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>What all changes to an organization have in common: who may know of it, that its edition is not over, and by which clock.</summary>
internal static class Changing
{
    /// <summary>Decides on the organization, at the edition's time.</summary>
    /// <exception cref="Missing">There is no such organization, or none that the caller may know of.</exception>
    public static async Task<Changed> ChangeOrganization(
        this IDocumentSession session, Guid id, ExpectedVersion expected, Caller caller, TimeProvider time, Func<Organization, KnownEdition, DateTimeOffset, IEnumerable<object>> decide, CancellationToken ct)
    {
        var organization = await session.Require<Organization>(id, ct);
        if (!organization.MayBeKnownTo(caller))
            throw new Missing("organization", id);
        var edition = await session.Require<KnownEdition>(organization.Accreditation.EditionId, ct);
        edition.MustNotBeOver();
        return await session.Decide<Organization>(id, expected, current => decide(current, edition, edition.Edition.Clock.Now(time)), ct);
    }

    /// <summary>The secretariat knows all of them, an organization itself, and every delegation those that are or were before the Member States, or are admitted.</summary>
    public static bool MayBeKnownTo(this Organization organization, Caller caller) =>
        caller.Is(Role.Organizer) || caller.Is(Role.Operator) || caller.MayActFor(organization.Accreditation.Code)
        || (caller.Is(Role.Delegation) && (organization.CirculatedAt is not null || organization.ClearedAt is not null));

    /// <exception cref="Refusal">The edition is over.</exception>
    public static void MustNotBeOver(this KnownEdition edition)
    {
        if (edition.Edition.State is EditionState.Closed)
            throw new Refusal("edition-closed", "The edition is over; nothing of it changes any more.");
    }

    /// <summary>What the secretariat does has a reason; who acts for itself owes none.</summary>
    /// <exception cref="Refusal">The secretariat gave none.</exception>
    public static void NoteOrOwn<TAct>(this IDocumentSession session, Caller caller, Guid subject, string? reason, DateTimeOffset at)
    {
        if (caller.Is(Role.Organizer))
            session.Note<TAct>(subject, reason ?? throw new Refusal("reason-needed", "What the secretariat does has a reason. Give it.", "reason"), at);
    }
}

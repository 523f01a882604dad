using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Forum.Registration.Organizations;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>What all changes to a delegation have in common: whose it is, whether the edition lets it change, and by which clock.</summary>
internal static class Changes
{
    /// <summary>Decides on the delegation for a caller who may act for it, at the edition's time.</summary>
    /// <exception cref="Missing">There is no such delegation, or it is another's.</exception>
    public static Task<Changed> Change(
        this IDocumentSession session,
        Guid id,
        ExpectedVersion expected,
        Caller caller,
        TimeProvider time,
        Func<Delegation, DateTimeOffset, IEnumerable<object>> decide,
        CancellationToken ct) => session.Change(id, expected, caller, time, (delegation, _, now) => decide(delegation, now), ct);

    /// <summary>The same, where it matters what is known of the edition.</summary>
    /// <exception cref="Missing">There is no such delegation, or it is another's.</exception>
    public static async Task<Changed> Change(
        this IDocumentSession session,
        Guid id,
        ExpectedVersion expected,
        Caller caller,
        TimeProvider time,
        Func<Delegation, KnownEdition, DateTimeOffset, IEnumerable<object>> decide,
        CancellationToken ct)
    {
        var delegation = await session.Require<Delegation>(id, ct);
        caller.MustActFor(delegation.Listing.Participant, "delegation", id);
        var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
        edition.MustLetChange(bySecretariat: caller.Is(Role.Organizer));
        var now = edition.Edition.Clock.Now(time);
        var places = await session.PlacesOf(edition, delegation.Listing.Category, ct);
        return await session.DecideAt(id, expected, edition, now, current => places is null ? decide(current, edition, now) : places.Follow(id, decide(current, edition, now), now), ct);
    }

    /// <summary>Decides on the delegation at a time of its edition, with what every change of a delegation brings about: the reminder of its credentials when that is due, and that who leaves is forgotten.</summary>
    /// <param name="now">On the edition's clock.</param>
    public static Task<Changed> DecideAt(
        this IDocumentSession session, Guid id, ExpectedVersion expected, KnownEdition edition, DateTimeOffset now, Func<Delegation, IEnumerable<object>> decide, CancellationToken ct) =>
        session.Decide<Delegation>(id, expected, current =>
        {
            var events = decide(current).AndRemind(current, edition, now);
            session.ForgetWhoLeaves(edition, current, events.Aggregate(current, static (state, e) => state.Evolve(e)), now);
            return events;
        }, ct);

    /// <exception cref="Refusal">The delegation has withdrawn, or is not announced yet.</exception>
    public static void MustCome(this Delegation delegation)
    {
        if (delegation.Listing.Standing is DelegationStanding.Withdrawn)
            throw new Refusal("delegation-withdrawn", "The delegation has withdrawn. It must return before anything else.");
        if (delegation.Listing.Standing is DelegationStanding.Invited)
            throw new Refusal("delegation-not-announced", "The delegation is expected, but its composition is not known. Announce it before anything else.");
    }
}

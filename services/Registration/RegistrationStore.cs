using Forum.Registration.Actions;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Imports;
using Forum.Registration.People;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;

namespace Forum.Registration;

/// <summary>The streams of Registration, and what stands beside them. Whether people are named in it is said in <see cref="PersonalData"/>.</summary>
internal static class RegistrationStore
{
    public static void Configure(StoreOptions store)
    {
        store.Events.AddEventTypes(Delegation.Events);
        store.Projections.Snapshot<Delegation>(SnapshotLifecycle.Inline);
        store.Schema.For<Delegation>().UniqueIndex(UniqueIndexType.Computed, RegisterDelegation.OnePerParticipant, d => d.Listing.EditionId, d => d.Listing.Participant);
        store.Schema.For<KnownEdition>();
        store.Schema.For<ActionTaken>().Index(action => action.Subject);
        store.KeepPeople();
        Composing.Keep(store);
        Importing.Keep(store);
    }
}

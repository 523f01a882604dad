using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Floors;
using Forum.Scheduling.Interpretation;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Notices;
using Forum.Scheduling.Optimisation;
using Forum.Scheduling.Persons;
using Forum.Scheduling.Releases;
using Forum.Scheduling.Rooms;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using JasperFx.Events.Projections;
using Marten;

namespace Forum.Scheduling;

/// <summary>What this service stores: its own streams with their current state, and what it was told by others.</summary>
public static class Streams
{
    public static void Keep(StoreOptions store)
    {
        store.Events.AddEventTypes(
        [
            .. Meeting.Events, .. ChairNomination.Events, .. Representation.Events, .. Whereabouts.Events, .. Room.Events, .. InterpretationTeam.Events, .. RoundTable.Events, .. SeatingPlan.Events,
            .. SpeakersList.Events, .. ProgrammeOfWork.Events, .. Notice.Events, .. Floor.Events, .. RightsOfReply.Events, .. OptimisationRun.Events,
        ]);
        store.Projections.Snapshot<Meeting>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<ChairNomination>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Representation>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Whereabouts>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Room>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<InterpretationTeam>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<RoundTable>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<SeatingPlan>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<SpeakersList>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<ProgrammeOfWork>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Notice>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Floor>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<RightsOfReply>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<OptimisationRun>(SnapshotLifecycle.Inline);

        store.Schema.For<Meeting>().Index(meeting => meeting.Entry.EditionId);
        store.Schema.For<ChairNomination>().Index(nomination => nomination.EditionId);
        store.Schema.For<Representation>().Index(named => named.EditionId);
        store.Schema.For<Whereabouts>().Index(person => person.EditionId);
        store.Schema.For<ReasonGiven>().Index(reason => reason.EditionId);
        store.Schema.For<Room>().Index(room => room.EditionId);
        store.Schema.For<InterpretationTeam>().Index(team => team.EditionId);
        store.Schema.For<RoundTable>().Index(table => table.EditionId);
        store.Schema.For<Notice>().Index(notice => notice.Matter.EditionId);
        store.Schema.For<NoticeText>();
        store.Schema.For<DraftedNotices>();
        store.Schema.For<ToldOfRelease>().Index(told => told.EditionId);
        store.Schema.For<ShelvedRelease>();
        store.Schema.For<Floor>().Index(floor => floor.EditionId);
        store.Schema.For<Ruling>();
        store.Schema.For<StatementText>().Index(text => text.InscriptionId);
        store.Schema.For<ListAction>().Index(action => action.EditionId);
        store.Schema.For<Reservation>();
        store.Schema.For<KnownEdition>();
        // Most delegations ask for no seat: those stay out of the index, and their messages need not maintain it.
        store.Schema.For<KnownDelegation>().Index(
            known => known.Delegation.EditionId,
            index => index.Predicate = "(data -> 'Delegation' ->> 'RoundTableSeats')::integer > 0");
        OptimiserWiring.Keep(store);
    }
}

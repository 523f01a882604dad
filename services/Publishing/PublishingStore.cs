using Forum.Publishing.Documents;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using JasperFx.Events.Projections;
using Marten;

namespace Forum.Publishing;

/// <summary>What the service keeps: its own streams, what it was told, and what it issued.</summary>
public static class PublishingStore
{
    public static void Configure(StoreOptions store)
    {
        store.Events.AddEventTypes([.. Point.Events, .. Summary.Events]);
        store.Projections.Snapshot<Point>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Summary>(SnapshotLifecycle.Inline);
        store.Schema.For<Point>().Index(point => point.EditionId);
        store.Schema.For<Summary>().Index(summary => summary.EditionId);
        store.Schema.For<IssuedDocument>();

        store.Schema.For<KnownEdition>();
        store.Schema.For<KnownDelegation>().Index(known => known.EditionId);
        store.Schema.For<ArrivalHeard>().Index(known => known.EditionId);
        store.Schema.For<KnownMeeting>().Index(known => known.EditionId);
        store.Schema.For<KnownOffices>().Index(known => known.EditionId);
        store.Schema.For<KnownRoundTable>().Index(known => known.EditionId);
        store.Schema.For<KnownSeat>().Index(known => known.EditionId);
        store.Schema.For<StatementHeard>().Index(known => known.EditionId);
    }
}

using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.FactChecks;
using Forum.Publishing.Languages;
using Forum.Publishing.Notes;
using Forum.Publishing.Outputs;
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
        store.Events.AddEventTypes([.. FactCheckComment.Events, .. LanguageVersion.Events, .. Corrigendum.Events]);
        store.Projections.Snapshot<Point>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Summary>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<FactCheckComment>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<LanguageVersion>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<Corrigendum>(SnapshotLifecycle.Inline);
        store.Schema.For<FactCheckComment>().Index(comment => comment.SummaryId);
        store.Schema.For<Corrigendum>().Index(corrigendum => corrigendum.SummaryId);
        store.Events.AddEventTypes([.. InterventionNote.Events, .. QuantifierPolicy.Events]);
        store.Projections.Snapshot<InterventionNote>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<QuantifierPolicy>(SnapshotLifecycle.Inline);
        store.Schema.For<NoteText>().Index(text => text.NoteId).Index(text => text.EditionId);
        store.Schema.For<NoteHead>().Index(head => head.EditionId);
        store.Schema.For<NoteTakers>();
        store.Schema.For<NoteRetention>();
        store.Schema.For<Point>().Index(point => point.EditionId);
        store.Schema.For<Summary>().Index(summary => summary.EditionId);
        store.Schema.For<IssuedDocument>().Index(document => document.Symbol).Index(document => document.EditionId);
        store.Schema.For<IssuedDocument>().Metadata(metadata => metadata.LastModified.MapTo(document => document.ShelvedAt));
        foreach (var index in SearchDocuments.IndexNames)
            store.Schema.For<IssuedDocument>().IgnoreIndex(index);

        store.Schema.For<KnownEdition>();
        store.Schema.For<KnownDelegation>().Index(known => known.EditionId);
        store.Schema.For<ArrivalHeard>().Index(known => known.EditionId);
        store.Schema.For<KnownMeeting>().Index(known => known.EditionId);
        store.Schema.For<KnownOffices>().Index(known => known.EditionId);
        store.Schema.For<KnownRoundTable>().Index(known => known.EditionId);
        store.Schema.For<KnownSeat>().Index(known => known.EditionId);
        store.Schema.For<StatementHeard>().Index(known => known.EditionId);
    }

    /// <summary>The planner's statistics would hold samples of what delegations said; of these tables it keeps none.</summary>
    public static IEnumerable<string> KeepNoSamples(IReadOnlyStoreOptions store) =>
        new[] { typeof(NoteText), typeof(NoteHead), typeof(NoteTakers) }.Select(document => $"alter table {store.Schema.For(document)} alter column data set statistics 0");
}

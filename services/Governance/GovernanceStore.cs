using Forum.Governance.Actions;
using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using Forum.Governance.EvidenceBase;
using Forum.Governance.ExistingProcesses;
using Forum.Governance.FocalPoints;
using Forum.Governance.Friends;
using Forum.Governance.RoundTableTeams;
using Forum.Governance.Segments;
using Forum.Governance.SteeringGroups;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;

namespace Forum.Governance;

/// <summary>The streams of Governance, and what stands beside them.</summary>
internal static class GovernanceStore
{
    public static void Configure(StoreOptions store)
    {
        Fold<Edition>(store, Edition.Events);
        Fold<Chairmanship>(store, Chairmanship.Events);
        Fold<SteeringGroup>(store, SteeringGroup.Events);
        Fold<FriendsOfTheForum>(store, FriendsOfTheForum.Events);
        Fold<FocalPointNetwork>(store, FocalPointNetwork.Events);
        Fold<ExistingProcess>(store, ExistingProcess.Events);
        Fold<Activity>(store, Activity.Events);
        Fold<RoundTableTeam>(store, RoundTableTeam.Events);
        Fold<Segment>(store, Segment.Events);
        Fold<Practice>(store, Practice.Events);

        store.Schema.For<EditionCode>();
        store.Schema.For<ChairedEdition>();
        store.Schema.For<ActionTaken>().Index(action => action.Subject);
        store.Schema.For<WrittenText>().Index(text => text.Subject);
        store.Schema.For<PaperComment>().Index(comment => comment.TeamId);

        store.Schema.For<Chairmanship>().UniqueIndex(UniqueIndexType.Computed, Chairmanship.OnePerCode, chairmanship => chairmanship.Code);
        store.Schema.For<SteeringGroup>().UniqueIndex(UniqueIndexType.Computed, SteeringGroup.OnePerChairmanship, group => group.ChairmanshipId);
        store.Schema.For<FriendsOfTheForum>().UniqueIndex(UniqueIndexType.Computed, FriendsOfTheForum.OnePerChairmanship, friends => friends.ChairmanshipId);
        store.Schema.For<RoundTableTeam>().UniqueIndex(UniqueIndexType.Computed, RoundTableTeam.OnePerRoundTable, team => team.EditionId, team => team.RoundTable);
    }

    private static void Fold<T>(StoreOptions store, IReadOnlyList<Type> events) where T : class
    {
        store.Events.AddEventTypes(events);
        store.Projections.Snapshot<T>(SnapshotLifecycle.Inline);
    }
}

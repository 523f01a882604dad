using Forum.Kit;
using Forum.Publishing.Documents;
using Forum.Publishing.Figures;
using Forum.Publishing.Proceedings;
using FsCheck;
using FsCheck.Fluent;
using Marten;
using Weasel.Core;

namespace Forum.Publishing.Tests;

/// <summary>The announcer's lanes, retries and replicas promise no order; the figures must be the same in any.</summary>
public sealed class When_messages_come_late_twice_and_in_any_order : IAsyncLifetime
{
    private TestDatabase database = null!;
    private DocumentStore store = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("publishing");
        store = DocumentStore.For(options =>
        {
            options.Connection(database.ConnectionString);
            options.DisableNpgsqlLogging = true;
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString);
            PublishingStore.Configure(options);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public void the_figures_and_their_evidence_are_the_same()
    {
        var deliveries =
            from history in History.Any
            from order in Gen.Shuffle(history.Announced.Concat(history.Announced.Where((_, index) => index % 3 == 0)))
            select (history, order);
        var prop = Prop.ForAll(deliveries.ToArbitrary(), delivery =>
        {
            var (history, order) = delivery;
            var expected = FiguresAfter(history.Edition, history.Announced, atOnce: 1).GetAwaiter().GetResult();
            var counted = FiguresAfter(history.Edition, order, atOnce: 4).GetAwaiter().GetResult();
            return string.Equals(counted, expected, StringComparison.Ordinal);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), prop);
    }

    private async Task<string> FiguresAfter(Guid edition, IEnumerable<Announced> order, int atOnce)
    {
        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (announced, _) => await History.Deliver(store, announced));
        await using var session = store.LightweightSession();
        var course = await Course.Read(session, edition, CancellationToken.None);
        session.DeleteWhere<KnownEdition>(known => known.Id == edition);
        session.DeleteWhere<KnownDelegation>(known => known.EditionId == edition);
        session.DeleteWhere<ArrivalHeard>(known => known.EditionId == edition);
        session.DeleteWhere<KnownMeeting>(known => known.EditionId == edition);
        session.DeleteWhere<KnownRoundTable>(known => known.EditionId == edition);
        session.DeleteWhere<KnownSeat>(known => known.EditionId == edition);
        session.DeleteWhere<StatementHeard>(known => known.EditionId == edition);
        await session.SaveChangesAsync();
        return CanonicalJson.Of(FigureCatalogue.Of(course.ShouldNotBeNull()));
    }
}

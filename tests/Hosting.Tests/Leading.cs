using Forum.Hosting.Store;

namespace Forum.Hosting.Tests;

public sealed class When_a_service_has_two_replicas(Belfry belfry) : IClassFixture<Belfry>
{
    [Fact]
    public async Task what_one_replica_could_not_announce_the_other_announces_when_the_first_is_gone()
    {
        // The second replica stands by: the first one leads.
        await using var second = await BellServices.Ring(belfry.BellsDatabase, belfry.Issuer, belfry.Proxy.Via(belfry.Broker.Uri));
        await Belfry.UntilReady(second);
        (await Leaders()).ShouldBe(1);

        await belfry.Proxy.Cut();
        var bells = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => belfry.Hang()));
        var leadership = belfry.Bells.Services.GetServices<IHostedService>().OfType<DaemonLeadership>().Single();
        await leadership.StopAsync(CancellationToken.None);
        belfry.Proxy.Mend();

        await belfry.UntilHeardOnce(bells);
        (await Leaders()).ShouldBe(1);
        await second.StopAsync();
    }

    /// <summary>The leaders of the daemon: the lower half of its lock's key tells it from the others'.</summary>
    private async Task<int> Leaders() => (await belfry.BellsDatabase.Query<int>(
        $"select pid from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and l.objid = {0x4F52554D} and d.datname = current_database()")).Count;
}

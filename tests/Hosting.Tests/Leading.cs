using Forum.Hosting.Store;
using Forum.Kit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

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

    /// <summary>In the pool it would stay open, and the lock with it if that could not be given back.</summary>
    [Fact]
    public async Task the_connection_with_which_one_led_is_closed_at_the_end()
    {
        await using var source = NpgsqlDataSource.Create(belfry.BellsDatabase.ConnectionString);
        using var end = new CancellationTokenSource();
        var leads = new TaskCompletionSource();
        var standing = new Leadership(source, 77, NullLogger.Instance).Stand("A test", (_, ct) =>
        {
            leads.SetResult();
            return new TaskCompletionSource().Task.WaitAsync(ct);
        }, end.Token);
        await leads.Task;
        var leader = (await belfry.BellsDatabase.Query<int>("select pid from pg_locks where locktype = 'advisory' and objid = 77")).Single();

        await end.CancelAsync();
        await standing;

        await Eventually.True(async () => (await belfry.BellsDatabase.Query<int>($"select pid from pg_stat_activity where pid = {leader}")).Count == 0, "the connection is closed");
    }

    /// <summary>The leaders of the daemon: the lower half of its lock's key tells it from the others'.</summary>
    private async Task<int> Leaders() => (await belfry.BellsDatabase.Query<int>(
        $"select pid from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and l.objid = {0x4F52554D} and d.datname = current_database()")).Count;
}

using System.Net;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>Of two replicas of Governance the one that leads the daemon stops dead (SIGSTOP), and wakes up later.</summary>
public sealed class When_the_leading_replica_is_paused
{
    [Fact]
    public async Task the_other_one_leads_and_the_sleeper_follows_when_it_wakes()
    {
        await using var infrastructure = await Infrastructure.Create();
        await using var issuer = await TestIssuer.Start();
        await using var first = Replica(infrastructure, issuer, out var _);
        await using var second = Replica(infrastructure, issuer, out var address);
        var database = infrastructure.DatabaseOf("governance");

        first.Start();
        await Eventually.True(async () => await Leader(database) is not null, "the first replica leads");
        var firstLeader = await Leader(database);
        second.Start();
        using var http = new HttpClient { BaseAddress = address };
        await Eventually.True(async () => await Ready(http), "the second replica is ready");
        (await Leader(database)).ShouldBe(firstLeader);

        await first.Pause();
        await Eventually.True(async () => await Leader(database) is { } leader && leader != firstLeader, "the second replica leads");
        var secondLeader = await Leader(database);

        await first.GoOn();
        await Eventually.True(() => Task.FromResult(first.Said.Any(line => line.Contains("leadership was lost", StringComparison.Ordinal))), "the sleeper has noticed");
        (await Leader(database)).ShouldBe(secondLeader);
        (await Ready(http)).ShouldBeTrue();
        first.Runs.ShouldBeTrue();
    }

    private static Child Replica(Infrastructure infrastructure, TestIssuer issuer, out Uri address)
    {
        address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        return new Child("Forum.Governance", new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ConnectionStrings__Store"] = infrastructure.DatabaseOf("governance").ConnectionString,
            ["Broker__Uri"] = infrastructure.BrokerOf("governance"),
            ["Access__Issuer"] = issuer.Issuer,
            ["Logging__LogLevel__Default"] = "Warning",
        });
    }

    private static async Task<bool> Ready(HttpClient http) => (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode is HttpStatusCode.OK;

    /// <summary>The server process that holds the daemon's lock; null when none does. A schema change holds another lock for a moment.</summary>
    private static async Task<int?> Leader(TestDatabase database)
    {
        var holders = await database.Query<int>(
            "select pid from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and l.granted and d.datname = current_database() and (l.classid::bigint << 32) | l.objid::bigint = 301978506573");
        return holders.Count == 0 ? null : holders.Single();
    }
}

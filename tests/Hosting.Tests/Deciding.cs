using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Npgsql;

namespace Forum.Hosting.Tests;

/// <summary>A decision is made on a stream as it stands at the version that the caller has seen.</summary>
public sealed class When_something_is_decided
{
    [Fact]
    public async Task a_refusal_of_what_somebody_else_did_meanwhile_is_a_stale_version()
    {
        await using var tower = await Tower.Build();
        var bell = await Hang(tower);
        await using var session = tower.Store.LightweightSession();

        var stale = await Should.ThrowAsync<StaleVersion>(() => session.Decide<Bell>(bell, new ExpectedVersion(1), _ => RefusedAfter(tower, $"update mt_streams set version = 2 where id = '{bell}'"), CancellationToken.None));

        stale.Current.ShouldBe(2);
    }

    [Fact]
    public async Task a_refusal_of_what_the_caller_has_seen_stays_one()
    {
        await using var tower = await Tower.Build();
        var bell = await Hang(tower);
        await using var session = tower.Store.LightweightSession();

        (await Should.ThrowAsync<Refusal>(() => session.Decide<Bell>(bell, new ExpectedVersion(1), _ => RefusedAfter(tower, "select 1"), CancellationToken.None))).Code.ShouldBe("not-now");
    }

    private static async Task<Guid> Hang(Tower tower)
    {
        var bell = Guid.CreateVersion7();
        await using var session = tower.Store.LightweightSession();
        session.Events.StartStream<Bell>(bell, new BellHung(bell, ""));
        await session.SaveChangesAsync();
        return bell;
    }

    /// <summary>Between reading and deciding somebody else does this.</summary>
    private static IEnumerable<object> RefusedAfter(Tower tower, string sql)
    {
        using var connection = new NpgsqlConnection(tower.Database.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
        throw new Refusal("not-now", "It cannot be now.");
    }
}

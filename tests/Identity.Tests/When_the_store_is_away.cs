using System.Net;
using Forum.Kit;
using Npgsql;

namespace Forum.Identity.Tests;

public sealed class When_the_store_is_away : IAsyncLifetime
{
    private readonly Folder keys = Folder.WithKeys();
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.Create("identity");

    [Fact]
    public async Task the_service_starts_lives_and_becomes_ready_when_it_comes()
    {
        await Shut();
        await using var server = new Server(database, keys, settings: Server.Demo);
        using var caller = server.Caller();

        (await caller.GetAsync("health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await caller.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var early = await caller.PostAsync("connect/token", null);
        early.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        early.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);

        await Open();
        await server.Ready();
        (await caller.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await caller.AskAs("demo-organizer", "a-demo-secret")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task later_on_callers_are_told_to_come_back_and_served_when_they_do()
    {
        await using var server = await Server.Started(database, keys, settings: Server.Demo);
        using var caller = server.Caller();

        await Shut();
        var (status, body) = await caller.AskAs("demo-organizer", "a-demo-secret");
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        body.Text("code").ShouldBe("store-away");
        (await caller.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await caller.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Open();
        (await caller.AskAs("demo-organizer", "a-demo-secret")).Status.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        keys.Dispose();
    }

    private string Name => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;

    private Task Open() => Tell($"alter database {Name} allow_connections true");

    private async Task Shut()
    {
        await Tell($"alter database {Name} allow_connections false");
        await Tell($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'");
    }

    private static async Task Tell(string statement)
    {
        await using var server = NpgsqlDataSource.Create(Settings.Postgres);
        await using var command = server.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }
}

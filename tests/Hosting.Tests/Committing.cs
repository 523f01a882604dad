using System.Collections.Concurrent;
using System.Diagnostics;
using Forum.Hosting.Store;
using Forum.Kit;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Forum.Hosting.Tests;

/// <summary>Two transactions at once; what comes while they are busy goes together in the next.</summary>
public sealed class When_several_commit_at_the_same_moment(Belfry belfry) : IClassFixture<Belfry>
{
    private readonly FakeTimeProvider time = new();

    private IDocumentStore Store => belfry.Bells.Services.GetRequiredService<IDocumentStore>();

    [Fact]
    public async Task what_waits_is_committed_in_one_transaction_each_in_its_own_trace()
    {
        var commits = new GroupCommit(Store, time);
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name is "Forum", Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);
        await using var held = await Hold("lock table mt_streams in share row exclusive mode");
        Task<Guid>[] first = [Hang(commits), Hang(commits)];
        var requests = Enumerable.Range(0, 10).Select(_ => new Activity("request").SetIdFormat(ActivityIdFormat.W3C)).ToArray();
        var waiting = requests.Select(request => Hang(commits, request: request)).ToArray();
        await held.DisposeAsync();

        await Task.WhenAll(first);
        var bells = await Task.WhenAll(waiting);

        (await belfry.BellsDatabase.Query<string>($"select distinct xmin::text from mt_streams where id in ({Listed(bells)})")).Count.ShouldBe(1);
        (await belfry.BellsDatabase.Query<string>($"select correlation_id from mt_events where stream_id in ({Listed(bells)})"))
            .ShouldBe(requests.Select(request => request.TraceId.ToString()), ignoreOrder: true);
        (await belfry.BellsDatabase.Query<string>($"select headers ->> 'traceparent' from mt_events where stream_id in ({Listed(bells)})"))
            .ShouldBe(requests.Select(request => request.Id!), ignoreOrder: true);
        var mine = spans.Where(span => span.OperationName is "commit with others" && requests.Any(request => request.TraceId == span.TraceId)).ToArray();
        mine.Length.ShouldBe(10);
        var group = spans.Single(span => span.OperationName is "commit together" && span.Links.Any(link => link.Context.TraceId == requests[0].TraceId));
        group.Links.Select(link => link.Context.SpanId).ShouldBe(mine.Select(span => span.SpanId), ignoreOrder: true);
        mine.ShouldAllBe(span => span.Links.Single().Context == group.Context);
    }

    [Fact]
    public async Task who_is_refused_is_refused_alone()
    {
        var commits = new GroupCommit(Store, time);
        var taken = await Hang(commits);
        await using var held = await Hold("lock table mt_streams in share row exclusive mode");
        Task<Guid>[] first = [Hang(commits), Hang(commits)];
        Task<Guid>[] waiting = [Hang(commits), Hang(commits, taken), Hang(commits)];
        await held.DisposeAsync();

        await Task.WhenAll(first);
        await waiting[1].ShouldThrowAsync<ExistingStreamIdCollisionException>();
        await belfry.UntilHeardOnce([taken, await waiting[0], await waiting[2]]);
    }

    [Fact]
    public async Task what_takes_long_holds_up_nobody_behind_it()
    {
        var commits = new GroupCommit(Store, time);
        Guid[] contested = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await using var held = await Hold($"insert into mt_streams (id, version) select unnest(array[{Listed(contested)}]::uuid[]), 1");
        var first = contested.Select(id => Hang(commits, id)).ToArray();
        var next = Hang(commits);
        next.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromMilliseconds(100));

        await next;
        first.ShouldAllBe(one => !one.IsCompleted);
        await held.DisposeAsync();
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task what_was_decided_in_a_turn_or_changes_something_is_committed_by_itself()
    {
        var commits = new GroupCommit(Store, time);
        var bell = await Hang(commits);
        Guid[] contested = [Guid.CreateVersion7(), Guid.CreateVersion7()];
        await using var held = await Hold($"insert into mt_streams (id, version) select unnest(array[{Listed(contested)}]::uuid[]), 1");
        var first = contested.Select(id => Hang(commits, id)).ToArray();

        await using (var changing = Store.LightweightSession())
        {
            changing.Events.Append(bell, new BellPolished());
            await commits.Save(changing, CancellationToken.None);
        }

        await using (var turning = Store.LightweightSession())
        {
            await turning.TakeTurn("bells", CancellationToken.None);
            turning.Events.StartStream<Bell>(Guid.CreateVersion7(), new BellHung(Guid.Empty, ""));
            await commits.Save(turning, CancellationToken.None);
        }

        first.ShouldAllBe(one => !one.IsCompleted, "nobody waited for these");
        await held.DisposeAsync();
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task what_the_store_did_not_answer_is_not_tried_again()
    {
        var database = belfry.EchoesDatabase;
        var store = belfry.Echoes.Services.GetRequiredService<IDocumentStore>();
        var commits = new GroupCommit(store, time);
        await using var held = await Hold("lock table mt_streams in share row exclusive mode", belfry.EchoesDatabase);
        var echoes = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        var all = echoes.Select(id => Start<Echo>(store, commits, id, new EchoStored(Guid.Empty, 1))).ToArray();
        time.Advance(TimeSpan.FromMilliseconds(100));
        await Eventually.True(async () => (await database.Query<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))[0] >= 3, "the two and the group wait for the lock");

        await belfry.EchoesStore.Cut();
        belfry.EchoesStore.Mend();
        await held.DisposeAsync();

        foreach (var one in all)
            await Should.ThrowAsync<Exception>(one);
        (await database.Query<Guid>($"select id from mt_streams where id in ({Listed(echoes)})")).ShouldBeEmpty();
    }

    private async Task<NpgsqlConnection> Hold(string sql, TestDatabase? at = null)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder((at ?? belfry.BellsDatabase).ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private Task<Guid> Hang(GroupCommit commits, Guid? id = null, Activity? request = null) => Start<Bell>(Store, commits, id ?? Guid.CreateVersion7(), new BellHung(Guid.Empty, ""), request);

    private static async Task<Guid> Start<T>(IDocumentStore store, GroupCommit commits, Guid id, object e, Activity? request = null) where T : class
    {
        using var activity = request?.Start();
        await using var session = store.LightweightSession();
        TracedSessions.Stamp(session);
        session.Events.StartStream<T>(id, e);
        await commits.Save(session, CancellationToken.None);
        return id;
    }

    private static string Listed(IEnumerable<Guid> ids) => string.Join(", ", ids.Select(id => $"'{id}'"));
}

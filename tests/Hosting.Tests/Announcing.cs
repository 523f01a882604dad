using System.Net;
using Forum.Hosting.Bus;
using Forum.Kit;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Forum.Hosting.Tests;

public sealed class When_a_service_announces(Belfry belfry) : IClassFixture<Belfry>
{
    [Fact]
    public async Task whatever_is_committed_is_heard_once()
    {
        var bells = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => belfry.Hang()));
        await belfry.UntilHeardOnce(bells);
    }

    [Fact]
    public async Task what_is_committed_while_the_broker_is_away_is_heard_when_it_comes_back()
    {
        await belfry.Proxy.Cut();
        var bells = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => belfry.Hang()));
        using var client = belfry.Client(belfry.Bells);
        using var notReady = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        notReady.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        live.StatusCode.ShouldBe(HttpStatusCode.OK);

        belfry.Proxy.Mend();
        await belfry.UntilHeardOnce(bells);
        await Belfry.UntilReady(belfry.Bells);
    }
}

/// <summary>In a store so new that PostgreSQL has counted nothing in it yet.</summary>
public sealed class When_much_waits_to_be_announced(Belfry belfry) : IClassFixture<Belfry>
{
    /// <summary>A page of what waits costs as much as it is long: after an outage a planner that reads all that waits for each of them takes the square of it.</summary>
    [Fact]
    public async Task what_waits_is_read_page_by_page()
    {
        const int waiting = 5000;
        await belfry.BellsDatabase.Query<int>("alter table mt_events set (autovacuum_enabled = false)");
        await belfry.BellsDatabase.Query<int>("alter table mt_streams set (autovacuum_enabled = false)");
        var before = await Read();
        await using (var session = belfry.Bells.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Events.StartStream<Bell>(Guid.CreateVersion7(), Enumerable.Repeat(new BellPolished(), waiting));
            await session.SaveChangesAsync();
        }

        await Eventually.True(async () => (await Ask($"select (select max(seq_id) from mt_events) - coalesce(max(last_seq_id), 0) from mt_event_progression where name = '{Announcer.Name}:All'")) is 0, "the recovery has come to the end");
        await Eventually.True(async () => await Read() - before >= waiting, "what was read is counted");
        (await Read() - before).ShouldBeLessThan(3 * waiting);

        async Task<long> Read() => await Ask("select seq_tup_read + idx_tup_fetch from pg_stat_user_tables where relname = 'mt_events'");
        async Task<long> Ask(string sql) => (await belfry.BellsDatabase.Query<long>(sql)).Single();
    }
}

/// <summary>The fast lane alone, without a store and a broker.</summary>
public sealed class When_something_is_announced_right_after_its_commit : IAsyncDisposable
{
    private readonly DocumentStore store = DocumentStore.For("Host=127.0.0.1;Port=1;Database=none");
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task the_end_of_the_service_is_not_disturbed_when_the_bus_has_gone_before()
    {
        await services.DisposeAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = new ManualResetEventSlim();
        var lane = Lane(e =>
        {
            begun.SetResult();
            ending.Wait();
            return e.Data;
        });

        var committing = Task.Run(() => Commit(lane));
        await begun.Task;
        var ended = lane.DisposeAsync();
        ending.Set();

        await ended;
        await committing;
    }

    [Fact]
    public async Task what_cannot_be_announced_does_not_keep_the_next_from_it()
    {
        var asked = 0;
        await using var lane = Lane(_ => Interlocked.Increment(ref asked) == 1 ? throw new InvalidOperationException("It cannot be put into words.") : null);

        await Commit(lane);
        await Eventually.True(
            async () =>
            {
                // It steps back first.
                time.Advance(TimeSpan.FromSeconds(2));
                await Commit(lane);
                return asked > 1;
            },
            "the next is announced");
    }

    [Fact]
    public async Task the_recovery_waits_for_what_is_still_in_a_lane()
    {
        var asked = 0;
        var begun = new TaskCompletionSource<IEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = new ManualResetEventSlim();
        var bells = Bells(e =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                begun.SetResult(e);
                ending.Wait();
            }

            return null;
        });
        await using var lane = Lane(bells);
        var recovery = new Announcer(bells, bus: null!, lane, NullLogger<Announcer>.Instance);

        var committing = Task.Run(() => Commit(lane));
        var page = new EventRange(new ShardName(Announcer.Name), 1) { Events = [await begun.Task] };
        var recovering = recovery.ProcessEventsAsync(page, controller: null!, operations: null!, CancellationToken.None);
        var (waited, before) = (!recovering.IsCompleted, asked);
        ending.Set();
        await recovering;
        await committing;

        (waited, before).ShouldBe((true, 1), "it does not send what is about to be sent");
        asked.ShouldBe(2, "the lane has not sent it, so that it looks at it itself");
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await services.DisposeAsync();
    }

    private static ForumService Bells(Func<IEvent, object?> announce) => new("bells", typeof(Bell).Assembly) { Announce = announce };

    private FastLane Lane(Func<IEvent, object?> announce) => Lane(Bells(announce));

    private FastLane Lane(ForumService bells) => new(services, bells, time, NullLogger<FastLane>.Instance);

    private async Task Commit(FastLane lane)
    {
        var bell = new Guid("01900000-0000-7000-8000-000000000001");
        await using var session = store.LightweightSession();
        session.Events.StartStream<Bell>(bell, new BellHung(bell, ""));
        await lane.AfterCommitAsync(session, (IChangeSet)session.PendingChanges, CancellationToken.None);
    }
}

/// <summary>What the recovery may leave out.</summary>
public sealed class When_the_recovery_asks_for_events_in_the_lanes
{
    private readonly EventsTaken taken = new(capacity: 2);
    private readonly Guid first = Guid.CreateVersion7(), second = Guid.CreateVersion7(), third = Guid.CreateVersion7();

    [Fact]
    public async Task what_no_lane_took_it_sends_itself() => (await Confirms(first)).ShouldBeFalse();

    [Fact]
    public async Task what_the_broker_has_confirmed_it_leaves_out_once()
    {
        taken.Add(first);
        taken.Confirm(first);
        (await Confirms(first)).ShouldBeTrue();
        (await Confirms(first)).ShouldBeFalse("read again, it has to be sent again");
    }

    [Fact]
    public async Task what_is_confirmed_while_it_waits_it_leaves_out()
    {
        taken.Add(first);
        var asked = Confirms(first);
        asked.IsCompleted.ShouldBeFalse();
        taken.Confirm(first);
        (await asked).ShouldBeTrue();
    }

    [Fact]
    public async Task what_a_lane_has_dropped_it_sends_itself()
    {
        taken.Add(first);
        var asked = Confirms(first);
        taken.Leave(first);
        (await asked).ShouldBeFalse();
        (await Confirms(first)).ShouldBeFalse();
    }

    [Fact]
    public async Task the_oldest_is_forgotten_where_nobody_asks()
    {
        foreach (var id in new[] { first, second, third })
        {
            taken.Add(id);
            taken.Confirm(id);
        }

        (await Confirms(first)).ShouldBeFalse();
        (await Confirms(second)).ShouldBeTrue();
        (await Confirms(third)).ShouldBeTrue();
    }

    [Fact]
    public async Task it_need_not_wait_longer_than_it_runs()
    {
        taken.Add(first);
        using var stopping = new CancellationTokenSource();
        var asked = taken.Confirms(first, stopping.Token).AsTask();
        await stopping.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(asked);
    }

    private Task<bool> Confirms(Guid id) => taken.Confirms(id, TestContext.Current.CancellationToken).AsTask();
}

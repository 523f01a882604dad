using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Optimisation;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Tests;

/// <summary>A service that only asks, and workers that solve nothing but are at it.</summary>
public sealed class When_workers_share_runs : IAsyncLifetime
{
    private readonly Ahead time = new();
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;
    private TestService<Meeting> service = null!;
    private HttpClient organizer = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("scheduling");
        issuer = await TestIssuer.Start();
        service = await new TestService<Meeting>(database, issuer, time: time, more: ("Forum:Roles", "api")).UntilStoreIsReady();
        organizer = service.As("organizer");
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task each_run_is_done_by_one_of_them()
    {
        var solved = new ConcurrentBag<string>();
        using var one = Worker((order, _, _, _) => Note(order, solved));
        using var other = Worker((order, _, _, _) => Note(order, solved));
        await Task.WhenAll(one.StartAsync(CancellationToken.None), other.StartAsync(CancellationToken.None));
        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Pose($"problem {n}")));
        foreach (var run in runs)
            (await Ended(run)).ShouldBe("Finished");
        await Task.WhenAll(one.StopAsync(CancellationToken.None), other.StopAsync(CancellationToken.None));

        solved.Order().ShouldBe(Enumerable.Range(0, 12).Select(n => $"problem {n}").Order(), "none was solved twice");
        foreach (var run in runs)
            (await Events(run)).Select(e => e.GetType()).ShouldBe([typeof(RunAsked), typeof(RunTaken), typeof(RunEnded)]);
    }

    [Fact]
    public async Task a_run_whose_worker_was_killed_is_begun_again_once_its_lease_is_over()
    {
        var run = await Pose("of a worker that is killed");
        var taken = time.GetUtcNow();
        await using (var session = Store.LightweightSession())
        {
            // What a worker leaves behind that ends between two signs of life.
            var stream = await session.Events.FetchForWriting<OptimisationRun>(run);
            stream.AppendMany(stream.Aggregate!.Take("killed", taken));
            var work = (await session.LoadAsync<RunAtWork>(run))!;
            session.UpdateRevision(work with { LeasedUntil = taken + RunWorker.Lease, Version = work.Version + 1 }, work.Version + 1);
            await session.SaveChangesAsync();
        }

        using var next = Worker((order, _, _, _) => Note(order, []));
        await next.StartAsync(CancellationToken.None);
        // It takes runs, and not this one.
        (await Ended(await Pose("of nobody"))).ShouldBe("Finished");
        (await State(run)).ShouldBe("Running");

        time.By = RunWorker.Lease;
        (await Ended(run)).ShouldBe("Finished");
        await next.StopAsync(CancellationToken.None);
        (await Events(run)).OfType<RunTaken>().Select(e => (e.Attempt, e.At >= taken + RunWorker.Lease)).ShouldBe([(1, false), (2, true)]);
    }

    [Fact]
    public async Task a_worker_that_ends_in_order_lets_its_run_go_at_once()
    {
        var at = new TaskCompletionSource();
        using var ending = Worker(async (_, _, _, ct) =>
        {
            at.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(ct);
            throw new InvalidOperationException();
        });
        await ending.StartAsync(CancellationToken.None);
        var run = await Pose("of a worker that ends");
        await at.Task;
        await ending.StopAsync(CancellationToken.None);

        using var next = Worker((order, _, _, _) => Note(order, []));
        await next.StartAsync(CancellationToken.None);
        // The clock of leases stands still: nobody waits for one to be over.
        time.StandStill();
        (await Ended(run)).ShouldBe("Finished");
        await next.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task a_run_that_waits_is_given_up_when_it_is_stopped_and_never_begun()
    {
        var run = await Pose("stopped before it is begun");
        (await organizer.Post($"/optimisation-runs/{run}/stop")).ShouldBe((204, ""));
        using var next = Worker((order, _, _, _) => Note(order, []));
        await next.StartAsync(CancellationToken.None);
        (await Ended(await Pose("after it"))).ShouldBe("Finished");
        await next.StopAsync(CancellationToken.None);
        (await Events(run)).Select(e => e.GetType()).ShouldBe([typeof(RunAsked), typeof(RunFailed)]);
    }

    [Fact]
    public async Task a_solver_that_fails_says_why()
    {
        using var next = Worker((_, _, _, _) => throw new SolvingFailed("It was out of memory."));
        await next.StartAsync(CancellationToken.None);
        var run = await Pose("too large");
        (await Ended(run)).ShouldBe("Failed");
        await next.StopAsync(CancellationToken.None);
        (await organizer.Read($"/optimisation-runs/{run}")).Text("failure").ShouldBe("It was out of memory.");
    }

    [Fact]
    public async Task a_replica_that_only_works_answers_nobody()
    {
        await using var worker = await new TestService<Meeting>(database, issuer, more: ("Forum:Roles", "worker")).UntilStoreIsReady();
        using var client = worker.As("organizer");
        using var answer = await client.GetAsync(new Uri("/optimisation-runs", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var alive = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        alive.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Ended(await Pose("of the other replica"))).ShouldBe("Finished");
    }

    private IDocumentStore Store => service.Services.GetRequiredService<IDocumentStore>();

    private RunWorker Worker(Solving solving) => new(
        Store, service.Services.GetRequiredService<StoreReadiness>(), solving, service.Services.GetRequiredService<RunWatch>(), time, NullLogger<RunWorker>.Instance);

    private static Task<Solved> Note(SolvingOrder order, ConcurrentBag<string> solved)
    {
        solved.Add(new RunPaper("", order.Instance).Read<Instance>().Name);
        return Task.FromResult(new Solved(new SolvingOutcome(Arranged: true, Impossible: false, [], 0), RunPaper.Of(Guid.Empty, "", new Solution { InstanceHash = "" }).Content, null));
    }

    private async Task<Guid> Pose(string name)
    {
        using var answer = await organizer.PostAsJsonAsync("/instances?wait=0", new { instance = new { name } });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (said.TryGetProperty("run", out var run) ? run : said).GetProperty("id").GetGuid();
    }

    private async Task<string?> State(Guid run) => (await organizer.Read($"/optimisation-runs/{run}")).Text("state");

    private async Task<string?> Ended(Guid run)
    {
        string? state = null;
        await Eventually.True(async () => (state = await State(run)) is not ("Waiting" or "Running" or "Stopping"), "the run ends");
        return state;
    }

    private async Task<IReadOnlyList<object>> Events(Guid run)
    {
        await using var session = Store.QuerySession();
        return [.. (await session.Events.FetchStreamAsync(run)).Select(e => e.Data)];
    }

    /// <summary>The world's clock, put ahead or stopped.</summary>
    private sealed class Ahead : TimeProvider
    {
        private DateTimeOffset? still;

        public TimeSpan By { get; set; }

        public void StandStill() => still = GetUtcNow();

        public override DateTimeOffset GetUtcNow() => still ?? base.GetUtcNow() + By;
    }
}

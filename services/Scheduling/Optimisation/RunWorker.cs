using System.Globalization;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// Takes runs that nobody is at and has them solved: one large and one small at a time, so that what takes moments does not wait for what takes minutes. As long as it lives it says so
/// every few seconds; when it does not, another worker takes the run again, and what this one still comes to is of no effect.
/// </summary>
public sealed class RunWorker(
    IDocumentStore store, StoreReadiness readiness, Solving solve, RunWatch watch, TimeProvider time, ILogger<RunWorker> log) : BackgroundService
{
    /// <summary>How long a run is a worker's after its last sign of life.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        await Task.WhenAll(Work(small: true, stoppingToken), Work(small: false, stoppingToken));
    }

    private async Task Work(bool small, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var stirring = watch.Stirring();
            try
            {
                if (await Take(small, ct) is { } taken)
                {
                    await Solve(taken, ct);
                    continue;
                }
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                log.LogWarning("Runs could not be looked after ({Reason}); trying again", e.GetBaseException().Message);
            }

            await watch.Rest(stirring, Rest, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The run that has waited longest and that nobody is at; null when there is none.</summary>
    private async Task<TakenRun?> Take(bool small, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(ct);
        var now = time.GetUtcNow();
        // Who holds the row takes it; the others pass it over.
        var found = await session.QueryAsync<RunAtWork>(
            "where small = ? and leased_until <= ? order by asked_at limit 1 for update skip locked", ct, small, now);
        if (found is not [var work])
            return null;

        var stream = await session.Events.FetchForWriting<OptimisationRun>(work.Id, ct);
        var run = stream.Aggregate ?? throw new Missing("run", work.Id);
        object[] events = [.. run.Take(name, now)];
        stream.AppendMany(events);
        if (events is not [RunTaken taken])
        {
            session.Delete<RunAtWork>(work.Id);
            await session.SaveChangesAsync(ct);
            return null;
        }

        var leased = work with { LeasedUntil = now + Lease, Progress = null, Version = work.Version + 1 };
        session.UpdateRevision(leased, leased.Version);
        await session.SaveChangesAsync(ct);
        return new TakenRun(run.Id, taken.Attempt, run.Settings, leased);
    }

    private async Task Solve(TakenRun taken, CancellationToken ct)
    {
        try
        {
            var solved = await Solved(taken, ct);
            await End(taken, run => run.End(taken.Attempt, solved.Outcome, time.GetUtcNow()), solved, ct);
        }
        catch (SolvingFailed failed)
        {
            await End(taken, run => run.Fail(taken.Attempt, failed.Message, time.GetUtcNow()), solved: null, ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Run {Run} was lost to another worker, or is over", taken.RunId);
        }
    }

    private async Task<Solved> Solved(TakenRun taken, CancellationToken ct)
    {
        using var stop = new CancellationTokenSource();
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var line = new Lifeline(store, watch, time, log, taken, stop, lost);
        var beating = line.Beat();
        try
        {
            var order = new SolvingOrder(await Instance(taken.RunId, ct), taken.Settings.Seconds, taken.Settings.Seed, taken.Work.Small);
            return await solve(order, progress => line.Progress = progress, stop.Token, lost.Token);
        }
        finally
        {
            await lost.CancelAsync();
            await beating;
            if (ct.IsCancellationRequested)
                await line.LetGo();
        }
    }

    private async Task<byte[]> Instance(Guid run, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return (await session.Paper(run, RunPaper.Instance, ct)).Content;
    }

    /// <summary>Ends the run with its papers in one transaction, or does nothing when it is another worker's.</summary>
    private async Task End(TakenRun taken, Func<OptimisationRun, IEnumerable<object>> decide, Solved? solved, CancellationToken ct)
    {
        while (true)
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<OptimisationRun>(taken.RunId, ct);
            object[] events = [.. decide(stream.Aggregate!)];
            if (events.Length == 0)
                return;
            stream.AppendMany(events);
            session.Delete<RunAtWork>(taken.RunId);
            if (solved is not null)
            {
                session.Store(new RunPaper(RunPaper.IdOf(taken.RunId, RunPaper.Solution), solved.Solution));
                if (solved.Comparison is { } comparison)
                    session.Store(new RunPaper(RunPaper.IdOf(taken.RunId, RunPaper.Comparison), comparison));
            }

            try
            {
                await session.SaveChangesAsync(ct);
                return;
            }
            catch (ConcurrencyException)
            {
                // It was asked to stop at this moment, or taken by another: decided anew.
            }
        }
    }
}

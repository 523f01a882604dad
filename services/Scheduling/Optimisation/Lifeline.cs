using JasperFx;
using Marten;

namespace Forum.Scheduling.Optimisation;

/// <summary>A run that a worker is at.</summary>
internal sealed record TakenRun(Guid RunId, int Attempt, RunSettings Settings, RunAtWork Work);

/// <summary>Says that the worker lives, and how far it is; hears that it is to stop, or that the run is not its own any more.</summary>
/// <param name="stop">Cancelled once the run was asked to stop.</param>
/// <param name="lost">Cancelled once the run is over or another's; cancelled by the worker when it needs no line any more.</param>
internal sealed class Lifeline(IDocumentStore store, RunWatch watch, TimeProvider time, ILogger log, TakenRun taken, CancellationTokenSource stop, CancellationTokenSource lost)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private RunAtWork last = taken.Work;

    public RunProgress? Progress { get; set; }

    public async Task Beat()
    {
        while (!lost.IsCancellationRequested)
        {
            var stirring = watch.Stirring();
            try
            {
                if (!await Sign(time.GetUtcNow() + RunWorker.Lease, lost.Token))
                    await lost.CancelAsync();
            }
            catch (Exception e) when (!lost.IsCancellationRequested)
            {
                log.LogWarning("The worker could not say that it is at run {Run} ({Reason})", taken.RunId, e.GetBaseException().Message);
            }
            catch (Exception) when (lost.IsCancellationRequested)
            {
                return;
            }

            await watch.Rest(stirring, Pause, lost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Another worker need not wait until the lease is over.</summary>
    public async Task LetGo()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await Sign(time.GetUtcNow(), soon.Token);
        }
        catch (Exception e)
        {
            log.LogWarning("Run {Run} stays leased for a while ({Reason})", taken.RunId, e.GetBaseException().Message);
        }
    }

    /// <summary>False when the run is over, or another's.</summary>
    private async Task<bool> Sign(DateTimeOffset until, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var run = await session.LoadAsync<OptimisationRun>(taken.RunId, ct);
        if (run is null || run.HasEnded || run.Attempt != taken.Attempt)
            return false;
        if (run.State is RunState.Stopping)
            await stop.CancelAsync();
        var next = last with { LeasedUntil = until, Progress = Progress ?? last.Progress, Version = last.Version + 1 };
        session.UpdateRevision(next, next.Version);
        try
        {
            await session.SaveChangesAsync(ct);
        }
        catch (ConcurrencyException)
        {
            return false;
        }

        last = next;
        return true;
    }
}

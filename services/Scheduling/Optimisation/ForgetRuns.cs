using Forum.Contracts.Governance;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;
using Marten.Linq.LastModified;

namespace Forum.Scheduling.Optimisation;

/// <summary>How long runs of the optimiser are kept.</summary>
public sealed record RunRetention
{
    /// <summary>Days after the edition was closed, or after the end of a run that has no edition: <c>Optimiser:DaysToKeepRuns</c>.</summary>
    public int DaysToKeepRuns { get; init; } = 90;

    /// <exception cref="InvalidOperationException">The days are out of their bounds.</exception>
    public static RunRetention From(IConfiguration configuration)
    {
        var retention = configuration.GetSection("Optimiser").Get<RunRetention>() ?? new RunRetention();
        return retention.DaysToKeepRuns is >= 1 and <= 36_500
            ? retention
            : throw new InvalidOperationException("Optimiser:DaysToKeepRuns must lie between 1 and 36500.");
    }
}

/// <summary>
/// Forgets runs that came to nothing that holds, in small batches, once their edition has been over for a while: the problem, the result and the place in the list. The few events of their
/// streams are archived. What was released stays, for seats and meetings are founded on it.
/// </summary>
public sealed class ForgetRuns(IDocumentStore store, StoreReadiness readiness, RunRetention retention, TimeProvider time, ILogger<ForgetRuns> log) : BackgroundService
{
    private const int Batch = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                await Forget(store, time.GetUtcNow().AddDays(-retention.DaysToKeepRuns), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Old runs could not be removed ({Reason}); next try in an hour", e.GetBaseException().Message);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Forgets the runs of editions that were closed before this instant, and those without an edition that ended before it.</summary>
    /// <param name="before">World time.</param>
    public static async Task Forget(IDocumentStore store, DateTimeOffset before, CancellationToken ct)
    {
        await using var reading = store.QuerySession();
        // Nothing is told of an edition any more after it was closed: what was told last tells when.
        foreach (var edition in await reading.Query<KnownEdition>().Where(edition => edition.Edition.State == EditionState.Closed && edition.ModifiedBefore(before)).Select(edition => edition.Id).ToListAsync(ct))
            await Forget(store, runs => runs.Where(run => run.EditionId == edition && run.EndedAt != null), ct);
        await Forget(store, runs => runs.Where(run => run.EditionId == null && run.EndedAt < before), ct);
    }

    private static async Task Forget(IDocumentStore store, Func<IQueryable<OptimisationRun>, IQueryable<OptimisationRun>> which, CancellationToken ct)
    {
        IReadOnlyList<Guid> found;
        do
        {
            await using var session = store.LightweightSession();
            found = await which(session.Query<OptimisationRun>().Where(run => run.ReleasedAt == null)).OrderBy(run => run.Id).Take(Batch).Select(run => run.Id).ToListAsync(ct);
            foreach (var run in found)
            {
                session.Events.ArchiveStream(run);
                session.Delete<OptimisationRun>(run);
                foreach (var paper in new[] { RunPaper.Question, RunPaper.Instance, RunPaper.Solution, RunPaper.Comparison })
                    session.Delete<RunPaper>(RunPaper.IdOf(run, paper));
            }

            await session.SaveChangesAsync(ct);
        }
        while (found.Count == Batch);
    }
}

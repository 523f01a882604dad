using Forum.Hosting.Store;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.ReadModels;

/// <summary>
/// Does the rebuilds that were asked for, one after the other, at one replica. Whoever takes over from a replica that died begins the rebuild anew: another version of the
/// service may fold otherwise.
/// </summary>
internal sealed class Rebuilder(
    IDocumentStore store, Snapshots snapshots, NpgsqlDataSource source, StoreReadiness readiness, TimeProvider time, ILogger<Rebuilder> log) : BackgroundService
{
    private const long Lock = 0x5245425549; // "REBUI"
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3), Heartbeat = TimeSpan.FromSeconds(2);

    private readonly LightSleep sleep = new();

    /// <summary>Something was asked for.</summary>
    public void Wake() => sleep.Wake();

    public override void Dispose()
    {
        base.Dispose();
        sleep.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        await new Leadership(source, Lock, log).Stand("Rebuilding", Work, stoppingToken);
    }

    private async Task Work(SignOfLife alive, CancellationToken ct)
    {
        while (true)
        {
            if (await Next(ct) is not { } rebuild)
            {
                await sleep.For(Rest, ct);
                await alive(ct);
                continue;
            }

            using var led = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var work = Do(rebuild, led.Token);
            try
            {
                while (await Task.WhenAny(work, Task.Delay(Heartbeat, ct)) != work)
                    await alive(ct);
            }
            catch
            {
                // Somebody else may lead by now.
                await led.CancelAsync();
                await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            await work;
        }
    }

    private async Task<Rebuild?> Next(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.Query<Rebuild>().Where(rebuild => rebuild.EndedAt == null).OrderBy(rebuild => rebuild.Id).FirstOrDefaultAsync(ct);
    }

    private async Task Do(Rebuild rebuild, CancellationToken ct)
    {
        rebuild = rebuild with { State = RebuildState.Folding, Attempts = rebuild.Attempts + 1, StartedAt = time.GetUtcNow(), EventsDone = 0, Documents = 0, Rate = null };
        await Tell(rebuild, ct);
        try
        {
            var snapshot = snapshots.Named(rebuild.ReadModel) ?? throw new NotRebuilt("unknown-read-model");
            var beside = new Beside(store, source, snapshot);
            await beside.Begin(ct);
            await beside.CatchUp(async (done, events) => await Tell(rebuild = rebuild with { EventsDone = done, Events = events, Rate = RateOf(done, rebuild) }, ct), ct);
            await Tell(rebuild = rebuild with { State = RebuildState.PuttingInPlace }, ct);
            var found = await beside.PutInPlace(replace: !rebuild.OnlyCompare, ct);
            await beside.Drop(ct);
            var (events, total) = (found.Events, found.Documents);
            await Tell(
                rebuild with
                {
                    State = RebuildState.Done,
                    EndedAt = time.GetUtcNow(),
                    Events = events,
                    EventsDone = events,
                    Rate = RateOf(events, rebuild),
                    Documents = total,
                    Different = found.Different,
                    Missing = found.Missing,
                    Surplus = found.Surplus,
                },
                ct);
            log.LogInformation(
                "The read model {ReadModel} was folded anew: of {Documents} states {Different} differed, {Missing} were missing, {Surplus} had no events", rebuild.ReadModel, total, found.Different, found.Missing, found.Surplus);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && !StoreAway.Explains(e))
        {
            if (snapshots.Named(rebuild.ReadModel) is { } left)
                await new Beside(store, source, left).Drop(ct);
            log.LogError("The read model {ReadModel} was not rebuilt ({Reason}); what was read is read still", rebuild.ReadModel, NotRebuilt.Because(e));
            await Tell(rebuild with { State = RebuildState.Failed, EndedAt = time.GetUtcNow(), Failure = NotRebuilt.Because(e) }, ct);
        }
    }

    private double? RateOf(long done, Rebuild rebuild) => (time.GetUtcNow() - rebuild.StartedAt!.Value).TotalSeconds is > 0 and var seconds ? Math.Round(done / seconds, 1) : null;

    private async Task Tell(Rebuild rebuild, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        session.Update(rebuild);
        await session.SaveChangesAsync(ct);
    }
}

/// <summary>A read model cannot be rebuilt.</summary>
/// <param name="because">In a few words that are an operator's to see.</param>
internal sealed class NotRebuilt(string because) : Exception($"The read model cannot be rebuilt: {because}.")
{
    private string Reason { get; } = because;

    /// <summary>Why, without what stands in events and documents: the words of an exception may repeat it.</summary>
    public static string Because(Exception fault) => fault switch
    {
        NotRebuilt that => that.Reason,
        PostgresException database => $"{database.SqlState} {database.ConstraintName}".Trim(),
        _ => fault.GetType().Name,
    };
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Forum.Hosting.Store;
using Forum.Hosting.Telemetry;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Forum.Hosting.Deadlines;

/// <summary>
/// Sees to it that what is due is dealt with: one deadline, one session, one commit. Every replica watches; who holds the deadline's row deals with it.
/// What fails is tried again, ever more slowly, and keeps nothing else waiting.
/// </summary>
internal sealed class DeadlineWatch(
    ForumService service, IServiceScopeFactory scopes, IDocumentStore store, StoreReadiness readiness, TimeProvider time, ILogger<DeadlineWatch> log) : BackgroundService
{
    private const int AtATime = 100;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromMinutes(1);
    private static readonly Histogram<double> Lateness =
        ForumTelemetry.Meter.CreateHistogram<double>("forum.deadline.lateness", "s", "How long after it was due a deadline was dealt with.");

    private readonly Dictionary<string, (int Times, DateTimeOffset NotBefore)> failures = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = Rest;
            try
            {
                rest = await DealWithWhatIsDue(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Deadlines could not be looked up ({Reason}); trying again", e.GetBaseException().Message);
            }

            await Task.Delay(rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Answers with how long nothing is due that is known of.</summary>
    private async Task<TimeSpan> DealWithWhatIsDue(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        string[] waiting = [.. failures.Where(failure => failure.Value.NotBefore > now).Select(failure => failure.Key)];
        IReadOnlyList<Deadline> next;
        await using (var session = store.QuerySession())
        {
            next = await session.Query<Deadline>().Where(d => !d.Id.IsOneOf(waiting)).OrderBy(d => d.DueAt).Take(AtATime).ToListAsync(ct);
        }

        foreach (var deadline in next.TakeWhile(deadline => deadline.DueAt <= now))
        {
            try
            {
                await DealWith(deadline.Id, ct);
                failures.Remove(deadline.Id);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Postpone(deadline, e);
            }
        }

        var soonest = next.FirstOrDefault(deadline => deadline.DueAt > now)?.DueAt - time.GetUtcNow();
        return next.Count == AtATime && next[^1].DueAt <= now ? TimeSpan.Zero
            : soonest < Rest ? TimeSpan.FromMilliseconds(Math.Max(1, soonest.Value.TotalMilliseconds))
            : Rest;
    }

    private async Task DealWith(string id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        await session.BeginTransactionAsync(ct);
        // Somebody else's hands are on it, or it was dealt with, lifted or moved meanwhile.
        if (await session.QueryAsync<Deadline>("where id = ? for update skip locked", ct, id) is not [var deadline] || deadline.DueAt > time.GetUtcNow())
            return;

        var surrounding = Activity.Current;
        Activity.Current = null;
        try
        {
            _ = ActivityContext.TryParse(deadline.TraceParent, traceState: null, isRemote: true, out var set);
            using var span = ForumTelemetry.Source.StartActivity($"deadline {deadline.Kind}", ActivityKind.Internal, set, tags: [new("forum.subject_id", deadline.Subject)]);
            TracedSessions.Stamp(session);
            await service.DealsWith(scope.ServiceProvider, deadline.Kind).Due(deadline, ct);
            // Unless it was set anew: then it is another one.
            if (!session.PendingChanges.UpdatesFor<Deadline>().Concat(session.PendingChanges.InsertsFor<Deadline>()).Any(set => set.Id == id))
                session.Delete<Deadline>(id);
            await session.SaveChangesAsync(ct);
        }
        finally
        {
            Activity.Current = surrounding;
        }

        Lateness.Record((time.GetUtcNow() - deadline.DueAt).TotalSeconds, new KeyValuePair<string, object?>("kind", deadline.Kind));
    }

    private void Postpone(Deadline deadline, Exception fault)
    {
        var times = failures.GetValueOrDefault(deadline.Id).Times + 1;
        var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 0.25 * Math.Pow(2, Math.Min(times, 10))));
        failures[deadline.Id] = (times, time.GetUtcNow() + wait);
        log.LogWarning("The deadline {Kind} of {Subject} could not be dealt with ({Reason}); next try in {Seconds:0.0} s", deadline.Kind, deadline.Subject, fault.GetBaseException().Message, wait.TotalSeconds);
    }
}

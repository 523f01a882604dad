using System.Diagnostics;
using Forum.Hosting.Telemetry;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>
/// Commits what several requests start at the same moment in one transaction: what comes while others are being committed waits for them, and then goes together.
/// A request that comes alone waits for nothing. Who is refused is refused alone: when a transaction of several is, each of them is tried by itself.
/// </summary>
internal sealed class GroupCommit(IDocumentStore store, TimeProvider time)
{
    /// <summary>So many transactions at once: more leave less to each, one leaves the store idle in between.</summary>
    private const int Lanes = 2;

    private const int Most = 16;

    /// <summary>What takes longer waits for somebody else's transaction, and holds up nobody behind it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly Queue<Commit> waiting = new();
    private int taken;

    /// <summary>Commits what is pending in the session: by itself, unless it only starts streams and inserts documents.</summary>
    /// <exception cref="NpgsqlException">The store went away, so that nobody knows whether it is committed.</exception>
    public async Task Save(IDocumentSession session, CancellationToken ct)
    {
        if (!MayBeShared(session))
        {
            await session.SaveChangesAsync(ct);
            return;
        }

        if (!TakeLane())
        {
            using var span = ForumTelemetry.Source.StartActivity("commit with others");
            var commit = new Commit(session, Activity.Current, ct);
            if (Waits(commit))
            {
                if (await commit.Done.Task is { } group)
                    span?.AddLink(new ActivityLink(group));
                return;
            }
        }

        await InLane(session.SaveChangesAsync(ct));
    }

    /// <summary>A turn ends with the transaction in which it was taken, and what is changed has versions that only its own session knows.</summary>
    private static bool MayBeShared(IDocumentSession session)
    {
        var changes = session.PendingChanges;
        return !session.HasTurn()
            && changes.Streams().All(static stream => stream.ActionType is StreamActionType.Start)
            && changes.Operations().Count() == changes.Inserts().Count();
    }

    private bool TakeLane()
    {
        lock (gate)
        {
            if (taken == Lanes)
                return false;
            taken++;
            return true;
        }
    }

    /// <returns>False when a lane is free meanwhile, which it has then.</returns>
    private bool Waits(Commit commit)
    {
        lock (gate)
        {
            if (taken == Lanes)
            {
                waiting.Enqueue(commit);
                return true;
            }

            taken++;
            return false;
        }
    }

    /// <summary>Hands the lane on at the end, or before, when it takes too long.</summary>
    private async Task InLane(Task saving)
    {
        await Task.WhenAny(saving, Task.Delay(Patience, time));
        HandOn();
        await saving;
    }

    private void HandOn()
    {
        Commit[] group;
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                taken--;
                return;
            }

            group = new Commit[Math.Min(waiting.Count, Most)];
            for (var place = 0; place < group.Length; place++)
                group[place] = waiting.Dequeue();
        }

        // It belongs to none of their requests.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => InLane(Save(group)));
    }

    private async Task Save(Commit[] group)
    {
        if (group.Length > 1 && await SavedTogether(group))
            return;
        foreach (var commit in group)
            await SaveAlone(commit);
    }

    /// <returns>False when it is certain that nothing was committed.</returns>
    private async Task<bool> SavedTogether(Commit[] group)
    {
        using var span = ForumTelemetry.Source.StartActivity(
            "commit together",
            ActivityKind.Internal,
            parentContext: default,
            tags: [new("forum.commands", group.Length)],
            links: group.Where(static commit => commit.Span is not null).Select(static commit => new ActivityLink(commit.Span!.Context)));
        try
        {
            await using var session = store.LightweightSession();
            foreach (var commit in group)
                commit.MoveTo(session);
            await session.SaveChangesAsync();
        }
        catch (Exception fault) when (LeavesOpen(fault))
        {
            span?.SetStatus(ActivityStatusCode.Error);
            foreach (var commit in group)
                commit.Done.SetException(fault);
            return true;
        }
        catch (Exception refused)
        {
            span?.SetTag("error.type", refused.GetType().Name);
            return false;
        }

        foreach (var commit in group)
        {
            commit.Session.EjectAllPendingChanges();
            commit.Done.SetResult(span?.Context);
        }

        return true;
    }

    private static async Task SaveAlone(Commit commit)
    {
        Activity.Current = commit.Span;
        try
        {
            await commit.Session.SaveChangesAsync(commit.Ct);
            commit.Done.SetResult(null);
        }
        catch (Exception fault)
        {
            commit.Done.SetException(fault);
        }
    }

    /// <summary>What the server refuses is not committed. Where it did not answer, it may be: to try again would find one's own and call it another's.</summary>
    private static bool LeavesOpen(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is (NpgsqlException and not PostgresException) or TimeoutException or OperationCanceledException)
                return true;
        }

        return false;
    }

    /// <param name="Span">What stands for it in its own trace.</param>
    private sealed record Commit(IDocumentSession Session, Activity? Span, CancellationToken Ct)
    {
        /// <summary>The transaction in which it went together with others; null when it went alone.</summary>
        public TaskCompletionSource<ActivityContext?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Each event keeps the trace of the request from which it comes.</summary>
        public void MoveTo(IDocumentSession together)
        {
            together.InsertObjects(Session.PendingChanges.Inserts());
            foreach (var stream in Session.PendingChanges.Streams())
            {
                foreach (var e in stream.Events)
                {
                    e.CorrelationId = Session.CorrelationId;
                    e.CausationId = Session.CausationId;
                    if (Session.GetHeader(TracedSessions.TraceHeader) is { } trace)
                        e.SetHeader(TracedSessions.TraceHeader, trace);
                }

                together.Events.StartStream(stream.AggregateType!, stream.Id, stream.Events);
            }
        }
    }
}

using Marten;
using Marten.Services;

namespace Forum.Scheduling.Optimisation;

/// <summary>Says when something about a run was committed in this process, so that whoever waits for it need not wait until it looks again.</summary>
public sealed class RunWatch(TimeProvider time) : DocumentSessionListenerBase
{
    private readonly Lock gate = new();
    private TaskCompletionSource stirred = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is committed from now on ends the rest that is taken with it.</summary>
    public Task Stirring()
    {
        lock (gate)
        {
            if (stirred.Task.IsCompleted)
                stirred = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return stirred.Task;
        }
    }

    /// <summary>Returns when something was committed here, or after so long: another replica may have changed what this one waits for.</summary>
    public async Task Rest(Task stirring, TimeSpan longest, CancellationToken ct)
    {
        using var resting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(stirring, Task.Delay(longest, time, resting.Token));
        await resting.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        // Not for signs of life: those who give them would wake each other for ever.
        if (commit.GetStreams().Any(stream => stream.AggregateType == typeof(OptimisationRun)))
        {
            lock (gate)
                stirred.TrySetResult();
        }

        return Task.CompletedTask;
    }
}

using System.Collections.Concurrent;
using Marten;
using Marten.Services;

namespace Forum.Registration.Editions;

/// <summary>
/// The editions read a moment ago. Every registration asks for the same one, and what is known of it comes by message anyway:
/// what this replica hears holds at once, what another one hears after a second at most.
/// </summary>
public sealed class EditionsAtHand(TimeProvider time) : DocumentSessionListenerBase
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, (KnownEdition Edition, long ReadAt)> editions = new();
    private long heard;

    /// <summary>The edition, or null when none of that id is known.</summary>
    public async ValueTask<KnownEdition?> Find(IQuerySession session, Guid id, CancellationToken ct)
    {
        if (editions.TryGetValue(id, out var kept) && time.GetElapsedTime(kept.ReadAt) < Fresh)
            return kept.Edition;

        var before = Volatile.Read(ref heard);
        var readAt = time.GetTimestamp();
        var edition = await session.LoadAsync<KnownEdition>(id, ct);
        // What was read while news of an edition came in may be older than the news.
        if (edition is not null && Volatile.Read(ref heard) == before)
            editions[id] = (edition, readAt);
        return edition;
    }

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.Updated.Concat(commit.Inserted).OfType<KnownEdition>().Any())
        {
            Interlocked.Increment(ref heard);
            editions.Clear();
        }

        return Task.CompletedTask;
    }
}

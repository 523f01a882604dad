using System.Collections.Frozen;
using Marten;
using Marten.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Hosting.Mandates;

/// <summary>
/// All mandates, read a moment ago: every request of a delegation asks for one, and there are a few hundred. What this replica hears holds at once,
/// what another one hears after a second at most. Who is not found is looked up anew, so that who was just designated does not wait.
/// </summary>
public sealed class MandatesAtHand(IServiceProvider services, TimeProvider time) : DocumentSessionListenerBase, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim reading = new(1);
    private volatile Read? kept;
    private long heard;

    /// <summary>True when the account may act for the participant now.</summary>
    public async ValueTask<bool> Hold(string participant, string subject, CancellationToken ct)
    {
        var id = KnownMandate.Of(participant, subject);
        var atHand = kept;
        if (atHand is not null && time.GetElapsedTime(atHand.At) < Fresh && Holds(atHand, id))
            return true;
        return Holds(await ReadSince(time.GetTimestamp(), ct), id);
    }

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.Updated.Concat(commit.Inserted).OfType<KnownMandate>().Any())
        {
            Interlocked.Increment(ref heard);
            kept = null;
        }

        return Task.CompletedTask;
    }

    public void Dispose() => reading.Dispose();

    private bool Holds(Read read, string id) => read.Mandates.TryGetValue(id, out var mandate) && mandate.IsInForce(time.GetUtcNow());

    /// <summary>Reads, unless another request has read since this one came.</summary>
    private async Task<Read> ReadSince(long asked, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            if (kept is { } others && others.At >= asked)
                return others;
            var (before, at) = (Volatile.Read(ref heard), time.GetTimestamp());
            await using var session = services.GetRequiredService<IDocumentStore>().QuerySession();
            var mandates = await session.Query<KnownMandate>().ToListAsync(ct);
            var read = new Read(mandates.ToFrozenDictionary(mandate => mandate.Id, StringComparer.Ordinal), at);
            // What was read while news came in may be older than the news.
            if (Volatile.Read(ref heard) == before)
                kept = read;
            return read;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <param name="At">Timestamp from before the question to the store.</param>
    private sealed record Read(FrozenDictionary<string, KnownMandate> Mandates, long At);
}

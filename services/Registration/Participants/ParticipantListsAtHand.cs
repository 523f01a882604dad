using System.Collections.Frozen;
using Forum.Hosting.Store;
using Marten;
using Marten.Services;

namespace Forum.Registration.Participants;

/// <summary>
/// All lists of participants and which edition goes by which, in memory: every registration asks. Lists do not change, so that only newer ones are read.
/// What this replica commits holds at once, what another one does after a second at most.
/// </summary>
public sealed class ParticipantListsAtHand(IServiceProvider services, TimeProvider time) : DocumentSessionListenerBase, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim reading = new(1);
    private volatile Read kept = new([ParticipantList.Shipped], FrozenDictionary<Guid, int>.Empty, long.MinValue);
    private long heard;

    /// <summary>The list that the edition goes by.</summary>
    public async ValueTask<ParticipantList> For(Guid edition, CancellationToken ct)
    {
        var now = await Now(ct);
        return now.Chosen.TryGetValue(edition, out var number) ? now.Lists[number - 1] : now.Lists[^1];
    }

    /// <summary>All of them; the newest last.</summary>
    public async ValueTask<IReadOnlyList<ParticipantList>> All(CancellationToken ct) => (await Now(ct)).Lists;

    /// <summary>The list of this number; the newest when none is asked for.</summary>
    /// <exception cref="Missing">There is none of this number.</exception>
    public async ValueTask<ParticipantList> Require(int? number, CancellationToken ct)
    {
        var lists = (await Now(ct)).Lists;
        // Another replica may have taken it a moment ago.
        if (number > lists.Length)
            lists = (await ReadSince(time.GetTimestamp(), ct)).Lists;
        return number is null ? lists[^1] : number >= 1 && number <= lists.Length ? lists[number.Value - 1] : throw new Missing("list of participants", number);
    }

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.GetEvents().Any(e => e.Data is ParticipantListImported or ParticipantListChosen))
        {
            Interlocked.Increment(ref heard);
            kept = kept with { At = long.MinValue };
        }

        return Task.CompletedTask;
    }

    public void Dispose() => reading.Dispose();

    private async ValueTask<Read> Now(CancellationToken ct)
    {
        var atHand = kept;
        return IsFresh(atHand) ? atHand : await ReadSince(time.GetTimestamp(), ct);
    }

    private bool IsFresh(Read read) => read.At != long.MinValue && time.GetElapsedTime(read.At) < Fresh;

    /// <summary>Reads, unless another request has read since this one came.</summary>
    private async Task<Read> ReadSince(long asked, CancellationToken ct)
    {
        await reading.WaitAsync(ct);
        try
        {
            var before = kept;
            if (before.At >= asked)
                return before;
            var (news, at) = (Volatile.Read(ref heard), time.GetTimestamp());
            await using var session = services.GetRequiredService<IDocumentStore>().QuerySession();
            var newest = before.Lists[^1].Number;
            var questions = session.CreateBatchQuery();
            var newer = questions.Query<ImportedList>().Where(list => list.Number > newest).OrderBy(list => list.Number).ToList();
            var chosen = questions.Query<EditionList>().ToList();
            await questions.Execute(ct);
            ParticipantList[] lists = [.. before.Lists, .. (await newer).Select(list => new ParticipantList(list.Number, list.Lines, list.Sources))];
            var read = new Read(lists, (await chosen).ToFrozenDictionary(edition => edition.EditionId, edition => edition.Number), at);
            kept = read;
            // What was read while news came in may be older than the news.
            if (Volatile.Read(ref heard) != news)
                kept = read with { At = long.MinValue };
            return read;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <param name="Lists">In the order of their numbers, beginning with 1.</param>
    /// <param name="Chosen">Number of the list, by edition.</param>
    /// <param name="At">Timestamp from before the question to the store; the smallest when it is not fresh any more.</param>
    private sealed record Read(ParticipantList[] Lists, FrozenDictionary<Guid, int> Chosen, long At);
}

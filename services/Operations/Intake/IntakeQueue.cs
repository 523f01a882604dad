using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Forum.Operations.Intake;

/// <summary>What came in one request: spans and lines are to be stored, what was dropped is to be told.</summary>
public sealed record Batch(IReadOnlyList<SpanTaken> Spans, IReadOnlyList<LineTaken> Lines, IReadOnlyList<DropTold> Dropped)
{
    /// <summary>Who sent something that is not kept, and so is alive.</summary>
    public IReadOnlyList<string> Alive { get; init; } = [];

    public int Weight => Spans.Count + Lines.Count;
}

/// <summary>What is known of the telemetry of one service.</summary>
/// <param name="LastAt">When its last spans, lines or metrics came; null before any did.</param>
/// <param name="Spans">Taken in since this process started.</param>
/// <param name="Lines">Log lines taken in since this process started.</param>
/// <param name="Dropped">Spans and log lines that the service's own processes have dropped since they started, by reason: <c>queue_full</c> (its queue, while telemetry was slow to be taken), <c>timeout</c>, the answer's status or what else kept them from being taken. It tells of them once a minute, when it is heard again.</param>
public sealed record Sender(string Service, DateTimeOffset? LastAt, long Spans, long Lines, IReadOnlyDictionary<string, long> Dropped);

/// <summary>
/// Holds what came until it is stored, and no more than so much: what does not fit is shed and counted, and the sender told to come again. Nothing waits in here
/// for the database, so that whoever exports is answered at once however slow it is.
/// </summary>
public sealed class IntakeQueue(TimeProvider time)
{
    /// <summary>Spans and lines that may wait.</summary>
    public const int Most = 20_000;

    /// <summary>Processes times reasons.</summary>
    private const int MostDrops = 1_000;

    private static readonly Meter Meter = new("Forum.Operations");
    private static readonly Counter<long> Taken = Meter.CreateCounter<long>("forum.telemetry.taken", "{item}", "Spans and log lines taken in.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("forum.telemetry.lost", "{item}", "Spans and log lines that were not kept, by reason.");

    private readonly Channel<Batch> batches = Channel.CreateUnbounded<Batch>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, Sender> senders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> losses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Service, string Instance, string Counter, string Reason), long> drops = new();
    private int waiting;

    public ChannelReader<Batch> Batches => batches.Reader;

    /// <summary>Spans and lines that wait to be stored.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    public IReadOnlyCollection<Sender> Senders
    {
        get
        {
            var dropped = drops.ToArray().ToLookup(drop => drop.Key.Service, StringComparer.Ordinal);
            return [.. senders.Values.OrderBy(sender => sender.Service, StringComparer.Ordinal).Select(sender => sender with
            {
                Dropped = dropped[sender.Service].GroupBy(drop => drop.Key.Reason, StringComparer.Ordinal).ToDictionary(reason => reason.Key, reason => reason.Sum(drop => drop.Value), StringComparer.Ordinal),
            })];
        }
    }

    /// <summary>What was not kept since this process started, by reason.</summary>
    public IReadOnlyDictionary<string, long> Losses => losses;

    /// <summary>False when there is no room for it; then nothing of it is kept.</summary>
    public bool Offer(Batch batch)
    {
        if (Interlocked.Add(ref waiting, batch.Weight) > Most)
        {
            Interlocked.Add(ref waiting, -batch.Weight);
            Lose("shed", batch.Weight);
            return false;
        }

        foreach (var service in batch.Spans.GroupBy(span => span.Service, StringComparer.Ordinal))
            Note(service.Key, service.Count(), 0);
        foreach (var service in batch.Lines.GroupBy(line => line.Service, StringComparer.Ordinal))
            Note(service.Key, 0, service.Count());
        foreach (var drop in batch.Dropped)
            Note(drop);
        foreach (var service in batch.Alive)
            Note(service, 0, 0);
        Taken.Add(batch.Weight);
        return batches.Writer.TryWrite(batch);
    }

    /// <summary>It is stored, or given up.</summary>
    public void Done(Batch batch) => Interlocked.Add(ref waiting, -batch.Weight);

    public void Lose(string reason, long count)
    {
        if (count == 0)
            return;
        losses.AddOrUpdate(reason, count, (_, before) => before + count);
        Lost.Add(count, new KeyValuePair<string, object?>("reason", reason));
    }

    /// <summary>Senders name themselves: only so many are kept apart.</summary>
    private void Note(string service, int spans, int lines)
    {
        var name = KeptApart(service);
        var now = time.GetUtcNow();
        senders.AddOrUpdate(name, _ => Unheard(name) with { LastAt = now, Spans = spans, Lines = lines }, (_, before) => before with { LastAt = now, Spans = before.Spans + spans, Lines = before.Lines + lines });
    }

    /// <summary>Each process counts from its own start, so that the latest figure of each is all that it dropped.</summary>
    private void Note(DropTold drop)
    {
        var name = KeptApart(drop.Service);
        senders.TryAdd(name, Unheard(name));
        var key = (name, drop.Instance, drop.Counter, drop.Reason);
        if (drops.ContainsKey(key) || drops.Count < MostDrops)
            drops[key] = drop.Count;
    }

    private string KeptApart(string service) => senders.ContainsKey(service) || senders.Count < 100 ? service : "others";

    private static Sender Unheard(string service) => new(service, LastAt: null, 0, 0, ImmutableDictionary<string, long>.Empty);
}

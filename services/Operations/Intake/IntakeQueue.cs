using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace Forum.Operations.Intake;

/// <summary>What came in one request, and is to be stored.</summary>
public sealed record Batch(IReadOnlyList<SpanTaken> Spans, IReadOnlyList<LineTaken> Lines)
{
    public int Weight => Spans.Count + Lines.Count;
}

/// <summary>What is known of the telemetry of one service.</summary>
/// <param name="LastAt">When its last spans or lines came; null before any did.</param>
/// <param name="Spans">Taken in since this process started.</param>
/// <param name="Lines">Log lines taken in since this process started.</param>
public sealed record Sender(string Service, DateTimeOffset? LastAt, long Spans, long Lines);

/// <summary>
/// Holds what came until it is stored, and no more than so much: what does not fit is shed and counted, and the sender told to come again. Nothing waits in here
/// for the database, so that whoever exports is answered at once however slow it is.
/// </summary>
public sealed class IntakeQueue(TimeProvider time)
{
    /// <summary>Spans and lines that may wait.</summary>
    public const int Most = 20_000;

    private static readonly Meter Meter = new("Forum.Operations");
    private static readonly Counter<long> Taken = Meter.CreateCounter<long>("forum.telemetry.taken", "{item}", "Spans and log lines taken in.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("forum.telemetry.lost", "{item}", "Spans and log lines that were not kept, by reason.");

    private readonly Channel<Batch> batches = Channel.CreateUnbounded<Batch>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, Sender> senders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> losses = new(StringComparer.Ordinal);
    private int waiting;

    public ChannelReader<Batch> Batches => batches.Reader;

    /// <summary>Spans and lines that wait to be stored.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    public IReadOnlyCollection<Sender> Senders => [.. senders.Values.OrderBy(sender => sender.Service, StringComparer.Ordinal)];

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
        var name = senders.ContainsKey(service) || senders.Count < 100 ? service : "others";
        var now = time.GetUtcNow();
        senders.AddOrUpdate(name, _ => new Sender(name, now, spans, lines), (_, before) => before with { LastAt = now, Spans = before.Spans + spans, Lines = before.Lines + lines });
    }
}

using JasperFx.Events;
using Marten;
using Npgsql;

namespace Forum.Hosting.Events;

/// <summary>A stretch of what was announced.</summary>
/// <param name="Position">How far it was read: whatever lies before and is not in it did not concern the reader.</param>
/// <param name="More">True when there is more behind the position already.</param>
internal sealed record Stretch(IReadOnlyList<Announced> Items, long Position, bool More);

/// <summary>
/// Reads what was announced in the order of the store. It ends where the daemon says that no earlier event can come any more: an event that commits late
/// is not passed over by who has read on, it only keeps everything behind it waiting.
/// </summary>
internal sealed class EventFeed(ForumService service, IDocumentStore store, NpgsqlDataSource source)
{
    /// <summary>So many events are looked at for one stretch, whether they concern the reader or not.</summary>
    private const int MostLookedAt = 2_000;

    private const int Batch = 500;

    private readonly string highWaterMark = $"select last_seq_id from {store.Options.Events.DatabaseSchemaName}.mt_event_progression where name = 'HighWaterMark'";

    /// <param name="after">Position from which to read on; 0 for the beginning.</param>
    /// <param name="participant">Whom the reader acts for; null for the secretariat.</param>
    public async Task<Stretch> Read(long after, int limit, string? participant, CancellationToken ct)
    {
        var end = await End(ct);
        var items = new List<Announced>();
        var position = after;
        await using var session = store.QuerySession();
        for (var lookedAt = 0; position < end && items.Count < limit && lookedAt < MostLookedAt; lookedAt += Batch)
        {
            var from = position;
            var events = await session.Events.QueryAllRawEvents()
                .Where(e => e.Sequence > from && e.Sequence <= end)
                .OrderBy(e => e.Sequence)
                .Take(Batch)
                .ToListAsync(ct);
            position = Take(events, limit, participant, items) ?? (events.Count < Batch ? end : events[^1].Sequence);
        }

        return new Stretch(items, position, position < end);
    }

    /// <summary>The announcement of one event; null when there is no such event, or nobody is told of it.</summary>
    public async Task<Announced?> Find(Guid eventId, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.Events.LoadAsync(eventId, ct) is { } e ? Announce(e) : null;
    }

    /// <summary>The announcement of the event at a position; null when there is none.</summary>
    public async Task<Announced?> At(long position, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.Events.QueryAllRawEvents().SingleOrDefaultAsync(e => e.Sequence == position, ct) is { } e ? Announce(e) : null;
    }

    /// <summary>The position up to which the feed can be read at present.</summary>
    public async Task<long> End(CancellationToken ct)
    {
        await using var command = source.CreateCommand(highWaterMark);
        return await command.ExecuteScalarAsync(ct) as long? ?? 0;
    }

    private long? Take(IReadOnlyList<IEvent> events, int limit, string? participant, List<Announced> items)
    {
        foreach (var e in events)
        {
            if (Announce(e) is { } announced && announced.Audience.Includes(participant))
                items.Add(announced);
            if (items.Count == limit)
                return e.Sequence;
        }

        return null;
    }

    private Announced? Announce(IEvent e) => service.Announce(e) is { } message ? new Announced(e, message, service.Audience(message), service.Name) : null;
}

using System.Globalization;
using System.Text.Json;

namespace Forum.Rehearsal.Api;

/// <summary>What a service announced, as its feed tells it.</summary>
/// <param name="Type">E.g. <c>forum.scheduling.seat_released</c>.</param>
/// <param name="Time">When it was committed, on the world's clock.</param>
/// <param name="TraceParent">Of the request that caused it; null when it was not traced.</param>
public sealed record EventSeen(string Type, Guid Subject, DateTimeOffset Time, string Sequence, string? TraceParent, JsonElement Data)
{
    /// <summary>The trace that it belongs to; null when it was not traced.</summary>
    public string? Trace => TraceParent?.Split('-') is [_, var trace, ..] ? trace : null;
}

/// <summary>The feeds of the services, as the secretariat reads them: every event of them, in the order of its store.</summary>
public sealed class Feed(Origin origin)
{
    private const int AtATime = 500;

    /// <summary>How far the service's feed goes now.</summary>
    public async Task<long> End(string service, long after, CancellationToken ct) => (await Read(service, after, ct)).Position;

    /// <summary>All that it told behind a position.</summary>
    public async Task<(IReadOnlyList<EventSeen> Events, long Position)> Read(string service, long after, CancellationToken ct)
    {
        var events = new List<EventSeen>();
        while (true)
        {
            var page = (await origin.Read<PageSeen>(Who.Organizer, string.Create(CultureInfo.InvariantCulture, $"api/{service}/events?after={after}&limit={AtATime}"), ct))!;
            events.AddRange(page.Items);
            after = long.Parse(page.Next, CultureInfo.InvariantCulture);
            if (!page.More)
                return (events, after);
        }
    }

    private sealed record PageSeen(IReadOnlyList<EventSeen> Items, string Next, bool More);
}

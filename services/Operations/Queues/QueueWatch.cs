using System.Text.Json;
using Forum.Operations.Broker;

namespace Forum.Operations.Queues;

/// <summary>A queue as the broker sees it.</summary>
/// <param name="Ready">Messages that wait.</param>
/// <param name="Unacknowledged">Messages that a consumer is at.</param>
/// <param name="Arriving">Messages a second that come.</param>
/// <param name="Leaving">Messages a second that are dealt with.</param>
/// <param name="IsAside">True for a queue in which messages come to rest: errors, skipped ones, dead letters.</param>
public sealed record QueueState(string Name, long Ready, long Unacknowledged, int Consumers, double Arriving, double Leaving, bool IsAside)
{
    private static readonly string[] Aside = ["_error", "_skipped", "-dead-letters"];

    public static bool RestIn(string queue) => Aside.Any(end => queue.EndsWith(end, StringComparison.Ordinal));
}

/// <summary>Asks the broker for its queues.</summary>
public sealed class QueueWatch(BrokerAddress broker) : IDisposable
{
    private readonly HttpClient client = broker.Client();

    /// <exception cref="HttpRequestException">The broker's management interface does not answer.</exception>
    public async Task<IReadOnlyList<QueueState>> Read(CancellationToken ct)
    {
        var queues = await client.GetFromJsonAsync<JsonElement>(
            new Uri($"api/queues/{Uri.EscapeDataString(broker.VirtualHost)}?columns=name,messages_ready,messages_unacknowledged,consumers,message_stats.publish_details.rate,message_stats.ack_details.rate", UriKind.Relative), ct);
        return [.. queues.EnumerateArray().Select(State)];
    }

    public void Dispose() => client.Dispose();

    private static QueueState State(JsonElement queue)
    {
        var name = queue.GetProperty("name").GetString()!;
        return new QueueState(
            name,
            Whole(queue, "messages_ready"),
            Whole(queue, "messages_unacknowledged"),
            (int)Whole(queue, "consumers"),
            Rate(queue, "publish_details"),
            Rate(queue, "ack_details"),
            QueueState.RestIn(name));
    }

    /// <summary>A queue that was made a moment ago has no figures yet.</summary>
    private static long Whole(JsonElement queue, string name) => queue.TryGetProperty(name, out var figure) && figure.TryGetInt64(out var whole) ? whole : 0;

    private static double Rate(JsonElement queue, string name) =>
        queue.TryGetProperty("message_stats", out var stats) && stats.ValueKind is JsonValueKind.Object && stats.TryGetProperty(name, out var details) && details.TryGetProperty("rate", out var rate)
            ? rate.GetDouble()
            : 0;
}

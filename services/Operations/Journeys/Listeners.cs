using System.Text.Json;
using Forum.Operations.Broker;
using Forum.Operations.Queues;

namespace Forum.Operations.Journeys;

/// <summary>Who listens to what, as the broker has it: the exchange of a message leads to the exchange of a queue, and that to the queue. Asked again every half minute.</summary>
public sealed class Listeners(BrokerAddress broker, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly HttpClient client = broker.Client();
    private readonly SemaphoreSlim asking = new(1);
    private ILookup<string, string>? known;
    private long askedAt;

    /// <summary>The queues of each message, by the message's name without its namespace.</summary>
    /// <exception cref="HttpRequestException">The broker's management interface does not answer.</exception>
    public async Task<ILookup<string, string>> Read(CancellationToken ct)
    {
        await asking.WaitAsync(ct);
        try
        {
            if (known is null || time.GetElapsedTime(askedAt) > Fresh)
            {
                var bindings = await client.GetFromJsonAsync<JsonElement>(new Uri($"api/bindings/{Uri.EscapeDataString(broker.VirtualHost)}", UriKind.Relative), ct);
                known = bindings.EnumerateArray()
                    .Where(binding => Text(binding, "destination_type") is "exchange" && Text(binding, "source").StartsWith("Forum.Contracts.", StringComparison.Ordinal) && !QueueState.RestIn(Text(binding, "destination")))
                    .ToLookup(binding => Text(binding, "source")[(Text(binding, "source").LastIndexOf(':') + 1)..], binding => Text(binding, "destination"), StringComparer.Ordinal);
                askedAt = time.GetTimestamp();
            }

            return known;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose()
    {
        asking.Dispose();
        client.Dispose();
    }

    private static string Text(JsonElement binding, string name) => binding.GetProperty(name).GetString() ?? "";
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Forum.Kit;

/// <summary>A virtual host of its own for one test class. It is deleted at the end.</summary>
public sealed class TestBroker : IAsyncDisposable
{
    private readonly HttpClient management;
    private readonly string virtualHost = $"test-{Guid.NewGuid():N}";
    private readonly List<string> users = [];
    private const string Overheard = "overheard";

    private TestBroker()
    {
        var address = Settings.RabbitMqManagement;
        management = new HttpClient { BaseAddress = new System.Uri($"{address.Scheme}://{address.Authority}/api/") };
        management.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(System.Uri.UnescapeDataString(address.UserInfo))));
    }

    /// <summary>For a service, with the administrator's rights in this virtual host.</summary>
    public string Uri => $"{Settings.RabbitMq.ToString().TrimEnd('/')}/{virtualHost}";

    public static async Task<TestBroker> Create()
    {
        var broker = new TestBroker();
        await broker.Put($"vhosts/{broker.virtualHost}", new { default_queue_type = "quorum" });
        var user = System.Uri.UnescapeDataString(Settings.RabbitMq.UserInfo.Split(':')[0]);
        await broker.Put($"permissions/{broker.virtualHost}/{user}", new { configure = ".*", write = ".*", read = ".*" });
        return broker;
    }

    /// <summary>A user who may do only what the patterns say; answers with the address to connect to.</summary>
    /// <param name="tags">What else the user may do, as the broker names it, e.g. <c>monitoring</c>.</param>
    public async Task<string> AddUser(string name, string configure, string write, string read, string tags = "")
    {
        var password = Guid.NewGuid().ToString("N");
        var user = $"{name}-{virtualHost}";
        users.Add(user);
        await Put($"users/{user}", new { password, tags });
        await Put($"permissions/{virtualHost}/{user}", new { configure, write, read });
        return $"amqp://{user}:{password}@{Settings.RabbitMq.Authority[(Settings.RabbitMq.Authority.IndexOf('@', StringComparison.Ordinal) + 1)..]}/{virtualHost}";
    }

    /// <summary>The names of the queues there are.</summary>
    public async Task<IReadOnlyList<string>> Queues() => [.. (await Messages()).Keys];

    /// <summary>How many messages lie in each queue, those that are being dealt with included; the broker counts every few seconds.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Messages()
    {
        var queues = await management.GetFromJsonAsync<JsonElement>($"queues/{virtualHost}?columns=name,messages");
        return queues.EnumerateArray().ToDictionary(
            queue => queue.GetProperty("name").GetString()!,
            queue => queue.TryGetProperty("messages", out var count) ? count.GetInt32() : 0);
    }

    /// <summary>The bodies of the messages in a queue, which stay there.</summary>
    public async Task<IReadOnlyList<string>> Peek(string queue)
    {
        using var answer = await management.PostAsJsonAsync($"queues/{virtualHost}/{queue}/get", new { count = 100, ackmode = "ack_requeue_true", encoding = "auto" });
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(message => message.GetProperty("payload").GetString()!)];
    }

    /// <summary>Puts a body on an exchange as it is, well-formed or not.</summary>
    /// <param name="headers">Headers of the message; null for none.</param>
    public async Task Publish(string exchange, string body, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var answer = await management.PostAsJsonAsync($"exchanges/{virtualHost}/{exchange}/publish", new
        {
            properties = new { content_type = "application/vnd.masstransit+json", delivery_mode = 2, headers = headers ?? new Dictionary<string, string>() },
            routing_key = "",
            payload = body,
            payload_encoding = "string",
        });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>From now on a copy of every message that is published or delivered goes to a queue of its own, with all its headers.</summary>
    public async Task Overhear()
    {
        await Put($"vhosts/{virtualHost}", new { tracing = true, default_queue_type = "quorum" });
        await Put($"queues/{virtualHost}/{Overheard}", new { durable = true, arguments = new Dictionary<string, object>() });
        using var bound = await management.PostAsJsonAsync($"bindings/{virtualHost}/e/amq.rabbitmq.trace/q/{Overheard}", new { routing_key = "#", arguments = new Dictionary<string, object>() });
        bound.EnsureSuccessStatusCode();
    }

    /// <summary>What was overheard: routing, headers and body of each message.</summary>
    public async Task<IReadOnlyList<string>> ReadOverheard()
    {
        var all = new List<string>();
        while (true)
        {
            using var answer = await management.PostAsJsonAsync($"queues/{virtualHost}/{Overheard}/get", new { count = 1_000, ackmode = "ack_requeue_false", encoding = "auto" });
            answer.EnsureSuccessStatusCode();
            var read = (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(message => message.GetRawText()).ToArray();
            if (read.Length == 0)
                return all;
            all.AddRange(read);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var user in users)
            (await management.DeleteAsync(new System.Uri($"users/{user}", System.UriKind.Relative))).Dispose();
        (await management.DeleteAsync(new System.Uri($"vhosts/{virtualHost}", System.UriKind.Relative))).Dispose();
        management.Dispose();
    }

    private async Task Put<T>(string path, T body)
    {
        using var answer = await management.PutAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
    }
}

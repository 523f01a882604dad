using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Forum.Kit;
using Forum.Operations.Records;
using RabbitMQ.Client;

namespace Forum.Operations.Tests;

/// <summary>Operations beside a broker with one queue, "work", and its error queue, as MassTransit lays them out.</summary>
public sealed class Workshop : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;
    private TestBroker broker = null!;
    private IConnection connection = null!;
    private IChannel channel = null!;

    public TestService<RecordStore> Service { get; private set; } = null!;
    public HttpClient Operator => Service.As("operator");

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("operations");
        issuer = await TestIssuer.Start();
        broker = await TestBroker.Create();
        connection = await new ConnectionFactory { Uri = new Uri(broker.Uri) }.CreateConnectionAsync();
        channel = await connection.CreateChannelAsync();
        foreach (var queue in new[] { "work", "work_error", "other_skipped" })
        {
            await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            await channel.QueueBindAsync(queue, queue, "");
        }

        var management = Settings.RabbitMqManagement;
        Service = new TestService<RecordStore>(database, issuer, broker.Uri, more: [("Broker:Management", $"{management.Scheme}://{management.Authority}/")]);
        await Eventually.True(async () => (await Service.As(null).GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, "the store is ready");
    }

    /// <summary>Gives a message up as MassTransit does: into the error queue, with the fault in its headers.</summary>
    public async Task<Guid> GivesUp(string says = "The store is full.", string? trace = null, Guid? replayed = null, Guid? id = null, string queue = "work_error")
    {
        var message = id ?? Guid.CreateVersion7();
        var headers = new Dictionary<string, object?>
        {
            ["MT-Fault-ExceptionType"] = "System.InvalidOperationException",
            ["MT-Fault-Message"] = says,
            ["MT-Fault-StackTrace"] = "   at Forum.Scheduling.FollowDelegation.Consume(Context c)\n   at MassTransit.Somewhere",
            ["MT-Fault-Timestamp"] = DateTimeOffset.UtcNow.ToString("O"),
            ["MT-Fault-RetryCount"] = 8,
            ["MT-Activity-Id"] = trace is null ? null : $"00-{trace}-b7ad6b7169203331-01",
            ["Forum-Fresh"] = true,
            ["Forum-Committed"] = 1_158_246_000_000L,
        };
        if (replayed is { } fault)
            (headers["Forum-Replay"], headers["Forum-Replayed"]) = (1, fault.ToString());
        var body = JsonSerializer.SerializeToUtf8Bytes(new { messageId = message, messageType = new[] { "urn:message:Forum.Contracts.Registration:DelegationAnnounced" }, message = new { delegationId = message } });
        await channel.BasicPublishAsync(queue, "", mandatory: true, new BasicProperties { MessageId = message.ToString(), ContentType = "application/vnd.masstransit+json", Persistent = true, Headers = headers }, body);
        return message;
    }

    public async Task Publish(string exchange, string body) => await broker.Publish(exchange, body);

    /// <summary>Takes what was sent again out of the queue: ids and headers.</summary>
    public async Task<IReadOnlyList<(Guid Id, IReadOnlyDictionary<string, object?> Headers, string Body)>> Takes()
    {
        var taken = new List<(Guid, IReadOnlyDictionary<string, object?>, string)>();
        while (await channel.BasicGetAsync("work", autoAck: true) is { } message)
            taken.Add((Guid.Parse(message.BasicProperties.MessageId!), message.BasicProperties.Headers!.ToDictionary(header => header.Key, header => header.Value), Encoding.UTF8.GetString(message.Body.Span)));
        return taken;
    }

    /// <summary>Takes what has no id out of the queue and gives it up again as it came, as a service does that cannot read it.</summary>
    public async Task SendsBack()
    {
        var message = await channel.BasicGetAsync("work", autoAck: true);
        while (message?.BasicProperties.MessageId is not null)
            message = await channel.BasicGetAsync("work", autoAck: true);
        message.ShouldNotBeNull();
        await channel.BasicPublishAsync("work_error", "", mandatory: true, new BasicProperties { ContentType = message.BasicProperties.ContentType, Persistent = true, Headers = message.BasicProperties.Headers }, message.Body);
    }

    public async Task<JsonElement> Read(string path)
    {
        using var answer = await Operator.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonElement.Parse(text);
    }

    public async Task<(int Status, JsonElement Answer)> Post(string path, object body)
    {
        using var answer = await Operator.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    /// <summary>Waits until so many messages of these ids rest.</summary>
    public Task UntilTheyRest(params IReadOnlyCollection<Guid> messages) => Eventually.Holds(
        async () =>
        {
            var resting = (await Read("/faults?limit=1000")).GetProperty("items").EnumerateArray().Where(fault => fault.GetProperty("state").GetString() is "Resting")
                .Select(fault => fault.GetProperty("messageId").GetString()).ToHashSet();
            messages.ShouldAllBe(message => resting.Contains(message.ToString()));
        },
        "they rest");

    public async Task<JsonElement> FaultOf(Guid message) =>
        (await Read("/faults?limit=1000")).GetProperty("items").EnumerateArray().First(fault => fault.GetProperty("messageId").GetString() == message.ToString());

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await channel.DisposeAsync();
        await connection.DisposeAsync();
        await broker.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Forum.Hosting.Webhooks;
using Forum.Kit;
using Marten;
using Microsoft.Extensions.Time.Testing;

namespace Forum.Hosting.Tests;

/// <summary>The ringing service with webhooks on a database of its own, on a clock that a test turns, without a broker.</summary>
public sealed class Tower : IAsyncDisposable
{
    private readonly LogRecorder log = new();
    private readonly string keys = Directory.CreateTempSubdirectory("forum-keys-").FullName;
    private readonly Dictionary<string, IPAddress[]> names = new(StringComparer.Ordinal);
    private readonly List<WebApplication> replicas = [];
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;

    /// <summary>Begins now, and goes on when it is told to.</summary>
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public TestDatabase Database => database;

    /// <summary>The store, as the first replica has it.</summary>
    public IDocumentStore Store => replicas[0].Services.GetRequiredService<IDocumentStore>();

    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>Passed to each replica.</summary>
    public List<string> Settings { get; } = ["--Webhooks:AllowLocalTargets=true"];

    /// <summary>Whether accounts of delegations have a mandate in force.</summary>
    public bool MayAct { get; set; } = true;

    public HttpClient Organizer { get; private set; } = null!;

    public static async Task<Tower> Build(params IEnumerable<string> settings)
    {
        var tower = new Tower();
        tower.Settings.AddRange(settings);
        tower.database = await TestDatabase.Create("bells");
        tower.issuer = await TestIssuer.Start();
        tower.Organizer = tower.As(await tower.Replica(), "organizer");
        return tower;
    }

    /// <summary>Where a name leads to; the names of a real network lead nowhere.</summary>
    public void Name(string name, params string[] addresses) => names[name] = [.. addresses.Select(IPAddress.Parse)];

    public async Task<WebApplication> Replica(string? store = null)
    {
        var app = await BellServices.Ring(
            store ?? database.ConnectionString,
            issuer,
            "amqp://nobody:nothing@127.0.0.1:1/none",
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Time);
                builder.Services.AddSingleton(this);
                builder.Logging.ClearProviders().AddProvider(log);
                var allowLocal = builder.Configuration.GetValue("Webhooks:AllowLocalTargets", defaultValue: false);
                builder.Services.AddSingleton(new Targets(
                    (name, _) => Task.FromResult(names.GetValueOrDefault(name) ?? throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound)),
                    allowLocal));
            },
            [.. Settings, $"--Webhooks:KeysDirectory={keys}"]);
        replicas.Add(app);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await Eventually.True(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return (await answer.Content.ReadAsStringAsync()).Contains("\"store\":{\"status\":\"Healthy\"", StringComparison.Ordinal);
            },
            "the store is ready");
        return app;
    }

    public HttpClient As(WebApplication app, string role, string? delegation = null, string? subject = null, string? scope = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(role, delegation, subject: subject, scope: scope));
        return client;
    }

    public HttpClient As(string role, string? delegation = null, string? subject = null, string? scope = null) => As(replicas[0], role, delegation, subject, scope);

    public async ValueTask DisposeAsync()
    {
        Organizer.Dispose();
        while (replicas.Count > 0)
            await StopFirst();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    public async Task StopFirst()
    {
        var replica = replicas[0];
        replicas.RemoveAt(0);
        await replica.StopAsync();
        await replica.DisposeAsync();
    }

    public async Task<Guid> Hang(string tone = "clear", string? traceparent = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bells") { Content = JsonContent.Create(new HangBell { Tone = tone }) };
        if (traceparent is not null)
            request.Headers.Add("traceparent", traceparent);
        using var answer = await (client ?? Organizer).SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public async Task<IReadOnlyList<Guid>> Hang(int times)
    {
        var bells = new List<Guid>();
        for (var i = 0; i < times; i++)
            bells.Add(await Hang());
        return bells;
    }

    /// <summary>Changes something in the store behind the service's back.</summary>
    public async Task Execute(string sql) => (await database.Query<int>($"with done as ({sql} returning 1) select count(*)::int from done")).Single().ShouldBeGreaterThan(0);

    /// <summary>Subscribes and answers with id and secret.</summary>
    public async Task<(Guid Id, string Secret)> Subscribe(string url, HttpClient? client = null, string? after = null, params string[] types)
    {
        using var answer = await (client ?? Organizer).PostAsJsonAsync("/webhooks", new { url, types, after });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, body.ToString());
        return (body.GetProperty("id").GetGuid(), body.GetProperty("secret").GetString()!);
    }

    public Task<JsonElement> Webhook(Guid id, HttpClient? client = null) => Read($"/webhooks/{id}", client);

    public async Task<IReadOnlyList<JsonElement>> Deliveries(Guid id, string query = "") =>
        [.. (await Read($"/webhooks/{id}/deliveries{query}")).GetProperty("items").EnumerateArray()];

    public Task<JsonElement> Read(string address, HttpClient? client = null) => (client ?? Organizer).GetFromJsonAsync<JsonElement>(address);

    /// <summary>Changes the webhook at the version at which it stands.</summary>
    public async Task<HttpResponseMessage> Change(Guid id, HttpMethod method, string below, object body, HttpClient? client = null)
    {
        var version = (await Webhook(id)).GetProperty("version").GetInt64();
        using var request = new HttpRequestMessage(method, $"/webhooks/{id}{below}") { Content = JsonContent.Create(body) };
        request.Headers.Add("If-Match", $"\"{version}\"");
        return await (client ?? Organizer).SendAsync(request);
    }

    /// <summary>Waits until the webhook's only delivery has been tried so often.</summary>
    public Task UntilTried(Guid id, int times) => Eventually.Holds(
        async () => (await Deliveries(id)).ShouldHaveSingleItem().GetProperty("attempts").GetArrayLength().ShouldBe(times), $"it is tried {times} times");
}

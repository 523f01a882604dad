using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Forum.Kit;
using Marten;

namespace Forum.Hosting.Tests;

/// <summary>A service that rings and one that listens, each on a database of its own, with a broker between them that can be cut off.</summary>
public sealed class Belfry : IAsyncLifetime
{
    private TestBroker broker = null!;

    public TestDatabase BellsDatabase { get; private set; } = null!;
    public TestDatabase EchoesDatabase { get; private set; } = null!;
    public TestIssuer Issuer { get; private set; } = null!;
    public TcpProxy Proxy { get; private set; } = null!;

    /// <summary>Stands between the listening service and its database.</summary>
    public TcpProxy EchoesStore { get; } = TcpProxy.ToPostgres();

    public WebApplication Bells { get; private set; } = null!;
    public WebApplication Echoes { get; private set; } = null!;
    public HttpClient Organizer { get; private set; } = null!;

    public TestBroker Broker => broker;

    /// <summary>Where the metrics of the listening service are scraped.</summary>
    public int MetricsPort { get; } = FreePort.Next();

    public async ValueTask InitializeAsync()
    {
        BellsDatabase = await TestDatabase.Create("bells");
        EchoesDatabase = await TestDatabase.Create("echoes");
        broker = await TestBroker.Create();
        Issuer = await TestIssuer.Start();
        Proxy = TcpProxy.ToBroker();
        Echoes = await BellServices.Listen(
            EchoesStore.Via(EchoesDatabase.ConnectionString), Issuer, Proxy.Via(broker.Uri), $"--urls=http://127.0.0.1:0;http://127.0.0.1:{MetricsPort}", $"--Metrics:Port={MetricsPort}");
        await UntilReady(Echoes);
        Bells = await BellServices.Ring(BellsDatabase, Issuer, Proxy.Via(broker.Uri));
        await UntilReady(Bells);
        Organizer = Client(Bells);
    }

    public async ValueTask DisposeAsync()
    {
        Organizer.Dispose();
        await Bells.StopAsync();
        await Bells.DisposeAsync();
        await Echoes.StopAsync();
        await Echoes.DisposeAsync();
        await Proxy.DisposeAsync();
        await EchoesStore.DisposeAsync();
        await Issuer.DisposeAsync();
        await broker.DisposeAsync();
        await EchoesDatabase.DisposeAsync();
        await BellsDatabase.DisposeAsync();
    }

    public HttpClient Client(WebApplication app, string role = "organizer", string? delegation = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Token(role, delegation));
        return client;
    }

    public async Task<Guid> Hang(string tone = "clear", string? traceparent = null, DateTimeOffset? strikesAt = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bells") { Content = JsonContent.Create(new HangBell { Tone = tone, StrikesAt = strikesAt }) };
        if (traceparent is not null)
            request.Headers.Add("traceparent", traceparent);
        using var answer = await Organizer.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>How often each bell was heard.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Heard()
    {
        await using var session = Echoes.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return (await session.Query<Echo>().ToListAsync()).ToDictionary(echo => echo.Id, echo => echo.Heard);
    }

    public async Task UntilHeardOnce(IReadOnlyCollection<Guid> bells) => await Eventually.Holds(
        async () =>
        {
            var heard = await Heard();
            bells.Count(heard.ContainsKey).ShouldBe(bells.Count);
            heard.Values.ShouldAllBe(times => times == 1);
        },
        "every bell is heard once");

    /// <summary>The messages in the listening service's error queue.</summary>
    public async Task<IReadOnlyList<string>> PutAside() =>
        (await broker.Queues()).Contains("echoes-store-echo_error") ? await broker.Peek("echoes-store-echo_error") : [];

    public static async Task UntilReady(WebApplication app)
    {
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await Eventually.True(async () => (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode, "the service is ready");
    }
}

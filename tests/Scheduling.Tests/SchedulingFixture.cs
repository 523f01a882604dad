using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Kit;
using Forum.Scheduling.Meetings;
using MassTransit;

namespace Forum.Scheduling.Tests;

/// <summary>Two replicas of Scheduling on a real PostgreSQL and a real RabbitMQ, and somebody who speaks for Governance and Registration.</summary>
public sealed class SchedulingFixture : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestBroker broker = null!;
    private TestIssuer issuer = null!;
    private IBusControl others = null!;

    public TestService<Meeting> Service { get; private set; } = null!;

    /// <summary>The other replica, on the same database.</summary>
    public TestService<Meeting> Replica { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("scheduling");
        broker = await TestBroker.Create();
        issuer = await TestIssuer.Start();
        Service = await new TestService<Meeting>(database, issuer, broker.Uri).UntilStoreIsReady();
        Replica = await new TestService<Meeting>(database, issuer, broker.Uri).UntilStoreIsReady();
        var address = new Uri(broker.Uri);
        others = Bus.Factory.CreateUsingRabbitMq(rabbit => rabbit.Host(new Uri($"rabbitmq://{address.Host}:{address.Port}{address.AbsolutePath}"), host =>
        {
            host.Username(Uri.UnescapeDataString(address.UserInfo.Split(':')[0]));
            host.Password(Uri.UnescapeDataString(address.UserInfo.Split(':')[1]));
        }));
        await others.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await others.StopAsync();
        await Service.DisposeAsync();
        await Replica.DisposeAsync();
        await issuer.DisposeAsync();
        await broker.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Announces an edition and waits until Scheduling knows it.</summary>
    /// <param name="clock">The world's when null.</param>
    public async Task<Guid> Edition(EditionState state = EditionState.RegistrationOpen, EditionClock? clock = null)
    {
        var id = Guid.CreateVersion7();
        var announced = Dialogue.Edition with { State = state, Clock = clock ?? Dialogue.Edition.Clock };
        var messageId = Guid.CreateVersion7();
        using var anybody = Service.As(null);
        await Eventually.True(
            async () =>
            {
                // Said again until somebody listens; the first time around the queues may not be there yet.
                await Say(new EditionAnnounced { EditionId = id, Revision = 1, Edition = announced }, messageId);
                using var answer = await anybody.GetAsync(new Uri($"/editions/{id}/speakers-list", UriKind.Relative));
                return answer.StatusCode is HttpStatusCode.OK;
            },
            "the edition is known");
        return id;
    }

    /// <summary>A client of a delegation whose account has a mandate, which both replicas know.</summary>
    public async Task<HttpClient> Of(string participant)
    {
        var client = Service.As("delegation", participant);
        await Say(new FocalPointDesignated
        {
            FocalPointsId = Guid.CreateVersion7(),
            Revision = 1,
            Mandate = new Mandate { MandateId = Guid.CreateVersion7(), Participant = participant, Subject = $"delegation-{participant}", Capacity = FocalPointCapacity.Primary },
        });
        await Eventually.True(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/events", UriKind.Relative));
                return answer.StatusCode is HttpStatusCode.OK;
            },
            $"the mandate of {participant} is known");
        return client;
    }

    public Task<IReadOnlyList<string>> Queues() => broker.Queues();

    /// <summary>True when somebody waits for a turn that another one has.</summary>
    public async Task<bool> SomebodyWaits() =>
        (await database.Query<bool>("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database()))"))[0];

    public Task Say<T>(T message, Guid? messageId = null) where T : class =>
        others.Publish(message, message.GetType(), context => context.MessageId = messageId ?? Guid.CreateVersion7());

    /// <summary>Says what Registration says when a delegation has come to this state.</summary>
    public Task Say(Guid delegationId, long revision, Delegation delegation, Guid? messageId = null) => Say<object>(
        delegation switch
        {
            { Standing: DelegationStanding.Withdrawn } => new DelegationWithdrawn { DelegationId = delegationId, Revision = revision, Delegation = delegation },
            _ when revision == 1 => new DelegationAnnounced { DelegationId = delegationId, Revision = revision, Delegation = delegation },
            { RoundTableSeats: > 0 } => new RoundTableChoicesRanked { DelegationId = delegationId, Revision = revision, Delegation = delegation },
            { SpeakingRequestedAt: not null } => new SpeakingRequested { DelegationId = delegationId, Revision = revision, Delegation = delegation },
            _ => new DelegationChanged { DelegationId = delegationId, Revision = revision, Delegation = delegation },
        },
        messageId);
}

/// <summary>One Scheduling, in two replicas, for all that is asked of it over HTTP, one after the other: each test has an edition of its own.</summary>
[CollectionDefinition]
public sealed class Convening : ICollectionFixture<SchedulingFixture>;

/// <summary>What a client of the API sends and looks at.</summary>
internal static class Requests
{
    public static async Task<JsonElement> Read(this HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Creates, and answers with the id of what was made.</summary>
    public static async Task<Guid> Create(this HttpClient client, string address, object body)
    {
        using var answer = await client.PostAsJsonAsync(address, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        answer.Headers.Location!.ToString().ShouldStartWith(address);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }

    /// <summary>Status and code of the problem, if there is one.</summary>
    public static Task<(int Status, string Code)> Get(this HttpClient client, string address) => client.Send(HttpMethod.Get, address, body: null, version: null);

    /// <summary>Status and code of the problem, if there is one.</summary>
    public static Task<(int Status, string Code)> Post(this HttpClient client, string address, object? body = null, long? version = null, string? ifMatch = null, string? key = null) =>
        client.Send(HttpMethod.Post, address, body, version, ifMatch, key);

    /// <summary>Status and code of the problem, if there is one.</summary>
    public static Task<(int Status, string Code)> Put(this HttpClient client, string address, object body, long version) => client.Send(HttpMethod.Put, address, body, version);

    private static async Task<(int Status, string Code)> Send(this HttpClient client, HttpMethod method, string address, object? body, long? version, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null || ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch ?? $"\"{version}\"");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, (int)answer.StatusCode < 400 ? "" : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!);
    }

    /// <summary>All that the service has announced to whoever asks, from the beginning.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Told(this HttpClient client)
    {
        List<JsonElement> told = [];
        for (var after = "0"; ;)
        {
            var page = await client.Read($"/events?after={after}&limit=1000");
            told.AddRange(page.Items());
            after = page.Text("next")!;
            if (!page.GetProperty("more").GetBoolean())
                return told;
        }
    }

    /// <summary>Changes what stands at the address, at the version that it has now.</summary>
    public static async Task Change(this HttpClient client, string resource, string what, object? body = null)
    {
        var version = (await client.Read(resource)).GetProperty("version").GetInt64();
        (await client.Post($"{resource}/{what}", body, version)).ShouldBe((204, ""), $"{resource}/{what}");
    }

    public static IEnumerable<JsonElement> Items(this JsonElement answer, string name = "items") => answer.GetProperty(name).EnumerateArray();

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static int Number(this JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetInt32();
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Forum.Console.Tests;
using Forum.Kit;
using Microsoft.Playwright;
using Npgsql;

namespace Forum.Tests;

/// <summary>The stories that share a forum that is watched.</summary>
[CollectionDefinition]
public sealed class StoriesOfAWatchedForum : ICollectionFixture<WatchedForum>;

/// <summary>What the services answered while neither PostgreSQL nor RabbitMQ was there yet, and while only the one was.</summary>
/// <param name="Ready">Whether each was ready, without both.</param>
/// <param name="Question">Governance, asked for its editions, without both.</param>
/// <param name="ReadyWithStore">Whether Governance was ready once it had its store and answered.</param>
/// <param name="Ended">Who had ended when all were ready.</param>
public sealed record Beginning(IReadOnlyDictionary<string, HttpStatusCode?> Ready, HttpStatusCode? Question, HttpStatusCode? ReadyWithStore, IReadOnlyCollection<string> Ended);

/// <summary>The whole forum with Operations, and an operator before a browser. All processes but those of Operations are started before their store and their broker.</summary>
public sealed class WatchedForum : IAsyncLifetime
{
    /// <summary>Of a person in every delegation; no page of an operator names one.</summary>
    public const string SurName = "Quistgaard-Melendez";

    private readonly Browser browser = new();
    private readonly TcpProxy brokerToCome = TcpProxy.CutFromBroker(), storeToCome = TcpProxy.CutFromPostgres();
    private RunningForum forum = null!;
    private HttpClient governance = null!, registration = null!;

    /// <summary>An edition whose registration is open.</summary>
    public Guid Edition { get; private set; }

    /// <summary>How it started.</summary>
    public Beginning Beginning { get; private set; } = null!;

    public Infrastructure Infrastructure => forum.Infrastructure;

    public TestBroker Broker => forum.Infrastructure.Broker;

    /// <summary>Operations' API, for what no page shows to the millisecond.</summary>
    public HttpClient Operations { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Given up soon: what is told here is what comes after that.
        var starting = RunningForum.Start(brokerToCome, storeToCome, watched: true, settings: ("scheduling", "Broker__Attempts", "3"));
        await browser.InitializeAsync();
        forum = await starting;
        Beginning = await Begins();
        governance = await forum.Client("governance", "demo-organizer");
        registration = await forum.Client("registration", "demo-organizer");
        Operations = await forum.Client("operations", "demo-operator");
        Edition = await OpensAnEdition();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new[] { governance, registration, Operations })
            client?.Dispose();
        await browser.DisposeAsync();
        if (forum is not null)
            await forum.DisposeAsync();
        await brokerToCome.DisposeAsync();
        await storeToCome.DisposeAsync();
    }

    /// <summary>An operator who has signed in, before the page from which everything is found.</summary>
    internal async Task<Visitor> Watches()
    {
        var visitor = await browser.Visit(new Uri(forum.Origin));
        await visitor.Page.GotoAsync("/watch");
        await visitor.Page.GetByLabel("Name").FillAsync("operator");
        await visitor.Page.GetByLabel("Password").FillAsync(RunningForum.Password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("How the forum fares");
        return visitor;
    }

    internal Child Process(string service) => forum.Process(service);

    internal TestDatabase Store(string service) => forum.Infrastructure.DatabaseOf(service);

    /// <summary>Returns when the service answers and its consumers are attached.</summary>
    internal Task UntilReady(string service) => Eventually.True(async () => await forum.Asked(service, "/health/ready") is HttpStatusCode.OK, $"{service} is ready");

    /// <summary>Imports the delegations of as many organizations, with a person each; codes are the prefix and a number.</summary>
    public async Task Registers(string prefix, int delegations)
    {
        var list = new StringBuilder("delegation_code,category,delegation_name,name,title,role,rank\n");
        for (var n = 1; n <= delegations; n++)
            list.Append($"{prefix}-{n},UnSystemEntity,Organization {prefix} {n},Person {n} {SurName},President,Head,Other\n");
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(list.ToString())) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var uploaded = await registration.PostAsync(new Uri($"/imports?edition={Edition}", UriKind.Relative), body);
        var text = await uploaded.Content.ReadAsStringAsync();
        uploaded.IsSuccessStatusCode.ShouldBeTrue(text);
        var import = JsonElement.Parse(text).GetProperty("id").GetGuid();
        await registration.Change(HttpMethod.Post, $"/imports/{import}/commit", version: 1, new { reason = "A story is told of them." });
        await Eventually.True(async () => (await registration.Read($"/imports/{import}")).GetProperty("state").GetString() is "Completed", "they are registered");
    }

    /// <summary>Id of the delegation.</summary>
    public async Task<Guid> DelegationOf(string participant)
    {
        using var asking = await forum.Client("registration", "demo-operator");
        return (await asking.Read($"/delegation-ids?participant={participant}")).GetProperty("items")[0].GetProperty("delegationId").GetGuid();
    }

    /// <summary>Runs statements in the database of a service, as whoever looks after it could.</summary>
    internal async Task Tell(string service, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Store(service).ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Beginning> Begins()
    {
        var ready = new Dictionary<string, HttpStatusCode?>();
        foreach (var service in Infrastructure.Services)
        {
            await Eventually.True(async () => await forum.Asked(service, "/health/live") is HttpStatusCode.OK, $"{service} lives");
            ready[service] = await forum.Asked(service, "/health/ready");
        }

        var question = await forum.Asked("governance", "/editions");
        storeToCome.Mend();
        await Eventually.True(async () => await forum.Asked("governance", "/editions") is HttpStatusCode.OK, "Governance answers as soon as the store is there");
        var readyWithStore = await forum.Asked("governance", "/health/ready");
        brokerToCome.Mend();
        await forum.UntilReady();
        return new Beginning(ready, question, readyWithStore, [.. forum.Names.Where(name => !forum.Process(name).Runs)]);
    }

    private async Task<Guid> OpensAnEdition()
    {
        var edition = await governance.MustCreate("/editions", new
        {
            code = "watched",
            title = "A dialogue that is watched",
            startsOn = "2006-09-14",
            endsOn = "2006-09-15",
            venue = "A venue",
            timeZone = "America/New_York",
            participantsAsOf = "2006-09-14",
            modalityProfile = new { code = "story" },
            outcomeType = "ChairSummary",
            clock = new { kind = "Real" },
            reason = "To tell a story of it.",
        });
        await governance.Change(HttpMethod.Post, $"/editions/{edition.Id}/registration/opening", edition.Version, new { reason = "To tell a story of it." });
        var probe = new { editionId = edition.Id, participant = "NOR", category = "MemberState", head = new { name = $"Head {SurName}", title = "Minister", rank = "Minister" }, credentials = "Provisional" };
        await Eventually.True(async () => (await registration.Create("/delegations", probe)).Refusal is not ("edition-unknown" or "registration-not-open"), "Registration knows that it is open");
        return edition.Id;
    }
}

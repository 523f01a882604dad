using System.Collections.Concurrent;
using System.Diagnostics;
using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Wire = Forum.Contracts.Registration;

namespace Forum.Registration.Tests;

/// <summary>Registration on PostgreSQL and RabbitMQ, and somebody who listens.</summary>
public sealed class ConnectedFixture : IAsyncLifetime
{
    private TestIssuer issuer = null!;
    private TestBroker broker = null!;

    public TestDatabase Database { get; private set; } = null!;
    public TestService<Delegation> Service { get; private set; } = null!;
    internal Listener Listener { get; private set; } = null!;
    public MovedTime Time { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Create("registration");
        broker = await TestBroker.Create();
        issuer = await TestIssuer.Start();
        Listener = await Listener.Start(new Uri(broker.Uri));
        Service = await new TestService<Delegation>(Database, issuer, broker.Uri, Time).UntilStoreIsReady();
        await Mandated.Everybody(Service.Services);
        await Eventually.True(async () => (await broker.Queues()).Intersect(["registration-follow-edition", "registration-follow-mandate"]).Count() == 2, "Registration listens");
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Listener.DisposeAsync();
        await issuer.DisposeAsync();
        await broker.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>A token of an account of its own.</summary>
    public HttpClient Account(string subject, string participant)
    {
        var client = Service.As(null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token("delegation", participant, subject: subject));
        return client;
    }

    /// <summary>A second replica on the same store, without a broker.</summary>
    public TestService<Delegation> Another() => new(Database, issuer, time: Time);

    public async Task<KnownEdition?> Known(Guid edition)
    {
        await using var session = Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.LoadAsync<KnownEdition>(edition);
    }

    /// <summary>Says as Governance that registration is open, and waits until that is known.</summary>
    public async Task<Guid> Open(int year = 2006)
    {
        var id = Guid.CreateVersion7();
        await Listener.Say(new RegistrationOpened { EditionId = id, Revision = 2, Edition = Story.Edition(year: year).Edition });
        await Eventually.True(async () => await Known(id) is not null, "the edition is known");
        return id;
    }
}

/// <summary>The world's time, or ahead of it.</summary>
public sealed class MovedTime : TimeProvider
{
    private TimeSpan ahead;

    public void Pass(TimeSpan time) => ahead += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}

public sealed class When_Governance_tells_of_an_edition(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    [Fact]
    public async Task an_older_message_never_overwrites_a_newer_one()
    {
        var id = Guid.CreateVersion7();
        await fixture.Listener.Say(new RegistrationClosed { EditionId = id, Revision = 3, Edition = Story.Edition(EditionState.RegistrationClosed).Edition });
        await Eventually.True(async () => await fixture.Known(id) is { Version: 3 }, "the third revision is known");
        await fixture.Listener.Say(new RegistrationOpened { EditionId = id, Revision = 2, Edition = Story.Edition().Edition });
        await fixture.Listener.Say(new EditionAnnounced { EditionId = id, Revision = 1, Edition = Story.Edition(EditionState.Announced).Edition });
        await Heard(2);

        var known = (await fixture.Known(id)).ShouldNotBeNull();
        known.Version.ShouldBe(3);
        known.Edition.State.ShouldBe(EditionState.RegistrationClosed);

        await fixture.Listener.Say(new EditionClosed { EditionId = id, Revision = 4, Edition = Story.Edition(EditionState.Closed).Edition });
        await Eventually.True(async () => await fixture.Known(id) is { Version: 4, Edition.State: EditionState.Closed }, "the end is known");
    }

    [Fact]
    public async Task what_a_delegation_does_is_told_with_its_revision_and_its_listing()
    {
        var france = fixture.Service.As("delegation", "FRA");
        var (address, id) = await france.Register(Requests.Body(await fixture.Open()));
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).Status.ShouldBe(200);
        (await france.Post($"{address}/withdrawal", new { reason = "Not this time." }, "\"2\"")).Status.ShouldBe(204);

        await Eventually.Holds(
            () =>
            {
                var heard = fixture.Listener.Heard.Select(h => h.Message).ToArray();
                heard.OfType<Wire.DelegationAnnounced>().ShouldContain(m => m.DelegationId == id && m.Revision == 1 && m.Delegation.Name == "France" && m.Delegation.Group == RegionalGroup.Weog);
                heard.OfType<Wire.SpeakingRequested>().ShouldContain(m => m.DelegationId == id && m.Revision == 2 && m.Delegation.SpeakingRequestedAt != null);
                heard.OfType<Wire.DelegationWithdrawn>().ShouldContain(m => m.DelegationId == id && m.Revision == 3 && m.Delegation.SpeakingRequestedAt == null);
                return Task.CompletedTask;
            },
            "the others are told");
    }

    /// <summary>Waits until the service has dealt with so many more messages than the first.</summary>
    private Task Heard(int more) => Eventually.True(
        async () => (await fixture.Database.Query<long>("select count(*) from mt_doc_received")).Single() >= 1 + more,
        "all messages were dealt with");
}

public sealed class When_people_are_registered(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    private const string Canary = "Zilpzalp";

    [Fact]
    public async Task they_are_in_their_own_documents_and_nowhere_else()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);

        var organizer = fixture.Service.As("organizer");
        var edition = await fixture.Open();
        var body = Requests.Body(edition, head: $"{Canary} Head", members: [Requests.Member("Adviser", $"{Canary} Adviser", $"{Canary} of Birds")]);
        var (address, id) = await organizer.Register(body);
        // Ways that fail: they must be as silent.
        (await organizer.Post("/delegations", body)).Status.ShouldBe(409);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => organizer.Post("/delegations", Requests.Body(edition, "NOR", head: $"{Canary} Head"), key: "norway registers")));
        (await organizer.Post("/delegations", Requests.Body(edition, "SSD", head: $"{Canary} Head"))).Status.ShouldBe(422);
        (await organizer.Post("/delegations", Requests.Body(edition, "ITA", head: new string('x', 300) + Canary))).Status.ShouldBe(400);
        (await organizer.Post("/delegations", new { editionId = edition, Zilpzalp = Canary })).Status.ShouldBe(400);
        await fixture.Database.Query<int>("alter table mt_doc_person add constraint broken_store check (false) not valid");
        (await organizer.Post("/delegations", Requests.Body(edition, "FRA", head: $"{Canary} Head"))).Status.ShouldBe(500);
        await fixture.Database.Query<int>("alter table mt_doc_person drop constraint broken_store");
        (await organizer.Post($"{address}/speaking-request", new { }, "\"1\"")).Status.ShouldBe(200);
        (await organizer.Post($"{address}/withdrawal", new { reason = $"{Canary} is ill." }, "\"1\"")).Status.ShouldBe(412);
        (await organizer.Post($"{address}/withdrawal", new { reason = $"{Canary} is ill." }, "\"2\"")).Status.ShouldBe(204);
        (await organizer.GetStringAsync(address)).ShouldContain($"{Canary} Head");
        await Eventually.True(() => Task.FromResult(fixture.Listener.Heard.Any(h => h.Message is Wire.DelegationWithdrawn m && m.DelegationId == id)), "the others are told");

        // Looked at first: the search for the name below is a query with the name in it.
        string[] said = [.. spans.Select(Said)];
        said.ShouldContain(span => span.Contains("/delegations", StringComparison.Ordinal));
        said.Where(span => span.Contains(Canary, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        (await Tables()).ShouldBe(["mt_doc_actiontaken", "mt_doc_person", "mt_doc_remark"], "tables with a name in them");
        (await fixture.Database.Query<long>($"select count(*) from mt_events where stream_id = '{id}'")).Single().ShouldBe(3);
        fixture.Listener.Heard.ShouldAllBe(h => !h.Body.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        fixture.Service.Log.ShouldNotBeEmpty();
        fixture.Service.Log.ShouldAllBe(line => !line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task who_joins_stands_in_or_is_proposed_is_as_silent()
    {
        const string Wryneck = "Wendehals";
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue };
        ActivitySource.AddActivityListener(listener);

        var (organizer, france) = (fixture.Service.As("organizer"), fixture.Service.As("delegation", "FRA"));
        var edition = await fixture.Open(year: 2099);
        var (address, id) = await france.Register(Requests.Body(edition));
        var head = (await france.Members(address.OriginalString))[0].PersonId;
        var coming = new { name = $"{Wryneck} Head", title = $"{Wryneck} of Birds", rank = "Minister" };
        (await france.Post($"{address}/composition", new { add = new[] { Requests.Member("Adviser", $"{Wryneck} Adviser") } }, "\"1\"")).Status.ShouldBe(204);
        (await france.Post($"{address}/composition", new { add = new[] { Requests.Member("HeadOfDelegation", $"{Wryneck} Adviser") } }, "\"2\"")).Status.ShouldBe(422);
        (await organizer.Post($"{address}/substitutions", new { leaving = head, coming, reason = $"{Wryneck} is well again." }, "\"2\"")).Status.ShouldBe(204);
        (await france.Post($"{address}/communications", new { kind = "NoteVerbale", date = "2006-07-01", reference = $"{Wryneck} 1" })).Status.ShouldBe(201);
        await fixture.Listener.Say(new RegistrationClosed { EditionId = edition, Revision = 3, Edition = Story.Edition(EditionState.RegistrationClosed, year: 2099).Edition });
        await Eventually.True(async () => await fixture.Known(edition) is { Version: 3 }, "the window is closed");
        (await france.Post($"{address}/composition", new { add = new[] { Requests.Member("Adviser", $"{Wryneck} Proposed") } }, "\"3\"")).Status.ShouldBe(202);
        await Eventually.True(() => Task.FromResult(fixture.Listener.Heard.Count(h => h.Message is Wire.DelegationChanged m && m.DelegationId == id) == 2), "the others are told");

        spans.Select(Said).Where(span => span.Contains(Wryneck, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        fixture.Listener.Heard.ShouldAllBe(h => !h.Body.Contains(Wryneck, StringComparison.OrdinalIgnoreCase));
        fixture.Service.Log.ShouldAllBe(line => !line.Contains(Wryneck, StringComparison.OrdinalIgnoreCase));
        (await Tables(Wryneck)).ShouldBe(["mt_doc_actiontaken", "mt_doc_amendment", "mt_doc_communication", "mt_doc_person"], "tables with a name in them");
    }

    /// <summary>The tables that the canary is in, whatever the column.</summary>
    private async Task<IReadOnlyList<string>> Tables(string canary = Canary)
    {
        var found = new List<string>();
        foreach (var table in await fixture.Database.Query<string>("select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1"))
        {
            if ((await fixture.Database.Query<bool>($"select exists (select 1 from {table} t where t::text ilike '%{canary}%')")).Single())
                found.Add(table);
        }

        return found;
    }

    private static string Said(Activity span) => string.Join('\n',
    [
        span.DisplayName, span.StatusDescription ?? "", .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"), .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. span.Events.SelectMany(e => e.Tags.Select(tag => $"{e.Name} {tag.Key}={tag.Value}")),
    ]);
}

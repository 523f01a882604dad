using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forum.Kit;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Tests;

/// <summary>
/// A forum whose people are marked: in every member that takes words about somebody stands a word of its own, in requests that are taken and in requests that are refused.
/// What the services write meanwhile, of themselves and to each other, is kept; then everybody is erased.
/// </summary>
public sealed class MarkedPeople : FourServices
{
    private readonly Marks marks = new();
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ConcurrentQueue<string> measurements = new();
    private readonly ActivityListener tracing;
    private readonly MeterListener metering = new();
    private Collector collector = null!;
    private HttpClient organizer = null!, sweden = null!;
    private Guid edition, delegation, note, point, summary;

    public MarkedPeople()
    {
        tracing = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(tracing);
        metering.InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        metering.SetMeasurementEventCallback<long>(Measured);
        metering.SetMeasurementEventCallback<int>(Measured);
        metering.SetMeasurementEventCallback<double>(Measured);
        metering.Start();
    }

    protected override bool LogsEverything => true;

    protected override IReadOnlyList<(string Key, string Value)> Settings => collector.Settings;

    internal Marks Marks => marks;

    /// <summary>Tables by service in which a mark stood while the people were held, and after they were erased and every projection was built anew.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Held { get; private set; } = null!;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> AfterErasure { get; private set; } = null!;

    /// <summary>What others than the secretariat and the delegation itself were answered.</summary>
    public ConcurrentQueue<string> ToldToOthers { get; } = new();

    public IReadOnlyList<string> Overheard { get; private set; } = null!;

    public IReadOnlyList<string> LeftInQueues { get; private set; } = null!;

    public IReadOnlyCollection<(string Signal, string Body)> Exported => collector.Received;

    public IReadOnlyCollection<string> Measurements => measurements;

    public IEnumerable<string> Spans => spans.Select(Said);

    public IEnumerable<string> Addresses => spans.SelectMany(span => span.TagObjects).Where(tag => tag.Key is "url.path" or "url.query" or "url.full" or "http.route").Select(tag => $"{tag.Value}");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        organizer = Client("registration", "organizer");
        sweden = Client("registration", "delegation", "SWE");
        edition = await Secretariat.OpensAnEdition();
        await Secretariat.Designates("SWE");
        await Secretariat.PlansARoundTable(edition, number: 1, capacity: 1);

        await AreRegistered();
        await AreRefused();
        await AreSpokenOf();
        await AreWrittenDown();
        await AreListed();
        await AreLookedFor();
        await AreNoted();
        await OthersRead("registration", [edition, delegation, await Member()]);
        await OthersRead("publishing", [edition, note, point, summary]);
        await Fail();
        await Infrastructure.DatabaseOf("registration").Query<int>("analyze");
        Held = await TablesThatSayMarks();

        await AreErased();
        await BuildAnew();
        AfterErasure = await TablesThatSayMarks();
        LeftInQueues = [.. await Task.WhenAll((await Broker.Queues()).Where(queue => queue != "overheard").Select(async queue => string.Join('\n', await Broker.Peek(queue))))];
        // What is still to be exported is exported at the end.
        await Stop();
        Overheard = await Broker.ReadOverheard();
    }

    public override async ValueTask DisposeAsync()
    {
        tracing.Dispose();
        metering.Dispose();
        await base.DisposeAsync();
        await collector.DisposeAsync();
    }

    protected override async Task Prepare()
    {
        collector = await Collector.Start();
        await Broker.Overhear();
    }

    /// <summary>A new member that takes words about people is marked here, or in what is said in the steps below.</summary>
    /// <param name="of">Tells the marks of one delegation from those of another.</param>
    private JsonObject Body(string participant = "SWE", string of = "") => new()
    {
        ["editionId"] = edition,
        ["participant"] = participant,
        ["category"] = "MemberState",
        ["head"] = new JsonObject { ["name"] = $"{marks[$"the head's name{of}"]} Head", ["title"] = $"Minister of {marks[$"the head's title{of}"]}", ["rank"] = "Minister" },
        ["members"] = new JsonArray(new JsonObject { ["name"] = $"{marks[$"a member's name{of}"]} Member", ["title"] = $"Adviser on {marks[$"a member's title{of}"]}", ["role"] = "Adviser", ["rank"] = "Other" }),
        ["credentials"] = "Provisional",
    };

    private async Task AreRegistered()
    {
        await Eventually.True(async () => await Post(sweden, "/delegations", Body(), key: marks["an idempotency key"]) is HttpStatusCode.Created, "Sweden registers");
        (await Post(sweden, "/delegations", Body(), key: marks["an idempotency key"])).ShouldBe(HttpStatusCode.Created);
        delegation = (await sweden.Read($"/delegations?edition={edition}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var twins = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Post(organizer, "/delegations", Body("NOR"))));
        twins.Count(status => status is HttpStatusCode.Created).ShouldBe(1);
    }

    /// <summary>Each member in turn is a word that it cannot be; then the body is none at all.</summary>
    private async Task AreRefused()
    {
        foreach (var path in Leaves(Body()).ToArray())
        {
            foreach (var wrong in new JsonNode[] { marks[$"{path}, wrongly"], $"{new string('x', 400)}{marks[$"{path}, at length"]}", new JsonArray(marks[$"{path}, as a list"]), new JsonObject { [marks[$"{path}, as a member"]] = 1 } })
                Refused(await Post(sweden, "/delegations", With(Body(), path, wrong)));
        }

        var unknown = Body();
        unknown[marks["an unknown member"]] = marks["an unknown member's value"];
        Refused(await Post(sweden, "/delegations", unknown));
        Refused(await Post(sweden, "/delegations", Body("SSD")));
        foreach (var (body, type) in new[]
                 {
                     ($$"""{ "head": { "name": "{{marks["a body without an end"]}} """, "application/json"), ($"\"{marks["a text for a body"]}\"", "application/json"),
                     (marks["no JSON at all"], "application/json"), ($"tru{marks["half a literal"]}", "application/json"), (marks["a body of another type"], "text/plain"),
                 })
        {
            using var content = new StringContent(body, Encoding.UTF8, type);
            using var answer = await sweden.PostAsync(new Uri("/delegations", UriKind.Relative), content);
            Refused(answer.StatusCode);
        }

        Refused(await Post(organizer, $"/delegations/{delegation}/withdrawal", new() { ["reason"] = marks["a reason that comes late"] }, version: "\"99\""));
        Refused(await Post(organizer, $"/delegations/{delegation}/withdrawal", new() { ["reason"] = marks["a reason without a version"] }));
        Refused(await Post(organizer, $"/delegations/{delegation}/withdrawal", new() { ["reason"] = "No." }, version: marks["a version that is none"]));
        Refused(await Post(organizer, $"/delegations/{delegation}/withdrawal", new() { ["reason"] = new string('x', 1_000) + marks["a reason at length"] }, version: "\"1\""));
        Refused(await Post(organizer, $"/delegations/{delegation}/withdrawal", new() { ["reason"] = new JsonObject { [marks["a reason as a member"]] = marks["a reason in a member"] } }, version: "\"1\""));
        Refused(await Post(organizer, $"/people/{Guid.CreateVersion7()}/erasure", new() { ["reason"] = marks["a reason for an erasure"] }));
    }

    /// <summary>Where reasons and remarks are taken.</summary>
    private async Task AreSpokenOf()
    {
        var version = await sweden.Change(HttpMethod.Post, $"/delegations/{delegation}/speaking-request", 1, new { });
        version = await sweden.Change(HttpMethod.Put, $"/delegations/{delegation}/round-table-choices", version, new { choices = new[] { 1 }, seats = 1 });
        version = await sweden.Change(HttpMethod.Post, $"/delegations/{delegation}/withdrawal", version, new { reason = $"{marks["the reason of a withdrawal"]}: {marks["a member's name"]} is ill." });
        version = await sweden.Change(HttpMethod.Post, $"/delegations/{delegation}/return", version, new { });
        await sweden.Change(HttpMethod.Post, $"/delegations/{delegation}/withdrawal", version, new { reason = $"{marks["the reason of a second withdrawal"]} again." });
        await Eventually.Holds(async () => (await Secretariat.Speakers(edition)).ShouldNotContain("SWE"), "the others have heard of it");
    }

    /// <summary>What the secretariat writes down about a delegation and an organization: communications, papers, compositions, reasons.</summary>
    private async Task AreWrittenDown()
    {
        var body = Body("ISL", " of Iceland");
        body["communication"] = new JsonObject { ["kind"] = "NoteVerbale", ["date"] = "2006-06-30", ["reference"] = marks["the reference of a note verbale"] };
        (await Post(organizer, "/delegations", body)).ShouldBe(HttpStatusCode.Created);
        var iceland = await DelegationOf("ISL");
        var version = await organizer.Change(HttpMethod.Post, $"/delegations/{iceland}/composition", 1, new
        {
            add = new[] { new { name = $"{marks["a newcomer's name"]} Newcomer", title = $"Expert on {marks["a newcomer's title"]}", role = "Expert", rank = "Other" } },
            reason = $"{marks["the reason of a change of composition"]} asked for it.",
        });
        var head = (await organizer.Read($"/delegations/{iceland}")).GetProperty("head").GetProperty("personId").GetGuid();
        await organizer.Change(HttpMethod.Post, $"/delegations/{iceland}/level-changes", version, new { personId = head, rank = "ForeignMinister", title = $"Minister for {marks["a head's new title"]}", reason = marks["the reason of a change of level"] });
        var communication = (await organizer.Read($"/delegations/{iceland}/communications")).GetProperty("items")[0].GetProperty("id").GetGuid();
        using var paper = new StringContent($"%PDF-1.4\n% {marks["a name on a paper"]}\n%%EOF", Encoding.ASCII, "application/pdf");
        (await organizer.PutAsync(new Uri($"/delegations/{iceland}/communications/{communication}/document", UriKind.Relative), paper)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await Post(organizer, "/organizations", new()
        {
            ["editionId"] = edition,
            ["code"] = "NGO-9",
            ["name"] = "An organization",
            ["category"] = "Ngo",
            ["profile"] = $"Founded by {marks["a name in a profile"]}.",
            ["reason"] = $"{marks["the reason of a proposal"]} proposed it.",
        })).ShouldBe(HttpStatusCode.Created);
        var organization = (await organizer.Read($"/organizations?edition={edition}")).GetProperty("items")[0].GetProperty("id").GetGuid();
        await organizer.Change(HttpMethod.Post, $"/organizations/{organization}/clearance", 1, new { reason = $"{marks["the reason of a clearance"]} knows it." });
    }

    /// <summary>Lists that come in and go out.</summary>
    private async Task AreListed()
    {
        using var list = new StringContent(
            $"delegation_code,name,title,role,rank,{marks["a heading that nobody knows"]}\nIRL,{marks["a name in a file"]} Head,Minister of {marks["a title in a file"]},Head,Minister,{marks["a cell that is not read"]}\nIRL,{marks["a name in a wrong row"]},,Nobody,,\n",
            Encoding.UTF8,
            "text/csv");
        using var uploaded = await organizer.PostAsync(new Uri($"/imports?edition={edition}", UriKind.Relative), list);
        uploaded.StatusCode.ShouldBe(HttpStatusCode.Created, await uploaded.Content.ReadAsStringAsync());
        var import = (await uploaded.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        (await Post(organizer, $"/imports/{import}/commit", new() { ["reason"] = $"{marks["the reason of an import"]} sent it." }, version: "\"1\"")).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.True(async () => (await organizer.Read($"/imports/{import}")).GetProperty("state").GetString() is "Completed", "the list is taken");
        (await Post(organizer, $"/lists-of-participants/{edition}", new()
        {
            ["symbol"] = "A/INF/61/9",
            ["kind"] = "Provisional",
            ["reason"] = $"{marks["the reason of a list"]} wants to check it.",
        }, version: "\"0\"")).ShouldBe(HttpStatusCode.Created);
        using var printed = await organizer.GetAsync(new Uri($"/lists-of-participants/{edition}/1.html", UriKind.Relative));
        (await printed.Content.ReadAsStringAsync()).ShouldContain(marks["a name in a file"]);
    }

    private async Task<Guid> DelegationOf(string participant) =>
        (await organizer.Read($"/delegations?edition={edition}")).GetProperty("items").EnumerateArray().Single(line => line.GetProperty("participant").GetString() == participant).GetProperty("id").GetGuid();

    private async Task AreLookedFor()
    {
        using var found = await organizer.PostAsJsonAsync("/people/search", new { editionId = edition, name = marks["a member's name"] });
        (await found.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength().ShouldBe(2, "Sweden's and Norway's");
        (await organizer.Read($"/people/{await Member()}/export")).GetRawText().ShouldContain(marks["the reason of a withdrawal"]);
        Refused(await Post(organizer, "/people/search", new() { ["name"] = marks["a name that is looked for among nobody"] }));
    }

    /// <summary>What delegations said is written down at Publishing: words, who said them, who wrote them; in notes that are kept, that stand side by side, and that are refused. A summary is drafted from them.</summary>
    private async Task AreNoted()
    {
        using var publisher = Client("publishing", "organizer");
        using var taker = Client("publishing", "notetaker");
        await publisher.Change(HttpMethod.Put, $"/editions/{edition}/note-takers", 0, new { tables = new[] { new { roundTable = 1, accounts = new[] { "notetaker-any", marks["an account that takes notes"] } } } });
        point = (await publisher.MustCreate("/points/openings", new { editionId = edition, roundTable = 1, wording = new { topic = "Fees", claim = "fees had fallen" } })).Id;
        note = Guid.CreateVersion7();
        var first = Guid.CreateVersion7();
        (await Save(taker, note, first, Note("begun"))).ShouldBe(HttpStatusCode.OK);
        (await Save(taker, note, first, Note("begun"))).ShouldBe(HttpStatusCode.OK);
        (await Save(taker, note, first, Note("otherwise"))).ShouldBe(HttpStatusCode.Conflict);
        foreach (var side in new[] { "on one side", "on the other side" })
            (await Save(taker, note, Guid.CreateVersion7(), Note(side, first))).ShouldBe(HttpStatusCode.OK);
        (await Save(publisher, Guid.CreateVersion7(), Guid.CreateVersion7(), Note("by the secretariat"))).ShouldBe(HttpStatusCode.OK);

        Refused(await Save(taker, note, Guid.CreateVersion7(), Note("based on nothing", Guid.CreateVersion7())));
        Refused(await Save(taker, note, Guid.CreateVersion7(), With(Note("at another table"), "$.roundTable", 2)));
        Refused(await Save(taker, note, Guid.CreateVersion7(), With(Note("at length"), "$.text", $"{new string('x', 20_000)}{marks["a text at length"]}")));
        foreach (var path in Leaves(Note("wrongly")).ToArray())
            Refused(await Save(taker, note, Guid.CreateVersion7(), With(Note("wrongly"), path, new JsonObject { [marks[$"{path} of a note, as a member"]] = 1 })));
        Refused(await Post(publisher, "/points/openings", new() { ["editionId"] = edition, ["wording"] = new JsonObject { ["topic"] = marks["a topic that is refused"], ["claim"] = $"Norway and {marks["a claim that names a State"]} had lowered fees" } }));

        await publisher.Change(HttpMethod.Post, $"/points/{point}/count", 1, new { });
        (summary, var version) = await publisher.MustCreate("/summaries", new { editionId = edition, title = "Summary of the dialogue" });
        version = await publisher.Change(HttpMethod.Post, $"/summaries/{summary}/sections", version, new { number = 1, heading = "What was said" });
        await publisher.Change(HttpMethod.Post, $"/summaries/{summary}/paragraphs/drafting", version, new { section = 1 });
        (await publisher.Read($"/summaries/{summary}/support")).GetRawText().ShouldContain("fees had fallen");
        (await publisher.Read($"/notes/{note}")).GetRawText().ShouldContain(marks["a text begun"]);
        marks.FoundIn([(await publisher.Read($"/summaries/{summary}/support")).GetRawText(), (await publisher.Read($"/summaries/{summary}/lint")).GetRawText(), (await publisher.Read($"/points/{point}/counts")).GetRawText()]).ShouldBeEmpty();

        var database = Infrastructure.DatabaseOf("publishing");
        await database.Query<int>("alter table mt_doc_notetext add constraint broken_store check (false) not valid");
        (await Save(taker, Guid.CreateVersion7(), Guid.CreateVersion7(), Note("that is not kept"))).ShouldBe(HttpStatusCode.InternalServerError);
        await database.Query<int>("alter table mt_doc_notetext drop constraint broken_store");
        await database.Query<int>("analyze");
    }

    private JsonObject Note(string which, params Guid[] basedOn) => new()
    {
        ["editionId"] = edition,
        ["roundTable"] = 1,
        ["basedOn"] = new JsonArray([.. basedOn.Select(id => (JsonNode)id)]),
        ["delegation"] = marks[$"a delegation of a note {which}"],
        ["stance"] = "Support",
        ["point"] = point,
        ["text"] = $"{marks[$"a text {which}"]} said so.",
    };

    private static async Task<HttpStatusCode> Save(HttpClient client, Guid note, Guid revision, JsonObject body)
    {
        using var answer = await client.PutAsJsonAsync($"/notes/{note}/revisions/{revision}", body);
        return answer.StatusCode;
    }

    /// <summary>Everything that can be read at a service is asked for by all who are neither the secretariat nor Sweden, with every id that there is; what only note-takers may read, by none of them.</summary>
    private async Task OthersRead(string service, Guid[] ids)
    {
        var reads = (await File.ReadAllLinesAsync(Repository.Path("tests", "Forum.Tests", "authorization-matrix.csv"))).Skip(1).Select(EndpointAccess.Read).Where(endpoint => endpoint.Service == service && endpoint.Method == "GET").ToArray();
        foreach (var route in reads.Select(endpoint => endpoint.Route))
        {
            foreach (var role in service == "publishing" ? new[] { null, "operator", "service", "delegation" } : [null, "operator", "notetaker", "service", "delegation"])
            {
                using var other = Client(service, role, role is "delegation" ? "FRA" : null);
                foreach (var address in ids.Select(id => $"{route.Replace("{id:guid}", id.ToString(), StringComparison.Ordinal)}?edition={edition}&asOf=2006-09-14&after=0").Distinct())
                {
                    using var answer = await other.GetAsync(new Uri(address, UriKind.Relative));
                    ToldToOthers.Enqueue($"{address} {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
        }
    }

    /// <summary>A store that takes no people, and a message that nobody can read.</summary>
    private async Task Fail()
    {
        var database = Infrastructure.DatabaseOf("registration");
        await database.Query<int>("alter table mt_doc_person add constraint broken_store check (false) not valid");
        (await Post(organizer, "/delegations", Body("DNK"))).ShouldBe(HttpStatusCode.InternalServerError);
        await database.Query<int>("alter table mt_doc_person drop constraint broken_store");
        await database.Query<int>("alter table mt_doc_remark add constraint broken_store check (false) not valid");
        var norway = await DelegationOf("NOR");
        (await Post(organizer, $"/delegations/{norway}/withdrawal", new() { ["reason"] = marks["a reason that is not kept"] }, version: "\"1\"")).ShouldBe(HttpStatusCode.InternalServerError);
        await database.Query<int>("alter table mt_doc_remark drop constraint broken_store");
        await Broker.Publish("registration-follow-edition", "{ this is no JSON");
        await Eventually.True(async () => (await Broker.Queues()).Contains("registration-follow-edition_error"), "the message is put aside");
    }

    private async Task AreErased()
    {
        (await Post(organizer, $"/people/{await Member()}/erasure", new() { ["reason"] = "AskedFor" })).ShouldBe(HttpStatusCode.OK);
        var held = await organizer.Read($"/editions/{edition}/personal-data");
        held.GetProperty("held").GetProperty("people").GetInt32().ShouldBe(7, "one of Sweden's, two of Norway's, three of Iceland's, one of Ireland's");
        await organizer.Change(HttpMethod.Put, $"/editions/{edition}/personal-data/retention", held.GetProperty("version").GetInt64(), new { endsOn = "2006-09-15", reason = marks["the reason for which retention ends"] });
        await Eventually.True(
            async () => (await organizer.Read($"/editions/{edition}/personal-data")).GetProperty("erasedAtTheEnd") is { ValueKind: JsonValueKind.Object } end && end.GetProperty("doneAt").ValueKind is JsonValueKind.String,
            "everybody is erased");
        using var publisher = Client("publishing", "organizer");
        var notes = (await publisher.Read($"/editions/{edition}/notes/retention")).GetProperty("version").GetInt64();
        await publisher.Change(HttpMethod.Put, $"/editions/{edition}/notes/retention", notes, new { endsOn = "2006-09-15", reason = "The summary is out." });
        await Eventually.True(async () => (await publisher.Read($"/editions/{edition}/notes/retention")).GetProperty("erasedAt").ValueKind is JsonValueKind.String, "the notes are erased");
        (await organizer.Read($"/editions/{edition}/counts")).GetProperty("registered").GetInt32().ShouldBe(3, "who was registered still is");
    }

    private async Task BuildAnew()
    {
        foreach (var service in Infrastructure.Services)
        {
            var store = Of(service).GetRequiredService<IDocumentStore>();
            using var daemon = await store.BuildProjectionDaemonAsync();
            foreach (var projection in store.Options.Events.Projections().Select(projection => projection.Name))
                await daemon.RebuildProjectionAsync(projection, CancellationToken.None);
        }
    }

    private async Task<Guid> Member() => (await organizer.Read($"/delegations/{delegation}")).GetProperty("members")[0].GetProperty("personId").GetGuid();

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> TablesThatSayMarks()
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var service in Infrastructure.Services)
            found[service] = await Infrastructure.DatabaseOf(service).TablesThatSay(marks.All);
        return found;
    }

    private static async Task<HttpStatusCode> Post(HttpClient client, string address, JsonObject body, string? version = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static void Refused(HttpStatusCode status) => ((int)status).ShouldBeInRange(400, 499);

    /// <summary>Paths of all members that hold no other members.</summary>
    private static IEnumerable<string> Leaves(JsonNode node) => node switch
    {
        JsonObject parent => parent.SelectMany(member => Leaves(member.Value!)),
        JsonArray list => list.SelectMany(item => Leaves(item!)),
        _ => [node.GetPath()],
    };

    private static JsonObject With(JsonObject body, string path, JsonNode value)
    {
        Find(body).ReplaceWith(value.DeepClone());
        return body;

        JsonNode Find(JsonNode node) => node.GetPath() == path ? node : node switch
        {
            JsonObject parent => Find(parent.Select(member => member.Value!).First(member => path.StartsWith(member.GetPath(), StringComparison.Ordinal))),
            JsonArray list => Find(list.First(item => path.StartsWith(item!.GetPath(), StringComparison.Ordinal))!),
            _ => throw new ArgumentException($"There is no {path}.", nameof(path)),
        };
    }

    private void Measured<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var text = new StringBuilder(instrument.Name);
        foreach (var (key, tag) in tags)
            text.Append(' ').Append(key).Append('=').Append(tag);
        measurements.Enqueue(text.ToString());
    }

    private static string Said(Activity span) => string.Join('\n',
    [
        span.DisplayName, span.StatusDescription ?? "", span.TraceStateString ?? "",
        .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
        .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
        .. span.Events.SelectMany(e => e.Tags.Select(tag => $"{e.Name} {tag.Key}={tag.Value}")),
        .. span.Links.SelectMany(link => link.Tags ?? []).Select(tag => $"{tag.Key}={tag.Value}"),
    ]);
}

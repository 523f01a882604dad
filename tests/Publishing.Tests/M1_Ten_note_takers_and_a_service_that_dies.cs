using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Kit;
using Forum.Publishing.Proceedings;
using JasperFx;
using Marten;
using Weasel.Core;

namespace Forum.Publishing.Tests;

/// <summary>M1: ten note-takers write into one round table at once, and the service is killed (SIGKILL) between; what was acknowledged is there, once, and what was not is sent again.</summary>
public sealed class M1_Ten_note_takers_and_a_service_that_dies : IAsyncLifetime
{
    private const int NoteTakers = 10, Saves = 12;

    /// <summary>On a machine that does much else at once a process is long in starting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly ConcurrentDictionary<Guid, string> acknowledged = new();
    private readonly Uri address = new($"http://127.0.0.1:{FreePort.Next()}");
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;
    private Child service = null!;
    private HttpClient organizer = null!;
    private Guid edition;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("publishing");
        issuer = await TestIssuer.Start();
        service = new Child("Forum.Publishing", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["ConnectionStrings__Store"] = database.ConnectionString,
            // Nobody listens on port 1: notes are taken while the broker is away.
            ["Broker__Uri"] = "amqp://nobody:nothing@127.0.0.1:1/none",
            ["Access__Issuer"] = issuer.Issuer,
            ["Limits__RequestsPerSecond"] = "100000",
            ["Logging__LogLevel__Default"] = "Warning",
        });
        service.Start();
        organizer = Client("organizer", "organizer");
        await UntilItAnswers();
        edition = await Know(Dialogue.Announced());
        using var named = await Send(organizer, HttpMethod.Put, $"/editions/{edition}/note-takers", new { tables = new[] { new { roundTable = 1, accounts = Enumerable.Range(0, NoteTakers).Select(n => $"taker-{n}") } } }, "\"0\"");
        named.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    public async ValueTask DisposeAsync()
    {
        organizer.Dispose();
        await service.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task nothing_that_was_acknowledged_is_lost_and_nothing_is_there_twice()
    {
        var shared = Guid.CreateVersion7();
        var start = Guid.CreateVersion7();
        await Save(organizer, shared, start, [], "All of us write here.");

        var writing = Task.WhenAll(Enumerable.Range(0, NoteTakers).Select(n => Write(n, shared, start)));
        foreach (var moment in new[] { NoteTakers * Saves / 4, NoteTakers * Saves / 2 })
        {
            await Eventually.True(() => Task.FromResult(acknowledged.Count >= moment), $"{moment} saves are acknowledged", Patience);
            await service.KillAndStartAgain();
        }

        await writing;
        acknowledged.Count.ShouldBe(1 + (NoteTakers * (Saves + 1)));

        var notes = (await Read($"/notes?edition={edition}&roundTable=1")).GetProperty("items").EnumerateArray().Select(note => note.GetProperty("id").GetGuid()).ToArray();
        notes.Length.ShouldBe(NoteTakers + 1);
        var kept = new List<(Guid Revision, string Text)>();
        foreach (var id in notes)
        {
            var note = await Read($"/notes/{id}");
            kept.AddRange(note.GetProperty("revisions").EnumerateArray().Select(revision => (revision.GetProperty("revision").GetGuid(), revision.GetProperty("text").GetString()!)));
            // Each took its own note on from save to save; in the one that all wrote into, all stand side by side.
            note.GetProperty("heads").GetArrayLength().ShouldBe(id == shared ? NoteTakers : 1);
            if (id == shared)
                note.GetProperty("merge").GetProperty("base").GetProperty("revision").GetGuid().ShouldBe(start);
        }

        kept.OrderBy(revision => revision.Revision).ShouldBe(acknowledged.Select(save => (save.Key, save.Value)).OrderBy(save => save.Key));
    }

    /// <summary>A note of one's own, saved as it grows, and one save of the note that all share.</summary>
    private async Task Write(int n, Guid shared, Guid start)
    {
        using var client = Client("notetaker", $"taker-{n}");
        var note = Guid.CreateVersion7();
        Guid? last = null;
        for (var save = 1; save <= Saves; save++)
        {
            var revision = Guid.CreateVersion7();
            await Save(client, note, revision, last is { } before ? [before] : [], string.Concat(Enumerable.Range(1, save).Select(word => $"{n}.{word} ")));
            last = revision;
            if (save == Saves / 2)
                await Save(client, shared, Guid.CreateVersion7(), [start], $"Note-taker {n} adds this.");
        }
    }

    /// <summary>The same until it is acknowledged, as a page does that saves by itself.</summary>
    private Task Save(HttpClient client, Guid note, Guid revision, Guid[] basedOn, string text) => Eventually.True(
        async () =>
        {
            using var answer = await Send(client, HttpMethod.Put, $"/notes/{note}/revisions/{revision}", new { editionId = edition, roundTable = 1, basedOn, delegation = "FRA", stance = "Support", text });
            if (answer.StatusCode is HttpStatusCode.OK)
                return acknowledged.TryAdd(revision, text);
            ((int)answer.StatusCode).ShouldBeGreaterThanOrEqualTo(500, await answer.Content.ReadAsStringAsync());
            return false;
        },
        "a save is acknowledged",
        Patience);

    private async Task<JsonElement> Read(string path)
    {
        using var answer = await organizer.GetAsync(new Uri(path, UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, HttpMethod method, string path, object body, string? version = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        return await client.SendAsync(request);
    }

    private HttpClient Client(string role, string account)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(role, subject: account));
        return client;
    }

    private Task UntilItAnswers() => Eventually.True(
        async () =>
        {
            using var answer = await organizer.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return (await answer.Content.ReadAsStringAsync()).Contains("\"store\":{\"status\":\"Healthy\"", StringComparison.Ordinal);
        },
        "the store is ready",
        Patience);

    /// <summary>Keeps the facts of a dialogue beside the service, as its consumers would.</summary>
    private async Task<Guid> Know(Dialogue dialogue)
    {
        using var store = DocumentStore.For(options =>
        {
            options.Connection(database.ConnectionString);
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.UseSystemTextJsonForSerialization(EnumStorage.AsString);
            PublishingStore.Configure(options);
        });
        await using var session = store.LightweightSession();
        foreach (var fact in dialogue.Facts)
            await (Task)Knowledge.Learn(session, (dynamic)fact);
        await session.SaveChangesAsync();
        return dialogue.Id;
    }
}

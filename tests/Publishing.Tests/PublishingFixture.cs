using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Hosting.Mandates;
using Forum.Kit;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Publishing.Tests;

/// <summary>Publishing on a real PostgreSQL, without a broker; it knows the first Dialogue.</summary>
public sealed class PublishingFixture : IAsyncLifetime
{
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;

    public TestService<Summary> Service { get; private set; } = null!;

    /// <summary>An edition that was held as in 2006.</summary>
    public Guid Edition { get; private set; }

    /// <summary>An edition of which only the announcement is known.</summary>
    public Guid EditionToCome { get; private set; }

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("publishing");
        issuer = await TestIssuer.Start();
        Service = await new TestService<Summary>(database, issuer).UntilStoreIsReady();
        Edition = await Know(Dialogue.First());
        EditionToCome = await Know(Dialogue.Announced());
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }

    public IQuerySession Session() => Service.Services.GetRequiredService<IDocumentStore>().QuerySession();

    /// <summary>Sets the clock of an edition forward.</summary>
    internal async Task LetTimePass(Guid edition, TimeSpan time)
    {
        await using var session = Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var known = (await session.LoadAsync<KnownEdition>(edition))!;
        var now = DateTimeOffset.UtcNow;
        var clock = new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = known.Clock.At(now) + time, Speed = 1, SetGoingAt = now };
        await session.Learn(known with { Clock = clock, Version = known.Version + 1 });
        await session.SaveChangesAsync();
    }

    /// <summary>Keeps the facts of a dialogue, as the consumers would.</summary>
    /// <param name="dialogue"></param>
    /// <param name="delegations">Codes of participants whose delegations are announced.</param>
    internal async Task<Guid> Know(Dialogue dialogue, params string[] delegations)
    {
        await using var session = Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        foreach (var fact in dialogue.Facts)
            await (Task)Knowledge.Learn(session, (dynamic)fact);
        foreach (var code in delegations)
            await session.Learn(Dialogue.Delegation(dialogue.Id, code));
        foreach (var code in new[] { "FRA", "NOR" })
            session.Store(new KnownMandate { Id = KnownMandate.Of(code, $"delegation-{code}") });
        await session.SaveChangesAsync();
        return dialogue.Id;
    }
}

/// <summary>One Publishing for all that is asked of it over HTTP, one after the other.</summary>
[CollectionDefinition]
public sealed class Issuing : ICollectionFixture<PublishingFixture>;

/// <summary>Asks the service, and reads what it says.</summary>
internal static class Asking
{
    public static async Task<Answer> Ask(this HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? accept = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body is string text ? new StringContent(text, System.Text.Encoding.UTF8, "application/json") : JsonContent.Create(body);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var answer = await client.SendAsync(request);
        return new Answer(answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }

    public static Task<Answer> Get(this HttpClient client, string path) => client.Ask(HttpMethod.Get, path);

    /// <summary>Changes something at the version that it has now.</summary>
    public static async Task<Answer> Change(this HttpClient client, HttpMethod method, Guid summary, string what, object? body = null) =>
        await client.Ask(method, $"/summaries/{summary}/{what}", body, (await client.Get($"/summaries/{summary}")).ETag);

    public static async Task<Guid> Create(this HttpClient client, string path, object body)
    {
        var created = await client.Ask(HttpMethod.Post, path, body);
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body);
        created.ETag.ShouldBe("\"1\"");
        return created.Json.GetProperty("id").GetGuid();
    }

    /// <summary>Drafts a summary of one section and brings it to the chair's clearance.</summary>
    public static async Task<Guid> Clear(this HttpClient organizer, Guid edition, string text, string title = "Summary of the Dialogue", object? more = null)
    {
        var summary = await organizer.Create("/summaries", new { editionId = edition, title, statusNote = "A reconstruction with illustrative data." });
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Format" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "Full", text })).ShouldBeDone();
        if (more is not null)
            (await organizer.Change(HttpMethod.Put, summary, "paragraphs/2", more)).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "review")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeDone();
        return summary;
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? ETag => Message.Headers.ETag?.Tag;

    /// <summary>Code of a problem document.</summary>
    public string Code => Json.GetProperty("code").GetString()!;

    public void ShouldBeDone() => Status.ShouldBe(HttpStatusCode.NoContent, Body);

    public void ShouldBeRefused(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Body);
        Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        Code.ShouldBe(code);
    }
}

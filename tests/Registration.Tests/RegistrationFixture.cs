using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Registration.Delegations;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests;

/// <summary>Registration on a real PostgreSQL, without a broker: it answers and commits all the same.</summary>
public sealed class RegistrationFixture : IAsyncLifetime
{
    private TestIssuer issuer = null!;

    public TestDatabase Database { get; private set; } = null!;
    public TestService<Delegation> Service { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.Create("registration");
        issuer = await TestIssuer.Start();
        Service = await new TestService<Delegation>(Database, issuer).UntilStoreIsReady();
        await Mandated.Everybody(Service.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await issuer.DisposeAsync();
        await Database.DisposeAsync();
    }

    public HttpClient With(string token)
    {
        var client = Service.As(null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public string Expired() => issuer.Token("organizer", lifetime: TimeSpan.FromMinutes(-5));

    public string ForAnotherAudience() => issuer.Token("organizer", audience: "somebody-else");

    /// <summary>A second replica on the same store, at a time of its own.</summary>
    public TestService<Delegation> Another(TimeProvider time) => new(Database, issuer, time: time);

    /// <summary>An edition as Governance would have told of it.</summary>
    public async Task<Guid> Edition(EditionState state = EditionState.RegistrationOpen, Guid? id = null, long revision = 2, int year = 2006, Func<Edition, Edition>? with = null)
    {
        var edition = Story.Edition(state, id ?? Guid.CreateVersion7(), year);
        edition = with is null ? edition : edition with { Edition = with(edition.Edition) };
        await using var session = Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.TryUpdateRevision(edition, revision);
        await session.SaveChangesAsync();
        return edition.Id;
    }
}

/// <summary>One Registration for all that is asked of it over HTTP, one after the other: each test has an edition of its own.</summary>
[CollectionDefinition]
public sealed class Registering : ICollectionFixture<RegistrationFixture>;

/// <summary>Somebody of a delegation, as a client reads it.</summary>
internal sealed record OnFile(Guid PersonId, string Role, string Rank, string? Name, string? Title);

/// <summary>What an API client sends and looks at.</summary>
internal static class Requests
{
    public static object Body(
        Guid edition, string participant = "FRA", string category = "MemberState", string? name = null, string head = "Head of the delegation", string credentials = "Provisional", params object[] members) => new
        {
            editionId = edition,
            participant,
            name,
            category,
            head = new { name = head, title = "Minister of the Interior", rank = "Minister" },
            members,
            credentials,
        };

    public static readonly object Original = new { form = "Original", issuedBy = "ForeignMinister", issuedOn = "2006-08-21", reason = "Handed over by the mission." };

    public static object Member(string role, string name = "Somebody else", string title = "Counsellor") => new { name, title, role, rank = "Other" };

    public static async Task<(Uri Address, Guid Id)> Register(this HttpClient client, object body)
    {
        using var created = await client.PostAsJsonAsync("/delegations", body);
        var text = await created.Content.ReadAsStringAsync();
        created.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, text);
        return (created.Headers.Location!, JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid());
    }

    /// <summary>Everybody on file, the head first.</summary>
    public static async Task<IReadOnlyList<OnFile>> Members(this HttpClient client, string address)
    {
        var file = await client.GetFromJsonAsync<JsonElement>(address);
        return [.. file.GetProperty("members").EnumerateArray().Prepend(file.GetProperty("head")).Select(member => new OnFile(
            member.GetProperty("personId").GetGuid(), member.GetProperty("role").GetString()!, member.GetProperty("rank").GetString()!, member.GetProperty("name").GetString(), member.GetProperty("title").GetString()))];
    }

    public static async Task<Guid> EditionOf(this HttpClient client, Uri delegation) => (await client.GetFromJsonAsync<JsonElement>(delegation)).GetProperty("editionId").GetGuid();

    /// <summary>Tells of one scan; what became of it, and why when it was refused.</summary>
    public static async Task<(string Outcome, string? Code)> Arrive(this HttpClient client, Guid edition, Guid delegation, Guid? person = null, Guid? scan = null, string? at = null)
    {
        var scans = new[] { new { scanId = scan ?? Guid.CreateVersion7(), delegationId = delegation, personId = person, at } };
        using var answer = await client.PostAsJsonAsync($"/editions/{edition}/arrivals", new { scans });
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        var taken = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items")[0];
        return (taken.GetProperty("outcome").GetString()!, taken.GetProperty("code").GetString());
    }

    public static async Task<(int Status, string Code)> Ask(this HttpClient client, HttpMethod method, string address, object? body = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, (int)answer.StatusCode < 400 ? "" : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!);
    }

    public static Task<(int Status, string Code)> Post(this HttpClient client, string address, object? body = null, string? ifMatch = null, string? key = null) =>
        client.Ask(HttpMethod.Post, address, body, ifMatch, key);

    /// <summary>The members that a problem document complains of.</summary>
    public static async Task<(int Status, string Code, string[] Fields)> Complaints(this HttpClient client, string address, HttpContent body)
    {
        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), body);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString()!,
            problem.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(error => error.GetProperty("field").GetString()!)] : []);
    }
}

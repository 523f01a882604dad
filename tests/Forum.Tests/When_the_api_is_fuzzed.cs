using System.Globalization;
using Forum.Kit;
using Forum.Tests.Fuzzing;

namespace Forum.Tests;

/// <summary>
/// Ten thousand requests a service, valid ones and broken ones, made from its OpenAPI document: there is no fault among the answers, no status that is not documented, no error
/// that is not a problem document; what passes the document is not called malformed, and what comes back matches it. FORUM_FUZZ_SEED and FORUM_FUZZ_REQUESTS ask for others.
/// </summary>
public sealed class When_the_api_is_fuzzed(FuzzedServices fuzzed) : IClassFixture<FuzzedServices>
{
    private static readonly int Seed = Setting("FORUM_FUZZ_SEED", 2006), Requests = Setting("FORUM_FUZZ_REQUESTS", 10_000);

    public static TheoryData<string> Services => [.. Infrastructure.Services];

    [Theory, MemberData(nameof(Services))]
    public async Task it_answers_as_its_document_says(string service)
    {
        using var anybody = fuzzed.Forum.Client(service, null);
        var api = new DescribedApi(await anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var table = (await File.ReadAllLinesAsync(Repository.Path("tests", "Forum.Tests", "authorization-matrix.csv"))).Skip(1).Select(EndpointAccess.Read).Where(line => line.Service == service);
        var fuzzer = new Fuzzer(service, api, fuzzed.Known, Fuzzing.Requests.Allowed(api, table), (role, delegation) => fuzzed.Forum.Client(service, role, delegation));

        var found = await fuzzer.Run(Seed, Requests);

        var reached = api.Operations.Where(operation => fuzzer.Seen.Any(seen => seen.Key.Operation == operation.Id && seen.Key.Status < 400)).Select(operation => operation.Id).ToHashSet();
        TestContext.Current.TestOutputHelper?.WriteLine($"{service}: {fuzzer.Seen.Values.Sum()} requests, {reached.Count} of {api.Operations.Count} operations succeeded; not: {string.Join(' ', api.Operations.Select(operation => operation.Id).Except(reached))}");
        var faults = fuzzed.Forum.LogOf(service).Where(line => line.Contains("A request failed", StringComparison.Ordinal)).Select(line => line.Length > 1_500 ? line[..1_500] : line).Distinct(StringComparer.Ordinal).Take(5);
        found.Count.ShouldBe(0, $"{fuzzer.Tell(found, Seed)}\n{string.Join('\n', faults)}");
        fuzzer.Seen.Select(seen => seen.Key.Operation).Distinct().Count().ShouldBe(api.Operations.Count);
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>Four services of their own, which know an edition whose registration is open, and one after the other are asked whatever comes to mind.</summary>
public sealed class FuzzedServices : IAsyncLifetime
{
    public FourServices Forum { get; } = new();

    /// <summary>What one service has told is sent to the others, too.</summary>
    public Known Known { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Forum.InitializeAsync();
        var edition = await Forum.Secretariat.OpensAnEdition();
        var delegation = await new DelegationOf(Forum, "NOR").Registers(edition);
        Known.Learn(System.Text.Json.Nodes.JsonNode.Parse($$"""{ "edition": "{{edition}}", "editionId": "{{edition}}", "participant": "FRA", "delegationId": "{{delegation.Id}}", "id": "{{delegation.Id}}" }"""));
    }

    public ValueTask DisposeAsync() => Forum.DisposeAsync();
}

using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forum.Governance.Editions;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>What every service's API owes its callers, whatever it is about: read off its document, and asked of the service itself.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_the_api_keeps_its_conventions(FourServices forum)
{
    /// <summary>POST that creates without an idempotency key, and why.</summary>
    private static readonly Dictionary<string, string> CreatedWithoutKey = new(StringComparer.Ordinal)
    {
        ["UploadList"] = "the id of an upload is the hash of its bytes: the same again is the same upload",
        ["IssueListOfParticipants"] = "takes If-Match: sent again, it is told that the list stands at another version",
    };

    /// <summary>What changes without If-Match, and why.</summary>
    private static readonly Dictionary<string, string> ChangedWithoutVersion = new(StringComparer.Ordinal)
    {
        ["StoreSourceDocument"] = "a paper is stored once, and never changed",
        ["StopRun"] = "a run moves on by itself; asked twice, it is stopped once",
        ["DepositText"] = "a text is replaced whole, and the one that was deposited last holds",
        ["TakeBackText"] = "a text is there or not; asked twice, done once",
        ["RemoveSourceDocument"] = "a paper is there or not; asked twice, done once",
    };

    /// <summary>Lists that are told whole, and why they cannot grow long.</summary>
    private static readonly Dictionary<string, string> ToldWhole = new(StringComparer.Ordinal)
    {
        ["CommitsOfATrace"] = "what one request brought about",
        ["ListModalityProfiles"] = "a profile a precedent, in the repository",
        ["ListPapers"] = "the versions of an edition's two papers",
        ["ListFriends"] = "the Member States",
        ["ListNamesakes"] = "warnings: who shares a name is found by comparing everybody",
        ["ListParticipants"] = "the Member States and observers",
        ["ListFigures"] = "a line a figure of the catalogue",
        ["ListLanguages"] = "a line each of the six languages",
        ["ReadConcordance"] = "findings: all places of one document at which two versions differ",
        ["ReadReadiness"] = "findings: all that stands between one text and its issue",
        ["ReadLag"] = "a line a projection of the service",
        ["ListReadModels"] = "a line a kind of document of the service",
        ["FindDelegationIds"] = "ids only, and of one participant",
        ["ReadEvidence"] = "a proof holds all that it rests on",
        ["ReadEvents"] = "its stretch has a position in place of an end",
    };

    public static TheoryData<string> Services => [.. Infrastructure.Services];

    [Theory, MemberData(nameof(Services))]
    public async Task what_creates_takes_an_idempotency_key(string service)
    {
        foreach (var (name, _, operation) in (await Operations(service)).Where(operation => operation.Method is "post" && operation.Operation["responses"]!["201"] is not null && !CreatedWithoutKey.ContainsKey(operation.Name)))
            Parameters(operation, "header").ShouldContain("Idempotency-Key", $"{name} creates. Add .AcceptsIdempotencyKey<…>() to its route, and make what it makes with Start or Made");
    }

    [Theory, MemberData(nameof(Services))]
    public async Task what_changes_names_the_version_it_was_decided_on(string service)
    {
        foreach (var (name, method, operation) in (await Operations(service)).Where(operation => operation.Method is not "get" && operation.Operation["responses"]!["204"] is not null && !ChangedWithoutVersion.ContainsKey(operation.Name)))
        {
            Parameters(operation, "header").ShouldContain("If-Match", $"{name} changes. Let its route take ExpectedVersion");
            // What is gone has no version.
            if (method is not "delete")
                operation["responses"]!["204"]!["headers"]!.AsObject().ShouldContainKey("ETag", $"{name} changes. Let its route answer with Changed");
        }
    }

    [Theory, MemberData(nameof(Services))]
    public async Task a_list_is_read_a_page_at_a_time_and_not_twice(string service)
    {
        foreach (var (name, method, operation) in await Operations(service))
        {
            if (method is not "get" || operation["responses"]!["200"]?["content"]?["application/json"]?["schema"]?["$ref"]?.GetValue<string>().Contains("/PageOf", StringComparison.Ordinal) is not true || ToldWhole.ContainsKey(name))
                continue;
            new[] { "after", "limit" }.ShouldBeSubsetOf(Parameters(operation, "query"), $"{name} is a list. Let it take after and limit, and answer with Page.Of");
            Parameters(operation, "header").ShouldContain("If-None-Match", $"{name} is a list. Let it answer with Listed<…>, which Page.Of makes");
            new[] { "Link", "ETag" }.ShouldBeSubsetOf(operation["responses"]!["200"]!["headers"]!.AsObject().Select(header => header.Key), name);
        }
    }

    [Theory, MemberData(nameof(Services))]
    public async Task every_answer_tells_what_is_left_of_the_callers_share(string service)
    {
        foreach (var (name, _, operation) in await Operations(service))
            operation["responses"]!.AsObject().ShouldContainKey("429", name);
        using var anybody = forum.Client(service, null);
        using var answer = await anybody.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        answer.Headers.GetValues("RateLimit").Single().ShouldMatch("^\"caller\";r=[0-9]+;t=1$");
    }

    [Theory, MemberData(nameof(Services))]
    public async Task a_member_that_is_not_known_is_refused(string service)
    {
        foreach (var (operation, address, body) in await Examples(service))
        {
            body["thisIsNoMember"] = 1;
            var (status, code, fields) = await Send(service, operation, address, body.ToJsonString());
            (status, code).ShouldBe((400, "malformed-body"), operation);
            fields.ShouldBe(["thisIsNoMember"], operation);
        }
    }

    [Theory, MemberData(nameof(Services))]
    public async Task a_member_that_is_said_twice_is_refused(string service)
    {
        foreach (var (operation, address, body) in (await Examples(service)).Where(example => example.Body.Count > 0))
        {
            var member = body.First();
            var text = $"{body.ToJsonString()[..^1]},{JsonSerializer.Serialize(member.Key)}:{member.Value?.ToJsonString() ?? "null"}}}";
            (await Send(service, operation, address, text)).ShouldSatisfyAllConditions(
                answer => answer.Status.ShouldBe(400, operation),
                answer => answer.Code.ShouldBe("malformed-body", operation));
        }
    }

    [Theory, MemberData(nameof(Services))]
    public async Task a_number_is_no_text_and_a_text_no_number(string service)
    {
        foreach (var (operation, address, body) in await Examples(service))
        {
            foreach (var (name, value) in body.ToArray())
            {
                if (value is not JsonValue plain || plain.GetValueKind() is not (JsonValueKind.String or JsonValueKind.Number))
                    continue;
                var turned = body.DeepClone().AsObject();
                turned[name] = plain.GetValueKind() is JsonValueKind.Number ? JsonValue.Create(plain.ToJsonString()) : 1;
                var (status, code, fields) = await Send(service, operation, address, turned.ToJsonString());
                (status, code).ShouldBe((400, "malformed-body"), $"{operation}: {name}");
                fields.ShouldBe([name], operation);
            }
        }
    }

    [Theory, MemberData(nameof(Services))]
    public async Task a_query_says_one_of_the_known_words(string service)
    {
        var document = await Document(service);
        foreach (var (path, operation) in document["paths"]!.AsObject().Where(path => path.Value!["get"] is not null).Select(path => (path.Key, path.Value!["get"]!)))
        {
            var queries = (operation["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() is "query").ToArray();
            foreach (var (name, known) in queries.Where(query => Schema(query!)["enum"] is not null).Select(query => (Name(query), Schema(query!)["enum"]!.AsArray().Select(word => word!.GetValue<string>()).ToArray())))
            {
                var others = queries.Where(query => query!["required"]?.GetValue<bool>() is true && Name(query) != name).Select(query => $"&{Name(query)}={(Schema(query!)["format"]?.GetValue<string>() is "uuid" ? Guid.CreateVersion7() : "A")}");
                foreach (var word in new[] { "-1", "0", "1", string.Join(',', known), "unheard-of" })
                {
                    var (status, code, fields) = await Send(service, $"GET {path}", $"{Address(path)}?{name}={word}{string.Concat(others)}", body: null);
                    (status, code).ShouldBe((400, "malformed-request"), $"{path}: {name}={word}");
                    fields.ShouldBe([name], path);
                }
            }
        }

        static string Name(JsonNode? query) => query!["name"]!.GetValue<string>();

        JsonNode Schema(JsonNode query) => query["schema"]!["$ref"] is { } named ? document["components"]!["schemas"]![named.GetValue<string>().Split('/')[^1]]! : query["schema"]!;
    }

    [Fact]
    public async Task who_asks_more_than_its_share_is_told_when_to_ask_again()
    {
        await using var database = await TestDatabase.Create("governance");
        await using var issuer = await TestIssuer.Start();
        await using var service = await new TestService<Edition>(database, issuer, more: ("Limits:RequestsPerSecond", "5")).UntilStoreIsReady();
        using var organizer = service.As("organizer");
        HttpResponseMessage? refused = null;
        for (var n = 0; n < 200 && refused?.StatusCode is not HttpStatusCode.TooManyRequests; n++)
        {
            refused?.Dispose();
            refused = await organizer.GetAsync(new Uri("/modality-profiles", UriKind.Relative));
        }

        using var last = refused!;
        last.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        last.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        last.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.Parse(await last.Content.ReadAsStringAsync())!["code"]!.GetValue<string>().ShouldBe("too-many-requests");
        last.Headers.GetValues("RateLimit").Single().ShouldBe("\"caller\";r=0;t=1");
        last.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"caller\";q=5;w=1");
    }

    [Fact]
    public async Task twenty_at_once_with_one_key_create_one_and_hear_the_same()
    {
        using var organizer = forum.Client("governance", "organizer");
        var key = Guid.CreateVersion7().ToString();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/existing-processes")
            {
                Content = new StringContent("""{ "name": "A process", "keeper": "An organization", "scope": "What it does.", "reason": "As agreed." }""", Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await organizer.SendAsync(request);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }));
        answers.Distinct().Single().Item1.ShouldBe(201);
    }

    [Fact]
    public async Task a_page_that_the_caller_has_is_not_sent_again()
    {
        using var anybody = forum.Client("governance", null);
        using var first = await anybody.GetAsync(new Uri("/editions?limit=1", UriKind.Relative));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/editions?limit=1");
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using var again = await anybody.SendAsync(request);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await again.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<(string Name, string Method, JsonNode Operation)>> Operations(string service) =>
        [.. (await Document(service))["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (_, method) => (method.Value!["operationId"]!.GetValue<string>(), method.Key, method.Value))];

    /// <summary>The documented examples, at an address with ids that nothing has: what is malformed is so before anything is looked up.</summary>
    private async Task<IReadOnlyList<(string Operation, string Address, JsonObject Body)>> Examples(string service) =>
    [
        .. from path in (await Document(service))["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           from example in method.Value!["requestBody"]?["content"]?["application/json"]?["examples"]?.AsObject() ?? []
           let body = example.Value!["value"] as JsonObject
           where body is not null
           select ($"{method.Key.ToUpperInvariant()} {path.Key}", Address(path.Key), body.DeepClone().AsObject()),
    ];

    private async Task<JsonNode> Document(string service)
    {
        using var anybody = forum.Client(service, null);
        return JsonNode.Parse(await anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
    }

    private async Task<(int Status, string Code, string[] Fields)> Send(string service, string operation, string address, string? body)
    {
        // The first role that may: what is malformed is so whoever sends it.
        foreach (var (role, delegation) in new[] { ("organizer", (string?)null), ("delegation", "FRA"), ("notetaker", null), ("operator", null), ("service", null) })
        {
            using var client = forum.Client(service, role, delegation);
            using var request = new HttpRequestMessage(new HttpMethod(operation.Split(' ')[0]), new Uri(address, UriKind.Relative)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode is HttpStatusCode.Forbidden)
                continue;
            var text = await answer.Content.ReadAsStringAsync();
            var problem = text.Length == 0 ? null : JsonNode.Parse(text);
            return ((int)answer.StatusCode, problem?["code"]?.GetValue<string>() ?? "", [.. (problem?["errors"]?.AsArray() ?? []).Select(error => error!["field"]!.GetValue<string>())]);
        }

        return (403, "", []);
    }

    private static string Address(string path) => string.Join('/', path.Split('/').Select(part => part switch
    {
        "{number}" => "1",
        "{participant}" or "{code}" => "FRA",
        ['{', ..] => Guid.CreateVersion7().ToString(),
        _ => part,
    }));

    private static string[] Parameters(JsonNode operation, string where) =>
        [.. (operation["parameters"]?.AsArray() ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == where).Select(parameter => parameter!["name"]!.GetValue<string>())];
}

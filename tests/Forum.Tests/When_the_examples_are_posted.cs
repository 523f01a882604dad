using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Forum.Hosting.Http.Describing;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>
/// The examples of the OpenAPI documents are the requests of the services' .http files. Here each file is sent from its first request to its last, in the order of the story,
/// and every one of them succeeds. An operation that is in none of them fails, with the words what to add where.
/// </summary>
[Collection<StoriesOfFourServices>]
public sealed partial class When_the_examples_are_posted(FourServices forum)
{
    /// <summary>What one service's answer brings about in another takes a moment.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(20);

    /// <summary>Whose token a variable of the file stands for.</summary>
    private static readonly Dictionary<string, (string Role, string? Delegation, string? Subject)> Tokens = new(StringComparer.Ordinal)
    {
        ["organizer"] = ("organizer", null, null),
        ["publisher"] = ("organizer", null, "another-organizer"),
        ["notetaker"] = ("notetaker", null, null),
        ["operator"] = ("operator", null, null),
        ["service"] = ("service", null, null),
        ["iom"] = ("delegation", "IOM", null),
        ["ngo"] = ("delegation", "NGO-1", null),
        ["delegation"] = ("delegation", "FRA", null),
        ["france"] = ("delegation", "FRA", null),
        ["italy"] = ("delegation", "ITA", null),
    };

    /// <summary>The requests that create without an idempotency key, and what comes of it when they are sent again.</summary>
    private static readonly Dictionary<string, int> WithoutKey = new(StringComparer.Ordinal)
    {
        // The id is made of the content: the same file is the same upload.
        ["POST /participant-lists/uploads"] = 201,
        // It names the version that it was decided on, which is not the current one any more.
        ["POST /lists-of-participants/{{edition}}"] = 412,
    };

    /// <summary>Members that an answer shows once and never again, as the secret of a webhook: whoever has seen it has kept it.</summary>
    private static readonly string[] ToldOnce = ["secret"];

    public static TheoryData<string> Services => [.. Infrastructure.Services];

    private const string Json = "application/json";

    /// <summary>Acts for a participant of whose objects none of the requests speaks.</summary>
    private const string AnotherDelegation = "NOR";

    /// <summary>What the endpoints that are open to delegations show one of another: <c>404</c> nothing, <c>own</c> what is its own in place of it, <c>all</c> what all may see.</summary>
    private static readonly Dictionary<string, string> ForAnother = File.ReadAllLines(Repository.Path("tests", "Forum.Tests", "delegation-matrix.csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(line => $"{line[0]},{line[1]},{line[2]}", line => line[3], StringComparer.Ordinal);

    private readonly HashSet<string> askedByAnother = new(StringComparer.Ordinal);

    /// <summary>Beside authorization-matrix.csv stands delegation-matrix.csv: for each endpoint that is open to delegations, what it shows one of another.</summary>
    [Fact]
    public void the_table_says_of_each_endpoint_for_delegations_what_another_sees()
    {
        var open = Infrastructure.Services.SelectMany(service => EndpointAccess.Of(service, forum.Of(service)))
            .Where(endpoint => endpoint.Allowed.Split(' ').Contains("delegation")).Select(endpoint => $"{endpoint.Service},{endpoint.Method},{endpoint.Route}").ToArray();
        open.Except(ForAnother.Keys).ShouldBeEmpty("delegations may call these endpoints: say in tests/Forum.Tests/delegation-matrix.csv what one sees there of another (404, own or all)");
        ForAnother.Keys.Except(open).ShouldBeEmpty("these lines of delegation-matrix.csv are of no endpoint that is open to delegations");
        ForAnother.Values.ShouldBeSubsetOf(["404", "own", "all"]);
    }

    [Fact]
    public async Task each_of_them_succeeds_in_the_order_of_the_story()
    {
        foreach (var participant in new[] { AnotherDelegation, "ITA", "NGO-1" })
            await forum.Secretariat.Designates(participant);
        // The files of the other services begin where an edition's registration is open and its session is still to come.
        var summer = new { kind = "Rehearsal", startsAt = "2006-08-28T13:00:00Z", speed = 1 };
        var edition = await forum.Secretariat.OpensAnEdition(summer);
        var closedEdition = await forum.Secretariat.OpensAnEdition(summer, new { code = "story-of-no-objection", noObjectionDays = 10 });
        await forum.Secretariat.ClosesRegistration(closedEdition);
        foreach (var service in Infrastructure.Services)
        {
            await Tell(service, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["edition"] = edition.ToString(),
                ["closedEdition"] = closedEdition.ToString(),
                ["account"] = "delegation-IOM",
            });
        }

        ForAnother.Where(line => line.Value == "404").Select(line => line.Key).Except(askedByAnother)
            .ShouldBeEmpty("no request of the .http files calls these with a delegation's token, so that it was not seen that another delegation finds nothing there");
        foreach (var service in Infrastructure.Services)
            await EveryReadModelEqualsItsEvents(service);
    }

    [Theory, MemberData(nameof(Services))]
    public async Task every_operation_has_one_in_its_services_http_file(string service)
    {
        using var anybody = forum.Client(service, null);
        var document = JsonNode.Parse(await anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
        var sent = (await Story(service)).Requests;
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var where = $"{operation!["operationId"]} has no example. Add '{method.ToUpperInvariant()} {{{{origin}}}}{path}' to services/{service}/{service}.http, where the story comes to it";
                sent.ShouldContain(request => HttpFile.Fits(request, method, path), where);
                if (operation["requestBody"]?["content"]?["application/json"] is { } body)
                    (body["examples"]?.AsObject().Count ?? 0).ShouldBeGreaterThan(0, $"{where}, with a body.");
            }
        }
    }

    private static async Task<HttpFile> Story(string service) => HttpFile.Parse(await File.ReadAllTextAsync(Repository.Path("services", $"{char.ToUpperInvariant(service[0])}{service[1..]}", $"{service}.http")));

    private async Task Tell(string service, Dictionary<string, string> given)
    {
        var story = await Story(service);
        var answers = new Dictionary<string, Heard>(StringComparer.Ordinal);
        foreach (var request in story.Requests)
        {
            var answer = await Succeeds(service, request, text => Filled(text, story, given, answers));
            if (request.Name is { } name)
                answers[name] = answer;
        }
    }

    /// <summary>After all that the story did, what is read is what the events say, state by state.</summary>
    private async Task EveryReadModelEqualsItsEvents(string service)
    {
        using var watcher = forum.Client(service, "operator");
        var compared = new List<Uri>();
        foreach (var model in (await watcher.Read("/read-models")).GetProperty("items").EnumerateArray().Where(model => model.GetProperty("origin").GetString() is "OwnEvents"))
        {
            var asked = new { readModel = model.GetProperty("readModel").GetString(), reason = "After the story.", onlyCompare = true };
            using var answer = await watcher.PostAsJsonAsync("/rebuilds", asked);
            compared.Add(new Uri($"/rebuilds/{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()}", UriKind.Relative));
        }

        foreach (var address in compared)
        {
            await Eventually.Holds(async () => (await watcher.GetFromJsonAsync<JsonElement>(address)).GetProperty("state").GetString().ShouldBe("Done"), $"{service} has compared {address}");
            var found = await watcher.GetFromJsonAsync<JsonElement>(address);
            new[] { "different", "missing", "surplus" }.Sum(what => found.GetProperty(what).GetInt64()).ShouldBe(0, $"{service}: {found}");
        }
    }

    private async Task<Heard> Succeeds(string service, HttpRequestInFile request, Func<string, string> fill)
    {
        var (role, delegation, subject) = request.Headers.Where(header => header.Name == "Authorization").Select(header => Tokens[header.Value["Bearer {{".Length..^2]]).Cast<(string?, string?, string?)>().FirstOrDefault();
        using var client = forum.Client(service, role, delegation, subject);
        await AnotherFindsNothing(service, request, fill, delegation);
        Heard heard = new(0, "", null, "");
        await Eventually.True(
            async () =>
            {
                heard = await Send(client, request, fill, fill(request.Body ?? ""));
                heard.Status.ShouldBeInRange(200, 299, heard.Text);
                return true;
            },
            $"in services/{service}/{service}.http the request '{request.Title}' ({request.Method} {request.Address}) succeeds",
            Moment);
        if (heard.Status is 201 && request.Body is not null)
            await IsMadeOnce(client, request, fill, heard);
        return heard;
    }

    /// <summary>The same key and body: the same answer. The same key and another body: refused.</summary>
    private static async Task IsMadeOnce(HttpClient client, HttpRequestInFile request, Func<string, string> fill, Heard first)
    {
        var what = $"'{request.Title}' ({request.Method} {request.Address})";
        var again = await Send(client, request, fill, fill(request.Body!));
        if (WithoutKey.TryGetValue($"{request.Method} {request.Address}", out var status))
        {
            again.Status.ShouldBe(status, $"{what}, sent again: {again.Text}");
            if (status is 201)
                again.Text.ShouldBe(first.Text, $"{what}, sent again");
            return;
        }

        request.Headers.ShouldContain(header => header.Name == "Idempotency-Key", $"{what} creates: give it an Idempotency-Key");
        (again.Status, again.Text, again.Tag).ShouldBe((first.Status, Retold(first), first.Tag), $"{what}, sent again with its Idempotency-Key");
        if (Otherwise(request, fill(request.Body!)) is not { } otherwise)
            return;
        var other = await Send(client, request, fill, otherwise);
        (other.Status, other.Body?["code"]?.GetValue<string>()).ShouldBe((422, "idempotency-key-reused"), $"{what}, sent with its Idempotency-Key and another body: {other.Text}");
    }

    /// <summary>What the answer says when it is given again.</summary>
    private static string Retold(Heard first)
    {
        if (first.Body?.DeepClone() is not JsonObject told || !ToldOnce.Any(told.ContainsKey))
            return first.Text;
        foreach (var once in ToldOnce)
            told.Remove(once);
        return told.ToJsonString();
    }

    /// <summary>Another body that the operation takes; null when it takes the empty one only.</summary>
    private static string? Otherwise(HttpRequestInFile request, string body)
    {
        if (body == "{}")
            return null;
        var otherwise = TypeOf(request) == Json ? Words().Replace(body, match => $"{match.Value[..^1]} otherwise\"", 1) : $"{body}\n";
        otherwise.ShouldNotBe(body, $"'{request.Title}' has no member that holds free words: give it one");
        return otherwise;
    }

    /// <summary>What is another delegation's does not exist, as far as the caller can tell.</summary>
    private async Task AnotherFindsNothing(string service, HttpRequestInFile request, Func<string, string> fill, string? delegation)
    {
        if (delegation is null || ForAnother.FirstOrDefault(line => line.Value == "404" && line.Key.Split(',') is [var of, var method, var route]
            && of == service && HttpFile.Fits(request, method, Constraint().Replace(route, "{x}"))) is not { Key: { } asked })
            return;
        using var another = forum.Client(service, "delegation", AnotherDelegation);
        var heard = await Send(another, request, fill, fill(request.Body ?? ""));
        heard.Status.ShouldBe(404, $"{AnotherDelegation} sent {request.Method} {request.Address}, which is {delegation}'s, and heard {heard.Text}");
        askedByAnother.Add(asked);
    }

    private static async Task<Heard> Send(HttpClient client, HttpRequestInFile request, Func<string, string> fill, string body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(fill(request.Address), UriKind.Relative));
        if (request.Body is not null)
            message.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(TypeOf(request)));
        foreach (var (name, value) in request.Headers.Where(header => header.Name is not ("Authorization" or "Content-Type")))
            message.Headers.TryAddWithoutValidation(name, fill(value));
        using var answer = await client.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new Heard((int)answer.StatusCode, text, isJson ? JsonNode.Parse(text) : null, answer.Headers.ETag?.ToString() ?? "");
    }

    private static string TypeOf(HttpRequestInFile request) => request.Headers.FirstOrDefault(header => header.Name == "Content-Type").Value ?? Json;

    private sealed record Heard(int Status, string Text, JsonNode? Body, string Tag);

    private static string Filled(string text, HttpFile story, Dictionary<string, string> given, Dictionary<string, Heard> answers) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        if (given.TryGetValue(name, out var known) && story.Variables.GetValueOrDefault(name)?.Contains("{{", StringComparison.Ordinal) is not true)
            return known;
        if (story.Variables.TryGetValue(name, out var variable))
            return Filled(variable, story, given, answers);
        if (name.Split(".response.") is not [var request, var part] || !answers.TryGetValue(request, out var answer))
            throw new ShouldAssertException($"{{{{{name}}}}} is neither a variable of the file nor an answer that was heard before.");
        if (part is "headers.ETag" or "body.*")
            return part is "body.*" ? answer.Text : answer.Tag;
        return At(answer.Body, part.Replace("body.$.", "body.", StringComparison.Ordinal)["body.".Length..]);
    });

    /// <summary>E.g. <c>items[0].inscriptionId</c>.</summary>
    private static string At(JsonNode? body, string path) => path.Split('.', '[').Aggregate(body, (node, part) => part.EndsWith(']') ? node![int.Parse(part.TrimEnd(']'))] : node![part])!.GetValue<JsonElement>().ToString();

    /// <summary>A member that holds free words, with them.</summary>
    [GeneratedRegex(@"""(reason|title|topic|text|name|statement|description|reference|note|grounds)"":\s*""[^""]+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\{[^/]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{\{(?<name>[^}]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

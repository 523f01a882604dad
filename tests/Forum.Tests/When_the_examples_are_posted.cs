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
    private static readonly Dictionary<string, (string Role, string? Delegation)> Tokens = new(StringComparer.Ordinal)
    {
        ["organizer"] = ("organizer", null),
        ["notetaker"] = ("notetaker", null),
        ["operator"] = ("operator", null),
        ["service"] = ("service", null),
        ["iom"] = ("delegation", "IOM"),
        ["ngo"] = ("delegation", "NGO-1"),
        ["delegation"] = ("delegation", "FRA"),
        ["france"] = ("delegation", "FRA"),
    };

    public static TheoryData<string> Services => [.. Infrastructure.Services];

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
        foreach (var participant in new[] { AnotherDelegation, "NGO-1" })
            await forum.Secretariat.Designates(participant);
        // The files of the other services begin where an edition's registration is open.
        var edition = await forum.Secretariat.OpensAnEdition();
        foreach (var service in Infrastructure.Services)
            await Tell(service, new Dictionary<string, string>(StringComparer.Ordinal) { ["edition"] = edition.ToString(), ["account"] = "delegation-IOM" });
        ForAnother.Where(line => line.Value == "404").Select(line => line.Key).Except(askedByAnother)
            .ShouldBeEmpty("no request of the .http files calls these with a delegation's token, so that it was not seen that another delegation finds nothing there");
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
        var answers = new Dictionary<string, (JsonNode? Body, string Tag)>(StringComparer.Ordinal);
        foreach (var request in story.Requests)
        {
            var answer = await Succeeds(service, request, text => Filled(text, story, given, answers));
            if (request.Name is { } name)
                answers[name] = answer;
        }
    }

    private async Task<(JsonNode? Body, string Tag)> Succeeds(string service, HttpRequestInFile request, Func<string, string> fill)
    {
        var (role, delegation) = request.Headers.Where(header => header.Name == "Authorization").Select(header => Tokens[header.Value["Bearer {{".Length..^2]]).Cast<(string?, string?)>().FirstOrDefault();
        using var client = forum.Client(service, role, delegation);
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
        return (heard.Body, heard.Tag);
    }

    /// <summary>The same key and body: the same answer. The same key and another body: refused.</summary>
    private static async Task IsMadeOnce(HttpClient client, HttpRequestInFile request, Func<string, string> fill, Heard first)
    {
        var what = $"'{request.Title}' ({request.Method} {request.Address})";
        request.Headers.ShouldContain(header => header.Name == "Idempotency-Key", $"{what} creates: give it an Idempotency-Key");
        var again = await Send(client, request, fill, fill(request.Body!));
        (again.Status, again.Text, again.Tag).ShouldBe((first.Status, first.Text, first.Tag), $"{what}, sent again with its Idempotency-Key");
        var other = await Send(client, request, fill, Words().Replace(fill(request.Body!), match => $"{match.Value[..^1]} otherwise\"", 1));
        (other.Status, other.Body?["code"]?.GetValue<string>()).ShouldBe((422, "idempotency-key-reused"), $"{what}, sent with its Idempotency-Key and another body: {other.Text}");
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
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in request.Headers.Where(header => header.Name is not ("Authorization" or "Content-Type")))
            message.Headers.TryAddWithoutValidation(name, fill(value));
        using var answer = await client.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new Heard((int)answer.StatusCode, text, isJson ? JsonNode.Parse(text) : null, answer.Headers.ETag?.ToString() ?? "");
    }

    private sealed record Heard(int Status, string Text, JsonNode? Body, string Tag);

    private static string Filled(string text, HttpFile story, Dictionary<string, string> given, Dictionary<string, (JsonNode? Body, string Tag)> answers) => Placeholder().Replace(text, match =>
    {
        var name = match.Groups["name"].Value;
        if (given.TryGetValue(name, out var known) && story.Variables.GetValueOrDefault(name)?.Contains("{{", StringComparison.Ordinal) is not true)
            return known;
        if (story.Variables.TryGetValue(name, out var variable))
            return Filled(variable, story, given, answers);
        if (name.Split(".response.") is not [var request, var part] || !answers.TryGetValue(request, out var answer))
            throw new ShouldAssertException($"{{{{{name}}}}} is neither a variable of the file nor an answer that was heard before.");
        return part is "headers.ETag" ? answer.Tag : At(answer.Body, part.Replace("body.$.", "body.", StringComparison.Ordinal)["body.".Length..]);
    });

    /// <summary>E.g. <c>items[0].inscriptionId</c>.</summary>
    private static string At(JsonNode? body, string path) => path.Split('.', '[').Aggregate(body, (node, part) => part.EndsWith(']') ? node![int.Parse(part.TrimEnd(']'))] : node![part])!.GetValue<JsonElement>().ToString();

    /// <summary>A member that holds free words, with them.</summary>
    [GeneratedRegex(@"""(reason|title|topic|text|name|statement)"":\s*""[^""]+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"\{[^/]+\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{\{(?<name>[^}]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

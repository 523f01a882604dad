using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace Forum.Tests.Fuzzing;

/// <summary>A parameter of an operation.</summary>
/// <param name="In">path, query or header.</param>
public sealed record DescribedParameter(string Name, string In, bool Required, JsonObject Schema);

/// <summary>What an operation takes and how it can answer, as its document says.</summary>
/// <param name="Bodies">Schemas of the body, by media type; empty when it takes none.</param>
/// <param name="Answers">Schemas of the answers by status and media type; no media type when the answer has no body.</param>
public sealed record DescribedOperation(
    string Id, string Method, string Path, bool NeedsToken, IReadOnlyList<DescribedParameter> Parameters,
    IReadOnlyDictionary<string, JsonObject> Bodies, bool BodyRequired, IReadOnlyList<JsonNode> Examples, IReadOnlyDictionary<int, IReadOnlyDictionary<string, JsonObject>> Answers)
{
    public override string ToString() => $"{Method} {Path} ({Id})";
}

/// <summary>The OpenAPI document of a service, read for what can be sent and what may come back.</summary>
public sealed partial class DescribedApi
{
    private const string Schemas = "#/components/schemas/";


    private readonly JsonObject root;
    private readonly Dictionary<string, Task<JsonSchema>> compiled = new(StringComparer.Ordinal);

    public DescribedApi(string document)
    {
        root = JsonNode.Parse(document)!.AsObject();
        Operations = [.. root["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(method => Operation(path.Key, method.Key, method.Value!.AsObject())))];
    }

    public IReadOnlyList<DescribedOperation> Operations { get; }

    /// <summary>The schema itself, when it is only referred to.</summary>
    public JsonObject Resolve(JsonObject schema) => schema["$ref"]?.GetValue<string>() is { } reference ? At(reference) : schema;

    /// <summary>What is wrong with the value, in the words of the validator; null when nothing is.</summary>
    public async Task<string?> Wrong(JsonObject schema, string json)
    {
        Task<JsonSchema> checker;
        lock (compiled)
        {
            var key = schema.ToJsonString();
            if (!compiled.TryGetValue(key, out checker!))
                compiled[key] = checker = Compile(schema);
        }

        ICollection<NJsonSchema.Validation.ValidationError> errors;
        try
        {
            errors = (await checker).Validate(json);
        }
        catch (Newtonsoft.Json.JsonException fault)
        {
            return $"it is no JSON: {fault.Message}";
        }

        return errors.Count == 0 ? null : string.Join("; ", errors.Take(3));
    }

    private Task<JsonSchema> Compile(JsonObject schema)
    {
        var whole = schema.DeepClone().AsObject();
        if (whole["$ref"] is { } reference)
            whole = new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = reference.DeepClone() }) };
        whole["definitions"] = ReferredTo(whole);
        return JsonSchema.FromJsonAsync(whole.ToJsonString().Replace(Schemas, "#/definitions/", StringComparison.Ordinal));
    }

    /// <summary>What the schema refers to, and what that refers to: to read all schemas of a service for each of them takes longer than to send the requests.</summary>
    private JsonObject ReferredTo(JsonObject schema)
    {
        var found = new JsonObject();
        var unread = new Queue<JsonNode>([schema]);
        while (unread.TryDequeue(out var next))
        {
            foreach (var name in References().Matches(next.ToJsonString()).Select(match => match.Groups["name"].Value).Where(name => !found.ContainsKey(name)))
                unread.Enqueue(found[name] = At(Schemas + name).DeepClone());
        }

        return found;
    }

    [GeneratedRegex($"\"{Schemas}(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();

    private DescribedOperation Operation(string path, string method, JsonObject operation)
    {
        var body = operation["requestBody"] is JsonObject described ? Resolve(described) : null;
        return new DescribedOperation(
            operation["operationId"]!.GetValue<string>(),
            method.ToUpperInvariant(),
            path,
            operation["security"] is JsonArray { Count: > 0 },
            [.. (operation["parameters"]?.AsArray() ?? []).Select(parameter => Resolve(parameter!.AsObject())).Select(parameter => new DescribedParameter(
                parameter["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>(), parameter["required"]?.GetValue<bool>() is true, parameter["schema"]!.AsObject()))],
            Content(body),
            body?["required"]?.GetValue<bool>() is true,
            [.. (body?["content"]?["application/json"]?["examples"]?.AsObject() ?? []).Select(example => example.Value!["value"]!)],
            operation["responses"]!.AsObject().ToDictionary(answer => int.Parse(answer.Key), answer => (IReadOnlyDictionary<string, JsonObject>)Content(Resolve(answer.Value!.AsObject()))));
    }

    private static Dictionary<string, JsonObject> Content(JsonObject? holder) =>
        (holder?["content"]?.AsObject() ?? []).ToDictionary(content => content.Key, content => content.Value!["schema"]?.AsObject() ?? [], StringComparer.OrdinalIgnoreCase);

    private JsonObject At(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode)root, (node, part) => node[part]!).AsObject();
}

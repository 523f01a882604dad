using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Forum.Deploy.Tests;

/// <summary>docker-compose.yml as Docker Compose sees it: anchors resolved and merged.</summary>
internal static class ComposeFile
{
    public static JsonObject Read() => Read("docker-compose.yml");

    public static JsonObject Read(string path)
    {
        using var text = new StringReader(Repository.Text(path));
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build()
            .Deserialize<object>(new MergingParser(new Parser(text)));
        return (JsonObject)Json(yaml)!;
    }

    public static IEnumerable<(string Name, JsonObject Settings)> Services() =>
        Read()["services"]!.AsObject().Select(service => (service.Key, service.Value!.AsObject()));

    public static JsonObject Service(string name) => Services().Single(service => service.Name == name).Settings;

    /// <summary>A list of strings, which Compose also takes as one string.</summary>
    public static IReadOnlyList<string> Strings(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(item => item!.ToString())],
        _ => [node.ToString()],
    };

    private static JsonNode? Json(object? yaml) => yaml switch
    {
        null => null,
        IDictionary<object, object?> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key.ToString()!, Json(pair.Value)))),
        IEnumerable<object?> list => new JsonArray([.. list.Select(Json)]),
        bool truth => JsonValue.Create(truth),
        string text => JsonValue.Create(text),
        float or double or decimal => JsonValue.Create(Convert.ToDouble(yaml, System.Globalization.CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToInt64(yaml, System.Globalization.CultureInfo.InvariantCulture)),
    };
}

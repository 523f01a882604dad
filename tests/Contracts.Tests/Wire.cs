using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Serialization;

namespace Forum.Contracts.Tests;

/// <summary>How a message looks between the services: the two members of MassTransit's envelope that the contracts decide, by its own options.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(object message) => Text(new JsonObject
    {
        ["messageType"] = new JsonArray(MessageUrn.ForTypeString(message.GetType())),
        ["message"] = Body(message),
    });

    public static object? Read(Type type, JsonNode? body) => body.Deserialize(type, SystemTextJsonMessageSerializer.Options);

    public static JsonNode? Body(object message) => JsonSerializer.SerializeToNode(message, message.GetType(), SystemTextJsonMessageSerializer.Options);

    public static string Text(JsonNode json) => $"{json.ToJsonString(Readable)}\n";
}

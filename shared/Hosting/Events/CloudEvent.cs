using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forum.Hosting.Events;

/// <summary>An announcement in the JSON format of CloudEvents 1.0, with the extensions for tracing and sequence.</summary>
public sealed record CloudEvent
{
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; init; } = "1.0";

    /// <summary>Id of the event in its service's store, the same wherever and however often it is told.</summary>
    [JsonPropertyName("id")]
    public required Guid Id { get; init; }

    /// <summary>The service that announces, e.g. <c>urn:forum:registration</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>E.g. <c>forum.registration.delegation_announced</c>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>Id of what it happened to: of the delegation, the edition, the meeting.</summary>
    [JsonPropertyName("subject")]
    public required Guid Subject { get; init; }

    /// <summary>When it was committed, on the store's own clock, UTC; what happened when on the edition's clock stands in the data.</summary>
    [JsonPropertyName("time")]
    public required DateTimeOffset Time { get; init; }

    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; init; } = "application/json";

    /// <summary>Position in the feed of the service; later is greater, and there are gaps.</summary>
    [JsonPropertyName("sequence")]
    public required string Sequence { get; init; }

    /// <summary>W3C trace context of the request that caused it; absent when it was not traced.</summary>
    [JsonPropertyName("traceparent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceParent { get; init; }

    /// <summary>What the other services are told, as <c>shared/Contracts/asyncapi.json</c> says of this type.</summary>
    [JsonPropertyName("data")]
    public required JsonElement Data { get; init; }

    internal static CloudEvent Of(Announced announced) => new()
    {
        Id = announced.Event.Id,
        Source = $"urn:forum:{announced.Service}",
        Type = announced.Type,
        Subject = announced.Event.StreamId,
        Time = announced.Event.Timestamp.ToUniversalTime(),
        Sequence = announced.Event.Sequence.ToString(),
        TraceParent = announced.TraceParent,
        Data = announced.Data,
    };
}

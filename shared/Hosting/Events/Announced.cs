using System.Text.Json;
using Forum.Hosting.Store;
using JasperFx.Events;
using MassTransit.Serialization;

namespace Forum.Hosting.Events;

/// <summary>A committed event with what the others are told of it.</summary>
internal sealed record Announced(IEvent Event, object Message, Audience Audience, string Service)
{
    /// <summary>E.g. <c>forum.registration.delegation_announced</c>: parts of lower-case letters, digits and underscores, as Standard Webhooks wants them.</summary>
    public string Type => TypeOf(Service, Message.GetType());

    public static string TypeOf(string service, Type message) => $"forum.{service}.{Words.Snake(message.Name)}";

    /// <summary>The trace of the request that caused it; null when it was not traced.</summary>
    public string? TraceParent => Event.Headers?.TryGetValue(TracedSessions.TraceHeader, out var header) is true ? header?.ToString() : null;

    /// <summary>The contract, as it stands in the message on the bus.</summary>
    public JsonElement Data => JsonSerializer.SerializeToElement(Message, Message.GetType(), SystemTextJsonMessageSerializer.Options);
}

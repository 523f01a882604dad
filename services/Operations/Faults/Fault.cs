using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Forum.Operations.Faults;

/// <summary>A message that was given up, as it was found in an error queue.</summary>
/// <param name="Message">Name of the message without its namespace; <see cref="Unread"/> when it cannot be told.</param>
/// <param name="Place">First line of the stack.</param>
/// <param name="Attempts">How often it was tried, where it is known; else 1.</param>
/// <param name="Headers">Those that it is sent again with.</param>
public sealed record Fault(
    Guid Id, string RestedIn, string Queue, byte[] Digest, Guid? MessageId, string Message, string Exception, string Says, string Place, byte[]? TraceId, int Attempts,
    DateTimeOffset FaultedAt, byte[] Body, JsonObject Properties, JsonObject Headers)
{
    public const string Unread = "unread";

    /// <summary>How often an operator had it sent again before.</summary>
    public const string ReplayHeader = "Forum-Replay";

    /// <summary>Which of the faults kept here was sent again as this message; a message that nobody can read has no id of its own.</summary>
    public const string ReplayedHeader = "Forum-Replayed";

    private const int LongestText = 2_000;

    /// <summary>What MassTransit and RabbitMQ wrote on it when it failed, and what says that it comes for the first time: none of it goes along again.</summary>
    private static readonly string[] NotAgain = ["MT-Fault-", "MT-Reason", "x-", "Forum-Fresh", "MT-Redelivery-Count", "MT-Host-"];

    /// <summary>The fault that was sent again and is back with this one; null when it fails for the first time.</summary>
    public Guid? Replayed => Guid.TryParse(Headers[ReplayedHeader]?.ToString(), out var fault) ? fault : null;

    public int Sent => Headers[ReplayHeader] is { } sent && int.TryParse(sent.ToString(), out var times) ? times : 0;

    public static Fault Of(string restedIn, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var headers = properties.Headers?.ToDictionary(header => header.Key, header => Value(header.Value), StringComparer.Ordinal) ?? [];
        var faultedAt = DateTimeOffset.TryParse(Text(headers, "MT-Fault-Timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : now;
        var trace = Text(headers, "MT-Activity-Id") is { Length: 55 } parent && parent.Split('-') is [_, { Length: 32 } id, ..] && id.All(char.IsAsciiHexDigit) ? Convert.FromHexString(id) : null;
        return new Fault(
            Guid.CreateVersion7(now),
            restedIn,
            QueueOf(restedIn, headers),
            SHA256.HashData([.. body.Span, .. Encoding.UTF8.GetBytes($"{Text(headers, "MT-Fault-Timestamp")} {Text(headers, ReplayHeader)} {properties.MessageId}")]),
            Guid.TryParse(properties.MessageId, out var message) ? message : IdIn(body),
            MessageIn(properties, body),
            Short(Text(headers, "MT-Fault-ExceptionType") is { Length: > 0 } exception ? exception[(exception.LastIndexOf('.') + 1)..] : ReasonOf(restedIn)),
            Short(Text(headers, "MT-Fault-Message")),
            Short(Text(headers, "MT-Fault-StackTrace").Split('\n')[0].Trim()),
            trace,
            int.TryParse(Text(headers, "MT-Fault-RetryCount"), out var retries) ? retries + 1 : 1,
            faultedAt,
            body.ToArray(),
            new JsonObject
            {
                ["contentType"] = properties.ContentType,
                ["correlationId"] = properties.CorrelationId,
                ["messageId"] = properties.MessageId,
            },
            [.. headers.Where(header => !NotAgain.Any(start => header.Key.StartsWith(start, StringComparison.Ordinal))).Select(header => KeyValuePair.Create(header.Key, header.Value?.DeepClone()))]);
    }

    private static string ReasonOf(string restedIn) => restedIn.EndsWith("_skipped", StringComparison.Ordinal) ? "NobodyWantedIt" : restedIn.EndsWith("-dead-letters", StringComparison.Ordinal) ? "GivenUpByTheBroker" : Unread;

    private static string QueueOf(string restedIn, Dictionary<string, JsonNode?> headers)
    {
        foreach (var end in new[] { "_error", "_skipped" })
        {
            if (restedIn.EndsWith(end, StringComparison.Ordinal))
                return restedIn[..^end.Length];
        }

        // Of a dead letter, the broker tells where it died.
        return headers.GetValueOrDefault("x-death") is JsonArray { Count: > 0 } deaths && deaths[0]?["queue"]?.ToString() is { Length: > 0 } queue ? queue : restedIn;
    }

    /// <summary>The envelope says what kind of message it is: <c>urn:message:Namespace:Name</c>, the most specific first.</summary>
    private static string MessageIn(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var type = Envelope(body)?["messageType"] is JsonArray { Count: > 0 } types ? types[0]?.ToString() : properties.Type;
        return string.IsNullOrEmpty(type) ? Unread : Short(type[(type.LastIndexOf(':') + 1)..]);
    }

    private static Guid? IdIn(ReadOnlyMemory<byte> body) => Guid.TryParse(Envelope(body)?["messageId"]?.ToString(), out var id) ? id : null;

    private static JsonObject? Envelope(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(Dictionary<string, JsonNode?> headers, string name) => headers.GetValueOrDefault(name)?.ToString() ?? "";

    private static string Short(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length <= LongestText ? clean : clean[..LongestText];
    }

    /// <summary>Of what AMQP can carry, what JSON can.</summary>
    private static JsonNode? Value(object? value) => value switch
    {
        null => null,
        byte[] bytes => JsonValue.Create(Encoding.UTF8.GetString(bytes).Replace("\0", "", StringComparison.Ordinal)),
        string text => JsonValue.Create(text),
        bool truth => JsonValue.Create(truth),
        long or int or short or byte or sbyte or uint or ushort => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        double or float or decimal => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        AmqpTimestamp at => JsonValue.Create(at.UnixTime),
        IDictionary<string, object?> table => new JsonObject(table.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Value)))),
        System.Collections.IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Value)]),
        _ => JsonValue.Create(value.ToString()),
    };
}

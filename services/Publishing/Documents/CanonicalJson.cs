using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Forum.Publishing.Documents;

/// <summary>JSON in its one canonical form (RFC 8785): members in order, no white space, the fewest escapes. The same content has the same bytes and so the same hash.</summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static string Of<T>(T content)
    {
        var text = new StringBuilder();
        Write(JsonSerializer.SerializeToNode(content, Web), text);
        return text.ToString();
    }

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Web) ?? throw new JsonException("The document is null.");

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal.</summary>
    public static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject members:
                WriteAll('{', members.OrderBy(member => member.Key, StringComparer.Ordinal), '}', text, member =>
                {
                    WriteString(member.Key, text);
                    text.Append(':');
                    Write(member.Value, text);
                });
                break;
            case JsonArray items:
                WriteAll('[', items, ']', text, item => Write(item, text));
                break;
            case null:
                text.Append("null");
                break;
            default:
                WriteValue(node.AsValue(), text);
                break;
        }
    }

    private static void WriteAll<T>(char open, IEnumerable<T> parts, char close, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first)
                text.Append(',');
            first = false;
            write(part);
        }

        text.Append(close);
    }

    private static void WriteValue(JsonValue value, StringBuilder text)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                WriteString(JsonSerializer.Deserialize<string>(value)!, text);
                break;
            case JsonValueKind.Number:
                // Figures have at most a few digits, for which this is the form that ECMAScript gives a number.
                text.Append(JsonSerializer.Deserialize<decimal>(value).ToString("0.############", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetValueKind() is JsonValueKind.True ? "true" : "false");
                break;
        }
    }

    private static void WriteString(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}

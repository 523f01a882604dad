using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace Forum.Operations.Intake;

/// <summary>A span as it was exported.</summary>
/// <param name="TraceId">16 bytes.</param>
/// <param name="SpanId">8 bytes.</param>
/// <param name="ParentId">8 bytes; null for the first span of a trace.</param>
/// <param name="Kind">As OTLP numbers them: 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="StartsNanos">Nanoseconds since 1970.</param>
/// <param name="Duration">Nanoseconds.</param>
/// <param name="Status">0 unset, 1 ok, 2 error.</param>
/// <param name="Links">Trace and span that it points at.</param>
public sealed record SpanTaken(
    byte[] TraceId,
    byte[] SpanId,
    byte[]? ParentId,
    string Service,
    string Scope,
    string Name,
    int Kind,
    long StartsNanos,
    long Duration,
    int Status,
    JsonObject Attributes,
    JsonArray Events,
    IReadOnlyList<(byte[] TraceId, byte[] SpanId)> Links);

/// <summary>A log line as it was exported.</summary>
/// <param name="Severity">As OTLP numbers them: 9 information, 13 warning, 17 error.</param>
/// <param name="Category">The instrumentation scope: which class wrote it.</param>
public sealed record LineTaken(long Nanos, string Service, int Severity, string Category, string Body, byte[]? TraceId, byte[]? SpanId, JsonObject Attributes);

/// <summary>What a process that sends has dropped by itself since it started, as it tells of it in its metrics.</summary>
/// <param name="Instance">Which process it is.</param>
/// <param name="Counter">The metric, by the semantic conventions for SDKs.</param>
/// <param name="Reason">Its <c>error.type</c>: <c>queue_full</c>, <c>timeout</c>, a status.</param>
/// <param name="Count">Spans or log lines.</param>
public sealed record DropTold(string Service, string Instance, string Counter, string Reason, long Count);

/// <summary>
/// Reads OTLP (opentelemetry-proto 1.x: <c>ExportTraceServiceRequest</c>, <c>ExportLogsServiceRequest</c>, <c>ExportMetricsServiceRequest</c>) as far as it is kept here, with bounds on everything
/// that a sender could make large. Members that it does not know are passed over.
/// </summary>
/// <exception cref="InvalidProtocolBufferException">The bytes are no such message.</exception>
public static class OtlpReader
{
    /// <summary>Characters of one text; what is longer is cut.</summary>
    public const int LongestText = 4_096;

    /// <summary>Attributes, events or links of one span; what is beyond is passed over.</summary>
    public const int MostOfASpan = 128;

    private const int DeepestValue = 8;

    /// <summary>What was not put into the sender's queue, and what was sent and not taken. Data points are left out: the next ones say the same again.</summary>
    private static readonly string[] Drops = ["otel.sdk.processor.span.processed", "otel.sdk.processor.log.processed", "otel.sdk.exporter.span.exported", "otel.sdk.exporter.log.exported"];

    public static IReadOnlyList<SpanTaken> Spans(ReadOnlySpan<byte> message)
    {
        var found = new List<SpanTaken>();
        Each(new CodedInputStream(message.ToArray()), (field, input) =>
        {
            if (field == 1)
                ReadResource(input, 2, (scopeSpans, sender) => ReadScope(scopeSpans, 2, (span, scope) => found.Add(ReadSpan(span, sender.Service, scope))));
            else
                input.SkipLastField();
        });
        return found;
    }

    public static IReadOnlyList<LineTaken> Lines(ReadOnlySpan<byte> message)
    {
        var found = new List<LineTaken>();
        Each(new CodedInputStream(message.ToArray()), (field, input) =>
        {
            if (field == 1)
                ReadResource(input, 2, (scopeLogs, sender) => ReadScope(scopeLogs, 2, (line, scope) => found.Add(ReadLine(line, sender.Service, scope))));
            else
                input.SkipLastField();
        });
        return found;
    }

    /// <summary>Of all metrics only those that tell what the sender dropped.</summary>
    public static IReadOnlyList<DropTold> Dropped(ReadOnlySpan<byte> message)
    {
        var found = new List<DropTold>();
        Each(new CodedInputStream(message.ToArray()), (field, input) =>
        {
            if (field == 1)
                ReadResource(input, 2, (scopeMetrics, sender) => ReadScope(scopeMetrics, 2, (metric, _) => ReadDrops(metric, sender, found)));
            else
                input.SkipLastField();
        });
        return found;
    }

    /// <summary>Who sent metrics (<c>ExportMetricsServiceRequest</c>), whatever they are.</summary>
    public static IReadOnlyList<string> SendersOfMetrics(ReadOnlySpan<byte> message)
    {
        var found = new List<string>();
        Each(new CodedInputStream(message.ToArray()), (field, input) =>
        {
            if (field == 1)
                ReadResource(input, 2, (_, sender) => found.Add(sender.Service));
            else
                input.SkipLastField();
        });
        return found;
    }

    private delegate void Part<in T>(CodedInputStream part, T of);

    private sealed record Origin(string Service, string Instance);

    private static void Each(CodedInputStream input, Action<int, CodedInputStream> field)
    {
        uint tag;
        while ((tag = input.ReadTag()) != 0)
            field(WireFormat.GetTagFieldNumber(tag), input);
    }

    private static CodedInputStream Inner(CodedInputStream input) => new(input.ReadBytes().ToByteArray());

    /// <summary>ResourceSpans and ResourceLogs: the resource may stand behind what it describes.</summary>
    private static void ReadResource(CodedInputStream input, int parts, Part<Origin> read)
    {
        var sender = new Origin("unknown", "");
        var scopes = new List<CodedInputStream>();
        Each(Inner(input), (field, group) =>
        {
            if (field == 1)
                sender = OriginOf(Inner(group)) ?? sender;
            else if (field == parts)
                scopes.Add(Inner(group));
            else
                group.SkipLastField();
        });
        foreach (var scope in scopes)
            read(scope, sender);
    }

    private static Origin? OriginOf(CodedInputStream resource)
    {
        var attributes = new JsonObject();
        Each(resource, (field, input) =>
        {
            if (field == 1)
                ReadAttribute(Inner(input), attributes);
            else
                input.SkipLastField();
        });
        return attributes["service.name"]?.ToString() is { } service ? new Origin(service, attributes["service.instance.id"]?.ToString() ?? "") : null;
    }

    private static void ReadScope(CodedInputStream group, int items, Part<string> read)
    {
        var scope = "";
        var found = new List<CodedInputStream>();
        Each(group, (field, input) =>
        {
            if (field == 1)
            {
                Each(Inner(input), (inner, described) =>
                {
                    if (inner == 1)
                        scope = Text(described);
                    else
                        described.SkipLastField();
                });
            }
            else if (field == items)
                found.Add(Inner(input));
            else
                input.SkipLastField();
        });
        foreach (var item in found)
            read(item, scope);
    }

    private static SpanTaken ReadSpan(CodedInputStream span, string service, string scope)
    {
        byte[] trace = [], id = [];
        byte[]? parent = null;
        var name = "";
        int kind = 0, status = 0;
        ulong starts = 0, ends = 0;
        var attributes = new JsonObject();
        var events = new JsonArray();
        var links = new List<(byte[], byte[])>();
        Each(span, (field, input) =>
        {
            switch (field)
            {
                case 1: trace = Id(input, 16, "trace_id")!; break;
                case 2: id = Id(input, 8, "span_id")!; break;
                case 4: parent = Id(input, 8, "parent_span_id", mayBeEmpty: true); break;
                case 5: name = Text(input); break;
                case 6: kind = Math.Clamp(input.ReadEnum(), 0, 5); break;
                case 7: starts = input.ReadFixed64(); break;
                case 8: ends = input.ReadFixed64(); break;
                case 9: ReadAttribute(Inner(input), attributes); break;
                case 11 when events.Count < MostOfASpan: events.Add(ReadEvent(Inner(input))); break;
                case 13 when links.Count < MostOfASpan: links.Add(ReadLink(Inner(input))); break;
                case 15: status = ReadStatus(Inner(input)); break;
                default: input.SkipLastField(); break;
            }
        });
        if (trace.Length == 0 || id.Length == 0)
            throw new MalformedSpan("A span has no trace_id or no span_id.");
        var began = Nanos(starts);
        return new SpanTaken(trace, id, parent, service, scope, name, kind, began, Math.Max(0, Nanos(ends) - began), status, attributes, events, links);
    }

    private static LineTaken ReadLine(CodedInputStream line, string service, string scope)
    {
        ulong at = 0, observed = 0;
        var severity = 0;
        var body = "";
        byte[]? trace = null, span = null;
        var attributes = new JsonObject();
        Each(line, (field, input) =>
        {
            switch (field)
            {
                case 1: at = input.ReadFixed64(); break;
                case 2: severity = Math.Clamp(input.ReadEnum(), 0, 24); break;
                case 5: body = Printed(ReadValue(Inner(input), 0)); break;
                case 6: ReadAttribute(Inner(input), attributes); break;
                case 9: trace = Id(input, 16, "trace_id", mayBeEmpty: true); break;
                case 10: span = Id(input, 8, "span_id", mayBeEmpty: true); break;
                case 11: observed = input.ReadFixed64(); break;
                default: input.SkipLastField(); break;
            }
        });
        return new LineTaken(Nanos(at == 0 ? observed : at), service, severity, scope, body, trace, span, attributes);
    }

    private static void ReadDrops(CodedInputStream metric, Origin sender, List<DropTold> into)
    {
        var name = "";
        var sums = new List<CodedInputStream>();
        Each(metric, (field, input) =>
        {
            if (field == 1)
                name = Text(input);
            else if (field == 7)
                sums.Add(Inner(input));
            else
                input.SkipLastField();
        });
        if (!Drops.Contains(name))
            return;
        foreach (var sum in sums)
        {
            Each(sum, (field, input) =>
            {
                if (field == 1)
                    ReadDrop(Inner(input), sender, name, into);
                else
                    input.SkipLastField();
            });
        }
    }

    private static void ReadDrop(CodedInputStream point, Origin sender, string counter, List<DropTold> into)
    {
        var count = 0L;
        var attributes = new JsonObject();
        Each(point, (field, input) =>
        {
            switch (field)
            {
                case 6: count = input.ReadSFixed64(); break;
                case 7: ReadAttribute(Inner(input), attributes); break;
                default: input.SkipLastField(); break;
            }
        });
        // What went well has no error.
        if (count > 0 && attributes["error.type"]?.ToString() is { } reason)
            into.Add(new DropTold(sender.Service, sender.Instance, counter, reason, count));
    }

    private static JsonObject ReadEvent(CodedInputStream happened)
    {
        var name = "";
        ulong at = 0;
        var attributes = new JsonObject();
        Each(happened, (field, input) =>
        {
            switch (field)
            {
                case 1: at = input.ReadFixed64(); break;
                case 2: name = Text(input); break;
                case 3: ReadAttribute(Inner(input), attributes); break;
                default: input.SkipLastField(); break;
            }
        });
        return new JsonObject { ["name"] = name, ["atNanos"] = Nanos(at), ["attributes"] = attributes };
    }

    private static (byte[], byte[]) ReadLink(CodedInputStream link)
    {
        byte[] trace = [], span = [];
        Each(link, (field, input) =>
        {
            switch (field)
            {
                case 1: trace = Id(input, 16, "link.trace_id")!; break;
                case 2: span = Id(input, 8, "link.span_id")!; break;
                default: input.SkipLastField(); break;
            }
        });
        return trace.Length == 0 || span.Length == 0 ? throw new MalformedSpan("A link has no trace_id or no span_id.") : (trace, span);
    }

    private static int ReadStatus(CodedInputStream status)
    {
        var code = 0;
        Each(status, (field, input) =>
        {
            if (field == 3)
                code = Math.Clamp(input.ReadEnum(), 0, 2);
            else
                input.SkipLastField();
        });
        return code;
    }

    private static void ReadAttribute(CodedInputStream attribute, JsonObject into)
    {
        var key = "";
        JsonNode? value = null;
        Each(attribute, (field, input) =>
        {
            if (field == 1)
                key = Text(input);
            else if (field == 2)
                value = ReadValue(Inner(input), 0);
            else
                input.SkipLastField();
        });
        if (key.Length > 0 && into.Count < MostOfASpan)
            into[key] = value;
    }

    private static JsonNode? ReadValue(CodedInputStream value, int depth)
    {
        JsonNode? read = null;
        Each(value, (field, input) => read = field switch
        {
            1 => JsonValue.Create(Text(input)),
            2 => JsonValue.Create(input.ReadBool()),
            // JSON of the web has no 64-bit integers, and ours does: nobody computes with them.
            3 => JsonValue.Create(input.ReadInt64()),
            4 => input.ReadDouble() is var number && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            5 => depth < DeepestValue ? ReadArray(Inner(input), depth + 1) : Skipped(input),
            6 => depth < DeepestValue ? ReadMap(Inner(input), depth + 1) : Skipped(input),
            7 => JsonValue.Create(Convert.ToHexStringLower(input.ReadBytes().Span is var bytes && bytes.Length > LongestText / 2 ? bytes[..(LongestText / 2)] : bytes)),
            _ => Skipped(input) ?? read,
        });
        return read;
    }

    private static JsonNode? Skipped(CodedInputStream input)
    {
        input.SkipLastField();
        return null;
    }

    private static JsonArray ReadArray(CodedInputStream array, int depth)
    {
        var items = new JsonArray();
        Each(array, (field, input) =>
        {
            if (field == 1 && items.Count < MostOfASpan)
                items.Add(ReadValue(Inner(input), depth));
            else
                input.SkipLastField();
        });
        return items;
    }

    private static JsonObject ReadMap(CodedInputStream map, int depth)
    {
        var members = new JsonObject();
        Each(map, (field, input) =>
        {
            if (field != 1 || members.Count >= MostOfASpan)
            {
                input.SkipLastField();
                return;
            }

            var key = "";
            JsonNode? value = null;
            Each(Inner(input), (inner, member) =>
            {
                if (inner == 1)
                    key = Text(member);
                else if (inner == 2)
                    value = ReadValue(Inner(member), depth);
                else
                    member.SkipLastField();
            });
            members[key] = value;
        });
        return members;
    }

    /// <summary>PostgreSQL keeps no character NUL, and half a surrogate is no text.</summary>
    private static string Text(CodedInputStream input)
    {
        var bytes = input.ReadBytes().Span;
        var text = Encoding.UTF8.GetString(bytes.Length > LongestText * 4 ? bytes[..(LongestText * 4)] : bytes).Replace("\0", "", StringComparison.Ordinal);
        if (text.Length <= LongestText)
            return text;
        return char.IsHighSurrogate(text[LongestText - 1]) ? text[..(LongestText - 1)] : text[..LongestText];
    }

    private static byte[]? Id(CodedInputStream input, int length, string what, bool mayBeEmpty = false)
    {
        var bytes = input.ReadBytes();
        if (mayBeEmpty && bytes.Length == 0)
            return null;
        return bytes.Length == length ? bytes.ToByteArray() : throw new MalformedSpan($"{what} has {bytes.Length} bytes instead of {length}.");
    }

    private static long Nanos(ulong nanos) => nanos > long.MaxValue ? long.MaxValue : (long)nanos;

    private static string Printed(JsonNode? value) => value switch
    {
        null => "",
        JsonValue single when single.GetValueKind() is JsonValueKind.String => single.GetValue<string>(),
        var other => other.ToJsonString(),
    };
}

/// <summary>The message can be read, but says something that no span can.</summary>
public sealed class MalformedSpan(string message) : Exception(message);

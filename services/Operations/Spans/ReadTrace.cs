using System.Text.Json;
using System.Text.Json.Nodes;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Spans;

/// <summary>A span of a trace.</summary>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">16 hexadecimal digits; null for a first span. The parent need not have come (yet).</param>
/// <param name="Kind">Internal, Server, Client, Producer or Consumer.</param>
/// <param name="StartsNanos">Nanoseconds from the start of the trace.</param>
/// <param name="Duration">Nanoseconds.</param>
/// <param name="Failed">True when its status is an error.</param>
public sealed record TracedSpan(
    string SpanId, string? ParentId, string Service, string Scope, string Name, string Kind, long StartsNanos, long Duration, bool Failed, JsonElement Attributes, JsonElement Events);

/// <summary>A log line of a trace.</summary>
/// <param name="StartsNanos">Nanoseconds from the start of the trace.</param>
/// <param name="Severity">As OTLP numbers them: 13 warning, 17 error, 21 fatal.</param>
/// <param name="Exception">Its type; null when there is none.</param>
public sealed record TracedLine(long StartsNanos, string Service, int Severity, string Category, string Body, string? Exception, string? SpanId);

/// <summary>Two spans that belong together without one being the other's parent: a replay and what it repeats, the daemon and what it announces.</summary>
/// <param name="SpanId">The span of this trace.</param>
/// <param name="TraceId">The other trace.</param>
/// <param name="OtherSpanId">Its span.</param>
/// <param name="Leads">True when this trace points at the other, false when the other points here.</param>
public sealed record TracedLink(string SpanId, string TraceId, string OtherSpanId, bool Leads);

/// <summary>Everything that is kept of a trace.</summary>
/// <param name="StartsAt">When its first span began, UTC.</param>
/// <param name="Duration">Nanoseconds from the beginning of the first to the end of the last span.</param>
/// <param name="Spans">In the order of their beginnings.</param>
/// <param name="More">True when it has more spans than are shown.</param>
public sealed record TraceKept(
    string TraceId, DateTimeOffset StartsAt, long Duration, IReadOnlyList<TracedSpan> Spans, IReadOnlyList<TracedLine> Lines, IReadOnlyList<TracedLink> Links, bool More);

/// <summary>A trace with its spans, its log lines and the traces that it belongs together with; also as OTLP/JSON, which Jaeger and others open.</summary>
public static class ReadTrace
{
    /// <summary>Spans of one trace that are shown.</summary>
    public const int MostSpans = 10_000;

    private const int MostLines = 1_000;

    private static readonly string[] Kinds = ["Internal", "Internal", "Server", "Client", "Producer", "Consumer"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/traces/{traceId:regex(^[0-9a-f]{{32}}$)}", async (string traceId, RecordStore records, CancellationToken ct) =>
                await Read(records, traceId, ct) is { } trace ? TypedResults.Ok(trace) : throw new Missing("trace", traceId))
            .Allow(Role.Operator)
            .WithName("ReadTrace")
            .WithTags("Traces");

        routes.MapGet("/traces/{traceId:regex(^[0-9a-f]{{32}}$)}/otlp", async (string traceId, RecordStore records, HttpContext http, CancellationToken ct) =>
            {
                var trace = await Read(records, traceId, ct) ?? throw new Missing("trace", traceId);
                http.Response.Headers.ContentDisposition = $"attachment; filename=\"{traceId}.json\"";
                return TypedResults.Text(OtlpJson.Of(trace).ToJsonString(), "application/json");
            })
            .Allow(Role.Operator)
            .WithName("DownloadTrace")
            .WithSummary("Gives a trace as OTLP/JSON, as a file that trace viewers open")
            .WithTags("Traces");
    }

    internal static async Task<TraceKept?> Read(RecordStore records, string traceId, CancellationToken ct)
    {
        var id = Convert.FromHexString(traceId);
        await using var connection = await records.Source.OpenConnectionAsync(ct);
        var spans = new List<(long Nanos, TracedSpan Span)>();
        await using (var command = new NpgsqlCommand(
            "select span_id, parent_id, service, scope, name, kind, starts_nanos, duration, status, attributes::text, events::text from span where trace_id = $1 order by starts_nanos, span_id limit $2", connection))
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = id });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostSpans + 1 });
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                spans.Add((reader.GetInt64(6), new TracedSpan(
                    Hex(reader, 0)!, Hex(reader, 1), reader.GetString(2), reader.GetString(3), reader.GetString(4), Kinds[reader.GetInt16(5)], 0, reader.GetInt64(7), reader.GetInt16(8) == 2,
                    JsonElement.Parse(reader.GetString(9)), JsonElement.Parse(reader.GetString(10)))));
            }
        }

        if (spans.Count == 0)
            return null;
        var first = spans[0].Nanos;
        var shown = spans.Take(MostSpans).Select(span => span.Span with { StartsNanos = span.Nanos - first }).ToArray();
        return new TraceKept(
            traceId,
            Intake.Bookkeeper.At(first),
            shown.Max(span => span.StartsNanos + span.Duration),
            shown,
            await Lines(connection, id, first, ct),
            await Links(connection, id, ct),
            spans.Count > MostSpans);
    }

    private static async Task<IReadOnlyList<TracedLine>> Lines(NpgsqlConnection connection, byte[] id, long first, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select (extract(epoch from starts_at) * 1000000)::bigint, service, severity, category, body, exception, span_id from log_line where trace_id = $1 order by starts_at limit $2", connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostLines });
        var lines = new List<TracedLine>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            lines.Add(Line(reader, first));
        return lines;
    }

    private static async Task<IReadOnlyList<TracedLink>> Links(NpgsqlConnection connection, byte[] id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            (select span_id, linked_trace, linked_span, true from span_link where trace_id = $1 order by starts_at limit 500)
            union all
            (select linked_span, trace_id, span_id, false from span_link where linked_trace = $1 and trace_id <> $1 order by starts_at limit 500)
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = id });
        var links = new List<TracedLink>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            links.Add(new TracedLink(Hex(reader, 0)!, Hex(reader, 1)!, Hex(reader, 2)!, reader.GetBoolean(3)));
        return links;
    }

    private static TracedLine Line(NpgsqlDataReader row, long first) => new(
        (row.GetInt64(0) * 1_000) - first, row.GetString(1), row.GetInt16(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), Hex(row, 6));

    private static string? Hex(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(column));
}

/// <summary>A trace as OTLP/JSON (opentelemetry-proto, JSON mapping): ids in hexadecimal, 64-bit numbers as text.</summary>
internal static class OtlpJson
{
    private static readonly Dictionary<string, int> Kinds = new(StringComparer.Ordinal) { ["Internal"] = 1, ["Server"] = 2, ["Client"] = 3, ["Producer"] = 4, ["Consumer"] = 5 };

    public static JsonObject Of(TraceKept trace)
    {
        var start = (trace.StartsAt - DateTimeOffset.UnixEpoch).Ticks * 100;
        return new JsonObject
        {
            ["resourceSpans"] = new JsonArray([.. trace.Spans.GroupBy(span => span.Service, StringComparer.Ordinal).Select(service => new JsonObject
            {
                ["resource"] = new JsonObject { ["attributes"] = new JsonArray(Attribute("service.name", JsonValue.Create(service.Key))) },
                ["scopeSpans"] = new JsonArray([.. service.GroupBy(span => span.Scope, StringComparer.Ordinal).Select(scope => new JsonObject
                {
                    ["scope"] = new JsonObject { ["name"] = scope.Key },
                    ["spans"] = new JsonArray([.. scope.Select(span => Span(trace, span, start))]),
                })]),
            })]),
        };
    }

    private static JsonObject Span(TraceKept trace, TracedSpan span, long start)
    {
        var printed = new JsonObject
        {
            ["traceId"] = trace.TraceId,
            ["spanId"] = span.SpanId,
            ["name"] = span.Name,
            ["kind"] = Kinds[span.Kind],
            ["startTimeUnixNano"] = Number(start + span.StartsNanos),
            ["endTimeUnixNano"] = Number(start + span.StartsNanos + span.Duration),
            ["attributes"] = Attributes(span.Attributes),
            ["events"] = new JsonArray([.. span.Events.EnumerateArray().Select(happened => new JsonObject
            {
                ["timeUnixNano"] = Number(happened.GetProperty("atNanos").GetInt64()),
                ["name"] = happened.GetProperty("name").GetString(),
                ["attributes"] = Attributes(happened.GetProperty("attributes")),
            })]),
            ["links"] = new JsonArray([.. trace.Links.Where(link => link.Leads && link.SpanId == span.SpanId).Select(link => new JsonObject { ["traceId"] = link.TraceId, ["spanId"] = link.OtherSpanId })]),
            ["status"] = span.Failed ? new JsonObject { ["code"] = 2 } : [],
        };
        if (span.ParentId is { } parent)
            printed["parentSpanId"] = parent;
        return printed;
    }

    private static JsonArray Attributes(JsonElement attributes) => [.. attributes.EnumerateObject().Select(attribute => Attribute(attribute.Name, JsonNode.Parse(attribute.Value.GetRawText())))];

    private static JsonObject Attribute(string name, JsonNode? value) => new() { ["key"] = name, ["value"] = Value(value) };

    private static JsonObject Value(JsonNode? value) => value switch
    {
        null => [],
        JsonArray items => new JsonObject { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. items.Select(Value)]) } },
        JsonObject members => new JsonObject { ["kvlistValue"] = new JsonObject { ["values"] = new JsonArray([.. members.Select(member => Attribute(member.Key, member.Value?.DeepClone()))]) } },
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => new JsonObject { ["boolValue"] = value.GetValue<bool>() },
            JsonValueKind.Number => long.TryParse(value.ToJsonString(), out var whole) ? new JsonObject { ["intValue"] = Number(whole) } : new JsonObject { ["doubleValue"] = value.GetValue<double>() },
            _ => new JsonObject { ["stringValue"] = value.GetValue<string>() },
        },
    };

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

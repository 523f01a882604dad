using System.Globalization;

namespace Forum.Console.Watching;

/// <summary>A row of a trace's waterfall.</summary>
/// <param name="Depth">How many spans it stands below.</param>
/// <param name="WaitsFrom">Where it had waited in a queue since, in nanoseconds from the start of the trace; null when it had not.</param>
/// <param name="Attempt">Which attempt of one message it is; null when it is none, or the only one.</param>
public sealed record WaterfallRow(KeptSpan Span, int Depth, long? WaitsFrom, int? Attempt);

/// <summary>A trace as rows: each span below the one that caused it, in the order of time; what came without its cause stands at the top.</summary>
public static class Waterfall
{
    private const int Deepest = 24;

    public static IReadOnlyList<WaterfallRow> Of(KeptTrace trace)
    {
        var spans = trace.Spans.DistinctBy(span => span.SpanId).ToDictionary(span => span.SpanId, StringComparer.Ordinal);
        var below = spans.Values.ToLookup(span => span.ParentId is { } parent && parent != span.SpanId && spans.ContainsKey(parent) ? parent : "", StringComparer.Ordinal);
        var rows = new List<WaterfallRow>(spans.Count);
        var waiting = new Stack<(KeptSpan Span, int Depth)>(below[""].OrderByDescending(span => span.StartsNanos).Select(span => (span, 0)));
        while (waiting.TryPop(out var next))
        {
            rows.Add(new WaterfallRow(next.Span, next.Depth, Waited(next.Span, spans), Attempt(next.Span)));
            foreach (var child in below[next.Span.SpanId].OrderByDescending(span => span.StartsNanos))
                waiting.Push((child, Math.Min(Deepest, next.Depth + 1)));
        }

        return rows;
    }

    /// <summary>A share of the whole in per cent, as SVG takes it.</summary>
    public static string Share(long part, long whole) => (whole <= 0 ? 0 : Math.Clamp(100d * part / whole, 0, 100)).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds as somebody reads them.</summary>
    public static string Time(long nanos) => nanos switch
    {
        < 1_000_000 => $"{(nanos / 1_000d).ToString("0.#", CultureInfo.InvariantCulture)} µs",
        < 1_000_000_000 => $"{(nanos / 1_000_000d).ToString("0.#", CultureInfo.InvariantCulture)} ms",
        _ => $"{(nanos / 1_000_000_000d).ToString("0.##", CultureInfo.InvariantCulture)} s",
    };

    /// <summary>Between the end of the sending and the beginning of the receiving, the message lay in a queue.</summary>
    private static long? Waited(KeptSpan span, Dictionary<string, KeptSpan> spans) =>
        span.Kind is "Consumer" && span.ParentId is { } parent && spans.GetValueOrDefault(parent) is { Kind: "Producer" } sending && sending.EndsNanos < span.StartsNanos ? sending.EndsNanos : null;

    private static int? Attempt(KeptSpan span) => int.TryParse(span.Attribute("messaging.delivery.attempt"), out var attempt) && attempt > 0 && span.Name.EndsWith(" process", StringComparison.Ordinal) ? attempt : null;
}

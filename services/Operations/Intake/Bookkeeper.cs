using System.Text.Json.Nodes;
using Forum.Operations.Records;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Operations.Intake;

/// <summary>Writes what came in, many requests at a time, by COPY. What cannot be stored after a few attempts is given up and counted: telemetry never piles up.</summary>
internal sealed class Bookkeeper(IntakeQueue queue, RecordStore records, TimeProvider time, ILogger<Bookkeeper> log) : BackgroundService
{
    private const int MostAtOnce = 5_000;
    private const int Attempts = 5;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
    private const int LeastSeverity = 13; // warning

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Batches.WaitToReadAsync(stoppingToken))
        {
            var batches = new List<Batch>();
            var weight = 0;
            while (weight < MostAtOnce && queue.Batches.TryRead(out var batch))
            {
                batches.Add(batch);
                weight += batch.Weight;
            }

            await Keep(batches, stoppingToken);
            foreach (var batch in batches)
                queue.Done(batch);
            // What comes meanwhile goes in one transaction; what comes after a quiet while need not wait.
            if (queue.Waiting < MostAtOnce)
                await Task.Delay(Gathering, time, stoppingToken);
        }
    }

    private async Task Keep(List<Batch> batches, CancellationToken ct)
    {
        SpanTaken[] spans = [.. batches.SelectMany(batch => batch.Spans).Where(span => records.Takes(At(span.StartsNanos)))];
        LineTaken[] lines = [.. batches.SelectMany(batch => batch.Lines).Where(line => line.Severity >= LeastSeverity && records.Takes(At(line.Nanos)))];
        queue.Lose("out of time", batches.Sum(batch => batch.Spans.Count) - spans.Length);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (!records.IsReady)
                    throw new NpgsqlException("The schema is not in place yet.");
                await Write(spans, lines, ct);
                return;
            }
            catch (NpgsqlException fault) when (attempt < Attempts)
            {
                if (attempt == 1)
                    log.LogWarning("Spans wait for the database ({Reason})", fault.GetBaseException().Message);
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), time, ct);
            }
            catch (NpgsqlException fault)
            {
                queue.Lose("not stored", spans.Length + lines.Length);
                log.LogWarning("{Count} spans and lines are given up ({Reason})", spans.Length + lines.Length, fault.GetBaseException().Message);
                return;
            }
        }
    }

    private async Task Write(SpanTaken[] spans, LineTaken[] lines, CancellationToken ct)
    {
        await using var connection = await records.Source.OpenConnectionAsync(ct);
        await using var turn = await connection.BeginTransactionAsync(ct);
        // A crash of the server may cost the last second of telemetry, and no commit waits for the disk.
        await using (var careless = new NpgsqlCommand("set local synchronous_commit = off", connection))
            await careless.ExecuteNonQueryAsync(ct);
        if (spans.Length > 0)
        {
            await WriteSpans(connection, spans, ct);
            await WriteLinks(connection, spans, ct);
        }

        if (lines.Length > 0)
            await WriteLines(connection, lines, ct);
        await turn.CommitAsync(ct);
    }

    private static async Task WriteSpans(NpgsqlConnection connection, SpanTaken[] spans, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy span (starts_at, duration, trace_id, span_id, parent_id, service, scope, name, kind, status, about, attributes, events, starts_nanos) from stdin (format binary)", ct);
        foreach (var span in spans)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(At(span.StartsNanos), NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(span.Duration, NpgsqlDbType.Bigint, ct);
            await copy.WriteAsync(span.TraceId, NpgsqlDbType.Bytea, ct);
            await copy.WriteAsync(span.SpanId, NpgsqlDbType.Bytea, ct);
            await WriteMaybe(copy, span.ParentId, ct);
            await copy.WriteAsync(span.Service, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(span.Scope, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(span.Name, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)span.Kind, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync((short)span.Status, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(About.Of(span.Attributes).ToJsonString(), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(span.Attributes.ToJsonString(), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(span.Events.ToJsonString(), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(span.StartsNanos, NpgsqlDbType.Bigint, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task WriteLinks(NpgsqlConnection connection, SpanTaken[] spans, CancellationToken ct)
    {
        if (!spans.Any(span => span.Links.Count > 0))
            return;
        await using var copy = await connection.BeginBinaryImportAsync("copy span_link (starts_at, trace_id, span_id, linked_trace, linked_span) from stdin (format binary)", ct);
        foreach (var span in spans)
        {
            foreach (var (trace, linked) in span.Links)
            {
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(At(span.StartsNanos), NpgsqlDbType.TimestampTz, ct);
                await copy.WriteAsync(span.TraceId, NpgsqlDbType.Bytea, ct);
                await copy.WriteAsync(span.SpanId, NpgsqlDbType.Bytea, ct);
                await copy.WriteAsync(trace, NpgsqlDbType.Bytea, ct);
                await copy.WriteAsync(linked, NpgsqlDbType.Bytea, ct);
            }
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task WriteLines(NpgsqlConnection connection, LineTaken[] lines, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy log_line (starts_at, service, severity, category, body, exception, trace_id, span_id, about, attributes) from stdin (format binary)", ct);
        foreach (var line in lines)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(At(line.Nanos), NpgsqlDbType.TimestampTz, ct);
            await copy.WriteAsync(line.Service, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)line.Severity, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(line.Category, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(line.Body, NpgsqlDbType.Text, ct);
            if (line.Attributes["exception.type"] is { } exception)
                await copy.WriteAsync(exception.ToString(), NpgsqlDbType.Text, ct);
            else
                await copy.WriteNullAsync(ct);
            await WriteMaybe(copy, line.TraceId, ct);
            await WriteMaybe(copy, line.SpanId, ct);
            await copy.WriteAsync(About.Of(line.Attributes).ToJsonString(), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(line.Attributes.ToJsonString(), NpgsqlDbType.Jsonb, ct);
        }

        await copy.CompleteAsync(ct);
    }

    private static Task WriteMaybe(NpgsqlBinaryImporter copy, byte[]? bytes, CancellationToken ct) =>
        bytes is null ? copy.WriteNullAsync(ct) : copy.WriteAsync(bytes, NpgsqlDbType.Bytea, ct);

    /// <summary>To the microsecond, as the database keeps it; far beyond any calendar it is the end of it.</summary>
    internal static DateTimeOffset At(long nanos) => DateTimeOffset.UnixEpoch.AddTicks(nanos / 100);
}

/// <summary>What a span or a line is searched by: the forum's ids, and that of the message.</summary>
internal static class About
{
    private static readonly string[] Messages = ["messaging.message.id", "messaging.masstransit.message_id"];

    public static JsonObject Of(JsonObject attributes)
    {
        var about = new JsonObject();
        foreach (var (name, value) in attributes)
        {
            if (name.StartsWith("forum.", StringComparison.Ordinal))
                about[name] = value?.ToString();
            else if (Messages.Contains(name) && Guid.TryParse(value?.ToString(), out var message))
                about["message"] = message.ToString();
        }

        return about;
    }
}

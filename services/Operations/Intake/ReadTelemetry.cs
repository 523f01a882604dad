using Forum.Hosting.Access;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Intake;

/// <summary>Whether telemetry itself is alive: who sends, since when nobody does, what waits and what was lost. Counts are those of this process since it started.</summary>
/// <param name="Senders">Each service that sent anything, with when it did last.</param>
/// <param name="Waiting">Spans and lines that wait to be stored.</param>
/// <param name="Room">How many may wait; what comes then is shed.</param>
/// <param name="Lost">What was not kept, by reason: <c>shed</c> (came faster than it could be kept), <c>malformed</c>, <c>not stored</c> (the database was away for too long), <c>out of time</c> (older than a week, or of the future).</param>
/// <param name="LastLines">The last warning or error of each sender that logged one; null when the database does not answer.</param>
public sealed record TelemetryHealth(IReadOnlyCollection<Sender> Senders, int Waiting, int Room, IReadOnlyDictionary<string, long> Lost, IReadOnlyList<LastLine>? LastLines);

/// <summary>The last warning or error that a service logged.</summary>
/// <param name="Exception">Its type; null when there is none.</param>
/// <param name="TraceId">Null when it belongs to none.</param>
public sealed record LastLine(string Service, DateTimeOffset At, string Line, string? Exception, string? TraceId);

/// <summary>Says whether telemetry itself is alive.</summary>
public static class ReadTelemetry
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/telemetry", async (IntakeQueue queue, RecordStore records, CancellationToken ct) =>
                TypedResults.Ok(new TelemetryHealth(queue.Senders, queue.Waiting, IntakeQueue.Most, queue.Losses, await LastLines(records, [.. queue.Senders.Select(sender => sender.Service)], ct))))
            .Allow(Role.Operator)
            .WithName("ReadTelemetry")
            .WithTags("Telemetry");

    private static async Task<IReadOnlyList<LastLine>?> LastLines(RecordStore records, string[] services, CancellationToken ct)
    {
        try
        {
            await using var command = records.Source.CreateCommand(
                """
                select l.service, l.starts_at, l.body, l.exception, l.trace_id
                from unnest($1::text[]) as sender (service)
                cross join lateral (select * from log_line where log_line.service = sender.service order by starts_at desc limit 1) l
                order by l.starts_at desc
                """);
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = services });
            var lines = new List<LastLine>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                lines.Add(Row(reader));
            return lines;
        }
        catch (NpgsqlException)
        {
            // Who asks whether telemetry is alive is to be told so, above all when it is not.
            return null;
        }
    }

    private static LastLine Row(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)));
}

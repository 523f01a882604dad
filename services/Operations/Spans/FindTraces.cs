using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Spans;

/// <summary>A trace as it stands in a list.</summary>
/// <param name="StartsAt">When the first of its spans that were found began, UTC.</param>
/// <param name="Name">Name of that span.</param>
/// <param name="Services">Whose spans were found.</param>
/// <param name="Spans">How many of its spans are about what was asked for.</param>
/// <param name="Failed">True when one of them failed.</param>
public sealed record TraceFound(string TraceId, DateTimeOffset StartsAt, string Name, IReadOnlyList<string> Services, int Spans, bool Failed);

/// <summary>
/// The traces about one thing, the latest first: an edition, a delegation, a meeting, a summary or a message, by its id. What is not found was not traced, is
/// older than a week, or was lost on the way: see telemetry.
/// </summary>
public static class FindTraces
{
    private const int Most = 200;

    private static readonly string[] Ids = ["forum.edition", "forum.delegation_id", "forum.session_id", "forum.round_table_id", "forum.summary_id", "forum.organization_id", "forum.stream_id", "message"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/traces", async (Guid about, [Range(1, Most)] int? limit, RecordStore records, CancellationToken ct) =>
            {
                await using var command = records.Source.CreateCommand(
                    """
                    with found as (select trace_id, starts_at, starts_nanos, name, service, status from span where about @> any ($1))
                    select trace_id, min(starts_at), (array_agg(name order by starts_nanos))[1], array_agg(distinct service order by service), count(*)::int, bool_or(status = 2)
                    from found group by trace_id order by min(starts_at) desc limit $2
                    """);
                command.Parameters.Add(new NpgsqlParameter
                {
                    Value = Ids.Select(name => $$"""{"{{name}}":"{{about}}"}""").ToArray(),
                    NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
                });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit ?? 50 });
                var traces = new List<TraceFound>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    traces.Add(Found(reader));
                return TypedResults.Ok(new Page<TraceFound>(traces, null));
            })
            .Allow(Role.Operator)
            .WithName("FindTraces")
            .WithTags("Traces");

    private static TraceFound Found(NpgsqlDataReader row) => new(
        Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetFieldValue<string[]>(3), row.GetInt32(4), row.GetBoolean(5));
}

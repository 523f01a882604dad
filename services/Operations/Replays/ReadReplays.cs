using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Replays;

/// <summary>A replay and how it fares.</summary>
/// <param name="State">Running, Done or Stopped.</param>
/// <param name="Outcomes">How many messages came to which end; <c>Waiting</c> are those that are not sent yet.</param>
public sealed record ReplayNotice(Guid Id, string AskedBy, string Reason, DateTimeOffset AskedAt, int PerSecond, string State, DateTimeOffset? EndedAt, int Messages, IReadOnlyDictionary<string, int> Outcomes);

/// <summary>What came of one message.</summary>
/// <param name="Outcome">
/// Null: not sent yet. Confirmed: the broker has it in its queue again. Unroutable: there is no such queue. Refused: the broker did not take it.
/// FailedAgain: it was sent, and has come back.
/// </param>
public sealed record ReplayStep(int Position, Guid FaultId, Guid? MessageId, string Message, string Queue, string? Outcome, DateTimeOffset? At);

/// <summary>Replays, the latest first, and what came of each message.</summary>
public static class ReadReplays
{
    private const string Notice =
        """
        select r.id, r.asked_by, r.reason, r.asked_at, r.per_second, r.state, r.ended_at, count(s.position)::int,
            (count(*) filter (where s.position is not null and s.outcome is null))::int, (count(*) filter (where s.outcome = 'Confirmed'))::int, (count(*) filter (where s.outcome = 'Unroutable'))::int,
            (count(*) filter (where s.outcome = 'Refused'))::int, (count(*) filter (where s.outcome = 'FailedAgain'))::int
        from replay r left join replay_step s on s.replay_id = r.id
        """;

    private static readonly string[] Outcomes = ["Waiting", "Confirmed", "Unroutable", "Refused", "FailedAgain"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/replays", async (Guid? after, int? limit, RecordStore records, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                await using var command = records.Source.CreateCommand($"{Notice} where $1::uuid is null or r.id < $1 group by r.id order by r.id desc limit $2");
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most + 1 });
                var replays = new List<ReplayNotice>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    replays.Add(Row(reader));
                return Page.Of(replays, most, replay => replay.Id.ToString());
            })
            .Allow(Role.Operator)
            .WithName("ListReplays")
            .WithSummary("Lists the replays, the latest first")
            .WithTags("Replays");

        routes.MapGet("/replays/{id:guid}", async (Guid id, RecordStore records, CancellationToken ct) =>
            {
                await using var command = records.Source.CreateCommand($"{Notice} where r.id = $1 group by r.id");
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                await using var reader = await command.ExecuteReaderAsync(ct);
                return await reader.ReadAsync(ct) ? TypedResults.Ok(Row(reader)) : throw new Missing("replay", id);
            })
            .Allow(Role.Operator)
            .WithName("ReadReplay")
            .WithSummary("Shows how a replay fares")
            .WithTags("Replays");

        routes.MapGet("/replays/{id:guid}/steps", async (Guid id, int? after, int? limit, RecordStore records, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                await using var command = records.Source.CreateCommand(
                    """
                    select s.position, s.fault_id, f.message_id, f.message, f.queue, s.outcome, s.at
                    from replay_step s join fault f on f.id = s.fault_id where s.replay_id = $1 and s.position > $2 order by s.position limit $3
                    """);
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = after ?? 0 });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most + 1 });
                var steps = new List<ReplayStep>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    steps.Add(Step(reader));
                return Page.Of(steps, most, step => step.Position.ToString(System.Globalization.CultureInfo.InvariantCulture));
            })
            .Allow(Role.Operator)
            .WithName("ReadReplaySteps")
            .WithSummary("Lists what came of each message of a replay")
            .WithTags("Replays");
    }

    private static ReplayNotice Row(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetInt32(4), row.GetString(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6), row.GetInt32(7),
        Outcomes.Select((name, index) => KeyValuePair.Create(name, row.GetInt32(8 + index))).ToDictionary(StringComparer.Ordinal));

    private static ReplayStep Step(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetString(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6));
}

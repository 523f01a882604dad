using Forum.Operations.Records;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Operations.Faults;

/// <summary>The messages that were given up, in our own database.</summary>
internal static class FaultStore
{
    /// <summary>
    /// Keeps what was found, each once, however often it is delivered here. A message that had been sent again and is back is marked as failed again in the replay
    /// that sent it.
    /// </summary>
    public static async Task Keep(this RecordStore records, IReadOnlyList<Fault> faults, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await records.Source.OpenConnectionAsync(ct);
        await using var turn = await connection.BeginTransactionAsync(ct);
        foreach (var fault in faults)
        {
            await using var keep = new NpgsqlCommand(
                """
                insert into fault (id, rested_in, queue, digest, message_id, message, exception, says, place, trace_id, attempts, faulted_at, moved_at, body, properties, headers, state, sent)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'Resting', $17)
                on conflict (rested_in, digest) do nothing
                """, connection, turn);
            object?[] values =
            [
                fault.Id, fault.RestedIn, fault.Queue, fault.Digest, fault.MessageId, fault.Message, fault.Exception, fault.Says, fault.Place, fault.TraceId, fault.Attempts, fault.FaultedAt, now, fault.Body,
            ];
            foreach (var value in values)
                keep.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = TypeOf(value, keep.Parameters.Count) });
            keep.Parameters.Add(new NpgsqlParameter { Value = fault.Properties.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
            keep.Parameters.Add(new NpgsqlParameter { Value = fault.Headers.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });
            keep.Parameters.Add(new NpgsqlParameter<int> { TypedValue = fault.Sent });
            var isNew = await keep.ExecuteNonQueryAsync(ct) == 1;
            if (isNew && fault.Replayed is { } replayed)
                await FailedAgain(connection, turn, replayed, now, ct);
        }

        await turn.CommitAsync(ct);
    }

    private static async Task FailedAgain(NpgsqlConnection connection, NpgsqlTransaction turn, Guid fault, DateTimeOffset now, CancellationToken ct)
    {
        await using var mark = new NpgsqlCommand("update replay_step set outcome = 'FailedAgain', at = $2 where fault_id = $1 and outcome = 'Confirmed'", connection, turn);
        mark.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fault });
        mark.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await mark.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlDbType TypeOf(object? value, int position) => value switch
    {
        Guid => NpgsqlDbType.Uuid,
        byte[] => NpgsqlDbType.Bytea,
        int => NpgsqlDbType.Integer,
        DateTimeOffset => NpgsqlDbType.TimestampTz,
        null => position == 4 ? NpgsqlDbType.Uuid : NpgsqlDbType.Bytea,
        _ => NpgsqlDbType.Text,
    };
}

using Npgsql;
using NpgsqlTypes;

namespace Forum.Operations.Journeys;

/// <summary>What kind of thing happened.</summary>
public enum MomentKind
{
    /// <summary>A service was asked for something.</summary>
    Asked,

    /// <summary>A service announced what it had committed.</summary>
    Announced,

    /// <summary>A queue has dealt with a message: its inbox holds it.</summary>
    DealtWith,

    /// <summary>A queue tried to deal with a message, and failed.</summary>
    Failed,

    /// <summary>A message was given up.</summary>
    GivenUp,

    /// <summary>An operator had it sent again.</summary>
    SentAgain,

    /// <summary>A service logged a warning or an error.</summary>
    Logged,
}

/// <summary>Something that happened on the way.</summary>
/// <param name="At">When it began, UTC.</param>
/// <param name="Seconds">How long it took; 0 for an instant.</param>
/// <param name="Service">The service, or the queue.</param>
/// <param name="What">The request, the message, the exception or the line.</param>
/// <param name="TraceId">Its trace; null when it has none.</param>
/// <param name="SpanId">The span in that trace; null when there is none.</param>
public sealed record Moment(DateTimeOffset At, double Seconds, MomentKind Kind, string Service, string What, string? TraceId, string? SpanId);

/// <summary>Gathers what happened to one thing from spans, faults, replays and log lines.</summary>
internal static class Moments
{
    /// <summary>Of each sort; the latest are shown.</summary>
    private const int Most = 200;

    /// <param name="about">What spans and lines have to say to be about it, as JSON.</param>
    /// <param name="messages">The same for its messages.</param>
    /// <param name="names">Names of its messages by their ids.</param>
    public static async Task<IReadOnlyList<Moment>> Read(NpgsqlConnection connection, string[] about, string[] messages, IReadOnlyDictionary<Guid, string> names, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            (select starts_at, duration / 1e9, case when kind = 2 then 'Asked' else 'Announced' end, service, case when kind = 2 then name else substr(name, 10) end, trace_id, span_id
             from span where about @> any ($1) and (kind = 2 or kind = 4 and name like 'announce %') order by starts_at desc limit $4)
            union all
            (select starts_at, duration / 1e9, case when status = 2 then 'Failed' else 'DealtWith' end, left(name, -8), about ->> 'message', trace_id, span_id
             from span where about @> any ($2) and kind = 5 and name like '% receive' order by starts_at desc limit $4)
            union all
            (select faulted_at, 0, 'GivenUp', queue, exception || ': ' || says, trace_id, null from fault where message_id = any ($3) order by faulted_at desc limit $4)
            union all
            (select s.at, 0, 'SentAgain', f.queue, f.message, f.trace_id, null from replay_step s join fault f on f.id = s.fault_id where f.message_id = any ($3) and s.at is not null order by s.at desc limit $4)
            union all
            (select starts_at, 0, 'Logged', service, body, trace_id, span_id from log_line where about @> any ($1) or about @> any ($2) order by starts_at desc limit $4)
            order by 1
            """, connection);
        foreach (var said in new[] { about, messages })
            command.Parameters.Add(new NpgsqlParameter { Value = said, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. names.Keys] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        var found = new List<Moment>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var moment = Row(reader);
            found.Add(moment.Kind is MomentKind.DealtWith or MomentKind.Failed ? moment with { What = names[Guid.Parse(moment.What)] } : moment);
        }

        return found;
    }

    private static Moment Row(NpgsqlDataReader row) => new(
        row.GetFieldValue<DateTimeOffset>(0), (double)row.GetDecimal(1), Enum.Parse<MomentKind>(row.GetString(2)), row.GetString(3), row.GetString(4), Hex(row, 5), Hex(row, 6));

    private static string? Hex(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(column));
}

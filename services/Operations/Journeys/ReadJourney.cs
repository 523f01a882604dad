using Forum.Hosting.Access;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Journeys;

/// <summary>
/// The way of one thing through the forum (a delegation, an edition, a meeting, a message): what was announced of it, which queue has dealt with it, what waits
/// and what was given up; with the last step that was done, the next that is expected, and all that happened on one axis of time. It rests on spans, which are kept for a week and may be lost, and on
/// the messages that were given up, which are not: a step without a span is shown as waiting.
/// </summary>
public static class ReadJourney
{
    private const int Most = 2_000;

    private static readonly string[] Ids = ["forum.edition", "forum.delegation_id", "forum.session_id", "forum.round_table_id", "forum.summary_id", "forum.organization_id", "forum.stream_id", "forum.event_id", "message"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/journeys/{about:guid}", async (Guid about, RecordStore records, Listeners listeners, TimeProvider time, CancellationToken ct) =>
            {
                var heard = await listeners.Read(ct);
                await using var connection = await records.Source.OpenConnectionAsync(ct);
                var announced = await Announced(connection, about, ct);
                Guid[] messages = [.. announced.Select(announcement => announcement.MessageId).Distinct()];
                var names = announced.DistinctBy(announcement => announcement.MessageId).ToDictionary(announcement => announcement.MessageId, announcement => announcement.Message);
                var moments = await Moments.Read(connection, About(about), OfMessages(messages), names, ct);
                return TypedResults.Ok(Journey.Of(about, announced, await Received(connection, messages, ct), await GivenUp(connection, messages, ct), heard, time.GetUtcNow(), moments));
            })
            .Allow(Role.Operator)
            .WithName("ReadJourney")
            .WithTags("Journeys");

    private static string[] About(Guid about) => [.. Ids.Select(name => $$"""{"{{name}}":"{{about}}"}""")];

    private static string[] OfMessages(Guid[] messages) => [.. messages.Select(message => $$"""{"message":"{{message}}"}""")];

    private static async Task<List<Announcement>> Announced(NpgsqlConnection connection, Guid about, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select about->>'forum.event_id', substr(name, 10), service, starts_at, trace_id from span
            where about @> any ($1) and name like 'announce %' and kind = 4 and about ? 'forum.event_id' order by starts_at desc limit $2
            """, connection);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = About(about),
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Most });
        var found = new List<Announcement>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(Announcement(reader));
        return found;
    }

    private static async Task<List<Reception>> Received(NpgsqlConnection connection, Guid[] messages, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select (about->>'message')::uuid, left(name, -8), starts_at + make_interval(secs => duration / 1e9), status = 2 from span
            where about @> any ($1) and name like '% receive' and kind = 5
            """, connection);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = OfMessages(messages),
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb,
        });
        var found = new List<Reception>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(Reception(reader));
        return found;
    }

    private static async Task<List<GivenUp>> GivenUp(NpgsqlConnection connection, Guid[] messages, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select id, message_id, queue, faulted_at, state = 'Resting' from fault where message_id = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = messages });
        var found = new List<GivenUp>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(Fault(reader));
        return found;
    }

    private static Announcement Announcement(NpgsqlDataReader row) =>
        new(Guid.Parse(row.GetString(0)), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(4)));

    private static Reception Reception(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3));

    private static GivenUp Fault(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3), row.GetBoolean(4));
}

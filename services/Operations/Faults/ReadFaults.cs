using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Faults;

/// <summary>Faults that are one fault: the same queue, message, exception and place.</summary>
/// <param name="Key">Names the group where it is sent again or discarded.</param>
/// <param name="Count">Messages that rest.</param>
/// <param name="FailedAgain">How many of them had been sent again before.</param>
/// <param name="First">When the first of them failed, UTC.</param>
/// <param name="Last">When the last of them failed, UTC.</param>
/// <param name="Sample">The last of them.</param>
/// <param name="TraceId">Its trace; null when it has none.</param>
public sealed record FaultGroup(
    string Key, string Queue, string Message, string Exception, string Place, string Says, int Count, int FailedAgain, DateTimeOffset First, DateTimeOffset Last, Guid Sample, string? TraceId);

/// <summary>A message that was given up.</summary>
/// <param name="RestedIn">The error queue in which it was found.</param>
/// <param name="Queue">Where it failed, and where it is sent again.</param>
/// <param name="State">Resting, Sending, Sent or Discarded.</param>
/// <param name="Sent">How often it had been sent again when it failed this time.</param>
/// <param name="MovedAt">When it was taken out of the error queue, UTC.</param>
public sealed record FaultNotice(
    Guid Id, string RestedIn, string Queue, Guid? MessageId, string Message, string Exception, string Says, string Place, string? TraceId, int Attempts, DateTimeOffset FaultedAt, DateTimeOffset MovedAt, string State, int Sent);

/// <summary>A message that was given up, with what it says.</summary>
/// <param name="Body">The message as text; where it is no text, in hexadecimal digits.</param>
public sealed record FaultShown(FaultNotice Notice, string Body, JsonElement Headers);

/// <summary>The messages that were given up: in groups, one by one, and each with what it says.</summary>
public static class ReadFaults
{
    internal const string KeyOfAGroup = "encode(sha256(convert_to(concat_ws(chr(10), queue, message, exception, place), 'UTF8')), 'hex')";

    private const string Columns = "id, rested_in, queue, message_id, message, exception, says, place, trace_id, attempts, faulted_at, moved_at, state, sent";

    private const int LargestBody = 256 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/fault-groups", async (RecordStore records, CancellationToken ct) =>
            {
                await using var command = records.Source.CreateCommand(
                    $"""
                    select {KeyOfAGroup}, queue, message, exception, place, (array_agg(says order by faulted_at desc))[1], count(*)::int, (count(*) filter (where sent > 0))::int,
                        min(faulted_at), max(faulted_at), (array_agg(id order by faulted_at desc))[1], (array_agg(trace_id order by faulted_at desc))[1]
                    from fault where state = 'Resting' group by queue, message, exception, place order by count(*) desc, max(faulted_at) desc limit 500
                    """);
                var groups = new List<FaultGroup>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    groups.Add(Group(reader));
                return TypedResults.Ok(new Page<FaultGroup>(groups, null));
            })
            .Allow(Role.Operator)
            .WithName("ReadFaultGroups")
            .WithSummary("Lists what failed, alike with alike, the most frequent first")
            .WithTags("Faults");

        routes.MapGet("/faults", async ([StringLength(64)] string? group, [StringLength(200)] string? queue, Guid? about, Guid? after, int? limit, RecordStore records, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                await using var command = records.Source.CreateCommand(
                    $"""
                    select {Columns} from fault
                    where ($1::text is null or {KeyOfAGroup} = $1) and ($2::text is null or queue = $2)
                      and ($3::uuid is null or message_id = $3 or position($3::text in convert_from(body, 'LATIN1')) > 0) and ($4::uuid is null or id < $4)
                    order by id desc limit $5
                    """);
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)group ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)queue ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)about ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most + 1 });
                var faults = new List<FaultNotice>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    faults.Add(Notice(reader));
                return Page.Of(faults, most, fault => fault.Id.ToString());
            })
            .Allow(Role.Operator)
            .WithName("ReadFaults")
            .WithSummary("Lists the messages that were given up, the latest first; those of a group, of a queue, or about an id")
            .WithTags("Faults");

        routes.MapGet("/faults/{id:guid}", async (Guid id, RecordStore records, CancellationToken ct) =>
            {
                await using var command = records.Source.CreateCommand($"select {Columns}, body, headers::text from fault where id = $1");
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                await using var reader = await command.ExecuteReaderAsync(ct);
                return await reader.ReadAsync(ct) ? TypedResults.Ok(Shown(reader)) : throw new Missing("fault", id);
            })
            .Allow(Role.Operator)
            .WithName("ReadFault")
            .WithSummary("Shows a message that was given up, with what it says")
            .WithTags("Faults");
    }

    private static FaultGroup Group(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt32(6), row.GetInt32(7),
        row.GetFieldValue<DateTimeOffset>(8), row.GetFieldValue<DateTimeOffset>(9), row.GetGuid(10), Hex(row, 11));

    private static FaultNotice Notice(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), Hex(row, 8),
        row.GetInt32(9), row.GetFieldValue<DateTimeOffset>(10), row.GetFieldValue<DateTimeOffset>(11), row.GetString(12), row.GetInt32(13));

    private static FaultShown Shown(NpgsqlDataReader row)
    {
        var body = row.GetFieldValue<byte[]>(14).AsSpan();
        if (body.Length > LargestBody)
            body = body[..LargestBody];
        return new FaultShown(Notice(row), Printed(body), JsonElement.Parse(row.GetString(15)));
    }

    private static string Printed(ReadOnlySpan<byte> body)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return Convert.ToHexStringLower(body);
        }
    }

    private static string? Hex(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(column));
}

using System.Globalization;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.ReadModels;
using Forum.Hosting.Store;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Hosting.Streams;

/// <summary>An aggregate as it was after one of its events, and what that event changed. No text is in it.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Type">Of which kind it is, e.g. <c>delegation</c>.</param>
/// <param name="Version">The event's place in the stream, from 1.</param>
/// <param name="Event">The event, as it is stored, e.g. <c>delegation_withdrawn</c>.</param>
/// <param name="Sequence">The event's place among all of this service.</param>
/// <param name="At">When it was committed: the store's own time, UTC.</param>
/// <param name="TraceId">Under which it was committed; null when not known.</param>
/// <param name="Later">How many events have come since.</param>
/// <param name="Fields">The state in the order of its members, and what it lost by the event.</param>
/// <param name="More">True when there are more fields than are shown.</param>
public sealed record StreamAsOf(
    Guid Id, string Type, long Version, string Event, long Sequence, DateTimeOffset At, string? TraceId, long Later, IReadOnlyList<FieldOfState> Fields, bool More);

/// <summary>An event of a stream: ids and times, no content.</summary>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Sequence">Its place among all events of this service.</param>
/// <param name="Type">As it is stored.</param>
/// <param name="At">The store's own time, UTC.</param>
/// <param name="TraceId">Under which it was committed; null when not known.</param>
public sealed record EventOfStream(long Version, long Sequence, string Type, DateTimeOffset At, string? TraceId);

/// <summary>
/// A stream as of an instant, as of one of its own events or as of an event of the service, folded anew from its events: nothing that is kept is looked at, so that it can be
/// held against what is.
/// </summary>
public static class ReadStream
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/streams/{id:guid}", async (Guid id, DateTimeOffset? at, long? version, long? sequence, IQuerySession session, Snapshots snapshots, NpgsqlDataSource source, CancellationToken ct) =>
            {
                if (new object?[] { at, version, sequence }.Count(given => given is not null) > 1)
                    throw new Refusal("one-of-three", "Give either at, or version, or sequence, or none of them for the state at present.");
                var events = session.DocumentStore.Options.Events.DatabaseSchemaName;
                var (type, last, first) = await Stream(source, events, id, ct) ?? throw new Missing("stream", id);
                if (version > last)
                    throw new Refusal("after-last-event", $"The stream stands at version {last.ToString(CultureInfo.InvariantCulture)}. Name that version or an earlier one.", "version");
                var that = await Event(source, events, id, at, version ?? (at is null && sequence is null ? last : null), sequence, ct)
                    ?? throw new Refusal(
                        "before-first-event",
                        $"There was no such thing yet: its first event, number {first.Sequence.ToString(CultureInfo.InvariantCulture)} of the service, was committed at {first.At:yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'}.",
                        at is not null ? "at" : version is not null ? "version" : "sequence");

                var kind = snapshots.Of(type) ?? throw new Refusal("unknown-kind", "This version of the service does not know what the stream is of, and can fold it into nothing. Its events can be listed.");
                var state = await kind.Fold(session, id, that.Version, ct);
                var before = that.Version > 1 ? await kind.Fold(session, id, that.Version - 1, ct) : null;
                var fields = FieldsOfState.Compare(state, before);
                return TypedResults.Ok(new StreamAsOf(id, kind.Name, that.Version, that.Type, that.Sequence, that.At, that.TraceId, last - that.Version, fields, fields.Count == FieldsOfState.Most));
            })
            .Allow(Role.Operator)
            .WithName(nameof(ReadStream))
            .WithTags("Operations");

        routes.MapGet("/streams/{id:guid}/events", async (Guid id, long? after, int? limit, IQuerySession session, NpgsqlDataSource source, CancellationToken ct) =>
            {
                var events = session.DocumentStore.Options.Events.DatabaseSchemaName;
                if (await Stream(source, events, id, ct) is null)
                    throw new Missing("stream", id);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                await using var command = source.CreateCommand($"{Head} from {events}.mt_events where stream_id = $1 and version > $2 order by version limit $3");
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after ?? 0 });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most + 1 });
                return Page.Of(await Read(command, ct), most, one => one.Version.ToString(CultureInfo.InvariantCulture));
            })
            .Allow(Role.Operator)
            .WithName("ListEventsOfStream")
            .WithSummary("Lists the events of a stream, oldest first: which they are and when they came, not what they say.")
            .WithTags("Operations");
    }

    private const string Head = "select version, seq_id, type, timestamp, correlation_id";

    private static async Task<(string Type, long Version, (long Sequence, DateTimeOffset At) First)?> Stream(NpgsqlDataSource source, string events, Guid id, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"select s.type, s.version, e.seq_id, e.timestamp from {events}.mt_streams s join {events}.mt_events e on e.stream_id = s.id and e.version = 1 where s.id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? StreamOf(reader) : null;
    }

    private static (string, long, (long, DateTimeOffset)) StreamOf(NpgsqlDataReader row) =>
        (row.GetString(0), row.GetInt64(1), (row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3).ToUniversalTime()));

    /// <summary>The last event up to an instant, a version or a sequence number.</summary>
    private static async Task<EventOfStream?> Event(NpgsqlDataSource source, string events, Guid id, DateTimeOffset? at, long? version, long? sequence, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            $"""
            {Head} from {events}.mt_events
            where stream_id = $1 and ($2 is null or timestamp <= $2) and ($3 is null or version <= $3) and ($4 is null or seq_id <= $4) order by version desc limit 1
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)at?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)sequence ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        return (await Read(command, ct)).FirstOrDefault();
    }

    private static async Task<List<EventOfStream>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        var found = new List<EventOfStream>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(EventOf(reader));
        return found;
    }

    private static EventOfStream EventOf(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3).ToUniversalTime(), row.IsDBNull(4) ? null : row.GetString(4));
}

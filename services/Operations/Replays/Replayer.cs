using System.Text.Json.Nodes;
using Forum.Hosting;
using Forum.Operations.Broker;
using Forum.Operations.Records;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Forum.Operations.Replays;

/// <summary>
/// Sends what was asked for, one message at a time and no faster than it was said: to the exchange of the queue in which it failed, with the id that it had, and a
/// step is done when the broker has confirmed it. After a restart it goes on where it was; the one message that was on its way then is sent twice, and dropped by
/// the inbox that has had it.
/// </summary>
public sealed class Replayer(BrokerAddress broker, RecordStore records, TimeProvider time, ILogger<Replayer> log) : BackgroundService
{
    private const long Lock = 0x464F525250; // "FORRP"

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly LightSleep sleep = new();

    public void Wake() => sleep.Wake();

    public override void Dispose()
    {
        sleep.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (records.IsReady)
                    await SendAll(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested
                && fault is BrokerUnreachableException or OperationInterruptedException or AlreadyClosedException or NpgsqlException or TimeoutException or OperationCanceledException or IOException)
            {
                log.LogWarning("A replay waits ({Reason})", fault.GetBaseException().Message);
            }

            await sleep.For(Pause, stoppingToken);
        }
    }

    private async Task SendAll(CancellationToken ct)
    {
        await using var connection = await records.Source.OpenConnectionAsync(ct);
        // One replica sends; the lock goes with the connection.
        await using var turn = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
        if (!(bool)(await turn.ExecuteScalarAsync(ct))!)
            return;
        try
        {
            if (await Next(connection, ct) is null)
                return;
            var factory = new ConnectionFactory { Uri = broker.Uri, ClientProvidedName = "operations replays", AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = TimeSpan.FromSeconds(5) };
            await using var link = await factory.CreateConnectionAsync(ct);
            var channel = await Channel(link, ct);
            try
            {
                while (await Next(connection, ct) is { } step)
                {
                    var began = time.GetTimestamp();
                    var outcome = await Send(channel, step, ct);
                    await Note(connection, step, outcome, ct);
                    if (!channel.IsOpen)
                    {
                        await channel.DisposeAsync();
                        channel = await Channel(link, ct);
                    }

                    var rest = TimeSpan.FromSeconds(1d / step.PerSecond) - time.GetElapsedTime(began);
                    if (rest > TimeSpan.Zero)
                        await Task.Delay(rest, time, ct);
                }
            }
            finally
            {
                await channel.DisposeAsync();
            }
        }
        finally
        {
            await using var release = new NpgsqlCommand($"select pg_advisory_unlock({Lock})", connection);
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private static Task<IChannel> Channel(IConnection link, CancellationToken ct) =>
        link.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), ct);

    private sealed record Step(Guid Replay, int Position, Guid Fault, string Queue, Guid? MessageId, byte[] Body, JsonObject Properties, JsonObject Headers, int Sent, int PerSecond);

    /// <summary>The oldest replay first, in the order in which its messages had failed.</summary>
    private static async Task<Step?> Next(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select s.replay_id, s.position, f.id, f.queue, f.message_id, f.body, f.properties::text, f.headers::text, f.sent, r.per_second
            from replay r join replay_step s on s.replay_id = r.id join fault f on f.id = s.fault_id
            where r.state = 'Running' and s.outcome is null order by r.id, s.position limit 1
            """, connection);
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            if (await reader.ReadAsync(ct))
                return Read(reader);
        }

        await using var done = new NpgsqlCommand(
            "update replay r set state = 'Done', ended_at = now() where state = 'Running' and not exists (select from replay_step s where s.replay_id = r.id and s.outcome is null)", connection);
        await done.ExecuteNonQueryAsync(ct);
        return null;
    }

    private static Step Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt32(1), row.GetGuid(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetGuid(4), row.GetFieldValue<byte[]>(5),
        JsonNode.Parse(row.GetString(6))!.AsObject(), JsonNode.Parse(row.GetString(7))!.AsObject(), row.GetInt32(8), row.GetInt32(9));

    private static async Task<string> Send(IChannel channel, Step step, CancellationToken ct)
    {
        var properties = new BasicProperties
        {
            MessageId = step.Properties["messageId"]?.ToString() ?? step.MessageId?.ToString(),
            CorrelationId = step.Properties["correlationId"]?.ToString(),
            ContentType = step.Properties["contentType"]?.ToString(),
            Persistent = true,
            Headers = step.Headers.ToDictionary(header => header.Key, header => Plain(header.Value), StringComparer.Ordinal),
        };
        properties.Headers[Faults.Fault.ReplayHeader] = step.Sent + 1;
        properties.Headers[Faults.Fault.ReplayedHeader] = step.Fault.ToString();
        // A trace of its own, linked to the one in which the message failed: that one is long over.
        properties.Headers["MT-Activity-Propagation"] = "Link";
        try
        {
            await channel.BasicPublishAsync(step.Queue, "", mandatory: true, properties, step.Body, ct);
            return "Confirmed";
        }
        catch (PublishReturnException)
        {
            return "Unroutable";
        }
        catch (PublishException)
        {
            return "Refused";
        }
        catch (OperationInterruptedException fault) when (fault.ShutdownReason?.ReplyCode is 404)
        {
            // No such exchange: the queue was never one of ours.
            return "Unroutable";
        }
        catch (OperationInterruptedException fault) when (fault.ShutdownReason?.ReplyCode is 403)
        {
            return "Refused";
        }
    }

    private async Task Note(NpgsqlConnection connection, Step step, string outcome, CancellationToken ct)
    {
        await using var turn = await connection.BeginTransactionAsync(ct);
        await using (var note = new NpgsqlCommand("update replay_step set outcome = $3, at = $4 where replay_id = $1 and position = $2 and outcome is null", connection, turn))
        {
            note.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = step.Replay });
            note.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step.Position });
            note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = outcome });
            note.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
            await note.ExecuteNonQueryAsync(ct);
        }

        // What could not be sent rests as before.
        await using var fault = new NpgsqlCommand("update fault set state = $2 where id = $1 and state = 'Sending'", connection, turn);
        fault.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = step.Fault });
        fault.Parameters.Add(new NpgsqlParameter<string> { TypedValue = outcome is "Confirmed" ? "Sent" : "Resting" });
        await fault.ExecuteNonQueryAsync(ct);
        await turn.CommitAsync(ct);
    }

    private static object? Plain(JsonNode? value) => value switch
    {
        null => null,
        JsonValue single => single.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => true,
            System.Text.Json.JsonValueKind.False => false,
            System.Text.Json.JsonValueKind.Number => single.TryGetValue<long>(out var whole) ? whole : single.GetValue<double>(),
            _ => single.GetValue<string>(),
        },
        _ => value.ToJsonString(),
    };
}

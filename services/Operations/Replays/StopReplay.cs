using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Replays;

/// <summary>Stops a replay: what is sent is sent, the others rest again.</summary>
public sealed record StopReplay
{
    /// <summary>Why.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/replays/{id:guid}/stopping", async (Guid id, StopReplay command, RecordStore records, TimeProvider time, ClaimsPrincipal user, CancellationToken ct) =>
            {
                await using var connection = await records.Source.OpenConnectionAsync(ct);
                await using var turn = await connection.BeginTransactionAsync(ct);
                await using var stop = new NpgsqlCommand("update replay set state = 'Stopped', ended_at = $2 where id = $1 and state = 'Running'", connection, turn);
                stop.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                stop.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
                if (await stop.ExecuteNonQueryAsync(ct) == 0)
                    throw await Known(connection, id, ct) ? new Refusal("replay-ended", "This replay has come to its end already.") : new Missing("replay", id);
                await using var rest = new NpgsqlCommand(
                    "update fault set state = 'Resting' where state = 'Sending' and id in (select fault_id from replay_step where replay_id = $1 and outcome is null)", connection, turn);
                rest.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                var resting = await rest.ExecuteNonQueryAsync(ct);
                await Acts.Note(connection, turn, time.GetUtcNow(), user, "stopped", command.Reason, resting, ct);
                await turn.CommitAsync(ct);
                return TypedResults.NoContent();
            })
            .Allow(Role.Operator)
            .WithName(nameof(StopReplay))
            .WithTags("Replays");

    private static async Task<bool> Known(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand("select exists (select from replay where id = $1)", connection);
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return (bool)(await ask.ExecuteScalarAsync(ct))!;
    }
}

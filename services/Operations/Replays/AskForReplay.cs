using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Forum.Hosting.Access;
using Forum.Operations.Faults;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Replays;

/// <summary>
/// Sends messages again that were given up, each to the queue in which it failed and with the id that it had, so that nothing takes effect twice. With a dry run
/// nothing is sent; the answer says how many would be.
/// </summary>
public sealed record AskForReplay
{
    public required Selected Selected { get; init; }

    /// <summary>Why: what was mended.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    /// <summary>Messages a second at most.</summary>
    [Range(1, 1_000)]
    public int PerSecond { get; init; } = 50;

    /// <summary>True: say only how many it would be.</summary>
    public bool DryRun { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/replays", async Task<IResult> (AskForReplay command, RecordStore records, Replayer replayer, TimeProvider time, ClaimsPrincipal user, CancellationToken ct) =>
            {
                command.Selected.MustBeOne();
                await using var connection = await records.Source.OpenConnectionAsync(ct);
                if (command.DryRun)
                {
                    await using var count = new NpgsqlCommand($"select count(*)::int from fault where {Selected.Condition}", connection);
                    command.Selected.Put(count);
                    return TypedResults.Ok(new ReplayAsked(null, (int)(await count.ExecuteScalarAsync(ct))!));
                }

                var id = Guid.CreateVersion7(time.GetUtcNow());
                await using var turn = await connection.BeginTransactionAsync(ct);
                await using (var ask = new NpgsqlCommand("insert into replay (id, asked_by, reason, asked_at, per_second, state) values ($1, $2, $3, $4, $5, 'Running')", connection, turn))
                {
                    ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                    ask.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Identity?.Name ?? "unknown" });
                    ask.Parameters.Add(new NpgsqlParameter<string> { TypedValue = command.Reason });
                    ask.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = time.GetUtcNow() });
                    ask.Parameters.Add(new NpgsqlParameter<int> { TypedValue = command.PerSecond });
                    await ask.ExecuteNonQueryAsync(ct);
                }

                // What another replay has taken at the same time is its own: a fault leaves its rest once.
                await using var take = new NpgsqlCommand(
                    $"""
                    with taken as (update fault set state = 'Sending' where {Selected.Condition} returning id, faulted_at)
                    insert into replay_step (replay_id, position, fault_id) select $3, row_number() over (order by faulted_at, id), id from taken
                    """, connection, turn);
                command.Selected.Put(take);
                take.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
                var taken = await take.ExecuteNonQueryAsync(ct);
                await Acts.Note(connection, turn, time.GetUtcNow(), user, "sent again", command.Reason, taken, ct);
                await turn.CommitAsync(ct);
                replayer.Wake();
                return TypedResults.Accepted($"/replays/{id}", new ReplayAsked(id, taken));
            })
            .Allow(Role.Operator)
            .WithName(nameof(AskForReplay))
            .WithTags("Replays")
            .Produces<ReplayAsked>(StatusCodes.Status200OK)
            .Produces<ReplayAsked>(StatusCodes.Status202Accepted);
}

/// <summary>What was asked for.</summary>
/// <param name="Id">The replay; null for a dry run.</param>
/// <param name="Messages">How many messages it is about.</param>
public sealed record ReplayAsked(Guid? Id, int Messages);

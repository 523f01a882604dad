using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using Forum.Hosting.Access;
using Forum.Operations.Records;
using Npgsql;

namespace Forum.Operations.Faults;

/// <summary>Puts messages away for good, with the reason. They are kept and can be looked at, but do not rest any more, and nobody is reminded of them.</summary>
public sealed record DiscardFaults
{
    public required Selected Selected { get; init; }

    /// <summary>Why they need not be dealt with.</summary>
    [StringLength(1_000, MinimumLength = 3)]
    public required string Reason { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/faults/discards", async (DiscardFaults command, RecordStore records, TimeProvider time, ClaimsPrincipal user, CancellationToken ct) =>
            {
                command.Selected.MustBeOne();
                await using var connection = await records.Source.OpenConnectionAsync(ct);
                await using var turn = await connection.BeginTransactionAsync(ct);
                await using var discard = new NpgsqlCommand($"update fault set state = 'Discarded' where {Selected.Condition}", connection, turn);
                command.Selected.Put(discard);
                var count = await discard.ExecuteNonQueryAsync(ct);
                await Acts.Note(connection, turn, time.GetUtcNow(), user, "discarded", command.Reason, count, ct);
                await turn.CommitAsync(ct);
                return TypedResults.Ok(new Discarded(count));
            })
            .Allow(Role.Operator)
            .WithName(nameof(DiscardFaults))
            .WithTags("Faults");
}

/// <summary>How many were put away.</summary>
public sealed record Discarded(int Count);

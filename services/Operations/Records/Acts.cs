using System.Security.Claims;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Npgsql;

namespace Forum.Operations.Records;

/// <summary>Something that an operator did.</summary>
/// <param name="By">Subject of the operator's token.</param>
/// <param name="What">sent again, stopped, or discarded.</param>
/// <param name="Faults">How many messages it concerned.</param>
public sealed record Act(long Id, DateTimeOffset At, string By, string What, string Reason, int Faults);

/// <summary>What operators did, and why: it is written in the transaction of what was done, and never changed.</summary>
public static class Acts
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/acts", async (long? after, int? limit, RecordStore records, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                await using var command = records.Source.CreateCommand("select id, at, by, what, reason, faults from act where $1::bigint is null or id < $1 order by id desc limit $2");
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)after ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
                command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most + 1 });
                var acts = new List<Act>();
                await using var reader = await command.ExecuteReaderAsync(ct);
                while (await reader.ReadAsync(ct))
                    acts.Add(Row(reader));
                return Page.Of(acts, most, act => act.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            })
            .Allow(Role.Operator)
            .WithName("ReadActs")
            .WithSummary("Lists what operators did and why, the latest first")
            .WithTags("Faults");

    internal static async Task Note(NpgsqlConnection connection, NpgsqlTransaction turn, DateTimeOffset at, ClaimsPrincipal user, string what, string reason, int faults, CancellationToken ct)
    {
        await using var note = new NpgsqlCommand("insert into act (at, by, what, reason, faults) values ($1, $2, $3, $4, $5)", connection, turn);
        note.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = at });
        note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = user.Identity?.Name ?? "unknown" });
        note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = what });
        note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reason });
        note.Parameters.Add(new NpgsqlParameter<int> { TypedValue = faults });
        await note.ExecuteNonQueryAsync(ct);
    }

    private static Act Row(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5));
}

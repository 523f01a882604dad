using System.Runtime.CompilerServices;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Forum.Hosting.Store;

/// <summary>What must be done one after the other although it is decided in no single stream.</summary>
public static class Turns
{
    private static readonly object Taken = new();
    private static readonly ConditionalWeakTable<IDocumentSession, object> Takers = [];

    /// <summary>Waits until nobody else has the turn of that name, over all replicas; it ends with the session's transaction.</summary>
    /// <param name="name">What is taken turns at, and in what, e.g. <c>edition/…</c>.</param>
    public static async Task TakeTurn(this IDocumentSession session, string name, CancellationToken ct)
    {
        Takers.AddOrUpdate(session, Taken);
        await session.BeginTransactionAsync(ct);
        await using var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 0))");
        turn.Parameters.Add(new NpgsqlParameter { Value = name, NpgsqlDbType = NpgsqlDbType.Text });
        await session.ExecuteAsync(turn, ct);
    }

    /// <summary>True when the session's transaction is a turn, or several.</summary>
    internal static bool HasTurn(this IDocumentSession session) => Takers.TryGetValue(session, out _);
}

using Marten;
using Npgsql;

namespace Forum.Hosting.Telemetry;

/// <summary>How far a shard of the daemon (the announcer, a projection) is behind the events of the store.</summary>
/// <param name="Shard">As the daemon names it.</param>
/// <param name="Events">Sequence numbers that it has not dealt with; a number lost to a race counts for one.</param>
/// <param name="Age">How long the oldest event waits that it has not dealt with; zero when there is none.</param>
internal sealed record ShardLag(string Shard, long Events, TimeSpan Age);

/// <summary>
/// Compares the events themselves with each shard's stored progress, so that a daemon that died is noticed, too:
/// its own figures stand still then and look like health.
/// </summary>
internal sealed class StoreLag(IDocumentStore store, NpgsqlDataSource source)
{
    private readonly string sql = $"""
        select p.name,
               greatest(0, coalesce((select max(e.seq_id) from {store.Options.Events.DatabaseSchemaName}.mt_events e), 0) - p.last_seq_id),
               coalesce(extract(epoch from now() - (
                   select e.timestamp from {store.Options.Events.DatabaseSchemaName}.mt_events e where e.seq_id > p.last_seq_id and isfinite(e.timestamp) order by e.seq_id limit 1)), 0)::float8
        from {store.Options.Events.DatabaseSchemaName}.mt_event_progression p
        where p.name like '%:%' -- the daemon's own marks are no shards
        """;

    /// <exception cref="NpgsqlException">The store cannot be reached.</exception>
    public async Task<IReadOnlyList<ShardLag>> Read(CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lags = new List<ShardLag>();
        while (await reader.ReadAsync(ct))
            lags.Add(new ShardLag(reader.GetString(0), reader.GetInt64(1), TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(2)))));
        return lags;
    }
}

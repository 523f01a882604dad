using Forum.Hosting.Store;
using Marten;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Forum.Hosting.Health;

/// <summary>
/// The store answers, its schema is in place, and neither the announcer nor a projection is behind.
/// Compared are the events themselves with each shard's stored progress, so that a daemon that died is noticed.
/// </summary>
internal sealed class StoreHealth(IDocumentStore store, StoreReadiness readiness, NpgsqlDataSource source) : IHealthCheck
{
    /// <summary>An event that no shard has dealt with for so long is late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(20);

    private readonly string sql = $"""
        select p.name, extract(epoch from now() - (
            select min(e.timestamp) from {store.Options.Events.DatabaseSchemaName}.mt_events e where e.seq_id > p.last_seq_id))::float8
        from {store.Options.Events.DatabaseSchemaName}.mt_event_progression p
        where p.name <> 'HighWaterMark'
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsReady)
            return HealthCheckResult.Unhealthy("The schema is not in place yet.");
        try
        {
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var late = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
            {
                if (!await reader.IsDBNullAsync(1, cancellationToken) && reader.GetDouble(1) > Late.TotalSeconds)
                    late.Add($"{reader.GetString(0)} is {reader.GetDouble(1):0} s behind");
            }

            return late.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", late));
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be reached.");
        }
    }
}

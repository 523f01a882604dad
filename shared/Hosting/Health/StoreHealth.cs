using Forum.Hosting.Store;
using Forum.Hosting.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Forum.Hosting.Health;

/// <summary>The store answers, its schema is in place, and neither the announcer nor a projection is behind.</summary>
internal sealed class StoreHealth(StoreLag lag, StoreReadiness readiness) : IHealthCheck
{
    /// <summary>An event that no shard has dealt with for so long is late.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(20);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!readiness.IsReady)
            return HealthCheckResult.Unhealthy("The schema is not in place yet.");
        try
        {
            var late = (await lag.Read(cancellationToken)).Where(shard => shard.Age > Late).Select(shard => $"{shard.Shard} is {shard.Age.TotalSeconds:0} s behind").ToArray();
            return late.Length == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", late));
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be reached.");
        }
    }
}

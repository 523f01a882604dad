using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Forum.Operations.Records;

/// <summary>The database answers and its schema is in place.</summary>
internal sealed class RecordHealth(RecordStore records) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!records.IsReady)
            return HealthCheckResult.Unhealthy("The schema is not in place yet.");
        try
        {
            await using var command = records.Source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The store cannot be reached.");
        }
    }
}

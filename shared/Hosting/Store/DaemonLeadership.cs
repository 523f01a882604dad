using JasperFx;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>Of all replicas of a service one runs the daemon.</summary>
internal sealed class DaemonLeadership(
    IDocumentStore store, NpgsqlDataSource source, StoreReadiness readiness, ILogger<DaemonLeadership> log) : BackgroundService
{
    private const long Lock = 0x464F52554D; // "FORUM"
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        await new Leadership(source, Lock, log).Stand("The daemon", RunDaemon, stoppingToken);
    }

    private async Task RunDaemon(SignOfLife alive, CancellationToken ct)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, ct);
                await alive(ct);
                if (daemon.CurrentAgents().Any(agent => agent.Status is not AgentStatus.Running))
                {
                    log.LogWarning("A shard of the daemon has stopped; starting all of them again");
                    await daemon.StopAllAsync();
                    await daemon.StartAllAsync();
                }
            }
        }
        finally
        {
            await daemon.StopAllAsync();
        }
    }
}

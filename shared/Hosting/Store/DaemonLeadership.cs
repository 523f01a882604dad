using JasperFx;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>
/// Of all replicas of a service one runs the daemon: the one that holds an advisory lock of the service's database on a connection of its own.
/// A killed leader's lock falls with its connection; a paused one's session is ended by the server after <see cref="Silence"/>.
/// </summary>
internal sealed class DaemonLeadership(
    IDocumentStore store, NpgsqlDataSource source, StoreReadiness readiness, ILogger<DaemonLeadership> log) : BackgroundService
{
    private const long Lock = 0x464F52554D; // "FORUM"
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Lead(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning("The daemon's leadership was lost ({Reason}); standing for it again", e.GetBaseException().Message);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        try
        {
            if (!await Ask(connection, $"set idle_session_timeout = '{Silence.TotalSeconds:0}s'; select pg_try_advisory_lock({Lock})", ct))
                return;

            using var daemon = await store.BuildProjectionDaemonAsync();
            await RunDaemon(daemon, connection, ct);
        }
        finally
        {
            // The pool keeps connections open and does not reset them: without this the lock would outlive the leadership.
            await ((Task)Ask(connection, "set idle_session_timeout = 0; select pg_advisory_unlock_all() is null", CancellationToken.None))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunDaemon(IProjectionDaemon daemon, NpgsqlConnection connection, CancellationToken ct)
    {
        log.LogInformation("This replica leads the daemon");
        await daemon.StartAllAsync();
        try
        {
            while (true)
            {
                await Task.Delay(Heartbeat, ct);
                await Ask(connection, "select true", ct);
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

    private static async Task<bool> Ask(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
        return await command.ExecuteScalarAsync(ct) is true;
    }
}

using JasperFx;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>Says when the store's schema is in place. Consumers and the daemon wait for it; requests are refused until then.</summary>
public sealed class StoreReadiness
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsReady => ready.Task.IsCompletedSuccessfully;

    public Task Wait(CancellationToken ct) => ready.Task.WaitAsync(ct);

    internal void Set() => ready.TrySetResult();
}

/// <summary>Brings the schema up to date, however long the database takes to come; several replicas may try at once.</summary>
internal sealed class StoreMigration(IDocumentStore store, ForumService service, NpgsqlDataSource source, StoreReadiness readiness, ILogger<StoreMigration> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); !readiness.IsReady; wait = Longer(wait))
        {
            try
            {
                await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
                foreach (var statement in service.AfterMigration(store.Options))
                {
                    await using var command = source.CreateCommand(statement);
                    await command.ExecuteNonQueryAsync(stoppingToken);
                }

                readiness.Set();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The store is not to be had yet ({Reason}); trying again in {Seconds:0.0} s", e.GetBaseException().Message, wait.TotalSeconds);
                await Task.Delay(wait, stoppingToken);
            }
        }
    }

    private static TimeSpan Longer(TimeSpan wait) => wait < TimeSpan.FromSeconds(2) ? wait * 2 : wait;
}

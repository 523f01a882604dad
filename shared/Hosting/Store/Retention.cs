using Forum.Hosting.Bus;
using Forum.Hosting.Http;
using Forum.Hosting.Webhooks;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Forum.Hosting.Store;

/// <summary>Forgets what need not be remembered for ever, in small batches: received message ids and deliveries after 30 days, idempotency keys after 3.</summary>
internal sealed class Retention(
    IDocumentStore store, NpgsqlDataSource source, StoreReadiness readiness, ILogger<Retention> log) : BackgroundService
{
    private const int Batch = 5_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.Wait(stoppingToken);
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                await Forget<Received>("30 days", stoppingToken);
                await Forget<AnsweredRequest>("3 days", stoppingToken);
                // What waits to be sent is not old, however long it waits.
                await Forget<Delivery>("30 days", stoppingToken, "next_attempt_at is null");
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Old message ids could not be removed ({Reason}); next try in an hour", e.GetBaseException().Message);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task Forget<T>(string age, CancellationToken ct, string which = "true")
    {
        var table = store.Options.Schema.For<T>();
        int removed;
        do
        {
            await using var command = source.CreateCommand(
                $"delete from {table} where ctid = any(array(select ctid from {table} where mt_last_modified < now() - interval '{age}' and {which} limit {Batch}))");
            removed = await command.ExecuteNonQueryAsync(ct);
        }
        while (removed == Batch);
    }
}

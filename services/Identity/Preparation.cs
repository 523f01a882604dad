using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using OpenIddict.Abstractions;

namespace Forum.Identity;

/// <summary>Brings the store to what the service needs (tables, accounts, session keys) as soon as PostgreSQL answers, and afterwards clears away what has expired.</summary>
public sealed class Preparation(IServiceScopeFactory scopes, Accounts accounts, IDataProtectionProvider sessions, TimeProvider clock, ILogger<Preparation> log) : BackgroundService
{
    // Any number will do, as long as nothing else in this database locks it.
    private const long Turn = 20060914;

    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether requests can be answered.</summary>
    public bool Done => ready.Task.IsCompleted;

    /// <summary>Waits until requests can be answered.</summary>
    public Task Wait(TimeSpan atMost) => ready.Task.WaitAsync(atMost);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; !await Prepared(stoppingToken); attempt++)
        {
            var pause = Math.Min(0.5 * Math.Pow(2, attempt), 5) * (0.8 + 0.4 * Random.Shared.NextDouble());
            await Task.Delay(TimeSpan.FromSeconds(pause), clock, stoppingToken);
        }

        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken)) await ClearAway(stoppingToken);
    }

    private async Task<bool> Prepared(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var store = scope.ServiceProvider.GetRequiredService<Store>().Database;
            await store.OpenConnectionAsync(ct);
            await store.ExecuteSqlAsync($"select pg_advisory_lock({Turn})", ct);       // one replica at a time
            try
            {
                var tables = store.GetService<IRelationalDatabaseCreator>();
                if (!await tables.HasTablesAsync(ct)) await tables.CreateTablesAsync(ct);
                await accounts.Apply(scope.ServiceProvider, ct);
                sessions.CreateProtector("preparation").Protect("x");                  // makes the first session key, under the lock
            }
            finally
            {
                await store.ExecuteSqlAsync($"select pg_advisory_unlock({Turn})", CancellationToken.None);
            }
            log.LogInformation("The store is ready: {Clients} clients and {People} people are known", accounts.Clients.Count, accounts.People.Count);
            ready.SetResult();
            return true;
        }
        catch (Exception problem) when (Store.IsAway(problem))
        {
            log.LogWarning("The store is not ready yet: {Problem}", problem.GetBaseException().Message);
            return false;
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            log.LogError(problem, "The store could not be prepared");
            return false;
        }
    }

    private async Task ClearAway(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var before = clock.GetUtcNow().AddDays(-1);
            await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, ct);
            await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, ct);
        }
        catch (Exception problem) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Expired tokens stay until the next hour: {Problem}", problem.Message);
        }
    }
}

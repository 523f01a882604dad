using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Forum.Hosting.Bus;
using Forum.Hosting.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry;

namespace Forum.Hosting.Telemetry;

/// <summary>
/// Keeps the figures of <see cref="StoreLag"/> at hand for whoever collects metrics. When the store does not answer, the figures are left out:
/// what is not known is not shown as zero.
/// </summary>
internal sealed class LagGauges(ForumService service, StoreLag lag, StoreReadiness readiness, TimeProvider time, IConfiguration configuration) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly ConcurrentDictionary<string, IReadOnlyList<ShardLag>> Known = new(StringComparer.Ordinal);

    private static readonly ObservableGauge<long> Pending = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.outbox.pending", static () => OfAnnouncers(static shard => shard.Events), "{event}", "Committed events that the announcer has not dealt with yet.");

    private static readonly ObservableGauge<double> Oldest = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.outbox.oldest_age", static () => OfAnnouncers(static shard => shard.Age.TotalSeconds), "s", "How long the oldest of them has waited.");

    private static readonly ObservableGauge<double> Behind = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.projection.lag", static () => OfProjections(static shard => shard.Age.TotalSeconds), "s", "How long the oldest event waits that a projection or the announcer has not dealt with.");

    private static readonly ObservableGauge<long> EventsBehind = ForumTelemetry.Meter.CreateObservableGauge(
        "forum.projection.events_behind", static () => OfProjections(static shard => shard.Events), "{event}", "Events that a projection or the announcer has not dealt with.");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsCollected(configuration))
            return;
        await readiness.Wait(stoppingToken);
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                // Who asks how the store is doing is not part of what it does.
                using (SuppressInstrumentationScope.Begin())
                    Known[service.Name] = await lag.Read(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                Known.TryRemove(service.Name, out _);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Known.TryRemove(service.Name, out _);
    }

    private static bool IsCollected(IConfiguration configuration) =>
        Scraping.Port(configuration) is not null || !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    private static IEnumerable<Measurement<T>> OfAnnouncers<T>(Func<ShardLag, T> figure) where T : struct =>
        Known.SelectMany(known => known.Value.Where(IsAnnouncer).Select(shard => new Measurement<T>(figure(shard), new KeyValuePair<string, object?>("service", known.Key))));

    private static IEnumerable<Measurement<T>> OfProjections<T>(Func<ShardLag, T> figure) where T : struct =>
        Known.SelectMany(known => known.Value.Select(shard => new Measurement<T>(figure(shard), new("service", known.Key), new("projection", shard.Shard.Split(':')[0]))));

    private static bool IsAnnouncer(ShardLag shard) => shard.Shard.StartsWith(Announcer.Name, StringComparison.OrdinalIgnoreCase);
}

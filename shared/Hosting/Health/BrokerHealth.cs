using System.Net.Sockets;
using Forum.Hosting.Bus;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Forum.Hosting.Health;

/// <summary>The broker takes connections and the consumers are attached. A bus that only publishes does not notice a missing broker itself, so it is asked.</summary>
internal sealed class BrokerHealth(BrokerAddress broker, IBusControl bus, ForumService service) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(broker.Host, broker.Port, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The broker cannot be reached.");
        }

        return service.Heard.Count == 0 || bus.CheckHealth().Status is BusHealthStatus.Healthy
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The consumers are not attached to their queues yet.");
    }
}

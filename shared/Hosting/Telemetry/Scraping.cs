using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Metrics;

namespace Forum.Hosting.Telemetry;

/// <summary>
/// <c>/metrics</c> in the format of Prometheus, with exemplars that lead to traces. It exists only where <c>Metrics:Port</c> names a port of its own, and only there:
/// what the public can reach never tells of queues and threads. The process must listen on that port, too (<c>ASPNETCORE_HTTP_PORTS=8080;9464</c>).
/// </summary>
public static class Scraping
{
    internal const string Address = "/metrics";

    internal static int? Port(IConfiguration configuration) => configuration.GetValue<int?>("Metrics:Port");

    internal static MeterProviderBuilder AddScraping(this MeterProviderBuilder metrics, int? port) => port is null ? metrics : metrics.AddPrometheusExporter();

    public static void MapMetrics(this WebApplication app)
    {
        if (Port(app.Configuration) is not { } port)
            return;
        app.MapPrometheusScrapingEndpoint(Address)
            .AllowAnonymous()
            .DisableHttpMetrics()
            .Add(endpoint =>
            {
                var answer = endpoint.RequestDelegate!;
                endpoint.RequestDelegate = http =>
                {
                    // Which port took the request is the connection's to say; a Host header says what the caller likes.
                    if (http.Connection.LocalPort == port)
                        return answer(http);
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                };
            });
    }
}

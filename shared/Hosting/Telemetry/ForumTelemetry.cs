using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Forum.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs of a service. They leave the process only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so;
/// a trace is kept up without it, because its id is stored with every event.
/// </summary>
public static class ForumTelemetry
{
    internal static readonly ActivitySource Source = new("Forum");
    internal static readonly Meter Meter = new("Forum");

    /// <param name="service">Name of the service, as it stands in every trace.</param>
    /// <param name="sources">Sources of spans that the service has beyond those that every service has.</param>
    public static void AddForumTelemetry(this WebApplicationBuilder builder, string service, params string[] sources)
    {
        var exports = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, serviceNamespace: "forum"))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new WithoutPolling()))
                .AddProcessor(new Annotating())
                .AddSource(Source.Name, "Marten", "MassTransit")
                .AddSource(sources)
                .AddNpgsql()
                .AddAspNetCoreInstrumentation(http => http.Filter = IsBusiness))
            .WithMetrics(metrics => metrics
                .AddMeter(Meter.Name, "Marten", "MassTransit", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddRuntimeInstrumentation()
                .AddView(SeriesLimit.Of)
                .SetExemplarFilter(ExemplarFilterType.TraceBased)
                .AddScraping(Scraping.Port(builder.Configuration)));
        // Requests are spans; two log lines for each of them would say the same.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        if (!exports)
            return;

        builder.Logging.AddOpenTelemetry(logging => logging.IncludeScopes = true);
        telemetry.UseCountedOtlpExporter();
    }

    /// <summary>Metrics only, for who takes in what the others export.</summary>
    internal static void AddUntraced(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(Meter.Name, "Forum.Operations", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddRuntimeInstrumentation()
            .AddView(SeriesLimit.Of)
            .AddScraping(Scraping.Port(builder.Configuration)));
    }

    private static bool IsBusiness(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && !http.Request.Path.StartsWithSegments(Scraping.Address, StringComparison.Ordinal);

    /// <summary>Daemon, deadlines and webhooks ask the database several times a second whether there is something new; nobody wants to see that. What a request or a message causes has a parent and is not asked for here.</summary>
    private sealed class WithoutPolling : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            samplingParameters.Name.Contains("highwatermark", StringComparison.Ordinal) || samplingParameters.Kind is ActivityKind.Client
                ? new SamplingResult(SamplingDecision.Drop)
                : new SamplingResult(SamplingDecision.RecordAndSample);
    }
}

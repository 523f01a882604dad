using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Forum.Operations.Tests;

/// <summary>Spans as the services export them: by the exporter that they use, kept as the bytes that it sends.</summary>
internal static class Exported
{
    /// <summary>What the exporter sends for the spans that are made, one request.</summary>
    public static byte[] Of(string service, Action<ActivitySource> make)
    {
        using var sent = new Sent();
        var name = $"test-{Guid.NewGuid():N}";
        using var source = new ActivitySource(name);
        using (var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(service, serviceNamespace: "forum"))
            .AddSource(name)
            .AddProcessor(new BatchActivityExportProcessor(
                new OtlpTraceExporter(new OtlpExporterOptions
                {
                    Endpoint = new Uri("http://127.0.0.1:1/v1/traces"),
                    Protocol = OtlpExportProtocol.HttpProtobuf,
                    HttpClientFactory = () => new HttpClient(sent, disposeHandler: false),
                }),
                maxQueueSize: 20_000,
                maxExportBatchSize: 10_000))
            .Build())
        {
            make(source);
            traces.ForceFlush();
        }

        return sent.Bodies.ShouldHaveSingleItem();
    }

    /// <summary>What the exporter sends for the metrics of one process, by the meter that the SDK counts with.</summary>
    public static byte[] Metrics(string service, string instance, Action<Meter> make)
    {
        using var sent = new Sent();
        using var meter = new Meter($"test-{Guid.NewGuid():N}");
        using (var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(service, serviceNamespace: "forum", serviceInstanceId: instance))
            .AddMeter(meter.Name)
            .AddReader(new PeriodicExportingMetricReader(new OtlpMetricExporter(new OtlpExporterOptions
            {
                Endpoint = new Uri("http://127.0.0.1:1/v1/metrics"),
                Protocol = OtlpExportProtocol.HttpProtobuf,
                HttpClientFactory = () => new HttpClient(sent, disposeHandler: false),
            })))
            .Build())
        {
            make(meter);
            metrics.ForceFlush();
        }

        return sent.Bodies[0];
    }

    private sealed class Sent : HttpMessageHandler
    {
        public List<byte[]> Bodies { get; } = [];

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var body = new MemoryStream();
            request.Content!.CopyTo(body, null, cancellationToken);
            Bodies.Add(body.ToArray());
            return new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}

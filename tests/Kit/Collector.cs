using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Forum.Kit;

/// <summary>Takes what services export over OTLP/HTTP, and keeps it as it came.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, string Body)> received = new();
    private readonly WebApplication app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            // Texts stand in the protocol buffers as they are.
            received.Enqueue((signal, Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    /// <summary>What was exported so far: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public IReadOnlyCollection<(string Signal, string Body)> Received => received;

    /// <summary>What makes a service export to this collector.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings => [("OTEL_EXPORTER_OTLP_ENDPOINT", app.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "1000")];

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

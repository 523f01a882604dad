using System.Diagnostics.Metrics;
using System.IO.Compression;
#pragma warning disable IDE0005 // Identity compiles this file, too, and has it anyway.
using Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0005
using OpenTelemetry;

namespace Forum.Hosting.Telemetry;

/// <summary>
/// Exports over OTLP and counts what becomes of it, by the semantic conventions for what an SDK tells of itself (https://opentelemetry.io/docs/specs/semconv/otel/sdk-metrics/):
/// <c>otel.sdk.processor.{span,log}.processed</c>, with <c>error.type=queue_full</c> for what found no room while the receiver was slow, comes from the SDK;
/// <c>otel.sdk.exporter.{span,log,metric_data_point}.exported</c>, with an <c>error.type</c> for what was sent and not taken, is counted here, because the exporter
/// tells of it in its self-diagnostics only.
/// </summary>
internal static class Exporting
{
    /// <summary>The meter of the SDK itself. It counts only for who listens.</summary>
    private const string OfTheSdk = "otel.sdk.experimental";

    private static readonly Meter Meter = new("Forum.Exporting");

    /// <summary>Names of the exporter's clients, by which it can be told what handles its requests.</summary>
    private static readonly (string Client, Outcome Outcome)[] Signals =
    [
        ("OtlpTraceExporter", new(Meter.CreateCounter<long>("otel.sdk.exporter.span.exported", "{span}", "Spans whose export has ended, well or not."), "otlp_http_span_exporter", [[1], [2], [2]])),
        ("OtlpLogExporter", new(Meter.CreateCounter<long>("otel.sdk.exporter.log.exported", "{log_record}", "Log lines whose export has ended, well or not."), "otlp_http_log_exporter", [[1], [2], [2]])),
        ("OtlpMetricExporter", new(Meter.CreateCounter<long>("otel.sdk.exporter.metric_data_point.exported", "{data_point}", "Data points whose export has ended, well or not."), "otlp_http_metric_exporter", [[1], [2], [2], [5, 7, 9, 10, 11], [1]])),
    ];

    public static void UseCountedOtlpExporter(this OpenTelemetryBuilder telemetry)
    {
        foreach (var (client, outcome) in Signals)
        {
            telemetry.Services.AddHttpClient(client)
                .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false })
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
                .RemoveAllLoggers()
                .AddHttpMessageHandler(() => new Counting(outcome));
        }

        telemetry.WithMetrics(static metrics => metrics.AddMeter(OfTheSdk, Meter.Name)).UseOtlpExporter();
    }

    /// <param name="Component">The exporter, as the conventions name it.</param>
    /// <param name="Path">Numbers of the fields that lead from the request (resource, scope) to what is counted.</param>
    private sealed record Outcome(Counter<long> Exported, string Component, int[][] Path);

    /// <summary>An attempt that is repeated counts again; unless it is told to, the exporter repeats none.</summary>
    private sealed class Counting(Outcome outcome) : DelegatingHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var answer = base.Send(request, cancellationToken);
                Count(request, Name(answer));
                return answer;
            }
            catch (Exception fault)
            {
                Count(request, Name(fault));
                throw;
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                Count(request, Name(answer));
                return answer;
            }
            catch (Exception fault)
            {
                Count(request, Name(fault));
                throw;
            }
        }

        private static string? Name(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? null : ((int)answer.StatusCode).ToString();

        private static string Name(Exception fault) => fault switch
        {
            OperationCanceledException => "timeout",
            HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known => known.HttpRequestError.ToString(),
            _ => fault.GetType().FullName!,
        };

        private void Count(HttpRequestMessage request, string? error)
        {
            if (!outcome.Exported.Enabled || request.Content is not { } content)
                return;
            var items = Items(content);
            var component = new KeyValuePair<string, object?>("otel.component.type", outcome.Component);
            if (error is null)
                outcome.Exported.Add(items, component);
            else
                outcome.Exported.Add(items, component, new("error.type", error));
        }

        private long Items(HttpContent content)
        {
            if (!content.Headers.ContentEncoding.Contains("gzip"))
                return Items(content.ReadAsStream(), content.ReadAsStream().Length, outcome.Path);
            using var whole = new MemoryStream();
            using (var packed = new GZipStream(content.ReadAsStream(), CompressionMode.Decompress, leaveOpen: true))
                packed.CopyTo(whole);
            whole.Position = 0;
            return Items(whole, whole.Length, outcome.Path);
        }

        /// <summary>Walks the lengths of the message that the exporter wrote, and reads nothing of what is in it.</summary>
        private static long Items(Stream message, long end, ReadOnlySpan<int[]> path)
        {
            long items = 0;
            while (message.Position < end)
            {
                var tag = Varint(message);
                switch (tag & 7)
                {
                    case 0:
                        Varint(message);
                        break;
                    case 1:
                        message.Position += 8;
                        break;
                    case 5:
                        message.Position += 4;
                        break;
                    default:
                        var length = Varint(message);
                        var next = message.Position + length;
                        if (path[0].Contains((int)(tag >> 3)))
                            items += path.Length == 1 ? 1 : Items(message, next, path[1..]);
                        message.Position = next;
                        break;
                }
            }

            return items;
        }

        private static long Varint(Stream message)
        {
            long value = 0;
            int part, shift = 0;
            do
            {
                part = message.ReadByte();
                value |= (long)(part & 0x7F) << shift;
                shift += 7;
            }
            while (part >= 0x80 && shift < 64);
            return value;
        }
    }
}

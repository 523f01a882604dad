using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Forum.Hosting.Telemetry;
using Forum.Kit;

namespace Forum.Hosting.Tests;

/// <summary>
/// What a service does with its spans while nobody takes them: it goes on, drops them, and counts what it dropped. Runs alone, because a service exports
/// the spans of its whole process, those of other tests, too.
/// </summary>
[Collection<Alone>]
public sealed class When_telemetry_finds_no_taker
{
    private const string Dropped = "otel_sdk_processor_span_processed_total";
    private const string Undelivered = "otel_sdk_exporter_span_exported_total";

    [Fact]
    public async Task a_receiver_that_hangs_holds_no_request_up_and_what_finds_no_room_is_counted()
    {
        // Connections are accepted for it, and it answers none.
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        await using var service = await Exporter.To(((IPEndPoint)receiver.LocalEndpoint).Port);
        await service.AsksUntilItTells(Dropped, error: "queue_full");
        await service.AsksUntilItTells(Undelivered, error: "timeout");
    }

    [Fact]
    public async Task without_a_receiver_requests_go_on_and_what_is_not_delivered_is_counted()
    {
        await using var service = await Exporter.To(FreePort.Next());
        await service.AsksUntilItTells(Undelivered, error: "ConnectionError");
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task what_a_receiver_refuses_is_counted_with_its_answer(HttpStatusCode answer)
    {
        using var receiver = Receiver.That(answer);
        await using var service = await Exporter.To(receiver.Port);
        await service.AsksUntilItTells(Undelivered, error: ((int)answer).ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public async Task every_span_that_is_taken_is_counted_once(string compression)
    {
        using var receiver = Receiver.That(HttpStatusCode.OK);
        await using var service = await Exporter.To(receiver.Port, $"--OTEL_EXPORTER_OTLP_COMPRESSION={compression}");
        for (var i = 0; i < 5; i++)
            await service.Asks();
        await Eventually.Holds(async () => (await service.Tells(Undelivered, error: null)).ShouldBe(5), "five spans are delivered");
    }

    /// <summary>Answers everything alike. It is no service of ASP.NET: the exporting one, in the same process, would trace what it is asked.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener listener = new();

        private Receiver(HttpStatusCode answer)
        {
            listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
            listener.Start();
            _ = Answer(answer);
        }

        public int Port { get; } = FreePort.Next();

        public static Receiver That(HttpStatusCode answers) => new(answers);

        public void Dispose() => listener.Close();

        private async Task Answer(HttpStatusCode answer)
        {
            while (listener.IsListening)
            {
                var asked = await listener.GetContextAsync();
                await asked.Request.InputStream.CopyToAsync(Stream.Null);
                asked.Response.StatusCode = (int)answer;
                asked.Response.Close();
            }
        }
    }

    /// <summary>The least that exports: a service with one address, which makes one span at each request.</summary>
    private sealed class Exporter(WebApplication app, int metricsPort) : IAsyncDisposable
    {
        private readonly HttpClient client = new() { BaseAddress = new Uri(app.Urls.First()) };

        public static async Task<Exporter> To(int port, params string[] more)
        {
            var metricsPort = FreePort.Next();
            var builder = WebApplication.CreateBuilder(
            [
                $"--urls=http://127.0.0.1:0;http://127.0.0.1:{metricsPort}",
                $"--Metrics:Port={metricsPort}",
                $"--OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:{port}",
                "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
                "--OTEL_EXPORTER_OTLP_TIMEOUT=500",
                "--OTEL_BSP_MAX_QUEUE_SIZE=8",
                "--OTEL_BSP_MAX_EXPORT_BATCH_SIZE=4",
                "--OTEL_BSP_SCHEDULE_DELAY=20",
                .. more,
            ]);
            builder.Logging.ClearProviders();
            builder.AddForumTelemetry("bells");
            var app = builder.Build();
            app.MapGet("/", () => "ding");
            app.MapMetrics();
            await app.StartAsync();
            return new Exporter(app, metricsPort);
        }

        public async Task Asks() => (await client.GetStringAsync(new Uri("/", UriKind.Relative))).ShouldBe("ding");

        public Task AsksUntilItTells(string counter, string error) => Eventually.Holds(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                    await Asks();
                (await Tells(counter, error)).ShouldBeGreaterThan(0);
            },
            $"{counter} counts {error}");

        /// <summary>The counter's value for the error; null for what went well.</summary>
        public async Task<double> Tells(string counter, string? error)
        {
            var lines = (await client.GetStringAsync(new Uri($"http://127.0.0.1:{metricsPort}/metrics"))).Split('\n');
            return lines
                .Where(line => line.StartsWith($"{counter}{{", StringComparison.Ordinal) && (error is null ? !line.Contains("error_type=", StringComparison.Ordinal) : line.Contains($"error_type=\"{error}\"", StringComparison.Ordinal)))
                .Sum(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture));
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Forum.Bench;

/// <summary>
/// What it costs the forum that 2,000 spans a second are taken in beside it on the same machine: registering with them and without, in turns. The processor time of Operations and of its
/// connections to the store is read beside that, because it says the same on a busy machine.
/// </summary>
internal static class TakingIn
{
    private const int SpansPerSecond = 2_000;
    private const int SpansOfARequest = 512;
    private const int RegistrationsPerSecond = 100;
    private const int Connections = 32;

    public static async Task<IReadOnlyList<Measure>> Measure(Stage stage, bool quick)
    {
        var duration = TimeSpan.FromSeconds(quick ? 5 : 15);
        await stage.StartOperations();
        var registering = new Load(stage.Registration, stage.Token, stage.EditionId);
        using var sender = new HttpClient { BaseAddress = stage.Receiver };
        // As many as are sent in a round, so that no trace comes twice in it.
        var requests = Requests((int)(duration.TotalSeconds * SpansPerSecond / SpansOfARequest) + 1);
        await Compiler.IsDone(() => registering.Saturate(Connections, TimeSpan.FromSeconds(2)), stage.RegistrationProcess);
        var taken = 0L;
        await Compiler.IsDone(async () => taken += await Beside(sender, requests, () => Task.Delay(TimeSpan.FromSeconds(2))), stage.OperationsProcess!);
        await stage.UntilAnnounced();

        List<(double, double)> p50 = [], p99 = [], rates = [], costs = [];
        for (var round = 1; round <= (quick ? 2 : 5); round++)
        {
            var (alone, beside) = (await registering.Pace(RegistrationsPerSecond, duration), await With(() => registering.Pace(RegistrationsPerSecond, duration)));
            await stage.UntilAnnounced();
            var fast = await registering.Saturate(Connections, duration);
            await stage.UntilAnnounced();
            var fastBeside = await With(() => registering.Saturate(Connections, duration));
            await stage.UntilAnnounced();
            p50.Add((Bench.Measure.Percentile(beside.Result, 0.5), Bench.Measure.Percentile(alone, 0.5)));
            p99.Add((Bench.Measure.Percentile(beside.Result, 0.99), Bench.Measure.Percentile(alone, 0.99)));
            rates.Add((fastBeside.Result, fast));
            costs.Add((beside.Cost.Process, beside.Cost.Store));
            stage.OperationsProcess!.Refresh();
            Console.WriteLine(
                $"Taking in, round {round}: {beside.Spans} spans beside {RegistrationsPerSecond}/s: p50 {p50[^1].Item1:0.00} ms, alone {p50[^1].Item2:0.00}; p99 {p99[^1].Item1:0.0} ms, alone {p99[^1].Item2:0.0}; "
                + $"as fast as can be {fastBeside.Result:0}/s, alone {fast:0}; for 1,000 spans {beside.Cost.Process:0} ms of the processor in Operations and {beside.Cost.Store:0} ms in its store's connections; it holds {stage.OperationsProcess.WorkingSet64 / 1_048_576} MB");
        }

        return
        [
            Bench.Measure.Of("register at 100/s beside 2,000 spans/s, p50", "ms", p50),
            Bench.Measure.Of("register at 100/s beside 2,000 spans/s, p99", "ms", p99),
            Bench.Measure.Of("register, 32 connections, beside 2,000 spans/s", "1/s", rates),
            Bench.Measure.Of("1,000 spans: Operations, and its store", "ms", costs),
        ];

        async Task<(T Result, int Spans, (double Process, double Store) Cost)> With<T>(Func<Task<T>> work)
        {
            T result = default!;
            await stage.UntilStored(taken);
            var (process, store) = (Processors.Of(stage.OperationsProcess!), await Processors.Of(stage.OperationsStore));
            var spans = await Beside(sender, requests, async () => result = await work());
            // What is taken in is not yet stored.
            taken += spans;
            await stage.UntilStored(taken);
            var thousands = spans / 1_000.0;
            return (result, spans, ((Processors.Of(stage.OperationsProcess!) - process).TotalMilliseconds / thousands, (await Processors.Of(stage.OperationsStore) - store).TotalMilliseconds / thousands));
        }
    }

    /// <summary>Sends at an even rate while the work is done; answers with the spans that were taken.</summary>
    private static async Task<int> Beside(HttpClient sender, List<byte[]> requests, Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var sending = Task.Run(async () =>
        {
            var since = Stopwatch.StartNew();
            var sent = 0;
            for (; !done.IsCancellationRequested; sent++)
            {
                var due = TimeSpan.FromSeconds(sent * SpansOfARequest / (double)SpansPerSecond) - since.Elapsed;
                if (due > TimeSpan.Zero)
                    await Task.Delay(due);
                using var body = new ByteArrayContent(requests[sent % requests.Count]) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-protobuf") } };
                using var answer = await sender.PostAsync(new Uri("/v1/traces", UriKind.Relative), body);
                if (!answer.IsSuccessStatusCode)
                    throw new InvalidOperationException($"Spans were answered with {(int)answer.StatusCode}, so there is nothing to measure.");
            }

            return sent * SpansOfARequest;
        });
        await work();
        await done.CancelAsync();
        return await sending;
    }

    /// <summary>Requests as the services' own exporter makes them of what a registration leaves: the request, its session, statements and announcement.</summary>
    private static List<byte[]> Requests(int count)
    {
        using var sent = new Sent();
        using var source = new ActivitySource("Forum.Bench");
        using var traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("registration", serviceNamespace: "forum"))
            .AddSource(source.Name)
            .AddProcessor(new BatchActivityExportProcessor(
                new OtlpTraceExporter(new OtlpExporterOptions
                {
                    Endpoint = new Uri("http://127.0.0.1:1/v1/traces"),
                    Protocol = OtlpExportProtocol.HttpProtobuf,
                    HttpClientFactory = () => new HttpClient(sent, disposeHandler: false),
                }),
                maxQueueSize: SpansOfARequest,
                maxExportBatchSize: SpansOfARequest))
            .Build();
        for (var request = 0; request < count; request++)
        {
            for (var spans = 0; spans < SpansOfARequest; spans += 8)
                Registration(source);
            traces.ForceFlush();
        }

        return sent.Bodies;
    }

    /// <summary>Eight spans.</summary>
    private static void Registration(ActivitySource source)
    {
        var (delegation, edition, message) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Activity About(Activity span) => span.SetTag("forum.edition", edition).SetTag("forum.delegation_id", delegation);
        Activity.Current = null;
        using var request = About(source.StartActivity("POST /delegations", ActivityKind.Server)!)
            .SetTag("server.address", "127.0.0.1").SetTag("server.port", 5102).SetTag("http.request.method", "POST").SetTag("url.scheme", "http").SetTag("url.path", "/delegations")
            .SetTag("network.protocol.version", "1.1").SetTag("http.route", "/delegations").SetTag("http.response.status_code", 201);
        using (About(source.StartActivity("marten.connection", ActivityKind.Internal)!).AddEvent(new ActivityEvent("marten.append.event", tags: new() { ["event_type"] = "delegation_registered" })))
        {
            foreach (var statement in (string[])["select data from registration.mt_doc_knownedition where id = $1", "select registration.mt_quick_append_events($1, $2, $3, $4, $5, $6, $7, $8)", "insert into registration.mt_doc_person (id, data, mt_last_modified) values ($1, $2, transaction_timestamp())"])
            {
                using var asked = About(source.StartActivity("postgresql", ActivityKind.Client)!)
                    .SetTag("db.system.name", "postgresql").SetTag("db.namespace", "registration").SetTag("db.query.text", statement).SetTag("server.address", "127.0.0.1").SetTag("server.port", 5432);
            }
        }

        using var announce = About(source.StartActivity("announce DelegationAnnounced", ActivityKind.Producer)!).SetTag("forum.event_id", message).SetTag("forum.stream_id", delegation);
        using var send = About(source.StartActivity("DelegationAnnounced send", ActivityKind.Producer)!)
            .SetTag("messaging.system", "rabbitmq").SetTag("messaging.operation", "send").SetTag("messaging.message.id", message).SetTag("messaging.destination.name", "Forum.Contracts.Registration:DelegationAnnounced");
        using var receive = About(source.StartActivity("scheduling-follow-delegation receive", ActivityKind.Consumer)!)
            .SetTag("messaging.operation", "receive").SetTag("messaging.message.id", message).SetTag("messaging.delivery.attempt", 1);
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

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Forum.Kit;
using Forum.Operations.Intake;

namespace Forum.Operations.Tests;

public sealed class When_spans_are_exported(OperationsFixture operations) : IClassFixture<OperationsFixture>
{
    [Fact]
    public async Task a_trace_is_there_with_everything_that_was_said_of_it()
    {
        var delegation = Guid.CreateVersion7();
        var other = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        var trace = "";
        var body = Exported.Of("registration", source =>
        {
            using var request = source.StartActivity("POST /delegations", ActivityKind.Server)!;
            trace = request.TraceId.ToString();
            request.SetTag("forum.delegation_id", delegation).SetTag("http.response.status_code", 201).SetTag("durations", new[] { 1.5, 2 });
            using var announce = source.StartActivity("announce DelegationAnnounced", ActivityKind.Producer, request.Context, links: [new(other)])!;
            announce.AddEvent(new ActivityEvent("confirmed", tags: new() { ["attempt"] = 1 })).SetStatus(ActivityStatusCode.Error);
        });
        (await operations.Export(body)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await Eventually.Holds(async () => (await Read($"/traces/{trace}")).GetProperty("spans").GetArrayLength().ShouldBe(2), "it is stored");
        var read = await Read($"/traces/{trace}");
        var spans = read.GetProperty("spans").EnumerateArray().ToArray();
        var request = spans.Single(span => span.GetProperty("name").GetString() is "POST /delegations");
        var announce = spans.Single(span => span.GetProperty("name").GetString() is "announce DelegationAnnounced");
        request.GetProperty("service").GetString().ShouldBe("registration");
        request.GetProperty("kind").GetString().ShouldBe("Server");
        request.GetProperty("attributes").GetProperty("http.response.status_code").GetInt64().ShouldBe(201);
        request.GetProperty("attributes").GetProperty("durations")[0].GetDouble().ShouldBe(1.5);
        announce.GetProperty("parentId").GetString().ShouldBe(request.GetProperty("spanId").GetString());
        announce.GetProperty("failed").GetBoolean().ShouldBeTrue();
        announce.GetProperty("events")[0].GetProperty("attributes").GetProperty("attempt").GetInt64().ShouldBe(1);
        read.GetProperty("links")[0].GetProperty("traceId").GetString().ShouldBe(other.TraceId.ToString());

        var found = (await Read($"/traces?about={delegation}")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        found.GetProperty("traceId").GetString().ShouldBe(trace);

        var otlp = await Read($"/traces/{trace}/otlp");
        otlp.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task a_trace_that_another_points_at_knows_of_it()
    {
        ActivityContext repeated = default;
        var first = Exported.Of("scheduling", source =>
        {
            using var span = source.StartActivity("scheduling-follow-delegation receive", ActivityKind.Consumer)!;
            repeated = span.Context;
        });
        var replay = "";
        var second = Exported.Of("operations", source =>
        {
            using var span = source.StartActivity("replay", ActivityKind.Producer, parentContext: default, links: [new(repeated)])!;
            replay = span.TraceId.ToString();
        });
        await operations.Export(first);
        await operations.Export(second);
        await Eventually.Holds(
            async () =>
            {
                var link = (await Read($"/traces/{repeated.TraceId}")).GetProperty("links").EnumerateArray().ShouldHaveSingleItem();
                link.GetProperty("traceId").GetString().ShouldBe(replay);
                link.GetProperty("leads").GetBoolean().ShouldBeFalse();
            },
            "the link can be followed both ways");
    }

    [Fact]
    public async Task five_thousand_spans_of_one_trace_come_back_in_their_order()
    {
        var trace = "";
        var body = Exported.Of("publishing", source =>
        {
            using var all = source.StartActivity("replay of an edition", ActivityKind.Internal)!;
            trace = all.TraceId.ToString();
            for (var i = 0; i < 4_999; i++)
                source.StartActivity($"step {i}", ActivityKind.Internal, all.Context)!.Dispose();
        });
        (await operations.Export(Zipped(body), encoding: "gzip")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Holds(async () => (await Read($"/traces/{trace}")).GetProperty("spans").GetArrayLength().ShouldBe(5_000), "all are stored");
        var starts = (await Read($"/traces/{trace}")).GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("startsNanos").GetInt64()).ToArray();
        starts.ShouldBe(starts.Order());
    }

    [Fact]
    public async Task what_is_no_such_message_is_refused_and_counted()
    {
        (await operations.Export([0x0A, 0xFF, 0x01])).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await operations.Export("{}"u8.ToArray(), type: "application/json")).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await operations.Export([1, 2, 3], encoding: "gzip")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await operations.Export([1, 2, 3], encoding: "br")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Read("/telemetry")).GetProperty("lost").GetProperty("malformed").GetInt64().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task a_small_request_that_unpacks_to_a_large_one_is_refused() =>
        (await operations.Export(Zipped(new byte[ReceiveOtlp.LargestMessage + 1]), encoding: "gzip")).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task spans_of_another_time_are_not_kept_and_counted()
    {
        var body = Exported.Of("governance", source => source.StartActivity("old", ActivityKind.Internal, default(ActivityContext), startTime: DateTimeOffset.UtcNow.AddDays(-30))!.Dispose());
        (await operations.Export(body)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.Holds(
            async () =>
            {
                (await Read("/telemetry")).GetProperty("lost").TryGetProperty("out of time", out var late).ShouldBeTrue();
                late.GetInt64().ShouldBeGreaterThanOrEqualTo(1);
            },
            "it is counted");
    }

    [Fact]
    public async Task who_sends_is_known()
    {
        (await operations.Export(Exported.Of("identity", source => source.StartActivity("POST /connect/token")!.Dispose()))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Read("/telemetry")).GetProperty("senders").EnumerateArray().Select(sender => sender.GetProperty("service").GetString()).ShouldContain("identity");
    }

    [Fact]
    public async Task what_a_service_itself_dropped_is_told_once_for_each_of_its_processes()
    {
        static void Drops(Meter meter, int full, int late)
        {
            var processed = meter.CreateCounter<long>("otel.sdk.processor.span.processed");
            processed.Add(1_000);
            processed.Add(full, new KeyValuePair<string, object?>("error.type", "queue_full"));
            meter.CreateCounter<long>("otel.sdk.exporter.log.exported").Add(late, new KeyValuePair<string, object?>("error.type", "timeout"));
            meter.CreateCounter<long>("forum.message.faulted").Add(9, new KeyValuePair<string, object?>("error.type", "queue_full"));
        }

        // The same process tells again what it told before.
        foreach (var (instance, full) in new[] { ("first", 100), ("first", 300), ("second", 20) })
            (await operations.Export(Exported.Metrics("scheduling", instance, meter => Drops(meter, full, late: 7)), "metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var dropped = (await Read("/telemetry")).GetProperty("senders").EnumerateArray().Single(sender => sender.GetProperty("service").GetString() is "scheduling").GetProperty("dropped");
        dropped.GetProperty("queue_full").GetInt64().ShouldBe(320);
        dropped.GetProperty("timeout").GetInt64().ShouldBe(14);
    }

    private async Task<JsonElement> Read(string path)
    {
        using var answer = await operations.Operator.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonElement.Parse(text);
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
            zip.Write(bytes);
        return zipped.ToArray();
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Forum.Kit;

namespace Forum.Hosting.Tests;

/// <summary>Alone: a host of another class that ends would take the requests' metrics of every host of this process with it, which share their names.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>What an operator can measure of a service, on a port that the public cannot reach.</summary>
[Collection<Alone>]
public sealed partial class When_a_service_is_measured(Belfry belfry) : IClassFixture<Belfry>
{
    [Fact]
    public async Task the_time_from_commit_to_commit_is_measured_with_traces_as_examples()
    {
        var bell = await belfry.Hang();
        await belfry.UntilHeardOnce([bell]);
        await Eventually.Holds(
            async () =>
            {
                var metrics = await Scraped();
                metrics.ShouldContain(line => line.StartsWith("forum_message_settled_seconds_count{", StringComparison.Ordinal)
                    && line.Contains("queue=\"echoes-store-echo\"", StringComparison.Ordinal) && line.Contains("message=\"BellHeard\"", StringComparison.Ordinal));
                metrics.ShouldContain(line => line.StartsWith("forum_message_settled_seconds_bucket{", StringComparison.Ordinal) && Exemplar().IsMatch(line));
            },
            "it was measured");
    }

    [Fact]
    public async Task it_tells_how_far_its_announcer_is_behind()
    {
        var bell = await belfry.Hang();
        await belfry.UntilHeardOnce([bell]);
        await Eventually.Holds(
            async () =>
            {
                var metrics = await Scraped();
                metrics.ShouldContain(line => line.StartsWith("forum_outbox_pending{", StringComparison.Ordinal));
                Figure(metrics, "forum_outbox_pending").ShouldBe(0);
                Figure(metrics, "forum_outbox_oldest_age_seconds").ShouldBe(0);
                Figure(metrics, "forum_projection_lag_seconds").ShouldBe(0);
            },
            "the announcer is through");
    }

    [Fact]
    public async Task what_was_given_up_is_counted_and_its_move_is_one_span_after_the_attempts()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Forum" or "MassTransit",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => { lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(listener);
        var before = Figure(await Scraped(), "forum_message_faulted_total");
        var trace = ActivityTraceId.CreateRandom();
        await belfry.Hang("cracked", traceparent: $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        Activity[] Of(string end) { lock (spans) return [.. spans.Where(span => span.TraceId == trace && span.DisplayName.EndsWith(end, StringComparison.Ordinal))]; }
        await Eventually.True(() => Task.FromResult(Of("receive").Length > 0), "it is given up");
        Of(" process").Select(attempt => (int)attempt.GetTagItem("messaging.delivery.attempt")!).ShouldBe(Enumerable.Range(1, 9));
        var move = Of("echoes-store-echo_error move").ShouldHaveSingleItem();
        move.GetTagItem("error.type").ShouldBe("InvalidOperationException");
        move.TagObjects.ShouldNotContain(tag => tag.Value!.ToString()!.Contains("cracked", StringComparison.Ordinal), "the words of an exception may quote the message");
        // The services of all tests of this process share one set of instruments: others may have given something up meanwhile.
        Figure(await Scraped(), "forum_message_faulted_total").ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task the_public_port_does_not_tell()
    {
        using var outside = new HttpClient { BaseAddress = new Uri(belfry.Echoes.Urls.First(url => !url.EndsWith($":{belfry.MetricsPort}", StringComparison.Ordinal))) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Host = $"127.0.0.1:{belfry.MetricsPort}";
        using var answer = await outside.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task prometheus_scrapes_it()
    {
        var bell = await belfry.Hang();
        await belfry.UntilHeardOnce([bell]);
        await using var prometheus = Prometheus.Scraping(belfry.MetricsPort);
        await Eventually.Holds(
            async () =>
            {
                (await prometheus.Ask("sum(forum_message_settled_seconds_count{queue=\"echoes-store-echo\"})") ?? 0).ShouldBeGreaterThan(0);
                (await prometheus.Ask("max(forum_outbox_pending)")).ShouldNotBeNull();
                (await prometheus.Ask("sum(http_server_request_duration_seconds_count)")).ShouldNotBeNull();
            },
            "Prometheus has what the service tells");
    }

    private async Task<string[]> Scraped()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{belfry.MetricsPort}/metrics"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/openmetrics-text"));
        using var answer = await client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadAsStringAsync()).Split('\n');
    }

    /// <summary>Of all its series together; 0 where there is none yet.</summary>
    private static double Figure(IEnumerable<string> metrics, string name) => metrics
        .Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) && (line.Contains("service=\"echoes\"", StringComparison.Ordinal) || line.Contains("queue=\"echoes-store-echo\"", StringComparison.Ordinal)))
        .Sum(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0]));

    [GeneratedRegex("# \\{.*trace_id=\"[0-9a-f]{32}\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Exemplar();
}

using System.Diagnostics;
using Forum.Kit;
using MassTransit;

namespace Forum.Hosting.Tests;

public sealed class When_a_service_listens(Belfry belfry) : IClassFixture<Belfry>
{
    [Fact]
    public async Task a_message_that_comes_ten_times_at_once_has_one_effect()
    {
        var bell = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Publish(bell)));
        await belfry.UntilHeardOnce([bell]);

        await Publish(bell);
        var next = await belfry.Hang();
        await belfry.UntilHeardOnce([bell, next]);
        (await belfry.Broker.Queues()).ShouldNotContain("echoes-store-echo_skipped", "a twin is dealt with, not put aside");
    }

    [Fact]
    public async Task ten_that_all_say_they_come_fresh_have_one_effect()
    {
        var bell = Guid.CreateVersion7();
        var bus = belfry.Bells.Services.GetRequiredService<IBus>();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bus.Publish(new BellHeard { BellId = bell, Revision = 1 }, context =>
        {
            context.MessageId = bell;
            context.Headers.Set("Forum-Fresh", true);
        })));
        var next = await belfry.Hang();
        await belfry.UntilHeardOnce([bell, next]);
        (await belfry.Broker.Queues()).ShouldNotContain("echoes-store-echo_skipped");
    }

    [Fact]
    public async Task a_message_that_cannot_be_dealt_with_ends_in_the_error_queue_and_the_others_go_on()
    {
        var cracked = await belfry.Hang("cracked");
        var clear = await belfry.Hang();
        await belfry.UntilHeardOnce([clear]);
        await Eventually.True(async () => (await belfry.Broker.Queues()).Contains("echoes-store-echo_error"), "the error queue is there");
        (await belfry.Heard()).Keys.ShouldNotContain(cracked);
    }

    /// <summary>Longer than a fault of the message itself is retried.</summary>
    [Fact]
    public async Task what_comes_while_the_store_is_away_waits_for_it()
    {
        var outage = belfry.EchoesStore.CutFor(TimeSpan.FromSeconds(15));
        var bells = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => belfry.Hang()));
        await outage;
        await belfry.UntilHeardOnce(bells);
        foreach (var bell in bells)
            (await belfry.PutAside()).ShouldAllBe(message => !message.Contains(bell.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task one_trace_runs_from_the_request_to_the_last_commit()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "Forum" or "MassTransit" or "Npgsql" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => { lock (spans) spans.Add(span); },
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom();
        var bell = await belfry.Hang(traceparent: $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await belfry.UntilHeardOnce([bell]);

        Activity Span(Func<Activity, bool> which) { lock (spans) return spans.Where(span => span.TraceId == trace).First(which); }
        bool Ended(string name) { lock (spans) return spans.Any(span => span.TraceId == trace && span.DisplayName.EndsWith(name, StringComparison.Ordinal)); }
        await Eventually.True(() => Task.FromResult(Ended("receive")), "the consumer's spans have ended");
        var request = Span(span => string.Equals(span.DisplayName, "POST /bells", StringComparison.Ordinal));
        var announce = Span(span => string.Equals(span.DisplayName, "announce BellHeard", StringComparison.Ordinal));
        var send = Span(span => string.Equals(span.Source.Name, "MassTransit", StringComparison.Ordinal) && span.Kind is ActivityKind.Producer);
        var receive = Span(span => span.DisplayName.EndsWith("receive", StringComparison.Ordinal));
        var process = Span(span => span.DisplayName.EndsWith("process", StringComparison.Ordinal));
        announce.ParentSpanId.ShouldBe(request.SpanId);
        send.ParentSpanId.ShouldBe(announce.SpanId);
        receive.ParentSpanId.ShouldBe(send.SpanId);
        process.ParentSpanId.ShouldBe(receive.SpanId);
        // Inbox and consumer share one session, which commits when the consumer is through.
        Span(span => string.Equals(span.Source.Name, "Npgsql", StringComparison.Ordinal) && span.ParentSpanId == receive.SpanId);
    }

    /// <summary>The same message each time: it has the bell's own id.</summary>
    private Task Publish(Guid bell) => belfry.Bells.Services.GetRequiredService<IBus>().Publish(new BellHeard { BellId = bell, Revision = 1 }, context => context.MessageId = bell);
}

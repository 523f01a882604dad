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

        // From its end to its beginning: on a machine that stalls the same may be sent twice, and be heard once.
        Activity? Ended(Func<Activity, bool> which) { lock (spans) return spans.FirstOrDefault(span => span.TraceId == trace && which(span)); }
        async Task<Activity> Span(string what, Func<Activity, bool> which)
        {
            await Eventually.True(() => Task.FromResult(Ended(which) is not null), $"{what} has ended");
            return Ended(which)!;
        }

        Task<Activity> Parent(string what, Activity of) => Span(what, span => span.SpanId == of.ParentSpanId);
        var process = await Span("the consumer", span => span.DisplayName.EndsWith("process", StringComparison.Ordinal));
        var receive = await Parent("the receipt", process);
        receive.DisplayName.ShouldEndWith("receive");
        var send = await Parent("the sending", receive);
        send.Source.Name.ShouldBe("MassTransit");
        send.Kind.ShouldBe(ActivityKind.Producer);
        var announce = await Parent("the announcement", send);
        announce.DisplayName.ShouldBe("announce BellHeard");
        (await Parent("the request", announce)).DisplayName.ShouldBe("POST /bells");
        // Inbox and consumer share one session, which commits when the consumer is through.
        await Span("the commit", span => string.Equals(span.Source.Name, "Npgsql", StringComparison.Ordinal) && span.ParentSpanId == receive.SpanId);
    }

    /// <summary>The same message each time: it has the bell's own id.</summary>
    private Task Publish(Guid bell) => belfry.Bells.Services.GetRequiredService<IBus>().Publish(new BellHeard { BellId = bell, Revision = 1 }, context => context.MessageId = bell);
}

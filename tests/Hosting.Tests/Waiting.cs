using Forum.Hosting.Deadlines;
using Forum.Kit;
using Marten;

namespace Forum.Hosting.Tests;

public sealed class When_a_deadline_is_set(Belfry belfry) : IClassFixture<Belfry>
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task what_is_due_happens_once_on_however_many_replicas_and_may_be_set_anew()
    {
        await using var second = await BellServices.Ring(belfry.BellsDatabase, belfry.Issuer, belfry.Proxy.Via(belfry.Broker.Uri));
        await Belfry.UntilReady(second);
        var now = DateTimeOffset.UtcNow;
        var bells = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => belfry.Hang(strikesAt: now.AddMilliseconds(n * 20))));

        await Eventually.Holds(async () => (await Deadlines()).ShouldBeEmpty(), "nothing is due any more");
        foreach (var bell in bells)
            (await Read(bell)).Rung.ShouldBe(3);
        await second.StopAsync();
    }

    [Fact]
    public async Task what_was_due_long_ago_is_due_at_once_and_belongs_to_the_trace_that_set_it()
    {
        var bell = await belfry.Hang(traceparent: $"00-{Trace}-b7ad6b7169203331-01", strikesAt: DateTimeOffset.UtcNow.AddYears(-20));
        await Eventually.Holds(async () => (await Read(bell)).Rung.ShouldBe(3), "the bell was rung");

        await using var session = Store.QuerySession();
        (await session.Events.FetchStreamAsync(bell)).Select(e => e.CorrelationId).Distinct().ShouldBe([Trace]);
    }

    [Fact]
    public async Task what_is_to_come_waits_and_can_be_moved_and_lifted()
    {
        var (moved, lifted) = (await belfry.Hang(strikesAt: DateTimeOffset.UtcNow.AddHours(1)), await belfry.Hang(strikesAt: DateTimeOffset.UtcNow.AddHours(1)));
        await using var session = Store.LightweightSession();
        session.SetDeadline(RingBell.Kind, moved, DateTimeOffset.UtcNow);
        session.LiftDeadline(RingBell.Kind, lifted);
        await session.SaveChangesAsync();

        await Eventually.Holds(async () => (await Read(moved)).Rung.ShouldBe(3), "the bell was rung");
        (await Read(lifted)).Rung.ShouldBe(0);
        (await Deadlines()).ShouldNotContain(deadline => deadline.Subject == lifted);
    }

    [Fact]
    public async Task what_fails_is_kept_and_tried_again_and_holds_up_nothing_else()
    {
        await using var session = Store.LightweightSession();
        var orphan = Guid.CreateVersion7();
        session.SetDeadline("nobody-deals-with-it", orphan, DateTimeOffset.UtcNow.AddYears(-30));
        await session.SaveChangesAsync();
        RingBell.Stuck = true;
        var bell = await belfry.Hang(strikesAt: DateTimeOffset.UtcNow.AddMinutes(-1));
        await Eventually.Holds(async () => (await Deadlines()).ShouldContain(deadline => deadline.Subject == bell), "the bell waits");
        (await Read(bell)).Rung.ShouldBe(0);

        RingBell.Stuck = false;
        await Eventually.Holds(async () => (await Read(bell)).Rung.ShouldBe(3), "the bell was rung");
        (await Deadlines()).ShouldContain(deadline => deadline.Subject == orphan);
        session.LiftDeadline("nobody-deals-with-it", orphan);
        await session.SaveChangesAsync();
    }

    private IDocumentStore Store => belfry.Bells.Services.GetRequiredService<IDocumentStore>();

    private async Task<Bell> Read(Guid bell)
    {
        await using var session = Store.QuerySession();
        return (await session.LoadAsync<Bell>(bell))!;
    }

    private async Task<IReadOnlyList<Deadline>> Deadlines()
    {
        await using var session = Store.QuerySession();
        return await session.Query<Deadline>().ToListAsync();
    }
}

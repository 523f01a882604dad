using System.Net;

namespace Forum.Hosting.Tests;

public sealed class When_a_service_announces(Belfry belfry) : IClassFixture<Belfry>
{
    [Fact]
    public async Task whatever_is_committed_is_heard_once()
    {
        var bells = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => belfry.Hang()));
        await belfry.UntilHeardOnce(bells);
    }

    [Fact]
    public async Task what_is_committed_while_the_broker_is_away_is_heard_when_it_comes_back()
    {
        await belfry.Proxy.Cut();
        var bells = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => belfry.Hang()));
        using var client = belfry.Client(belfry.Bells);
        using var notReady = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        notReady.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var live = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        live.StatusCode.ShouldBe(HttpStatusCode.OK);

        belfry.Proxy.Mend();
        await belfry.UntilHeardOnce(bells);
        await Belfry.UntilReady(belfry.Bells);
    }
}

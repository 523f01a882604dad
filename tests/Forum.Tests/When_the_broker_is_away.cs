using Forum.Kit;

namespace Forum.Tests;

/// <summary>RabbitMQ is away for 20 seconds in the middle of the replay: commands are answered all the same, and what happened is told when it is back.</summary>
public sealed class When_the_broker_is_away
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task the_figures_come_out_and_no_message_is_lost_or_applied_twice()
    {
        await using var broker = TcpProxy.ToBroker();
        await using var forum = await RunningForum.Start(broker);
        await forum.UntilReady();
        await using var replay = forum.Replay();
        replay.Start();
        await replay.UntilItSays("Registration: 100 of");
        await broker.CutFor(Outage);

        (await replay.Ended()).ShouldBe(0, string.Join('\n', replay.Said));
        var books = new Books(forum.Infrastructure);
        await books.NothingIsLost();
        await books.NothingIsAppliedTwice();
        await books.NothingIsPutAside();
    }
}

namespace Forum.Tests;

/// <summary>RabbitMQ is away for 20 seconds in the middle of the replay: commands are answered all the same, and what happened is told when it is back.</summary>
[Collection<StoriesOfARunningForum>]
public sealed class When_the_broker_is_away(ForumThatRuns forum)
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task the_figures_come_out_and_no_message_is_lost_or_applied_twice()
    {
        await forum.Running.UntilReady();
        await using var replay = forum.Replay("hld-cut-off", "A/61/516");
        replay.Start();
        await replay.UntilItSays("Registration: 100 of");
        await forum.Broker.CutFor(Outage);

        (await replay.Ended()).ShouldBe(0, string.Join('\n', replay.Said));
        await forum.Books.NothingIsLost();
        await forum.Books.NothingIsAppliedTwice();
        await forum.Books.NothingIsPutAside();
    }
}

namespace Forum.Tests;

/// <summary>Every process of the forum is killed (SIGKILL) once while the first Dialogue is replayed, each in the middle of what it does for it, and started again.</summary>
[Collection<StoriesOfARunningForum>]
public sealed class When_services_are_killed(ForumThatRuns forum)
{
    [Fact]
    public async Task the_figures_come_out_and_no_message_is_lost_or_applied_twice()
    {
        await forum.Running.UntilReady();
        await using var replay = forum.Replay("hld-killed", "A/61/515");
        replay.Start();
        foreach (var (moment, victim) in Deaths)
        {
            await replay.UntilItSays(moment);
            await forum.Running.Process(victim).KillAndStartAgain();
        }

        (await replay.Ended()).ShouldBe(0, string.Join('\n', replay.Said));
        await forum.Books.NothingIsLost();
        await forum.Books.NothingIsAppliedTwice();
        await forum.Books.NothingIsPutAside();
    }

    /// <summary>What the replay says, and who dies then.</summary>
    private static IEnumerable<(string Moment, string Victim)> Deaths =>
    [
        ("Registration opened", "governance"),
        ("Registration: 50 of", "registration"),
        ("Registration: 100 of", "scheduling"),
        ("Registration: 150 of", "identity"),
        ("speakers inscribed", "publishing"),
        ("14 September, 10:00", "console"),
        ("14 September, 15:00", "scheduling"),
    ];
}

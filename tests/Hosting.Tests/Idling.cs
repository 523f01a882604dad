namespace Forum.Hosting.Tests;

/// <summary>Memory is given back when a service has become idle, and once more when its pools let go; for each time that it was at work.</summary>
public sealed class When_a_service_becomes_idle
{
    private readonly Allocations allocations = new();
    private long allocated;

    [Fact]
    public void nothing_is_collected_while_it_is_at_work()
    {
        for (var look = 0; look < 20; look++)
            After(Allocations.AtWork).ShouldBeFalse();
    }

    [Fact]
    public void it_is_collected_when_it_has_ended_and_once_more_when_pools_let_go()
    {
        After(Allocations.WorthIt + 1).ShouldBeFalse();
        After(1_000).ShouldBeTrue();
        for (var look = 1; look < Allocations.UntilPoolsLetGo; look++)
            After(1_000).ShouldBeFalse();
        After(1_000).ShouldBeTrue();
        for (var look = 0; look < 20; look++)
            After(1_000).ShouldBeFalse();
    }

    [Fact]
    public void pools_are_waited_for_anew_when_it_was_at_work_again()
    {
        After(Allocations.WorthIt + 1).ShouldBeFalse();
        After(1_000).ShouldBeTrue();
        After(Allocations.WorthIt + 1).ShouldBeFalse();
        After(1_000).ShouldBeTrue();
        for (var look = 1; look < Allocations.UntilPoolsLetGo; look++)
            After(1_000).ShouldBeFalse();
        After(1_000).ShouldBeTrue();
    }

    [Fact]
    public void after_little_work_it_is_not_worth_it()
    {
        After(Allocations.WorthIt - 1_000).ShouldBeFalse();
        After(1_000).ShouldBeFalse();
    }

    [Fact]
    public void what_trickles_adds_up()
    {
        After(Allocations.WorthIt + 1).ShouldBeFalse();
        After(0).ShouldBeTrue();
        for (var look = 0; look < Allocations.UntilPoolsLetGo; look++)
            After(0).ShouldBe(look == Allocations.UntilPoolsLetGo - 1);
        var looks = 1;
        while (!After(Allocations.AtWork - 1))
            looks++;
        looks.ShouldBe(17);
    }

    private bool After(long bytes) => allocations.AreWorthCollecting(allocated += bytes);
}

using Forum.Contracts.Governance;

namespace Forum.Contracts.Tests;

public sealed class When_an_edition_has_its_own_clock
{
    private static readonly DateTimeOffset Noon2006 = new(2006, 9, 14, 12, 0, 0, TimeSpan.FromHours(-4)), SetGoing = new(2026, 5, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly EditionClock Rehearsal = new() { Kind = ClockKind.Rehearsal, StartsAt = Noon2006, Speed = 3_600, SetGoingAt = SetGoing };

    [Fact]
    public void a_rehearsal_says_when_in_the_world_a_time_of_it_comes() =>
        Rehearsal.RealAt(Noon2006.AddHours(7)).ShouldBe(SetGoing.AddSeconds(7));

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(-7_200)]
    [InlineData(172_800)]
    public void both_ways_lead_back(double seconds) => Rehearsal.At(Rehearsal.RealAt(Noon2006.AddSeconds(seconds))).ShouldBe(Noon2006.AddSeconds(seconds));

    [Theory]
    [InlineData(1_000_000, 3)]
    [InlineData(1_000_000, 3_000)]
    [InlineData(0.001, 3_000)]
    public void a_rehearsal_that_is_left_running_goes_no_further_than_its_clock(double speed, int days)
    {
        var left = Rehearsal with { Speed = speed };
        left.At(SetGoing.AddDays(days)).ShouldBeInRange(EditionClock.First, EditionClock.Last);
        left.At(SetGoing.AddDays(-days)).ShouldBeInRange(EditionClock.First, EditionClock.Last);
        left.RealAt(EditionClock.Last).ShouldBeInRange(EditionClock.First, EditionClock.Last);
    }

    [Fact]
    public void a_real_clock_is_the_worlds() => new EditionClock { Kind = ClockKind.Real }.RealAt(Noon2006).ShouldBe(Noon2006);
}

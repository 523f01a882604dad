using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;

namespace Forum.Optimiser.Tests;

public sealed class S2_Regional_quota
{
    private static readonly Group[] Of2006 = [new("Africa", 53), new("Asia", 53), new("Eastern Europe", 23), new("GRULAC", 33), new("WEOG", 28)];
    private static readonly string[] Everybody = [.. Of2006.Select(g => g.Id)];

    [Theory]
    [InlineData(40, 11, 11, 5, 7, 6)]
    [InlineData(50, 14, 14, 6, 9, 7)]
    public void seats_are_shared_out_by_largest_remainder(int seats, params int[] shares)
    {
        var shared = Quotas.LargestRemainder(seats, Of2006, Everybody);
        Of2006.Select(g => shared.ByGroup[g.Id]).ShouldBe(shares);
        shared.Flex.ShouldBe(0);
    }

    [Fact]
    public void a_seat_for_which_two_groups_tie_is_flex()
    {
        var shared = Quotas.LargestRemainder(45, Of2006, Everybody);
        Of2006.Select(g => shared.ByGroup[g.Id]).ShouldBe([12, 12, 5, 8, 7]);
        shared.Flex.ShouldBe(1);
    }

    [Fact]
    public void the_order_of_the_groups_decides_nothing()
    {
        for (var seats = 0; seats <= 60; seats++)
            Quotas.LargestRemainder(seats, [.. Of2006.Reverse()], Everybody).ByGroup.OrderBy(g => g.Key)
                .ShouldBe(Quotas.LargestRemainder(seats, Of2006, Everybody).ByGroup.OrderBy(g => g.Key));
    }

    [Fact]
    public void every_seat_is_a_groups_or_flex()
    {
        for (var seats = 0; seats <= 200; seats++)
        {
            var shared = Quotas.LargestRemainder(seats, Of2006, Everybody);
            (shared.ByGroup.Values.Sum() + shared.Flex).ShouldBe(seats);
        }
    }

    [Fact]
    public void a_group_that_asks_is_due_one_seat_at_least()
    {
        Group[] uneven = [new("large", 95), new("small", 4), new("silent", 1)];
        var shared = Quotas.LargestRemainder(8, uneven, ["large", "small"]);
        shared.ByGroup["small"].ShouldBe(1);
        shared.ByGroup["silent"].ShouldBe(0);
        shared.ByGroup["large"].ShouldBe(7);
    }

    [Fact]
    public void fewer_seats_than_groups_that_ask_are_all_flex() =>
        Quotas.LargestRemainder(4, Of2006, Everybody).Flex.ShouldBe(4);

    [Fact]
    public void a_group_with_fewer_bidders_than_seats_leaves_the_rest_empty_until_the_cut_off()
    {
        var before = Bids(("Eastern Europe", 3), ("Africa", 20)) with { Policy = new() { CutOffPassed = false } };
        Seated(before, "Eastern Europe").ShouldBe(3);
        Seated(before, "Africa").ShouldBe(11);
        Seated(before with { Policy = new() }, "Eastern Europe").ShouldBe(3);
        Seated(before with { Policy = new() }, "Africa").ShouldBe(20);
    }

    [Fact]
    public void a_group_has_its_seats_before_another_has_more_than_its_own()
    {
        var crowded = Bids(("Eastern Europe", 6), ("Africa", 53));
        Seated(crowded, "Eastern Europe").ShouldBeGreaterThanOrEqualTo(5);
        Seated(crowded with { Policy = new() { CutOffPassed = false } }, "Eastern Europe").ShouldBe(5);
        var full = Bids(("Eastern Europe", 23), ("Africa", 53), ("Asia", 53), ("GRULAC", 33), ("WEOG", 28));
        Of2006.Select(g => Seated(full, g.Id)).ShouldBe([11, 11, 5, 7, 6]);
    }

    [Fact]
    public void States_in_no_group_draw_on_flex_and_on_nobodys_seats()
    {
        var asking = Bids(("Africa", 20), (null, 2)) with { Policy = new() { CutOffPassed = false } };
        Seated(asking, null).ShouldBe(0);
        Seated(asking with { Tables = [asking.Tables[0] with { Capacity = 41 }] }, null).ShouldBe(1);
        Seated(asking with { Policy = new() }, null).ShouldBe(2);
    }

    private static Instance Bids(params (string? Group, int Members)[] asking) => new()
    {
        Groups = Of2006,
        Participants = [.. asking.SelectMany(a => Enumerable.Range(0, a.Members).Select(n => new Participant { Id = $"{a.Group} {n}", Group = a.Group, Wishes = [new("1")] }))],
        Tables = [new() { Id = "1", Capacity = 40, Quotas = 40 }],
    };

    private static int Seated(Instance instance, string? group)
    {
        var groups = instance.Participants.ToDictionary(p => p.Id, p => p.Group);
        return SeatSolver.Solve(instance).Seats!.Count(s => groups[s.Participant] == group);
    }
}

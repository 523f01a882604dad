using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;

namespace Forum.Optimiser.Tests;

public sealed class S3_Choice
{
    private static readonly DateTimeOffset Noon = new(2006, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void who_came_first_sits_first()
    {
        var contested = Contest(("LATE", 2), ("EARLY", 1));
        Seated(contested).ShouldBe(["EARLY"]);
    }

    [Fact]
    public void a_nomination_of_the_group_wins_over_the_order_of_receipt()
    {
        var contested = Contest(("EARLY", 1), ("NOMINATED", 2));
        Seated(contested with { Participants = [contested.Participants[0], contested.Participants[1] with { Nominations = ["1"] }] }).ShouldBe(["NOMINATED"]);
    }

    [Fact]
    public void between_groups_the_lot_decides_and_its_seed_is_published()
    {
        var contested = Contest(("KEN", 1), ("IND", 2));
        var across = contested with { Groups = [new("Africa", 53), new("Asia", 53)], Participants = [contested.Participants[0], contested.Participants[1] with { Group = "Asia" }] };
        Enumerable.Range(0, 20).Select(seed => Seated(across with { Policy = new() { Seed = seed } }).Single()).Distinct().Count().ShouldBe(2);
        Seated(across with { Policy = new() { Seed = 3 } }).ShouldBe(Seated(across with { Policy = new() { Seed = 3 } }));
        SeatSolver.Solve(across with { Policy = new() { Seed = 3 } }).Proof.Seed.ShouldBe(3);
    }

    [Fact]
    public void the_rank_maximal_policy_allocates_all_first_choices_before_any_second()
    {
        // B gives up nothing if A has its first choice; A's third choice is the price of B's first.
        var chain = Chain() with { Policy = new() { Aim = RankAim.RankMaximal } };
        SeatSolver.Solve(chain).Seats!.ShouldBe([new("A", "3"), new("B", "1"), new("C", "2")]);
    }

    [Fact]
    public void the_leximin_policy_spares_the_worst_served_their_last_choice() =>
        SeatSolver.Solve(Chain()).Seats!.ShouldBe([new("A", "2"), new("B", "1"), new("C", "4")]);

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void nobody_of_a_group_is_passed_over_for_a_later_member_without_need(ulong seed)
    {
        var instance = GeneratedSeats.Make(193, 8, seed);
        JustifiedEnvy.Of(instance, new() { Seats = SeatSolver.Solve(instance).Seats! }).ShouldBeEmpty();
    }

    /// <summary>One seat for each table; two of the three must do with less than their first choice, or one of them with its third.</summary>
    private static Instance Chain() => new()
    {
        Participants =
        [
            new() { Id = "A", Wishes = [new("1"), new("2"), new("3")] },
            new() { Id = "B", Wishes = [new("1"), new("5")] },
            new() { Id = "C", Wishes = [new("2"), new("4")] },
        ],
        Tables = [.. new[] { "1", "2", "3", "4" }.Select(t => new Table { Id = t, Capacity = 1 }), new() { Id = "5", Capacity = 0 }],
    };

    private static Instance Contest(params (string Id, int Hour)[] asking) => new()
    {
        Groups = [new("Africa", 53)],
        Participants = [.. asking.Select(a => new Participant { Id = a.Id, Group = "Africa", Wishes = [new("1")], ReceivedAt = Noon.AddHours(a.Hour) })],
        Tables = [new() { Id = "1", Capacity = 1, Quotas = 1 }],
    };

    private static IEnumerable<string> Seated(Instance instance) => SeatSolver.Solve(instance).Seats!.Select(s => s.Participant);
}

using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests.Checking;

public sealed class When_two_arrangements_are_compared
{
    private static readonly Instance Posed = new()
    {
        Participants = [new() { Id = "KEN", Wishes = [new("A"), new("B")] }, new() { Id = "MLI", Wishes = [new("A"), new("B")] }, new() { Id = "IND", Wishes = [new("B")] }],
        Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }],
        Timetable = new()
        {
            Slots = 2,
            Rooms = [new("large", 100), new("small", 20)],
            Sessions = [new() { Id = "s1", Attendance = 60 }, new() { Id = "s2", Attendance = 10 }],
            Clashes = [new("s1", "s2", 7)],
        },
    };

    private static readonly Arrangement Before = new() { Seats = [new("KEN", "A"), new("MLI", "B")], Placements = [new("s1", 0, "large"), new("s2", 0, "small")] };

    [Fact]
    public void it_is_said_who_gains_and_who_loses()
    {
        var difference = Difference.Between(Posed, Before, Before with { Seats = [new("MLI", "A"), new("IND", "B")] });
        difference.SeatsGiven.ShouldBe([new("MLI", "A"), new("IND", "B")]);
        difference.SeatsTaken.ShouldBe([new("KEN", "A"), new("MLI", "B")]);
        difference.Gains.Select(gain => gain.Participant).ShouldBe(["MLI", "IND"]);
        difference.Gains[0].RanksBefore.ShouldBe([2]);
        difference.Gains[0].RanksAfter.ShouldBe([1]);
        difference.Loses.ShouldHaveSingleItem().Participant.ShouldBe("KEN");
        difference.Rules.ShouldBe([new(SoftRules.Rank, Levels.Ranks, 1, 0)]);
    }

    [Fact]
    public void nothing_is_different_from_itself()
    {
        var difference = Difference.Between(Posed, Before, Before with { Seats = [.. Before.Seats.Reverse()], Placements = [.. Before.Placements.Reverse()] });
        difference.SeatsGiven.ShouldBeEmpty();
        difference.SessionsMoved.ShouldBeEmpty();
        difference.Rules.ShouldBeEmpty();
        difference.Caused.ShouldBeEmpty();
        (difference.Gains.Count, difference.Loses.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void a_session_that_is_moved_costs_and_cures_what_it_would()
    {
        var moved = Difference.WhenMoved(Posed, Before, new("s2", 1, "small"));
        moved.SessionsMoved.ShouldBe([new("s2", new("s2", 0, "small"), new("s2", 1, "small"))]);
        moved.Rules.ShouldBe([new(SoftRules.Clash, Levels.Timetable, 7, 0)]);
        moved.Cured.ShouldHaveSingleItem().Penalty.ShouldBe(7);
        moved.Caused.ShouldBeEmpty();
    }

    [Fact]
    public void a_session_moved_against_the_rules_breaks_them_by_name()
    {
        var moved = Difference.WhenMoved(Posed, Before, new("s1", 0, "small"));
        moved.Rules.Select(rule => (rule.Rule, rule.Level, rule.Before, rule.After)).ShouldBe([(HardRules.RoomTwice, Levels.Hard, 0, 1), (HardRules.RoomCapacity, Levels.Hard, 0, 1)]);
        moved.Caused.Select(match => match.Sentence).ShouldContain("small holds 20, and 60 come to s1.");
    }

    [Fact]
    public void a_seat_given_to_another_is_reckoned_with_what_it_costs()
    {
        var seated = Difference.WhenSeated(Posed, Before, new("MLI", "A"), insteadOf: "B");
        seated.SeatsTaken.ShouldBe([new("MLI", "B")]);
        seated.Caused.Select(match => match.Sentence).ShouldBe(["2 sit at A, which has 1 seats."]);
        seated.Gains.ShouldHaveSingleItem().Participant.ShouldBe("MLI");
    }

    [Fact]
    public void the_score_names_everybody_it_is_about()
    {
        var score = Score.Of(Posed, Before);
        score.Hard.ShouldBe(0);
        score.Of(SoftRules.WithoutSeat, Levels.WithoutSeat).Matches.ShouldHaveSingleItem().Objects.ShouldBe(["IND"]);
        score.Of(SoftRules.Rank, Levels.Ranks).Matches.ShouldHaveSingleItem().ShouldSatisfyAllConditions(match => match.Penalty.ShouldBe(1), match => match.Objects.ShouldBe(["MLI", "B"]));
        score.Rules.Select(rule => rule.Level).ShouldBeInOrder();
    }
}

using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Problems;

namespace Forum.Optimiser.Tests.Checking;

public sealed class When_problems_are_drawn
{
    [Fact]
    public void the_same_seed_draws_the_same_problem()
    {
        InstanceJson.Hash(GeneratedSeats.Make(127, 4, 1)).ShouldBe(InstanceJson.Hash(GeneratedSeats.Make(127, 4, 1)));
        InstanceJson.Hash(GeneratedSeats.Make(127, 4, 2)).ShouldNotBe(InstanceJson.Hash(GeneratedSeats.Make(127, 4, 1)));
        InstanceJson.Hash(GeneratedTimetable.Make(60, 10, 7, 1).Instance).ShouldBe(InstanceJson.Hash(GeneratedTimetable.Make(60, 10, 7, 1).Instance));
    }

    [Fact]
    public void every_wish_is_for_a_table_that_there_is_and_none_is_made_twice()
    {
        var instance = GeneratedSeats.Make(1_000, 40, 3);
        var tables = instance.Tables.Select(table => table.Id).ToHashSet();
        instance.Participants.Where(participant => participant.Wishes.Count < participant.Seats).ShouldBeEmpty();
        instance.Participants.Where(participant => participant.Wishes.DistinctBy(wish => wish.Table).Count() < participant.Wishes.Count).ShouldBeEmpty();
        instance.Participants.Where(participant => !participant.Wishes.All(wish => tables.Contains(wish.Table))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(8, 4, 2), InlineData(60, 10, 6), InlineData(300, 20, 15)]
    public void a_timetable_that_keeps_every_rule_is_hidden_in_each(int sessions, int rooms, int slots)
    {
        var (instance, hidden) = GeneratedTimetable.Make(sessions, rooms, slots, 3);
        Violation.Of(instance, hidden).ShouldBeEmpty();
        TimetableMetrics.Of(instance, hidden)!.Placed.ShouldBe(sessions);
    }

    [Fact]
    public void what_is_told_in_another_way_has_the_same_figures()
    {
        var instance = GeneratedSeats.Make(193, 8, 4);
        var figures = MetricsColumn.Of(instance, "as it is", RegistrationOrder.Arrange(instance)).Seats!;
        var shuffled = Shuffled.Lists(instance, 9);
        shuffled.Participants.ShouldNotBe(instance.Participants);
        MetricsColumn.Of(shuffled, "shuffled", RegistrationOrder.Arrange(shuffled)).Seats!.RankProfile.ShouldBe(figures.RankProfile);
        // Only what comes at the same instant is told apart by identifier.
        var apart = instance with { Participants = [.. instance.Participants.Select((participant, n) => participant with { ReceivedAt = participant.ReceivedAt.AddSeconds(n) })] };
        var renamed = Shuffled.Identifiers(apart, 9);
        MetricsColumn.Of(renamed, "renamed", RegistrationOrder.Arrange(renamed)).Seats!.RankProfile.ShouldBe(MetricsColumn.Of(apart, "as it is", RegistrationOrder.Arrange(apart)).Seats!.RankProfile);
    }
}

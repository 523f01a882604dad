using Forum.Bench;
using Forum.Bench.Optimising;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests.Checking;

public sealed class When_other_peoples_data_is_read
{
    private const string Bids = """
        {
          "valuations": { "s1": { "algebra": 300, "biology": 500, "chemistry": 0 }, "s2": { "biology": 10, "chemistry": 90 } },
          "agent_capacities": { "s1": 2, "s2": 1 },
          "item_capacities": { "algebra": 3, "biology": 1, "chemistry": 2 },
          "agent_conflicts": { "s2": ["biology"] },
          "item_conflicts": { "algebra": ["biology"], "biology": ["algebra"] }
        }
        """;

    /// <summary>numpy.random.seed(0); numpy.random.randint(0, 10), and seed 42 below 100, as numpy draws them.</summary>
    [Theory]
    [InlineData(0, 10, new uint[] { 5, 0, 3, 3, 7 })]
    [InlineData(42, 100, new uint[] { 51, 92, 14, 71, 60 })]
    public void numbers_are_drawn_as_numpy_draws_them(uint seed, uint limit, uint[] drawn)
    {
        var draw = new Mt19937(seed);
        drawn.Select(_ => draw.Below(limit)).ShouldBe(drawn);
    }

    [Fact]
    public void course_bids_are_wishes_with_utilities()
    {
        var input = FairpyxInput.Read(Bids);
        var instance = input.AsInstance("bids", [("s1", "s1"), ("s2", "s2")]);
        instance.Participants[0].ShouldSatisfyAllConditions(
            one => one.Seats.ShouldBe(2),
            one => one.People.ShouldBe(1),
            one => one.Wishes.ShouldBe([new("biology", 500), new("algebra", 300)], "what is valued at 0 is not wished for"));
        instance.Participants[1].Wishes.ShouldBe([new("chemistry", 90)], "biology is in conflict with the agent itself");
        instance.Tables.Select(table => (table.Id, table.Capacity)).ShouldBe([("algebra", 3), ("biology", 1), ("chemistry", 2)]);
        instance.TableConflicts.ShouldBe([new("algebra", "biology")]);
        // The best that s1 could have is 800, whatever is in conflict; both at once break the rule.
        SeatMetrics.Of(instance, new() { Seats = [new("s1", "biology"), new("s2", "chemistry")] }).WorstUtilityPercent!.Value.ShouldBe(62.5, 1e-9);
        Violation.Of(instance, new() { Seats = [new("s1", "biology"), new("s1", "algebra")] }).ShouldHaveSingleItem().Rule.ShouldBe(HardRules.OnePlace);
    }

    [Fact]
    public void agents_are_copied_until_they_take_as_much_as_is_said()
    {
        var input = FairpyxInput.Read(Bids);
        var agents = input.Resampled(1, 20);
        agents.Take(2).ShouldBe([("s1", "s1"), ("s2", "s2")]);
        agents.Select(agent => agent.Agent).ShouldBeUnique();
        agents.Sum(agent => input.AgentCapacities[agent.Profile]).ShouldBeInRange(20, 21);
        input.Resampled(1, 20).ShouldBe(agents);
    }

    [Fact]
    public void a_timetable_keeps_its_rules_and_its_objective()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """
                {"sessions":[{"id":0,"attendance":24,"topic":1,"interpretation":true,"people":[7,8],"availableSlots":[0,1],"slotPenalty":[5,0]},
                             {"id":1,"attendance":30,"topic":0,"interpretation":false,"people":[7],"availableSlots":[1],"slotPenalty":[0,3]}],
                 "rooms":[{"id":0,"capacity":40},{"id":1,"capacity":25}],"slots":2,"interpretationTeams":1,"clashes":[[0,1,780]]}
                """);
            var instance = Timetabling.Read(file);
            var (first, second) = (instance.Timetable!.Sessions[0].Id, instance.Timetable.Sessions[1].Id);
            var (large, small) = (instance.Timetable.Rooms[0].Id, instance.Timetable.Rooms[1].Id);
            Violation.Of(instance, new() { Placements = [new(first, 0, small), new(second, 1, large)] }).ShouldBeEmpty();
            TimetableMetrics.Of(instance, new() { Placements = [new(first, 0, small), new(second, 1, large)] })!.Objective.ShouldBe(8);
            var atOnce = new Arrangement { Placements = [new(first, 1, small), new(second, 1, large)] };
            TimetableMetrics.Of(instance, atOnce)!.Objective.ShouldBe(783);
            Violation.Of(instance, atOnce).ShouldHaveSingleItem().Rule.ShouldBe(HardRules.OnePlace);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

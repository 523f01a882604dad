using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;

namespace Forum.Optimiser.Tests.Timetables;

public sealed class When_a_chair_comes_late
{
    [Fact]
    public void the_fewest_moves_are_the_fewest_of_all_timetables_there_are()
    {
        var possible = 0;
        foreach (var instance in Enumerable.Range(0, 24).Select(TinyTimetable.Make).Where(instance => instance.Previous is not null))
        {
            var fewest = TimetableSolver.FewestMoves(instance, new(60, Workers: 1));
            var counted = TinyTimetable.FewestMoves(instance);
            fewest.Found.ShouldBe(counted);
            possible += counted is null ? 0 : 1;
            if (counted is { } moves)
                fewest.AtLeast.ShouldBe(moves);
        }

        possible.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void no_more_sessions_move_than_must()
    {
        // Every room of every slot is full: who leaves its slot takes another's place.
        var (instance, before) = GeneratedTimetable.Make(20, 5, 4, 7);
        var late = LateChair.Of(instance, before)!;
        var outcome = TimetableSolver.Solve(late, new(60, Workers: 1));
        var arrangement = new Arrangement { Placements = outcome.Placements.ShouldNotBeNull() };
        Violation.Of(late, arrangement).ShouldBeEmpty();
        var moved = outcome.Proof.Aims.Single(aim => aim.Aim == "sessions moved");
        moved.Value.ShouldBe(TimetableMetrics.Of(late, arrangement)!.Moves!.Value);
        moved.Bound.ShouldBe(moved.Value);
        moved.Value.ShouldBeGreaterThanOrEqualTo(2);
        new MetricsTable("late", [MetricsColumn.Of(late, "ours", arrangement, [outcome.Proof])]).Rows().Single(row => row.Label.Contains("forced", StringComparison.Ordinal)).Values.ShouldBe([$"{moved.Value}"]);
    }
}

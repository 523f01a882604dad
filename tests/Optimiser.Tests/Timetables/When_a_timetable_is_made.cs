using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;

namespace Forum.Optimiser.Tests.Timetables;

public sealed class When_a_timetable_is_made
{
    [Fact]
    public void none_is_better_of_all_there_are()
    {
        var possible = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var instance = TinyTimetable.Make(seed);
            var cheapest = TinyTimetable.Cheapest(instance);
            var outcome = TimetableSolver.Solve(instance, new(60, seed, Workers: 1));
            (outcome.Placements is not null).ShouldBe(cheapest is not null, $"seed {seed}: {string.Join(" ", outcome.Impossible?.Core.Select(rule => rule.Sentence) ?? [])}");
            if (cheapest is null)
            {
                outcome.Impossible.ShouldNotBeNull().Minimal.ShouldBeTrue($"seed {seed}");
                continue;
            }

            possible++;
            outcome.Proof.Objective.ShouldBe(cheapest, $"seed {seed}");
            outcome.Proof.Optimal.ShouldBeTrue($"seed {seed}");
            outcome.Proof.Bound.ShouldBe(cheapest);
            Score.Of(instance, new() { Placements = outcome.Placements! }).Timetable.ShouldBe(cheapest.Value, $"seed {seed}");
        }

        possible.ShouldBeInRange(8, 19);
    }

    public static TheoryData<int, int, int, int> Drawn => new()
    {
        { 8, 4, 2, 1 },
        { 12, 3, 5, 2 },
        { 20, 5, 4, 3 },
        { 40, 8, 6, 5 },
    };

    [Theory]
    [MemberData(nameof(Drawn))]
    public void it_breaks_no_rule_and_costs_what_the_checker_says(int sessions, int rooms, int slots, int seed)
    {
        var (instance, hidden) = GeneratedTimetable.Make(sessions, rooms, slots, (ulong)seed);
        var outcome = TimetableSolver.Solve(instance, new(6, seed, Workers: 1));
        var arrangement = new Arrangement { Placements = outcome.Placements.ShouldNotBeNull() };
        Violation.Of(instance, arrangement).ShouldBeEmpty();
        var score = Score.Of(instance, arrangement).Timetable;
        outcome.Proof.Objective.ShouldBe(score);
        outcome.Proof.Aims.Single(aim => aim.Aim == "penalties of slots").Value.ShouldBe(Score.Of(instance, arrangement).Of(SoftRules.SlotPenalty, Levels.Timetable).Penalty);
        score.ShouldBeLessThanOrEqualTo(Score.Of(instance, hidden).Timetable);
        outcome.Proof.Bound.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(score);
    }

    [Fact]
    public void the_same_seed_makes_the_same_one()
    {
        var (instance, _) = GeneratedTimetable.Make(20, 5, 4, 8);
        var options = new SolveOptions(30, Seed: 4, Workers: 1);
        var one = TimetableSolver.Solve(instance, options).Placements;
        one.ShouldNotBeNull().ShouldBe(TimetableSolver.Solve(instance, options).Placements);
    }

    [Fact]
    public void the_order_of_lists_does_not_make_it_better_or_worse()
    {
        var (instance, _) = GeneratedTimetable.Make(10, 4, 3, 9);
        var told = TimetableSolver.Solve(instance, new(60, Workers: 1)).Proof;
        var toldOtherwise = TimetableSolver.Solve(Shuffled.Lists(instance, 3), new(60, Workers: 1)).Proof;
        told.Optimal.ShouldBeTrue();
        toldOtherwise.Objective.ShouldBe(told.Objective);
    }

    [Fact]
    public void what_is_best_so_far_is_told_and_only_ever_gets_better()
    {
        var (instance, _) = GeneratedTimetable.Make(12, 4, 4, 2);
        var told = new Told();
        var outcome = TimetableSolver.Solve(instance, new(60, Workers: 1), told);
        told.All.ShouldNotBeEmpty();
        told.All.ShouldAllBe(progress => progress.Part == "timetable" && (progress.Best == null || progress.Bound <= progress.Best));
        told.All.Zip(told.All.Skip(1)).ShouldAllBe(pair => pair.First.Seconds <= pair.Second.Seconds && (pair.First.Best == null || pair.Second.Best <= pair.First.Best) && pair.First.Bound <= pair.Second.Bound);
        told.All[^1].Best.ShouldBe(outcome.Proof.Objective);
        told.All[^1].Bound.ShouldBe(outcome.Proof.Bound);
    }

    [Fact]
    public void stopping_keeps_the_best_that_was_found()
    {
        var (instance, _) = GeneratedTimetable.Make(60, 10, 6, 1);
        using var stop = new CancellationTokenSource();
        var told = new Told(progress =>
        {
            if (progress.Best is not null)
                stop.Cancel();
        });
        var outcome = TimetableSolver.Solve(instance, new(600), told, stop.Token);
        outcome.Placements.ShouldNotBeNull();
        Violation.Of(instance, new() { Placements = outcome.Placements! }).ShouldBeEmpty();
        outcome.Proof.Seconds.ShouldBeLessThan(600);
        outcome.Proof.Objective.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(told.All.First(progress => progress.Best is not null).Best!.Value);
    }

    [Fact]
    public void what_the_listener_throws_reaches_whoever_asked()
    {
        var (instance, _) = GeneratedTimetable.Make(12, 4, 4, 2);
        Should.Throw<InvalidDataException>(() => TimetableSolver.Solve(instance, new(30, Workers: 1), new Told(_ => throw new InvalidDataException("The line is down."))));
    }

    [Fact]
    public void nothing_to_place_is_a_timetable_too()
    {
        var outcome = TimetableSolver.Solve(new() { Timetable = new() }, new(1));
        outcome.Placements.ShouldNotBeNull().ShouldBeEmpty();
        outcome.Proof.Optimal.ShouldBeTrue();
    }

    private sealed class Told(Action<Progress>? also = null) : IProgress<Progress>
    {
        public List<Progress> All { get; } = [];

        public void Report(Progress value)
        {
            All.Add(value);
            also?.Invoke(value);
        }
    }
}

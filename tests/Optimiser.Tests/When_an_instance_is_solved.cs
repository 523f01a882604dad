using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving;
using Forum.Problems;
using static Forum.Optimiser.Tests.Timetables.Placing;

namespace Forum.Optimiser.Tests;

public sealed class When_an_instance_is_solved
{
    private static readonly SolveOptions Soon = new(30, Workers: 1);

    // Four tables in two slots. Everybody with one person wishes for a and b, but a few; these would be served worse if a and b were held at once.
    private static readonly Instance Both = new()
    {
        Timetable = new() { Slots = 2, Rooms = [new("hall", 100), new("chamber", 100)], FromWishes = 1, Sessions = [new() { Id = "a" }, new() { Id = "b" }, new() { Id = "c" }, new() { Id = "d" }] },
        Tables = [Table("a"), Table("b"), Table("c"), Table("d")],
        Participants = [Wishing("KEN", 1, "a", "b"), Wishing("PER", 1, "a", "b"), Wishing("FIN", 1, "c", "d"), Wishing("IND", 1, "b", "c")],
    };

    [Fact]
    public void tables_that_are_wished_for_together_are_held_apart_and_everybody_is_seated()
    {
        var solution = Solver.Solve(Both, Soon);
        var arrangement = solution.Arrangement.ShouldNotBeNull();
        Violation.Of(Both, arrangement).ShouldBeEmpty();
        arrangement.Seats.Count.ShouldBe(8);
        solution.Proofs.Select(proof => (proof.Part, proof.Optimal)).ShouldBe([("timetable", true), ("seats", true)]);
        solution.Impossible.ShouldBeNull();
        solution.InstanceHash.ShouldBe(InstanceJson.Hash(Both));
    }

    [Fact]
    public void pairs_that_cost_wishes_weigh_more_in_the_next_round()
    {
        // By the count of wishes a and b would better be apart than b and c; but whoever wishes for a and b asks for one seat only, and has it either way.
        var instance = Both with
        {
            Timetable = Both.Timetable! with { Sessions = [new() { Id = "a", AvailableSlots = [0] }, new() { Id = "b" }, new() { Id = "c", AvailableSlots = [1] }] },
            Tables = [Table("a"), Table("b"), Table("c")],
            Participants = [Content("KEN"), Content("PER"), Content("FIN"), Wishing("IND", 1, "b", "c"), Wishing("NOR", 1, "b", "c")],
        };
        var solution = Solver.Solve(instance, Soon);
        solution.Arrangement!.Seats.Count(seat => seat.Participant is "IND" or "NOR").ShouldBe(4);
        var timetable = solution.Proofs.Single(proof => proof.Part == "timetable");
        (timetable.Objective, timetable.Bound, timetable.Optimal).ShouldBe((3, 2, false));

        static Participant Content(string id) => Wishing(id, 1, "a", "b") with { Seats = 1 };
    }

    [Fact]
    public void seats_alone_are_given_without_a_timetable()
    {
        var instance = GeneratedSeats.Make(40, 4, 1);
        var solution = Solver.Solve(instance, Soon);
        Violation.Of(instance, solution.Arrangement.ShouldNotBeNull()).ShouldBeEmpty();
        solution.Proofs.ShouldHaveSingleItem().Part.ShouldBe("seats");
    }

    [Fact]
    public void sessions_alone_are_placed_without_tables()
    {
        var (instance, _) = GeneratedTimetable.Make(8, 4, 2, 1);
        var solution = Solver.Solve(instance, Soon);
        Violation.Of(instance, solution.Arrangement.ShouldNotBeNull()).ShouldBeEmpty();
        solution.Proofs.ShouldHaveSingleItem().Part.ShouldBe("timetable");
    }

    [Fact]
    public void an_impossible_timetable_is_explained_and_no_seats_are_given()
    {
        var solution = Solver.Solve(Both with { Timetable = Both.Timetable! with { Rooms = [new("hall", 100)] } }, Soon);
        solution.Arrangement.ShouldBeNull();
        solution.Impossible.ShouldNotBeNull().Core.ShouldContain(rule => rule.Rule == "room-twice");
    }

    [Fact]
    public void a_stop_keeps_the_best_timetable_with_its_seats()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var solution = Solver.Solve(Both, Soon, stopped: stopped.Token);
        if (solution.Arrangement is { } arrangement)
            Violation.Of(Both, arrangement).ShouldBeEmpty();
        else
            solution.Impossible.ShouldBeNull();
    }

    [Fact]
    public void an_instance_that_contradicts_itself_is_not_solved() =>
        Should.Throw<InvalidInstance>(() => Solver.Solve(Both with { Pins = [new() { Id = "p", Participant = "XXX", Table = "a" }] }, Soon)).Flaws.ShouldHaveSingleItem().Field.ShouldBe("pins[0].participant");

    [Fact]
    public void seats_and_timetable_of_drawn_instances_break_no_rule()
    {
        for (var seed = 1UL; seed <= 4; seed++)
        {
            var (placing, _) = GeneratedTimetable.Make(9, 4, 3, seed);
            var seating = GeneratedSeats.Make(60, 9, seed);
            var instance = seating with
            {
                Timetable = placing.Timetable! with { FromWishes = 1 },
                Tables = [.. seating.Tables.Zip(placing.Timetable.Sessions, (table, session) => table with { Slot = null, Session = session.Id })],
            };
            Violation.Of(instance, Solver.Solve(instance, new(15, (int)seed, Workers: 1)).Arrangement.ShouldNotBeNull($"seed {seed}")).ShouldBeEmpty($"seed {seed}");
        }
    }
}

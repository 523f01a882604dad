using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;

namespace Forum.Optimiser.Tests.Seats;

public sealed class When_pinned_seats_cannot_be
{
    private static readonly Instance Small = new()
    {
        Groups = [new("Africa", 53), new("Asia", 53)],
        Participants =
        [
            .. new[] { "KEN", "MLI", "GHA", "SEN" }.Select(id => new Participant { Id = id, Group = "Africa", Seats = 2, Wishes = [new("1"), new("2")] }),
            .. new[] { "NGO 1", "NGO 2" }.Select(id => new Participant { Id = id, Kind = ParticipantKind.CivilSociety, Wishes = [new("1")] }),
        ],
        Tables = [new() { Id = "1", Capacity = 3, Slot = 0, CivilSocietyCeiling = 1 }, new() { Id = "2", Capacity = 4, Slot = 0, Quotas = 4 }],
    };

    public static TheoryData<string, Instance, string, int> Cases => new()
    {
        { "more than the table has", Small with { Pins = [Pin("KEN", "1"), Pin("MLI", "1"), Pin("GHA", "1"), Pin("SEN", "1")] }, "table-capacity", 4 },
        { "one person in two places", Small with { Pins = [Pin("KEN", "1"), Pin("KEN", "2"), Pin("MLI", "1")] }, "one-place", 2 },
        { "more civil society than its ceiling", Small with { Pins = [Pin("NGO 1", "1"), Pin("NGO 2", "1"), Pin("KEN", "1")] }, "civil-society-ceiling", 2 },
        { "more than a group's own before the cut-off", Small with { Policy = new() { CutOffPassed = false }, Pins = [Pin("KEN", "2"), Pin("MLI", "2"), Pin("GHA", "2")] }, "flex", 3 },
        { "with a seat that is held", Small with { Tables = [Small.Tables[0], Small.Tables[1] with { Held = ["KEN"] }], Pins = [Pin("KEN", "1")] }, "one-place", 2 },
        { "yes and no", Small with { Pins = [Pin("KEN", "1"), Pin("KEN", "1") with { Id = "no", Not = true }, Pin("MLI", "1")] }, "pin", 2 },
    };

    [Theory, MemberData(nameof(Cases))]
    public void the_reason_is_a_smallest_one(string name, Instance instance, string rule, int pinned)
    {
        var (seats, proof, impossible) = SeatSolver.Solve(instance);
        seats.ShouldBeNull(name);
        proof.Optimal.ShouldBeFalse();
        impossible!.Minimal.ShouldBeTrue();
        impossible.Repair.ShouldNotBeEmpty();
        impossible.Core.ShouldContain(r => r.Rule == rule);
        var pins = impossible.Core.Where(r => r.Rule is "pin" or "held").ToList();
        pins.Count.ShouldBe(pinned);
        foreach (var one in pins)
            SeatSolver.Solve(Without(instance, one)).Seats.ShouldNotBeNull(one.Sentence);
        // Nothing beside the core is in the way: its pins alone are impossible.
        SeatSolver.Solve(instance with { Pins = [.. instance.Pins.Where(p => pins.Exists(c => c.Objects.Contains(p.Id)))] }).Seats.ShouldBeNull();
    }

    [Fact]
    public void soft_pins_cost_their_weight_and_come_before_ranks()
    {
        Instance Weighing(int one, int other) => new()
        {
            Participants = [new() { Id = "KEN", Wishes = [new("1"), new("2")] }, new() { Id = "MLI", Wishes = [new("1"), new("2")] }],
            Tables = [new() { Id = "1", Capacity = 1 }, new() { Id = "2", Capacity = 1 }],
            Pins = [Pin("KEN", "2") with { Strength = PinStrength.Soft, Weight = one }, Pin("MLI", "2") with { Strength = PinStrength.Soft, Weight = other }],
        };
        SeatSolver.Solve(Weighing(1, 5)).Seats!.ShouldContain(new Seat("MLI", "2"));
        SeatSolver.Solve(Weighing(5, 1)).Seats!.ShouldContain(new Seat("KEN", "2"));
        SeatSolver.Solve(Weighing(5, 1)).Proof.Aims.Single(a => a.Aim == "penalty of soft pins").Value.ShouldBe(1);
    }

    [Fact]
    public void a_pinned_seat_is_given_whatever_it_costs_others()
    {
        var pinned = Small with { Pins = [Pin("KEN", "1"), Pin("MLI", "1") with { Not = true, Id = "never" }] };
        var seats = SeatSolver.Solve(pinned).Seats!;
        seats.ShouldContain(new Seat("KEN", "1"));
        seats.ShouldNotContain(new Seat("MLI", "1"));
    }

    private static Instance Without(Instance instance, RuleInConflict one) => one.Rule == "held"
        ? instance with { Tables = [.. instance.Tables.Select(t => t with { Held = [.. t.Held.Where(h => !(one.Objects[0] == h && one.Objects[1] == t.Id))] })] }
        : instance with { Pins = [.. instance.Pins.Where(p => p.Id != one.Objects[0])] };

    private static Pin Pin(string participant, string table) => new() { Id = $"{participant} at {table}", Participant = participant, Table = table };
}

using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving;
using Forum.Optimiser.Solving.Timetables;

namespace Forum.Optimiser.Tests.Timetables;

public sealed class When_a_session_is_pinned
{
    private static readonly SolveOptions Soon = new(60, Workers: 1);

    private static readonly Instance Three = new()
    {
        Timetable = new()
        {
            Slots = 2,
            SlotNames = ["14 September, afternoon", "15 September, morning"],
            Rooms = [new("hall", 100), new("chamber", 30), new("annex", 60)],
            Sessions = [new() { Id = "RT 1", Attendance = 50, SlotPenalties = [0, 5], Officers = [new("filatov", "chair", [1])] }, new() { Id = "RT 2", Attendance = 20 }, new() { Id = "RT 3", Attendance = 50 }],
        },
    };

    [Theory]
    [InlineData(1, null, false)]
    [InlineData(0, "annex", false)]
    [InlineData(null, "hall", false)]
    [InlineData(0, null, true)]
    [InlineData(null, "chamber", true)]
    [InlineData(0, "chamber", true)]
    public void a_hard_pin_holds(int? slot, string? room, bool not)
    {
        var pin = new Pin { Id = "p", Session = "RT 2", Slot = slot, Room = room, Not = not };
        Kept(pin, Of("RT 2", Pinned(pin))).ShouldBeTrue();
    }

    [Fact]
    public void a_place_that_is_ruled_out_leaves_its_slot_and_its_room_open() =>
        Of("RT 2", Pinned(new Pin { Id = "not there", Session = "RT 2", Slot = 0, Room = "chamber", Not = true }, new() { Id = "not then", Session = "RT 2", Slot = 1, Not = true }, new() { Id = "not in it", Session = "RT 2", Room = "hall", Not = true }))
            .ShouldBe(new("RT 2", 0, "annex"));

    [Fact]
    public void a_soft_pin_gives_way_to_what_weighs_more_and_to_nothing_else()
    {
        var free = Three with { Timetable = Three.Timetable! with { Sessions = [Three.Timetable.Sessions[0] with { Officers = [] }, .. Three.Timetable.Sessions.Skip(1)] } };
        Pin soft = new() { Id = "p", Session = "RT 1", Slot = 1, Strength = PinStrength.Soft };
        Of("RT 1", free with { Pins = [soft with { Weight = 4 }] }).Slot.ShouldBe(0);
        Of("RT 1", free with { Pins = [soft with { Weight = 6 }] }).Slot.ShouldBe(1);
        Of("RT 1", Pinned(soft with { Weight = 1_000_000 })).Slot.ShouldBe(0, "the chair is away");
    }

    [Fact]
    public void a_hint_costs_nothing()
    {
        var outcome = TimetableSolver.Solve(Pinned(new Pin { Id = "p", Session = "RT 1", Slot = 1, Strength = PinStrength.Hint }), Soon);
        outcome.Proof.Objective.ShouldBe(0);
    }

    [Fact]
    public void a_pin_is_accepted_when_there_is_a_timetable_with_it() =>
        TimetableSolver.Accepts(Three, new() { Id = "p", Session = "RT 1", Slot = 0, Room = "hall" }, Soon).ShouldBe(new(true, null));

    [Fact]
    public void a_pin_that_makes_it_impossible_is_explained_before_it_is_accepted()
    {
        var answer = TimetableSolver.Accepts(Three, new() { Id = "p", Session = "RT 1", Slot = 1, Reason = "the minister leaves early" }, Soon);
        answer.Accepted.ShouldBe(false);
        answer.Why.ShouldNotBeNull().Core.Select(rule => rule.Sentence).ShouldBe(
        [
            "filatov, chair of RT 1, is away in 15 September, morning.",
            "Pinned: RT 1 is held in 15 September, morning (the minister leaves early).",
        ]);
        answer.Why!.Repair.ShouldBe(["Give up the pin that RT 1 is held in 15 September, morning."]);
    }

    [Fact]
    public void a_pin_that_need_not_hold_is_always_accepted() =>
        TimetableSolver.Accepts(Three, new() { Id = "p", Session = "RT 1", Slot = 1, Strength = PinStrength.Soft }, Soon).Accepted.ShouldBe(true);

    [Fact]
    public void a_pin_of_what_is_not_there_is_no_pin() =>
        Should.Throw<InvalidInstance>(() => TimetableSolver.Accepts(Three, new() { Id = "p", Session = "RT 9", Slot = 1 }, Soon)).Flaws[0].Field.ShouldBe("pins[0].session");

    private static bool Kept(Pin pin, Placement placement) => ((pin.Slot ?? placement.Slot) == placement.Slot && (pin.Room ?? placement.Room) == placement.Room) != pin.Not;

    private static Instance Pinned(params Pin[] pins) => Three with { Pins = pins };

    private static Placement Of(string session, Instance instance) => TimetableSolver.Solve(instance, Soon).Placements.ShouldNotBeNull().Single(placement => placement.Session == session);
}

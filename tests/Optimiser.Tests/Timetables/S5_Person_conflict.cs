using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using static Forum.Optimiser.Tests.Timetables.Placing;

namespace Forum.Optimiser.Tests.Timetables;

/// <summary>A natural person is in one place at an instant (domain rule S5). Slots do not overlap: what is in one slot is at exactly the same time.</summary>
public sealed class S5_Person_conflict
{
    private static readonly Session One = new() { Id = "RT 1", Officers = [new("filatov", "chair")] };
    private static readonly Session Two = new() { Id = "RT 2", Officers = [new("filatov", "rapporteur")] };

    [Fact]
    public void sessions_of_one_person_are_not_held_at_exactly_the_same_time() =>
        Place(Two, One, slots: 2).Select(placement => placement.Slot).Distinct().Count().ShouldBe(2);

    [Fact]
    public void one_slot_after_the_other_is_no_conflict()
    {
        // The two are only ever held in slots that follow each other: and that is all there is.
        Session[] next = [One with { AvailableSlots = [1] }, Two with { AvailableSlots = [2] }];
        Place(next[0], next[1], slots: 3).Select(placement => placement.Slot).ShouldBe([1, 2]);
    }

    [Fact]
    public void a_person_with_two_offices_in_one_session_is_in_one_place() =>
        Place([One with { Officers = [new("filatov", "chair"), new("filatov", "rapporteur")] }], slots: 1).ShouldHaveSingleItem();

    [Fact]
    public void with_one_slot_there_is_no_timetable_and_it_is_said_who_would_be_in_two_places()
    {
        var why = WhyNot(new() { Slots = 1, Rooms = Halls, Sessions = [One, Two] });
        why.Core.ShouldHaveSingleItem().Rule.ShouldBe("one-place");
        why.Core[0].Objects.ShouldBe(["filatov", "RT 1", "RT 2"]);
        why.Repair.ShouldBe(["Give one of the offices of filatov to somebody else."]);
    }

    [Fact]
    public void two_tables_that_one_head_of_delegation_wishes_for_are_held_one_after_the_other()
    {
        var instance = new Instance
        {
            Timetable = new() { Slots = 2, Rooms = Halls, FromWishes = 1, Sessions = [new() { Id = "a" }, new() { Id = "b" }, new() { Id = "c" }, new() { Id = "d" }] },
            Tables = [Table("a"), Table("b"), Table("c"), Table("d")],
            Participants = [Wishing("KEN", people: 1, "a", "b"), Wishing("PER", people: 1, "c", "d"), .. Enumerable.Range(0, 9).Select(n => Wishing($"many {n}", people: 2, "a", "c"))],
        };
        var slots = TimetableSolver.Solve(instance, new(60, Workers: 1)).Placements!.ToDictionary(placement => placement.Session, placement => placement.Slot);
        slots["a"].ShouldNotBe(slots["b"]);
        slots["c"].ShouldNotBe(slots["d"]);
    }
}

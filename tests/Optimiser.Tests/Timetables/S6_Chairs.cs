using Forum.Optimiser.Checking;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;
using static Forum.Optimiser.Tests.Timetables.Placing;

namespace Forum.Optimiser.Tests.Timetables;

/// <summary>A table sits with its chair or co-chairs; nobody chairs two at once (domain rule S6).</summary>
public sealed class S6_Chairs
{
    [Fact]
    public void a_table_sits_when_both_of_its_co_chairs_are_there() =>
        Place([new() { Id = "RT 1", Officers = [new("one", "co-chair", [0]), new("other", "co-chair", [2])] }], slots: 3).ShouldHaveSingleItem().Slot.ShouldBe(1);

    [Fact]
    public void who_is_away_is_away_for_every_office()
    {
        var placements = Place(new() { Id = "RT 1", Officers = [new("one", "chair", [0])] }, new() { Id = "RT 2", Officers = [new("one", "rapporteur")], AvailableSlots = [0, 2] }, slots: 3);
        placements.Select(placement => placement.Slot).ShouldBe([1, 2]);
    }

    [Fact]
    public void nobody_chairs_two_tables_at_once_however_little_they_clash()
    {
        var (instance, _) = GeneratedTimetable.Make(12, 4, 4, 5);
        var chaired = instance with { Timetable = instance.Timetable! with { Sessions = [.. instance.Timetable.Sessions.Select((session, n) => session with { AvailableSlots = null, Officers = [new($"chair {n % 5}", "chair")] })] } };
        var placements = TimetableSolver.Solve(chaired, new(15, Workers: 1)).Placements.ShouldNotBeNull();
        Violation.Of(chaired, new() { Placements = placements }).ShouldBeEmpty();
        placements.Select((placement, n) => (placement.Slot, n % 5)).ShouldBeUnique();
    }

    [Fact]
    public void a_chair_who_comes_late_moves_no_more_sessions_than_must_be_and_without_reason_none_is_moved()
    {
        var (instance, before) = GeneratedTimetable.Make(24, 10, 5, 6);
        var released = instance with { Previous = before, Timetable = instance.Timetable! with { Move = 1_000, Clashes = [] } };
        var cheap = released with { Timetable = released.Timetable with { Sessions = [.. released.Timetable.Sessions.Select(session => session with { SlotPenalties = [] })] } };
        TimetableSolver.Solve(cheap, new(60, Workers: 1)).Placements.ShouldBe(before.Placements);

        var chaired = cheap.Timetable.Sessions.First(session => session.AvailableSlots!.Count > 2);
        var missed = before.Placements.Single(placement => placement.Session == chaired.Id).Slot;
        var late = cheap with
        {
            Timetable = cheap.Timetable with
            {
                Sessions = [.. cheap.Timetable.Sessions.Select(session => session != chaired ? session : session with { Officers = [chaired.Officers[0] with { AbsentSlots = [.. chaired.Officers[0].AbsentSlots ?? [], missed] }, .. chaired.Officers.Skip(1)] })],
            },
        };
        var outcome = TimetableSolver.Solve(late, new(60, Workers: 1));
        Violation.Of(late, new() { Placements = outcome.Placements.ShouldNotBeNull() }).ShouldBeEmpty();
        outcome.Proof.Optimal.ShouldBeTrue();
        outcome.Proof.Aims.Single(aim => aim.Aim == "sessions moved").Value.ShouldBe((long)outcome.Proof.Objective! / 1_000);
        outcome.Proof.Aims.Single(aim => aim.Aim == "sessions moved").Value.ShouldBeInRange(1, 2);
    }
}

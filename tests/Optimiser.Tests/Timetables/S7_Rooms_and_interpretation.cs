using Forum.Optimiser.Instances;
using static Forum.Optimiser.Tests.Timetables.Placing;

namespace Forum.Optimiser.Tests.Timetables;

/// <summary>A room is free and holds whoever comes, its booths are as many as the languages, and the teams of a slot are enough (domain rule S7).</summary>
public sealed class S7_Rooms_and_interpretation
{
    [Fact]
    public void a_room_holds_whoever_comes() =>
        Place([new() { Id = "small", Attendance = 10 }, new() { Id = "large", Attendance = 90 }], 1, new("chamber", 20), new("hall", 100)).Select(placement => placement.Room).ShouldBe(["chamber", "hall"]);

    [Fact]
    public void a_room_holds_one_session_of_a_slot() =>
        Place([new() { Id = "a" }, new() { Id = "b" }, new() { Id = "c" }], 3, new Room("hall", 100)).Select(placement => placement.Slot).Order().ShouldBe([0, 1, 2]);

    [Fact]
    public void a_room_that_is_closed_is_not_used() =>
        Place([new() { Id = "a" }, new() { Id = "b" }], 2, new("hall", 100, [1]), new("chamber", 100, [0])).Order(BySlot).Select(placement => placement.Room).ShouldBe(["hall", "chamber"]);

    [Fact]
    public void a_session_has_as_many_booths_as_languages() =>
        Place([new() { Id = "six", Languages = 6 }, new() { Id = "one", Languages = 1 }], 1, new("few", 100, Booths: 2), new("many", 100, Booths: 6)).Select(placement => placement.Room).ShouldBe(["many", "few"]);

    [Fact]
    public void a_larger_room_with_fewer_booths_does_not_stand_in_for_a_smaller_one_with_more()
    {
        // No room does for both: neither set of rooms lies within the other, and they have to be told apart.
        Session[] sessions = [new() { Id = "people", Attendance = 90, Languages = 1 }, new() { Id = "languages", Attendance = 10, Languages = 6 }, new() { Id = "either", Attendance = 10, Languages = 1 }];
        Place(sessions, 1, new("booths", 20, Booths: 6), new("seats", 100, Booths: 1), new("plain", 20, Booths: 1)).Select(placement => placement.Room).ShouldBe(["seats", "booths", "plain"]);
    }

    [Fact]
    public void no_more_sessions_of_a_slot_are_interpreted_than_there_are_teams()
    {
        Session[] sessions = [.. Enumerable.Range(0, 4).Select(n => new Session { Id = $"{n}", Interpretation = n < 3 })];
        var placements = Place(new Timetable { Slots = 2, Rooms = Halls, Sessions = sessions, InterpretationTeams = [1, 2] });
        placements.Take(3).Count(placement => placement.Slot is 0).ShouldBe(1);
    }

    [Fact]
    public void too_few_teams_are_the_reason_why_there_is_none() =>
        WhyNot(new() { Slots = 1, Rooms = Halls, Sessions = [new() { Id = "a", Interpretation = true }, new() { Id = "b", Interpretation = true }], InterpretationTeams = [1] })
            .Core.ShouldHaveSingleItem().Sentence.ShouldBe("There is 1 interpretation team in slot 0.");
}

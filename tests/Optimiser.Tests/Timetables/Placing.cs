using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;

namespace Forum.Optimiser.Tests.Timetables;

/// <summary>Small timetables, placed and looked over by the checker.</summary>
internal static class Placing
{
    public static IReadOnlyList<Room> Halls { get; } = [new("hall", 100), new("chamber", 100), new("annex", 100)];

    public static IComparer<Placement> BySlot { get; } = Comparer<Placement>.Create((one, other) => one.Slot.CompareTo(other.Slot));

    public static IReadOnlyList<Placement> Place(Session one, Session other, int slots) => Place([one, other], slots);

    public static IReadOnlyList<Placement> Place(IReadOnlyList<Session> sessions, int slots, params Room[] rooms) =>
        Place(new() { Slots = slots, Rooms = rooms is [] ? Halls : rooms, Sessions = sessions });

    public static IReadOnlyList<Placement> Place(Timetable timetable)
    {
        var instance = new Instance { Timetable = timetable };
        var outcome = TimetableSolver.Solve(instance, new(60, Workers: 1));
        var placements = outcome.Placements.ShouldNotBeNull(string.Join(" ", outcome.Impossible?.Core.Select(rule => rule.Sentence) ?? []));
        Violation.Of(instance, new() { Placements = placements }).ShouldBeEmpty();
        return placements;
    }

    public static Impossibility WhyNot(Timetable timetable)
    {
        var why = TimetableSolver.Solve(new() { Timetable = timetable }, new(60, Workers: 1)).Impossible.ShouldNotBeNull();
        why.Minimal.ShouldBeTrue();
        return why;
    }

    /// <summary>A table of one seat for each that wishes, which sits when the session of its name is held.</summary>
    public static Table Table(string session, int capacity = 20) => new() { Id = session, Session = session, Capacity = capacity, Shares = [] };

    public static Participant Wishing(string id, int people, params string[] tables) => new() { Id = id, Seats = tables.Length, People = people, Wishes = [.. tables.Select(table => new Wish(table))] };
}

using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// Places sessions one by one, in the order of the list, each into the first slot and the smallest room that the hard rules leave to it, and never moves one again: what a
/// secretariat does by hand. Sessions with a hard pin are placed first. One for which nothing is left stays without a slot.
/// </summary>
internal static class FirstFit
{
    /// <param name="inTurn">True: the search for a slot starts one slot later for each session, so that sessions spread over the slots; false: it always starts with the first.</param>
    public static IReadOnlyList<Placement> Place(Instance instance, bool inTurn)
    {
        if (instance.Timetable is not { Slots: > 0 } timetable)
            return [];
        var pins = instance.Pins.Where(pin => pin is { Strength: PinStrength.Hard, Session: not null }).ToLookup(pin => pin.Session!);
        var rooms = timetable.Rooms.OrderBy(room => room.Capacity).ThenBy(room => room.Id, StringComparer.Ordinal).ToList();
        var (taken, busy, teams) = (new HashSet<(int, string)>(), new HashSet<(int, string)>(), new int[timetable.Slots]);
        List<Placement> placed = [];
        foreach (var (n, session) in timetable.Sessions.OrderByDescending(session => pins.Contains(session.Id)).Index())
        {
            var first = inTurn ? n % timetable.Slots : 0;
            var places =
                from slot in Enumerable.Range(first, timetable.Slots).Select(slot => slot % timetable.Slots)
                where session.AvailableSlots?.Contains(slot) != false
                    && session.Officers.All(officer => officer.AbsentSlots?.Contains(slot) != true && !busy.Contains((slot, officer.Person)))
                    && (!session.Interpretation || slot >= timetable.InterpretationTeams.Count || teams[slot] < timetable.InterpretationTeams[slot])
                from room in rooms
                where room.Capacity >= session.Attendance && room.ClosedSlots?.Contains(slot) != true && !(room.Booths < session.Languages) && !taken.Contains((slot, room.Id))
                where pins[session.Id].All(pin => ((pin.Slot is null || pin.Slot == slot) && (pin.Room is null || pin.Room == room.Id)) != pin.Not)
                select new Placement(session.Id, slot, room.Id);
            if (places.FirstOrDefault() is not { } place)
                continue;
            placed.Add(place);
            taken.Add((place.Slot, place.Room));
            busy.UnionWith(session.Officers.Select(officer => (place.Slot, officer.Person)));
            teams[place.Slot] += session.Interpretation ? 1 : 0;
        }

        return placed;
    }
}

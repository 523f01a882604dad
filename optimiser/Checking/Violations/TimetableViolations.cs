using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

internal static class TimetableViolations
{
    public static IEnumerable<Violation> Of(Reading reading)
    {
        if (reading.Instance.Timetable is not { } timetable)
            return [];
        var absences = timetable.Sessions.SelectMany(session => session.Officers).SelectMany(officer => (officer.AbsentSlots ?? []).Select(slot => (officer.Person, slot))).ToHashSet();
        return timetable.Sessions.SelectMany(session => OfSession(reading, timetable, session, absences))
            .Concat(Twice(reading))
            .Concat(Rooms(reading))
            .Concat(Officers(reading))
            .Concat(Teams(reading, timetable));
    }

    private static IEnumerable<Violation> OfSession(Reading reading, Timetable timetable, Session session, HashSet<(string Person, int Slot)> absences)
    {
        if (!reading.Placements.TryGetValue(session.Id, out var placement))
        {
            yield return new(HardRules.SessionUnplaced, $"{session.Id} has no slot and room.", [session.Id]);
            yield break;
        }

        var slot = reading.Named(placement.Slot);
        if (placement.Slot < 0 || placement.Slot >= timetable.Slots)
            yield return new(HardRules.SlotUnavailable, $"{session.Id} is held in slot {placement.Slot}; slots are numbered from 0 to {timetable.Slots - 1}.", [session.Id]);
        else if (session.AvailableSlots?.Contains(placement.Slot) == false)
            yield return new(HardRules.SlotUnavailable, $"{session.Id} is held in {slot}, where it cannot be.", [session.Id]);

        foreach (var officer in session.Officers.Where(officer => absences.Contains((officer.Person, placement.Slot))))
            yield return new(HardRules.OfficerAbsent, $"{officer.Person}, {officer.Office} of {session.Id}, is away in {slot}.", [session.Id, officer.Person]);

        if (!reading.Rooms.TryGetValue(placement.Room, out var room))
            yield break;
        if (room.Capacity < session.Attendance)
            yield return new(HardRules.RoomCapacity, $"{room.Id} holds {room.Capacity}, and {session.Attendance} come to {session.Id}.", [session.Id, room.Id]);
        if (room.ClosedSlots?.Contains(placement.Slot) == true)
            yield return new(HardRules.RoomClosed, $"{room.Id} cannot be had in {slot}, when {session.Id} is held there.", [session.Id, room.Id]);
        if (room.Booths < session.Languages)
            yield return new(HardRules.Booths, $"{room.Id} has {room.Booths} booths, and {session.Id} is interpreted into {session.Languages} languages.", [session.Id, room.Id]);
    }

    private static IEnumerable<Violation> Twice(Reading reading) =>
        reading.Arrangement.Placements.Where(placement => reading.Sessions.ContainsKey(placement.Session)).CountBy(placement => placement.Session).Where(session => session.Value > 1)
            .Select(session => new Violation(HardRules.SessionTwice, $"{session.Key} is placed {session.Value} times.", [session.Key]));

    private static IEnumerable<Violation> Rooms(Reading reading) =>
        reading.Placements.Values.GroupBy(placement => (placement.Slot, placement.Room)).Where(held => held.Count() > 1).Select(held =>
        {
            var sessions = held.Select(placement => placement.Session).ToList();
            return new Violation(HardRules.RoomTwice, $"{string.Join(" and ", sessions)} are in {held.Key.Room} in {reading.Named(held.Key.Slot)}.", [held.Key.Room, .. sessions]);
        });

    private static IEnumerable<Violation> Officers(Reading reading) =>
        reading.Placements.Values
            .SelectMany(placement => reading.Sessions[placement.Session].Officers.Select(officer => officer.Person).Distinct().Select(person => (Person: person, placement.Slot, placement.Session)))
            .GroupBy(there => (there.Person, there.Slot)).Where(there => there.Count() > 1)
            .Select(there =>
            {
                var sessions = there.Select(session => session.Session).ToList();
                return new Violation(HardRules.OnePlace, $"{there.Key.Person} has an office in {string.Join(" and ", sessions)}, all in {reading.Named(there.Key.Slot)}.", [there.Key.Person, .. sessions]);
            });

    private static IEnumerable<Violation> Teams(Reading reading, Timetable timetable)
    {
        for (var slot = 0; slot < timetable.InterpretationTeams.Count; slot++)
        {
            var sessions = reading.Placements.Values.Where(placement => placement.Slot == slot && reading.Sessions[placement.Session].Interpretation).Select(placement => placement.Session).ToList();
            if (sessions.Count > timetable.InterpretationTeams[slot])
                yield return new(HardRules.InterpretationTeams, $"{sessions.Count} sessions need interpretation in {reading.Named(slot)}, and there are {timetable.InterpretationTeams[slot]} teams.", sessions);
        }
    }
}

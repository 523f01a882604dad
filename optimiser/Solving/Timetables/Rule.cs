using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Timetables;

/// <summary>What a rule can say about sessions (by number), slots and rooms. A rule is told to whatever keeps it: a problem to be solved, or a model that names it.</summary>
internal interface IKeepsRules
{
    /// <summary>The session is not held in the slot.</summary>
    void NotInSlot(int session, int slot);

    /// <summary>The session is not held in the room.</summary>
    void NotInRoom(int session, int room);

    /// <summary>The session is not held in this room in this slot.</summary>
    void NotInCell(int session, int slot, int room);

    /// <summary>Nothing is held in the room in the slot.</summary>
    void Closed(int slot, int room);

    /// <summary>The room holds one session of a slot.</summary>
    void HoldsOne(int room);

    /// <summary>No two of these sessions share a slot.</summary>
    void Apart(IReadOnlyList<int> sessions);

    /// <summary>At most so many sessions that need interpretation are held in the slot.</summary>
    void Teams(int slot, int teams);
}

/// <summary>A rule about certain objects, small enough that giving it up is a decision somebody can take.</summary>
/// <param name="Code">As in <see cref="RuleInConflict.Rule"/>.</param>
/// <param name="Sentence">What it says.</param>
/// <param name="Objects">Identifiers of what it is about.</param>
/// <param name="Price">What it costs to give it up, against other rules.</param>
/// <param name="Remedy">What has to be done to give it up.</param>
/// <param name="Tell">Tells it to whatever keeps rules.</param>
internal sealed record Rule(string Code, string Sentence, IReadOnlyList<string> Objects, int Price, string Remedy, Action<IKeepsRules> Tell)
{
    public RuleInConflict InConflict => new(Code, Sentence, Objects);
}

/// <summary>
/// The rules of a timetable (domain rules S5, S6 and S7), one for each rule and object. That every session is held once is none of them: it cannot be given up.
/// </summary>
internal static class Rules
{
    // What is easiest to change is cheapest: somebody's wish that was pinned, then the hours of a session, then what has to be found and paid, then people.
    public const int PinPrice = 1;
    public const int SlotPrice = 3;
    public const int ClosedPrice = 4;
    public const int TeamPrice = 5;
    public const int BoothPrice = 6;
    public const int CapacityPrice = 7;
    public const int AbsencePrice = 10;
    public const int OneRoomPrice = 14;
    public const int OnePlacePrice = 18;

    public static IReadOnlyList<Rule> Of(Timetable timetable, IReadOnlyList<Pin> pins)
    {
        List<Rule> rules = [];
        var sessions = timetable.Sessions;
        var rooms = timetable.Rooms;
        for (var s = 0; s < sessions.Count; s++)
            rules.AddRange(OfSession(timetable, s));
        rules.AddRange(OfPeople(timetable));
        for (var r = 0; r < rooms.Count; r++)
            rules.AddRange(OfRoom(timetable, r));
        for (var k = 0; k < timetable.InterpretationTeams.Count; k++)
        {
            var (slot, teams) = (k, timetable.InterpretationTeams[k]);
            if (sessions.Count(session => session.Interpretation) > teams)
                rules.Add(new(
                    "interpretation-teams", $"There {(teams is 1 ? "is" : "are")} {Counted(teams, "interpretation team")} in {timetable.SlotName(slot)}.", [$"slot {slot}"], TeamPrice,
                    $"Find more interpretation teams for {timetable.SlotName(slot)}.", kept => kept.Teams(slot, teams)));
        }

        var sessionOf = Numbers(sessions.Select(session => session.Id));
        var roomOf = Numbers(rooms.Select(room => room.Id));
        foreach (var pin in pins)
        {
            if (pin is { Session: { } session, Strength: PinStrength.Hard })
                rules.Add(OfPin(timetable, pin, sessionOf[session], pin.Room is { } room ? roomOf[room] : null));
        }

        return rules;
    }

    public static string SlotName(this Timetable timetable, int slot) => timetable.SlotNames.Count > 0 ? timetable.SlotNames[slot] : $"slot {slot}";

    public static Dictionary<string, int> Numbers(IEnumerable<string> ids) =>
        ids.Select((id, number) => (id, number)).ToDictionary(entry => entry.id, entry => entry.number, StringComparer.Ordinal);

    private static IEnumerable<Rule> OfSession(Timetable timetable, int s)
    {
        var session = timetable.Sessions[s];
        if (session.AvailableSlots is { } available && available.Count < timetable.Slots)
        {
            yield return new(
                "slot-unavailable",
                available.Count is 0 ? $"{session.Id} can be held in no slot." : $"{session.Id} can be held only in {List(available.Order().Select(timetable.SlotName))}.",
                [session.Id], SlotPrice, $"Open another slot to {session.Id}.",
                kept =>
                {
                    foreach (var k in Enumerable.Range(0, timetable.Slots).Except(available))
                        kept.NotInSlot(s, k);
                });
        }

        if (Rooms(timetable, room => room.Capacity < session.Attendance) is { Count: > 0 } small)
        {
            yield return new(
                "room-capacity", $"{session.Id} needs a room for {session.Attendance}.", [session.Id], CapacityPrice,
                $"Let fewer than {session.Attendance} attend {session.Id}, or find it a larger room.",
                kept => EachNotInRoom(kept, s, small));
        }

        if (Rooms(timetable, room => room.Booths < session.Languages) is { Count: > 0 } booths)
        {
            yield return new(
                "booths", $"{session.Id} is interpreted into {Counted(session.Languages, "language")} and needs as many booths.", [session.Id], BoothPrice,
                $"Interpret {session.Id} into fewer languages, or set up booths.",
                kept => EachNotInRoom(kept, s, booths));
        }
    }

    private static IEnumerable<Rule> OfPeople(Timetable timetable)
    {
        var offices = timetable.Sessions
            .SelectMany((session, s) => session.Officers.Select(officer => (officer, s)))
            .GroupBy(office => office.officer.Person, StringComparer.Ordinal)
            .OrderBy(person => person.Key, StringComparer.Ordinal);
        foreach (var person in offices)
        {
            var sessions = person.Select(office => office.s).Distinct().ToArray();
            var who = $"{person.Key}, {List(person.Select(office => $"{office.officer.Office} of {timetable.Sessions[office.s].Id}").Distinct(StringComparer.Ordinal))}";

            // A person is away from every session alike, whichever office it was said with.
            foreach (var slot in person.SelectMany(office => office.officer.AbsentSlots ?? []).Distinct().Order())
            {
                yield return new(
                    "officer-absent", $"{who}, is away in {timetable.SlotName(slot)}.", [person.Key, .. sessions.Select(s => timetable.Sessions[s].Id), $"slot {slot}"], AbsencePrice,
                    $"Have {person.Key} present in {timetable.SlotName(slot)}, or replace the officer.",
                    kept =>
                    {
                        foreach (var s in sessions)
                            kept.NotInSlot(s, slot);
                    });
            }

            if (sessions.Length > 1)
            {
                yield return new(
                    "one-place", $"{who}, is in one session of a slot.", [person.Key, .. sessions.Select(s => timetable.Sessions[s].Id)], OnePlacePrice,
                    $"Give one of the offices of {person.Key} to somebody else.",
                    kept => kept.Apart(sessions));
            }
        }
    }

    private static IEnumerable<Rule> OfRoom(Timetable timetable, int r)
    {
        var room = timetable.Rooms[r];
        yield return new(
            "room-twice", $"{room.Id} holds one session of a slot.", [room.Id], OneRoomPrice, $"Find another room like {room.Id}.", kept => kept.HoldsOne(r));
        foreach (var slot in (room.ClosedSlots ?? []).Order())
        {
            yield return new(
                "room-closed", $"{room.Id} cannot be had in {timetable.SlotName(slot)}.", [room.Id, $"slot {slot}"], ClosedPrice,
                $"Open {room.Id} in {timetable.SlotName(slot)}.", kept => kept.Closed(slot, r));
        }
    }

    private static Rule OfPin(Timetable timetable, Pin pin, int s, int? room)
    {
        var where = pin switch
        {
            { Slot: { } k, Room: { } name } => $"in {timetable.SlotName(k)} in {name}",
            { Slot: { } k } => $"in {timetable.SlotName(k)}",
            _ => $"in {pin.Room}",
        };
        var sentence = $"Pinned: {pin.Session} is {(pin.Not ? "not " : "")}held {where}{(pin.Reason.Length > 0 ? $" ({pin.Reason})" : "")}.";
        return new("pin", sentence, [pin.Id, pin.Session!], PinPrice, $"Give up the pin that {pin.Session} is {(pin.Not ? "not " : "")}held {where}.", kept =>
        {
            if (pin is { Not: true, Slot: { } notThen } && room is { } notThere)
                kept.NotInCell(s, notThen, notThere);
            else if (pin is { Not: true, Slot: { } never })
                kept.NotInSlot(s, never);
            else if (pin.Not)
                kept.NotInRoom(s, room!.Value);
            else
            {
                foreach (var k in Enumerable.Range(0, timetable.Slots).Where(k => pin.Slot is { } only && k != only))
                    kept.NotInSlot(s, k);
                foreach (var r in Enumerable.Range(0, timetable.Rooms.Count).Where(r => room is { } only && r != only))
                    kept.NotInRoom(s, r);
            }
        });
    }

    private static List<int> Rooms(Timetable timetable, Func<Room, bool> which) => [.. Enumerable.Range(0, timetable.Rooms.Count).Where(r => which(timetable.Rooms[r]))];

    private static void EachNotInRoom(IKeepsRules kept, int session, List<int> rooms)
    {
        foreach (var room in rooms)
            kept.NotInRoom(session, room);
    }

    private static string Counted(int count, string what) => count switch { 0 => $"no {what}", 1 => $"1 {what}", _ => $"{count} {what}s" };

    private static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length switch
        {
            0 => "nothing",
            1 => all[0],
            <= 6 => $"{string.Join(", ", all[..^1])} and {all[^1]}",
            _ => $"{string.Join(", ", all[..5])} and {all.Length - 5} more",
        };
    }
}

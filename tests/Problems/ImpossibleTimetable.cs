using Forum.Optimiser.Instances;

namespace Forum.Problems;

/// <summary>A timetable that is possible (<see cref="GeneratedTimetable"/>), made impossible in one known way.</summary>
/// <param name="Name">In which way.</param>
/// <param name="Instance"></param>
/// <param name="Planted">Rules that cannot hold together, by their code and one of the identifiers that they are about.</param>
public sealed record ImpossibleTimetable(string Name, Instance Instance, IReadOnlyList<(string Rule, string About)> Planted)
{
    /// <param name="sessions">At least three more than there are slots; one in five pairs of slot and room should stay free.</param>
    /// <param name="rooms"></param>
    /// <param name="slots">2 or more.</param>
    /// <param name="seed">Of the timetable.</param>
    public static IReadOnlyList<ImpossibleTimetable> Make(int sessions, int rooms, int slots, ulong seed)
    {
        var (possible, hidden) = GeneratedTimetable.Make(sessions, rooms, slots, seed);
        var timetable = possible.Timetable!;
        var (one, other) = (timetable.Sessions[0], timetable.Sessions[1]);
        var held = hidden.Placements.ToDictionary(placement => placement.Session);
        var (at, elsewhere) = (held[one.Id].Slot, (held[one.Id].Slot + 1) % slots);
        var everySlot = Enumerable.Range(0, slots).ToList();
        var many = timetable.Sessions.Take(slots + 1).Select(session => session.Id).ToList();
        var largest = timetable.Rooms.MaxBy(room => room.Capacity)!;
        var interpreted = timetable.Sessions.Count(session => session.Interpretation);
        return
        [
            Planted("a pin where the chair is away", Change(one.Id, session => session with { Officers = [new("late chair", "chair", [at])], AvailableSlots = null }) with { Pins = [Pin("first", one, at)] },
                ("pin", "first"), ("officer-absent", "late chair")),
            Planted("two pins of one session", Change(one.Id, session => session with { AvailableSlots = null }) with { Pins = [Pin("first", one, at), Pin("second", one, elsewhere)] }, ("pin", "first"), ("pin", "second")),
            Planted("two sessions pinned to one room and slot", Free(one.Id, other.Id) with { Pins = [Pin("first", one, 0, largest.Id), Pin("second", other, 0, largest.Id)] }, ("pin", "first"), ("pin", "second"), ("room-twice", largest.Id)),
            Planted("a pin to a slot that the session does not have", Change(one.Id, session => session with { AvailableSlots = [at] }) with { Pins = [Pin("first", one, elsewhere)] }, ("pin", "first"), ("slot-unavailable", one.Id)),
            Planted("more people than any room holds", Change(one.Id, session => session with { Attendance = largest.Capacity + 1 }), ("room-capacity", one.Id)),
            Planted("more languages than any room has booths", With(timetable with { Rooms = [.. timetable.Rooms.Select(room => room with { Booths = 2 })], Sessions = Changed(timetable, [one.Id], session => session with { Languages = 6 }) }), ("booths", one.Id)),
            Planted("one chair of more sessions than there are slots", With(timetable with { Sessions = Changed(timetable, many, session => session with { Officers = [new("everywhere", "chair")], AvailableSlots = null }) }), ("one-place", "everywhere")),
            Planted("one chair of two sessions pinned to one slot", With(timetable with { Sessions = Changed(timetable, [one.Id, other.Id], session => session with { Officers = [new("everywhere", "chair")], AvailableSlots = null, Attendance = 1 }) })
                with { Pins = [Pin("first", one, 0), Pin("second", other, 0)] }, ("pin", "first"), ("pin", "second"), ("one-place", "everywhere")),
            Planted("fewer interpretation teams than sessions that need one", With(timetable with
            {
                InterpretationTeams = [.. everySlot.Select(slot => ((interpreted - 1) / slots) + (slot < (interpreted - 1) % slots ? 1 : 0))],
                Sessions = [.. timetable.Sessions.Select(session => session with { AvailableSlots = null })],
            }), [.. everySlot.Select(slot => ("interpretation-teams", $"slot {slot}"))]),
            Planted("a pin to a room that is closed", With(timetable with { Rooms = [.. timetable.Rooms.Select(room => room == largest ? room with { ClosedSlots = [at] } : room)], Sessions = Changed(timetable, [one.Id], session => session with { AvailableSlots = null, Officers = [] }) })
                with { Pins = [Pin("first", one, at, largest.Id)] }, ("pin", "first"), ("room-closed", largest.Id)),
            Planted("more sessions for the largest room than slots", With(timetable with
            {
                Rooms = [.. timetable.Rooms, new("great hall", largest.Capacity * 2)],
                Sessions = Changed(timetable, many, session => session with { Attendance = largest.Capacity * 2, AvailableSlots = null, Officers = [] }),
            }), [("room-twice", "great hall"), .. many.Select(session => ("room-capacity", session))]),
        ];

        ImpossibleTimetable Planted(string name, Instance instance, params (string, string)[] planted) => new(name, instance with { Name = name }, planted);
        Instance With(Timetable changed) => possible with { Timetable = changed };
        Instance Change(string session, Func<Session, Session> change) => With(timetable with { Sessions = Changed(timetable, [session], change) });
        Instance Free(params string[] sessions) => With(timetable with { Sessions = Changed(timetable, sessions, session => session with { AvailableSlots = null, Officers = [], Attendance = 1 }) });
    }

    private static IReadOnlyList<Session> Changed(Timetable timetable, IReadOnlyList<string> sessions, Func<Session, Session> change) =>
        [.. timetable.Sessions.Select(session => sessions.Contains(session.Id) ? change(session) : session)];

    private static Pin Pin(string id, Session session, int slot, string? room = null) => new() { Id = id, Session = session.Id, Slot = slot, Room = room };
}

namespace Forum.Optimiser.Instances;

/// <summary>Something in an instance that cannot be meant.</summary>
/// <param name="Code">Stable: "unknown-id", "duplicate", "missing", "out-of-range", "wrong-length", "too-large" or "contradiction".</param>
/// <param name="Field">Where, as a path through the JSON: <c>timetable.sessions[3].officers[0].absentSlots[1]</c>.</param>
/// <param name="Problem">What is wrong, and what to do about it.</param>
public sealed record Flaw(string Code, string Field, string Problem);

/// <summary>The instance contradicts itself, or is larger than what is solved here.</summary>
public sealed class InvalidInstance(IReadOnlyList<Flaw> flaws) : Exception($"{flaws[0].Field}: {flaws[0].Problem}")
{
    /// <summary>At least one, at most <see cref="Validation.MostFlaws"/>, in the order of the instance.</summary>
    public IReadOnlyList<Flaw> Flaws { get; } = flaws;
}

/// <summary>
/// What an instance must say consistently before it is solved. What it says of the past (<see cref="Instance.Previous"/>) may name participants, tables,
/// sessions and rooms that are no more.
/// </summary>
public static class Validation
{
    public const int MostFlaws = 100;
    public const int MostGroups = 1_000;
    public const int MostParticipants = 200_000;
    public const int MostTables = 2_000;
    public const int MostSessions = 2_000;
    public const int MostSlots = 500;
    public const int MostRooms = 500;
    public const int MostPins = 20_000;

    /// <summary>Wishes of all participants, clashes, offices, seats of an earlier release, each taken together.</summary>
    public const int MostEntries = 3_000_000;

    /// <summary>Greatest seat count, capacity, weight and penalty; sums of all of them stay within 64 bits.</summary>
    public const int MostOfAnything = 1_000_000;

    /// <summary>Sessions times slots, which is what a search for a timetable costs memory for.</summary>
    public const int MostSessionSlots = 200_000;

    /// <exception cref="InvalidInstance">It has flaws.</exception>
    public static void Check(Instance instance)
    {
        if (Flaws(instance) is { Count: > 0 } flaws)
            throw new InvalidInstance(flaws);
    }

    /// <summary>Everything that is wrong, in the order of the instance; nothing when it can be solved.</summary>
    public static IReadOnlyList<Flaw> Flaws(Instance instance)
    {
        var flaws = new Flaws();
        if (flaws.Sizes(instance))
            return flaws.Found;
        var groups = flaws.Ids("groups", instance.Groups, group => group.Id);
        var participants = flaws.Ids("participants", instance.Participants, participant => participant.Id);
        var tables = flaws.Ids("tables", instance.Tables, table => table.Id);
        var timetable = instance.Timetable;
        var rooms = flaws.Ids("timetable.rooms", timetable?.Rooms ?? [], room => room.Id);
        var sessions = flaws.Ids("timetable.sessions", timetable?.Sessions ?? [], session => session.Id);
        flaws.Ids("pins", instance.Pins, pin => pin.Id);
        if (flaws.Found.Count > 0)
            return flaws.Found;

        flaws.Each("groups", instance.Groups, (at, group) => flaws.Between($"{at}.size", group.Size));
        flaws.Each("participants", instance.Participants, (at, participant) => Participant(flaws, at, participant, groups, tables, instance.Policy.Aim));
        flaws.Each("tableConflicts", instance.TableConflicts, (at, pair) =>
        {
            flaws.Known($"{at}.one", pair.One, tables, "tables");
            flaws.Known($"{at}.other", pair.Other, tables, "tables");
            if (pair.One == pair.Other)
                flaws.Add("contradiction", at, "A table is no conflict for itself: name two.");
        });
        flaws.Each("tables", instance.Tables, (at, table) => Table(flaws, at, table, groups, participants, sessions, timetable));
        if (timetable is not null)
            Timetable(flaws, timetable, sessions);
        flaws.Each("pins", instance.Pins, (at, pin) => Pinned(flaws, at, pin, participants, tables, sessions, rooms, timetable));
        if (instance.Previous is { } previous)
        {
            flaws.Distinct("previous.seats", previous.Seats, seat => seat);
            flaws.Distinct("previous.placements", previous.Placements, placement => placement?.Session);
            flaws.Each("previous.seats", previous.Seats, static (_, _) => { });
            flaws.Each("previous.placements", previous.Placements, static (_, _) => { });
        }

        return flaws.Found;
    }

    private static void Participant(Flaws flaws, string at, Participant participant, HashSet<string> groups, HashSet<string> tables, RankAim aim)
    {
        if (participant.Group is { } group)
            flaws.Known($"{at}.group", group, groups, "groups");
        flaws.Between($"{at}.seats", participant.Seats);
        flaws.Between($"{at}.people", participant.People, least: 1);
        flaws.Distinct($"{at}.wishes", participant.Wishes, wish => wish?.Table);
        flaws.Each($"{at}.wishes", participant.Wishes, (wished, wish) =>
        {
            flaws.Known($"{wished}.table", wish.Table, tables, "tables");
            if (wish.Utility is { } utility && !(utility >= 0 && utility <= MostOfAnything))
                flaws.Add("out-of-range", $"{wished}.utility", $"A utility is from 0 to {MostOfAnything}.");
            if (wish.Utility is null && aim is RankAim.Utilitarian or RankAim.Egalitarian)
                flaws.Add("missing", $"{wished}.utility", $"The aim {aim} compares utilities: give one with every wish, or choose Leximin or RankMaximal.");
        });
        flaws.Distinct($"{at}.nominations", participant.Nominations, table => table);
        flaws.Each($"{at}.nominations", participant.Nominations, (named, table) => flaws.Known(named, table, tables, "tables"));
    }

    private static void Table(Flaws flaws, string at, Table table, HashSet<string> groups, HashSet<string> participants, HashSet<string> sessions, Timetable? timetable)
    {
        var capacity = Math.Max(0, table.Capacity);
        flaws.Between($"{at}.capacity", table.Capacity);
        if (table.Slot is { } slot)
            flaws.Between($"{at}.slot", slot, most: (timetable?.Slots ?? MostSlots) - 1);
        if (table.Session is { } session)
            flaws.Known($"{at}.session", session, sessions, "timetable.sessions");
        if (table is { Session: not null, Slot: not null })
            flaws.Add("contradiction", $"{at}.slot", "The table sits when its session is held: take the slot away, or pin the session to it.");
        if (table.Shares is { } shares)
        {
            flaws.Distinct($"{at}.shares", shares, share => share?.Group);
            flaws.Each($"{at}.shares", shares, (shared, share) =>
            {
                flaws.Known($"{shared}.group", share.Group, groups, "groups");
                flaws.Between($"{shared}.floor", share.Floor);
                flaws.Between($"{shared}.ceiling", share.Ceiling, least: Math.Max(0, share.Floor));
            });
        }

        if (table.Quotas is { } quotas)
            flaws.Between($"{at}.quotas", quotas, most: capacity);
        flaws.Between($"{at}.civilSocietyFloor", table.CivilSocietyFloor, most: capacity);
        if (table.CivilSocietyCeiling is { } ceiling)
            flaws.Between($"{at}.civilSocietyCeiling", ceiling, least: table.CivilSocietyFloor);
        flaws.Distinct($"{at}.held", table.Held, held => held);
        flaws.Each($"{at}.held", table.Held, (held, participant) => flaws.Known(held, participant, participants, "participants"));
        if (table.Held.Count > capacity)
            flaws.Add("contradiction", $"{at}.held", $"{table.Held.Count} seats are held at a table of {capacity}: raise its capacity or hold fewer.");
    }

    private static void Timetable(Flaws flaws, Timetable timetable, HashSet<string> sessions)
    {
        var slots = timetable.Slots;
        flaws.Length("timetable.slotNames", timetable.SlotNames.Count, slots);
        flaws.Each("timetable.rooms", timetable.Rooms, (at, room) =>
        {
            flaws.Between($"{at}.capacity", room.Capacity);
            flaws.Slots($"{at}.closedSlots", room.ClosedSlots, slots);
            if (room.Booths is { } booths)
                flaws.Between($"{at}.booths", booths);
        });
        flaws.Each("timetable.sessions", timetable.Sessions, (at, session) =>
        {
            flaws.Between($"{at}.attendance", session.Attendance);
            flaws.Between($"{at}.languages", session.Languages);
            flaws.Slots($"{at}.availableSlots", session.AvailableSlots, slots);
            flaws.Length($"{at}.slotPenalties", session.SlotPenalties.Count, slots);
            flaws.Each($"{at}.slotPenalties", session.SlotPenalties, (entry, penalty) => flaws.Between(entry, penalty));
            flaws.Each($"{at}.officers", session.Officers, (office, officer) =>
            {
                if (string.IsNullOrWhiteSpace(officer.Person))
                    flaws.Add("missing", $"{office}.person", "Name the person by an identifier.");
                flaws.Slots($"{office}.absentSlots", officer.AbsentSlots, slots);
            });
        });
        flaws.Length("timetable.interpretationTeams", timetable.InterpretationTeams.Count, slots);
        flaws.Each("timetable.interpretationTeams", timetable.InterpretationTeams, (at, teams) => flaws.Between(at, teams));
        flaws.Each("timetable.clashes", timetable.Clashes, (at, clash) =>
        {
            flaws.Known($"{at}.one", clash.One, sessions, "timetable.sessions");
            flaws.Known($"{at}.other", clash.Other, sessions, "timetable.sessions");
            flaws.Between($"{at}.weight", clash.Weight);
            if (clash.One == clash.Other)
                flaws.Add("contradiction", at, "A session does not clash with itself: name two.");
        });
        flaws.Between("timetable.fromWishes", timetable.FromWishes);
        flaws.Between("timetable.sameTopic", timetable.SameTopic);
        flaws.Between("timetable.move", timetable.Move);
    }

    private static void Pinned(
        Flaws flaws, string at, Pin pin, HashSet<string> participants, HashSet<string> tables, HashSet<string> sessions, HashSet<string> rooms, Timetable? timetable)
    {
        flaws.Between($"{at}.weight", pin.Weight, least: 1);
        if (pin.Participant is null == pin.Session is null)
        {
            flaws.Add("contradiction", at, "A pin is about a participant at a table, or about a session in a slot or a room: give participant and table, or session.");
        }
        else if (pin.Participant is not null)
        {
            flaws.Known($"{at}.participant", pin.Participant, participants, "participants");
            flaws.Known($"{at}.table", pin.Table, tables, "tables");
            if (pin.Slot is not null || pin.Room is not null)
                flaws.Add("contradiction", at, "A participant is pinned to a table, not to a slot or a room: take slot and room away, or pin the table's session.");
        }
        else
        {
            flaws.Known($"{at}.session", pin.Session, sessions, "timetable.sessions");
            if (pin.Table is not null)
                flaws.Add("contradiction", $"{at}.table", "A session is pinned to a slot or a room, not to a table: take it away.");
            if (pin.Slot is null && pin.Room is null)
                flaws.Add("missing", at, "Say in which slot or which room the session is pinned.");
            if (pin.Slot is { } slot)
                flaws.Between($"{at}.slot", slot, most: (timetable?.Slots ?? 1) - 1);
            if (pin.Room is { } room)
                flaws.Known($"{at}.room", room, rooms, "timetable.rooms");
        }
    }
}

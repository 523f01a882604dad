using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// An instance and an arrangement of it, looked up by identifier. What the arrangement names and the instance does not know is in no list here:
/// the checker reports it, and nothing is counted of it.
/// </summary>
internal sealed class Reading
{
    private static readonly IReadOnlyList<Table> NoTables = [];
    private static readonly IReadOnlyList<Participant> Nobody = [];

    private readonly Dictionary<string, List<Table>> tablesOf = [];
    private readonly Dictionary<string, List<Participant>> seatedAt = [];
    private readonly HashSet<(string Participant, string Table)> seats = [];
    private readonly Dictionary<string, Placement> placements = [];
    private readonly Dictionary<string, List<Participant>> askers = [];
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Quota>> shares;
    private readonly HashSet<(string Participant, string Table)> held;
    private readonly HashSet<(string Participant, string Table)> barred;
    private readonly HashSet<(string Participant, string Table)> released;
    private readonly Dictionary<(string Participant, string Table), int> softPins;
    private readonly Dictionary<string, List<Table>> heldBy = [];
    private readonly Dictionary<string, HashSet<string>> conflicts = [];

    public Reading(Instance instance, Arrangement arrangement)
    {
        (Instance, Arrangement) = (instance, arrangement);
        foreach (var participant in instance.Participants)
            Participants.TryAdd(participant.Id, participant);
        foreach (var table in instance.Tables)
            Tables.TryAdd(table.Id, table);
        foreach (var session in instance.Timetable?.Sessions ?? [])
            Sessions.TryAdd(session.Id, session);
        foreach (var room in instance.Timetable?.Rooms ?? [])
            Rooms.TryAdd(room.Id, room);
        var pins = instance.Pins.Where(pin => pin is { Strength: PinStrength.Hard, Participant: not null, Table: not null }).ToLookup(pin => pin.Not, pin => (pin.Participant!, pin.Table!));
        barred = [.. pins[true]];
        released = instance.Policy.KeepSeats ? [.. (instance.Previous?.Seats ?? []).Select(seat => (seat.Participant, seat.Table))] : [];
        softPins = instance.Pins.Where(pin => pin is { Strength: PinStrength.Soft, Participant: not null, Table: not null })
            .GroupBy(pin => (pin.Participant!, pin.Table!)).ToDictionary(pins => pins.Key, pins => pins.Sum(pin => pin.Not ? -pin.Weight : pin.Weight));
        held = [.. instance.Tables.SelectMany(table => table.Held.Select(holder => (holder, table.Id))), .. pins[false]];
        foreach (var (participant, table) in held.Where(seat => Participants.ContainsKey(seat.Participant) && Tables.ContainsKey(seat.Table)))
            Of(heldBy, participant).Add(Tables[table]);
        foreach (var (one, other) in instance.TableConflicts.SelectMany(pair => new[] { (pair.One, pair.Other), (pair.Other, pair.One) }))
            (conflicts.TryGetValue(one, out var those) ? those : conflicts[one] = []).Add(other);

        foreach (var placement in arrangement.Placements.Where(placement => Sessions.ContainsKey(placement.Session)))
            placements.TryAdd(placement.Session, placement);
        foreach (var seat in arrangement.Seats)
        {
            if (!Participants.TryGetValue(seat.Participant, out var participant) || !Tables.TryGetValue(seat.Table, out var table) || !seats.Add((seat.Participant, seat.Table)))
                continue;
            Of(tablesOf, seat.Participant).Add(table);
            Of(seatedAt, seat.Table).Add(participant);
        }

        foreach (var participant in instance.Participants)
        {
            foreach (var table in participant.Wishes.Select(wish => wish.Table).Distinct().Where(Tables.ContainsKey).Select(id => Tables[id]).Where(table => Holds(participant, table) || CouldSit(participant, table)))
                Of(askers, table.Id).Add(participant);
            foreach (var table in HeldBy(participant).Where(table => Rank(participant, table.Id) is null))
                Of(askers, table.Id).Add(participant);
        }

        shares = Quotas.ByTable(instance);
    }

    public Instance Instance { get; }
    public Arrangement Arrangement { get; }
    public Dictionary<string, Participant> Participants { get; } = [];
    public Dictionary<string, Table> Tables { get; } = [];
    public Dictionary<string, Session> Sessions { get; } = [];
    public Dictionary<string, Room> Rooms { get; } = [];

    /// <summary>Where each session is held, by session; of several placements the first.</summary>
    public IReadOnlyDictionary<string, Placement> Placements => placements;

    public bool Sits(string participant, string table) => seats.Contains((participant, table));

    /// <summary>Tables at which the participant sits, each once.</summary>
    public IReadOnlyList<Table> TablesOf(Participant participant) => tablesOf.TryGetValue(participant.Id, out var tables) ? tables : NoTables;

    /// <summary>Who sits at the table, each once.</summary>
    public IReadOnlyList<Participant> SeatedAt(Table table) => seatedAt.TryGetValue(table.Id, out var seated) ? seated : Nobody;

    /// <summary>Tables at which the participant is to sit whatever it wishes for: its own as the chair's State, and those of hard pins.</summary>
    public IReadOnlyList<Table> HeldBy(Participant participant) => heldBy.TryGetValue(participant.Id, out var tables) ? tables : NoTables;

    /// <summary>Who wishes for a seat at the table and could have it beside those that it holds, or holds one there.</summary>
    public IReadOnlyList<Participant> AskersOf(Table table) => Of(askers, table.Id);

    public IReadOnlyList<Quota> SharesOf(Table table) => shares[table.Id];

    public bool Holds(Participant participant, Table table) => held.Contains((participant.Id, table.Id));

    /// <summary>Whether the previous release gave the seat, and seats are to be kept.</summary>
    public bool WasReleased(Participant participant, Table table) => released.Contains((participant.Id, table.Id));

    /// <summary>What soft pins say for the seat: their weights, those against it below 0.</summary>
    public int SoftPin(Participant participant, Table table) => softPins.GetValueOrDefault((participant.Id, table.Id));

    /// <summary>Whether the tables are at the same time, wholly or in part.</summary>
    public bool AreAtOnce(Table one, Table other) =>
        (SlotOf(one) is { } slot && SlotOf(other) == slot) || (conflicts.TryGetValue(one.Id, out var those) && those.Contains(other.Id));

    /// <summary>The tables at which the participant may sit beside those that it holds: it asks for so many, is not barred there, and has people left at that time.</summary>
    public bool CouldSit(Participant participant, Table table) =>
        participant.Seats > 0 && !barred.Contains((participant.Id, table.Id)) && !Holds(participant, table) && HasPeopleFor(participant, table, HeldBy(participant));

    /// <summary>Whether it can send somebody to the table who is at none of these. Tables that overlap in part bind a participant with one person only.</summary>
    public bool HasPeopleFor(Participant participant, Table table, IEnumerable<Table> beside) => participant.People == 1
        ? !beside.Any(other => AreAtOnce(table, other))
        : SlotOf(table) is not { } slot || beside.Count(other => SlotOf(other) == slot) < participant.People;

    /// <summary>When the table sits: as it says itself, or as its session is placed; null when neither is known.</summary>
    public int? SlotOf(Table table) => table.Slot ?? (table.Session is { } session && placements.TryGetValue(session, out var placement) ? placement.Slot : null);

    /// <summary>The slot by its name, or by its number when it has none.</summary>
    public string Named(int slot) => Instance.Timetable is { SlotNames: { } names } && slot >= 0 && slot < names.Count ? names[slot] : $"slot {slot}";

    /// <summary>Which of the participant's wishes the table is, from 1 (first choice); null when it is none.</summary>
    public static int? Rank(Participant participant, string table)
    {
        for (var n = 0; n < participant.Wishes.Count; n++)
        {
            if (participant.Wishes[n].Table == table)
                return n + 1;
        }

        return null;
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}

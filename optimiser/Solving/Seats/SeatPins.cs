using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>What is said beforehand about seats: those that are held or pinned whatever else happens, those that are forbidden, and those that would better be so.</summary>
internal sealed class SeatPins
{
    private readonly Dictionary<Seat, RuleInConflict> held = [];
    private readonly Dictionary<Seat, RuleInConflict> forbidden = [];
    private readonly ILookup<string, Seat> heldBy;
    private readonly Dictionary<string, int> tableIndex;

    private SeatPins(Instance instance)
    {
        Slots = TableSlots.Of(instance);
        tableIndex = instance.Tables.Select(t => t.Id).Order(StringComparer.Ordinal).Index().ToDictionary(t => t.Item, t => t.Index);
        foreach (var table in instance.Tables)
            foreach (var participant in table.Held)
                held.TryAdd(new(participant, table.Id), new("held", $"{participant} holds a seat at table {table.Id}.", [participant, table.Id]));
        foreach (var pin in instance.Pins)
        {
            if (pin is not { Participant: { } participant, Table: { } table })
                continue;
            var seat = new Seat(participant, table);
            switch (pin.Strength)
            {
                case PinStrength.Hard:
                    (pin.Not ? forbidden : held).TryAdd(seat, new("pin", Sentence(pin, participant, table), [pin.Id, participant, table]));
                    break;
                case PinStrength.Soft:
                    Soft[seat] = Soft.GetValueOrDefault(seat) + (pin.Not ? -pin.Weight : pin.Weight);
                    SoftWeight += pin.Weight;
                    SoftCost += pin.Not ? 0 : pin.Weight;
                    break;
                case PinStrength.Hint:
                    break;
            }
        }
        heldBy = held.Keys.ToLookup(s => s.Participant);
    }

    /// <summary>When tables sit.</summary>
    public TableSlots Slots { get; }

    /// <summary>Seats that are given before any other.</summary>
    public IReadOnlyCollection<Seat> Held => held.Keys;

    /// <summary>What each seat takes off the penalty of soft pins when it is given; negative when it adds to it.</summary>
    public Dictionary<Seat, long> Soft { get; } = [];

    /// <summary>All weights of soft pins, and the penalty when nobody has a seat.</summary>
    public long SoftWeight { get; private set; }

    public long SoftCost { get; private set; }

    public static SeatPins Of(Instance instance) => new(instance);

    public bool IsHeld(Seat seat) => held.ContainsKey(seat);

    public bool IsForbidden(Seat seat) => forbidden.ContainsKey(seat);

    public IEnumerable<Seat> HeldBy(string participant) => heldBy[participant];

    /// <summary>True when it asks for seats, is not barred from the table, does not hold a seat there, and has a person left at that time beside the seats that it holds.</summary>
    public bool CouldSit(Participant participant, string table)
    {
        var seat = new Seat(participant.Id, table);
        return participant.Seats > 0 && !IsForbidden(seat) && !IsHeld(seat) && PeopleLeft(participant, tableIndex[table]) > 0;
    }

    /// <summary>How many people it can still send at the table's time, beside the seats that it holds.</summary>
    public int PeopleLeft(Participant participant, int table)
    {
        var left = Slots[table] == TableSlots.None ? int.MaxValue : participant.People;
        foreach (var seat in heldBy[participant.Id])
        {
            var other = tableIndex[seat.Table];
            if (Slots[table] != TableSlots.None && Slots[other] == Slots[table])
                left--;
            else if (participant.People == 1 && Slots.Overlap(other, table))
                left = 0;
        }
        return Math.Max(0, left);
    }

    /// <summary>Why the held and the forbidden seats cannot all be so; null when they can.</summary>
    public Impossibility? Impossible(Instance instance)
    {
        if (held.Keys.FirstOrDefault(forbidden.ContainsKey) is { } both)
        {
            return new()
            {
                Core = [held[both], forbidden[both]],
                Minimal = true,
                Repair = [$"Take out one of the two: {held[both].Sentence} {forbidden[both].Sentence}"],
            };
        }
        var broken = Limits(instance).Where(l => !l.Holds(l.Seats)).ToList();
        if (broken.Count == 0)
            return null;
        // What is in the way of one limit is a core already; leaving out whatever it does not need makes it a smallest one.
        var limit = broken[0];
        var core = limit.Seats.ToList();
        foreach (var seat in limit.Seats.Reverse())
        {
            var without = core.Where(s => s != seat).ToList();
            if (!limit.Holds(without))
                core = without;
        }
        return new()
        {
            Core = [.. core.Select(s => held[s]), limit.Rule],
            Minimal = true,
            Repair = [.. broken.Select(Repair)],
        };
    }

    private static string Sentence(Pin pin, string participant, string table) =>
        $"{participant} {(pin.Not ? "does not sit" : "sits")} at table {table} (pin {pin.Id}{(pin.Reason.Length > 0 ? ": " + pin.Reason : "")}).";

    private static string Repair(Limit limit)
    {
        var kept = new List<Seat>();
        var out_ = new List<Seat>();
        foreach (var seat in limit.Seats)
        {
            kept.Add(seat);
            if (limit.Holds(kept))
                continue;
            kept.RemoveAt(kept.Count - 1);
            out_.Add(seat);
        }
        return $"Take {out_.Count} of these {limit.Seats.Count} seats back, for example {string.Join(", ", out_.Select(s => $"{s.Participant} at table {s.Table}"))}; or: {limit.Otherwise}.";
    }

    /// <summary>Every limit that held seats alone could break: a person is in one place, a table has so many seats, groups draw on theirs and then on flex.</summary>
    private IEnumerable<Limit> Limits(Instance instance)
    {
        var tables = instance.Tables.ToDictionary(t => t.Id);
        var participants = instance.Participants.ToDictionary(p => p.Id);
        var parts = TableParts.ByTable(instance, this);
        foreach (var seats in held.Keys.GroupBy(s => s.Participant))
        {
            var participant = participants[seats.Key];
            foreach (var slot in seats.Where(s => tables[s.Table].Slot is not null).GroupBy(s => tables[s.Table].Slot))
            {
                yield return new([.. slot], s => s.Count <= participant.People,
                    new("one-place", $"{participant.Id} can sit at {participant.People} of the tables of slot {slot.Key}.", [participant.Id]),
                    $"let {participant.Id} name another person");
            }
            if (participant.People > 1)
                continue;
            foreach (var conflict in instance.TableConflicts)
            {
                yield return new([.. seats.Where(s => s.Table == conflict.One || s.Table == conflict.Other)], s => s.Count <= 1,
                    new("one-place", $"{participant.Id} can sit at one of the tables {conflict.One} and {conflict.Other}.", [participant.Id, conflict.One, conflict.Other]),
                    $"let {participant.Id} name another person");
            }
        }
        foreach (var seats in held.Keys.GroupBy(s => s.Table))
        {
            var part = parts[seats.Key];
            yield return new([.. seats], s => s.Count <= part.Capacity,
                new("table-capacity", $"Table {seats.Key} has {part.Capacity} seats.", [seats.Key]), $"give table {seats.Key} more seats");
            yield return new([.. seats.Where(s => participants[s.Participant].Kind == ParticipantKind.CivilSociety)], s => s.Count <= part.CivilSocietyCeiling,
                new("civil-society-ceiling", $"Civil society has {part.CivilSocietyCeiling} seats at most at table {seats.Key}.", [seats.Key]), "raise the ceiling of civil society");
            yield return new([.. seats], s => part.OnFlex(s.Select(seat => participants[seat.Participant])) <= part.Flex,
                new("flex", $"Beyond the shares of groups, table {seats.Key} has {part.Flex} flex seats until the cut-off.", [seats.Key]), "wait for the cut-off, or lower the shares");
        }
    }

    private sealed record Limit(IReadOnlyList<Seat> Seats, Func<IReadOnlyCollection<Seat>, bool> Holds, RuleInConflict Rule, string Otherwise);
}

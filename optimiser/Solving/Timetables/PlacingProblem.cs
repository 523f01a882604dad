using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Timetables;

/// <summary>What a placement costs because of its room, when its slot is settled.</summary>
/// <param name="Slot">Where it matters; null: in every slot.</param>
/// <param name="Room"></param>
/// <param name="Not">True: it costs to be in the room; false: it costs to be elsewhere.</param>
/// <param name="Weight"></param>
internal readonly record struct RoomTerm(int? Slot, int Room, bool Not, long Weight)
{
    public long Cost(int slot, int room) => (Slot is null || Slot == slot) && Room == room == Not ? Weight : 0;
}

/// <summary>
/// A timetable's sessions, slots and rooms by number, with everything that forbids or costs something. Rooms are told apart only as far as they must be: where the
/// sets of rooms that sessions can use lie one within the other (a larger session finds fewer of the same rooms), it is enough to count, by Hall's theorem, and a
/// search need only look for slots.
/// </summary>
internal sealed class PlacingProblem : IKeepsRules
{
    /// <summary>What the aim is called that counts sessions that are elsewhere than before.</summary>
    public const string SessionsMoved = "sessions moved";

    private readonly HashSet<(int Session, int Slot, int Room)> forbidden = [];
    private readonly bool[] fits;
    private readonly long[] weights;
    private readonly Timetable timetable;

    private PlacingProblem(Timetable timetable)
    {
        this.timetable = timetable;
        (Sessions, Slots, Rooms) = (timetable.Sessions.Count, timetable.Slots, timetable.Rooms.Count);
        Allowed = Filled(Sessions * Slots, true);
        fits = Filled(Sessions * Rooms, true);
        weights = new long[Sessions * Sessions];
        Together = Filled(Sessions * Sessions, true);
        Holds = Filled(Slots * Rooms, Math.Max(1, Sessions));
        TeamsOf = Filled(Slots, int.MaxValue);
        Interpreted = [.. timetable.Sessions.Select(session => session.Interpretation)];
        SlotCosts = new long[Sessions * Slots];
        RoomTerms = [.. Enumerable.Range(0, Sessions).Select(_ => new List<RoomTerm>())];
        Previous = new (int, int)?[Sessions];
        Hints = new int?[Sessions];
    }

    public int Sessions { get; }
    public int Slots { get; }
    public int Rooms { get; }

    /// <summary>By session and slot.</summary>
    public bool[] Allowed { get; }

    /// <summary>By two sessions: whether they may share a slot.</summary>
    public bool[] Together { get; }

    /// <summary>Sets of sessions of which a slot holds one at most.</summary>
    public List<IReadOnlyList<int>> Apart { get; } = [];

    /// <summary>How many sessions a room holds, by slot and room.</summary>
    public int[] Holds { get; }

    public int[] TeamsOf { get; }
    public bool[] Interpreted { get; }

    /// <summary>Penalty of a slot by session and slot, whatever else is held in it.</summary>
    public long[] SlotCosts { get; }

    public List<RoomTerm>[] RoomTerms { get; }

    /// <summary>Where a session was, by session; null when nothing is known or it can no longer be there.</summary>
    public (int Slot, int Room)?[] Previous { get; }

    /// <summary>Where a session's search starts.</summary>
    public int?[] Hints { get; }

    /// <summary>Pairs of sessions with a weight, each once.</summary>
    public List<(int One, int Other, long Weight)> Clashes { get; } = [];

    /// <summary>By session, its place in the chain of nested sets of rooms; -1 when its rooms must be told apart one by one.</summary>
    public int[] ClassOf { get; private set; } = [];

    /// <summary>Sets of rooms that lie one within the next.</summary>
    public IReadOnlyList<bool[]> Classes { get; private set; } = [];

    /// <summary>Sessions that the rooms of a class hold in a slot, by slot and class.</summary>
    public int[] ClassHolds { get; private set; } = [];

    /// <summary>What every timetable costs, wherever sessions are held: some were where nothing can be held any more.</summary>
    public long Unavoidable { get; private set; }

    /// <summary>No timetable costs less: each session in its cheapest slot, and no clash.</summary>
    public long Floor { get; private set; }

    public long Weight(int one, int other) => weights[(one * Sessions) + other];

    public bool Fits(int session, int slot, int room) =>
        fits[(session * Rooms) + room] && Holds[(slot * Rooms) + room] > 0 && (forbidden.Count is 0 || !forbidden.Contains((session, slot, room)));

    public long RoomCost(int session, int slot, int room)
    {
        var cost = 0L;
        foreach (var term in RoomTerms[session])
            cost += term.Cost(slot, room);
        return cost;
    }

    /// <param name="rules">Those that hold; usually all of the timetable's.</param>
    /// <param name="heavier">Weights by two sessions' numbers (the smaller first) that come on top of the instance's.</param>
    public static PlacingProblem Of(Instance instance, IEnumerable<Rule> rules, IReadOnlyDictionary<(int, int), long>? heavier = null)
    {
        var placed = instance.Timetable ?? throw new ArgumentException("The instance has no timetable.", nameof(instance));
        var problem = new PlacingProblem(placed);
        foreach (var rule in rules)
            rule.Tell(problem);
        problem.Weigh(instance, heavier);
        problem.Remember(instance);
        problem.Chain();
        for (var s = 0; s < problem.Sessions; s++)
        {
            var cheapest = long.MaxValue;
            for (var k = 0; k < problem.Slots; k++)
                cheapest = problem.Allowed[(s * problem.Slots) + k] ? Math.Min(cheapest, problem.SlotCosts[(s * problem.Slots) + k]) : cheapest;
            problem.Floor += cheapest is long.MaxValue ? 0 : cheapest;
        }

        problem.Floor += problem.Unavoidable;
        return problem;
    }

    /// <summary>What a timetable that keeps the rules costs, by what it costs for.</summary>
    public (long Total, IReadOnlyList<AimReached> Aims) Score(Instance instance, IReadOnlyList<Placement> placements)
    {
        var number = Rules.Numbers(timetable.Sessions.Select(session => session.Id));
        var placed = new Placement[Sessions];
        foreach (var placement in placements)
            placed[number[placement.Session]] = placement;
        var clash = Clashes.Where(pair => placed[pair.One].Slot == placed[pair.Other].Slot).Sum(pair => pair.Weight);
        var penalties = timetable.Sessions.Select((session, s) => session.SlotPenalties.Count > 0 ? (long)session.SlotPenalties[placed[s].Slot] : 0).Sum();
        var pins = instance.Pins.Where(pin => pin is { Session: not null, Strength: PinStrength.Soft } && !Kept(pin, placed[number[pin.Session]])).Sum(pin => (long)pin.Weight);
        var moved = Moved(instance, placements);
        return (clash + penalties + pins + ((long)moved * timetable.Move),
        [
            new("weight of clashes", clash),
            new("penalties of slots", penalties),
            new("weight of soft pins not kept", pins),
            new(SessionsMoved, moved),
        ]);
    }

    /// <summary>How many sessions the timetable has in another slot or another room than the previous release.</summary>
    public static int Moved(Instance instance, IReadOnlyList<Placement> placements)
    {
        var placed = placements.ToDictionary(placement => placement.Session, StringComparer.Ordinal);
        return (instance.Previous?.Placements ?? []).Count(before => placed.TryGetValue(before.Session, out var now) && now != before);
    }

    public static bool Kept(Pin pin, Placement placement) =>
        ((pin.Slot is null || pin.Slot == placement.Slot) && (pin.Room is null || pin.Room == placement.Room)) != pin.Not;

    void IKeepsRules.NotInSlot(int session, int slot) => Allowed[(session * Slots) + slot] = false;

    void IKeepsRules.NotInRoom(int session, int room) => fits[(session * Rooms) + room] = false;

    void IKeepsRules.NotInCell(int session, int slot, int room) => forbidden.Add((session, slot, room));

    void IKeepsRules.Closed(int slot, int room) => Holds[(slot * Rooms) + room] = 0;

    void IKeepsRules.HoldsOne(int room)
    {
        for (var k = 0; k < Slots; k++)
            Holds[(k * Rooms) + room] = Math.Min(1, Holds[(k * Rooms) + room]);
    }

    void IKeepsRules.Apart(IReadOnlyList<int> sessions)
    {
        Apart.Add(sessions);
        foreach (var one in sessions)
        {
            foreach (var other in sessions)
                Together[(one * Sessions) + other] &= one == other;
        }
    }

    void IKeepsRules.Teams(int slot, int teams) => TeamsOf[slot] = teams;

    private void Weigh(Instance instance, IReadOnlyDictionary<(int, int), long>? heavier)
    {
        var number = Rules.Numbers(timetable.Sessions.Select(session => session.Id));
        foreach (var clash in timetable.Clashes)
            Add(number[clash.One], number[clash.Other], clash.Weight);
        if (timetable.SameTopic > 0)
        {
            foreach (var topic in timetable.Sessions.Select((session, s) => (session.Topic, s)).Where(session => session.Topic is not null).GroupBy(session => session.Topic, StringComparer.Ordinal))
            {
                int[] same = [.. topic.Select(session => session.s)];
                for (var i = 0; i < same.Length; i++)
                {
                    for (var j = i + 1; j < same.Length; j++)
                        Add(same[i], same[j], timetable.SameTopic);
                }
            }
        }

        if (timetable.FromWishes > 0)
        {
            foreach (var (one, other, wishing) in WishedTogether(instance))
            {
                if (one.Session is { } first && other.Session is { } second && first != second)
                    Add(number[first], number[second], (long)wishing * timetable.FromWishes);
            }
        }

        foreach (var ((one, other), weight) in heavier ?? new Dictionary<(int, int), long>())
            Add(one, other, weight);
        for (var i = 0; i < Sessions; i++)
        {
            for (var j = i + 1; j < Sessions; j++)
            {
                if (weights[(i * Sessions) + j] is > 0 and var weight)
                    Clashes.Add((i, j, weight));
            }
        }

        for (var s = 0; s < Sessions; s++)
        {
            for (var k = 0; k < timetable.Sessions[s].SlotPenalties.Count; k++)
                SlotCosts[(s * Slots) + k] = timetable.Sessions[s].SlotPenalties[k];
        }
    }

    /// <summary>How many participants of one person wish for both of two tables.</summary>
    private static IEnumerable<(Table One, Table Other, int Wishing)> WishedTogether(Instance instance)
    {
        var number = Rules.Numbers(instance.Tables.Select(table => table.Id));
        var wishing = new Dictionary<(int, int), int>();
        foreach (var participant in instance.Participants.Where(participant => participant is { People: 1, Seats: > 0 }))
        {
            int[] wished = [.. participant.Wishes.Select(wish => number[wish.Table]).Order()];
            for (var i = 0; i < wished.Length; i++)
            {
                for (var j = i + 1; j < wished.Length; j++)
                    wishing[(wished[i], wished[j])] = wishing.GetValueOrDefault((wished[i], wished[j])) + 1;
            }
        }

        return wishing.Select(pair => (instance.Tables[pair.Key.Item1], instance.Tables[pair.Key.Item2], pair.Value));
    }

    private void Add(int one, int other, long weight)
    {
        weights[(one * Sessions) + other] += weight;
        weights[(other * Sessions) + one] += weight;
    }

    private void Remember(Instance instance)
    {
        var sessionOf = Rules.Numbers(timetable.Sessions.Select(session => session.Id));
        var roomOf = Rules.Numbers(timetable.Rooms.Select(room => room.Id));
        foreach (var before in instance.Previous?.Placements ?? [])
        {
            if (!sessionOf.TryGetValue(before.Session, out var s))
                continue;
            if (before.Slot < 0 || before.Slot >= Slots || !roomOf.TryGetValue(before.Room, out var room))
            {
                Unavoidable += timetable.Move;
                continue;
            }

            Previous[s] = (before.Slot, room);
            Prefer(s, before.Slot, room, not: false, timetable.Move);
        }

        foreach (var pin in instance.Pins)
        {
            if (pin.Session is null || pin.Strength is PinStrength.Hard)
                continue;
            if (pin.Strength is PinStrength.Soft)
                Prefer(sessionOf[pin.Session], pin.Slot, pin.Room is { } room ? roomOf[room] : null, pin.Not, pin.Weight);
            else if (!pin.Not)
                Hints[sessionOf[pin.Session]] = pin.Slot;
        }
    }

    private void Prefer(int session, int? slot, int? room, bool not, long weight)
    {
        if (weight is 0)
            return;
        for (var k = 0; k < Slots; k++)
        {
            // A place that is to be avoided as a whole costs where its room is taken too; one that is to be had costs in every other slot.
            if (slot is { } there && (not ? room is null && k == there : k != there))
                SlotCosts[(session * Slots) + k] += weight;
        }

        if (room is { } that)
            RoomTerms[session].Add(new(slot, that, not, weight));
    }

    /// <summary>Chooses the chain of nested sets of rooms that most sessions belong to.</summary>
    private void Chain()
    {
        var sets = new Dictionary<string, (bool[] Rooms, int Size, List<int> Sessions)>(StringComparer.Ordinal);
        var alone = forbidden.Select(cell => cell.Session).ToHashSet();
        for (var s = 0; s < Sessions; s++)
        {
            if (alone.Contains(s) || RoomTerms[s].Exists(term => term.Not))
                continue;
            var rooms = fits[(s * Rooms)..((s + 1) * Rooms)];
            var key = string.Create(Rooms, rooms, static (text, set) =>
            {
                for (var r = 0; r < text.Length; r++)
                    text[r] = set[r] ? '1' : '0';
            });
            if (!sets.TryGetValue(key, out var set))
                sets[key] = set = (rooms, rooms.Count(room => room), []);
            set.Sessions.Add(s);
        }

        var ordered = sets.OrderBy(set => set.Value.Size).ThenBy(set => set.Key, StringComparer.Ordinal).Select(set => set.Value).ToArray();
        var best = new int[ordered.Length];
        var before = Filled(ordered.Length, -1);
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (best[j] > best[i] && Within(ordered[j].Rooms, ordered[i].Rooms))
                    (best[i], before[i]) = (best[j], j);
            }

            best[i] += ordered[i].Sessions.Count;
        }

        ClassOf = Filled(Sessions, -1);
        List<int> chain = [];
        for (var at = ordered.Length is 0 ? -1 : Array.IndexOf(best, best.Max()); at >= 0; at = before[at])
            chain.Insert(0, at);
        Classes = [.. chain.Select(set => ordered[set].Rooms)];
        for (var c = 0; c < chain.Count; c++)
        {
            foreach (var s in ordered[chain[c]].Sessions)
                ClassOf[s] = c;
        }

        ClassHolds = new int[Slots * Classes.Count];
        for (var k = 0; k < Slots; k++)
        {
            for (var c = 0; c < Classes.Count; c++)
            {
                for (var r = 0; r < Rooms; r++)
                    ClassHolds[(k * Classes.Count) + c] += Classes[c][r] ? Holds[(k * Rooms) + r] : 0;
            }
        }
    }

    private static bool Within(bool[] inner, bool[] outer)
    {
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] && !outer[i])
                return false;
        }

        return true;
    }

    private static T[] Filled<T>(int length, T value)
    {
        var array = new T[length];
        Array.Fill(array, value);
        return array;
    }
}

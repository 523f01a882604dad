using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// The giving of seats as a flow that goes round: hall -> participant -> its slot -> its group at the table -> table -> hall. A unit that passes is a seat. What is held or
/// pinned is taken out beforehand, and the limits are lowered by it.
/// </summary>
internal sealed class SeatNetwork
{
    /// <summary>
    /// A share of what a participant could have had at best is counted in hundredths of a percent. Finer ones would come near to what integer programming takes for a whole number.
    /// </summary>
    public const long WholeShare = 10_000;

    private const int None = -1;

    private readonly SeatPins pins;
    private readonly Instance instance;
    private readonly Dictionary<string, int> tableIndex;
    private readonly Dictionary<string, int> participantIndex;
    private readonly List<Arc> building = [];
    private readonly List<(int Table, int Arc)[]> wishArcs = [];
    private readonly int[] firstSeat;
    private readonly int[] moreSeats;
    private readonly List<PoolArcs>[] poolsOf;
    private readonly int[] flexToTable;
    private readonly int[] tableToHall;
    private readonly Dictionary<(int Participant, int Slot), int> slotArcs = [];
    private Arc[] arcs = [];

    private SeatNetwork(Instance instance, SeatPins pins)
    {
        this.instance = instance;
        this.pins = pins;
        // In the order of identifiers, whatever the order in which they were handed in: the same question gets the same answer.
        Participants = [.. instance.Participants.OrderBy(p => p.Id, StringComparer.Ordinal)];
        Tables = [.. instance.Tables.OrderBy(t => t.Id, StringComparer.Ordinal)];
        participantIndex = Participants.Index().ToDictionary(p => p.Item.Id, p => p.Index);
        tableIndex = Tables.Index().ToDictionary(t => t.Item.Id, t => t.Index);
        Slots = pins.Slots;
        var parts = TableParts.ByTable(instance, pins);
        Parts = [.. Tables.Select(t => parts[t.Id])];
        firstSeat = new int[Participants.Length];
        moreSeats = new int[Participants.Length];
        poolsOf = new List<PoolArcs>[Tables.Length];
        flexToTable = new int[Tables.Length];
        tableToHall = new int[Tables.Length];
        Places = Lot.Places(Participants, instance.Policy.Seed);
        Build();
    }

    public FlowNetwork Network { get; } = new();
    public Participant[] Participants { get; }
    public Table[] Tables { get; }
    public TableParts[] Parts { get; }
    public TableSlots Slots { get; }

    /// <summary>What is wished of the seats, the first outranking all others.</summary>
    public List<FlowAim> Aims { get; } = [];

    /// <summary>The node that the table's seats come back to; what leaves it is a seat that is given.</summary>
    public int Hall { get; private set; }

    public static SeatNetwork Of(Instance instance, SeatPins pins) => new(instance, pins);

    /// <summary>The seats of a flow, held ones with them, by participant and table.</summary>
    public IReadOnlyList<Seat> Seats(int[] flow) =>
        [.. Enumerable.Range(0, arcs.Length).Where(a => arcs[a].Kind == ArcKind.Wish && flow[a] > 0).Select(a => SeatOf(a)!).Concat(pins.Held)
            .OrderBy(s => s.Participant, StringComparer.Ordinal).ThenBy(s => s.Table, StringComparer.Ordinal)];

    /// <summary>The flow of seats that were given. Seats that the instance does not allow are left out and named.</summary>
    public int[] FlowOf(IEnumerable<Seat> seats, out IReadOnlyList<Seat> notAllowed)
    {
        var flow = new int[Network.Arcs];
        var refused = new List<Seat>();
        foreach (var seat in seats.Distinct())
        {
            if (pins.IsHeld(seat))
                continue;
            if (WishArc(seat) is not { } wish || !Push(flow, wish))
                refused.Add(seat);
        }
        notAllowed = refused;
        return flow;
    }

    /// <summary>The arc of a wish; null when it cannot be filled by the rules (not wished for, forbidden, or held anyway).</summary>
    public int? WishArc(Seat seat)
    {
        if (!participantIndex.TryGetValue(seat.Participant, out var participant) || !tableIndex.TryGetValue(seat.Table, out var table))
            return null;
        foreach (var wish in wishArcs[participant])
            if (wish.Table == table)
                return wish.Arc;
        return null;
    }

    /// <summary>Wishes of the participant that can be filled: the table as in <see cref="Tables"/>, and the arc.</summary>
    public IReadOnlyList<(int Table, int Arc)> WishesOf(int participant) => wishArcs[participant];

    /// <summary>What a wish is of what its participant could have had at best, in hundredths of a percent.</summary>
    public long ShareOf(int arc) => arcs[arc].Share;

    /// <summary>What the participant has by the seats it holds, in hundredths of a percent of what it could have had at best.</summary>
    public long HeldShare(int participant)
    {
        var who = Participants[participant];
        var best = Shares.Best(who);
        return best > 0 ? who.Wishes.DistinctBy(w => w.Table).Where(w => pins.IsHeld(new(who.Id, w.Table))).Sum(w => Share(w, best)) : 0;
    }

    /// <summary>The seat that a unit on this arc is; null when the arc stands for something else.</summary>
    public Seat? SeatOf(int arc) => arcs[arc] is { Kind: ArcKind.Wish } wish ? new(Participants[wish.Participant].Id, Tables[wish.Table].Id) : null;

    public int IndexOf(Participant participant) => participantIndex[participant.Id];

    /// <summary>Place in the order of lot and receipt, from 0, by participant as in <see cref="Participants"/>.</summary>
    public int[] Places { get; }

    private bool Push(int[] flow, int wish)
    {
        var arc = arcs[wish];
        var path = new List<int> { wish };
        if (slotArcs.TryGetValue((arc.Participant, Slots[arc.Table]), out var slot))
            path.Add(slot);
        path.Add(Free(firstSeat[arc.Participant]) ? firstSeat[arc.Participant] : moreSeats[arc.Participant]);
        var pool = Network.To(wish);
        if (poolsOf[arc.Table].FirstOrDefault(p => p.Node == pool) is { } way)
        {
            if (way.Floor is { } floor && Free(floor))
                path.Add(floor);
            else if (way.Own is { } own && Free(own))
                path.Add(own);
            else
                path.AddRange(way.ToFlex, flexToTable[arc.Table]);
        }
        else
        {
            path.Add(flexToTable[arc.Table]);
        }
        path.Add(tableToHall[arc.Table]);
        if (!path.TrueForAll(Free))
            return false;
        foreach (var step in path)
            flow[step]++;
        return true;

        bool Free(int a) => a != None && flow[a] < Network.Capacity(a);
    }

    private void Build()
    {
        Hall = Network.AddNode();
        var held = pins.Held.ToLookup(s => s.Table, s => Participants[participantIndex[s.Participant]]);
        var flexNodes = new int[Tables.Length];
        for (var t = 0; t < Tables.Length; t++)
        {
            var table = Network.AddNode();
            flexNodes[t] = Network.AddNode();
            var here = held[Tables[t].Id].ToList();
            flexToTable[t] = Add(new(ArcKind.Other), flexNodes[t], table, Math.Max(0, Parts[t].Flex - Parts[t].OnFlex(here)));
            tableToHall[t] = Add(new(ArcKind.Other), table, Hall, Parts[t].Capacity - here.Count);
            poolsOf[t] = [];
        }
        HashSet<Seat> previous = instance.Policy.KeepSeats && instance.Previous is { } before ? [.. before.Seats] : [];
        var pools = new Dictionary<(int Table, string? Group), int>();
        var asking = new Dictionary<int, int>();
        var counts = new Counts();
        for (var p = 0; p < Participants.Length; p++)
            AddParticipant(p, [.. pins.HeldBy(Participants[p].Id)], previous, PoolNode, asking, counts);
        foreach (var ((table, group), node) in pools)
            AddPool(table, group, node, asking[node], held[Tables[table].Id], flexNodes[table], counts);
        counts.Pools = pools.Count + Tables.Length;
        arcs = [.. building];
        SeatAims.Add(Aims, instance, pins, arcs, counts, previous, this);

        int PoolNode(int table, Participant participant)
        {
            string? group;
            if (participant.Kind == ParticipantKind.CivilSociety)
                group = null;
            else if ((group = Parts[table].GroupOf(participant)) is null)
                return flexNodes[table];
            if (!pools.TryGetValue((table, group), out var node))
                pools[(table, group)] = node = Network.AddNode();
            asking[node] = asking.GetValueOrDefault(node) + 1;
            return node;
        }
    }

    private void AddParticipant(int p, List<Seat> held, HashSet<Seat> previous, Func<int, Participant, int> poolNode, Dictionary<int, int> asking, Counts counts)
    {
        var participant = Participants[p];
        var node = Network.AddNode();
        var seats = Math.Max(0, participant.Seats - held.Count);
        var best = SeatAims.NeedsUtilities(instance.Policy.Aim) ? Shares.Best(participant) : 0;
        if (best > 0)
            counts.Shares += WholeShare - participant.Wishes.Where(w => held.Exists(s => s.Table == w.Table)).Sum(w => Share(w, best));
        var open = new List<(int Table, int Slot, int Rank, Wish Wish)>(participant.Wishes.Count);
        for (var i = 0; i < participant.Wishes.Count; i++)
        {
            var wish = participant.Wishes[i];
            if (!tableIndex.TryGetValue(wish.Table, out var table))
                throw new ArgumentException($"Participant {participant.Id} wishes for a table {wish.Table} that there is not.", nameof(p));
            if (pins.CouldSit(participant, wish.Table) && !open.Exists(w => w.Table == table))
                open.Add((table, Slots[table], i + 1, wish));
        }
        open.Sort((one, other) => (one.Slot, one.Rank).CompareTo((other.Slot, other.Rank)));
        var could = 0;
        var wishes = new List<(int Table, int Arc)>(open.Count);
        for (var next = 0; next < open.Count;)
        {
            var slot = open[next].Slot;
            var end = next + 1;
            while (end < open.Count && open[end].Slot == slot)
                end++;
            var people = pins.PeopleLeft(participant, open[next].Table);
            could += Math.Min(people, end - next);
            var tail = node;
            if (seats > 0 && people < end - next)
            {
                tail = Network.AddNode();
                slotArcs[(p, slot)] = Add(new(ArcKind.Other), node, tail, people);
                counts.Givers++;
            }
            for (; next < end; next++)
            {
                var (table, _, rank, wish) = open[next];
                var pool = poolNode(table, participant);
                if (seats == 0)
                    continue;
                var seat = new Seat(participant.Id, wish.Table);
                wishes.Add((table, Add(new(ArcKind.Wish)
                {
                    Participant = p,
                    Table = table,
                    Rank = rank,
                    Soft = pins.Soft.GetValueOrDefault(seat),
                    Kept = previous.Contains(seat),
                    Nominated = participant.Nominations.Contains(wish.Table),
                    Share = best > 0 ? Share(wish, best) : 0,
                }, tail, pool, 1)));
            }
        }
        wishArcs.Add([.. wishes]);
        counts.Givers++;
        could = Math.Min(could, seats);
        counts.Unfilled += could;
        if (held.Count == 0 && participant is { Seats: > 0, Wishes.Count: > 0 })
            counts.Unseated++;
        var first = held.Count == 0 ? Math.Min(1, could) : 0;
        firstSeat[p] = first > 0 ? Add(new(ArcKind.Seat) { Participant = p, First = true }, Hall, node, first) : None;
        moreSeats[p] = could > first ? Add(new(ArcKind.Seat) { Participant = p }, Hall, node, could - first) : None;
    }

    private void AddPool(int table, string? group, int node, int asking, IEnumerable<Participant> held, int flex, Counts counts)
    {
        var parts = Parts[table];
        var here = held.Count(p => group is null ? p.Kind == ParticipantKind.CivilSociety : parts.GroupOf(p) == group);
        var (floor, own, toFlex) = group is null
            ? (parts.CivilSocietyFloor, parts.CivilSocietyFloor, parts.CivilSocietyCeiling - Math.Max(here, parts.CivilSocietyFloor))
            : (parts.Shares[group].Floor, Math.Max(parts.Shares[group].Floor, parts.Shares[group].Ceiling), parts.Capacity);
        floor = Math.Max(0, floor - here);
        own = Math.Max(0, own - here) - floor;
        counts.Short += Math.Min(floor, asking);
        var tableNode = TableNode(table);
        poolsOf[table].Add(new(node,
            floor > 0 ? Add(new(ArcKind.Floor) { Table = table }, node, tableNode, Math.Min(floor, asking)) : null,
            own > 0 ? Add(new(ArcKind.Other), node, tableNode, own) : null,
            Add(new(ArcKind.Other), node, flex, Math.Max(0, toFlex))));
    }

    private static long Share(Wish wish, double best) => (long)Math.Round(Shares.Of(wish) / best * WholeShare);

    private int TableNode(int table) => Network.From(tableToHall[table]);

    private int Add(Arc arc, int from, int to, int capacity)
    {
        building.Add(arc);
        return Network.AddArc(from, to, capacity);
    }

    private sealed record PoolArcs(int Node, int? Floor, int? Own, int ToFlex);
}

internal enum ArcKind
{
    Other,

    /// <summary>From the hall to a participant: it has a seat.</summary>
    Seat,

    /// <summary>To a table that a participant wishes for.</summary>
    Wish,

    /// <summary>From a group to a table within its floor.</summary>
    Floor,
}

/// <summary>What a unit on an arc stands for.</summary>
internal readonly record struct Arc(ArcKind Kind)
{
    public int Participant { get; init; }
    public int Table { get; init; }
    public int Rank { get; init; }
    public long Soft { get; init; }
    public bool Kept { get; init; }
    public bool Nominated { get; init; }
    public long Share { get; init; }

    /// <summary>The participant's first seat.</summary>
    public bool First { get; init; }
}

/// <summary>What is counted while the network is built.</summary>
internal sealed class Counts
{
    /// <summary>Nodes that wishes start from and lead to.</summary>
    public int Givers { get; set; }

    public int Pools { get; set; }

    /// <summary>What the aims come to when nobody has a seat but those who hold one.</summary>
    public long Unseated { get; set; }

    public long Unfilled { get; set; }
    public long Short { get; set; }

    /// <summary>What all could have had at best less what those have who hold a seat, in hundredths of a percent.</summary>
    public long Shares { get; set; }
}

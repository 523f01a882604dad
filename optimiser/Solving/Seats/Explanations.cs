using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// Why a participant has no seat at a table, and what would become of the others if it had one. Both are read off what the arrangement leaves open: the cheapest chain of
/// delegations that would have to move, and its price in the order of the aims.
/// </summary>
public sealed class Explanations
{
    private readonly Instance instance;
    private readonly SeatPins pins;
    private readonly SeatNetwork network;
    private readonly int[] flow;
    private readonly HashSet<Seat> seats;
    private readonly ILookup<string, Participant> seatedAt;
    private readonly Dictionary<string, Participant> participants;

    private Explanations(Instance instance, Arrangement arrangement)
    {
        this.instance = instance;
        pins = SeatPins.Of(instance);
        if (pins.Impossible(instance) is { } impossible)
            throw new ArgumentException($"Nobody can be seated as it is pinned: {string.Join(" ", impossible.Core.Select(r => r.Sentence))}", nameof(instance));
        network = SeatNetwork.Of(instance, pins);
        flow = network.FlowOf(arrangement.Seats, out var notAllowed);
        if (notAllowed is [var first, ..])
            throw new ArgumentException($"The arrangement breaks a rule: {first.Participant} cannot sit at table {first.Table} beside the other seats.", nameof(arrangement));
        seats = [.. network.Seats(flow)];
        participants = instance.Participants.ToDictionary(p => p.Id);
        seatedAt = seats.ToLookup(s => s.Table, s => participants[s.Participant]);
    }

    /// <exception cref="ArgumentException">The arrangement breaks a rule, or the pins cannot be kept.</exception>
    public static Explanations Of(Instance instance, Arrangement arrangement) => new(instance, arrangement);

    /// <inheritdoc cref="WhyNot(string, string)"/>
    public static WhyNot WhyNot(Instance instance, Arrangement arrangement, string participant, string table) => Of(instance, arrangement).WhyNot(participant, table);

    /// <inheritdoc cref="WhatIf(string, string)"/>
    public static WhatIf WhatIf(Instance instance, Arrangement arrangement, string participant, string table) => Of(instance, arrangement).WhatIf(participant, table);

    /// <summary>
    /// What the seats would be if something about the participant and the table were otherwise: they are given again by the same aims, with that. Aims of another problem are not
    /// compared, so there is no price; being seated is looked for in what the arrangement leaves open, and has one.
    /// </summary>
    /// <param name="instance"></param>
    /// <param name="arrangement">What would change.</param>
    /// <param name="participant"></param>
    /// <param name="table"></param>
    /// <param name="supposition"></param>
    /// <param name="mostWishes">How many wishes count.</param>
    /// <param name="seconds">When the seats found so far are good enough; a flow is not cut short.</param>
    /// <exception cref="ArgumentException">There is no such participant or table, it is in no group that could nominate it, or the arrangement breaks a rule.</exception>
    public static WhatIf WhatIf(Instance instance, Arrangement arrangement, string participant, string table, Supposition supposition, int mostWishes = int.MaxValue, double seconds = double.PositiveInfinity)
    {
        if (supposition is Supposition.Seated)
            return WhatIf(instance, arrangement, participant, table);
        var before = arrangement.Seats;
        return SeatSolver.Solve(Supposing.Of(instance, participant, table, supposition, mostWishes), seconds).Seats is { } after
            ? new(participant, table, [.. Sorted(after)], Moves(before.Except(after).Select(seat => (seat, false)).Concat(after.Except(before).Select(seat => (seat, true)))), [])
            : new(participant, table, null, [], []);
    }

    /// <summary>Why the participant has no seat at the table.</summary>
    /// <exception cref="ArgumentException">There is no such participant or table.</exception>
    public WhyNot WhyNot(string participant, string table)
    {
        var (who, where) = Known(participant, table);
        var seat = new Seat(participant, table);
        if (seats.Contains(seat))
            return new(participant, table, Verdict.Seated, [pins.IsHeld(seat) ? $"{participant} holds a seat at table {table}." : $"{participant} has a seat at table {table}."], [], []);
        if (Barred(who, seat) is { } barred)
            return new(participant, table, Verdict.Barred, [barred], [], []);
        var full = Full(who, where);
        if (Change(seat) is not { } change)
            return new(participant, table, Verdict.Full, [.. full, $"Nobody there can make room: every seat that {participant} could draw on is held."], [], []);
        var worse = change.Price.FirstOrDefault(p => p.Change != 0);
        return worse is { Change: > 0 }
            ? new(participant, table, Verdict.Outranked,
                [.. full, $"To seat {participant} there: {Told(change.Moves)}.", $"That is worse by the first aim that it changes: {worse.Aim} +{worse.Change}."], change.Moves, change.Price)
            : new(participant, table, Verdict.Open, [$"{participant} could have the seat at no cost to the aims: {Told(change.Moves)}. The arrangement is not the best there is."], change.Moves, change.Price);
    }

    /// <summary>Who would move, and what each aim would lose, if the participant had a seat at the table.</summary>
    /// <exception cref="ArgumentException">There is no such participant or table.</exception>
    public WhatIf WhatIf(string participant, string table)
    {
        var (who, where) = Known(participant, table);
        var seat = new Seat(participant, table);
        if (seats.Contains(seat))
            return new(participant, table, [.. Sorted(seats)], [], []);
        if (Barred(who, seat) is not null || Change(seat) is not { } change)
            return new(participant, table, null, [], []);
        var after = seats.Where(s => !change.Moves.Any(m => m.Participant == s.Participant && m.From == s.Table))
            .Concat(change.Moves.Where(m => m.To is not null).Select(m => new Seat(m.Participant, m.To!)));
        return new(participant, table, [.. Sorted(after)], change.Moves, change.Price);
    }

    /// <summary>
    /// Those that wish for the table and do not sit there, in the order in which seating them would cost the aims least; who cannot be seated there at all is left out.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such table.</exception>
    public IReadOnlyList<Waiting> WaitingList(string table)
    {
        var index = Array.FindIndex(network.Tables, t => t.Id == table);
        if (index < 0)
            throw new ArgumentException($"There is no table {table}.", nameof(table));
        var waiting = new List<(int Participant, IReadOnlyList<AimChange> Price)>();
        var bySolving = BySolving;
        var paths = new Dictionary<int, ShortestPath?>();
        for (var p = 0; p < network.Participants.Length; p++)
        {
            var seat = new Seat(network.Participants[p].Id, table);
            if (network.WishArc(seat) is not { } wish || flow[wish] > 0)
                continue;
            IReadOnlyList<AimChange>? price;
            var pool = network.Network.To(wish);
            if (!paths.TryGetValue(pool, out var path))
                paths[pool] = path = bySolving ? null : ShortestPath.From(pool, network.Network, network.Aims, flow);
            price = path is null ? Solved(seat)?.Price : path.PriceTo(network.Network.From(wish)) is { } way ? Price(way, wish) : null;
            if (price is not null)
                waiting.Add((p, price));
        }
        return [.. waiting.OrderBy(w => w.Price.Select(c => c.Change).ToArray(), Comparer<long[]>.Create(ShortestPath.Compare)).ThenBy(w => network.Places[w.Participant])
            .Select((w, n) => new Waiting(n + 1, network.Participants[w.Participant].Id, network.Parts[index].GroupOf(network.Participants[w.Participant]), w.Price))];
    }

    private bool BySolving => network.Slots.ByPairs || instance.Policy.Aim is RankAim.Egalitarian;

    private (Participant Who, Table Where) Known(string participant, string table) =>
        (participants.GetValueOrDefault(participant) ?? throw new ArgumentException($"There is no participant {participant}.", nameof(participant)),
            instance.Tables.FirstOrDefault(t => t.Id == table) ?? throw new ArgumentException($"There is no table {table}.", nameof(table)));

    /// <summary>Why the participant is not to sit there whatever the others do; null when it may.</summary>
    private string? Barred(Participant participant, Seat seat)
    {
        if (participant.Seats == 0)
            return $"{participant.Id} asks for no seat.";
        if (pins.IsForbidden(seat))
            return $"A pin says that {participant.Id} does not sit at table {seat.Table}.";
        if (participant.Wishes.All(w => w.Table != seat.Table))
            return $"{participant.Id} did not wish for table {seat.Table}.";
        var held = pins.HeldBy(participant.Id).Select(s => s.Table).Order(StringComparer.Ordinal).ToList();
        if (!pins.CouldSit(participant, seat.Table))
            return $"All people of {participant.Id} are at tables of that time where it holds a seat: {string.Join(", ", held)}.";
        return network.WishArc(seat) is null ? $"{participant.Id} asks for {Count(participant.Seats, "seat")} and holds as many: at {string.Join(", ", held)}." : null;
    }

    /// <summary>What is full for the participant at the table, in figures.</summary>
    private List<string> Full(Participant participant, Table table)
    {
        var parts = network.Parts[Array.FindIndex(network.Tables, t => t.Id == table.Id)];
        var there = seatedAt[table.Id].ToList();
        var said = new List<string>();
        if (parts.GroupOf(participant) is { } group && there.Count(p => parts.GroupOf(p) == group) is var seated && seated >= parts.Shares[group].Ceiling)
            said.Add($"Full for {group} at table {table.Id}: ceiling {parts.Shares[group].Ceiling}, {seated} seated.");
        if (participant.Kind == ParticipantKind.CivilSociety && there.Count(p => p.Kind == ParticipantKind.CivilSociety) is var ngos && ngos >= parts.CivilSocietyCeiling)
            said.Add($"Full for civil society at table {table.Id}: ceiling {parts.CivilSocietyCeiling}, {ngos} seated.");
        if (there.Count >= parts.Capacity)
            said.Add($"Table {table.Id} is full: {Count(parts.Capacity, "seat")}, {there.Count} taken.");
        else if (!instance.Policy.CutOffPassed && parts.OnFlex(there) >= parts.Flex)
            said.Add($"Until the cut-off table {table.Id} has {Count(parts.Flex, "flex seat")}, {parts.OnFlex(there)} taken; {Count(parts.Capacity - there.Count, "seat")} of groups are kept for them.");
        var own = seats.Where(s => s.Participant == participant.Id).ToList();
        if (own.Count >= participant.Seats)
            said.Add($"{participant.Id} asked for {Count(participant.Seats, "seat")} and has as many: {string.Join(", ", own.Select(s => s.Table).Order(StringComparer.Ordinal))}.");
        return said;
    }

    private Changed? Change(Seat seat)
    {
        if (BySolving)
            return Solved(seat);
        var wish = network.WishArc(seat)!.Value;
        var (pool, giver) = (network.Network.To(wish), network.Network.From(wish));
        // Where the arrangement is not the best, no chain is the cheapest: what the solver would do then is the answer.
        if (ShortestPath.From(pool, network.Network, network.Aims, flow) is not { } path)
            return Solved(seat);
        return path.PriceTo(giver) is { } price
            ? new(Moves([(wish, true), .. path.To(pool, giver).Select(arc => arc >= 0 ? (arc, true) : (~arc, false))]), Price(price, wish))
            : null;
    }

    /// <summary>The same by solving again, with the seat as the aim that outranks all others. A pin would not do: who holds a seat is reckoned with otherwise.</summary>
    private Changed? Solved(Seat seat)
    {
        var wish = network.WishArc(seat)!.Value;
        List<FlowAim> aims = [new("the seat that is asked about", arc => arc == wish ? -1 : 0, 1, 1), .. network.Aims];
        int[] after;
        if (BySolving)
        {
            using var solved = new LexicographicIntegers(network, aims, instance, double.PositiveInfinity, CancellationToken.None);
            after = solved.Solve();
        }
        else
        {
            after = LexicographicFlow.Solve(network.Network, aims).Flow;
        }
        if (after[wish] == 0)
            return null;
        return new(Moves(Enumerable.Range(0, flow.Length).Where(a => after[a] != flow[a]).Select(a => (a, after[a] > flow[a]))),
            [.. network.Aims.Select(a => new AimChange(a.Name, a.Value(after) - a.Value(flow)))]);
    }

    private List<AimChange> Price(long[] way, int wish) => [.. network.Aims.Select((a, n) => new AimChange(a.Name, way[n] + a.Cost(wish)))];

    private List<SeatMove> Moves(IEnumerable<(int Arc, bool Takes)> steps) =>
        Moves(steps.Select(s => (Seat: network.SeatOf(s.Arc), s.Takes)).Where(s => s.Seat is not null).Select(s => (s.Seat!, s.Takes)));

    private static List<SeatMove> Moves(IEnumerable<(Seat Seat, bool Takes)> changes)
    {
        var moves = new List<SeatMove>();
        foreach (var of in changes.GroupBy(c => c.Seat.Participant))
        {
            var from = of.Where(c => !c.Takes).Select(c => c.Seat.Table).ToList();
            var to = of.Where(c => c.Takes).Select(c => c.Seat.Table).ToList();
            for (var i = 0; i < Math.Max(from.Count, to.Count); i++)
                moves.Add(new(of.Key, from.ElementAtOrDefault(i), to.ElementAtOrDefault(i)));
        }
        return moves;
    }

    private static string Told(IEnumerable<SeatMove> moves) => string.Join("; ", moves.Select(m => m switch
    {
        { From: null } => $"{m.Participant} takes a seat at table {m.To}",
        { To: null } => $"{m.Participant} loses its seat at table {m.From}",
        _ => $"{m.Participant} moves from table {m.From} to table {m.To}",
    }));

    private static string Count(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";

    private static IEnumerable<Seat> Sorted(IEnumerable<Seat> some) => some.OrderBy(s => s.Participant, StringComparer.Ordinal).ThenBy(s => s.Table, StringComparer.Ordinal);

    private sealed record Changed(IReadOnlyList<SeatMove> Moves, IReadOnlyList<AimChange> Price);
}

/// <summary>Why a participant has no seat at a table.</summary>
/// <param name="Participant"></param>
/// <param name="Table"></param>
/// <param name="Verdict"></param>
/// <param name="Sentences">In words: what is full, what would have to happen, and what that would cost.</param>
/// <param name="Chain">The cheapest chain of moves that would seat it, the participant itself first; empty when there is none or none is needed.</param>
/// <param name="Price">What the chain changes of each aim, in their order; more is worse.</param>
public sealed record WhyNot(string Participant, string Table, Verdict Verdict, IReadOnlyList<string> Sentences, IReadOnlyList<SeatMove> Chain, IReadOnlyList<AimChange> Price);

/// <summary>What would become of the others if a participant had a seat at a table.</summary>
/// <param name="Participant"></param>
/// <param name="Table"></param>
/// <param name="Seats">All seats then; null when it cannot be seated there by the rules.</param>
/// <param name="Moves">Who moves, the participant itself with them.</param>
/// <param name="Price">What that changes of each aim, in their order; more is worse.</param>
public sealed record WhatIf(string Participant, string Table, IReadOnlyList<Seat>? Seats, IReadOnlyList<SeatMove> Moves, IReadOnlyList<AimChange> Price);

/// <summary>A participant that wishes for a table and does not sit there.</summary>
/// <param name="Position">From 1.</param>
/// <param name="Participant"></param>
/// <param name="Group">The group whose seats it draws on first; null when it draws on flex or civil society's.</param>
/// <param name="Price">What seating it would change of each aim.</param>
public sealed record Waiting(int Position, string Participant, string? Group, IReadOnlyList<AimChange> Price);

/// <summary>A participant goes from one table to another, takes a seat (<paramref name="From"/> is null) or loses one (<paramref name="To"/> is null).</summary>
public sealed record SeatMove(string Participant, string? From, string? To);

/// <summary>By how much an aim changes; more is worse.</summary>
public sealed record AimChange(string Aim, long Change);

public enum Verdict
{
    /// <summary>It has the seat.</summary>
    Seated,

    /// <summary>It is not to sit there whatever the others do: it did not wish for it, a pin forbids it, or its people are elsewhere.</summary>
    Barred,

    /// <summary>Nobody can make room: the seats that it could draw on are held.</summary>
    Full,

    /// <summary>There is a way to seat it, and an aim forbids to pay its price.</summary>
    Outranked,

    /// <summary>It could have the seat at no cost.</summary>
    Open,
}

using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>The aims in their order, as costs on the arcs of the network.</summary>
internal static class SeatAims
{
    public const string WishesUnfilled = "wishes unfilled";

    public static bool NeedsUtilities(RankAim aim) => aim is RankAim.Utilitarian or RankAim.Egalitarian;

    public static void Add(List<FlowAim> aims, Instance instance, SeatPins pins, Arc[] arcs, Counts counts, IReadOnlySet<Seat> previous, SeatNetwork network)
    {
        var (wishes, mostSoft, mostShare, kept, nominated) = (0, 0L, 0L, 0, 0);
        var byRank = new SortedDictionary<int, int>();
        foreach (ref readonly var arc in arcs.AsSpan())
        {
            if (arc.Kind != ArcKind.Wish)
                continue;
            wishes++;
            byRank[arc.Rank] = byRank.GetValueOrDefault(arc.Rank) + 1;
            mostSoft = Math.Max(mostSoft, Math.Abs(arc.Soft));
            mostShare = Math.Max(mostShare, arc.Share);
            kept += arc.Kept ? 1 : 0;
            nominated += arc.Nominated ? 1 : 0;
        }
        // A cycle comes to each node once, so it crosses as many wishes at most as twice the nodes on either side of them.
        long crossed = Math.Min(wishes, 2L * Math.Min(counts.Givers, counts.Pools));
        aims.Add(new("participants without a seat", a => arcs[a] is { Kind: ArcKind.Seat, First: true } ? -1 : 0, 1, counts.Unseated));
        aims.Add(new("seats below the floors of groups and civil society", a => arcs[a].Kind == ArcKind.Floor ? -1 : 0, Math.Min(counts.Pools, 2L * network.Tables.Length), counts.Short));
        if (!NeedsUtilities(instance.Policy.Aim))
            AddUnfilled();
        if (instance.Policy.KeepBeforeRanks)
            AddMoves();
        if (pins.SoftWeight > 0)
        {
            aims.Add(new("penalty of soft pins", a => arcs[a].Kind == ArcKind.Wish ? -arcs[a].Soft : 0, Math.Min(pins.SoftWeight, crossed * mostSoft),
                pins.SoftCost - pins.Held.Sum(s => pins.Soft.GetValueOrDefault(s)), Math.Max(1, mostSoft)));
        }
        AddRanks();
        if (NeedsUtilities(instance.Policy.Aim))
            AddUnfilled();
        if (!instance.Policy.KeepBeforeRanks)
            AddMoves();
        if (nominated > 0)
            aims.Add(new("nominations of groups not followed", a => arcs[a] is { Kind: ArcKind.Wish, Nominated: true } ? -1 : 0, Math.Min(crossed, nominated), nominated));
        // Among equal ranks the better one goes to who comes first, and so does a seat rather than none.
        var last = byRank.Count == 0 ? 1 : byRank.Keys.Last() + 1;
        var most = Math.Max(1, (long)network.Participants.Length * last);
        aims.Add(new("places in the order of lot and receipt, counting more the better the choice, added up",
            a => arcs[a] is { Kind: ArcKind.Wish } wish ? network.Places[wish.Participant] * (long)(last - wish.Rank) : 0, crossed * most, 0, most));

        void AddUnfilled() => aims.Add(new(WishesUnfilled, a => arcs[a].Kind == ArcKind.Seat ? -1 : 0, 1, counts.Unfilled));

        void AddMoves()
        {
            if (previous.Count > 0)
            {
                aims.Add(new("seats moved against the previous release", a => arcs[a] is { Kind: ArcKind.Wish, Kept: true } ? -1 : 0,
                    Math.Min(crossed, kept), previous.Count - pins.Held.Count(previous.Contains))
                { CountsMoves = true });
            }
        }

        void AddRanks()
        {
            var worst = byRank.Keys.LastOrDefault();
            switch (instance.Policy.Aim)
            {
                case RankAim.Leximin:
                    for (var rank = worst; rank >= 2; rank--)
                        if (byRank.ContainsKey(rank))
                            AddRank($"seats that are a choice no. {rank}", from: rank, to: rank);
                    break;
                case RankAim.RankMaximal:
                    for (var rank = 1; rank < worst; rank++)
                        if (byRank.ContainsKey(rank))
                            AddRank($"seats that are a choice after no. {rank}", from: rank + 1, to: worst);
                    break;
                case RankAim.Utilitarian or RankAim.Egalitarian:
                    aims.Add(new("hundredths of a percent of what participants could have had at best and have not, added up",
                        a => arcs[a].Kind == ArcKind.Wish ? -arcs[a].Share : 0, crossed * Math.Max(1, mostShare), counts.Shares, Math.Max(1, mostShare))
                    { AddsUpShares = true });
                    break;
            }
        }

        void AddRank(string name, int from, int to) =>
            aims.Add(new(name, a => arcs[a] is { Kind: ArcKind.Wish } wish && wish.Rank >= from && wish.Rank <= to ? 1 : 0,
                Math.Min(crossed, byRank.Where(r => r.Key >= from && r.Key <= to).Sum(r => r.Value)), 0));
    }
}

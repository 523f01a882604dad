namespace Forum.Optimiser.Instances;

/// <summary>
/// Shares out the seats of a table among the regional groups in proportion to their sizes, by largest remainder (domain rule S2). Every seat that no group has a
/// better claim to than another is flex: the order of the groups decides nothing.
/// </summary>
public static class Quotas
{
    /// <summary>The seats of each group and the flex seats that are left.</summary>
    /// <param name="seats">Seats to share out, 0 or more.</param>
    /// <param name="groups">The groups with their sizes as of the edition's date; States in none of them are not counted in the denominator.</param>
    /// <param name="bidding">
    /// Groups with a member that asks for a seat at the table: each of them is due 1 at least. What that takes comes out of the others' share, in proportion. When there are
    /// more such groups than seats, none has a better claim than another and all seats are flex.
    /// </param>
    public static SharedOut LargestRemainder(int seats, IReadOnlyCollection<Group> groups, IReadOnlyCollection<string> bidding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seats);
        var asking = groups.Where(g => bidding.Contains(g.Id)).Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        if (asking.Count > seats)
            return new(groups.ToDictionary(g => g.Id, _ => 0), seats);
        var due = new Dictionary<string, int>();
        while (true)
        {
            var others = groups.Where(g => !due.ContainsKey(g.Id)).ToList();
            var shared = InProportion(seats - due.Values.Sum(), others);
            var leftOut = others.Where(g => asking.Contains(g.Id) && shared.ByGroup[g.Id] == 0).ToList();
            if (leftOut.Count == 0)
                return new(groups.ToDictionary(g => g.Id, g => due.TryGetValue(g.Id, out var one) ? one : shared.ByGroup[g.Id]), shared.Flex);
            foreach (var group in leftOut)
                due[group.Id] = 1;
        }
    }

    /// <summary>
    /// The shares of a table's groups: those it says, or what <see cref="Table.Quotas"/> comes to. A computed share is floor and ceiling at once. None when neither is said.
    /// </summary>
    public static IReadOnlyList<Quota> Of(Instance instance, Table table) => Of(instance, table, Bidding(instance).GetValueOrDefault(table.Id) ?? []);

    /// <summary>The shares of the groups at every table, by table: <see cref="Of(Instance, Table)"/> at the price of one pass over the wishes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Quota>> ByTable(Instance instance)
    {
        var bidding = Bidding(instance);
        return instance.Tables.ToDictionary(t => t.Id, t => Of(instance, t, bidding.GetValueOrDefault(t.Id) ?? []));
    }

    private static IReadOnlyList<Quota> Of(Instance instance, Table table, HashSet<string> bidding) => table switch
    {
        { Shares: { } said } => said,
        { Quotas: { } seats } => [.. LargestRemainder(Math.Min(seats, table.Capacity), instance.Groups, bidding).ByGroup.Select(g => new Quota(g.Key, g.Value, g.Value))],
        _ => [],
    };

    private static Dictionary<string, HashSet<string>> Bidding(Instance instance)
    {
        var bidding = new Dictionary<string, HashSet<string>>();
        foreach (var participant in instance.Participants)
            if (participant is { Group: { } group, Seats: > 0 })
                foreach (var wish in participant.Wishes)
                {
                    if (!bidding.TryGetValue(wish.Table, out var groups))
                        bidding[wish.Table] = groups = [];
                    groups.Add(group);
                }
        return bidding;
    }

    private static SharedOut InProportion(int seats, List<Group> groups)
    {
        long all = groups.Sum(g => (long)g.Size);
        if (all == 0)
            return new(groups.ToDictionary(g => g.Id, _ => 0), seats);
        // Whole numbers throughout: remainders of equal sizes are exactly equal, so that a tie is seen as one.
        var whole = groups.ToDictionary(g => g.Id, g => (int)(seats * (long)g.Size / all));
        var left = seats - whole.Values.Sum();
        foreach (var tied in groups.GroupBy(g => seats * (long)g.Size % all).OrderByDescending(g => g.Key))
        {
            if (tied.Key == 0 || tied.Count() > left)
                break;
            foreach (var group in tied)
                whole[group.Id]++;
            left -= tied.Count();
        }
        return new(whole, left);
    }
}

/// <summary>Seats shared out among groups.</summary>
/// <param name="ByGroup">Seats of each group.</param>
/// <param name="Flex">Seats for which groups tied, and so are open to all.</param>
public sealed record SharedOut(IReadOnlyDictionary<string, int> ByGroup, int Flex);

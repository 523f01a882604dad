using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// When each table sits, as far as it keeps a person from another table: tables of one number sit at once. Tables that overlap in part are of one number when each of
/// them overlaps with each other; otherwise <see cref="ByPairs"/> says that pairs remain which no number can express.
/// </summary>
internal sealed class TableSlots
{
    /// <summary>It keeps nobody from anything.</summary>
    public const int None = -1;

    private readonly int[] slot;

    private TableSlots(int[] slot, bool byPairs, IReadOnlyList<(int One, int Other)> pairs)
    {
        this.slot = slot;
        ByPairs = byPairs;
        Pairs = pairs;
    }

    /// <summary>By the table's place in the order of identifiers.</summary>
    public int this[int table] => slot[table];

    /// <summary>True when <see cref="Pairs"/> are not expressed by the numbers.</summary>
    public bool ByPairs { get; }

    /// <summary>Tables that overlap in part.</summary>
    public IReadOnlyList<(int One, int Other)> Pairs { get; }

    /// <summary>True when the two overlap in part and no number says so.</summary>
    public bool Overlap(int one, int other) => ByPairs && Pairs.Contains((Math.Min(one, other), Math.Max(one, other)));

    public static TableSlots Of(Instance instance)
    {
        var tables = instance.Tables.OrderBy(t => t.Id, StringComparer.Ordinal).ToArray();
        var index = tables.Index().ToDictionary(t => t.Item.Id, t => t.Index);
        var slots = tables.Select(t => t.Slot ?? None).ToArray();
        var pairs = instance.TableConflicts.Select(c => (One: index[c.One], Other: index[c.Other])).Where(c => c.One != c.Other)
            .Select(c => (One: Math.Min(c.One, c.Other), Other: Math.Max(c.One, c.Other))).Distinct().ToList();
        if (pairs.TrueForAll(c => slots[c.One] != None && slots[c.One] == slots[c.Other]))
            return new(slots, byPairs: false, pairs);
        // Pairs among tables without a slot may make up slots of their own.
        var meets = pairs.Concat(pairs.Select(c => (One: c.Other, Other: c.One))).ToLookup(c => c.One, c => c.Other);
        var sets = meets.ToDictionary(t => t.Key, t => t.Append(t.Key).Order().ToArray());
        var makeSlots = sets.All(s => slots[s.Key] == None && s.Value.All(other => sets[other].SequenceEqual(s.Value)))
            && instance.Participants.All(p => p.People == 1);
        if (!makeSlots)
            return new(slots, byPairs: true, pairs);
        var free = slots.Append(None).Max() + 1;
        foreach (var (table, set) in sets)
            slots[table] = free + set[0];
        return new(slots, byPairs: false, pairs);
    }
}

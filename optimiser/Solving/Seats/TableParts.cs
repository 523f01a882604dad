using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>How the seats of a table are divided: what each group has by itself, what civil society has, and what is open to all.</summary>
internal sealed record TableParts
{
    public required int Capacity { get; init; }
    public required IReadOnlyDictionary<string, Quota> Shares { get; init; }
    public required int CivilSocietyFloor { get; init; }
    public required int CivilSocietyCeiling { get; init; }

    /// <summary>
    /// Before the cut-off what is left when the groups' ceilings and civil society's floor are taken away: unused seats of theirs stay empty. After it whatever is
    /// unused (domain rule S4).
    /// </summary>
    public required int Flex { get; init; }

    /// <summary>Of every table of the instance, by table.</summary>
    public static IReadOnlyDictionary<string, TableParts> ByTable(Instance instance, SeatPins pins)
    {
        var shares = Quotas.ByTable(instance);
        var asking = instance.Participants.Where(p => p.Kind == ParticipantKind.CivilSociety)
            .SelectMany(p => p.Wishes.Select(w => w.Table).Where(t => pins.CouldSit(p, t)).Union(pins.HeldBy(p.Id).Select(s => s.Table))).CountBy(table => table).ToDictionary();
        return instance.Tables.ToDictionary(t => t.Id, t => Of(t, shares[t.Id], asking.GetValueOrDefault(t.Id), instance.Policy.CutOffPassed));
    }

    private static TableParts Of(Table table, IReadOnlyList<Quota> shares, int asking, bool cutOffPassed)
    {
        var ceiling = Math.Min(table.CivilSocietyCeiling ?? table.Capacity, table.Capacity);
        var floor = Math.Min(Math.Min(table.CivilSocietyFloor, ceiling), asking);
        return new()
        {
            Capacity = table.Capacity,
            Shares = shares.ToDictionary(q => q.Group),
            CivilSocietyFloor = floor,
            CivilSocietyCeiling = ceiling,
            Flex = cutOffPassed ? table.Capacity : Math.Max(0, table.Capacity - shares.Sum(q => q.Ceiling) - floor),
        };
    }

    /// <summary>The group whose seats the participant draws on first here; null when it draws on flex alone.</summary>
    public string? GroupOf(Participant participant) =>
        participant is { Kind: ParticipantKind.State, Group: { } group } && Shares.ContainsKey(group) ? group : null;

    /// <summary>How many flex seats these take.</summary>
    public int OnFlex(IEnumerable<Participant> seated)
    {
        var flex = 0;
        foreach (var pool in seated.GroupBy(p => (p.Kind == ParticipantKind.CivilSociety, GroupOf(p))))
            flex += Math.Max(0, pool.Count() - (pool.Key is (true, _) ? CivilSocietyFloor : pool.Key.Item2 is { } group ? Shares[group].Ceiling : 0));
        return flex;
    }
}

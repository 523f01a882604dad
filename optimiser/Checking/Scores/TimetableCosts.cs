using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>What a timetable costs, cost by cost: the exact terms of its objective, which the metrics add up and the score lists.</summary>
internal static class TimetableCosts
{
    public static List<Cost> Of(Reading reading, Timetable timetable) =>
    [
        .. timetable.Clashes.Where(clash => clash.Weight > 0 && SlotOfBoth(reading, clash.One, clash.Other) is not null)
            .Select(clash => new Cost(SoftRules.Clash, clash.Weight, $"{clash.One} and {clash.Other} are both in {reading.Named(SlotOfBoth(reading, clash.One, clash.Other)!.Value)}.", [clash.One, clash.Other])),
        .. WishedForAtOnce(reading, timetable),
        .. reading.Placements.Values.Select(placement => (placement, Penalty: PenaltyOf(reading.Sessions[placement.Session], placement.Slot))).Where(cost => cost.Penalty > 0)
            .Select(cost => new Cost(SoftRules.SlotPenalty, cost.Penalty, $"{cost.placement.Session} is in {reading.Named(cost.placement.Slot)}.", [cost.placement.Session])),
        .. timetable.SameTopic == 0 ? [] : SameTopic(reading)
            .Select(pair => new Cost(SoftRules.SameTopic, timetable.SameTopic, $"{pair.One} and {pair.Other} are of one topic and both in {reading.Named(pair.Slot)}.", [pair.One, pair.Other])),
        .. timetable.Move == 0 ? [] : Moved(reading).Select(move => new Cost(SoftRules.MovedSession, timetable.Move, $"{move.Before.Session} was in {reading.Named(move.Before.Slot)} in {move.Before.Room}.", [move.Before.Session])),
        .. reading.Instance.Pins.Where(pin => pin is { Strength: PinStrength.Soft, Session: not null } && !PinViolations.IsKept(reading, pin))
            .Select(pin => new Cost(SoftRules.SoftPin, pin.Weight, $"{PinViolations.Sentence(reading, pin)} It would better be so.", PinViolations.Objects(pin))),
    ];

    /// <summary>Pairs of sessions of one topic in one slot.</summary>
    public static IEnumerable<(string One, string Other, int Slot)> SameTopic(Reading reading) =>
        from placed in reading.Placements.Values.Where(placement => reading.Sessions[placement.Session].Topic is not null).GroupBy(placement => (placement.Slot, reading.Sessions[placement.Session].Topic))
        from pair in Pairs([.. placed.Select(placement => placement.Session)])
        select (pair.One, pair.Other, placed.Key.Slot);

    /// <summary>Sessions that the previous release has elsewhere; those that are no more, or were not yet, are none.</summary>
    public static IEnumerable<(Placement Before, Placement After)> Moved(Reading reading) =>
        from before in (reading.Instance.Previous?.Placements ?? []).DistinctBy(placement => placement.Session)
        where reading.Placements.ContainsKey(before.Session)
        let after = reading.Placements[before.Session]
        where after != before
        select (before, after);

    private static IEnumerable<Cost> WishedForAtOnce(Reading reading, Timetable timetable)
    {
        if (timetable.FromWishes == 0)
            return [];
        var both = new Dictionary<(string, string), int>();
        foreach (var participant in reading.Instance.Participants.Where(participant => participant is { People: 1, Seats: > 0 }))
        {
            var wished = participant.Wishes.Select(wish => wish.Table).Distinct().Where(reading.Tables.ContainsKey).Select(table => reading.Tables[table]).Where(table => table.Session is not null).ToList();
            foreach (var (one, other) in Pairs(wished).Where(pair => SlotOfBoth(reading, pair.One.Session!, pair.Other.Session!) is not null))
            {
                var key = string.CompareOrdinal(one.Id, other.Id) < 0 ? (one.Id, other.Id) : (other.Id, one.Id);
                both[key] = both.GetValueOrDefault(key) + 1;
            }
        }

        return both.Select(pair => new Cost(SoftRules.WishedForAtOnce, (long)timetable.FromWishes * pair.Value, $"{pair.Value} with one person wish for {pair.Key.Item1} and {pair.Key.Item2}, which are held at once.", [pair.Key.Item1, pair.Key.Item2]));
    }

    private static int? SlotOfBoth(Reading reading, string one, string other) =>
        one != other && reading.Placements.TryGetValue(one, out var placed) && reading.Placements.TryGetValue(other, out var beside) && placed.Slot == beside.Slot ? placed.Slot : null;

    private static int PenaltyOf(Session session, int slot) => slot >= 0 && slot < session.SlotPenalties.Count ? session.SlotPenalties[slot] : 0;

    private static IEnumerable<(T One, T Other)> Pairs<T>(List<T> of) => of.SelectMany((one, n) => of.Skip(n + 1).Select(other => (one, other)));

    /// <summary>One thing that costs something.</summary>
    internal sealed record Cost(string Rule, long Penalty, string Sentence, IReadOnlyList<string> Objects);
}

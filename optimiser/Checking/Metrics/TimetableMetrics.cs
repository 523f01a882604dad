using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>How good a timetable is, in figures that can be compared between any two of them. They are counted from the instance and the placements alone.</summary>
public sealed record TimetableMetrics
{
    public required int Sessions { get; init; }

    /// <summary>Sessions that have a slot and a room.</summary>
    public required int Placed { get; init; }

    /// <summary>Sum of the weights of the clashes whose two sessions are held in the same slot, those given and those that follow from wishes.</summary>
    public required long WeightedClash { get; init; }

    /// <summary>Sum of the sessions' penalties for the slots in which they are held.</summary>
    public required long SlotPenalties { get; init; }

    /// <summary>Pairs of sessions of one topic in the same slot, whether or not that costs anything.</summary>
    public required int SameTopicInParallel { get; init; }

    /// <summary>Weights of the soft pins of sessions that are not kept.</summary>
    public required long SoftPins { get; init; }

    /// <summary>Everything together that the timetable is to make small: clashes, slot penalties, topics in parallel, moves and soft pins, each with its weight. 0 is the best there can be.</summary>
    public required long Objective { get; init; }

    /// <summary>
    /// Percentage of the participants with one person and three wishes or more, whose tables of their first three wishes all have a time, that can be at all three; null when there is no such participant.
    /// </summary>
    public double? CanAttendFirstThreePercent { get; init; }

    /// <summary>Sessions in a room that holds fewer people than come. 0 in whatever keeps the rules.</summary>
    public required int RoomTooSmall { get; init; }

    /// <summary>Of the places of the rooms that are used, the percentage that stays empty; 0 when none is used.</summary>
    public required double EmptyPlacesPercent { get; init; }

    /// <summary>Seats held at tables by States of each group: those of the tables' chairs (domain rule S6). Groups that have none are listed with 0.</summary>
    public required IReadOnlyDictionary<string, int> ChairsByGroup { get; init; }

    /// <summary>Sessions with interpretation in the slot that has most of them; 0 when none has any.</summary>
    public required int MostInterpreted { get; init; }

    /// <summary>Sessions with interpretation in a slot, on the mean of all slots; 0 when there are no slots.</summary>
    public required double MeanInterpreted { get; init; }

    /// <summary>Sessions that the previous release has elsewhere: in another slot or another room; null when nothing was released.</summary>
    public int? Moves { get; init; }

    /// <summary>Null when the instance has nothing to be placed.</summary>
    public static TimetableMetrics? Of(Instance instance, Arrangement arrangement) => Of(new Reading(instance, arrangement));

    internal static TimetableMetrics? Of(Reading reading)
    {
        if (reading.Instance.Timetable is not { } timetable)
            return null;
        var costs = TimetableCosts.Of(reading, timetable);
        var interpreted = Enumerable.Range(0, timetable.Slots).Select(slot => reading.Placements.Values.Count(placement => placement.Slot == slot && reading.Sessions[placement.Session].Interpretation)).ToList();
        var used = reading.Placements.Values.Where(placement => reading.Rooms.ContainsKey(placement.Room)).ToList();
        double places = used.Sum(placement => (long)reading.Rooms[placement.Room].Capacity);
        return new()
        {
            Sessions = timetable.Sessions.Count,
            Placed = reading.Placements.Count,
            WeightedClash = Sum(costs, SoftRules.Clash) + Sum(costs, SoftRules.WishedForAtOnce),
            SlotPenalties = Sum(costs, SoftRules.SlotPenalty),
            SameTopicInParallel = TimetableCosts.SameTopic(reading).Count(),
            SoftPins = Sum(costs, SoftRules.SoftPin),
            Objective = costs.Sum(cost => cost.Penalty),
            CanAttendFirstThreePercent = CanAttend(reading),
            RoomTooSmall = used.Count(placement => reading.Rooms[placement.Room].Capacity < reading.Sessions[placement.Session].Attendance),
            EmptyPlacesPercent = places == 0 ? 0 : 100 * used.Sum(placement => Math.Max(0, reading.Rooms[placement.Room].Capacity - reading.Sessions[placement.Session].Attendance)) / places,
            ChairsByGroup = Chairs(reading),
            MostInterpreted = interpreted.DefaultIfEmpty().Max(),
            MeanInterpreted = interpreted.Select(sessions => (double)sessions).DefaultIfEmpty().Average(),
            Moves = reading.Instance.Previous is null ? null : TimetableCosts.Moved(reading).Count(),
        };
    }

    private static long Sum(IEnumerable<TimetableCosts.Cost> costs, string rule) => costs.Where(cost => cost.Rule == rule).Sum(cost => cost.Penalty);

    private static double? CanAttend(Reading reading)
    {
        var (all, able) = (0, 0);
        foreach (var participant in reading.Instance.Participants.Where(participant => participant is { People: 1, Wishes.Count: >= 3 }))
        {
            var slots = participant.Wishes.Take(3).Select(wish => reading.Tables.TryGetValue(wish.Table, out var table) ? reading.SlotOf(table) : null).OfType<int>().ToList();
            if (slots.Count < 3)
                continue;
            all++;
            able += slots.Distinct().Count() == 3 ? 1 : 0;
        }

        return all == 0 ? null : 100.0 * able / all;
    }

    private static SortedDictionary<string, int> Chairs(Reading reading)
    {
        var chairs = new SortedDictionary<string, int>(reading.Instance.Groups.ToDictionary(group => group.Id, _ => 0), StringComparer.Ordinal);
        foreach (var group in reading.Instance.Tables.SelectMany(table => table.Held).Select(holder => reading.Participants.GetValueOrDefault(holder)?.Group).OfType<string>())
            chairs[group] = chairs.GetValueOrDefault(group) + 1;
        return chairs;
    }
}

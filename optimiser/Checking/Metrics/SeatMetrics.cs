using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// How well seats are given, in figures that can be compared between any two ways of giving them. They are counted from the instance and the seats alone.
/// A seat at a table that is a participant's n-th wish has rank n, from 1.
/// </summary>
public sealed record SeatMetrics
{
    /// <summary>Participants that ask for at least one seat and wish for at least one table.</summary>
    public required int Participants { get; init; }

    /// <summary>Seats given at tables that the instance has; two seats of one participant at one table count once.</summary>
    public required int Seats { get; init; }

    /// <summary>Percentage of <see cref="Participants"/> that sit at the table of their first wish, 0 to 100; 0 when there are no participants.</summary>
    public required double FirstChoicePercent { get; init; }

    /// <summary>Seats by rank: first those of rank 1, as many entries as the longest list of wishes has. Seats that nobody wished for (held ones) are in none.</summary>
    public required IReadOnlyList<int> RankProfile { get; init; }

    /// <summary>Mean rank of the seats that have one; 0 when none has.</summary>
    public required double MeanRank { get; init; }

    /// <summary>Greatest rank of a seat; 0 when no seat has one.</summary>
    public required int WorstRank { get; init; }

    /// <summary>Of <see cref="Participants"/>, those that have no seat at all.</summary>
    public required int WithoutSeat { get; init; }

    /// <summary>
    /// Seats asked for and not given: for each participant, as many as it asks for beside those that it holds, but no more than its people can sit at of the tables it wishes for,
    /// slot by slot; less the seats it has beside those that it holds. What others have does not matter.
    /// </summary>
    public required int UnfilledWishes { get; init; }

    /// <summary>
    /// How far seats are from the shares of the groups, in percent of the seats that groups' States have: 100 x sum over tables and groups of
    /// |seats of the group - its part of all groups' States x seats of all groups at the table|, divided by twice those seats. 0: each table mirrors the groups; 0 too when no group has a seat.
    /// </summary>
    public required double RegionalDeviationPercent { get; init; }

    /// <summary>Seats missing to floors of groups that asked for them: at each table and for each group, the least of its floor and its members that wish for the table and could sit there, less its seats there.</summary>
    public required int LowerQuotaShortfall { get; init; }

    /// <summary>Seats missing to floors of civil society that asked for them, reckoned likewise.</summary>
    public required int CivilSocietyShortfall { get; init; }

    /// <summary>Tables at which groups draw on more flex seats than there are, or civil society has more seats than its ceiling. 0 in whatever keeps the rules.</summary>
    public required int UpperQuotaBreaches { get; init; }

    /// <summary>Participants at more tables of a slot than they have people, each slot counted. 0 in whatever keeps the rules.</summary>
    public required int PersonConflicts { get; init; }

    /// <summary>Participants with a justified envy, as <see cref="Checking.JustifiedEnvy"/> says it. 0: who came earlier is never passed over without need.</summary>
    public required int JustifiedEnvy { get; init; }

    /// <summary>
    /// Participants that would rather have the seat of a member of their own group who came later and gave the table the same rank, whatever it would cost others.
    /// 0 when seats go by order of receipt; ranks, quotas and the fewest participants without a seat may each make it more.
    /// </summary>
    public required int PassedOver { get; init; }

    /// <summary>Seats of the previous release that are no more; null when nothing was released.</summary>
    public int? Moves { get; init; }

    /// <summary>
    /// Of <see cref="Moves"/>, those that no arrangement could have spared, at least: the participant or the table is gone, the table is no longer wished for nor held, the
    /// participant asks for fewer seats, or the table has fewer seats than were kept so far. Null when nothing was released.
    /// </summary>
    public int? ForcedMoves { get; init; }

    /// <summary>
    /// Mean over <see cref="Participants"/> of the percentage that its seats' utility is of the greatest that its number of seats could have, whatever others want and
    /// whether tables meet at the same time; null where wishes carry no utilities.
    /// </summary>
    public double? MeanUtilityPercent { get; init; }

    /// <summary>The least of those percentages; null where wishes carry no utilities.</summary>
    public double? WorstUtilityPercent { get; init; }

    public static SeatMetrics Of(Instance instance, Arrangement arrangement) => Of(new Reading(instance, arrangement));

    internal static SeatMetrics Of(Reading reading)
    {
        var asking = reading.Instance.Participants.Where(participant => participant.Seats > 0 && participant.Wishes.Count > 0).ToList();
        var profile = new int[asking.Select(participant => participant.Wishes.Count).DefaultIfEmpty().Max()];
        foreach (var rank in reading.Instance.Participants.SelectMany(participant => RanksOf(reading, participant)).Where(rank => rank <= profile.Length))
            profile[rank - 1]++;
        var ranked = profile.Sum();
        var (moves, forced) = Moved(reading);
        var utilities = UtilityShares(reading, asking);
        var envy = Checking.JustifiedEnvy.Of(reading);
        return new()
        {
            Participants = asking.Count,
            Seats = reading.Instance.Tables.Sum(table => reading.SeatedAt(table).Count),
            FirstChoicePercent = Percent(asking.Count(participant => reading.Sits(participant.Id, participant.Wishes[0].Table)), asking.Count),
            RankProfile = profile,
            MeanRank = ranked == 0 ? 0 : profile.Select((seats, n) => (n + 1.0) * seats).Sum() / ranked,
            WorstRank = Array.FindLastIndex(profile, seats => seats > 0) + 1,
            WithoutSeat = asking.Count(participant => reading.TablesOf(participant).Count == 0),
            UnfilledWishes = asking.Sum(participant => Unfilled(reading, participant)),
            RegionalDeviationPercent = RegionalDeviation(reading),
            LowerQuotaShortfall = reading.Instance.Tables.Sum(table => GroupShortfalls(reading, table).Sum(group => group.Seats)),
            CivilSocietyShortfall = reading.Instance.Tables.Sum(table => ShortOfCivilSociety(reading, table)),
            UpperQuotaBreaches = SeatViolations.Of(reading).Count(violation => violation.Rule is HardRules.GroupCeiling or HardRules.CivilSocietyCeiling),
            PersonConflicts = SeatViolations.Of(reading).Count(violation => violation.Rule is HardRules.OnePlace),
            JustifiedEnvy = envy.Select(envious => envious.Participant).Distinct().Count(),
            PassedOver = Checking.JustifiedEnvy.PassedOver(reading),
            Moves = moves,
            ForcedMoves = forced,
            MeanUtilityPercent = utilities?.DefaultIfEmpty().Average(),
            WorstUtilityPercent = utilities?.DefaultIfEmpty().Min(),
        };
    }

    internal static IEnumerable<int> RanksOf(Reading reading, Participant participant) =>
        reading.TablesOf(participant).Select(table => Reading.Rank(participant, table.Id)).OfType<int>();

    internal static int Unfilled(Reading reading, Participant participant)
    {
        var held = reading.HeldBy(participant);
        var could = participant.Wishes.Select(wish => wish.Table).Distinct().Where(reading.Tables.ContainsKey).Select(table => reading.Tables[table])
            .Where(table => reading.CouldSit(participant, table))
            .GroupBy(reading.SlotOf)
            .Sum(slot => slot.Key is { } at ? Math.Min(slot.Count(), participant.People - held.Count(table => reading.SlotOf(table) == at)) : slot.Count());
        return Math.Max(0, Math.Min(participant.Seats - held.Count, could) - reading.TablesOf(participant).Count(table => !reading.Holds(participant, table)));
    }

    /// <summary>What each group of the table lacks to its floor, groups that lack nothing left out.</summary>
    internal static IEnumerable<(string Group, int Seats)> GroupShortfalls(Reading reading, Table table)
    {
        var shares = reading.SharesOf(table);
        if (shares.Count == 0)
            return [];
        var asked = ByGroup(reading.AskersOf(table));
        var seated = ByGroup(reading.SeatedAt(table));
        return shares.Select(share => (share.Group, Seats: Math.Min(share.Floor, asked.GetValueOrDefault(share.Group)) - seated.GetValueOrDefault(share.Group))).Where(group => group.Seats > 0);
    }

    internal static int ShortOfCivilSociety(Reading reading, Table table) =>
        Math.Max(0, FlexSeats.FloorOfCivilSociety(reading, table) - CivilSociety(reading.SeatedAt(table)));

    internal static bool IsLost(Reading reading, Seat seat) => !reading.Sits(seat.Participant, seat.Table);

    private static double Percent(double part, double whole) => whole == 0 ? 0 : 100 * part / whole;

    private static Dictionary<string, int> ByGroup(IEnumerable<Participant> participants) =>
        participants.Where(participant => participant is { Kind: ParticipantKind.State, Group: not null }).CountBy(participant => participant.Group!).ToDictionary();

    private static int CivilSociety(IEnumerable<Participant> participants) => participants.Count(participant => participant.Kind is ParticipantKind.CivilSociety);

    private static double RegionalDeviation(Reading reading)
    {
        var groups = reading.Instance.Groups;
        double states = groups.Sum(group => (long)group.Size);
        if (states == 0)
            return 0;
        var (deviation, seats) = (0.0, 0);
        foreach (var table in reading.Instance.Tables)
        {
            var seated = ByGroup(reading.SeatedAt(table));
            var there = groups.Sum(group => seated.GetValueOrDefault(group.Id));
            seats += there;
            deviation += groups.Sum(group => Math.Abs(seated.GetValueOrDefault(group.Id) - (group.Size / states * there)));
        }

        return Percent(deviation, 2 * seats);
    }

    private static (int? Moves, int? Forced) Moved(Reading reading)
    {
        if (reading.Instance.Previous is not { } previous)
            return (null, null);
        var before = previous.Seats.Distinct().ToList();
        // What could still be kept of each participant's seats, and then of each table's.
        var possible = before
            .Where(seat => reading.Participants.TryGetValue(seat.Participant, out var participant) && reading.Tables.TryGetValue(seat.Table, out var table)
                && (Reading.Rank(participant, seat.Table) is not null || reading.Holds(participant, table)))
            .ToList();
        var ofParticipants = possible.GroupBy(seat => seat.Participant).Sum(seats => Math.Min(seats.Count(), Math.Max(reading.Participants[seats.Key].Seats, reading.HeldBy(reading.Participants[seats.Key]).Count)));
        var atTables = possible.GroupBy(seat => seat.Table).Sum(seats => Math.Min(seats.Count(), reading.Tables[seats.Key].Capacity));
        return (before.Count(seat => IsLost(reading, seat)), before.Count - Math.Min(ofParticipants, atTables));
    }

    private static List<double>? UtilityShares(Reading reading, List<Participant> asking)
    {
        if (!asking.Any(participant => participant.Wishes.Any(wish => wish.Utility is not null)))
            return null;
        List<double> shares = [];
        foreach (var participant in asking)
        {
            var utilities = participant.Wishes.DistinctBy(wish => wish.Table).ToDictionary(wish => wish.Table, wish => wish.Utility ?? 0);
            var best = utilities.Values.OrderDescending().Take(participant.Seats).Sum();
            // Who would be content with anything has all it could have.
            shares.Add(best == 0 ? 100 : 100 * reading.TablesOf(participant).Sum(table => utilities.GetValueOrDefault(table.Id)) / best);
        }

        return shares;
    }
}

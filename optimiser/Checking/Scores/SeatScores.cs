using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

internal static class SeatScores
{
    public static IEnumerable<RuleScore> Of(Reading reading)
    {
        var instance = reading.Instance;
        var asking = instance.Participants.Where(participant => participant.Seats > 0 && participant.Wishes.Count > 0).ToList();
        return
        [
            RuleScore.Of(SoftRules.WithoutSeat, Levels.WithoutSeat, 1, asking.Where(participant => reading.TablesOf(participant).Count == 0)
                .Select(participant => new Match(1, $"{participant.Id} has no seat.", [participant.Id]))),
            RuleScore.Of(SoftRules.Floor, Levels.Floors, 1, instance.Tables.SelectMany(table => Floors(reading, table))),
            RuleScore.Of(SoftRules.UnfilledWish, Levels.Wishes, 1, asking.Select(participant => (participant, Seats: SeatMetrics.Unfilled(reading, participant))).Where(unfilled => unfilled.Seats > 0)
                .Select(unfilled => new Match(unfilled.Seats, $"{unfilled.participant.Id} has {Seats(unfilled.Seats)} fewer than it asked for.", [unfilled.participant.Id]))),
            .. instance.Policy.KeepBeforeRanks ? [Moves(reading, Levels.MovesBeforeRanks)] : Array.Empty<RuleScore>(),
            RuleScore.Of(SoftRules.SoftPin, Levels.SoftPins, 1, instance.Pins.Where(pin => pin is { Strength: PinStrength.Soft, Participant: not null } && !PinViolations.IsKept(reading, pin))
                .Select(pin => new Match(pin.Weight, $"{PinViolations.Sentence(reading, pin)} It would better be so.", PinViolations.Objects(pin)))),
            RuleScore.Of(SoftRules.Rank, Levels.Ranks, 1,
                from participant in instance.Participants
                from table in reading.TablesOf(participant)
                where Reading.Rank(participant, table.Id) > 1
                let rank = Reading.Rank(participant, table.Id)!.Value
                select new Match(rank - 1, $"{participant.Id} sits at {table.Id}, its choice number {rank}.", [participant.Id, table.Id])),
            .. instance.Policy.KeepBeforeRanks ? [] : new[] { Moves(reading, Levels.Moves) },
            RuleScore.Of(SoftRules.Nomination, Levels.Nominations, 1,
                from participant in asking
                from table in participant.Nominations
                where Reading.Rank(participant, table) is not null && !reading.Sits(participant.Id, table)
                select new Match(1, $"{participant.Id} was nominated for {table} and does not sit there.", [participant.Id, table])),
        ];
    }

    private static RuleScore Moves(Reading reading, int level) =>
        RuleScore.Of(SoftRules.MovedSeat, level, 1, (reading.Instance.Previous?.Seats ?? []).Distinct().Where(seat => SeatMetrics.IsLost(reading, seat))
            .Select(seat => new Match(1, $"{seat.Participant} had a seat at {seat.Table}.", [seat.Participant, seat.Table])));

    private static IEnumerable<Match> Floors(Reading reading, Table table)
    {
        foreach (var (group, seats) in SeatMetrics.GroupShortfalls(reading, table))
            yield return new(seats, $"{group} has {Seats(seats)} fewer at {table.Id} than its floor.", [table.Id, group]);
        if (SeatMetrics.ShortOfCivilSociety(reading, table) is > 0 and var missing)
            yield return new(missing, $"Civil society has {Seats(missing)} fewer at {table.Id} than its floor.", [table.Id]);
    }

    private static string Seats(int seats) => seats == 1 ? "one seat" : $"{seats} seats";
}

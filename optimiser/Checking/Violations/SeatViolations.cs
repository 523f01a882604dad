using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

internal static class SeatViolations
{
    public static IEnumerable<Violation> Of(Reading reading) =>
        reading.Instance.Tables.SelectMany(table => AtTable(reading, table))
            .Concat(reading.Instance.Participants.SelectMany(participant => OfParticipant(reading, participant)))
            .Concat(Twice(reading));

    private static IEnumerable<Violation> AtTable(Reading reading, Table table)
    {
        var seated = reading.SeatedAt(table);
        if (seated.Count > table.Capacity)
            yield return new(HardRules.TableCapacity, $"{seated.Count} sit at {table.Id}, which has {table.Capacity} seats.", [table.Id]);

        if (FlexSeats.At(reading, table) is var flex && flex.Used > flex.There)
            yield return new(HardRules.GroupCeiling, $"{flex.Used} flex seats are used at {table.Id}, which has {flex.There}: {string.Join(", ", flex.Drawn.Select(drawn => $"{drawn.By} {drawn.Seats}"))}.", [table.Id, .. flex.Drawn.Select(drawn => drawn.By)]);

        var civilSociety = seated.Count(participant => participant.Kind is ParticipantKind.CivilSociety);
        if (civilSociety > table.CivilSocietyCeiling)
            yield return new(HardRules.CivilSocietyCeiling, $"Civil society has {civilSociety} seats at {table.Id} and may have {table.CivilSocietyCeiling}.", [table.Id]);

        foreach (var holder in table.Held.Where(holder => !reading.Sits(holder, table.Id)))
            yield return new(HardRules.HeldSeat, $"{holder} holds a seat at {table.Id} and does not have it.", [holder, table.Id]);
    }

    private static IEnumerable<Violation> OfParticipant(Reading reading, Participant participant)
    {
        var tables = reading.TablesOf(participant);
        foreach (var table in tables.Where(table => Reading.Rank(participant, table.Id) is null && !reading.Holds(participant, table)))
            yield return new(HardRules.NotWished, $"{participant.Id} sits at {table.Id} and did not wish for it.", [participant.Id, table.Id]);

        var held = reading.HeldBy(participant).Count;
        if (tables.Count > Math.Max(participant.Seats, held))
            yield return new(HardRules.MoreThanAsked, $"{participant.Id} has {tables.Count} seats, asked for {participant.Seats} and holds {held}.", [participant.Id, .. tables.Select(table => table.Id)]);

        foreach (var slot in tables.Where(table => reading.SlotOf(table) is not null).GroupBy(table => reading.SlotOf(table)!.Value).Where(slot => slot.Count() > participant.People))
        {
            var there = slot.Select(table => table.Id).ToList();
            yield return new(HardRules.OnePlace, $"{participant.Id} sits at {string.Join(" and ", there)} in {reading.Named(slot.Key)} with {People(participant.People)}.", [participant.Id, .. there]);
        }

        if (participant.People > 1)
            yield break;
        foreach (var pair in reading.Instance.TableConflicts.Count == 0 ? [] : Overlapping(reading, tables))
            yield return new(HardRules.OnePlace, $"{participant.Id} sits at {pair.One.Id} and {pair.Other.Id} with one person, and their times overlap.", [participant.Id, pair.One.Id, pair.Other.Id]);
    }

    /// <summary>Pairs of tables that overlap in part; those of one slot are found by the slot.</summary>
    private static IEnumerable<(Table One, Table Other)> Overlapping(Reading reading, IReadOnlyList<Table> tables) =>
        from one in tables
        from other in tables
        where string.CompareOrdinal(one.Id, other.Id) < 0 && reading.AreAtOnce(one, other) && (reading.SlotOf(one) is not { } slot || reading.SlotOf(other) != slot)
        select (one, other);

    private static IEnumerable<Violation> Twice(Reading reading) =>
        reading.Arrangement.Seats.CountBy(seat => seat).Where(seat => seat.Value > 1)
            .Select(seat => new Violation(HardRules.SeatTwice, $"{seat.Key.Participant} has {seat.Value} seats at {seat.Key.Table}.", [seat.Key.Participant, seat.Key.Table]));

    private static string People(int people) => people == 1 ? "one person" : $"{people} people";
}

/// <summary>Flex seats of a table: how many there are, and who draws on how many.</summary>
/// <param name="There">Seats that are nobody's in particular, 0 or more.</param>
/// <param name="Drawn">Who draws on them: groups beyond their ceilings, "no group", "others", "civil society" beyond its floor.</param>
internal sealed record FlexSeats(int There, IReadOnlyList<(string By, int Seats)> Drawn)
{
    public int Used => Drawn.Sum(drawn => drawn.Seats);

    /// <summary>Seats that are kept for civil society: its floor, as far as it asks for them and may have them.</summary>
    public static int FloorOfCivilSociety(Reading reading, Table table) => Math.Min(
        Math.Min(table.CivilSocietyFloor, table.CivilSocietyCeiling ?? table.Capacity),
        reading.AskersOf(table).Count(asker => asker.Kind is ParticipantKind.CivilSociety));

    /// <summary>
    /// Before the cut-off, a group's seats up to its ceiling are its own whether it uses them or not, and so are those that civil society asks for, up to its
    /// floor. Once it has passed, only those that are used are (domain rule S4), and what is left of the capacity is flex.
    /// </summary>
    public static FlexSeats At(Reading reading, Table table)
    {
        var seated = reading.SeatedAt(table);
        var shares = reading.SharesOf(table).Where(share => share.Ceiling >= 0).ToList();
        var states = seated.Where(participant => participant.Kind is ParticipantKind.State).CountBy(participant => participant.Group ?? "").ToDictionary();
        var civilSociety = seated.Count(participant => participant.Kind is ParticipantKind.CivilSociety);
        var floor = FloorOfCivilSociety(reading, table);
        var open = reading.Instance.Policy.CutOffPassed;

        var kept = shares.Sum(share => open ? Math.Min(share.Ceiling, states.GetValueOrDefault(share.Group)) : share.Ceiling) + (open ? Math.Min(floor, civilSociety) : floor);
        var sharing = shares.Select(share => share.Group).ToHashSet();
        List<(string By, int Seats)> drawn =
        [
            .. shares.Select(share => (share.Group, states.GetValueOrDefault(share.Group) - share.Ceiling)),
            .. states.Where(state => !sharing.Contains(state.Key)).Select(state => (state.Key.Length == 0 ? "no group" : state.Key, state.Value)),
            ("others", seated.Count(participant => participant.Kind is ParticipantKind.Other)),
            ("civil society", civilSociety - floor),
        ];
        // More seats than there are is a matter of the capacity, not of the groups.
        return new(Math.Max(0, Math.Max(table.Capacity, open ? seated.Count : 0) - kept), [.. drawn.Where(by => by.Seats > 0)]);
    }
}

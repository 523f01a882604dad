using System.Globalization;
using Forum.Contracts.Scheduling;
using Forum.Optimiser.Instances;
using Seat = Forum.Optimiser.Instances.Seat;

namespace Forum.Scheduling.RoundTables;

/// <summary>The seats of an edition as a problem that says all by itself: participants are ids of delegations, tables are numbers of round tables.</summary>
public static class EditionInstance
{
    /// <summary>All wishes and seats at the tables that have not begun. What was given at others is not given again.</summary>
    public static Instance Of(SeatsInView view)
    {
        var rules = view.Plan.Rules;
        var open = view.Tables.Values.Where(table => table.State is MeetingState.Planned).ToArray();
        DateTimeOffset[] starts = [.. open.Select(table => table.StartsAt).Distinct().Order()];
        return new Instance
        {
            Name = view.Edition.Edition.Code,
            Groups = [.. rules.Groups.Select(group => new Group(group.Group.ToString(), group.Members))],
            Participants = [.. view.Requests.Values.OrderBy(request => request.DelegationId).Select(request => Asking(request, view, open))],
            Tables = [.. open.Select(table => Seating(table, view, slot: Array.IndexOf(starts, table.StartsAt)))],
            TableConflicts = [.. Pairs(open).Where(pair => pair.One.Overlaps(pair.Other) && pair.One.StartsAt != pair.Other.StartsAt).Select(pair => new TableConflict(Id(pair.One), Id(pair.Other)))],
            Policy = new SeatPolicy
            {
                Aim = rules.Aim switch { SeatingAim.Leximin => RankAim.Leximin, SeatingAim.RankMaximal => RankAim.RankMaximal },
                Seed = rules.Seed,
                CutOffPassed = view.CutOffPassed,
                KeepSeats = view.Plan.Release is not null,
            },
            Previous = view.Plan.Release is null
                ? null
                : new Arrangement { Seats = [.. open.SelectMany(table => table.Table.Seats, (table, seat) => new Seat(Id(seat.DelegationId), Id(table)))] },
        };
    }

    /// <summary>The seats of an arrangement as this edition knows them.</summary>
    /// <exception cref="FormatException">It is none of an edition.</exception>
    public static IReadOnlyCollection<(Guid DelegationId, int Table)> Seats(Arrangement arrangement) =>
        [.. arrangement.Seats.Select(seat => (Guid.Parse(seat.Participant), int.Parse(seat.Table, CultureInfo.InvariantCulture)))];

    public static string Id(Guid delegationId) => delegationId.ToString();

    private static string Id(TableInView table) => table.Table.Number.ToString(CultureInfo.InvariantCulture);

    private static Participant Asking(SeatRequest request, SeatsInView view, TableInView[] open)
    {
        // Seats at tables that have begun are had.
        var had = view.HeldBy(request.DelegationId).Count(table => table.State is not MeetingState.Planned);
        return new Participant
        {
            Id = Id(request.DelegationId),
            Group = request.Group?.ToString(),
            Kind = new TableSeat(default, 0, default, request.Participant, request.Category, request.Group).DrawsOn switch
            {
                SeatPool.CivilSociety => ParticipantKind.CivilSociety,
                SeatPool.Group => ParticipantKind.State,
                SeatPool.Flex => request.Category is Contracts.Registration.ParticipantCategory.MemberState ? ParticipantKind.State : ParticipantKind.Other,
            },
            Seats = Math.Max(0, request.Seats - had),
            People = request.OnePerson ? 1 : 2,
            Wishes = [.. view.Wishes(request).Select(number => open.FirstOrDefault(table => table.Table.Number == number)).OfType<TableInView>().Where(table => !view.HasLeft(request, table.Table)).Select(table => new Wish(Id(table)))],
            Nominations = [.. open.Where(table => view.Plan.IsNominated(request.Group, table.Table.Number, request.Participant)).Select(Id)],
            ReceivedAt = request.ReceivedAt,
        };
    }

    private static Table Seating(TableInView table, SeatsInView view, int slot)
    {
        var (rules, division) = (view.Plan.Rules.Of(table.Table.Number), view.DivisionOf(table.Table));
        return new Table
        {
            Id = Id(table),
            Capacity = table.Table.Capacity,
            Slot = slot,
            Shares = [.. division.Quotas.Select(quota => new Quota(quota.Group.ToString(), quota.Seats, quota.Seats))],
            CivilSocietyFloor = rules.CivilSocietyFloor,
            CivilSocietyCeiling = rules.CivilSocietyCeiling,
            Held = [.. view.Requests.Values.Where(request => table.ChairedBy.Contains(request.Participant)).Select(request => Id(request.DelegationId)).Order(StringComparer.Ordinal)],
        };
    }

    private static IEnumerable<(TableInView One, TableInView Other)> Pairs(TableInView[] tables) =>
        tables.SelectMany((one, at) => tables.Skip(at + 1), (one, other) => (one, other));
}

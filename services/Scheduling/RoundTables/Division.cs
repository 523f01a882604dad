using System.Text.Json.Serialization;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Optimiser.Instances;

namespace Forum.Scheduling.RoundTables;

/// <summary>The share of a regional group at a round table.</summary>
/// <param name="Members">Member States in it as of the edition's date.</param>
/// <param name="Share">The seats that are shared out in proportion to its size, exactly: seats x members / members of all groups.</param>
/// <param name="Seats">What it comes to by largest remainder. A group with a member that asks for the table has one at least; seats for which groups tie are flex.</param>
public sealed record GroupQuota(RegionalGroup Group, int Members, decimal Share, int Seats);

/// <summary>On which seats of a table somebody draws.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeatPool>))]
public enum SeatPool
{
    /// <summary>Those of its regional group.</summary>
    Group,

    /// <summary>Those that are kept for civil society.</summary>
    CivilSociety,

    /// <summary>Those that are open to all.</summary>
    Flex,
}

/// <summary>How the seats of one table are divided: the quotas of the groups, the seats kept for civil society and the flex seats are the whole table (domain rules S1 and S2).</summary>
public sealed record Division
{
    public required int Capacity { get; init; }
    public required IReadOnlyList<GroupQuota> Quotas { get; init; }

    /// <summary>Seats kept for civil society, which asks for as many.</summary>
    public required int CivilSocietyFloor { get; init; }

    public required int? CivilSocietyCeiling { get; init; }

    /// <summary>Seats open to all from the beginning: those that the plan leaves open, those for which groups tied, and those kept for civil society that it does not ask for.</summary>
    public required int FlexSeats { get; init; }

    /// <param name="bidding">Groups with a member that asks for a seat at the table.</param>
    /// <param name="askingCivilSociety">How many of civil society ask for one.</param>
    public static Division Of(TableRules rules, int capacity, IReadOnlyCollection<GroupSize> groups, IReadOnlyCollection<RegionalGroup> bidding, int askingCivilSociety)
    {
        var floor = Math.Min(Math.Min(rules.CivilSocietyFloor, capacity), askingCivilSociety);
        var toShare = SeatsToShare(rules, capacity);
        var all = groups.Sum(group => group.Members);
        var shared = Optimiser.Instances.Quotas.LargestRemainder(
            toShare,
            [.. groups.Select(group => new Group(group.Group.ToString(), group.Members))],
            [.. bidding.Select(group => group.ToString())]);
        var quotas = groups.OrderBy(group => group.Group)
            .Select(group => new GroupQuota(group.Group, group.Members, all == 0 ? 0 : Math.Round((decimal)toShare * group.Members / all, 4), shared.ByGroup[group.Group.ToString()]))
            .ToArray();
        return new Division
        {
            Capacity = capacity,
            Quotas = quotas,
            CivilSocietyFloor = floor,
            CivilSocietyCeiling = rules.CivilSocietyCeiling,
            FlexSeats = capacity - floor - quotas.Sum(quota => quota.Seats),
        };
    }

    /// <summary>Seats that are shared out among the regional groups.</summary>
    public static int SeatsToShare(TableRules rules, int capacity) => Math.Max(0, capacity - rules.CivilSocietyFloor - rules.FlexSeats);

    public int QuotaOf(RegionalGroup? group) => Quotas.FirstOrDefault(quota => quota.Group == group)?.Seats ?? 0;

    /// <summary>How many of these draw on flex seats: those beyond their group's quota, those beyond what is kept for civil society, and whoever is in neither.</summary>
    public int OnFlex(IReadOnlyCollection<TableSeat> taken) =>
        taken.Count
        - Quotas.Sum(quota => Math.Min(quota.Seats, taken.Count(seat => seat.DrawsOn == SeatPool.Group && seat.Group == quota.Group)))
        - Math.Min(CivilSocietyFloor, taken.Count(seat => seat.DrawsOn == SeatPool.CivilSociety));

    /// <summary>The seats on which somebody would draw who is to sit down beside these; null when there is none for it.</summary>
    /// <param name="taken">Seats that are held or offered.</param>
    /// <param name="cutOffPassed">True when what a group or civil society does not ask for is open to all.</param>
    public SeatPool? Free(TableSeat wanted, IReadOnlyCollection<TableSeat> taken, bool cutOffPassed)
    {
        if (taken.Count >= Capacity)
            return null;
        var alike = taken.Count(seat => seat.DrawsOn == wanted.DrawsOn && seat.Group == wanted.Group);
        switch (wanted.DrawsOn)
        {
            case SeatPool.CivilSociety when alike >= CivilSocietyCeiling:
                return null;
            case SeatPool.CivilSociety when alike < CivilSocietyFloor:
                return SeatPool.CivilSociety;
            case SeatPool.Group when alike < QuotaOf(wanted.Group):
                return SeatPool.Group;
            default:
                return cutOffPassed || OnFlex(taken) < FlexSeats ? SeatPool.Flex : null;
        }
    }
}

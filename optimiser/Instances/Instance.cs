namespace Forum.Optimiser.Instances;

/// <summary>
/// A problem that says all by itself: who wishes to sit where, how many seats there are and for whom, and which meetings are to find a slot and a room.
/// It needs no edition and no record of a service, so that anyone can pose one. Without <see cref="Tables"/> there are no seats to give, without
/// <see cref="Timetable"/> nothing to be placed. Identifiers are free text, unique in their list and compared letter by letter; the order of a list means
/// nothing, except where it says so.
/// </summary>
public sealed record Instance
{
    /// <summary>What it is called where results are printed.</summary>
    public string Name { get; init; } = "";

    /// <summary>Regional groups, of which each is due a share of the seats at every table.</summary>
    public IReadOnlyList<Group> Groups { get; init; } = [];

    /// <summary>Delegations and organizations that wish for seats.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>Round tables.</summary>
    public IReadOnlyList<Table> Tables { get; init; } = [];

    /// <summary>
    /// Pairs of tables that one person cannot sit at both, beside those of one slot: times that overlap in part. They bind participants with one person. Pairs that do
    /// not make up slots of their own (A with B and B with C, but not A with C) are solved by integer programming instead of a flow, which takes longer.
    /// </summary>
    public IReadOnlyList<TableConflict> TableConflicts { get; init; } = [];

    public SeatPolicy Policy { get; init; } = new();

    /// <summary>What is to be placed into slots and rooms; null when that is settled, and the tables say when they sit.</summary>
    public Timetable? Timetable { get; init; }

    /// <summary>What is to stay, or would better stay, as it is said here.</summary>
    public IReadOnlyList<Pin> Pins { get; init; } = [];

    /// <summary>What was released before: what is moved is counted against it. Null when nothing was.</summary>
    public Arrangement? Previous { get; init; }
}

/// <summary>A regional group.</summary>
/// <param name="Id"></param>
/// <param name="Size">States in it as of the edition's date; quotas are shared out by it (domain rule S2).</param>
public sealed record Group(string Id, int Size);

/// <summary>Who wishes for seats.</summary>
public sealed record Participant
{
    public required string Id { get; init; }

    /// <summary>Its regional group; null for a State in none (United States and Kiribati in 2006), which draws on flex seats, and for who is no State.</summary>
    public string? Group { get; init; }

    public ParticipantKind Kind { get; init; } = ParticipantKind.State;

    /// <summary>At how many tables it wishes to sit, 0 or more. At one table it has one seat. Seats that it holds or that are pinned for it count among them, and are given even when they are more.</summary>
    public int Seats { get; init; } = 1;

    /// <summary>How many people it can seat at the same time, 1 or more. With 1 its head of delegation takes every seat, so it sits at one table of a slot.</summary>
    public int People { get; init; } = 1;

    /// <summary>Tables it would sit at, best first. It is never seated elsewhere.</summary>
    public IReadOnlyList<Wish> Wishes { get; init; } = [];

    /// <summary>Tables for which its own group nominated it: there it comes before who was not nominated (55/242; domain rule S3).</summary>
    public IReadOnlyList<string> Nominations { get; init; } = [];

    /// <summary>When its wishes were received. Who came back comes with the instant of its return.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>A table that a participant would sit at.</summary>
/// <param name="Table"></param>
/// <param name="Utility">What the seat is worth to the participant, 0 or more, comparable only with its own other wishes; null where wishes are ranks alone.</param>
public sealed record Wish(string Table, double? Utility = null);

/// <summary>On which seats a participant draws.</summary>
public enum ParticipantKind
{
    /// <summary>A State: seats of its group, then flex.</summary>
    State,

    /// <summary>Observers, entities, agencies: reserved and flex seats.</summary>
    Other,

    /// <summary>NGOs, civil society, private sector: between a floor and a ceiling at each table (domain rule R8).</summary>
    CivilSociety,
}

/// <summary>A round table and how its seats are divided.</summary>
public sealed record Table
{
    public required string Id { get; init; }

    /// <summary>Table seats, all kinds of participants together, 0 or more. Adviser seats stand behind them and are not among them.</summary>
    public int Capacity { get; init; }

    /// <summary>When it sits, from 0; tables of one slot sit at the same time. Null when the timetable decides it, or when tables never meet each other's time.</summary>
    public int? Slot { get; init; }

    /// <summary>The session of the timetable that it is; null when the timetable does not place it.</summary>
    public string? Session { get; init; }

    /// <summary>Shares of groups. Null: computed from <see cref="Quotas"/>' method, by largest remainder over <see cref="Instance.Groups"/>; an empty list: no group has one.</summary>
    public IReadOnlyList<Quota>? Shares { get; init; }

    /// <summary>Seats that are shared out among groups by largest remainder when <see cref="Shares"/> is null, at most the capacity; null: no seats are.</summary>
    public int? Quotas { get; init; }

    /// <summary>Seats kept for civil society as long as it asks for them; 0 keeps none.</summary>
    public int CivilSocietyFloor { get; init; }

    /// <summary>Civil society has no more seats than this; null: no ceiling.</summary>
    public int? CivilSocietyCeiling { get; init; }

    /// <summary>Participants who hold a seat here whatever they wish for: the State of the table's chair keeps its own (domain rule S6).</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>What it is about; tables of one topic would better not sit at the same time. Null when that does not matter.</summary>
    public string? Topic { get; init; }
}

/// <summary>Two tables whose times overlap.</summary>
public sealed record TableConflict(string One, string Other);

/// <summary>How many seats of a table are a group's.</summary>
/// <param name="Group"></param>
/// <param name="Floor">Seats that the group is to have if its members ask for them: an aim that outranks wishes.</param>
/// <param name="Ceiling">More it has only from flex seats; unused seats below it go to flex at the cut-off.</param>
public sealed record Quota(string Group, int Floor, int Ceiling);

/// <summary>By which published rule seats are given.</summary>
public sealed record SeatPolicy
{
    public RankAim Aim { get; init; } = RankAim.Leximin;

    /// <summary>
    /// Seed of the lot that decides between who is equal in every aim; it is published with the result. It decides between groups: inside a group the lots that its
    /// members drew are taken up in the order of receipt (domain rule S3), so that no one of the same group who came later is preferred.
    /// </summary>
    public int Seed { get; init; }

    /// <summary>
    /// True once the groups' time is over: seats that a group did not ask for are open to all (domain rule S4). Before, they stay empty: flex is the capacity less the
    /// ceilings of all groups and less the civil society seats that are asked for up to the floor.
    /// </summary>
    public bool CutOffPassed { get; init; } = true;

    /// <summary>True: as few seats as possible move against <see cref="Instance.Previous"/>, among what is equally good otherwise.</summary>
    public bool KeepSeats { get; init; } = true;

    /// <summary>
    /// With <see cref="KeepSeats"/>. True: a released seat is not taken from anyone to give somebody a better rank; it is moved only so that fewer are without a seat,
    /// below a floor or with a wish unfilled. False: ranks come first, as if nothing had been released yet, and one withdrawal can set off long chains.
    /// </summary>
    public bool KeepBeforeRanks { get; init; } = true;
}

/// <summary>What makes one giving of seats better than another that leaves as few wishes unfilled.</summary>
public enum RankAim
{
    /// <summary>The worst-served are served best: as few last choices as possible, then as few second-last ones, and so on.</summary>
    Leximin,

    /// <summary>As many first choices as possible, then second ones, and so on.</summary>
    RankMaximal,

    /// <summary>The greatest mean of the participants' shares of what they could have had at best; needs utilities.</summary>
    Utilitarian,

    /// <summary>The least served has as much as possible of what it could have had at best, then the mean; needs utilities.</summary>
    Egalitarian,
}

/// <summary>Something that is to hold, or would better hold, in the result.</summary>
public sealed record Pin
{
    public required string Id { get; init; }
    public PinStrength Strength { get; init; } = PinStrength.Hard;

    /// <summary>The participant that sits (or does not sit) at <see cref="Table"/>; null for a pin of the timetable.</summary>
    public string? Participant { get; init; }

    public string? Table { get; init; }

    /// <summary>The session that is held in <see cref="Slot"/> and <see cref="Room"/>, either of which may be null; null for a pin of a seat.</summary>
    public string? Session { get; init; }

    public int? Slot { get; init; }
    public string? Room { get; init; }

    /// <summary>True: it is not to be so.</summary>
    public bool Not { get; init; }

    /// <summary>Penalty of a soft pin that is not kept, 1 or more.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Why, as it is shown in explanations.</summary>
    public string Reason { get; init; } = "";
}

public enum PinStrength
{
    /// <summary>It holds, or there is no result.</summary>
    Hard,

    /// <summary>
    /// It costs its weight when it does not hold. For seats that is an aim after wishes unfilled and before ranks; a seat that is not wished for is not given by it.
    /// </summary>
    Soft,

    /// <summary>Where the search starts; it costs nothing to leave it.</summary>
    Hint,
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;

namespace Forum.Scheduling.RoundTables;

/// <summary>It was published by which rules the seats of an edition are given.</summary>
public sealed record SeatingPlanned(Guid PlanId, Guid EditionId, SeatingRules Rules, DateTimeOffset At);

/// <summary>A regional group's chair notified whom of its members the group puts forward for a round table; what was notified before for that table is superseded.</summary>
/// <param name="Participants">Codes of the participants; empty when it puts forward nobody any more.</param>
/// <param name="ReasonId">What it rests on, outside the stream.</param>
public sealed record GroupNominated(RegionalGroup Group, int RoundTable, ImmutableList<string> Participants, Guid ReasonId, DateTimeOffset At);

/// <summary>The groups' time is over: seats that a group did not ask for are open to all.</summary>
/// <param name="At">When it was over by the plan, on the edition's clock.</param>
public sealed record CutOffPassed(DateTimeOffset At);

/// <summary>Seats were given to all who ask for them, by the rules of the plan. From now on a seat that is free goes to the waiting lists.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Tables">Numbers of the round tables whose seats were given.</param>
/// <param name="Seats">How many seats are held with it.</param>
/// <param name="Given">How many delegations hold a seat that they did not hold before, a table each.</param>
/// <param name="Taken">How many seats are not held any more.</param>
/// <param name="Origin">The problem that was solved for it and how good the result is proven to be.</param>
/// <param name="ReasonId">Why, outside the stream; null when it was not said.</param>
public sealed record AllocationReleased(Guid EditionId, int Number, ImmutableList<int> Tables, int Seats, int Given, int Taken, AllocationOrigin Origin, Guid? ReasonId, DateTimeOffset At);

/// <summary>Where a giving of seats comes from, so that anybody can work it out again.</summary>
/// <param name="InstanceHash">SHA-256 of the problem in canonical JSON, lower-case hexadecimal.</param>
/// <param name="Seed">Of the lot.</param>
/// <param name="Method">By which the seats were found ("min-cost flow, …").</param>
/// <param name="Optimal">True when it is proven that there is nothing better by the published rules.</param>
/// <param name="RunId">The run of the optimiser; null when it was solved at once.</param>
public sealed record AllocationOrigin(string InstanceHash, int Seed, string Method, bool Optimal, Guid? RunId = null);

/// <summary>The rules by which the seats of an edition are given, as they are published.</summary>
public sealed record SeatingRules
{
    /// <summary>The regional groups as of the edition's date.</summary>
    public ImmutableList<GroupSize> Groups { get; init; } = [];

    /// <summary>How the seats of each table are divided where <see cref="Tables"/> does not say otherwise.</summary>
    public required TableRules EveryTable { get; init; }

    /// <summary>Tables that are divided otherwise, by number.</summary>
    public ImmutableSortedDictionary<int, TableRules> Tables { get; init; } = ImmutableSortedDictionary<int, TableRules>.Empty;

    /// <summary>What makes one giving of seats better than another.</summary>
    public SeatingAim Aim { get; init; } = SeatingAim.Leximin;

    /// <summary>Of the lot that decides between who is equal otherwise.</summary>
    public required int Seed { get; init; }

    /// <summary>Until when seats of a group are kept for it, on the edition's clock, with the venue's offset.</summary>
    public required DateTimeOffset CutOffAt { get; init; }

    /// <summary>How long an offered seat can be accepted.</summary>
    public TimeSpan OfferStands { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How long it can be on the day of the table.</summary>
    public TimeSpan OfferStandsOnTheDay { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many of the tables that a delegation ranked count.</summary>
    public int Choices { get; init; } = 2;

    public TableRules Of(int table) => Tables.GetValueOrDefault(table, EveryTable);

    /// <summary>True when both say the same.</summary>
    public static bool Same(SeatingRules? one, SeatingRules? other) => one is null || other is null
        ? one == other
        : one.Groups.SequenceEqual(other.Groups) && one.Tables.SequenceEqual(other.Tables)
            && one with { Groups = [], Tables = other.Tables } == other with { Groups = [] };
}

/// <summary>What makes one giving of seats better than another that leaves as few wishes unfilled.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeatingAim>))]
public enum SeatingAim
{
    /// <summary>The worst-served are served best: as few last choices as possible, then as few second-last ones, and so on.</summary>
    Leximin,

    /// <summary>As many first choices as possible, then second ones, and so on.</summary>
    RankMaximal,
}

/// <summary>How the seats of a table are divided. What is neither flex nor kept for civil society is shared out among the regional groups.</summary>
/// <param name="FlexSeats">Open to all from the beginning; those for which groups tie come to them.</param>
/// <param name="CivilSocietyFloor">Kept for civil society until the cut-off, and then as long as it asks for them.</param>
/// <param name="CivilSocietyCeiling">Civil society has no more; null: no ceiling.</param>
public sealed record TableRules(int FlexSeats, int CivilSocietyFloor, int? CivilSocietyCeiling);

/// <summary>By which rules the seats of an edition are given, whom the groups put forward, and whether seats were given already: one an edition. Without one, seats are given in the order of receipt.</summary>
public sealed record SeatingPlan
{
    internal static readonly Type[] Events = [typeof(SeatingPlanned), typeof(GroupNominated), typeof(CutOffPassed), typeof(AllocationReleased)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public SeatingRules Rules { get; init; } = null!;

    /// <summary>On the edition's clock.</summary>
    public DateTimeOffset PlannedAt { get; init; }

    /// <summary>Whom the groups put forward, the last word of each for each table.</summary>
    public ImmutableList<GroupNominated> Nominations { get; init; } = [];

    /// <summary>Null while seats of a group are kept for it.</summary>
    public DateTimeOffset? CutOffPassedAt { get; init; }

    /// <summary>The giving of seats that holds; null before the first.</summary>
    public AllocationReleased? Release { get; init; }

    /// <summary>True when seats at this table are given through its waiting lists.</summary>
    public bool HasGiven(int table) => Release?.Tables.Contains(table) is true;

    public bool IsNominated(RegionalGroup? group, int table, string participant) =>
        Nominations.Exists(nomination => nomination.Group == group && nomination.RoundTable == table && nomination.Participants.Contains(participant));

    /// <summary>Notes that the groups' time is over once it is.</summary>
    public IEnumerable<object> PassCutOff(DateTimeOffset now) => CutOffPassedAt is null && Rules.CutOffAt <= now ? [new CutOffPassed(Rules.CutOffAt)] : [];

    /// <summary>The edition's own id is that of its speakers' list, so this one is drawn from it (RFC 9562, 5.8).</summary>
    public static Guid IdOf(Guid editionId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. "seating-plan/"u8, .. editionId.ToByteArray(bigEndian: true)], hash);
        hash[6] = (byte)(0x80 | (hash[6] & 0x0f));
        hash[8] = (byte)(0x80 | (hash[8] & 0x3f));
        return new Guid(hash[..16], bigEndian: true);
    }

    public SeatingPlan Evolve(object @event) => @event switch
    {
        SeatingPlanned e => this with { Id = e.PlanId, EditionId = e.EditionId, Rules = e.Rules, PlannedAt = e.At },
        GroupNominated e => this with { Nominations = Nominations.RemoveAll(earlier => earlier.Group == e.Group && earlier.RoundTable == e.RoundTable).Add(e) },
        CutOffPassed e => this with { CutOffPassedAt = e.At },
        AllocationReleased e => this with { Release = e },
        _ => this,
    };
}

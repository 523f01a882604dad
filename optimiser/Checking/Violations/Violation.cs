using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>A hard rule that an arrangement breaks. One that can be released has none.</summary>
/// <param name="Rule">Stable code, one of <see cref="HardRules"/>.</param>
/// <param name="Sentence">What is wrong, in words.</param>
/// <param name="Objects">Identifiers of what it is about: participants, tables, sessions, rooms, persons, pins.</param>
public sealed record Violation(string Rule, string Sentence, IReadOnlyList<string> Objects)
{
    /// <summary>Every hard rule that the arrangement breaks, those of the seats first; empty when it can be released.</summary>
    /// <remarks>It reads the instance and the arrangement alone, and shares no code with what made the arrangement.</remarks>
    public static IReadOnlyList<Violation> Of(Instance instance, Arrangement arrangement) => Of(new Reading(instance, arrangement));

    internal static IReadOnlyList<Violation> Of(Reading reading) =>
        [.. UnknownIdentifiers.Of(reading), .. SeatViolations.Of(reading), .. TimetableViolations.Of(reading), .. PinViolations.Of(reading)];
}

/// <summary>Codes of the hard rules.</summary>
public static class HardRules
{
    /// <summary>The arrangement names something that the instance does not have.</summary>
    public const string Unknown = "unknown";

    /// <summary>More participants sit at a table than it has seats (domain rule S1).</summary>
    public const string TableCapacity = "table-capacity";

    /// <summary>Groups draw on more flex seats than there are: before the cut-off a group's unused seats are its own (S2, S4).</summary>
    public const string GroupCeiling = "group-ceiling";

    /// <summary>Civil society has more seats at a table than its ceiling (R8).</summary>
    public const string CivilSocietyCeiling = "civil-society-ceiling";

    /// <summary>A participant has two seats at one table (S1).</summary>
    public const string SeatTwice = "seat-twice";

    /// <summary>A participant sits where it does not wish to sit and holds no seat (S3).</summary>
    public const string NotWished = "not-wished";

    /// <summary>A participant has more seats than it asked for, those apart that it holds.</summary>
    public const string MoreThanAsked = "more-than-asked";

    /// <summary>Somebody is to be in two places at the same time: a participant at more tables of a slot than it has people, an officer in two sessions (S5, S6).</summary>
    public const string OnePlace = "one-place";

    /// <summary>A participant that holds a seat at a table does not have it (S6).</summary>
    public const string HeldSeat = "held-seat";

    /// <summary>A hard pin is not kept.</summary>
    public const string Pin = "pin";

    /// <summary>A session has no slot and room.</summary>
    public const string SessionUnplaced = "session-unplaced";

    /// <summary>A session is placed twice.</summary>
    public const string SessionTwice = "session-twice";

    /// <summary>A session is in a slot in which it cannot be held, or in one that there is not.</summary>
    public const string SlotUnavailable = "slot-unavailable";

    /// <summary>An officer of a session is not there in its slot.</summary>
    public const string OfficerAbsent = "officer-absent";

    /// <summary>Two sessions are in one room at the same time (S7).</summary>
    public const string RoomTwice = "room-twice";

    /// <summary>A room holds fewer people than come (S7).</summary>
    public const string RoomCapacity = "room-capacity";

    /// <summary>A room cannot be had in the slot (S7).</summary>
    public const string RoomClosed = "room-closed";

    /// <summary>A room has fewer booths than the session has languages (S7).</summary>
    public const string Booths = "booths";

    /// <summary>More sessions of a slot need an interpretation team than there are (S7).</summary>
    public const string InterpretationTeams = "interpretation-teams";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Unknown, TableCapacity, GroupCeiling, CivilSocietyCeiling, SeatTwice, NotWished, MoreThanAsked, OnePlace, HeldSeat, Pin,
        SessionUnplaced, SessionTwice, SlotUnavailable, OfficerAbsent, RoomTwice, RoomCapacity, RoomClosed, Booths, InterpretationTeams,
    ];
}

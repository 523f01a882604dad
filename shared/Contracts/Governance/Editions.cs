using System.Text.Json.Serialization;
using Forum.Contracts.Registration;

namespace Forum.Contracts.Governance;

/// <summary>An edition of the forum was announced: its dates, venue and rules are known from now on.</summary>
public sealed record EditionAnnounced
{
    public required Guid EditionId { get; init; }

    /// <summary>Version of the edition's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Edition Edition { get; init; }
}

/// <summary>Delegations may register from now on.</summary>
public sealed record RegistrationOpened
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Edition Edition { get; init; }
}

/// <summary>No further delegation may register.</summary>
public sealed record RegistrationClosed
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Edition Edition { get; init; }
}

/// <summary>It was announced from when on delegations may ask for the floor in plenary.</summary>
public sealed record SpeakersListOpeningAnnounced
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Edition Edition { get; init; }
}

/// <summary>The edition is over; nothing of it changes any more but the documents about it.</summary>
public sealed record EditionClosed
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Edition Edition { get; init; }
}

/// <summary>What every listener needs to know of an edition, as of a revision.</summary>
public sealed record Edition
{
    /// <summary>Short code, unique over all editions, e.g. <c>hld-2006</c>.</summary>
    public required string Code { get; init; }

    public required string Title { get; init; }

    /// <summary>First day, in the venue's zone.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>Last day, in the venue's zone; the same as the first for a one-day edition.</summary>
    public required DateOnly EndsOn { get; init; }

    public required string Venue { get; init; }

    /// <summary>IANA zone of the venue, e.g. <c>America/New_York</c>.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The day whose list of Member States, observers and groups applies to this edition.</summary>
    public required DateOnly ParticipantsAsOf { get; init; }

    /// <summary>How many Member States each regional group has on that day; those in no group are in none of them. Empty when it was told before sizes were.</summary>
    public IReadOnlyList<GroupSize> Groups { get; init; } = [];

    public required ModalityProfile ModalityProfile { get; init; }
    public required OutcomeType OutcomeType { get; init; }
    public required EditionClock Clock { get; init; }
    public required EditionState State { get; init; }

    /// <summary>From when on delegations may ask for the floor in plenary, with the venue's offset; null when no instant was announced, and they may as soon as they are registered.</summary>
    public DateTimeOffset? SpeakersListOpensAt { get; init; }
}

/// <summary>How many Member States a regional group has.</summary>
public sealed record GroupSize
{
    public required RegionalGroup Group { get; init; }
    public required int Members { get; init; }
}

/// <summary>The modalities an edition is held under. A limit that is not known is null and is shown as unknown, never filled in.</summary>
public sealed record ModalityProfile
{
    public required string Code { get; init; }

    /// <summary>Seats at one round table, all categories together; null = not known.</summary>
    public int? RoundTableCapacity { get; init; }

    /// <summary>Minutes for one statement in plenary; null = not known.</summary>
    public int? SpeakingLimitMinutes { get; init; }

    /// <summary>Days for which a proposed organization circulates among Members before silence clears it; null = no-objection is not asked for, or not known to have been.</summary>
    public int? NoObjectionDays { get; init; }

    /// <summary>Civil-society seats at one round table that are kept, once all Member States are accommodated; null = not known.</summary>
    public int? CivilSocietyFloor { get; init; }

    /// <summary>Civil-society seats at one round table at most; null = not known.</summary>
    public int? CivilSocietyCeiling { get; init; }

    /// <summary>Delegations of NGOs, civil society and the private sector at the whole edition at most; null = not limited, or not known to have been.</summary>
    public int? MostCivilSocietyDelegations { get; init; }
}

/// <summary>What comes out of an edition. A chair's summary is nobody's negotiated text (A/61/515, para. 1); 2013 ended with an adopted declaration.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeType>))]
public enum OutcomeType
{
    ChairSummary,
    AdoptedDeclaration,
}

[JsonConverter(typeof(JsonStringEnumConverter<EditionState>))]
public enum EditionState
{
    Announced,
    RegistrationOpen,
    RegistrationClosed,
    Closed,
}

[JsonConverter(typeof(JsonStringEnumConverter<ClockKind>))]
public enum ClockKind
{
    /// <summary>The edition's time is the world's time.</summary>
    Real,

    /// <summary>The edition's time starts where it was set and runs at a speed of its own.</summary>
    Rehearsal,
}

/// <summary>The clock by which every business time of an edition is read. It goes no further than from 1900 to the end of 8999: beyond, days cannot be counted on and back any more.</summary>
public sealed record EditionClock
{
    /// <summary>The first instant that there is on the clock of an edition.</summary>
    public static readonly DateTimeOffset First = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last instant that there is on the clock of an edition; a rehearsal that is left running for days stands still there.</summary>
    public static readonly DateTimeOffset Last = new(8999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    public required ClockKind Kind { get; init; }

    /// <summary>The edition's time when the rehearsal was set going; null for a real clock.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Seconds of the edition per real second, above 0; null for a real clock.</summary>
    public double? Speed { get; init; }

    /// <summary>The real instant at which the rehearsal was set going; null for a real clock.</summary>
    public DateTimeOffset? SetGoingAt { get; init; }

    /// <summary>The edition's time, UTC, when the world's is <paramref name="real"/>.</summary>
    public DateTimeOffset At(DateTimeOffset real) =>
        Kind is ClockKind.Rehearsal && StartsAt is { } start && Speed is { } speed && SetGoingAt is { } setGoing
            ? Passed(start.ToUniversalTime(), (real - setGoing).Ticks * speed)
            : real;

    /// <summary>The world's time, UTC, when the edition's is <paramref name="edition"/>.</summary>
    public DateTimeOffset RealAt(DateTimeOffset edition) =>
        Kind is ClockKind.Rehearsal && StartsAt is { } start && Speed is { } speed && SetGoingAt is { } setGoing
            ? Passed(setGoing, (edition - start).Ticks / speed)
            : edition.ToUniversalTime();

    /// <summary>The edition's time now, UTC.</summary>
    public DateTimeOffset Now(TimeProvider time) => At(time.GetUtcNow());

    private static DateTimeOffset Passed(DateTimeOffset since, double ticks)
    {
        if (ticks >= (Last - since).Ticks)
            return Last;
        return ticks <= (First - since).Ticks ? First : since.AddTicks((long)Math.Round(ticks));
    }
}

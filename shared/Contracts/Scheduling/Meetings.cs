using System.Text.Json.Serialization;

namespace Forum.Contracts.Scheduling;

/// <summary>A meeting stands in the programme of work.</summary>
public sealed record MeetingPlanned
{
    public required Guid MeetingId { get; init; }

    /// <summary>Version of the meeting's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Meeting Meeting { get; init; }
}

/// <summary>The meeting stands otherwise in the programme of work: its title, times, room, or the languages it is interpreted into.</summary>
public sealed record MeetingChanged
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }
}

/// <summary>The meeting was called off. It stays in the programme as cancelled and will not sit.</summary>
public sealed record MeetingCancelled
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset CancelledAt { get; init; }
}

/// <summary>Somebody was named to an office of the meeting: its chair, its rapporteur.</summary>
public sealed record OfficerDesignated
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }
}

/// <summary>The participant that an officer of the meeting comes from withdrew, so that the office is vacant until somebody is named to it.</summary>
public sealed record OfficeVacated
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }

    /// <summary>With the officers that are left.</summary>
    public required Meeting Meeting { get; init; }

    /// <summary>The office that is vacant.</summary>
    public required OfficerRole Role { get; init; }

    /// <summary>Code of the participant that withdrew.</summary>
    public required string Participant { get; init; }

    /// <summary>Who held the office; null when not known. Officers act in public, so their names may be announced.</summary>
    public string? Name { get; init; }

    /// <summary>True when nobody is left to chair the meeting: it is time to name somebody.</summary>
    public required bool ChairVacant { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset VacatedAt { get; init; }
}

/// <summary>The secretariat released somebody from an office of the meeting, which is vacant until somebody is named to it.</summary>
public sealed record OfficerReleased
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }

    /// <summary>With the officers that are left.</summary>
    public required Meeting Meeting { get; init; }

    /// <summary>The office that is vacant.</summary>
    public required OfficerRole Role { get; init; }

    /// <summary>Code of the participant the officer came from; null when from none, or not known.</summary>
    public string? Participant { get; init; }

    /// <summary>Who held the office; null when not known.</summary>
    public string? Name { get; init; }

    /// <summary>True when nobody is left to chair the meeting: it is time to name somebody.</summary>
    public required bool ChairVacant { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }
}

/// <summary>The meeting was called to order.</summary>
public sealed record MeetingConvened
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }
}

/// <summary>The meeting is interrupted and goes on later, under the same number.</summary>
public sealed record MeetingSuspended
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }
}

/// <summary>A meeting that was suspended goes on.</summary>
public sealed record MeetingResumed
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }
}

/// <summary>The meeting rose; it will not sit again.</summary>
public sealed record MeetingConcluded
{
    public required Guid MeetingId { get; init; }
    public required long Revision { get; init; }
    public required Meeting Meeting { get; init; }
}

/// <summary>What every listener needs to know of a meeting, as of a revision.</summary>
public sealed record Meeting
{
    public required Guid EditionId { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Number among the meetings of its kind, from 1.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Planned start, with the venue's offset at that time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Planned end, with the venue's offset at that time.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public string? Room { get; init; }

    /// <summary>Into which it is interpreted; empty when into none.</summary>
    public IReadOnlyList<Language> Languages { get; init; } = [];

    public required IReadOnlyList<Officer> Officers { get; init; }
    public required MeetingState State { get; init; }

    /// <summary>When it was called to order, on the edition's clock; null before.</summary>
    public DateTimeOffset? ConvenedAt { get; init; }

    /// <summary>When it rose, on the edition's clock; null before.</summary>
    public DateTimeOffset? ConcludedAt { get; init; }
}

/// <summary>An office of a meeting and who holds it. Officers act in public, so their names may be announced.</summary>
public sealed record Officer
{
    public required OfficerRole Role { get; init; }

    /// <summary>Null when somebody holds the office and who it is, is not known.</summary>
    public required string? Name { get; init; }

    /// <summary>The office that the officer holds at home, e.g. "Minister of Labour"; null when not known.</summary>
    public required string? Title { get; init; }

    /// <summary>Code of the participant the officer comes from; null when from none.</summary>
    public string? Participant { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<MeetingKind>))]
public enum MeetingKind
{
    Plenary,
    RoundTable,
}

[JsonConverter(typeof(JsonStringEnumConverter<MeetingState>))]
public enum MeetingState
{
    Planned,
    InSession,
    Concluded,

    /// <summary>Interrupted, to go on later under the same number.</summary>
    Suspended,

    /// <summary>Called off; it will not sit.</summary>
    Cancelled,
}

/// <summary>The official languages of the United Nations, into which meetings are interpreted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Language>))]
public enum Language
{
    Arabic,
    Chinese,
    English,
    French,
    Russian,
    Spanish,
}

[JsonConverter(typeof(JsonStringEnumConverter<OfficerRole>))]
public enum OfficerRole
{
    PresidingOfficer,
    Chair,
    CoChair,
    ViceChair,
    Moderator,
    Rapporteur,
    NoteTaker,
    SecretaryOfTheMeeting,
}

using System.Text.Json.Serialization;

namespace Forum.Rehearsal.Scenarios;

/// <summary>Something that does not go by the programme.</summary>
public sealed record Disturbance
{
    /// <summary>When it happens, by the clocks at the venue, e.g. <c>2027-05-11T14:00</c>; or while the delegations register, on the days before.</summary>
    public required DateTime At { get; init; }

    public required DisturbanceKind What { get; init; }

    /// <summary>Code of the participant it is about; may be left out when <see cref="Meeting"/> says whom it means.</summary>
    public string? Participant { get; init; }

    /// <summary>The meeting it is about. Of a withdrawal or a return without a participant: whoever is to chair the meeting.</summary>
    public MeetingName? Meeting { get; init; }

    /// <summary>For how long: how late the chair comes, by how much the speaker overruns, how long nobody of the delegation is in the hall.</summary>
    public int? Minutes { get; init; }

    /// <summary>True when the seed drew it, and no organizer wrote it.</summary>
    [JsonIgnore]
    public bool Drawn { get; init; }
}

/// <summary>What can go wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DisturbanceKind>))]
public enum DisturbanceKind
{
    /// <summary>The participant's delegation withdraws, with all that it holds.</summary>
    Withdrawal,

    /// <summary>A delegation that has withdrawn comes back, at the end of every queue.</summary>
    Return,

    /// <summary>Whoever is to chair the meeting comes late to it.</summary>
    LateChair,

    /// <summary>The next speaker at the plenary meeting does not stop in time.</summary>
    Overrun,

    /// <summary>Nobody of the participant's delegation is in the hall when it is called.</summary>
    Absence,
}

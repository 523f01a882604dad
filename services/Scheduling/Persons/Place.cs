using System.Text.Json.Serialization;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Persons;

/// <summary>What somebody is to be somewhere for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PlaceKind>))]
public enum PlaceKind
{
    /// <summary>The seat of the delegation at a round table.</summary>
    RoundTableSeat,

    /// <summary>An office of a meeting.</summary>
    Office,

    /// <summary>The statement of the delegation in plenary.</summary>
    PlenarySlot,
}

/// <summary>How two places exclude each other.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Plenary runs late or early: it may come out well, and somebody has to look after it.</summary>
    Soft,

    /// <summary>Nobody can be at both.</summary>
    Hard,
}

/// <summary>Where one person is to be, and when.</summary>
public sealed record Place
{
    public required PlaceKind Kind { get; init; }
    public required Guid MeetingId { get; init; }

    /// <summary>The round table, the officer of the meeting, or the inscription on the speakers' list.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Null for an officer of no known delegation.</summary>
    public Guid? DelegationId { get; init; }

    /// <summary>Code of the participant; null for an officer of none.</summary>
    public string? Participant { get; init; }

    /// <summary>Number of the round table; null elsewhere.</summary>
    public int? RoundTable { get; init; }

    /// <summary>The office; null for a seat or a slot.</summary>
    public OfficerRole? Role { get; init; }

    /// <summary>With the venue's offset; for a slot, when it is expected to begin.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>With the venue's offset; for a slot, when it is expected to end.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>True for the same place, whenever it is.</summary>
    public bool Is(Place other) => Kind == other.Kind && Subject == other.Subject;
}

/// <summary>
/// A person is in one place at a time. A seat and an office exclude each other and their like when there is an instant that belongs to both: equal times exclude,
/// adjacent ones do not. Plenary drifts: a slot in it excludes an office only at its own time, and is too near to a seat or an office for half an hour around it.
/// </summary>
public static class Exclusion
{
    /// <summary>How far from a slot in plenary its speaker should be free.</summary>
    public static readonly TimeSpan Buffer = TimeSpan.FromMinutes(30);

    /// <summary>How the two exclude each other; null when somebody can be at both.</summary>
    public static Severity? Between(Place one, Place other)
    {
        if (one.Is(other))
            return null;
        var (slot, place) = one.Kind is PlaceKind.PlenarySlot ? (one, other) : (other, one);
        if (slot.Kind is not PlaceKind.PlenarySlot)
            return Overlap(one, other, TimeSpan.Zero) ? Severity.Hard : null;
        // Whoever presides may speak at the same meeting.
        if (slot.MeetingId == place.MeetingId)
            return null;
        if (place.Kind is PlaceKind.Office && Overlap(slot, place, TimeSpan.Zero))
            return Severity.Hard;
        return Overlap(slot, place, Buffer) ? Severity.Soft : null;
    }

    private static bool Overlap(Place one, Place other, TimeSpan buffer) => one.StartsAt - buffer < other.EndsAt && other.StartsAt < one.EndsAt + buffer;
}

using System.Text.Json.Serialization;
using Forum.Contracts.Registration;

namespace Forum.Contracts.Scheduling;

/// <summary>A round table was set up, with its topic and the meeting at which it sits.</summary>
public sealed record RoundTablePlanned
{
    public required Guid RoundTableId { get; init; }
    public required long Revision { get; init; }
    public required Guid EditionId { get; init; }
    public required Guid MeetingId { get; init; }

    /// <summary>Number of the round table in its edition, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it discusses; null when not known.</summary>
    public string? Topic { get; init; }

    /// <summary>Seats at the table, all categories together.</summary>
    public required int Capacity { get; init; }
}

/// <summary>A round table has another topic, or more or fewer seats.</summary>
public sealed record RoundTableChanged
{
    public required Guid RoundTableId { get; init; }

    /// <summary>Version of the round table's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    /// <summary>What it discusses; null when not known.</summary>
    public string? Topic { get; init; }

    /// <summary>Seats at the table, all categories together.</summary>
    public required int Capacity { get; init; }

    /// <summary>Seats behind the table, for advisers, who do not take the floor.</summary>
    public required int AdviserSeats { get; init; }
}

/// <summary>Seats were given to all who ask for them, by the published rules. Whose each is, is told seat by seat.</summary>
public sealed record SeatsReleased
{
    public required Guid SeatingPlanId { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>Version of the seating plan's stream.</summary>
    public required long Revision { get; init; }

    /// <summary>From 1 in its edition.</summary>
    public required int Number { get; init; }

    /// <summary>Numbers of the round tables whose seats were given.</summary>
    public required IReadOnlyList<int> Tables { get; init; }

    /// <summary>How many seats are held with it.</summary>
    public required int Seats { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ReleasedAt { get; init; }
}

/// <summary>A seat that is free is offered to the next of a waiting list, and kept for it until it answers or the offer lapses.</summary>
public sealed record SeatOffered
{
    public required Guid RoundTableId { get; init; }

    /// <summary>Version of the round table's stream; of two messages on one seat the later one is true.</summary>
    public required long Revision { get; init; }

    /// <summary>By which it is answered.</summary>
    public required Guid OfferId { get; init; }

    public required Seat Seat { get; init; }

    /// <summary>Number of the round table whose seat is left when it is accepted; null when none is.</summary>
    public int? Instead { get; init; }

    /// <summary>When it lapses if it is not answered, on the edition's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Nothing comes of an offer: it was declined, it lapsed, or it was taken back. That it was accepted is told by <see cref="SeatAllocated"/>.</summary>
public sealed record SeatOfferEnded
{
    public required Guid RoundTableId { get; init; }
    public required long Revision { get; init; }
    public required Guid OfferId { get; init; }
    public required Seat Seat { get; init; }
}

/// <summary>A participant holds a seat at a round table.</summary>
public sealed record SeatAllocated
{
    public required Guid RoundTableId { get; init; }

    /// <summary>Version of the round table's stream; of two messages on one seat the later one is true.</summary>
    public required long Revision { get; init; }

    public required Seat Seat { get; init; }
}

/// <summary>A seat is free again.</summary>
public sealed record SeatReleased
{
    public required Guid RoundTableId { get; init; }
    public required long Revision { get; init; }
    public required Seat Seat { get; init; }
}

/// <summary>A seat at a round table: whose it is or was.</summary>
public sealed record Seat
{
    public required Guid EditionId { get; init; }

    /// <summary>Number of the round table in its edition, from 1.</summary>
    public required int RoundTable { get; init; }

    public required Guid DelegationId { get; init; }
    public required string Participant { get; init; }
    public required ParticipantCategory Category { get; init; }
    public required SeatState State { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<SeatState>))]
public enum SeatState
{
    Confirmed,
    Released,

    /// <summary>Kept for the participant until it answers.</summary>
    Offered,

    Declined,

    /// <summary>Not answered in time.</summary>
    Lapsed,

    /// <summary>Offered, and not any more: the participant does not ask for it, or there is none.</summary>
    TakenBack,
}

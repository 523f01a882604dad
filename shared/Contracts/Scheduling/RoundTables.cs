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
}

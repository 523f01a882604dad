using System.Text.Json.Serialization;
using Forum.Contracts.Registration;

namespace Forum.Contracts.Scheduling;

/// <summary>A speaker stands on the speakers' list of the edition.</summary>
public sealed record SpeakerInscribed
{
    public required Guid EditionId { get; init; }

    /// <summary>Version of the speakers' list.</summary>
    public required long Revision { get; init; }

    public required Inscription Inscription { get; init; }
}

/// <summary>A speaker was taken off the list before the statement.</summary>
public sealed record InscriptionWithdrawn
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Inscription Inscription { get; init; }
}

/// <summary>A statement was made in plenary. Each such message is a fact of its own and counts once.</summary>
public sealed record StatementDelivered
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Inscription Inscription { get; init; }
    public required Guid MeetingId { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset DeliveredAt { get; init; }
}

/// <summary>An entry of the speakers' list.</summary>
public sealed record Inscription
{
    public required Guid InscriptionId { get; init; }
    public required StatementKind Kind { get; init; }

    /// <summary>Whose statement it is; null for an opening statement.</summary>
    public Guid? DelegationId { get; init; }

    /// <summary>Code of the participant; null for an opening statement.</summary>
    public string? Participant { get; init; }

    /// <summary>Null for an opening statement.</summary>
    public ParticipantCategory? Category { get; init; }

    /// <summary>Null for an opening statement.</summary>
    public RankLevel? Rank { get; init; }

    /// <summary>The office that opens, e.g. "Secretary-General"; null for a participant's statement.</summary>
    public string? Office { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StatementKind>))]
public enum StatementKind
{
    /// <summary>By an office of the United Nations, before the debate (A/61/515, para. 2).</summary>
    Opening,

    /// <summary>By a participant, in the debate.</summary>
    Debate,
}

using Forum.Contracts.Registration;
using Forum.Scheduling.RoundTables;
using JasperFx;

namespace Forum.Scheduling.Delegations;

/// <summary>A delegation as Registration told of it last; a later message supersedes, an earlier one changes nothing.</summary>
public sealed record KnownDelegation : ILongVersioned
{
    public Guid Id { get; init; }

    /// <summary>Revision of the message that told it.</summary>
    public long Version { get; set; }

    public required Delegation Delegation { get; init; }

    /// <summary>The floor that it asks for; null when it asks for none, or does not come any more.</summary>
    public FloorRequest? Floor() => Delegation is { Standing: DelegationStanding.Announced, SpeakingRequestedAt: { } receivedAt }
        ? new FloorRequest(Id, Delegation.Participant, Delegation.Name, Delegation.Category, Delegation.Group, Delegation.HeadRank, receivedAt)
        : null;

    /// <summary>The seats that it asks for; null when it asks for none, or does not come any more.</summary>
    public SeatRequest? Seats() => Delegation is { Standing: DelegationStanding.Announced, RoundTableSeats: > 0, RoundTableChoices.Count: > 0 }
        ? new SeatRequest(
            Id,
            Delegation.Participant,
            Delegation.Category,
            Delegation.Group,
            [.. Delegation.RoundTableChoices],
            Delegation.RoundTableSeats,
            Delegation.RoundTableChoicesAt ?? DateTimeOffset.MaxValue)
        : null;
}

/// <summary>A delegation's standing request for the floor in plenary.</summary>
/// <param name="Name">Official short name of the participant.</param>
/// <param name="ReceivedAt">On the edition's clock; a delegation that withdrew and came back has a new one.</param>
public sealed record FloorRequest(
    Guid DelegationId, string Participant, string Name, ParticipantCategory Category, RegionalGroup? Group, RankLevel Rank, DateTimeOffset ReceivedAt);

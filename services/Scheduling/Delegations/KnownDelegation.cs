using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Scheduling.RoundTables;
using JasperFx;
using Marten;

namespace Forum.Scheduling.Delegations;

/// <summary>A delegation as Registration told of it last; a later message supersedes, an earlier one changes nothing.</summary>
public sealed record KnownDelegation : ILongVersioned
{
    public Guid Id { get; init; }

    /// <summary>Revision of the message that told it.</summary>
    public long Version { get; set; }

    public required Delegation Delegation { get; init; }

    /// <summary>True after it withdrew and before it comes back.</summary>
    public bool IsAway() => Delegation.Standing is DelegationStanding.Withdrawn;

    /// <summary>The floor that it asks for; null when it asks for none, or does not come any more.</summary>
    public FloorRequest? Floor() => Delegation is { Standing: DelegationStanding.Announced, SpeakingRequestedAt: { } receivedAt }
        ? new FloorRequest(Id, Delegation.Participant, Delegation.Name, Delegation.Category, Delegation.Group, Delegation.HeadRank, receivedAt)
        {
            Preferences = [.. Delegation.SpeakingPreferences ?? []],
            OnBehalfOf = Delegation.SpeakingOnBehalfOf,
            Returned = Delegation.LastWithdrawnAt is not null,
        }
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
        {
            OnePerson = Delegation.Members <= 1,
            LastWithdrawnAt = Delegation.LastWithdrawnAt,
        }
        : null;
}

internal static class Known
{
    /// <summary>The delegation of a participant at an edition; null when none is known, or no participant is given.</summary>
    public static async Task<KnownDelegation?> DelegationOf(this IQuerySession session, Guid editionId, string? participant, CancellationToken ct) => participant is null
        ? null
        : await session.Query<KnownDelegation>().FirstOrDefaultAsync(known => known.Delegation.EditionId == editionId && known.Delegation.Participant == participant, ct);
}

/// <summary>A delegation's standing request for the floor in plenary.</summary>
/// <param name="Name">Official short name of the participant.</param>
/// <param name="ReceivedAt">On the edition's clock; a delegation that withdrew and came back has a new one.</param>
public sealed record FloorRequest(
    Guid DelegationId, string Participant, string Name, ParticipantCategory Category, RegionalGroup? Group, RankLevel Rank, DateTimeOffset ReceivedAt)
{
    /// <summary>Numbers of the plenary meetings at which it would speak, best first; empty when any will do.</summary>
    public ImmutableArray<int> Preferences { get; init; } = [];

    /// <summary>Code of the group on whose behalf it speaks; null when on its own.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>True when the delegation had withdrawn and came back.</summary>
    public bool Returned { get; init; }

    /// <summary>True when both ask for the same.</summary>
    public static bool Same(FloorRequest? one, FloorRequest? other) => one is null || other is null
        ? one == other
        : one.Preferences.SequenceEqual(other.Preferences) && one with { Preferences = [] } == other with { Preferences = [] };
}

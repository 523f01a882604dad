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

    /// <summary>True when the request came after the list was closed: it waits for the chair's leave.</summary>
    public bool AwaitsLeave { get; init; }
}

/// <summary>The chair lets a speaker come onto the closed list.</summary>
public sealed record LeaveGranted
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Inscription Inscription { get; init; }
}

/// <summary>A speaker has this slot from now on, and no other.</summary>
public sealed record SlotAssigned
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Inscription Inscription { get; init; }
    public required Slot Slot { get; init; }

    /// <summary>True when the speaker keeps it, whoever is inscribed afterwards.</summary>
    public required bool Kept { get; init; }
}

/// <summary>A speaker has its slot no more and waits for one.</summary>
public sealed record SlotVacated
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Inscription Inscription { get; init; }
}

/// <summary>Two speakers have exchanged their slots, both delegations having agreed.</summary>
public sealed record SlotsExchanged
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Inscription One { get; init; }

    /// <summary>Which the one has from now on.</summary>
    public required Slot OneSlot { get; init; }

    public required Inscription Other { get; init; }

    /// <summary>Which the other has from now on.</summary>
    public required Slot OtherSlot { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ExchangedAt { get; init; }
}

/// <summary>One delegation proposes to another to exchange their slots.</summary>
public sealed record ExchangeProposed
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }
    public required Guid ExchangeId { get; init; }

    /// <summary>Code of the participant that proposes it.</summary>
    public required string By { get; init; }

    /// <summary>Code of the participant that is asked.</summary>
    public required string With { get; init; }

    /// <summary>When it lapses if it is not answered, on the edition's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Requests for the floor that are received from an instant on wait for the chair's leave.</summary>
public sealed record SpeakersListClosed
{
    public required Guid EditionId { get; init; }
    public required long Revision { get; init; }

    /// <summary>On the edition's clock; it may be to come.</summary>
    public required DateTimeOffset ClosesAt { get; init; }
}

/// <summary>A place in a plenary meeting.</summary>
public sealed record Slot
{
    public required Guid MeetingId { get; init; }

    /// <summary>Among the slots of the meeting, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it is expected to begin, with the venue's offset.</summary>
    public required DateTimeOffset StartsAt { get; init; }
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

/// <summary>A delegation replied, after the day's last speaker, to what was said on that day. Each such message is a fact of its own and counts once; a reply is no statement of the debate.</summary>
public sealed record RightOfReplyExercised
{
    public required Guid RightsOfReplyId { get; init; }

    /// <summary>Version of the edition's rights of reply.</summary>
    public required long Revision { get; init; }

    public required Guid EditionId { get; init; }
    public required Guid ReplyId { get; init; }
    public required Guid DelegationId { get; init; }

    /// <summary>Code of the participant.</summary>
    public required string Participant { get; init; }

    public required Guid MeetingId { get; init; }

    /// <summary>Whether it was the delegation's first or second reply on the item.</summary>
    public required int Number { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ExercisedAt { get; init; }
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

    /// <summary>Code of the group on whose behalf the statement is made, e.g. <c>G77</c>; null when on its own.</summary>
    public string? OnBehalfOf { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<StatementKind>))]
public enum StatementKind
{
    /// <summary>By an office of the United Nations, before the debate (A/61/515, para. 2).</summary>
    Opening,

    /// <summary>By a participant, in the debate.</summary>
    Debate,
}

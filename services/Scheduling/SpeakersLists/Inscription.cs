using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>An entry of the speakers' list: an office that opens, or a participant in the debate.</summary>
public sealed record Inscription
{
    public required Guid Id { get; init; }
    public required StatementKind Kind { get; init; }

    /// <summary>When the request was received, on the edition's clock; for an opener, when it was inscribed.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The office that opens, e.g. "Secretary-General"; null for a participant.</summary>
    public string? Office { get; init; }

    /// <summary>Who holds the office and speaks in public; null when not known or for a participant.</summary>
    public string? OfficeHolder { get; init; }

    /// <summary>Null for an opener, as is all that follows.</summary>
    public Guid? DelegationId { get; init; }

    public string? Participant { get; init; }

    /// <summary>Official short name of the participant.</summary>
    public string? Name { get; init; }

    public ParticipantCategory? Category { get; init; }

    /// <summary>Regional group of a Member State; null when in none.</summary>
    public RegionalGroup? Group { get; init; }

    public RankLevel? Rank { get; init; }

    /// <summary>Numbers of the plenary meetings at which it would speak, best first; empty when any will do.</summary>
    public ImmutableList<int> Preferences { get; init; } = [];

    /// <summary>Code of the group on whose behalf the statement is made, e.g. <c>G77</c>; null when on its own.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>True when the delegation had withdrawn and came back: it goes to the end and not to a place that it had.</summary>
    public bool Returned { get; init; }
}

/// <summary>A place on the list, and the statement if it was made.</summary>
public sealed record Entry(Inscription Inscription, Statement? Statement = null)
{
    /// <summary>When it speaks, or spoke; null while it waits for a slot.</summary>
    public Slot? Slot { get; init; }

    /// <summary>The slot that it keeps, whoever is inscribed after it; null while it has none of its own.</summary>
    public HeldSlot? Held { get; init; }

    /// <summary>Minutes that were given to this statement; null when the list's limit holds.</summary>
    public decimal? LimitMinutes { get; init; }

    /// <summary>True when the chair lets it speak among the Members, though it is none.</summary>
    public bool AmongMembers { get; init; }

    /// <summary>When it was called last and nobody was there, on the edition's clock; null when that never happened.</summary>
    public DateTimeOffset? AbsentAt { get; init; }

    /// <summary>The slot in which it was called and was not there; null when that never happened, or it had none.</summary>
    public Slot? Missed { get; init; }

    /// <summary>When the chair gave it leave to come onto the closed list, on the edition's clock; null when it never did.</summary>
    public DateTimeOffset? LeaveAt { get; init; }
}

/// <summary>A statement that was made: where and when, on the edition's clock.</summary>
public sealed record Statement(Guid MeetingId, DateTimeOffset At);

/// <summary>A place in a meeting.</summary>
/// <param name="Number">Among the slots of the meeting, from 1.</param>
/// <param name="Length">How many slots in a row it takes; a statement with a longer limit takes more than one.</param>
public sealed record Slot(Guid MeetingId, int Number, int Length = 1)
{
    public int Last() => Number + Length - 1;

    public bool Meets(Slot other) => MeetingId == other.MeetingId && Number <= other.Last() && other.Number <= Last();
}

/// <summary>A slot that a speaker keeps.</summary>
/// <param name="Level">The speaker's place in the order of speaking when it was given; see <see cref="SpeakingOrder.Level(Entry)"/>.</param>
/// <param name="Waived">True when it need not be where its rank would have it.</param>
public sealed record HeldSlot(Slot Slot, int Level, bool Waived);

using System.Text.Json.Serialization;

namespace Forum.Contracts.Registration;

/// <summary>An organization of civil society circulates among the Member States: again, when the last objection was withdrawn.</summary>
public sealed record OrganizationCirculated
{
    public required Guid OrganizationId { get; init; }

    /// <summary>Version of the organization's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Organization Organization { get; init; }
}

/// <summary>A Member State objects to the organization; which one, and why, is not told.</summary>
public sealed record OrganizationObjected
{
    public required Guid OrganizationId { get; init; }
    public required long Revision { get; init; }
    public required Organization Organization { get; init; }
}

/// <summary>The organization is admitted: it may register its delegation.</summary>
public sealed record OrganizationCleared
{
    public required Guid OrganizationId { get; init; }
    public required long Revision { get; init; }
    public required Organization Organization { get; init; }
}

/// <summary>The proposal was taken back; the organization does not come.</summary>
public sealed record OrganizationWithdrawn
{
    public required Guid OrganizationId { get; init; }
    public required long Revision { get; init; }
    public required Organization Organization { get; init; }
}

/// <summary>What the others may know of an organization's accreditation, as of a revision.</summary>
public sealed record Organization
{
    public required Guid EditionId { get; init; }

    /// <summary>Unique in the edition; the code under which its delegation registers.</summary>
    public required string Code { get; init; }

    public required ParticipantCategory Category { get; init; }
    public required AccreditationStanding Standing { get; init; }

    /// <summary>Until when Member States may object, on the edition's clock; null when no-objection was not asked for.</summary>
    public DateTimeOffset? CirculatedUntil { get; init; }
}

/// <summary>Where an organization's accreditation stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AccreditationStanding>))]
public enum AccreditationStanding
{
    Proposed,

    /// <summary>Before the Member States; nobody objects.</summary>
    Circulated,

    /// <summary>A Member State objects; when the deadline passes so, the organization is not admitted.</summary>
    Objected,

    /// <summary>Admitted.</summary>
    Cleared,

    /// <summary>Taken back by who proposed it.</summary>
    Withdrawn,
}

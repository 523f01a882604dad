using System.Text.Json.Serialization;

namespace Forum.Contracts.Governance;

/// <summary>An account may act for a participant from now on.</summary>
public sealed record FocalPointDesignated
{
    /// <summary>The participant's stream of mandates.</summary>
    public required Guid FocalPointsId { get; init; }

    /// <summary>Version of that stream; of the same account, a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Mandate Mandate { get; init; }
}

/// <summary>The mandate holds for longer.</summary>
public sealed record FocalPointRenewed
{
    public required Guid FocalPointsId { get; init; }
    public required long Revision { get; init; }
    public required Mandate Mandate { get; init; }
}

/// <summary>The mandate ended; the account may act for the participant no more.</summary>
public sealed record FocalPointRevoked
{
    public required Guid FocalPointsId { get; init; }
    public required long Revision { get; init; }
    public required Mandate Mandate { get; init; }
}

/// <summary>On what an account's acting for a participant rests.</summary>
public sealed record Mandate
{
    public required Guid MandateId { get; init; }

    /// <summary>Code of the participant, e.g. <c>FRA</c>.</summary>
    public required string Participant { get; init; }

    /// <summary>The account, as the subject of its tokens. No name and no address of a person.</summary>
    public required string Subject { get; init; }

    public required FocalPointCapacity Capacity { get; init; }

    /// <summary>World time until which it holds, for it is a right of access; null when it holds until it is revoked.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null while it was not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>Whether a focal point is the one or stands in for it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FocalPointCapacity>))]
public enum FocalPointCapacity
{
    /// <summary>One per participant at any time.</summary>
    Primary,

    Backup,
}

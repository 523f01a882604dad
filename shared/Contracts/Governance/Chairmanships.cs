namespace Forum.Contracts.Governance;

/// <summary>A succession of Chairs began.</summary>
public sealed record ChairmanshipAssumed
{
    public required Guid ChairmanshipId { get; init; }

    /// <summary>Version of the chairmanship's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Troika Troika { get; init; }
}

/// <summary>It is known who chairs next.</summary>
public sealed record IncomingChairDesignated
{
    public required Guid ChairmanshipId { get; init; }
    public required long Revision { get; init; }
    public required Troika Troika { get; init; }
}

/// <summary>Who was to chair next does not; the place is vacant again.</summary>
public sealed record IncomingChairStoodDown
{
    public required Guid ChairmanshipId { get; init; }
    public required long Revision { get; init; }
    public required Troika Troika { get; init; }
}

/// <summary>At one instant the incoming Chair took office and the Chair-in-Office became the outgoing one.</summary>
public sealed record TroikaRotated
{
    public required Guid ChairmanshipId { get; init; }
    public required long Revision { get; init; }
    public required Troika Troika { get; init; }
}

/// <summary>Outgoing, present and incoming Chair. There is a present one at any time; the other places may be vacant.</summary>
public sealed record Troika
{
    /// <summary>Null when vacant.</summary>
    public ChairOfEdition? Outgoing { get; init; }

    public required ChairOfEdition InOffice { get; init; }

    /// <summary>Null when vacant.</summary>
    public ChairOfEdition? Incoming { get; init; }
}

/// <summary>Who chairs one edition.</summary>
public sealed record ChairOfEdition
{
    public required Guid EditionId { get; init; }

    /// <summary>Codes of the States: one, or declared co-chairs.</summary>
    public required IReadOnlyList<string> Participants { get; init; }
}

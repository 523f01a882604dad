namespace Forum.Contracts.Publishing;

/// <summary>The chair's summary of an edition was issued under a document symbol; its text does not change any more.</summary>
public sealed record SummaryIssued
{
    public required Guid SummaryId { get; init; }

    /// <summary>Version of the summary's stream.</summary>
    public required long Revision { get; init; }

    public required Guid EditionId { get; init; }
    public required string Title { get; init; }

    /// <summary>Document symbol, e.g. <c>A/61/515</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Date on the masthead.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>SHA-256 of the issued content, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }
}

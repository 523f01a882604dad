namespace Forum.Contracts.Publishing;

/// <summary>A translation of an issued summary was issued, under the same symbol.</summary>
public sealed record LanguageVersionIssued
{
    public required Guid VersionId { get; init; }

    /// <summary>Version of the translation's stream.</summary>
    public required long Revision { get; init; }

    public required Guid SummaryId { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>Document symbol, the same in all languages.</summary>
    public required string Symbol { get; init; }

    /// <summary>ISO 639-1: ar, zh, en, fr, ru or es.</summary>
    public required string Language { get; init; }

    /// <summary>SHA-256 of the issued content, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }
}

/// <summary>A corrigendum was issued: it says how issued language versions of a summary are to be read, which stay as they were issued.</summary>
public sealed record CorrigendumIssued
{
    public required Guid CorrigendumId { get; init; }

    /// <summary>Version of the corrigendum's stream.</summary>
    public required long Revision { get; init; }

    public required Guid SummaryId { get; init; }
    public required Guid EditionId { get; init; }

    /// <summary>Document symbol, e.g. <c>A/61/515/Corr.1</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Symbol of what it corrects.</summary>
    public required string Corrects { get; init; }

    /// <summary>ISO 639-1 codes of the languages whose versions it corrects.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Date on the masthead.</summary>
    public required DateOnly IssuedOn { get; init; }
}

/// <summary>A revision was issued that replaces an issued summary; the summary stays where it is, as it was issued.</summary>
public sealed record SummarySuperseded
{
    public required Guid SummaryId { get; init; }

    /// <summary>Version of the summary's stream.</summary>
    public required long Revision { get; init; }

    public required Guid EditionId { get; init; }

    /// <summary>Symbol of what is replaced.</summary>
    public required string Symbol { get; init; }

    /// <summary>Symbol of the revision.</summary>
    public required string ReplacedBy { get; init; }
}

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

using System.Text.Json.Serialization;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Corrections;

/// <summary>Errors in issued versions of a summary are to be corrected.</summary>
public sealed record CorrigendumProposed(
    Guid CorrigendumId, Guid SummaryId, Guid EditionId, CorrigendumOrigin Origin, string Reason, IReadOnlyList<Correction> Corrections, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>What is corrected was written anew; whoever had cleared it reads it again.</summary>
public sealed record CorrigendumRewritten(IReadOnlyList<Correction> Corrections, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>The chair lets it be issued.</summary>
public sealed record CorrigendumCleared(DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>There is nothing to correct after all.</summary>
public sealed record CorrigendumDismissed(string Reason, DateTimeOffset At);

/// <summary>It was issued under a symbol of its own, in each of the languages that it corrects.</summary>
public sealed record CorrigendumIssued(string Symbol, DateOnly IssuedOn, IReadOnlyList<IssuedContent> Documents, DateTimeOffset At) : IByHand
{
    public Guid SummaryId { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>Symbol of what it corrects.</summary>
    public string Corrects { get; init; } = "";

    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A document as it was issued in one language.</summary>
/// <param name="Language"></param>
/// <param name="Content">As canonical JSON.</param>
/// <param name="ContentHash">SHA-256 of the content in UTF-8, lower-case hexadecimal.</param>
public sealed record IssuedContent(string Language, string Content, string ContentHash);

/// <summary>What led to a corrigendum.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CorrigendumOrigin>))]
public enum CorrigendumOrigin
{
    /// <summary>Somebody of the secretariat saw an error.</summary>
    Secretariat,

    /// <summary>A language version was found to differ from the original.</summary>
    Concordance,
}

/// <summary>How far a corrigendum is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CorrigendumState>))]
public enum CorrigendumState
{
    Proposed,
    Cleared,
    Issued,

    /// <summary>There was nothing to correct.</summary>
    Dismissed,
}

/// <summary>A place of one language version at which other words are to be read.</summary>
/// <param name="Language">Code of the version.</param>
/// <param name="Paragraph"></param>
/// <param name="Stands">What stands there, to the letter; so many words that they stand in the paragraph once.</param>
/// <param name="Read">What is to be read; null while that is not known, as when only the check has seen the error.</param>
public sealed record Correction(string Language, int Paragraph, string Stands, string? Read)
{
    /// <summary>What is wrong in an issued version by the findings of the check. What the original has is proposed where it is the same in every language: figures and symbols.</summary>
    public static IEnumerable<Correction> Of(string language, IEnumerable<ConcordanceFinding> findings, ChairSummary version) =>
        from finding in findings
        where finding is { Blocks: true, Part: DocumentPart.Paragraph }
        let paragraph = version.Find(finding.Number)
        where paragraph is not null
        select new Correction(language, finding.Number, finding.Version ?? paragraph.Text, finding.Rule is "symbol-differs" or "figure-differs" ? finding.Original : null);
}

/// <summary>The correction of errors in issued versions of a summary. The versions stay as they were issued; the corrigendum says how they are to be read.</summary>
public sealed record Corrigendum
{
    public static IReadOnlyList<Type> Events { get; } =
        [typeof(CorrigendumProposed), typeof(CorrigendumRewritten), typeof(CorrigendumCleared), typeof(CorrigendumDismissed), typeof(CorrigendumIssued)];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid SummaryId { get; init; }
    public Guid EditionId { get; init; }
    public CorrigendumOrigin Origin { get; init; }
    public CorrigendumState State { get; init; }
    public string Reason { get; init; } = "";
    public IReadOnlyList<Correction> Corrections { get; init; } = [];

    /// <summary>Why there was nothing to correct; null unless that was found.</summary>
    public string? Dismissed { get; init; }

    /// <summary>Subjects of all who ever wrote in it.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    /// <summary>Subject of who cleared it; null while it is not cleared.</summary>
    public string? ClearedBy { get; init; }

    /// <summary>E.g. <c>A/61/515/Corr.1</c>; null before it is issued.</summary>
    public string? Symbol { get; init; }

    /// <summary>Codes of the languages whose versions it corrects, in the order of the six.</summary>
    public IReadOnlyList<string> Languages => [.. OfficialLanguage.All.Select(language => language.Code).Where(code => Corrections.Any(correction => string.Equals(correction.Language, code, StringComparison.Ordinal)))];

    public Corrigendum Evolve(object @event) => @event switch
    {
        CorrigendumProposed e => this with
        {
            Id = e.CorrigendumId,
            SummaryId = e.SummaryId,
            EditionId = e.EditionId,
            Origin = e.Origin,
            Reason = e.Reason,
            Corrections = e.Corrections,
            Writers = Writers.With(e.By),
        },
        CorrigendumRewritten e => this with { State = CorrigendumState.Proposed, Corrections = e.Corrections, ClearedBy = null, Writers = Writers.With(e.By) },
        CorrigendumCleared e => this with { State = CorrigendumState.Cleared, ClearedBy = e.By },
        CorrigendumDismissed e => this with { State = CorrigendumState.Dismissed, Dismissed = e.Reason },
        CorrigendumIssued e => this with { State = CorrigendumState.Issued, Symbol = e.Symbol },
        _ => this,
    };

    /// <exception cref="Refusal">It is issued or dismissed.</exception>
    internal void MustBeOpen()
    {
        if (State is CorrigendumState.Issued)
            throw new Refusal("corrigendum-issued", $"This corrigendum was issued as {Symbol}; it does not change any more.");
        if (State is CorrigendumState.Dismissed)
            throw new Refusal("corrigendum-dismissed", "It was found that there is nothing to correct. Propose another corrigendum.");
    }
}

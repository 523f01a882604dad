using System.Text.Json.Serialization;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.FactChecks;

/// <summary>A delegation commented on a paragraph of the text that it was shown.</summary>
public sealed record CommentSubmitted(
    Guid CommentId, Guid SummaryId, Guid EditionId, string Participant, int Paragraph, CommentType Type, FactualMatter? Matter, string? Stands, string ShouldRead, string? Grounds, string Shown, DateTimeOffset At);

/// <summary>It proposes other words for the text, which is not negotiated; it is kept with the reason.</summary>
public sealed record CommentRefused(string Reason, DateTimeOffset At);

/// <summary>The error is one, and the paragraph was changed.</summary>
/// <param name="Reason"></param>
/// <param name="Before">The paragraph as the delegation was shown it.</param>
/// <param name="After">The paragraph as it is printed now.</param>
/// <param name="ChangedBy">Id of the event that changed it; null when a figure in it was put right where it is counted.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record CommentAccepted(string Reason, string Before, string After, Guid? ChangedBy, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>It is no error.</summary>
public sealed record CommentDeclined(string Reason, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>What a comment is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentType>))]
public enum CommentType
{
    /// <summary>Something in the text is not so.</summary>
    FactualError,

    /// <summary>The text should say something else. A chair's summary is not negotiated, so that this is refused whatever it says.</summary>
    TextProposal,
}

/// <summary>What an error of fact is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FactualMatter>))]
public enum FactualMatter
{
    Count,
    Name,
    Title,
    Date,

    /// <summary>What was said is not told as it was said.</summary>
    Misreport,
}

/// <summary>How far a comment is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommentState>))]
public enum CommentState
{
    Submitted,
    Accepted,
    Declined,

    /// <summary>It was a proposal for the text.</summary>
    Refused,
}

/// <summary>A change to which an accepted comment led: what a delegation was shown, and what is printed now.</summary>
public sealed record TracedChange(string Before, string After, Guid? ChangedBy);

/// <summary>A delegation's comment in the fact check of a summary. The delegation itself sees it, and the secretariat; nobody else.</summary>
public sealed record FactCheckComment
{
    public static IReadOnlyList<Type> Events { get; } = [typeof(CommentSubmitted), typeof(CommentRefused), typeof(CommentAccepted), typeof(CommentDeclined)];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid SummaryId { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>Code of the participant whose delegation it is from.</summary>
    public string Participant { get; init; } = "";

    public int Paragraph { get; init; }
    public CommentType Type { get; init; }

    /// <summary>Null for a proposal for the text.</summary>
    public FactualMatter? Matter { get; init; }

    /// <summary>The words that are wrong, to the letter; null for a proposal for the text.</summary>
    public string? Stands { get; init; }

    public string ShouldRead { get; init; } = "";
    public string? Grounds { get; init; }

    /// <summary>The paragraph as it was printed for the delegation.</summary>
    public string Shown { get; init; } = "";

    /// <summary>On the edition's clock.</summary>
    public DateTimeOffset SubmittedAt { get; init; }

    public CommentState State { get; init; }

    /// <summary>Why it was accepted, declined or refused; null while it is not decided.</summary>
    public string? Reason { get; init; }

    /// <summary>Null unless it was accepted.</summary>
    public TracedChange? Change { get; init; }

    public FactCheckComment Evolve(object @event) => @event switch
    {
        CommentSubmitted e => this with
        {
            Id = e.CommentId,
            SummaryId = e.SummaryId,
            EditionId = e.EditionId,
            Participant = e.Participant,
            Paragraph = e.Paragraph,
            Type = e.Type,
            Matter = e.Matter,
            Stands = e.Stands,
            ShouldRead = e.ShouldRead,
            Grounds = e.Grounds,
            Shown = e.Shown,
            SubmittedAt = e.At,
        },
        CommentRefused e => this with { State = CommentState.Refused, Reason = e.Reason },
        CommentAccepted e => this with { State = CommentState.Accepted, Reason = e.Reason, Change = new TracedChange(e.Before, e.After, e.ChangedBy) },
        CommentDeclined e => this with { State = CommentState.Declined, Reason = e.Reason },
        _ => this,
    };

    /// <summary>Comments come, and the text is cleared, one after the other: so none is overlooked.</summary>
    internal static string TurnOf(Guid summaryId) => $"fact-check/{summaryId:N}";
}

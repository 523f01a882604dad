using System.Text.Json.Serialization;

namespace Forum.Publishing.Summaries;

/// <summary>The secretariat began to draft the chair's summary of an edition.</summary>
public sealed record SummaryDrafted(Guid SummaryId, Guid EditionId, string Title, string? StatusNote, DateTimeOffset At);

/// <summary>The summary has one more section.</summary>
public sealed record SectionAdded(Section Section, DateTimeOffset At);

/// <summary>The heading of a section was changed, found, or given up.</summary>
public sealed record SectionHeadingChanged(Section Section, DateTimeOffset At);

/// <summary>A paragraph was written, or written anew.</summary>
public sealed record ParagraphWritten(Paragraph Paragraph, DateTimeOffset At);

/// <summary>The draft went to the chair.</summary>
public sealed record SummarySubmitted(DateTimeOffset At);

/// <summary>The draft went back to the drafters.</summary>
public sealed record SummaryReturned(string Reason, DateTimeOffset At);

/// <summary>The chair has nothing to add: the text may be issued.</summary>
public sealed record SummaryCleared(DateTimeOffset At);

/// <summary>The summary was issued under a symbol. From here on its text is what stands in this event, to the letter.</summary>
/// <param name="Symbol"></param>
/// <param name="IssuedOn">Date on the masthead.</param>
/// <param name="Title"></param>
/// <param name="EditionId"></param>
/// <param name="Content">The issued document (<see cref="Documents.ChairSummary"/>) as canonical JSON, with its figures and their proof. Kept as text, so that no later reader can change a letter of it.</param>
/// <param name="ContentHash">SHA-256 of <paramref name="Content"/> in UTF-8, lower-case hexadecimal.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record SummaryIssued(string Symbol, DateOnly IssuedOn, string Title, Guid EditionId, string Content, string ContentHash, DateTimeOffset At);

/// <summary>How far a summary is. It is the chair's own account: no state says that participants took a position on its text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SummaryState>))]
public enum SummaryState
{
    Drafting,
    ChairReview,
    Cleared,
    Issued,
}

/// <summary>How much of a paragraph there is. What is missing stays visible and keeps its number.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Completeness>))]
public enum Completeness
{
    Full,

    /// <summary>The beginning is there, the end is not.</summary>
    HeadOnly,

    /// <summary>The end is there, the beginning is not.</summary>
    TailOnly,

    /// <summary>Nothing but the number is there.</summary>
    Absent,
}

/// <summary>A section.</summary>
/// <param name="Number">From 1; printed as a Roman numeral.</param>
/// <param name="Heading">Null when it is not known.</param>
public sealed record Section(int Number, string? Heading);

/// <summary>A numbered paragraph: its own text, then the sentences of its points.</summary>
public sealed record Paragraph
{
    /// <summary>From 1, counted through the whole document.</summary>
    public required int Number { get; init; }

    public required int Section { get; init; }
    public required Completeness Completeness { get; init; }

    /// <summary>With figures as <c>{name}</c>, see <see cref="FigureText"/>; null when the paragraph is made of points only, or is absent.</summary>
    public string? Text { get; init; }

    /// <summary>Points whose sentences follow the text, in this order.</summary>
    public IReadOnlyList<Guid> Points { get; init; } = [];

    /// <summary>What is missing and why; null when nothing is.</summary>
    public string? Missing { get; init; }

    internal bool Says(Paragraph? other) => other is not null && this with { Points = [] } == other with { Points = [] } && Points.SequenceEqual(other.Points);
}

/// <summary>A chair's summary on its way from the draft to the issued document.</summary>
public sealed record Summary
{
    public static IReadOnlyList<Type> Events { get; } =
    [
        typeof(SummaryDrafted), typeof(SectionAdded), typeof(SectionHeadingChanged), typeof(ParagraphWritten),
        typeof(SummarySubmitted), typeof(SummaryReturned), typeof(SummaryCleared), typeof(SummaryIssued),
        typeof(ParagraphQuestioned), typeof(QuestionSettled), typeof(ParagraphConfirmed),
    ];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid EditionId { get; init; }
    public string Title { get; init; } = "";

    /// <summary>What a reader should know of how the text came about; null when there is nothing to say.</summary>
    public string? StatusNote { get; init; }

    public SummaryState State { get; init; }

    /// <summary>By number, without gaps.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<Paragraph> Paragraphs { get; init; } = [];

    /// <summary>What may not be right in its paragraphs, and what was said of it. The public does not see it.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Null before it is issued, as are date and hash.</summary>
    public string? Symbol { get; init; }

    public DateOnly? IssuedOn { get; init; }
    public string? ContentHash { get; init; }

    public Summary Evolve(object @event) => @event switch
    {
        SummaryDrafted e => this with { Id = e.SummaryId, EditionId = e.EditionId, Title = e.Title, StatusNote = e.StatusNote },
        SectionAdded e => this with { Sections = [.. Sections, e.Section] },
        SectionHeadingChanged e => this with { Sections = [.. Sections.Select(section => section.Number == e.Section.Number ? e.Section : section)] },
        ParagraphWritten e => this with { Paragraphs = [.. Paragraphs.Where(paragraph => paragraph.Number != e.Paragraph.Number).Append(e.Paragraph).OrderBy(paragraph => paragraph.Number)] },
        SummarySubmitted _ => this with { State = SummaryState.ChairReview },
        SummaryReturned _ => this with { State = SummaryState.Drafting },
        SummaryCleared _ => this with { State = SummaryState.Cleared },
        SummaryIssued e => this with { State = SummaryState.Issued, Symbol = e.Symbol, IssuedOn = e.IssuedOn, ContentHash = e.ContentHash },
        ParagraphQuestioned e => this with { Questions = [.. Questions, e.Question] },
        QuestionSettled e => this with { Questions = [.. Questions.Where(question => !question.IsOf(e.Paragraph, e.LeftOffice))] },
        ParagraphConfirmed e => this with { Questions = [.. Questions.Select(question => question.Paragraph == e.Paragraph ? question with { Confirmed = question.Confirmed ?? e.Reason } : question)] },
        _ => this,
    };

    /// <summary>The text may be worked on while it is drafted and while the chair reads it.</summary>
    /// <exception cref="Forum.Hosting.Store.Refusal">It is cleared or issued.</exception>
    internal void MustBeOpen()
    {
        MustNotBeIssued();
        if (State is SummaryState.Cleared)
            throw new Hosting.Store.Refusal("summary-cleared", "The chair has cleared this text. Return the summary to the drafters before changing it.");
    }

    /// <exception cref="Forum.Hosting.Store.Refusal">It is issued.</exception>
    internal void MustNotBeIssued()
    {
        if (State is SummaryState.Issued)
            throw new Hosting.Store.Refusal("summary-issued", $"This summary was issued as {Symbol}; its text does not change any more.");
    }
}

using System.Text.Json.Serialization;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;

namespace Forum.Publishing.Summaries;

/// <summary>The secretariat began to draft the chair's summary of an edition, or a document that adds to one or replaces it.</summary>
public sealed record SummaryDrafted(Guid SummaryId, Guid EditionId, string Title, string? StatusNote, DateTimeOffset At)
{
    public DocumentKind Kind { get; init; }

    /// <summary>The issued summary that is added to or replaced; null for a summary that stands by itself.</summary>
    public Guid? ParentId { get; init; }

    public string OriginalLanguage { get; init; } = "en";

    /// <summary>True when delegations must have been asked for errors of fact before the text is cleared.</summary>
    public bool FactCheckRequired { get; init; }
}

/// <summary>The summary has one more section.</summary>
public sealed record SectionAdded(Section Section, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>The heading of a section was changed, found, or given up.</summary>
public sealed record SectionHeadingChanged(Section Section, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A paragraph was written, or written anew.</summary>
public sealed record ParagraphWritten(Paragraph Paragraph, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    /// <summary>The comment of a delegation that led to it (<see cref="FactChecks.FactCheckComment"/>); null when none did.</summary>
    public Guid? Comment { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A paragraph was put before others, which moved on by one; the references in the text follow them.</summary>
public sealed record ParagraphInserted(Paragraph Paragraph, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A paragraph was taken out, and those behind it moved up by one; the references in the text follow them.</summary>
public sealed record ParagraphRemoved(int Number, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>The draft went to the chair.</summary>
public sealed record SummarySubmitted(DateTimeOffset At);

/// <summary>The draft went back to the drafters.</summary>
public sealed record SummaryReturned(string Reason, DateTimeOffset At);

/// <summary>Delegations were asked for errors of fact.</summary>
/// <param name="ClosesAt">On the edition's clock; a comment at that instant or later comes too late.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record FactCheckOpened(DateTimeOffset ClosesAt, DateTimeOffset At);

/// <summary>The chair has nothing to add: the text may be issued.</summary>
public sealed record SummaryCleared(DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>The translation into a language began.</summary>
public sealed record TranslationBegun(string Language, Guid VersionId, DateTimeOffset At);

/// <summary>The summary was issued under a symbol, in the language in which it was written. From here on its text is what stands in this event, to the letter.</summary>
/// <param name="Symbol"></param>
/// <param name="IssuedOn">Date on the masthead.</param>
/// <param name="Title"></param>
/// <param name="EditionId"></param>
/// <param name="Content">The issued document (<see cref="ChairSummary"/>) as canonical JSON, with its figures and their proof. Kept as text, so that no later reader can change a letter of it.</param>
/// <param name="ContentHash">SHA-256 of <paramref name="Content"/> in UTF-8, lower-case hexadecimal.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record SummaryIssued(string Symbol, DateOnly IssuedOn, string Title, Guid EditionId, string Content, string ContentHash, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A translation was issued, under the same symbol.</summary>
public sealed record LanguageIssued(string Language, Guid VersionId, string ContentHash, DateTimeOffset At);

/// <summary>A document was issued that adds to this one or corrects it. The text itself stays as it was issued.</summary>
/// <param name="Symbol">Of the other document.</param>
/// <param name="Kind"></param>
/// <param name="Languages">Codes of the languages whose versions it corrects; empty for an addendum.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record SummaryCorrected(string Symbol, DocumentKind Kind, IReadOnlyList<string> Languages, DateTimeOffset At);

/// <summary>A revision was issued that replaces the whole text.</summary>
/// <param name="Symbol">Of the revision.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record SummarySuperseded(string Symbol, DateTimeOffset At)
{
    public Guid EditionId { get; init; }

    /// <summary>Symbol of what is replaced.</summary>
    public string Replaces { get; init; } = "";
}

/// <summary>How far a summary is. It is the chair's own account: no state says that participants took a position on its text.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SummaryState>))]
public enum SummaryState
{
    Drafting,
    ChairReview,

    /// <summary>Delegations may point out errors of fact; the text changes only where such an error is accepted.</summary>
    FactCheck,

    Cleared,

    /// <summary>Cleared, and being translated.</summary>
    InTranslation,

    /// <summary>Issued at least in the language in which it was written.</summary>
    Issued,

    /// <summary>A corrigendum or an addendum was issued. The text itself is the one that was issued.</summary>
    Corrected,

    /// <summary>A revision was issued that replaces it.</summary>
    Superseded,
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

/// <summary>When delegations were asked for errors of fact. Both on the edition's clock.</summary>
/// <param name="OpenedAt"></param>
/// <param name="ClosesAt">A comment at that instant or later comes too late.</param>
public sealed record FactCheckWindow(DateTimeOffset OpenedAt, DateTimeOffset ClosesAt)
{
    public bool IsOpen(DateTimeOffset now) => now < ClosesAt;
}

/// <summary>A translation, as far as the summary knows of it.</summary>
/// <param name="Language"></param>
/// <param name="VersionId"></param>
/// <param name="ContentHash">Null before it is issued.</param>
public sealed record Translation(string Language, Guid VersionId, string? ContentHash);

/// <summary>A document that was issued to add to this one, to correct it or to replace it.</summary>
/// <param name="Symbol"></param>
/// <param name="Kind"></param>
/// <param name="Languages">Codes of the languages whose versions it corrects; empty for what is no corrigendum.</param>
public sealed record LaterDocument(string Symbol, DocumentKind Kind, IReadOnlyList<string> Languages);

/// <summary>A chair's summary on its way from the draft to the issued document.</summary>
public sealed record Summary
{
    public static IReadOnlyList<Type> Events { get; } =
    [
        typeof(SummaryDrafted), typeof(SectionAdded), typeof(SectionHeadingChanged), typeof(ParagraphWritten), typeof(ParagraphInserted), typeof(ParagraphRemoved),
        typeof(SummarySubmitted), typeof(SummaryReturned), typeof(FactCheckOpened), typeof(SummaryCleared), typeof(TranslationBegun), typeof(SummaryIssued), typeof(LanguageIssued),
        typeof(SummaryCorrected), typeof(SummarySuperseded), typeof(LateMatterNoted), typeof(LateMatterSettled),
        typeof(ParagraphQuestioned), typeof(QuestionSettled), typeof(ParagraphConfirmed),
    ];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid EditionId { get; init; }
    public string Title { get; init; } = "";

    /// <summary>What a reader should know of how the text came about; null when there is nothing to say.</summary>
    public string? StatusNote { get; init; }

    public DocumentKind Kind { get; init; }

    /// <summary>The issued summary that is added to or replaced; null for a summary that stands by itself.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Code of the language in which the text is written; the other five are translations.</summary>
    public string OriginalLanguage { get; init; } = "en";

    public SummaryState State { get; init; }

    /// <summary>True when delegations must have been asked for errors of fact before the text is cleared.</summary>
    public bool FactCheckRequired { get; init; }

    /// <summary>Null while delegations have not been asked, and after the text was returned.</summary>
    public FactCheckWindow? FactCheck { get; init; }

    /// <summary>By number, without gaps.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<Paragraph> Paragraphs { get; init; } = [];

    /// <summary>What may not be right in its paragraphs, and what was said of it. The public does not see it.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>What was recorded after it was issued, and what was decided of it. The public does not see it.</summary>
    public IReadOnlyList<LateMatter> LateMatters { get; init; } = [];

    /// <summary>Subjects of all who ever wrote in it. Nobody outside the secretariat sees it.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    /// <summary>Subject of who cleared it; null while it is not cleared. Nobody outside the secretariat sees it.</summary>
    public string? ClearedBy { get; init; }

    /// <summary>In the order in which they were begun.</summary>
    public IReadOnlyList<Translation> Translations { get; init; } = [];

    /// <summary>What was issued on it later, in that order.</summary>
    public IReadOnlyList<LaterDocument> LaterDocuments { get; init; } = [];

    /// <summary>Null before it is issued, as are date and hash.</summary>
    public string? Symbol { get; init; }

    public DateOnly? IssuedOn { get; init; }
    public string? ContentHash { get; init; }

    /// <summary>Codes of the languages in which it is issued.</summary>
    public IReadOnlyList<string> IssuedIn => Symbol is null ? [] : [OriginalLanguage, .. Translations.Where(translation => translation.ContentHash is not null).Select(translation => translation.Language)];

    /// <summary>True when there is a version in each of the six languages.</summary>
    public bool AllIssued => IssuedIn.Count == Languages.OfficialLanguage.All.Count;

    public Summary Evolve(object @event) => @event switch
    {
        SummaryDrafted e => this with
        {
            Id = e.SummaryId,
            EditionId = e.EditionId,
            Title = e.Title,
            StatusNote = e.StatusNote,
            Kind = e.Kind,
            ParentId = e.ParentId,
            OriginalLanguage = e.OriginalLanguage,
            FactCheckRequired = e.FactCheckRequired,
        },
        SectionAdded e => this with { Sections = [.. Sections, e.Section], Writers = Writers.With(e.By) },
        SectionHeadingChanged e => this with { Sections = [.. Sections.Select(section => section.Number == e.Section.Number ? e.Section : section)], Writers = Writers.With(e.By) },
        ParagraphWritten e => Holding(e.Paragraph, e.By),
        ParagraphInserted e => Renumbered(new Renumbering(e.Paragraph.Number, 1)).Holding(e.Paragraph, e.By),
        ParagraphRemoved e => (this with
        {
            Paragraphs = [.. Paragraphs.Where(paragraph => paragraph.Number != e.Number)],
            Questions = [.. Questions.Where(question => question.Paragraph != e.Number)],
            Writers = Writers.With(e.By),
        }).Renumbered(new Renumbering(e.Number + 1, -1)),
        SummarySubmitted _ => this with { State = SummaryState.ChairReview },
        SummaryReturned _ => this with { State = SummaryState.Drafting, FactCheck = null, ClearedBy = null },
        FactCheckOpened e => this with { State = SummaryState.FactCheck, FactCheck = new FactCheckWindow(e.At, e.ClosesAt) },
        SummaryCleared e => this with { State = Translations.Count > 0 ? SummaryState.InTranslation : SummaryState.Cleared, ClearedBy = e.By },
        TranslationBegun e => this with { State = State is SummaryState.Cleared ? SummaryState.InTranslation : State, Translations = [.. Translations, new Translation(e.Language, e.VersionId, null)] },
        SummaryIssued e => this with { State = SummaryState.Issued, Symbol = e.Symbol, IssuedOn = e.IssuedOn, ContentHash = e.ContentHash },
        LanguageIssued e => this with { Translations = [.. Translations.Select(translation => translation.VersionId == e.VersionId ? translation with { ContentHash = e.ContentHash } : translation)] },
        SummaryCorrected e => this with { State = State is SummaryState.Superseded ? State : SummaryState.Corrected, LaterDocuments = [.. LaterDocuments, new LaterDocument(e.Symbol, e.Kind, e.Languages)] },
        SummarySuperseded e => this with { State = SummaryState.Superseded, LaterDocuments = [.. LaterDocuments, new LaterDocument(e.Symbol, DocumentKind.Revision, [])] },
        LateMatterNoted e => this with { LateMatters = [.. LateMatters, e.Matter] },
        LateMatterSettled e => this with { LateMatters = [.. LateMatters.Select(matter => matter.Id == e.MatterId ? matter with { Outcome = e.Outcome, Reason = e.Reason } : matter)] },
        ParagraphQuestioned e => this with { Questions = [.. Questions, e.Question] },
        QuestionSettled e => this with { Questions = [.. Questions.Where(question => !question.IsOf(e.Paragraph, e.LeftOffice))] },
        ParagraphConfirmed e => this with { Questions = [.. Questions.Select(question => question.Paragraph == e.Paragraph ? question with { Confirmed = question.Confirmed ?? e.Reason } : question)] },
        _ => this,
    };

    /// <summary>As everybody may see it once it is issued: without what the secretariat keeps to itself.</summary>
    internal Summary ForThePublic() => this with { Questions = [], LateMatters = [], Writers = [], ClearedBy = null, FactCheck = null };

    /// <summary>True from the moment at which its text cannot change any more.</summary>
    internal bool IsIssued() => Symbol is not null;

    /// <summary>The text may be worked on while it is drafted and while the chair reads it.</summary>
    /// <exception cref="Forum.Hosting.Store.Refusal">It is with the delegations, cleared or issued.</exception>
    internal void MustBeOpen()
    {
        MustNotBeIssued();
        if (State is SummaryState.FactCheck)
            throw new Hosting.Store.Refusal("summary-in-fact-check", "Delegations are checking this text. It changes where an error of fact is accepted; for anything else return the summary to the drafters.");
        if (State is SummaryState.Cleared or SummaryState.InTranslation)
            throw new Hosting.Store.Refusal("summary-cleared", "The chair has cleared this text. Return the summary to the drafters before changing it.");
    }

    /// <exception cref="Forum.Hosting.Store.Refusal">It is issued.</exception>
    internal void MustNotBeIssued()
    {
        if (IsIssued())
            throw new Hosting.Store.Refusal("summary-issued", $"This summary was issued as {Symbol}; its text does not change any more.");
    }

    private Summary Renumbered(Renumbering renumbering) => this with
    {
        Paragraphs = [.. Paragraphs.Select(renumbering.Of)],
        Questions = [.. Questions.Select(question => question with { Paragraph = renumbering.Of(question.Paragraph) })],
    };

    private Summary Holding(Paragraph paragraph, string? by) => this with
    {
        Paragraphs = [.. Paragraphs.Where(other => other.Number != paragraph.Number).Append(paragraph).OrderBy(other => other.Number)],
        Writers = Writers.With(by),
    };
}

using System.Text.Json.Serialization;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Figures;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Languages;

/// <summary>The translation of a cleared summary into one of the other languages began.</summary>
public sealed record TranslationStarted(Guid VersionId, Guid SummaryId, Guid EditionId, string Language, string Title, string? StatusNote, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>Title and note were translated anew.</summary>
public sealed record TitleTranslated(string Title, string? StatusNote, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>The heading of a section was translated.</summary>
public sealed record HeadingTranslated(int Number, string Heading, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A paragraph was translated, or translated anew.</summary>
public sealed record ParagraphTranslated(TranslatedParagraph Paragraph, DateTimeOffset At) : IByHand
{
    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>A paragraph was put into the original or taken out of it, and those behind it moved.</summary>
/// <param name="Renumbering"></param>
/// <param name="Removed">Number of the paragraph that was taken out; null when none was.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record TranslationRenumbered(Renumbering Renumbering, int? Removed, DateTimeOffset At);

/// <summary>The translation was issued, under the symbol of the original. From here on its text is what stands in this event, to the letter.</summary>
/// <param name="Symbol"></param>
/// <param name="Content">The issued document (<see cref="ChairSummary"/>) as canonical JSON.</param>
/// <param name="ContentHash">SHA-256 of <paramref name="Content"/> in UTF-8, lower-case hexadecimal.</param>
/// <param name="DistributedBefore">Why it is recorded as issued although it differs from the original: it was distributed already. Null when it was issued here.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record TranslationIssued(string Symbol, string Content, string ContentHash, string? DistributedBefore, DateTimeOffset At) : IByHand
{
    public Guid SummaryId { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>Code of the language.</summary>
    public string Language { get; init; } = "";

    public string? By { get; init; }

    object IByHand.OfHand(string subject) => this with { By = subject };
}

/// <summary>How far a translation is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TranslationState>))]
public enum TranslationState
{
    InTranslation,
    Issued,
}

/// <summary>A paragraph in another language.</summary>
/// <param name="Number">That of the original.</param>
/// <param name="Text">With figures and references as in the original (<see cref="FigureText"/>); null where the original has no text.</param>
/// <param name="Missing">What is missing and why; null when nothing is.</param>
/// <param name="Against">Hash of the original's paragraph that it was translated from.</param>
public sealed record TranslatedParagraph(int Number, string? Text, string? Missing, string Against);

/// <summary>A heading in another language.</summary>
public sealed record TranslatedHeading(int Number, string Heading);

/// <summary>A summary in another language than the one in which it was written.</summary>
public sealed record LanguageVersion
{
    public static IReadOnlyList<Type> Events { get; } =
    [
        typeof(TranslationStarted), typeof(TitleTranslated), typeof(HeadingTranslated), typeof(ParagraphTranslated), typeof(TranslationRenumbered), typeof(TranslationIssued),
    ];

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid SummaryId { get; init; }
    public Guid EditionId { get; init; }

    /// <summary>Code of the language.</summary>
    public string Language { get; init; } = "";

    public TranslationState State { get; init; }
    public string Title { get; init; } = "";
    public string? StatusNote { get; init; }

    /// <summary>By number.</summary>
    public IReadOnlyList<TranslatedHeading> Headings { get; init; } = [];

    /// <summary>By number.</summary>
    public IReadOnlyList<TranslatedParagraph> Paragraphs { get; init; } = [];

    /// <summary>Subjects of all who ever wrote in it.</summary>
    public IReadOnlyList<string> Writers { get; init; } = [];

    public string? ContentHash { get; init; }

    public LanguageVersion Evolve(object @event) => @event switch
    {
        TranslationStarted e => this with { Id = e.VersionId, SummaryId = e.SummaryId, EditionId = e.EditionId, Language = e.Language, Title = e.Title, StatusNote = e.StatusNote, Writers = Writers.With(e.By) },
        TitleTranslated e => this with { Title = e.Title, StatusNote = e.StatusNote, Writers = Writers.With(e.By) },
        HeadingTranslated e => this with
        {
            Headings = [.. Headings.Where(heading => heading.Number != e.Number).Append(new TranslatedHeading(e.Number, e.Heading)).OrderBy(heading => heading.Number)],
            Writers = Writers.With(e.By),
        },
        ParagraphTranslated e => this with
        {
            Paragraphs = [.. Paragraphs.Where(paragraph => paragraph.Number != e.Paragraph.Number).Append(e.Paragraph).OrderBy(paragraph => paragraph.Number)],
            Writers = Writers.With(e.By),
        },
        TranslationRenumbered e => this with
        {
            Paragraphs =
            [
                .. Paragraphs.Where(paragraph => paragraph.Number != e.Removed)
                    .Select(paragraph => paragraph with { Number = e.Renumbering.Of(paragraph.Number), Text = e.Renumbering.In(paragraph.Text) }),
            ],
        },
        TranslationIssued e => this with { State = TranslationState.Issued, ContentHash = e.ContentHash },
        _ => this,
    };

    /// <exception cref="Refusal">It is issued, or the original is being worked on.</exception>
    internal void MustBeOpen(Summary original)
    {
        if (State is TranslationState.Issued)
            throw new Refusal("language-issued", $"The version in {OfficialLanguage.Of(Language).EnglishName} was issued; its text does not change any more. Issue a corrigendum.");
        MustBeSettled(original);
    }

    /// <exception cref="Refusal">The original is being worked on.</exception>
    internal static void MustBeSettled(Summary original)
    {
        if (!original.IsIssued() && original.State is not (SummaryState.Cleared or SummaryState.InTranslation))
            throw new Refusal("summary-not-cleared", "Translators work from a text that the chair has cleared.");
    }

    /// <summary>Sets the version as it will be printed: with the original's symbol, date, gaps and figures.</summary>
    public ChairSummary Print(ChairSummary original)
    {
        var language = OfficialLanguage.Of(Language);
        var figures = original.Figures.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
        var sectionOf = original.Sections.SelectMany(section => section.Paragraphs, (section, paragraph) => (section.Number, Paragraph: paragraph.Number))
            .ToDictionary(place => place.Paragraph, place => place.Number);
        var last = original.Sections.Count;
        return original with
        {
            Language = Language,
            Direction = language.Direction,
            Title = Title,
            Status = language.Status,
            StatusNote = StatusNote,
            Changes = [],
            Sections =
            [
                .. original.Sections.Select(section => new PrintedSection(
                    section.Number,
                    Headings.FirstOrDefault(heading => heading.Number == section.Number)?.Heading,
                    [.. Paragraphs.Where(paragraph => sectionOf.GetValueOrDefault(paragraph.Number, last) == section.Number).Select(paragraph => Print(paragraph, section, figures))])),
            ],
        };
    }

    private PrintedParagraph Print(TranslatedParagraph paragraph, PrintedSection section, Dictionary<string, Figure> figures)
    {
        var completeness = section.Paragraphs.FirstOrDefault(other => other.Number == paragraph.Number)?.Completeness ?? Completeness.Full;
        return new PrintedParagraph(
            paragraph.Number,
            paragraph.Text is null ? Completeness.Absent : completeness,
            paragraph.Text is { } text ? [.. FigureText.Parse(text).Select(piece => Run.Of(piece, figures, Language))] : [],
            paragraph.Missing);
    }
}

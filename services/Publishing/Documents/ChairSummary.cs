using System.Globalization;
using System.Text.Json.Serialization;
using Forum.Publishing.Figures;
using Forum.Publishing.Languages;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Documents;

/// <summary>An issued summary as it is printed: everything a reader sees, and the proof of every figure. It says all by itself and needs no other record.</summary>
public sealed record ChairSummary
{
    /// <summary>What every chair's summary says of itself.</summary>
    public const string StatusSentence =
        "This summary is issued by the chair on the chair's own responsibility. It is not a negotiated outcome, and its wording commits no participant.";

    public string Kind { get; init; } = "ChairSummary";

    /// <summary>Code of the language of this version: ar, zh, en, fr, ru or es.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Code of the language in which the text was written; the other versions are translations.</summary>
    public string OriginalLanguage { get; init; } = "en";

    /// <summary>In which direction this version is written.</summary>
    public TextDirection Direction { get; init; }

    /// <summary>What the document is to the one that was issued before it.</summary>
    public DocumentKind DocumentKind { get; init; }

    /// <summary>Symbol of the document that it adds to, corrects or replaces; null for a summary that stands by itself.</summary>
    public string? ParentSymbol { get; init; }

    /// <summary>Codes of the languages whose versions a corrigendum corrects; empty for any other document.</summary>
    public IReadOnlyList<string> LanguagesAffected { get; init; } = [];

    /// <summary>What a corrigendum or a revision changes in the document that it corrects or replaces, in the order of the text.</summary>
    public IReadOnlyList<TextChange> Changes { get; init; } = [];

    public required string Symbol { get; init; }

    /// <summary>Date on the masthead.</summary>
    public required DateOnly Date { get; init; }

    public required string Title { get; init; }
    public required PrintedEdition Edition { get; init; }
    public string Status { get; init; } = StatusSentence;

    /// <summary>How the text came about; null when there is nothing to say.</summary>
    public string? StatusNote { get; init; }

    public required IReadOnlyList<PrintedSection> Sections { get; init; }

    /// <summary>All figures of the edition as they stood when the summary was issued, in the text or not.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Figures in their parts, as they stood then: what the diagrams are drawn from.</summary>
    public IReadOnlyList<Breakdown> Breakdowns { get; init; } = [];

    /// <summary>The events behind a figure, or behind a part of one; null when the document has none of that name.</summary>
    public IReadOnlyList<Evidence>? EvidenceOf(string name) =>
        Figures.FirstOrDefault(figure => string.Equals(figure.Name, name, StringComparison.Ordinal))?.Evidence
        ?? Breakdowns.SelectMany(breakdown => breakdown.Parts.Where(part => string.Equals(breakdown.NameOf(part), name, StringComparison.Ordinal))).FirstOrDefault()?.Evidence;

    /// <summary>How many words the text has, headings and title included; of a text without spaces, characters stand for words.</summary>
    public int Words() => Sections.SelectMany(section => section.Paragraphs).Select(paragraph => paragraph.Text).Concat(Sections.Select(section => section.Heading ?? "")).Append(Title).Sum(WordCount.Of);

    /// <summary>Sets the summary as it will be printed, with figures and points put into the text.</summary>
    public static ChairSummary Of(Summary summary, string symbol, DateOnly date, Course course, IReadOnlyCollection<Point> points)
    {
        var figures = FigureCatalogue.Of(course);
        var figureByName = figures.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
        var pointById = points.ToDictionary(point => point.Id);
        return new ChairSummary
        {
            Language = summary.OriginalLanguage,
            OriginalLanguage = summary.OriginalLanguage,
            Direction = OfficialLanguage.Of(summary.OriginalLanguage).Direction,
            Status = OfficialLanguage.Of(summary.OriginalLanguage).Status,
            DocumentKind = summary.Kind,
            Symbol = symbol,
            Date = date,
            Title = summary.Title,
            Edition = PrintedEdition.Of(course.Edition),
            StatusNote = summary.StatusNote,
            Sections = [.. summary.Sections.Select(section => new PrintedSection(
                section.Number,
                section.Heading,
                [.. summary.Paragraphs.Where(paragraph => paragraph.Section == section.Number).Select(paragraph => PrintedParagraph.Of(paragraph, figureByName, pointById, summary.OriginalLanguage))]))],
            Figures = figures,
            Breakdowns = ParticipationBreakdowns.Of(course),
        };
    }
}

/// <summary>What a document is to the one whose symbol it extends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentKind>))]
public enum DocumentKind
{
    /// <summary>It stands by itself.</summary>
    Summary,

    /// <summary>New matter.</summary>
    Addendum,

    /// <summary>The correction of errors in some of the language versions.</summary>
    Corrigendum,

    /// <summary>A text that replaces the whole of the earlier one.</summary>
    Revision,
}

/// <summary>Which part of a document a change is in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DocumentPart>))]
public enum DocumentPart
{
    Title,
    Heading,
    Paragraph,
}

/// <summary>What became of words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WordChange>))]
public enum WordChange
{
    Kept,
    Removed,
    Added,
}

/// <summary>Words that stayed, went or came together.</summary>
public sealed record ChangedWords(WordChange Change, string Text);

/// <summary>A part of a document that reads otherwise than before: word by word, in the order of the text.</summary>
/// <param name="Part"></param>
/// <param name="Number">Of the section or the paragraph; 0 for the title.</param>
/// <param name="Words">All kept words and all removed ones make the earlier text, all kept and all added ones the later.</param>
public sealed record TextChange(DocumentPart Part, int Number, IReadOnlyList<ChangedWords> Words)
{
    /// <summary>The earlier text; empty when the part is new.</summary>
    public string Before => string.Concat(Words.Where(words => words.Change is not WordChange.Added).Select(words => words.Text));

    /// <summary>The later text; empty when the part was taken out.</summary>
    public string After => string.Concat(Words.Where(words => words.Change is not WordChange.Removed).Select(words => words.Text));
}

/// <summary>The edition that a document is about.</summary>
public sealed record PrintedEdition(Guid Id, string Code, string Title, DateOnly StartsOn, DateOnly EndsOn, string Venue)
{
    internal static PrintedEdition Of(KnownEdition edition) => new(edition.Id, edition.Code, edition.Title, edition.StartsOn, edition.EndsOn, edition.Venue);
}

/// <summary>A section as it is printed.</summary>
/// <param name="Number">Printed as a Roman numeral.</param>
/// <param name="Heading">Null when it is not known.</param>
public sealed record PrintedSection(int Number, string? Heading, IReadOnlyList<PrintedParagraph> Paragraphs);

/// <summary>A paragraph as it is printed.</summary>
/// <param name="Number">It never changes, whatever is missing before it.</param>
/// <param name="Runs">Empty for an absent paragraph.</param>
/// <param name="Missing">What is not there and why; null when all is there.</param>
public sealed record PrintedParagraph(int Number, Completeness Completeness, IReadOnlyList<Run> Runs, string? Missing)
{
    /// <summary>The words of the paragraph; empty when it is absent.</summary>
    public string Text => string.Concat(Runs.Select(run => run.Text));

    internal static PrintedParagraph Of(Paragraph paragraph, Dictionary<string, Figure> figures, Dictionary<Guid, Point> points, string language = "en")
    {
        var runs = paragraph.Text is { } text ? FigureText.Parse(text).Select(piece => Run.Of(piece, figures, language)) : [];
        foreach (var id in paragraph.Points)
            runs = runs.Append(new Run(points[id].Sentence(), Point: id));
        return new PrintedParagraph(paragraph.Number, paragraph.Completeness, [.. WithSpaces([.. runs])], paragraph.Missing);
    }

    /// <summary>Sentences of points are set off from what stands before them.</summary>
    private static IEnumerable<Run> WithSpaces(Run[] runs) =>
        runs.Select((run, index) => index > 0 && run.Point is not null ? run with { Text = $" {run.Text}" } : run);
}

/// <summary>A run of words that comes from one place.</summary>
/// <param name="Text"></param>
/// <param name="Figure">Name of the figure that it prints; null when it is none.</param>
/// <param name="Point">The point whose sentence it is; null when it is none.</param>
/// <param name="Paragraph">Number of the paragraph that it refers to; null when it refers to none.</param>
public sealed record Run(string Text, string? Figure = null, Guid? Point = null, int? Paragraph = null)
{
    internal static Run Of(Piece piece, Dictionary<string, Figure> figures, string language = "en") => piece switch
    {
        { Words: { } words } => new Run(words),
        { Paragraph: { } number } => new Run(number.ToString(CultureInfo.InvariantCulture), Paragraph: number),
        _ => new Run(Print(figures[piece.Figure!], language), Figure: piece.Figure),
    };

    internal static string Print(Figure figure, string language = "en") => figure.Value is { } value
        ? OfficialLanguage.Of(language).Write(value)
        : OfficialLanguage.Of(language).NotKnown;
}

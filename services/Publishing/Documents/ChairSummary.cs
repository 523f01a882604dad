using System.Globalization;
using Forum.Publishing.Figures;
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
    public string Language { get; init; } = "en";
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

    /// <summary>Sets the summary as it will be printed, with figures and points put into the text.</summary>
    public static ChairSummary Of(Summary summary, string symbol, DateOnly date, Course course, IReadOnlyCollection<Point> points)
    {
        var figures = FigureCatalogue.Of(course);
        var figureByName = figures.ToDictionary(figure => figure.Name, StringComparer.Ordinal);
        var pointById = points.ToDictionary(point => point.Id);
        return new ChairSummary
        {
            Symbol = symbol,
            Date = date,
            Title = summary.Title,
            Edition = PrintedEdition.Of(course.Edition),
            StatusNote = summary.StatusNote,
            Sections = [.. summary.Sections.Select(section => new PrintedSection(
                section.Number,
                section.Heading,
                [.. summary.Paragraphs.Where(paragraph => paragraph.Section == section.Number).Select(paragraph => PrintedParagraph.Of(paragraph, figureByName, pointById))]))],
            Figures = figures,
        };
    }
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

    internal static PrintedParagraph Of(Paragraph paragraph, Dictionary<string, Figure> figures, Dictionary<Guid, Point> points)
    {
        var runs = paragraph.Text is { } text ? FigureText.Parse(text).Select(piece => Run.Of(piece, figures)) : [];
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
public sealed record Run(string Text, string? Figure = null, Guid? Point = null)
{
    internal static Run Of(Piece piece, Dictionary<string, Figure> figures) =>
        piece.Words is { } words ? new Run(words) : new Run(Print(figures[piece.Figure!]), Figure: piece.Figure);

    internal static string Print(Figure figure) => figure.Value is { } value ? value.ToString("0.##", CultureInfo.InvariantCulture) : "(not known)";
}

using System.Globalization;
using System.Text;
using Forum.Hosting.Paper;
using Forum.Publishing.Documents;
using Forum.Publishing.Figures;

namespace Forum.Publishing.Outputs;

/// <summary>A document as plain text (UTF-8): a line a paragraph, which whoever reads it breaks where it suits.</summary>
public static class DocumentAsText
{
    public static byte[] Of(ChairSummary document, string contentHash)
    {
        var words = DocumentWords.In(document.Language);
        var text = new StringBuilder();
        Line($"{words.Symbol}: {document.Symbol}");
        Line($"{words.Date}: {words.Of(document.Date)}");
        Line($"{words.Original}: {words.Name(document.OriginalLanguage)}");
        if (words.Standing(document) is { } standing)
            Line(standing);
        Blank();
        Line(document.Edition.Title);
        Line($"{document.Edition.Venue}, {words.Of(document.Edition.StartsOn, document.Edition.EndsOn)}");
        Blank();
        Line(document.Title);
        Blank();
        Line(document.Status);
        if (document.StatusNote is { } note)
            Line(note);
        foreach (var section in document.Sections)
        {
            Blank();
            Line(document.HeadingOf(section, words));
            foreach (var paragraph in section.Paragraphs)
            {
                Blank();
                Line($"{paragraph.Number}. {paragraph.Whole(words)}");
            }
        }

        if (document.Changes.Count > 0)
        {
            Blank();
            Line(words.Changes);
            foreach (var change in document.Changes)
                Line($"{document.PlaceOf(change)}: {(change.Before.Length == 0 ? "" : $"– {change.Before} ")}{(change.After.Length == 0 ? "" : $"+ {change.After}")}");
        }

        Blank();
        Line(words.Figures);
        foreach (var figure in document.Figures)
            Line($"{figure.Label}: {figure.InWords()}");
        foreach (var breakdown in document.Breakdowns)
        {
            Blank();
            Line(breakdown.Label);
            foreach (var part in breakdown.Parts)
                Line(string.Create(CultureInfo.InvariantCulture, $"{part.Label}: {part.Value}"));
        }

        Blank();
        Line($"{words.ContentHash} (SHA-256): {contentHash}");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(string line) => text.Append(Printable.Line(line)).Append('\n');

        void Blank() => text.Append('\n');
    }
}

/// <summary>What all forms of a document say alike.</summary>
internal static class PrintedAlike
{
    /// <summary>"I. Format and participation".</summary>
    public static string HeadingOf(this ChairSummary document, PrintedSection section, DocumentWords words) =>
        $"{DocumentPage.Roman(section.Number)}. {section.Heading ?? $"({words.HeadingNotInSource})"}";

    /// <summary>The words of a paragraph with its gap where it is. In parentheses: square brackets would say that a text is being negotiated.</summary>
    public static string Whole(this PrintedParagraph paragraph, DocumentWords words)
    {
        var (before, after) = paragraph.Gaps(words);
        return string.Join(' ', new[] { before, paragraph.Text, after }.Where(part => !string.IsNullOrEmpty(part)));
    }

    /// <summary>What says that something is not there: before the words of the paragraph, and after them; null where nothing is missing.</summary>
    public static (string? Before, string? After) Gaps(this PrintedParagraph paragraph, DocumentWords words)
    {
        var gap = $"({words.NotInSource}{(paragraph.Missing is { } reason ? $": {reason}" : "")})";
        return paragraph.Completeness switch
        {
            Summaries.Completeness.Absent or Summaries.Completeness.TailOnly => (gap, null),
            Summaries.Completeness.HeadOnly => (null, gap),
            _ => (null, null),
        };
    }

    /// <summary>Where a change is: the title, a section by its numeral, a paragraph by its number.</summary>
    public static string PlaceOf(this ChairSummary document, TextChange change) => change.Part switch
    {
        DocumentPart.Title => document.Symbol,
        DocumentPart.Heading => DocumentPage.Roman(change.Number),
        _ => change.Number.ToString(CultureInfo.InvariantCulture),
    };

    public static string InWords(this Figure figure) => figure.Unknown is { } reason ? $"not known: {reason}" : Run.Print(figure);
}

using System.Globalization;
using Forum.Hosting.Paper;
using Forum.Publishing.Documents;
using PdfSharp.UniversalAccessibility;

namespace Forum.Publishing.Outputs;

/// <summary>A document on paper: a tagged PDF, which a screen reader tells and in which text can be searched and copied. In Arabic and in Chinese there is none, see <see cref="TaggedPaper.CanSet"/>.</summary>
public static class DocumentPdf
{
    public static byte[] Of(ChairSummary document, string contentHash)
    {
        var words = DocumentWords.In(document.Language);
        var title = Printable.Line(document.Title);
        using var paper = new TaggedPaper(
            $"{document.Symbol}: {title}", $"{document.Symbol} · {title}", new DateTimeOffset(document.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), document.Language, words.Page);
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Strong, document.Symbol);
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, $"{words.Of(document.Date)} · {words.Original}: {words.Name(document.OriginalLanguage)}");
        if (words.Standing(document) is { } standing)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, standing);
        paper.Rule();
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, Printable.Line($"{document.Edition.Title}. {document.Edition.Venue}, {words.Of(document.Edition.StartsOn, document.Edition.EndsOn)}"));
        paper.Write(PdfBlockLevelElementTag.Heading1, Ink.Title, title);
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, Printable.Line(document.Status));
        if (document.StatusNote is { } note)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, Printable.Line(note));
        foreach (var section in document.Sections)
        {
            paper.Write(PdfBlockLevelElementTag.Heading2, Ink.Heading, Printable.Line(document.HeadingOf(section, words)));
            foreach (var paragraph in section.Paragraphs)
                paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Body, Printable.Line($"{paragraph.Number}. {paragraph.Whole(words)}"));
        }

        if (document.Changes.Count > 0)
        {
            paper.Write(PdfBlockLevelElementTag.Heading2, Ink.Heading, words.Changes);
            paper.WriteTable(["", "–", "+"], document.Changes.Select(change => (string[])[document.PlaceOf(change), Printable.Line(change.Before), Printable.Line(change.After)]), [0.4, 2, 2]);
        }

        WriteFigures(paper, document, words);
        paper.Rule();
        paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, $"{words.ContentHash} (SHA-256): {contentHash}");
        if (paper.LacksLetters)
            paper.Write(PdfBlockLevelElementTag.Paragraph, Ink.Small, "A box stands for a letter of a script that this document has no font for. The page shows it.");
        return paper.Finish();
    }

    private static void WriteFigures(TaggedPaper paper, ChairSummary document, DocumentWords words)
    {
        paper.Write(PdfBlockLevelElementTag.Heading2, Ink.Heading, words.Figures);
        paper.WriteTable(
            ["Figure", "Value", "How it was counted", "Events"],
            document.Figures.Select(figure => (string[])[figure.Label, figure.InWords(), figure.Derivation, figure.EvidenceCount().ToString(CultureInfo.InvariantCulture)]),
            [2, 1, 3, 0.7]);
        foreach (var breakdown in document.Breakdowns)
        {
            paper.Write(PdfBlockLevelElementTag.Heading3, Ink.Strong, breakdown.Label);
            paper.WriteTable(["Of whom", "Number"], breakdown.Parts.Select(part => (string[])[part.Label, part.Value.ToString(CultureInfo.InvariantCulture)]), [2, 1]);
        }
    }
}

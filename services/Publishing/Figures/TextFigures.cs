using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Figures;

/// <summary>Figures of the summary itself: how much of its text there is.</summary>
public static class TextFigures
{
    public static readonly IReadOnlyList<FigureRule> Rules =
    [
        new("paragraphsComplete", "Complete paragraphs", null, "Paragraphs of the summary that are there in full.", ParagraphsComplete),
        new("paragraphsPartial", "Partial paragraphs", null, "Paragraphs of the summary of which only the beginning or the end is there.", ParagraphsPartial),
        new("sectionsWithHeading", "Sections with their heading", null, "Sections of the summary whose heading is known.", SectionsWithHeading),
    ];

    private static Count ParagraphsComplete(Course course) =>
        OfText(course, summary => [.. summary.Paragraphs.Where(written => written.Content.Completeness is Completeness.Full)]);

    private static Count ParagraphsPartial(Course course) =>
        OfText(course, summary => [.. summary.Paragraphs.Where(written => written.Content.Completeness is Completeness.HeadOnly or Completeness.TailOnly)]);

    private static Count SectionsWithHeading(Course course) =>
        OfText(course, summary => [.. summary.Sections.Where(written => written.Content.Heading is not null)]);

    private static Count OfText(Course course, Func<WrittenSummary, IReadOnlyCollection<IFact>> facts) =>
        course.Summary is { } summary ? Count.Of(facts(summary)) : Count.NotKnown("No summary has been issued yet.");
}

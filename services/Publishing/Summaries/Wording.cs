using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Lint;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>Holds a text, as it would be printed, against what a chair's summary may say (rules M5 to M7): nobody is told by it, and nothing in it is negotiated.</summary>
public static class Wording
{
    /// <summary>Title and headings first, then the paragraphs in their order.</summary>
    public static IReadOnlyList<Finding> Findings(ChairSummary printed, Room room) => Linting.Of(
        printed.Sections
            .Select(section => section.Heading).OfType<string>().Prepend(printed.Title)
            .Select(words => new LintedText(null, SectionKind.Format, printed.Language, words))
            .Concat(
                from section in printed.Sections
                from paragraph in section.Paragraphs
                where paragraph.Text.Length > 0
                select new LintedText(paragraph.Number, Linting.KindOf(section.Heading), printed.Language, paragraph.Text)),
        room);

    /// <exception cref="Refusal">There are errors; the first of them is told, with how many there are.</exception>
    public static void MustPass(IReadOnlyList<Finding> findings)
    {
        Finding[] errors = [.. findings.Where(finding => finding.Severity is Severity.Error)];
        if (errors is not [var first, ..])
            return;
        throw new Refusal(
            "wording",
            $"{(first.Paragraph is { } paragraph ? $"Paragraph {paragraph}" : "Title or heading")}: “{first.Found}” ({first.Rule}). {first.Suggestion} There are {errors.Length} such places; GET .../readiness shows them all.");
    }

    /// <summary>What is wrong with a summary as it would be printed now: in its words, and in what its points carry (rules M2 to M4).</summary>
    internal static async Task<IReadOnlyList<Finding>> WordingOf(this IQuerySession session, ChairSummary printed, CancellationToken ct) =>
    [
        .. Findings(printed, await Course.Read(session, printed.Edition.Id, ct) is { } course ? Room.Of(course) : Room.Empty),
        .. await session.PointFindingsOf(printed, ct),
    ];
}

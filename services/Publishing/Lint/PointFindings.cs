using Forum.Publishing.Documents;
using Forum.Publishing.Points;

namespace Forum.Publishing.Lint;

/// <summary>Rules M2 to M4, held against the points of a text: no word says more than was counted, a stronger word never stands with weaker support, and dissent is to be seen.</summary>
public static class PointFindings
{
    /// <param name="printed">The text.</param>
    /// <param name="points">By id: those whose sentences stand in the text.</param>
    /// <param name="policies">By number.</param>
    /// <param name="now">What the notes come to now, by point; empty after they were erased.</param>
    public static IEnumerable<Finding> Of(ChairSummary printed, IReadOnlyDictionary<Guid, Point> points, IReadOnlyDictionary<int, QuantifierPolicy> policies, IReadOnlyDictionary<Guid, Counts> now)
    {
        var placed = Placed(printed, points).Where(place => place.Point.Wording is not null).ToArray();
        foreach (var (paragraph, offset, length, point) in placed)
        {
            Finding Found(LintRule rule, Severity severity, string suggestion) => new(paragraph, offset, length, rule, severity, point.Sentence(), suggestion);

            if (point.Counts is not { } counts)
            {
                yield return Found(LintRule.QuantifierTooStrong, Severity.Error, "Count the point; nothing carries its sentence yet.");
                continue;
            }

            if (!Quantifying.Allowed(counts, policies[point.Policy].Table, point.Confirmed).Contains(point.Quantifier))
                yield return Found(LintRule.QuantifierTooStrong, Severity.Error, $"The counts carry {Quantifying.Strongest(counts, policies[point.Policy].Table, point.Confirmed)?.ToString() ?? "no quantifier"}, and what is weaker.");
            if (counts.Dissent > 0 && !point.Sentence().Contains(point.Wording!.CounterSentence(), StringComparison.Ordinal))
                yield return Found(LintRule.DissentHidden, Severity.Error, "Say that others thought otherwise.");
            if (now.GetValueOrDefault(point.Id) is { } today && today != counts)
                yield return Found(LintRule.CountsOutOfDate, Severity.Error, "Notes were taken or put right since it was counted. Count the point again.");
            if (placed.Select(place => place.Point).FirstOrDefault(other => IsPutBelow(point, other)) is { } stronger)
                yield return Found(LintRule.QuantifierNotMonotonic, Severity.Error, $"It has more behind it than the sentence '{stronger.Wording!.Sentence(stronger.Quantifier)}', and a weaker word. Weaken that one, or strengthen this one.");
        }
    }

    /// <summary>True when this point has more behind it than the other and says less.</summary>
    public static bool IsPutBelow(Point point, Point other) =>
        point.Counts is { } counts && other.Counts is { } others
        && counts.Outweigh(others)
        // What the chair has confirmed has the chair behind it, too.
        && (point.Confirmed || !other.Confirmed)
        && Quantifying.Strength(point.Quantifier) < Quantifying.Strength(other.Quantifier);

    private static IEnumerable<(int Paragraph, int Offset, int Length, Point Point)> Placed(ChairSummary printed, IReadOnlyDictionary<Guid, Point> points)
    {
        foreach (var paragraph in printed.Sections.SelectMany(section => section.Paragraphs))
        {
            var at = 0;
            foreach (var run in paragraph.Runs)
            {
                var blanks = run.Text.Length - run.Text.TrimStart().Length;
                if (run.Point is { } id && points.TryGetValue(id, out var point))
                    yield return (paragraph.Number, at + blanks, run.Text.Length - blanks, point);
                at += run.Text.Length;
            }
        }
    }
}

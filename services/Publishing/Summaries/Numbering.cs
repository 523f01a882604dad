using Forum.Hosting.Store;

namespace Forum.Publishing.Summaries;

/// <summary>Paragraphs move: those from <paramref name="From"/> on by <paramref name="By"/>, with every reference to them.</summary>
public sealed record Renumbering(int From, int By)
{
    public int Of(int number) => number >= From ? number + By : number;

    public Paragraph Of(Paragraph paragraph) => paragraph with { Number = Of(paragraph.Number), Text = In(paragraph.Text) };

    public string? In(string? text) => text is null ? null : FigureText.Renumbered(text, Of);
}

/// <summary>
/// Paragraphs are counted 1, 2, 3 … through the whole document, so that a reference by number is the same in every language (UN editorial practice).
/// Before the text is issued an inserted paragraph moves those behind it, and references follow; afterwards no number changes.
/// </summary>
public static class Numbering
{
    /// <exception cref="Refusal">A number is missing, the sections are out of order, or a reference leads nowhere.</exception>
    public static void MustHold(Summary summary)
    {
        if (Faults(summary).FirstOrDefault() is { } fault)
            throw fault;
    }

    /// <summary>All that is wrong, in the order of the text.</summary>
    public static IEnumerable<Refusal> Faults(Summary summary)
    {
        if (summary.Paragraphs.Count == 0)
            yield return new Refusal("summary-empty", "There is no paragraph yet.");
        var gap = summary.Paragraphs.Select((paragraph, index) => (paragraph.Number, Due: index + 1)).FirstOrDefault(paragraph => paragraph.Number != paragraph.Due);
        if (gap.Due > 0)
            yield return new Refusal("paragraphs-not-consecutive", $"There is no paragraph {gap.Due}. If it is missing in the source, write it as absent.");
        foreach (var (first, second) in summary.Paragraphs.Zip(summary.Paragraphs.Skip(1)).Where(pair => pair.Second.Section < pair.First.Section))
            yield return new Refusal("sections-out-of-order", $"Paragraph {second.Number} stands in section {second.Section}, after one of section {first.Section}.");
        foreach (var (paragraph, to) in References(summary).Where(reference => summary.Paragraphs.All(other => other.Number != reference.To)))
            yield return new Refusal("reference-dangling", $"Paragraph {paragraph} refers to paragraph {to}, which there is not. Write the paragraph, or put the reference right.");
    }

    /// <summary>Who refers to whom.</summary>
    public static IEnumerable<(int Paragraph, int To)> References(Summary summary) =>
        from paragraph in summary.Paragraphs
        where paragraph.Text is not null
        from to in FigureText.References(paragraph.Text!)
        select (paragraph.Number, to);
}

using Forum.Publishing.Documents;

namespace Forum.Publishing.Languages;

/// <summary>A place at which a language version says something else than the original.</summary>
/// <param name="Rule">Stable, in kebab case.</param>
/// <param name="Blocks">True when the version is not issued with it. What is written in words in one language and in figures in another only warns.</param>
/// <param name="Part"></param>
/// <param name="Number">Of the section or the paragraph; 0 for the title.</param>
/// <param name="Original">What stands in the original; null when nothing does.</param>
/// <param name="Version">What stands in the version, to the letter; null when nothing does.</param>
/// <param name="Message">For a person.</param>
public sealed record ConcordanceFinding(string Rule, bool Blocks, DocumentPart Part, int Number, string? Original, string? Version, string Message);

/// <summary>
/// Holds a language version against the original: number and sequence of the paragraphs, and in each of them the figures, the dates and the symbols. The Spanish version of
/// A/61/515 cites resolution 60/277 where the English one cites 60/227; this is what finds it.
/// </summary>
public static class Concordance
{
    /// <summary>In the order of the text.</summary>
    /// <param name="original"></param>
    /// <param name="version">As printed, or as it would be.</param>
    public static IReadOnlyList<ConcordanceFinding> Of(ChairSummary original, ChairSummary version) =>
    [
        .. Between(DocumentPart.Title, 0, original.Title, version.Title, original.Language, version.Language),
        .. Sections(original, version),
        .. Sequence(original, version),
        .. Paragraphs(original, version),
    ];

    private static IEnumerable<ConcordanceFinding> Sections(ChairSummary original, ChairSummary version)
    {
        foreach (var section in original.Sections)
        {
            var there = version.Sections.FirstOrDefault(other => other.Number == section.Number);
            if (section.Heading is { } heading && there?.Heading is null)
                yield return new("heading-missing", true, DocumentPart.Heading, section.Number, heading, null, $"The heading of section {section.Number} is not translated.");
            else if (section.Heading is null && there?.Heading is { } invented)
                yield return new("heading-surplus", true, DocumentPart.Heading, section.Number, null, invented, $"The heading of section {section.Number} is not known in the original.");
            else if (section.Heading is not null)
            {
                foreach (var finding in Between(DocumentPart.Heading, section.Number, section.Heading, there!.Heading!, original.Language, version.Language))
                    yield return finding;
            }
        }
    }

    /// <summary>The same numbers, each once, in the same order.</summary>
    private static IEnumerable<ConcordanceFinding> Sequence(ChairSummary original, ChairSummary version)
    {
        int[] due = [.. Numbers(original)], there = [.. Numbers(version)];
        if (due.SequenceEqual(there))
            yield break;
        foreach (var missing in due.Except(there))
            yield return new("paragraph-missing", true, DocumentPart.Paragraph, missing, null, null, $"There is no paragraph {missing} in this version.");
        foreach (var surplus in there.Except(due))
            yield return new("paragraph-surplus", true, DocumentPart.Paragraph, surplus, null, null, $"There is no paragraph {surplus} in the original.");
        foreach (var twice in there.GroupBy(number => number).Where(times => times.Skip(1).Any()))
            yield return new("paragraph-twice", true, DocumentPart.Paragraph, twice.Key, null, null, $"Paragraph {twice.Key} stands in this version {twice.Count()} times.");
        int[] common = [.. due.Intersect(there)];
        int[] inVersion = [.. there.Where(common.Contains).Distinct()];
        if (common.Zip(inVersion).FirstOrDefault(pair => pair.First != pair.Second) is { First: > 0 } astray)
            yield return new("paragraphs-out-of-sequence", true, DocumentPart.Paragraph, astray.Second, null, null, $"Paragraph {astray.Second} stands where the original has paragraph {astray.First}.");
    }

    private static IEnumerable<ConcordanceFinding> Paragraphs(ChairSummary original, ChairSummary version)
    {
        var byNumber = version.Sections.SelectMany(section => section.Paragraphs).ToLookup(paragraph => paragraph.Number);
        foreach (var paragraph in original.Sections.SelectMany(section => section.Paragraphs))
        {
            if (byNumber[paragraph.Number].FirstOrDefault() is not { } there)
                continue;
            if (there.Completeness != paragraph.Completeness)
            {
                yield return new(
                    "gap-differs", true, DocumentPart.Paragraph, paragraph.Number, paragraph.Completeness.ToString(), there.Completeness.ToString(),
                    $"What is missing in paragraph {paragraph.Number} of the original is missing in every version, and nothing else is.");
            }

            if (paragraph.Text.Length > 40 && string.Equals(paragraph.Text, there.Text, StringComparison.Ordinal))
                yield return new("not-translated", true, DocumentPart.Paragraph, paragraph.Number, paragraph.Text, there.Text, $"Paragraph {paragraph.Number} is the original's, word for word.");
            foreach (var finding in Between(DocumentPart.Paragraph, paragraph.Number, paragraph.Text, there.Text, original.Language, version.Language))
                yield return finding;
        }
    }

    /// <summary>Kind by kind: what only one of the two mentions. Of several on either side the first is held to be the first's counterpart.</summary>
    private static IEnumerable<ConcordanceFinding> Between(DocumentPart part, int number, string original, string version, string originalLanguage, string language)
    {
        var due = Mentions.In(original, originalLanguage);
        var there = Mentions.In(version, language);
        foreach (var kind in Enum.GetValues<MentionKind>())
        {
            var missing = new Queue<Mention>(OnlyIn(due, there, kind));
            var surplus = new Queue<Mention>(OnlyIn(there, due, kind));
            while (missing.Count > 0 || surplus.Count > 0)
            {
                missing.TryDequeue(out var lost);
                surplus.TryDequeue(out var found);
                var blocks = lost is { IsSoft: false } || found is { IsSoft: false };
                yield return new(RuleOf(kind, lost, found), blocks, part, number, lost?.Words, found?.Words, Say(lost, found));
            }
        }
    }

    /// <summary>What is mentioned in the one and not in the other, each once; the firm ones first.</summary>
    private static IEnumerable<Mention> OnlyIn(IReadOnlyList<Mention> one, IReadOnlyList<Mention> other, MentionKind kind) => one
        .Where(mention => mention.Kind == kind && !other.Any(counterpart => counterpart.Kind == kind && string.Equals(counterpart.Value, mention.Value, StringComparison.Ordinal)))
        .OrderBy(mention => mention.IsSoft)
        .DistinctBy(mention => mention.Value, StringComparer.Ordinal);

    private static string RuleOf(MentionKind kind, Mention? lost, Mention? found)
    {
        var what = kind switch { MentionKind.Symbol => "symbol", MentionKind.Date => "date", _ => "figure" };
        return $"{what}-{(lost is null ? "surplus" : found is null ? "missing" : "differs")}";
    }

    private static string Say(Mention? lost, Mention? found) => (lost, found) switch
    {
        ({ } original, { } version) => $"The original has “{original.Words}”, this version “{version.Words}”.",
        ({ } original, null) => $"“{original.Words}” of the original is not in this version.",
        (null, { } version) => $"“{version.Words}” is not in the original.",
        _ => "",
    };

    private static IEnumerable<int> Numbers(ChairSummary document) => document.Sections.SelectMany(section => section.Paragraphs).Select(paragraph => paragraph.Number);
}

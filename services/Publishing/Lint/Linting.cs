namespace Forum.Publishing.Lint;

/// <summary>Looks at texts and says what in them breaks a rule, where, and what to write instead. Pure: the same texts and the same room give the same findings.</summary>
public static class Linting
{
    /// <summary>The findings in the order of the texts; in a text by place, none within another of the same rule.</summary>
    public static IReadOnlyList<Finding> Of(IEnumerable<LintedText> texts, Room room)
    {
        var people = Names.OfPeople(room.People);
        return [.. texts.SelectMany(text => Of(text, people, room))];
    }

    /// <summary>In what part of a document a section stands, by its heading in any of the six languages.</summary>
    public static SectionKind KindOf(string? heading) =>
        heading is not null && FormatHeadings.Any(word => heading.Contains(word, StringComparison.OrdinalIgnoreCase)) ? SectionKind.Format : SectionKind.Body;

    private static readonly string[] FormatHeadings = ["format", "participation", "participación", "участи", "формат", "与会", "参加", "形式", "الشكل", "المشاركة"];

    private static List<Finding> Of(LintedText text, Names people, Room room)
    {
        var found = NormalText.ReadingsOf(text.Text, text.Language).SelectMany(normal => NonAttribution.Of(text, normal, people, room).Concat(NoNegotiatedOutcome.Of(text, normal)));
        var kept = new List<Finding>();
        foreach (var finding in found.OrderBy(finding => finding.Offset).ThenByDescending(finding => finding.Length))
        {
            if (!kept.Exists(other => other.Rule == finding.Rule && other.Offset <= finding.Offset && finding.Offset + finding.Length <= other.Offset + other.Length))
                kept.Add(finding);
        }

        return kept;
    }
}

namespace Forum.Publishing.Lint;

/// <summary>Forms of Russian names in the other five cases, by the regular endings. A form too many harms nobody: it is no other word.</summary>
internal static class RussianCases
{
    /// <summary>Endings of the nominative, and those that the other cases have in their place; the longest that fits counts.</summary>
    private static readonly (string Ending, string[] Others)[] Endings =
    [
        ("ская", ["ской", "скую"]), ("ное", ["ного", "ному", "ным", "ном"]), ("ный", ["ного", "ному", "ным", "ном"]), ("ная", ["ной", "ную"]), ("ые", ["ых", "ым", "ыми"]), ("ие", ["их", "им", "ими"]),
        ("ский", ["ского", "скому", "ским", "ском"]), ("ая", ["ой", "ую"]), ("ой", ["ого", "ому", "ым", "ом"]), ("ия", ["ии", "ию", "ией"]), ("ство", ["ства", "ству", "ством", "стве"]),
        ("ка", ["ки", "ке", "ку", "кой"]), ("га", ["ги", "ге", "гу", "гой"]), ("ша", ["ши", "ше", "шу", "шей"]), ("а", ["ы", "е", "у", "ой"]), ("я", ["и", "е", "ю", "ей"]),
        ("ль", ["ля", "лю", "лем", "ле", "ли", "лью"]), ("нь", ["ня", "ню", "нем", "не", "ни", "нью"]), ("й", ["я", "ю", "ем", "е"]),
        ("ы", ["ов", "ам", "ами", "ах", ""]), ("", ["а", "у", "ом", "е"]),
    ];

    public static IEnumerable<string> Of(string name)
    {
        var words = name.Split(' ');
        var most = words.Max(word => Others(word).Length);
        for (var form = 0; form < most; form++)
        {
            // A republic of something: its own name stays as it is, the words before it decline together.
            for (var declined = 1; declined <= words.Length; declined++)
                yield return string.Join(' ', words.Select((word, place) => place < declined && Others(word) is { Length: > 0 } others ? others[Math.Min(form, others.Length - 1)] : word));
        }
    }

    private static string[] Others(string word)
    {
        if (word.Length < 3 || !char.IsUpper(word[0]) && !word.EndsWith("ая", StringComparison.Ordinal) || word[^1] is 'о' or 'и' or 'у' or 'э' or 'е' && !word.EndsWith("ство", StringComparison.Ordinal) && !word.EndsWith("ное", StringComparison.Ordinal))
            return [];
        var (ending, others) = Endings.First(pair => word.EndsWith(pair.Ending, StringComparison.Ordinal));
        return [.. others.Select(other => $"{word[..^ending.Length]}{other}")];
    }
}

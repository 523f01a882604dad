using System.Collections.Frozen;
using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>All figures there are, in the order of A/61/515.</summary>
public static class FigureCatalogue
{
    public static readonly IReadOnlyList<FigureRule> Rules =
        [.. EditionFigures.Rules, .. PlenaryFigures.Rules, .. RoundTableFigures.Rules, .. TextFigures.Rules];

    private static readonly FrozenDictionary<string, FigureRule> ByName = Rules.ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    public static bool Has(string name) => ByName.ContainsKey(name);

    public static Figure? Find(string name, Course course) => ByName.TryGetValue(name, out var rule) ? Figure.Of(rule, course) : null;

    public static IReadOnlyList<Figure> Of(Course course) => [.. Rules.Select(rule => Figure.Of(rule, course))];
}

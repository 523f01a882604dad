using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>A part of a figure: the facts of which something is so.</summary>
/// <param name="Name">Stable; with the breakdown's name it names the part's proof.</param>
public sealed record PartOfCount(string Name, string Label, IReadOnlyCollection<IFact> Facts);

/// <summary>How a figure is parted by something, so that it can be drawn.</summary>
/// <param name="Name">Stable.</param>
/// <param name="Label">For a heading.</param>
/// <param name="Figure">Name of the figure that is parted: its parts together are the figure.</param>
/// <param name="Derivation">How it is parted, in a sentence.</param>
/// <param name="Parts">In the order in which they are drawn; empty while the figure is not known.</param>
public sealed record BreakdownRule(string Name, string Label, string Figure, string Derivation, Func<Course, IReadOnlyList<PartOfCount>> Parts);

/// <summary>A figure in its parts, each with its proof.</summary>
/// <param name="Figure">Name of the figure whose parts these are.</param>
public sealed record Breakdown(string Name, string Label, string Figure, string Derivation, IReadOnlyList<Part> Parts)
{
    public static Breakdown Of(BreakdownRule rule, Course course) => new(
        rule.Name,
        rule.Label,
        rule.Figure,
        rule.Derivation,
        [.. rule.Parts(course).Select(part => new Part(part.Name, part.Label, part.Facts.Count, Evidence.Of(part.Facts.Select(fact => fact.Source))))]);

    /// <summary>Under this name the proof of a part is asked for.</summary>
    public string NameOf(Part part) => $"{Name}.{part.Name}";

    public int Sum() => Parts.Sum(part => part.Value);
}

/// <summary>A part of a figure with the events that it was counted from.</summary>
public sealed record Part(string Name, string Label, int Value, IReadOnlyList<Evidence> Evidence);

using Forum.Publishing.Proceedings;

namespace Forum.Publishing.Figures;

/// <summary>What was counted, and what it was counted from; or why it cannot be said.</summary>
/// <param name="Value">Null when it is not known.</param>
/// <param name="Unknown">Why it is not known; null when it is.</param>
public sealed record Count(decimal? Value, string? Unknown, IReadOnlyList<Source> Sources)
{
    /// <summary>As many as there are facts.</summary>
    public static Count Of(IReadOnlyCollection<IFact> facts) => new(facts.Count, null, [.. facts.Select(fact => fact.Source)]);

    /// <summary>A value that is more than the number of the facts it rests on.</summary>
    public static Count Of(decimal value, IEnumerable<IFact> facts) => new(value, null, [.. facts.Select(fact => fact.Source)]);

    public static Count NotKnown(string reason) => new(null, reason, []);
}

/// <summary>How one figure is found: what it is called and counted from, and the function that counts it.</summary>
/// <param name="Name">Stable; texts name the figure by it.</param>
/// <param name="Label">For a table.</param>
/// <param name="Paragraph">The paragraph of A/61/515 that gives this figure of the first Dialogue; null when none does.</param>
/// <param name="Derivation">How it is counted, in a sentence.</param>
public sealed record FigureRule(string Name, string Label, int? Paragraph, string Derivation, Func<Course, Count> Count);

/// <summary>A figure with its proof.</summary>
/// <param name="Value">Null when it is not known.</param>
/// <param name="Unknown">Why it is not known; null when it is.</param>
public sealed record Figure(
    string Name, string Label, int? Paragraph, string Derivation, decimal? Value, string? Unknown, IReadOnlyList<Evidence> Evidence)
{
    public static Figure Of(FigureRule rule, Course course)
    {
        var count = rule.Count(course);
        return new Figure(rule.Name, rule.Label, rule.Paragraph, rule.Derivation, count.Value, count.Unknown, Figures.Evidence.Of(count.Sources));
    }

    /// <summary>How many events it was counted from.</summary>
    public int EvidenceCount() => Evidence.Sum(evidence => evidence.EventIds.Count);
}

/// <summary>Events of one kind in one stream that a figure was counted from.</summary>
/// <param name="Service">Whose stream it is.</param>
/// <param name="Event">Under which name the events were announced.</param>
/// <param name="StreamId"></param>
/// <param name="EventIds">In ascending order.</param>
public sealed record Evidence(string Service, string Event, Guid StreamId, IReadOnlyList<Guid> EventIds)
{
    /// <summary>Gathered by stream, each event once, always in the same order: the same facts have the same proof.</summary>
    public static IReadOnlyList<Evidence> Of(IEnumerable<Source> sources) =>
    [
        .. sources
            .GroupBy(source => (source.Service, source.Event, source.StreamId))
            .OrderBy(group => group.Key.Service, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Event, StringComparer.Ordinal)
            .ThenBy(group => group.Key.StreamId)
            .Select(group => new Evidence(group.Key.Service, group.Key.Event, group.Key.StreamId, [.. group.Select(source => source.EventId).Distinct().Order()])),
    ];
}

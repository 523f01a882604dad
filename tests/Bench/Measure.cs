namespace Forum.Bench;

/// <summary>What was measured beside its floor, in the same run on the same machine: only the ratio says something.</summary>
/// <param name="Value">Median over the rounds.</param>
/// <param name="Floor">The same for the least that could do the job, with nothing of ours in it.</param>
/// <param name="Ratio">Median of the rounds' ratios value / floor.</param>
internal sealed record Measure(string Name, double Value, string Unit, double Floor, double Ratio)
{
    public static Measure Of(string name, string unit, IReadOnlyList<(double Value, double Floor)> rounds) => new(
        name,
        Median(rounds.Select(round => round.Value)),
        unit,
        Median(rounds.Select(round => round.Floor)),
        Median(rounds.Select(round => round.Value / round.Floor)));

    public static double Median(IEnumerable<double> values) => Percentile([.. values.Order()], 0.5);

    /// <summary>Nearest rank.</summary>
    public static double Percentile(IReadOnlyList<double> ordered, double share) => ordered[Math.Clamp((int)Math.Ceiling(share * ordered.Count) - 1, 0, ordered.Count - 1)];
}

using System.Text.Json.Serialization;
using Forum.Optimiser.Checking;

namespace Forum.Bench.Optimising;

/// <summary>What a stage of the optimiser found about one instance, as <c>--json</c> writes it.</summary>
/// <param name="Stage">"seats", "timetable", "late-chair", "fairpyx" or "first-dialogue".</param>
/// <param name="Table">The figures of every column, those of the independent checker and the solver's own proofs.</param>
/// <param name="Figures">What is measured beside them, by its name: seconds, megabytes, moves after a withdrawal, a peer's published results.</param>
internal sealed record Finding(string Stage, MetricsTable Table, IReadOnlyDictionary<string, double> Figures)
{
    [JsonIgnore]
    public int HardViolations => Table.Columns[0].Violations.Values.Sum();
}

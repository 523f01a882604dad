using System.Diagnostics;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>
/// Timetables from data/timetable and generated ones (<see cref="GeneratedTimetable"/>) of the same sizes, each with the seconds that it may take; and each again with a chair who comes late
/// (<see cref="LateChairs"/>). Where no place is left for its session, the reason is printed.
/// </summary>
internal static class Timetables
{
    public static IReadOnlyList<(int Sessions, int Rooms, int Slots, double Seconds)> Sizes { get; } = [(8, 4, 2, 1), (60, 10, 6, 10), (300, 20, 15, 30)];

    public static IReadOnlyList<Finding> Measure(string folder, bool quick)
    {
        List<Finding> findings = [];
        foreach (var (sessions, rooms, slots, seconds) in Sizes.Where(size => !quick || size.Sessions <= 60))
        {
            var file = Path.Combine(folder, "timetable", $"timetable-{sessions}-{rooms}-{slots}.json");
            if (OthersData.IsThere("timetable", file))
                findings.AddRange(Measure(Timetabling.Read(file), seconds, null));
            foreach (var seed in Enumerable.Range(1, quick ? 1 : 3))
            {
                var (instance, hidden) = GeneratedTimetable.Make(sessions, rooms, slots, (ulong)seed);
                findings.AddRange(Measure(instance, seconds, hidden));
            }
        }

        return findings;
    }

    private static IEnumerable<Finding> Measure(Instance instance, double seconds, Arrangement? hidden)
    {
        var (solved, outcome, took) = Solve(instance, seconds);
        List<MetricsColumn> columns =
        [
            MetricsColumn.Of(instance, "ours", solved, [outcome.Proof]),
            MetricsColumn.Of(instance, RegistrationOrder.Name, RegistrationOrder.Arrange(instance)),
            MetricsColumn.Of(instance, RoundRobin.Name, RoundRobin.Arrange(instance)),
        ];
        if (hidden is not null)
            columns.Add(MetricsColumn.Of(instance, "hidden in it", hidden));
        var table = new MetricsTable(instance.Name, columns);
        var proof = outcome.Proof;
        Console.WriteLine($"\n{table.ToText()}");
        Console.WriteLine($"Timetable {instance.Name}: {took:0.0} s, objective {columns[0].Timetable!.Objective}, {(proof.Optimal ? "proven optimal" : $"bound {proof.Bound:0}")}, first after {proof.SecondsToFirst:0.00} s, best after {proof.SecondsToBest:0.00} s, hard violations {columns[0].Violations.Values.Sum()}");
        yield return new("timetable", table, new Dictionary<string, double> { ["seconds"] = took });
        if (solved.Placements.Count < instance.Timetable!.Sessions.Count)
            yield break;

        if (LateChair.Of(instance, solved) is { } late && LateChairs.Again(late) is { } again)
            yield return again;
    }

    private static (Arrangement Arrangement, TimetableOutcome Outcome, double Seconds) Solve(Instance instance, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var outcome = TimetableSolver.Solve(instance, new(seconds));
        return (new() { Placements = outcome.Placements ?? [] }, outcome, watch.Elapsed.TotalSeconds);
    }
}

using System.Diagnostics;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>
/// Timetables from data/timetable and generated ones (<see cref="GeneratedTimetable"/>) of the same sizes, each with the seconds that it may take; and each again with a chair who comes late, in five
/// seconds: the first officer of the first session that can be held in another slot is away in the one in which it was placed. Where no place is left for it, the reason is printed.
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

        var late = Late(instance, solved);
        var (repaired, again, tookAgain) = Solve(late, 5);
        if (again.Impossible is { } impossible)
        {
            Console.WriteLine($"Timetable {late.Name}: impossible, said after {tookAgain:0.0} s{(impossible.Minimal ? ", no rule of these too many" : "")}:\n  {string.Join("\n  ", impossible.Core.Select(rule => rule.Sentence).Concat(impossible.Repair))}");
            yield break;
        }

        var lateTable = new MetricsTable(late.Name, [MetricsColumn.Of(late, "ours", repaired, [again.Proof])]);
        var moves = lateTable.Columns[0].Timetable!.Moves ?? 0;
        Console.WriteLine($"Timetable {late.Name}: {tookAgain:0.0} s, {moves} of {late.Timetable!.Sessions.Count} sessions moved ({100.0 * moves / late.Timetable.Sessions.Count:0.0} %), hard violations {lateTable.Columns[0].Violations.Values.Sum()}");
        yield return new("timetable", lateTable, new Dictionary<string, double> { ["seconds"] = tookAgain, ["moved sessions"] = moves });
    }

    /// <summary>The first session that could also be held elsewhere cannot be held where it is any more, and a session that moves costs more than all clashes that it could cure.</summary>
    private static Instance Late(Instance instance, Arrangement before)
    {
        var slots = before.Placements.ToDictionary(placement => placement.Session, placement => placement.Slot);
        var timetable = instance.Timetable!;
        var chaired = timetable.Sessions.First(session => session.Officers.Count > 0 && (session.AvailableSlots?.Count ?? timetable.Slots) > 1);
        return instance with
        {
            Name = $"{instance.Name}, chair of {chaired.Id} comes late",
            Previous = before,
            Timetable = timetable with
            {
                Move = 10_000,
                Sessions = [.. timetable.Sessions.Select(session => session != chaired ? session : session with
                {
                    Officers = [.. session.Officers.Select((officer, n) => n == 0 ? officer with { AbsentSlots = [.. officer.AbsentSlots ?? [], slots[session.Id]] } : officer)],
                })],
            },
        };
    }

    private static (Arrangement Arrangement, TimetableOutcome Outcome, double Seconds) Solve(Instance instance, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var outcome = TimetableSolver.Solve(instance, new(seconds));
        return (new() { Placements = outcome.Placements ?? [] }, outcome, watch.Elapsed.TotalSeconds);
    }
}

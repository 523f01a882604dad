using System.Diagnostics;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>How long it takes to say why timetables of 60 sessions that were made impossible (<see cref="ImpossibleTimetable"/>) are so, and what is cheapest to do about it.</summary>
internal static class ImpossibleTimetables
{
    /// <returns>False when a reason was not proven to be a smallest one, or did not hold what was planted.</returns>
    public static bool Measure(bool quick)
    {
        // The first call loads the engine.
        _ = TimetableSolver.Solve(new Instance { Timetable = new() { Slots = 1, Sessions = [new() { Id = "nowhere" }] } }, new(1));
        var sound = true;
        foreach (var seed in Enumerable.Range(1, quick ? 1 : 3))
        {
            foreach (var (name, instance, planted) in ImpossibleTimetable.Make(sessions: 60, rooms: 13, slots: 6, (ulong)seed))
            {
                var watch = Stopwatch.StartNew();
                var why = TimetableSolver.Solve(instance, new(10)).Impossible;
                var holds = planted.All(rule => why?.Core.Any(member => member.Rule == rule.Rule && member.Objects.Contains(rule.About)) == true);
                Console.WriteLine($"Impossible, seed {seed}, {name}: {watch.Elapsed.TotalSeconds:0.00} s, core of {why?.Core.Count}{(why?.Minimal == true ? ", minimal" : ", not proven minimal")}{(holds ? "" : ", without what was planted")}; {string.Join(" ", why?.Repair ?? [])}");
                sound &= holds && why?.Minimal == true;
            }
        }

        return sound;
    }
}

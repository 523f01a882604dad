using System.Diagnostics;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>Seats at the four round tables of the first Dialogue, with illustrative wishes (<see cref="FirstDialogue"/>), in a process of its own.</summary>
internal static class FirstDialogueSeats
{
    public static IReadOnlyList<Finding> Measure()
    {
        var finding = Alone.Measure("first-dialogue");
        Console.WriteLine($"\n{finding.Table.ToMarkdown()}");
        Console.WriteLine($"{finding.Table.Instance}: {finding.Figures["seconds"]:0.000} s, {finding.Figures["seconds, cold"]:0.000} s the first time, {finding.Figures["MB"]:0} MB, hard violations {finding.HardViolations}");
        return [finding];
    }

    public static Finding MeasureHere()
    {
        var instance = FirstDialogue.Make();
        var cold = Stopwatch.StartNew();
        _ = SeatSolver.Solve(instance);
        cold.Stop();
        var watch = Stopwatch.StartNew();
        var result = SeatSolver.Solve(instance);
        watch.Stop();
        var megabytes = Alone.Megabytes();
        var solution = new Solution { Arrangement = new() { Seats = result.Seats! }, Proofs = [result.Proof], InstanceHash = InstanceJson.Hash(instance) };
        return new("first-dialogue", MetricsTable.Beside(instance, solution), new Dictionary<string, double>
        {
            ["seconds"] = watch.Elapsed.TotalSeconds,
            ["seconds, cold"] = cold.Elapsed.TotalSeconds,
            ["MB"] = megabytes,
        });
    }
}

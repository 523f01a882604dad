using System.Diagnostics;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>
/// Seats at generated round tables (<see cref="GeneratedSeats"/>), each size and seed in a process of its own that has solved one small instance before: seconds from the question to the answer,
/// those of the processor among them (on a machine that does something else besides, they say more), and the process's greatest memory; then the same question once more with the answer as the previous release, and with one delegation less.
/// </summary>
internal static class SeatsOfAllSizes
{
    public static IReadOnlyList<Finding> Measure(bool quick)
    {
        List<Finding> findings = [];
        foreach (var (participants, tables) in GeneratedSeats.Sizes.Where(size => !quick || size.Participants <= 1_000))
        {
            foreach (var seed in Enumerable.Range(1, participants > 10_000 ? 2 : 3))
            {
                var finding = Alone.Measure("seats", $"{participants}", $"{tables}", $"{seed}");
                if (seed == 1)
                    Console.WriteLine($"\n{finding.Table.ToText()}");
                Console.WriteLine(
                    $"Seats {finding.Table.Instance}: {finding.Figures["seconds"]:0.000} s ({finding.Figures["processor seconds"]:0.000} s of the processor), {finding.Figures["MB"]:0} MB, {Proven(finding)}, hard violations {finding.HardViolations}; "
                    + $"asked again {finding.Figures["moved when asked again"]:0} seats move; one withdrawal moves {finding.Figures["moved by a withdrawal"]:0} seats of others in {finding.Figures["seconds after a withdrawal"]:0.000} s");
                findings.Add(finding);
            }
        }

        return findings;
    }

    public static Finding MeasureHere(int participants, int tables, ulong seed)
    {
        _ = SeatSolver.Solve(GeneratedSeats.Make(60, 4, 99));
        var instance = GeneratedSeats.Make(participants, tables, seed);
        var processor = Environment.CpuUsage.TotalTime;
        var (arrangement, proof, seconds) = Solve(instance);
        processor = Environment.CpuUsage.TotalTime - processor;
        var megabytes = Alone.Megabytes();

        var again = instance with { Previous = arrangement };
        var unmoved = SeatMetrics.Of(again, Solve(again).Arrangement).Moves ?? 0;

        var leaving = arrangement.Seats[(int)(seed * 37 % (ulong)arrangement.Seats.Count)].Participant;
        var fewer = again with
        {
            Participants = [.. again.Participants.Where(participant => participant.Id != leaving)],
            Tables = [.. again.Tables.Select(table => table with { Held = [.. table.Held.Where(holder => holder != leaving)] })],
        };
        var after = Solve(fewer);
        var moved = SeatMetrics.Of(fewer, after.Arrangement);

        List<MetricsColumn> columns = [MetricsColumn.Of(instance, "ours", arrangement, [proof])];
        if (participants <= 1_000)
        {
            var maximal = instance with { Policy = instance.Policy with { Aim = RankAim.RankMaximal } };
            var (ranked, rankProof, _) = Solve(maximal);
            columns.Add(MetricsColumn.Of(maximal, "rank-maximal", ranked, [rankProof]));
        }

        columns.Add(MetricsColumn.Of(instance, RegistrationOrder.Name, RegistrationOrder.Arrange(instance)));
        columns.Add(MetricsColumn.Of(instance, RoundRobin.Name, RoundRobin.Arrange(instance)));
        return new("seats", new(instance.Name, columns), new Dictionary<string, double>
        {
            ["seconds"] = seconds,
            ["processor seconds"] = processor.TotalSeconds,
            ["MB"] = megabytes,
            ["moved when asked again"] = unmoved,
            ["moved by a withdrawal"] = moved.Moves!.Value - arrangement.Seats.Count(seat => seat.Participant == leaving),
            ["seconds after a withdrawal"] = after.Seconds,
        });
    }

    private static string Proven(Finding finding) => finding.Table.Columns[0].Proofs[0].Optimal ? "proven optimal" : "not proven optimal";

    private static (Arrangement Arrangement, Proof Proof, double Seconds) Solve(Instance instance)
    {
        var watch = Stopwatch.StartNew();
        var result = SeatSolver.Solve(instance);
        var seconds = watch.Elapsed.TotalSeconds;
        return (new() { Seats = result.Seats ?? throw new InvalidOperationException($"There are no seats for {instance.Name}.") }, result.Proof, seconds);
    }
}

using System.Diagnostics;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;

namespace Forum.Bench.Optimising;

/// <summary>
/// The published experiment of fairpyx on real course bids, drawn again agent by agent, at a total capacity of 1,000 and with the seeds 0 to 9: ours beside the peers' published results.
/// Measured as there: each agent's sum of values in percent of the sum of its best items, as many as its capacity, whatever is in conflict; the mean over the agents and the least of them.
/// <para>Items in conflict are held at the same time. The peers that reach the best published figures give them to one agent all the same (their flow does not know conflicts), so ours is
/// shown twice: with conflicts set aside, as they do, and with conflicts kept, as a person can be in one place only.</para>
/// </summary>
internal static class FairpyxPeers
{
    private const int TotalCapacity = 1_000;

    private static readonly (string Name, RankAim Aim, bool Kept)[] Policies =
    [
        ("ours, utilitarian, conflicts set aside", RankAim.Utilitarian, false), ("ours, egalitarian, conflicts set aside", RankAim.Egalitarian, false),
        ("ours, leximin of ranks, conflicts set aside", RankAim.Leximin, false), ("ours, rank-maximal, conflicts set aside", RankAim.RankMaximal, false),
        ("ours, utilitarian, conflicts kept", RankAim.Utilitarian, true), ("ours, egalitarian, conflicts kept", RankAim.Egalitarian, true),
    ];

    public static IReadOnlyList<Finding> Measure(string folder, bool quick)
    {
        var (input, results) = (Path.Combine(folder, "fairpyx", "ariel_5783_input.json"), Path.Combine(folder, "fairpyx", $"results_capacity_{TotalCapacity}.csv"));
        if (!OthersData.IsThere("fairpyx", input, results))
            return [];
        var bids = FairpyxInput.Read(File.ReadAllText(input));
        var published = Published(results);
        List<Finding> findings = [];
        Dictionary<string, List<(double Mean, double Worst)>> reached = [];
        foreach (var seed in Enumerable.Range(0, quick ? 2 : 10))
        {
            var agents = bids.Resampled((uint)seed, TotalCapacity);
            var kept = bids.AsInstance($"fairpyx, capacity {TotalCapacity}, seed {seed}, {agents.Count} agents", agents);
            var aside = kept with { TableConflicts = [] };
            List<MetricsColumn> columns = [];
            var figures = new Dictionary<string, double>();
            foreach (var (name, aim, keeps) in Policies)
            {
                var instance = (keeps ? kept : aside) with { Policy = new() { Aim = aim } };
                var watch = Stopwatch.StartNew();
                var result = SeatSolver.Solve(instance);
                figures[$"seconds, {name}"] = watch.Elapsed.TotalSeconds;
                columns.Add(MetricsColumn.Of(instance, name, new() { Seats = result.Seats! }, [result.Proof]));
            }

            columns.Add(MetricsColumn.Of(kept, $"ours, {RoundRobin.Name}, conflicts kept", RoundRobin.Arrange(kept)));
            columns.Add(MetricsColumn.Of(kept, $"ours, {RegistrationOrder.Name}, conflicts kept", RegistrationOrder.Arrange(kept)));
            foreach (var column in columns)
                Add(column.Name, column.Seats!.MeanUtilityPercent!.Value, column.Seats.WorstUtilityPercent!.Value);
            Add("with conflicts kept no agent could have more than", kept.Participants.Average(agent => BestAlone(kept, agent)), kept.Participants.Min(agent => BestAlone(kept, agent)));
            foreach (var (algorithm, mean, worst) in published.Where(result => result.Seed == seed).Select(result => (result.Algorithm, result.Mean, result.Worst)))
            {
                Add($"published, {algorithm}", mean, worst);
                figures[$"published mean utility %, {algorithm}"] = mean;
                figures[$"published worst utility %, {algorithm}"] = worst;
            }

            Console.WriteLine($"\n{kept.Name}");
            foreach (var column in columns)
            {
                var proof = column.Proofs is [var one] ? $", {(one.Optimal ? "proven optimal" : "not proven")}, {figures[$"seconds, {column.Name}"]:0.00} s" : "";
                Console.WriteLine($"  {column.Name,-52} mean {column.Seats!.MeanUtilityPercent:0.00} %, worst {column.Seats.WorstUtilityPercent:0.00} %, hard violations {column.Violations.Values.Sum()}{proof}");
            }

            findings.Add(new("fairpyx", new(kept.Name, columns), figures));
        }

        Console.WriteLine($"\n{$"fairpyx, capacity {TotalCapacity}, mean of {findings.Count} seeds",-54} {"mean utility, %",16} {"worst agent, %",16}");
        foreach (var (name, seeds) in reached)
            Console.WriteLine($"{name,-54} {seeds.Average(seed => seed.Mean),16:0.00} {seeds.Average(seed => seed.Worst),16:0.00}");
        Console.WriteLine("""

            What differs. The agents are the very same, seed by seed. The published utilitarian matching maximises the sum of raw bids, ours of each agent's percentage of its own best, which is what
            both are measured by. The published utilitarian matching and almost-egalitarian give items in conflict to one agent: there an agent has more than it could have while conflicts are kept
            (the line "no agent could have more than"). Their almost-egalitarian rounds a fractional solution; ours is whole and raises the worst agent first, then the mean. Ranks know nothing of
            how much is bid. Ours gives no agent an item that it values at 0, theirs may; that changes neither figure.
            """);
        return findings;

        void Add(string name, double mean, double worst)
        {
            if (!reached.TryGetValue(name, out var list))
                reached[name] = list = [];
            list.Add((mean, worst));
        }
    }

    /// <summary>What the agent could have if it were alone and kept conflicts, in percent of its best items whatever is in conflict.</summary>
    private static double BestAlone(Instance instance, Participant agent)
    {
        var best = agent.Wishes.Take(agent.Seats).Sum(wish => wish.Utility!.Value);
        return 100 * Most(0, []) / best;

        double Most(int from, List<string> taken)
        {
            if (from == agent.Wishes.Count || taken.Count == agent.Seats)
                return 0;
            var wish = agent.Wishes[from];
            var without = Most(from + 1, taken);
            if (instance.TableConflicts.Any(pair => (pair.One == wish.Table && taken.Contains(pair.Other)) || (pair.Other == wish.Table && taken.Contains(pair.One))))
                return without;
            return Math.Max(without, wish.Utility!.Value + Most(from + 1, [.. taken, wish.Table]));
        }
    }

    private static List<(string Algorithm, int Seed, double Mean, double Worst)> Published(string file)
    {
        var lines = File.ReadAllLines(file);
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells => (cells[At("algorithm")], int.Parse(cells[At("random_seed")]), double.Parse(cells[At("utilitarian_value")]), double.Parse(cells[At("egalitarian_value")])))];

        int At(string column) => Array.IndexOf(columns, column);
    }
}

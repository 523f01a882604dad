using System.Diagnostics;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>The seats that were given, and how far they are proven to be the best.</summary>
/// <param name="Seats">By participant and table; null when what is held and pinned cannot be so.</param>
/// <param name="Proof"></param>
/// <param name="Impossible">Why there are none; null when there are.</param>
public sealed record SeatResult(IReadOnlyList<Seat>? Seats, Proof Proof, Impossibility? Impossible);

/// <summary>
/// Gives seats at round tables whose slots are known. Its aims, each outranking all after it: nobody without a seat; groups and civil society have their floors; few
/// wishes unfilled; soft pins; ranks by the policy; few seats moved against the previous release; nominations of groups; the lot, inside a group the order of receipt.
/// </summary>
public static class SeatSolver
{
    /// <exception cref="ArgumentException">A list names something that the instance does not have, or the policy needs utilities that wishes do not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before there were seats.</exception>
    public static SeatResult Solve(Instance instance, CancellationToken stop = default) => Solve(instance, double.PositiveInfinity, stop);

    /// <param name="instance"></param>
    /// <param name="seconds">
    /// When the best seats found so far are good enough, greater than 0. It matters where integer programming is needed: for an egalitarian policy, and for tables that overlap
    /// in part. A flow is not cut short.
    /// </param>
    /// <param name="stop">Likewise ends integer programming with what was found.</param>
    /// <exception cref="ArgumentException">A list names something that the instance does not have, or the policy needs utilities that wishes do not have.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before there were seats.</exception>
    public static SeatResult Solve(Instance instance, double seconds, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        var pins = SeatPins.Of(instance);
        if (pins.Impossible(instance) is { } impossible)
            return new(null, Proven("pins checked one limit at a time", instance, watch) with { Optimal = false }, impossible);
        var network = SeatNetwork.Of(instance, pins);
        return network.Slots.ByPairs || instance.Policy.Aim is RankAim.Egalitarian
            ? ByIntegers(instance, network, watch, seconds, stop)
            : ByFlow(instance, network, watch, stop);
    }

    /// <summary>
    /// The fewest seats of <see cref="Instance.Previous"/> that any arrangement has to move, whatever else it comes to: their participants or tables are gone, no longer wished
    /// for, forbidden, or too many now. 0 when nothing was released, or when what is pinned cannot be.
    /// </summary>
    public static int ForcedMoves(Instance instance)
    {
        var keeping = instance with { Policy = instance.Policy with { KeepSeats = true } };
        var pins = SeatPins.Of(keeping);
        if (keeping.Previous is null || pins.Impossible(keeping) is not null)
            return 0;
        var network = SeatNetwork.Of(keeping, pins);
        return network.Aims.Find(a => a.CountsMoves) is { } moves ? (int)moves.Value(LexicographicFlow.Solve(network.Network, [moves]).Flow) : 0;
    }

    private static SeatResult ByFlow(Instance instance, SeatNetwork network, Stopwatch watch, CancellationToken stop)
    {
        var solved = LexicographicFlow.Solve(network.Network, network.Aims, stop: stop);
        var single = solved.Stages.Count == 1;
        var method = single
            ? "min-cost flow, all aims in one exact number; proven by node potentials"
            : $"min-cost flow, aims {string.Join(" + ", solved.Stages)} in {solved.Stages.Count} exact numbers; each proven by node potentials";
        return new(network.Seats(solved.Flow), Proven(method, instance, watch) with
        {
            Aims = [.. network.Aims.Select(a => (a.Name, Value: a.Value(solved.Flow))).Select(a => new AimReached(a.Name, a.Value, solved.Certified ? a.Value : null))],
            Optimal = solved.Certified,
            Objective = single ? (double)solved.LastStage.Cost : null,
            Bound = single ? (double)solved.LastStage.Bound : null,
        }, null);
    }

    private static SeatResult ByIntegers(Instance instance, SeatNetwork network, Stopwatch watch, double seconds, CancellationToken stop)
    {
        using var solved = new LexicographicIntegers(network, network.Aims, instance, seconds - watch.Elapsed.TotalSeconds, stop);
        var flow = solved.Solve();
        return new(network.Seats(flow), Proven("integer programming, one aim after the other", instance, watch) with
        {
            Engine = "OR-Tools, SCIP",
            Aims = solved.Reached,
            Optimal = solved.Proven,
        }, null);
    }

    private static Proof Proven(string method, Instance instance, Stopwatch watch) => new()
    {
        Part = "seats",
        Method = method,
        Engine = "OR-Tools",
        EngineVersion = Engine.Version,
        Seed = instance.Policy.Seed,
        Optimal = true,
        Seconds = watch.Elapsed.TotalSeconds,
        Megabytes = Engine.Megabytes,
    };
}

using Google.OrTools.Graph;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// The flow that is best by several aims in their order, exactly. As many aims as one 64-bit number can hold make one stage, each weighted so that no cycle of the ones
/// after it can outweigh one unit of it; when a stage is proven to be at its best, every arc whose flow is the same in all optima is fixed (its reduced cost is not 0),
/// and the next stage decides what is left. Where more than one stage is needed, all aims are first minimised together under weights that are too small to be exact:
/// that is fast and mostly right, and what was right is then only proven, stage by stage, instead of solved.
/// </summary>
internal sealed class LexicographicFlow
{
    /// <summary>The solver scales costs by the number of nodes; its numbers hold no more.</summary>
    private const double Room = 4e18;

    /// <summary>What aims are thought to swing at most in the first guess.</summary>
    private const long GuessedSwing = 15;

    private readonly FlowNetwork network;
    private readonly bool[] isFixed;

    private LexicographicFlow(FlowNetwork network)
    {
        this.network = network;
        isFixed = new bool[network.Arcs];
        Flow = new int[network.Arcs];
    }

    /// <summary>Units on each arc.</summary>
    public int[] Flow { get; private set; }

    /// <summary>How many aims each stage held, in order.</summary>
    public List<int> Stages { get; } = [];

    /// <summary>True when node potentials were found in every stage under which no cycle is worth turning, and their dual value equals the flow's cost.</summary>
    public bool Certified { get; private set; } = true;

    /// <summary>The cost of the last stage's flow, all its aims in one number, and the greatest lower bound that the potentials prove for it.</summary>
    public (Int128 Cost, Int128 Bound) LastStage { get; private set; }

    /// <param name="network"></param>
    /// <param name="aims">The first outranks all others.</param>
    /// <param name="alone">True: one stage for each aim, as the plain definition has it. It is slower and serves as the reference.</param>
    /// <param name="stop"></param>
    /// <exception cref="OperationCanceledException">Asked to stop between two stages.</exception>
    public static LexicographicFlow Solve(FlowNetwork network, IReadOnlyList<FlowAim> aims, bool alone = false, CancellationToken stop = default)
    {
        var solved = new LexicographicFlow(network);
        for (var next = 0; next < aims.Count;)
        {
            stop.ThrowIfCancellationRequested();
            var held = alone ? 1 : solved.Held(aims, next);
            var guessed = next > 0;
            if (next == 0 && !alone && held < aims.Count && aims.TakeWhile(a => a.Unit == 1).ToList() is { Count: > 0 } plain)
            {
                solved.Solve(solved.Weighted(plain, GuessedSwing));
                guessed = true;
            }
            solved.Minimise(solved.Weighted([.. aims.Skip(next).Take(held)], long.MaxValue), guessed);
            solved.Stages.Add(held);
            next += held;
        }
        return solved;
    }

    /// <summary>How many aims from the first on fit into one number.</summary>
    private int Held(IReadOnlyList<FlowAim> aims, int first)
    {
        var count = aims.Count - first;
        while (count > 1 && Weights([.. aims.Skip(first).Take(count)], long.MaxValue).All * (network.Nodes + 1) >= Room)
            count--;
        return count;
    }

    /// <summary>An aim's weight is one more than all that the aims after it can swing along one cycle: more cannot be decided by a unit of it.</summary>
    private static (double[] Each, double All) Weights(IReadOnlyList<FlowAim> aims, long swing)
    {
        var weights = new double[aims.Count];
        double after = 0;
        for (var i = weights.Length - 1; i >= 0; i--)
        {
            weights[i] = after + 1;
            after += weights[i] * Math.Min(swing, aims[i].Swing);
        }
        return (weights, after);
    }

    private long[] Weighted(IReadOnlyList<FlowAim> aims, long swing)
    {
        var costs = new long[network.Arcs];
        foreach (var (aim, weight) in aims.Zip(Weights(aims, swing).Each))
            for (var arc = 0; arc < costs.Length; arc++)
                if (!isFixed[arc])
                    costs[arc] = checked(costs[arc] + (long)weight * aim.Cost(arc));
        return costs;
    }

    private void Minimise(long[] costs, bool guessed)
    {
        var potentials = guessed ? Potentials.Of(network, isFixed, Flow, costs) : null;
        if (potentials is null)
        {
            Solve(costs);
            potentials = Potentials.Of(network, isFixed, Flow, costs);
        }
        if (potentials is null)
            throw new InvalidOperationException("The flow solver's answer is not the cheapest: its residual network has a negative cycle.");
        var bound = Potentials.Bound(network, isFixed, Flow, costs, potentials);
        Int128 cost = 0;
        for (var arc = 0; arc < Flow.Length; arc++)
            if (!isFixed[arc])
                cost += (Int128)costs[arc] * Flow[arc];
        LastStage = (cost, bound);
        Certified &= cost == bound;
        for (var arc = 0; arc < Flow.Length; arc++)
            isFixed[arc] |= costs[arc] + potentials[network.From(arc)] - potentials[network.To(arc)] != 0;
    }

    private void Solve(long[] costs)
    {
        using var solver = new MinCostFlow(network.Nodes, network.Arcs);
        var supply = new long[network.Nodes];
        var arcs = new int[network.Arcs];
        for (var arc = 0; arc < arcs.Length; arc++)
        {
            if (isFixed[arc])
            {
                supply[network.From(arc)] -= Flow[arc];
                supply[network.To(arc)] += Flow[arc];
            }
            else
            {
                arcs[arc] = solver.AddArcWithCapacityAndUnitCost(network.From(arc), network.To(arc), network.Capacity(arc), costs[arc]);
            }
        }
        for (var node = 0; node < supply.Length; node++)
            if (supply[node] != 0)
                solver.SetNodeSupply(node, supply[node]);
        var status = solver.Solve();
        if (status != MinCostFlowBase.Status.OPTIMAL)
            throw new InvalidOperationException($"The flow solver answered {status}.");
        var flow = new int[network.Arcs];
        for (var arc = 0; arc < flow.Length; arc++)
            flow[arc] = isFixed[arc] ? Flow[arc] : (int)solver.Flow(arcs[arc]);
        Flow = flow;
    }
}

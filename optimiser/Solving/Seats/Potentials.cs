namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// Proof that a flow is the cheapest, found from the flow alone and without its solver: a number for each node under which no arc that could still take flow, and
/// no arc that could give flow back, has a negative reduced cost.
/// </summary>
internal static class Potentials
{
    /// <summary>Null when there are none: some cycle would make the flow cheaper.</summary>
    /// <param name="network"></param>
    /// <param name="isFixed">Arcs whose flow is not in question.</param>
    /// <param name="flow"></param>
    /// <param name="costs"></param>
    public static long[]? Of(FlowNetwork network, bool[] isFixed, int[] flow, long[] costs)
    {
        var residual = Residual.Of(network, isFixed, flow);
        var distance = new long[network.Nodes];
        var parent = new int[network.Nodes];
        Array.Fill(parent, -1);
        var waiting = new Queue<int>(network.Nodes);
        var isWaiting = new bool[network.Nodes];
        for (var node = 0; node < network.Nodes; node++)
        {
            waiting.Enqueue(node);
            isWaiting[node] = true;
        }
        long seen = 0;
        while (waiting.TryDequeue(out var node))
        {
            isWaiting[node] = false;
            if (++seen % (4L * network.Nodes) == 0 && HasCycle(parent))
                return null;
            for (var i = residual.First[node]; i < residual.First[node + 1]; i++)
            {
                var (head, arc) = residual.Arcs[i];
                var along = distance[node] + (arc >= 0 ? costs[arc] : -costs[~arc]);
                if (along >= distance[head])
                    continue;
                distance[head] = along;
                parent[head] = node;
                if (isWaiting[head])
                    continue;
                waiting.Enqueue(head);
                isWaiting[head] = true;
            }
        }
        return distance;
    }

    /// <summary>No flow on the arcs that are not fixed costs less: the value of the dual at these potentials.</summary>
    public static Int128 Bound(FlowNetwork network, bool[] isFixed, int[] flow, long[] costs, long[] potentials)
    {
        Int128 bound = 0;
        for (var arc = 0; arc < flow.Length; arc++)
        {
            var (tail, head) = (potentials[network.From(arc)], potentials[network.To(arc)]);
            bound += isFixed[arc]
                ? (Int128)flow[arc] * (tail - head)
                : Int128.Min(0, (Int128)costs[arc] + tail - head) * network.Capacity(arc);
        }
        return bound;
    }

    public static bool HasCycle(int[] parent)
    {
        var walk = new int[parent.Length];
        for (var start = 0; start < parent.Length; start++)
        {
            var node = start;
            while (node >= 0 && walk[node] == 0)
            {
                walk[node] = start + 1;
                node = parent[node];
            }
            if (node >= 0 && walk[node] == start + 1)
                return true;
        }
        return false;
    }
}

/// <summary>What a flow leaves open: arcs that can take more, and arcs that can give back.</summary>
/// <param name="First">Where each node's arcs begin in <paramref name="Arcs"/>; one more entry than nodes.</param>
/// <param name="Arcs">Where it leads, and the arc; its complement (~) when it is taken backwards.</param>
internal sealed record Residual(int[] First, (int Head, int Arc)[] Arcs)
{
    public static Residual Of(FlowNetwork network, bool[]? isFixed, int[] flow)
    {
        var first = new int[network.Nodes + 1];
        for (var arc = 0; arc < flow.Length; arc++)
        {
            if (isFixed?[arc] is true)
                continue;
            if (flow[arc] < network.Capacity(arc))
                first[network.From(arc) + 1]++;
            if (flow[arc] > 0)
                first[network.To(arc) + 1]++;
        }
        for (var node = 0; node < network.Nodes; node++)
            first[node + 1] += first[node];
        var arcs = new (int, int)[first[^1]];
        var next = (int[])first.Clone();
        for (var arc = 0; arc < flow.Length; arc++)
        {
            if (isFixed?[arc] is true)
                continue;
            if (flow[arc] < network.Capacity(arc))
                arcs[next[network.From(arc)]++] = (network.To(arc), arc);
            if (flow[arc] > 0)
                arcs[next[network.To(arc)]++] = (network.From(arc), ~arc);
        }
        return new(first, arcs);
    }
}

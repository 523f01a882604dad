namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// The cheapest ways on from one node through what a flow leaves open. Prices are as many numbers as there are aims, compared from the first on.
/// </summary>
internal sealed class ShortestPath
{
    private readonly FlowNetwork network;
    private readonly int[] parentArc;
    private readonly long[]?[] price;

    private ShortestPath(FlowNetwork network)
    {
        this.network = network;
        parentArc = new int[network.Nodes];
        price = new long[network.Nodes][];
    }

    /// <summary>Null when some cycle is worth turning: the flow is not the best, and there is no cheapest way.</summary>
    public static ShortestPath? From(int start, FlowNetwork network, IReadOnlyList<FlowAim> aims, int[] flow)
    {
        var residual = Residual.Of(network, isFixed: null, flow);
        var path = new ShortestPath(network);
        path.price[start] = new long[aims.Count];
        var waiting = new Queue<int>([start]);
        var isWaiting = new bool[network.Nodes];
        var parent = new int[network.Nodes];
        Array.Fill(parent, -1);
        var along = new long[aims.Count];
        for (long seen = 1; waiting.TryDequeue(out var node); seen++)
        {
            isWaiting[node] = false;
            if (seen % (4L * network.Nodes) == 0 && Potentials.HasCycle(parent))
                return null;
            for (var i = residual.First[node]; i < residual.First[node + 1]; i++)
            {
                var (head, arc) = residual.Arcs[i];
                for (var a = 0; a < along.Length; a++)
                    along[a] = path.price[node]![a] + Cost(aims[a], arc);
                if (path.price[head] is { } known && Compare(along, known) >= 0)
                    continue;
                if (head == start)
                    return null;
                path.price[head] = (long[])along.Clone();
                path.parentArc[head] = arc;
                parent[head] = node;
                if (isWaiting[head])
                    continue;
                waiting.Enqueue(head);
                isWaiting[head] = true;
            }
        }
        return path;
    }

    /// <summary>What the way there costs, by aim; null when there is none.</summary>
    public long[]? PriceTo(int node) => price[node];

    /// <summary>The arcs on the way there in order; those that are taken backwards as their complement (~).</summary>
    public IReadOnlyList<int> To(int start, int node)
    {
        var arcs = new List<int>();
        for (var at = node; at != start;)
        {
            var arc = parentArc[at];
            arcs.Add(arc);
            at = arc >= 0 ? network.From(arc) : network.To(~arc);
        }
        arcs.Reverse();
        return arcs;
    }

    public static long Cost(FlowAim aim, int arc) => arc >= 0 ? aim.Cost(arc) : -aim.Cost(~arc);

    public static int Compare(IReadOnlyList<long> one, IReadOnlyList<long> other)
    {
        for (var i = 0; i < one.Count; i++)
            if (one[i] != other[i])
                return one[i].CompareTo(other[i]);
        return 0;
    }
}

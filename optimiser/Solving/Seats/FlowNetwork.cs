namespace Forum.Optimiser.Solving.Seats;

/// <summary>Nodes and arcs with capacities. A flow on it goes round: as much leaves every node as enters it.</summary>
internal sealed class FlowNetwork
{
    private readonly List<int> from = [];
    private readonly List<int> to = [];
    private readonly List<int> capacity = [];

    public int Nodes { get; private set; }
    public int Arcs => from.Count;

    public int AddNode() => Nodes++;

    public int AddArc(int tail, int head, int most)
    {
        from.Add(tail);
        to.Add(head);
        capacity.Add(most);
        return from.Count - 1;
    }

    public int From(int arc) => from[arc];
    public int To(int arc) => to[arc];
    public int Capacity(int arc) => capacity[arc];
}

/// <summary>One of several aims that a flow has, in their order: the sum of its costs over the flow is to be small.</summary>
/// <param name="Name">In words that can be published.</param>
/// <param name="Cost">Of one unit on an arc.</param>
/// <param name="Swing">By how much the sum can change at most along a path or cycle that comes to no node twice.</param>
/// <param name="Offset">What is added to the sum for its value in words.</param>
/// <param name="Unit">The greatest cost, or gain, of one unit on an arc.</param>
internal sealed record FlowAim(string Name, Func<int, long> Cost, long Swing, long Offset, long Unit = 1)
{
    /// <summary>True for the aim that adds up shares of utilities.</summary>
    public bool AddsUpShares { get; init; }

    /// <summary>True for the aim that counts moves against the previous release.</summary>
    public bool CountsMoves { get; init; }

    public long Value(int[] flow)
    {
        var value = Offset;
        for (var arc = 0; arc < flow.Length; arc++)
            if (flow[arc] != 0)
                value += Cost(arc) * flow[arc];
        return value;
    }
}

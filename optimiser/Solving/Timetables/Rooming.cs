namespace Forum.Optimiser.Solving.Timetables;

/// <summary>Rooms for the sessions of one slot: as few as possible without one, then as cheap as possible (an assignment by shortest augmenting paths).</summary>
internal sealed class Rooming(PlacingProblem problem)
{
    private const long Without = 1L << 44;
    private long[] potential = [];
    private long[] price = [];
    private int[] holder = [];
    private int[] way = [];
    private long[] slack = [];
    private bool[] seen = [];
    private long[] costs = [];

    /// <param name="slot"></param>
    /// <param name="sessions">Those that are held in it.</param>
    /// <param name="rooms">Filled with the room of each, -1 for one without; empty when only the cost is wanted.</param>
    public (int Without, long Cost) Assign(int slot, ReadOnlySpan<int> sessions, Span<int> rooms = default)
    {
        var n = sessions.Length;

        // Each session could stay without a room at the price of one without: so there is always an assignment.
        var m = problem.Rooms + n;
        Grow(n + 1, m + 1);
        for (var i = 0; i < n; i++)
        {
            for (var r = 0; r < problem.Rooms; r++)
                costs[(i * m) + r] = problem.Fits(sessions[i], slot, r) ? problem.RoomCost(sessions[i], slot, r) : 2 * Without;
            costs.AsSpan((i * m) + problem.Rooms, n).Fill(Without);
        }

        potential.AsSpan(0, n + 1).Clear();
        price.AsSpan(0, m + 1).Clear();
        holder.AsSpan(0, m + 1).Clear();
        for (var i = 1; i <= n; i++)
            Augment(i, m);

        var (without, cost) = (0, 0L);
        for (var j = 1; j <= m; j++)
        {
            if (holder[j] is 0)
                continue;
            var i = holder[j] - 1;
            if (j > problem.Rooms)
                without++;
            else
                cost += costs[(i * m) + j - 1];
            if (!rooms.IsEmpty)
                rooms[i] = j > problem.Rooms ? -1 : j - 1;
        }

        return (without, cost);
    }

    private void Augment(int row, int m)
    {
        holder[0] = row;
        slack.AsSpan(0, m + 1).Fill(long.MaxValue);
        seen.AsSpan(0, m + 1).Clear();
        var column = 0;
        do
        {
            seen[column] = true;
            var (i, least, next) = (holder[column], long.MaxValue, 0);
            for (var j = 1; j <= m; j++)
            {
                if (seen[j])
                    continue;
                var reduced = costs[((i - 1) * m) + j - 1] - potential[i] - price[j];
                if (reduced < slack[j])
                    (slack[j], way[j]) = (reduced, column);
                if (slack[j] < least)
                    (least, next) = (slack[j], j);
            }

            for (var j = 0; j <= m; j++)
            {
                if (seen[j])
                    (potential[holder[j]], price[j]) = (potential[holder[j]] + least, price[j] - least);
                else if (slack[j] is not long.MaxValue)
                    slack[j] -= least;
            }

            column = next;
        }
        while (holder[column] is not 0);

        for (; column is not 0; column = way[column])
            holder[column] = holder[way[column]];
    }

    private void Grow(int rows, int columns)
    {
        if (potential.Length < rows)
            potential = new long[rows];
        if (price.Length < columns)
            (price, holder, way, slack, seen) = (new long[columns], new int[columns], new int[columns], new long[columns], new bool[columns]);
        if (costs.Length < rows * columns)
            costs = new long[rows * columns];
    }
}

namespace Forum.Optimiser.Solving.Timetables;

/// <summary>
/// Simulated annealing over the slots of sessions: one session goes elsewhere, or two change places. Broken rules are allowed on the way and weigh as much as they
/// must for the search to leave them. What a step would change is read from tables that are kept up to date, so that most steps are judged in a few operations.
/// The steps depend on the seed alone.
/// </summary>
internal sealed class LocalSearch
{
    private readonly PlacingProblem problem;
    private readonly int sessions;
    private readonly int slots;
    private readonly int classes;
    private readonly int[][] open;
    private readonly int[][] neighbours;
    private readonly bool roomByRoom;
    private readonly bool[] special;
    private readonly Rooming rooming;
    private readonly int[] members;

    // Where each session is, and by session and slot: broken rules and clash weight it would meet there.
    private readonly int[] slotOf;
    private readonly int[] met;
    private readonly long[] clash;

    // By slot: sessions in it, those that need interpretation, room left by class, sessions without a room, cost of rooms.
    private readonly int[] count;
    private readonly int[] specials;
    private readonly int[] interpreted;
    private readonly int[] left;
    private readonly int[] roomless;
    private readonly long[] roomCost;
    private long broken;
    private long cost;
    private double weight;
    private ulong state;

    public LocalSearch(PlacingProblem problem, int seed)
    {
        this.problem = problem;
        (sessions, slots, classes) = (problem.Sessions, problem.Slots, problem.Classes.Count);
        open = [.. Enumerable.Range(0, sessions).Select(s => Enumerable.Range(0, slots).Where(k => problem.Allowed[(s * slots) + k]).ToArray())];
        neighbours = [.. Enumerable.Range(0, sessions).Select(s => Enumerable.Range(0, sessions).Where(o => o != s && (!problem.Together[(s * sessions) + o] || problem.Weight(s, o) > 0)).ToArray())];
        special = [.. Enumerable.Range(0, sessions).Select(s => problem.ClassOf[s] < 0 || problem.RoomTerms[s].Count > 0)];
        roomByRoom = special.Contains(true);
        rooming = new(problem);
        members = new int[sessions];
        slotOf = new int[sessions];
        (met, clash) = (new int[sessions * slots], new long[sessions * slots]);
        (count, specials, interpreted, left, roomless, roomCost) = (new int[slots], new int[slots], new int[slots], new int[slots * classes], new int[slots], new long[slots]);
        state = ((ulong)(uint)seed * 0x9E3779B97F4A7C15) + 0x2545F4914F6CDD1D;
        Best = new int[sessions];
        var dearest = problem.Clashes.Select(pair => pair.Weight).DefaultIfEmpty(0).Max() + problem.SlotCosts.DefaultIfEmpty(0).Max();
        weight = 10 + (1.5 * dearest);
    }

    /// <summary>Slots of the best timetable that keeps every rule; without meaning until <see cref="BestCost"/> has a value.</summary>
    public int[] Best { get; }

    /// <summary>Null until a timetable was found that keeps every rule.</summary>
    public long? BestCost { get; private set; }

    /// <summary>Steps looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Puts every session where it is said, or where it meets least when it cannot be there.</summary>
    /// <param name="wanted">By session; null or a slot that it cannot be in: wherever it meets least.</param>
    public void Start(IReadOnlyList<int?> wanted)
    {
        Array.Clear(met);
        Array.Clear(clash);
        Array.Clear(count);
        Array.Clear(specials);
        Array.Clear(interpreted);
        problem.ClassHolds.CopyTo(left, 0);
        (broken, cost) = (0, 0);
        Array.Fill(slotOf, -1);
        var settled = Enumerable.Range(0, sessions).Where(s => wanted[s] is { } slot && problem.Allowed[(s * slots) + slot]).ToArray();
        foreach (var s in settled)
            Put(s, wanted[s]!.Value);
        foreach (var s in Enumerable.Range(0, sessions).Except(settled).OrderBy(s => open[s].Length).ThenBy(s => problem.ClassOf[s]))
            Put(s, open[s].MinBy(k => ((met[(s * slots) + k] + Crowding(s, k)) * weight) + clash[(s * slots) + k] + problem.SlotCosts[(s * slots) + k]));
        for (var k = 0; k < slots; k++)
            (roomless[k], roomCost[k]) = RoomsOf(k, -1, -1);
        broken += roomless.Sum();
        cost += roomCost.Sum();
        Keep();
    }

    /// <summary>Cools from one temperature to another; hotter accepts worse.</summary>
    /// <param name="ended">Asked every now and then.</param>
    public void Anneal(double from, double to, long steps, Func<bool> ended)
    {
        if (sessions is 0 || slots < 2)
            return;
        var temperature = from;
        const int Stretch = 512;
        var cooling = Math.Pow(to / from, (double)Stretch / Math.Max(Stretch, steps));
        for (var step = 0L; step < steps && !ended(); step += Stretch)
        {
            for (var i = 0; i < Stretch; i++)
                Step(temperature);
            Steps += Stretch;
            temperature *= cooling;
        }

        // What was left broken weighs more the next time; what never was may be crossed more easily.
        weight *= broken > 0 ? 1.5 : 0.9;
    }

    /// <summary>How much an ordinary step changes, to begin with.</summary>
    public double Stir()
    {
        var (sum, seen) = (0.0, 0);
        for (var i = 0; i < 2000 && sessions > 1; i++)
        {
            var (one, other) = (Next(sessions), Next(sessions));
            var (a, b) = (slotOf[one], slotOf[other]);
            if (a == b || !problem.Allowed[(one * slots) + b] || !problem.Allowed[(other * slots) + a])
                continue;
            sum += Math.Abs(SwapCost(one, a, other, b));
            seen++;
        }

        return seen is 0 ? 1 : Math.Max(1, sum / seen);
    }

    private void Step(double temperature)
    {
        var one = Next(sessions);
        var a = slotOf[one];

        // The worst rise that is still accepted: drawn first, so that what is dear to find out is looked at only when it can matter.
        var most = -temperature * Math.Log(1 - Fraction());
        if (Next(4) is 0)
        {
            if (open[one].Length < 2)
                return;
            var b = open[one][Next(open[one].Length)];
            if (b != a)
                Move(one, a, b, most);
        }
        else
        {
            var other = Next(sessions);
            var b = slotOf[other];
            if (a != b && problem.Allowed[(one * slots) + b] && problem.Allowed[(other * slots) + a])
                Swap(one, a, other, b, most);
        }
    }

    private void Move(int one, int a, int b, double most)
    {
        var (from, to) = ((one * slots) + a, (one * slots) + b);
        var rise = clash[to] + problem.SlotCosts[to] - clash[from] - problem.SlotCosts[from];
        long breaks = met[to] - met[from];
        if (problem.Interpreted[one])
            breaks += (interpreted[b] >= problem.TeamsOf[b] ? 1 : 0) - (interpreted[a] > problem.TeamsOf[a] ? 1 : 0);
        if (Hopeless(rise, breaks, a, b, most))
            return;
        var (roomlessA, costA) = RoomsOf(a, one, -1);
        var (roomlessB, costB) = RoomsOf(b, -1, one);
        if (!Accepted(ref rise, ref breaks, a, b, (roomlessA, costA), (roomlessB, costB), most))
            return;
        Take(one, a);
        Put(one, b);
        Settle(a, b, (roomlessA, costA), (roomlessB, costB), rise, breaks);
    }

    private void Swap(int one, int a, int other, int b, double most)
    {
        var rise = SwapCost(one, a, other, b);
        long breaks = met[(one * slots) + b] - met[(one * slots) + a] + met[(other * slots) + a] - met[(other * slots) + b]
            - (problem.Together[(one * sessions) + other] ? 0 : 2);
        if (problem.Interpreted[one] != problem.Interpreted[other])
        {
            var (gaining, losing) = problem.Interpreted[one] ? (b, a) : (a, b);
            breaks += (interpreted[gaining] >= problem.TeamsOf[gaining] ? 1 : 0) - (interpreted[losing] > problem.TeamsOf[losing] ? 1 : 0);
        }

        if (Hopeless(rise, breaks, a, b, most))
            return;
        var roomsA = (roomless[a], roomCost[a]);
        var roomsB = (roomless[b], roomCost[b]);
        if (special[one] || special[other] || problem.ClassOf[one] != problem.ClassOf[other])
            (roomsA, roomsB) = (RoomsOf(a, one, other), RoomsOf(b, other, one));
        if (!Accepted(ref rise, ref breaks, a, b, roomsA, roomsB, most))
            return;
        Take(one, a);
        Take(other, b);
        Put(one, b);
        Put(other, a);
        Settle(a, b, roomsA, roomsB, rise, breaks);
    }

    private long SwapCost(int one, int a, int other, int b) =>
        clash[(one * slots) + b] + problem.SlotCosts[(one * slots) + b] - clash[(one * slots) + a] - problem.SlotCosts[(one * slots) + a]
        + clash[(other * slots) + a] + problem.SlotCosts[(other * slots) + a] - clash[(other * slots) + b] - problem.SlotCosts[(other * slots) + b]
        - (2 * problem.Weight(one, other));

    /// <summary>True when even rooms that cost nothing would not make up for the rest.</summary>
    private bool Hopeless(long rise, long breaks, int a, int b, double most) =>
        rise - roomCost[a] - roomCost[b] + (weight * (breaks - roomless[a] - roomless[b])) > most;

    private bool Accepted(ref long rise, ref long breaks, int a, int b, (int Without, long Cost) roomsA, (int Without, long Cost) roomsB, double most)
    {
        rise += roomsA.Cost - roomCost[a] + roomsB.Cost - roomCost[b];
        breaks += roomsA.Without - roomless[a] + roomsB.Without - roomless[b];
        return rise + (weight * breaks) <= most;
    }

    private void Settle(int a, int b, (int Without, long Cost) roomsA, (int Without, long Cost) roomsB, long rise, long breaks)
    {
        // Taking and putting counted all but the rooms.
        broken += roomsA.Without - roomless[a] + roomsB.Without - roomless[b];
        cost += roomsA.Cost - roomCost[a] + roomsB.Cost - roomCost[b];
        (roomless[a], roomCost[a]) = roomsA;
        (roomless[b], roomCost[b]) = roomsB;
        if (breaks < 0 || rise < 0)
            Keep();
    }

    private void Keep()
    {
        if (broken is not 0 || cost >= BestCost)
            return;
        BestCost = cost;
        slotOf.CopyTo(Best, 0);
    }

    private void Put(int s, int k)
    {
        slotOf[s] = k;
        cost += clash[(s * slots) + k] + problem.SlotCosts[(s * slots) + k];
        broken += met[(s * slots) + k];
        foreach (var o in neighbours[s])
        {
            clash[(o * slots) + k] += problem.Weight(s, o);
            if (!problem.Together[(s * sessions) + o])
                met[(o * slots) + k]++;
        }

        count[k]++;
        specials[k] += special[s] ? 1 : 0;
        if (problem.Interpreted[s] && ++interpreted[k] > problem.TeamsOf[k])
            broken++;
        if (problem.ClassOf[s] is >= 0 and var from)
        {
            for (var c = from; c < classes; c++)
                left[(k * classes) + c]--;
        }
    }

    private void Take(int s, int k)
    {
        slotOf[s] = -1;
        cost -= clash[(s * slots) + k] + problem.SlotCosts[(s * slots) + k];
        broken -= met[(s * slots) + k];
        foreach (var o in neighbours[s])
        {
            clash[(o * slots) + k] -= problem.Weight(s, o);
            if (!problem.Together[(s * sessions) + o])
                met[(o * slots) + k]--;
        }

        count[k]--;
        specials[k] -= special[s] ? 1 : 0;
        if (problem.Interpreted[s] && interpreted[k]-- > problem.TeamsOf[k])
            broken--;
        if (problem.ClassOf[s] is >= 0 and var from)
        {
            for (var c = from; c < classes; c++)
                left[(k * classes) + c]++;
        }
    }

    /// <summary>Sessions of the slot that would be without a room, and what its rooms would cost, if one went and another came (-1: nobody).</summary>
    private (int Without, long Cost) RoomsOf(int k, int going, int coming)
    {
        if (roomByRoom && specials[k] - (going >= 0 && special[going] ? 1 : 0) + (coming >= 0 && special[coming] ? 1 : 0) > 0)
        {
            var n = 0;
            for (var s = 0; s < sessions; s++)
            {
                if ((slotOf[s] == k && s != going) || s == coming)
                    members[n++] = s;
            }

            return rooming.Assign(k, members.AsSpan(0, n));
        }

        var goes = going >= 0 ? problem.ClassOf[going] : int.MaxValue;
        var comes = coming >= 0 ? problem.ClassOf[coming] : int.MaxValue;
        var without = 0;
        for (var c = 0; c < classes; c++)
        {
            var spare = left[(k * classes) + c] + (c >= goes && goes >= 0 ? 1 : 0) - (c >= comes && comes >= 0 ? 1 : 0);
            without = Math.Max(without, -spare);
        }

        return (without, 0);
    }

    private int Crowding(int s, int k)
    {
        var crowding = problem.Interpreted[s] && interpreted[k] >= problem.TeamsOf[k] ? 1 : 0;
        if (problem.ClassOf[s] is >= 0 and var from)
        {
            for (var c = from; c < classes; c++)
            {
                if (left[(k * classes) + c] <= 0)
                    return crowding + 1;
            }
        }
        else if (count[k] >= problem.Rooms)
            crowding++;

        return crowding;
    }

    private int Next(int below) => (int)(((Random() >> 32) * (ulong)below) >> 32);

    private double Fraction() => (Random() >> 11) * (1.0 / (1UL << 53));

    private ulong Random()
    {
        state += 0x9E3779B97F4A7C15;
        var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}

using Forum.Optimiser.Instances;
using Google.OrTools.LinearSolver;
using LinearSolver = Google.OrTools.LinearSolver.Solver;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// The same network with what no flow can say: a person is not at both of two tables that overlap in part, and the least served has a share as great as it can be. One
/// integer program for each aim, in their order; what an aim came to is a limit for those after it.
/// </summary>
internal sealed class LexicographicIntegers : IDisposable
{
    private readonly SeatNetwork network;
    private readonly IReadOnlyList<FlowAim> aims;
    private readonly Instance instance;
    private readonly CancellationToken stop;
    private readonly DateTimeOffset until;
    private readonly LinearSolver solver;
    private readonly Variable[] units;
    private readonly List<AimReached> reached = [];
    private readonly List<Func<int[], long>> values = [];
    private int[]? best;

    public LexicographicIntegers(SeatNetwork network, IReadOnlyList<FlowAim> aims, Instance instance, double seconds, CancellationToken stop)
    {
        this.aims = aims;
        this.network = network;
        this.instance = instance;
        this.stop = stop;
        until = double.IsPositiveInfinity(seconds) ? DateTimeOffset.MaxValue : TimeProvider.System.GetUtcNow().AddSeconds(Math.Max(0.1, seconds));
        solver = LinearSolver.CreateSolver("SCIP") ?? throw new InvalidOperationException("OR-Tools came without SCIP.");
        units = new Variable[network.Network.Arcs];
        Constrain();
    }

    /// <summary>What each aim came to, with the bound where it is proven.</summary>
    public IReadOnlyList<AimReached> Reached => reached;

    /// <summary>True when no aim could be better with the aims before it as they are.</summary>
    public bool Proven { get; private set; } = true;

    /// <exception cref="OperationCanceledException">It was stopped before there was any flow.</exception>
    public int[] Solve()
    {
        using var interrupt = stop.Register(() => solver.InterruptSolve());
        foreach (var aim in aims)
        {
            if (aim.AddsUpShares && instance.Policy.Aim is RankAim.Egalitarian)
                LeastShare();
            Minimise(aim.Name, aim.Offset, Terms(aim.Cost), aim.Value);
        }
        var flow = best ?? throw new OperationCanceledException(stop);
        // What was reached is counted again in whole numbers, as the last flow has it.
        for (var i = 0; i < reached.Count; i++)
        {
            var value = values[i](flow);
            Proven &= value == reached[i].Value;
            reached[i] = reached[i] with { Value = value };
        }
        return flow;
    }

    public void Dispose() => solver.Dispose();

    private void Constrain()
    {
        var flow = network.Network;
        var balance = new Constraint[flow.Nodes];
        for (var node = 0; node < balance.Length; node++)
            balance[node] = solver.MakeConstraint(0, 0);
        for (var arc = 0; arc < units.Length; arc++)
        {
            units[arc] = solver.MakeIntVar(0, flow.Capacity(arc), "");
            balance[flow.From(arc)].SetCoefficient(units[arc], -1);
            balance[flow.To(arc)].SetCoefficient(units[arc], 1);
        }
        if (!network.Slots.ByPairs)
            return;
        for (var p = 0; p < network.Participants.Length; p++)
        {
            if (network.Participants[p].People > 1)
                continue;
            var wishes = network.WishesOf(p);
            foreach (var (table, arc) in wishes)
                foreach (var (otherTable, other) in wishes.Where(w => w.Table > table && network.Slots.Overlap(table, w.Table)))
                {
                    var apart = solver.MakeConstraint(0, 1);
                    apart.SetCoefficient(units[arc], 1);
                    apart.SetCoefficient(units[other], 1);
                }
        }
    }

    private List<(Variable Unit, double Cost)> Terms(Func<int, long> cost) =>
        [.. Enumerable.Range(0, units.Length).Select(arc => (units[arc], Cost: (double)cost(arc))).Where(u => u.Cost != 0)];

    /// <summary>Those are reckoned with who can have anything at all.</summary>
    private void LeastShare()
    {
        var least = solver.MakeIntVar(0, SeatNetwork.WholeShare, "");
        var shares = new List<(long Held, List<(int Table, int Arc)> Wishes)>();
        for (var p = 0; p < network.Participants.Length; p++)
        {
            var wishes = network.WishesOf(p).Where(w => network.ShareOf(w.Arc) > 0).ToList();
            if (wishes.Count == 0)
                continue;
            var held = network.HeldShare(p);
            var share = solver.MakeConstraint(-held, double.PositiveInfinity);
            share.SetCoefficient(least, -1);
            foreach (var (_, arc) in wishes)
                share.SetCoefficient(units[arc], network.ShareOf(arc));
            shares.Add((held, wishes));
        }
        Minimise("hundredths of a percent of what it could have had at best that the least served has not", SeatNetwork.WholeShare, [(least, -1)],
            flow => SeatNetwork.WholeShare - shares.Select(s => s.Held + s.Wishes.Sum(w => flow[w.Arc] * network.ShareOf(w.Arc))).DefaultIfEmpty(SeatNetwork.WholeShare).Min());
    }

    private void Minimise(string name, long offset, List<(Variable Unit, double Cost)> terms, Func<int[], long> value)
    {
        values.Add(value);
        if (terms.Count == 0)
        {
            reached.Add(new(name, offset, offset));
            return;
        }
        var minimum = Proven ? Minimum(terms) : null;
        if (minimum is { } least)
        {
            // Sums are whole numbers: half of one is room enough for the solver's tolerance, and none for anything worse.
            var kept = solver.MakeConstraint(double.NegativeInfinity, least + 0.5);
            foreach (var (unit, cost) in terms)
                kept.SetCoefficient(unit, cost);
        }
        Proven &= minimum is not null;
        reached.Add(minimum is { } proven ? new(name, offset + (long)proven, offset + (long)proven) : new(name, best is { } flow ? value(flow) : 0));
    }

    /// <summary>Null when time ran out before it was proven; what was found until then is kept.</summary>
    private double? Minimum(List<(Variable Unit, double Cost)> terms)
    {
        var left = until - TimeProvider.System.GetUtcNow();
        if (left <= TimeSpan.Zero || stop.IsCancellationRequested)
            return null;
        var objective = solver.Objective();
        objective.Clear();
        objective.SetMinimization();
        foreach (var (unit, cost) in terms)
            objective.SetCoefficient(unit, cost);
        if (until != DateTimeOffset.MaxValue)
            solver.SetTimeLimit((long)left.TotalMilliseconds + 1);
        using var parameters = new MPSolverParameters();
        parameters.SetDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
        var status = solver.Solve(parameters);
        if (status is LinearSolver.ResultStatus.OPTIMAL or LinearSolver.ResultStatus.FEASIBLE)
            best = [.. units.Select(u => (int)Math.Round(u.SolutionValue()))];
        return status is LinearSolver.ResultStatus.OPTIMAL ? Math.Round(objective.Value()) : null;
    }
}

using System.Runtime.ExceptionServices;
using Google.OrTools.Sat;

namespace Forum.Optimiser.Solving.Timetables;

/// <summary>What CP-SAT found out.</summary>
/// <param name="Status"></param>
/// <param name="SlotOf">By session; null when it found no timetable.</param>
/// <param name="Bound">No timetable costs less; null when it was not asked for cost.</param>
internal sealed record Placed(CpSolverStatus Status, int[]? SlotOf, long? Bound);

/// <summary>What a model minimises.</summary>
internal enum Costs
{
    /// <summary>Nothing: whichever timetable keeps the rules will do.</summary>
    None,

    /// <summary>What sessions cost each by itself: slots, rooms, moves. It is soon solved, and no timetable costs less.</summary>
    WithoutClashes,

    /// <summary>Everything.</summary>
    All,
}

/// <summary>How long and with what CP-SAT searches.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Work">By the work done, in seconds of an ordinary machine: ends a search by one worker, so that its result does not depend on the clock; null: as <paramref name="Seconds"/>.</param>
internal sealed record Effort(double Seconds, int Seed, int? Workers, CancellationToken Stopped, double? Work = null)
{
    /// <summary>Its portfolio misses the workers that prove things when it has fewer than eight, even on two cores; a larger model is too much memory for that.</summary>
    public string Parameters(int booleans)
    {
        var workers = Workers ?? (booleans < 50_000 ? 8 : 2);
        var work = workers is 1 ? FormattableString.Invariant($",max_deterministic_time:{Math.Max(0.01, Work ?? Seconds):0.###}") : "";
        return FormattableString.Invariant($"num_workers:{workers},random_seed:{Seed & int.MaxValue},max_time_in_seconds:{Math.Max(0.01, Seconds):0.###}{work}");
    }
}

/// <summary>
/// A problem as a CP-SAT model: which session is in which slot, and, only where it matters, in which room. Rooms of nested sets are counted: in each slot, and for
/// each set of the chain, the sessions that must be in it and those that chose a room of it are no more than it holds. By Hall's theorem there is then a room for each.
/// </summary>
internal sealed class PlacementModel
{
    private const long MostParts = 1_500_000;

    private readonly PlacingProblem problem;
    private readonly CpModel model = new();
    private readonly BoolVar?[] held;
    private readonly Dictionary<(int Session, int Slot, int Room), BoolVar> chosen = [];
    private int booleans;

    /// <param name="problem"></param>
    /// <param name="costs">What it is to cost as little as possible of.</param>
    public PlacementModel(PlacingProblem problem, Costs costs)
    {
        this.problem = problem;
        held = new BoolVar?[problem.Sessions * problem.Slots];
        for (var s = 0; s < problem.Sessions; s++)
        {
            for (var k = 0; k < problem.Slots; k++)
            {
                if (problem.Allowed[(s * problem.Slots) + k])
                    held[(s * problem.Slots) + k] = Boolean($"{s}@{k}");
            }

            model.AddExactlyOne(SlotsOf(s));
            ChooseRooms(s, costs);
        }

        KeepApart();
        FindRooms();
        for (var k = 0; k < problem.Slots; k++)
        {
            if (problem.TeamsOf[k] < problem.Sessions)
                model.Add(LinearExpr.Sum(HeldIn(k, s => problem.Interpreted[s])) <= problem.TeamsOf[k]);
        }

        if (costs is not Costs.None)
            Minimise(clashes: costs is Costs.All);
    }

    /// <summary>True when the model would take more memory and time than it can be of use.</summary>
    public static bool IsTooLarge(PlacingProblem problem, Costs costs) =>
        (long)problem.Slots * (problem.Sessions + problem.Apart.Count + (costs is Costs.All ? problem.Clashes.Count : 0) + ((long)problem.ClassOf.Count(chain => chain < 0) * problem.Rooms)) > MostParts;

    /// <param name="effort"></param>
    /// <param name="hint">Slots to start from, by session.</param>
    /// <param name="better">Told of each timetable that costs less than those before, with its slots, what it costs and the bound at that time.</param>
    public Placed Solve(Effort effort, int[]? hint = null, Action<int[], long, double>? better = null)
    {
        model.ClearHints();
        if (hint is not null)
            Hint(hint);
        using var solver = new CpSolver { StringParameters = effort.Parameters(booleans) };
        using var stopping = effort.Stopped.Register(solver.StopSearch);
        if (effort.Stopped.IsCancellationRequested)
            return new(CpSolverStatus.Unknown, null, null);
        using var heard = new Heard(this, better);
        var status = solver.Solve(model, heard);
        if (heard.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        if (status is CpSolverStatus.ModelInvalid)
            throw new InvalidOperationException(model.Validate());
        var found = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        return new(status, found ? SlotsBy(solver.BooleanValue) : null, found && model.Model.Objective is not null ? (long)Math.Ceiling(solver.BestObjectiveBound - 1e-6) : null);
    }

    private BoolVar Boolean(string name)
    {
        booleans++;
        return model.NewBoolVar(name);
    }

    private IEnumerable<BoolVar> SlotsOf(int session) => Enumerable.Range(0, problem.Slots).Select(k => held[(session * problem.Slots) + k]).OfType<BoolVar>();

    private IEnumerable<BoolVar> HeldIn(int slot, Func<int, bool> which) =>
        Enumerable.Range(0, problem.Sessions).Where(which).Select(s => held[(s * problem.Slots) + slot]).OfType<BoolVar>();

    /// <summary>A session outside the chain names its room; one of the chain may, where it costs to be elsewhere.</summary>
    private void ChooseRooms(int s, Costs costs)
    {
        for (var k = 0; k < problem.Slots; k++)
        {
            if (held[(s * problem.Slots) + k] is not { } here)
                continue;
            var outside = problem.ClassOf[s] < 0;
            var rooms = outside
                ? Enumerable.Range(0, problem.Rooms)
                : costs is not Costs.None ? problem.RoomTerms[s].Where(term => term.Slot is null || term.Slot == k).Select(term => term.Room).Distinct() : [];
            List<BoolVar> choices = [];
            foreach (var r in rooms.Where(r => problem.Fits(s, k, r)))
                choices.Add(chosen[(s, k, r)] = Boolean($"{s}@{k}#{r}"));
            if (outside)
                model.Add(LinearExpr.Sum(choices) == here);
            else if (choices.Count > 0)
                model.Add(LinearExpr.Sum(choices) <= here);
        }
    }

    private void KeepApart()
    {
        foreach (var sessions in problem.Apart)
        {
            for (var k = 0; k < problem.Slots; k++)
                model.AddAtMostOne(sessions.Select(s => held[(s * problem.Slots) + k]).OfType<BoolVar>());
        }
    }

    private void FindRooms()
    {
        var sessions = Enumerable.Range(0, problem.Sessions).Where(s => problem.ClassOf[s] >= 0).ToLookup(s => problem.ClassOf[s]);
        int[] firstSet = [.. Enumerable.Range(0, problem.Rooms).Select(r => problem.Classes.TakeWhile(set => !set[r]).Count())];
        var choices = chosen.ToLookup(choice => choice.Key.Slot);
        for (var k = 0; k < problem.Slots; k++)
        {
            foreach (var room in choices[k].GroupBy(choice => choice.Key.Room))
            {
                if (problem.Holds[(k * problem.Rooms) + room.Key] is var holds && room.Count() > holds)
                    model.Add(LinearExpr.Sum(room.Select(choice => choice.Value)) <= holds);
            }

            CountRooms(k, sessions, choices[k].ToLookup(choice => firstSet[choice.Key.Room], choice => choice.Value), choices[k].ToLookup(choice => problem.ClassOf[choice.Key.Session], choice => choice.Value));
        }
    }

    /// <summary>
    /// Runs along the chain of nested sets and counts what must be in each: a session of the chain from its own set on, and one that chose a room from the first set with
    /// that room on, until it is counted as a session. The running count keeps the model small where there are many sets.
    /// </summary>
    private void CountRooms(int slot, ILookup<int, int> sessions, ILookup<int, BoolVar> choicesFrom, ILookup<int, BoolVar> choicesUntil)
    {
        LinearExpr before = LinearExpr.Constant(0);
        for (var c = 0; c < problem.Classes.Count; c++)
        {
            var inside = LinearExpr.NewBuilder();
            inside.Add(before);
            inside.AddSum(sessions[c].Select(s => held[(s * problem.Slots) + slot]).OfType<BoolVar>());
            inside.AddSum(choicesFrom[c]);
            foreach (var counted in choicesUntil[c])
                inside.AddTerm(counted, -1);
            var count = model.NewIntVar(0, problem.ClassHolds[(slot * problem.Classes.Count) + c], $"{slot}<{c}");
            model.Add(inside == count);
            before = count;
        }
    }

    private void Minimise(bool clashes)
    {
        var cost = LinearExpr.NewBuilder();
        cost.Add(problem.Unavoidable);
        for (var s = 0; s < problem.Sessions; s++)
        {
            for (var k = 0; k < problem.Slots; k++)
            {
                if (held[(s * problem.Slots) + k] is not { } here)
                    continue;
                cost.AddTerm(here, problem.SlotCosts[(s * problem.Slots) + k]);
                foreach (var term in problem.RoomTerms[s].Where(term => term.Slot is null || term.Slot == k))
                {
                    // To be elsewhere costs the weight, unless the room was chosen.
                    if (!term.Not)
                        cost.AddTerm(here, term.Weight);
                    if (chosen.TryGetValue((s, k, term.Room), out var there))
                        cost.AddTerm(there, term.Not ? term.Weight : -term.Weight);
                }
            }
        }

        foreach (var (one, other, weight) in problem.Clashes.Where(pair => clashes && problem.Together[(pair.One * problem.Sessions) + pair.Other]))
        {
            BoolVar? both = null;
            for (var k = 0; k < problem.Slots; k++)
            {
                if (held[(one * problem.Slots) + k] is { } first && held[(other * problem.Slots) + k] is { } second)
                    model.AddBoolOr([first.Not(), second.Not(), both ??= Boolean($"{one}&{other}")]);
            }

            if (both is not null)
                cost.AddTerm(both, weight);
        }

        model.Minimize(cost);
    }

    private void Hint(int[] slots)
    {
        var rooming = new Rooming(problem);
        for (var k = 0; k < problem.Slots; k++)
        {
            int[] sessions = [.. Enumerable.Range(0, problem.Sessions).Where(s => slots[s] == k)];
            var rooms = new int[sessions.Length];
            rooming.Assign(k, sessions, rooms);
            var roomOf = sessions.Zip(rooms).ToDictionary(pair => pair.First, pair => pair.Second);
            for (var s = 0; s < problem.Sessions; s++)
            {
                if (held[(s * problem.Slots) + k] is { } here)
                    model.AddHint(here, slots[s] == k);
            }

            foreach (var (choice, variable) in chosen.Where(choice => choice.Key.Slot == k))
                model.AddHint(variable, roomOf.TryGetValue(choice.Session, out var room) && room == choice.Room);
        }
    }

    private int[] SlotsBy(Func<BoolVar, bool> value) =>
        [.. Enumerable.Range(0, problem.Sessions).Select(s => Enumerable.Range(0, problem.Slots).First(k => held[(s * problem.Slots) + k] is { } here && value(here)))];

    private sealed class Heard(PlacementModel model, Action<int[], long, double>? better) : CpSolverSolutionCallback
    {
        /// <summary>What the listener threw: it must not leave this method, which native code calls.</summary>
        public Exception? Failure { get; private set; }

        public override void OnSolutionCallback()
        {
            try
            {
                better?.Invoke(model.SlotsBy(BooleanValue), (long)Math.Round(ObjectiveValue()), BestObjectiveBound());
            }
            catch (Exception failure)
            {
                Failure ??= failure;
                StopSearch();
            }
        }
    }
}

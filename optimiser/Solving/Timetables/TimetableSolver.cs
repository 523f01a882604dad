using System.Diagnostics;
using Forum.Optimiser.Instances;
using Google.OrTools.Sat;

namespace Forum.Optimiser.Solving.Timetables;

/// <summary>What came of looking for a timetable.</summary>
/// <param name="Placements">In the order of the sessions; null when there is none that keeps every rule, or none was found in time.</param>
/// <param name="Proof">How good it is.</param>
/// <param name="Impossible">Why there is none; null when there is one, or when it is not known.</param>
public sealed record TimetableOutcome(IReadOnlyList<Placement>? Placements, Proof Proof, Impossibility? Impossible);

/// <summary>
/// Gives sessions their slots and rooms: a local search finds good timetables, CP-SAT finds one where that is hard, says when there is none and proves how good the
/// best is. Officers, rooms, interpretation and hard pins are never given up (domain rules S5, S6 and S7).
/// </summary>
public static class TimetableSolver
{
    /// <param name="instance">With a timetable.</param>
    /// <param name="options"></param>
    /// <param name="progress">Told when something better was found, a few times a second at most, and once at the end.</param>
    /// <param name="stopped">The search ends, and the best that was found is the result.</param>
    /// <exception cref="InvalidInstance">It contradicts itself.</exception>
    public static TimetableOutcome Solve(Instance instance, SolveOptions options, IProgress<Progress>? progress = null, CancellationToken stopped = default)
    {
        Validation.Check(instance);
        return Solve(instance, options, heavier: null, start: null, progress, stopped);
    }

    /// <summary>
    /// Says before a pin is accepted whether the timetable is still possible with it.
    /// </summary>
    /// <param name="instance">With the pins that hold already.</param>
    /// <param name="pin">Of a session. One that need not hold is always accepted.</param>
    /// <param name="options"></param>
    /// <exception cref="InvalidInstance">The pin names what is not there.</exception>
    public static PinAnswer Accepts(Instance instance, Pin pin, SolveOptions options, CancellationToken stopped = default)
    {
        var pinned = instance with { Pins = [.. instance.Pins.Where(other => other.Id != pin.Id), pin] };
        Validation.Check(pinned);
        if (pin is not { Session: not null, Strength: PinStrength.Hard })
            return new(true, null);
        var effort = new Effort(options.Seconds, options.Seed, options.Workers, stopped);
        var rules = Rules.Of(pinned.Timetable!, pinned.Pins);
        var problem = PlacingProblem.Of(pinned, rules);
        if (PlacementModel.IsTooLarge(problem, Costs.None))
            return new(null, null);
        return new PlacementModel(problem, Costs.None).Solve(effort).Status switch
        {
            CpSolverStatus.Optimal or CpSolverStatus.Feasible => new(true, null),
            CpSolverStatus.Infeasible => new(false, WhyImpossible.Explain(pinned, rules, effort)),
            _ => new(null, null),
        };
    }

    /// <summary>How few sessions of <see cref="Instance.Previous"/> a timetable that keeps every rule can move, whatever else it costs.</summary>
    /// <exception cref="InvalidInstance">It contradicts itself.</exception>
    public static FewestMoves FewestMoves(Instance instance, SolveOptions options, CancellationToken stopped = default)
    {
        Validation.Check(instance);
        var problem = PlacingProblem.Of(OfMovesAlone(instance), Rules.Of(instance.Timetable!, instance.Pins));
        if (PlacementModel.IsTooLarge(problem, Costs.WithoutClashes))
            return new(problem.Floor, null);
        var placed = new PlacementModel(problem, Costs.WithoutClashes).Solve(new(options.Seconds, options.Seed, options.Workers, stopped));
        return new(placed.Bound ?? problem.Floor, placed.SlotOf is { } slots ? PlacingProblem.Moved(instance, Placements(instance.Timetable!, problem, slots)) : null);
    }

    /// <summary>The same places and rules, where nothing costs but to move.</summary>
    private static Instance OfMovesAlone(Instance instance) => instance with
    {
        Timetable = instance.Timetable! with
        {
            Move = 1,
            Clashes = [],
            FromWishes = 0,
            SameTopic = 0,
            Sessions = [.. instance.Timetable.Sessions.Select(session => session with { SlotPenalties = [] })],
        },
        Pins = [.. instance.Pins.Where(pin => pin.Strength is PinStrength.Hard)],
    };

    /// <param name="heavier">Weights of pairs of sessions, by number and the smaller first, that the search has on top of the instance's; the proof leaves them out.</param>
    /// <param name="start">In the order of the sessions: where the search starts, instead of hints and the previous release.</param>
    internal static TimetableOutcome Solve(
        Instance instance, SolveOptions options, IReadOnlyDictionary<(int, int), long>? heavier, IReadOnlyList<Placement>? start, IProgress<Progress>? progress, CancellationToken stopped)
    {
        var rules = Rules.Of(instance.Timetable!, instance.Pins);
        var problem = PlacingProblem.Of(instance, rules, heavier);
        var run = new Run(problem, PlacingProblem.Of(OfMovesAlone(instance), rules), options, progress, stopped);
        var impossible = run.Search(start?.Select(placement => placement.Slot)) ? null : WhyImpossible.Explain(instance, rules, new(Math.Max(5, run.SecondsLeft), options.Seed, options.Workers, stopped));
        var placements = run.Best is { } slots ? Placements(instance.Timetable!, problem, slots) : null;
        var plain = heavier is null ? problem : PlacingProblem.Of(instance, rules);
        var score = placements is null ? ((long Total, IReadOnlyList<AimReached> Aims)?)null : plain.Score(instance, placements);
        var bound = heavier is null ? run.Bound : plain.Floor;
        return new(placements, new()
        {
            Part = "timetable",
            Method = "simulated annealing over slots, rooms by matching, feasibility and bound by constraint programming",
            Engine = "Google OR-Tools CP-SAT",
            EngineVersion = Engine.Version,
            Seed = options.Seed,
            Aims = [.. (score?.Aims ?? []).Select(aim => aim.Aim == PlacingProblem.SessionsMoved ? aim with { Bound = run.FewestMoves } : aim)],
            Objective = score?.Total,
            Bound = placements is null ? null : bound,
            Optimal = score is { } reached && reached.Total <= bound,
            Seconds = run.Seconds,
            SecondsToFirst = run.SecondsToFirst,
            SecondsToBest = run.SecondsToBest,
            Megabytes = Engine.Megabytes,
        }, impossible);
    }

    private static Placement[] Placements(Timetable timetable, PlacingProblem problem, int[] slots)
    {
        var rooming = new Rooming(problem);
        var placements = new Placement[problem.Sessions];
        for (var k = 0; k < problem.Slots; k++)
        {
            int[] sessions = [.. Enumerable.Range(0, problem.Sessions).Where(s => slots[s] == k)];
            var rooms = new int[sessions.Length];
            if (rooming.Assign(k, sessions, rooms).Without > 0)
                throw new InvalidOperationException($"Slot {k} was filled with sessions that its rooms do not hold.");
            for (var i = 0; i < sessions.Length; i++)
                placements[sessions[i]] = new(timetable.Sessions[sessions[i]].Id, k, timetable.Rooms[rooms[i]].Id);
        }

        return placements;
    }

    /// <summary>One search with its clock.</summary>
    private sealed class Run(PlacingProblem problem, PlacingProblem moves, SolveOptions options, IProgress<Progress>? progress, CancellationToken stopped)
    {
        // What a machine looks at in a second, about: cycles of the search are measured by it. Steps for which rooms have to be assigned take longer.
        private const double StepsPerSecond = 4_000_000;
        private const double StepsPerSecondWithRooms = 40_000;

        // Where the result is not to depend on the clock, a second of the search is this much of the work done in one: so it ends in time on a machine that is busy with more.
        private const double Work = 0.1;

        // Sessions times slots of which the best is proven in less time than a search takes to find nothing better.
        private const int SoonProven = 100;

        // Shares of what an ordinary step changes that are accepted at the start of a cycle. A cool one ends soon where everything can be had, a warm one finds
        // more where it cannot; where sessions are to stay where they were, warmth would only scatter them.
        private static readonly double[] Heats = [0.1, 0.35, 0.2, 0.35];
        private static readonly double[] StayingHeats = [0.02, 0.05, 0.1, 0.03];

        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly LocalSearch local = new(problem, options.Seed);
        private readonly Lock telling = new();
        private long? cost;
        private int cycle;
        private double told = double.NegativeInfinity;

        public int[]? Best { get; private set; }

        /// <summary>No timetable moves fewer sessions; null when that was not looked for.</summary>
        public long? FewestMoves { get; private set; }

        public long Bound { get; private set; } = problem.Floor;
        public double Seconds => clock.Elapsed.TotalSeconds;
        public double SecondsLeft => Math.Max(0, options.Seconds - Seconds);
        public double? SecondsToFirst { get; private set; }
        public double? SecondsToBest { get; private set; }

        private bool Staying { get; } = problem.Previous.Any(before => before is not null) && problem.RoomTerms.Any(terms => terms.Count > 0);
        private bool ByTheClock => options.Workers is not 1;
        private bool Over => stopped.IsCancellationRequested || Seconds >= options.Seconds || cost <= Bound;

        /// <summary>False when there is no timetable.</summary>
        public bool Search(IEnumerable<int>? start)
        {
            if (!Enumerable.Range(0, problem.Sessions).All(s => Enumerable.Range(0, problem.Slots).Any(k => problem.Allowed[(s * problem.Slots) + k])))
                return false;
            local.Start(start is not null ? [.. start.Select(slot => (int?)slot)] : [.. Enumerable.Range(0, problem.Sessions).Select(s => problem.Hints[s] ?? problem.Previous[s]?.Slot)]);
            Found(local.Best, local.BestCost);
            Anneal(Math.Min(0.05, 0.2 / options.Seconds));
            if (Staying && !Over && !PlacementModel.IsTooLarge(problem, Costs.WithoutClashes) && !Stay())
                return false;
            if (Best is null && !Over && !PlacementModel.IsTooLarge(problem, Costs.None))
            {
                switch (new PlacementModel(problem, Costs.None).Solve(Model(0.5)))
                {
                    case { Status: CpSolverStatus.Infeasible }:
                        return false;
                    case { SlotOf: { } slots }:
                        Start(slots);
                        break;
                }
            }

            if (problem.Sessions * problem.Slots > SoonProven)
                Anneal(0.05);
            Prove(0.15);
            Anneal(0.5);
            Prove(1);
            Tell(always: true);
            return true;
        }

        /// <summary>
        /// Finds the timetable with the fewest moves, whatever it costs, and the one that is best but for clashes: they are near the best of all, which a search from elsewhere would
        /// hardly find back to.
        /// </summary>
        private bool Stay()
        {
            var fewest = new PlacementModel(moves, Costs.WithoutClashes).Solve(Model(0.2));
            FewestMoves = fewest.Bound;
            if (fewest.SlotOf is { } staying)
                Start(staying);
            if (fewest.Status is CpSolverStatus.Infeasible)
                return false;
            var placed = new PlacementModel(problem, Costs.WithoutClashes).Solve(Model(0.3));
            Bound = Math.Max(Bound, placed.Bound ?? Bound);
            if (placed.SlotOf is { } slots)
                Start(slots);
            return placed.Status is not CpSolverStatus.Infeasible;
        }

        private void Start(int[] slots)
        {
            local.Start([.. slots.Select(slot => (int?)slot)]);
            Found(local.Best, local.BestCost);
        }

        /// <param name="share">Of the time that there is.</param>
        private void Anneal(double share)
        {
            var rate = problem.RoomTerms.Any(terms => terms.Count > 0) || problem.ClassOf.Contains(-1) ? StepsPerSecondWithRooms : StepsPerSecond;
            var budget = ByTheClock ? double.MaxValue : local.Steps + (share * options.Seconds * rate * Work);
            var until = ByTheClock ? Seconds + (share * options.Seconds) : double.MaxValue;
            var stir = local.Stir();
            var (steps, idle) = (Math.Min(rate / 4, 1_000.0 * problem.Sessions), 0);
            while (!Over && Seconds < until && local.Steps < budget && idle < (problem.Sessions * problem.Slots > SoonProven ? 12 : 4))
            {
                var before = local.BestCost;
                var heat = stir * (Staying ? StayingHeats : Heats)[cycle++ % Heats.Length];
                if (Staying && Best is not null)
                    Start(Best);
                local.Anneal(heat, Math.Max(0.3, 0.1 * heat), (long)steps, () =>
                {
                    Found(local.Best, local.BestCost);
                    return Over || Seconds >= until || local.Steps >= budget;
                });
                Found(local.Best, local.BestCost);
                idle = local.BestCost < before ? 0 : idle + 1;
                steps = Math.Min(steps * 2, Math.Max(rate * 2, 10_000.0 * problem.Sessions));
            }
        }

        private void Prove(double share)
        {
            if (Over || Best is null || PlacementModel.IsTooLarge(problem, Costs.All))
                return;
            var placed = new PlacementModel(problem, Costs.All).Solve(Model(share), Best, (slots, reached, bound) =>
            {
                Bound = Math.Max(Bound, (long)Math.Ceiling(bound - 1e-6));
                Found(slots, reached);
            });
            Bound = Math.Max(Bound, placed.Bound ?? Bound);
            Start(Best);
        }

        private Effort Model(double share) => new(ByTheClock ? Math.Min(SecondsLeft, share * options.Seconds) : SecondsLeft, options.Seed, options.Workers, stopped, Work * share * options.Seconds);

        private void Found(int[] slots, long? reached)
        {
            if (reached is null || reached >= (cost ?? long.MaxValue))
                return;
            lock (telling)
            {
                cost = reached;
                Best = [.. slots];
                SecondsToFirst ??= Seconds;
                SecondsToBest = Seconds;
            }

            Tell(always: false);
        }

        private void Tell(bool always)
        {
            if (progress is null || (!always && Seconds < told + 0.2))
                return;
            told = Seconds;
            progress.Report(new("timetable", Seconds, cost, Bound));
        }
    }
}

/// <summary>How few sessions a timetable can move.</summary>
/// <param name="AtLeast">No timetable that keeps every rule moves fewer.</param>
/// <param name="Found">Moved by the best that was found; the same as <paramref name="AtLeast"/> when that is proven; null when none was found in time, or there is none.</param>
public sealed record FewestMoves(long AtLeast, long? Found);

/// <summary>Whether a pin can be accepted.</summary>
/// <param name="Accepted">Null when it is not known: time ran out, or the timetable is too large to be asked.</param>
/// <param name="Why">The rules that the pin cannot hold together with, and the cheapest repair; null when it is accepted.</param>
public sealed record PinAnswer(bool? Accepted, Impossibility? Why);

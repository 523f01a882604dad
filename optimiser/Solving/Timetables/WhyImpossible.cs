using Forum.Optimiser.Instances;
using Google.OrTools.Sat;

namespace Forum.Optimiser.Solving.Timetables;

/// <summary>
/// Why a timetable's rules cannot hold together, and what is cheapest to give up. CP-SAT names a set of rules that is enough to fail; what it names can be too much
/// (OR-Tools issues 5141, 2649, 3102), so each set is solved again by itself, in another model, and with each member taken out.
/// </summary>
internal sealed class WhyImpossible
{
    /// <summary>Sessions times slots times rooms beyond which rules are not named in a model, and are taken out one by one from the whole instead.</summary>
    private const long MostNamed = 400_000;

    private readonly Instance bare;
    private readonly IReadOnlyList<Rule> rules;
    private readonly Effort effort;
    private readonly System.Diagnostics.Stopwatch clock = System.Diagnostics.Stopwatch.StartNew();
    private readonly NamedRules? named;

    private WhyImpossible(Instance instance, IReadOnlyList<Rule> rules, Effort effort)
    {
        // Only what must hold matters here; wishes and weights would be reckoned again for each set of rules.
        bare = new() { Timetable = instance.Timetable! with { Clashes = [], FromWishes = 0, SameTopic = 0, Move = 0 } };
        this.rules = rules;
        this.effort = effort;
        var timetable = instance.Timetable!;
        named = (long)timetable.Sessions.Count * timetable.Slots * timetable.Rooms.Count <= MostNamed ? new(timetable, rules) : null;
    }

    private bool Over => clock.Elapsed.TotalSeconds > effort.Seconds || effort.Stopped.IsCancellationRequested;

    /// <param name="instance">One that was found to have no timetable.</param>
    /// <param name="rules">All of its rules.</param>
    /// <param name="effort">How long to look for the smallest reason and the cheapest repair; when that ends, what is known then is said.</param>
    public static Impossibility Explain(Instance instance, IReadOnlyList<Rule> rules, Effort effort) => new WhyImpossible(instance, rules, effort).Explain();

    private Impossibility Explain()
    {
        var (core, minimal) = Smallest(Named(rules));
        return new() { Core = [.. core.Select(rule => rule.InConflict)], Minimal = minimal, Repair = Repair(core) };
    }

    /// <summary>Rules that fail together according to CP-SAT, looked at again until it names no fewer; all of them when it cannot say.</summary>
    private IReadOnlyList<Rule> Named(IReadOnlyList<Rule> suspects)
    {
        while (named is not null && named.Failing(suspects, Short) is { } fewer && fewer.Count < suspects.Count)
            suspects = fewer;
        return suspects;
    }

    /// <summary>Takes out whatever is not needed to fail, in ever smaller parts; what is dearest to give up first, so that what somebody can decide on is left.</summary>
    private (IReadOnlyList<Rule> Core, bool Minimal) Smallest(IReadOnlyList<Rule> suspects)
    {
        var certain = CanHold(suspects) is false;
        if (!certain)
        {
            suspects = rules;
            certain = CanHold(suspects) is false;
        }

        List<Rule> core = [.. suspects.OrderByDescending(rule => rule.Price)];
        for (var size = core.Count > 8 ? core.Count / 2 : 1; size >= 1; size /= 2)
        {
            for (var at = 0; at < core.Count;)
            {
                if (Over)
                    return (core, false);
                var part = Math.Min(size, core.Count - at);
                switch (CanHold([.. core[..at], .. core[(at + part)..]]))
                {
                    case false:
                        core.RemoveRange(at, part);
                        break;
                    case null when size is 1:
                        certain = false;
                        at += part;
                        break;
                    default:
                        at += part;
                        break;
                }
            }
        }

        // By itself it fails, and each member was taken out of a set that held it and could hold then: the more so out of the core.
        return (core, certain && CanHold(core) is false);
    }

    /// <summary>
    /// Every repair gives up a member of every core: so the cheapest choice that does is a least price, and it is the price as soon as the rest can hold. Until then
    /// each choice that fails shows another core.
    /// </summary>
    private IReadOnlyList<string> Repair(IReadOnlyList<Rule> first)
    {
        List<IReadOnlyList<Rule>> cores = [first];
        while (!Over && cores[^1].Count > 0)
        {
            var given = Cheapest(cores);
            Rule[] rest = [.. rules.Except(given)];
            switch (CanHold(rest))
            {
                case true:
                    return [.. given.Select(rule => rule.Remedy)];
                case null:
                    return [];
                default:
                    cores.Add(Named(rest) is { } next && CanHold(next) is false ? next : rest);
                    break;
            }
        }

        return [];
    }

    private static IReadOnlyList<Rule> Cheapest(List<IReadOnlyList<Rule>> cores)
    {
        var model = new CpModel();
        var given = cores.SelectMany(core => core).Distinct().ToDictionary(rule => rule, rule => model.NewBoolVar(rule.Code));
        foreach (var core in cores)
            model.AddBoolOr(core.Select(rule => given[rule]));
        model.Minimize(LinearExpr.WeightedSum(given.Values, given.Keys.Select(rule => rule.Price)));
        using var solver = new CpSolver { StringParameters = "num_workers:1,random_seed:1" };
        solver.Solve(model);
        return [.. given.Where(rule => solver.BooleanValue(rule.Value)).Select(rule => rule.Key)];
    }

    private Effort Left => effort with { Seconds = Math.Max(0.05, effort.Seconds - clock.Elapsed.TotalSeconds), Workers = 1 };

    /// <summary>What is not named soon is not named late either (counting arguments, which a rule that may or may not hold hides from a linear relaxation), and is found by taking out.</summary>
    private Effort Short => Left with { Seconds = Math.Min(Left.Seconds, Math.Max(0.3, effort.Seconds / 10)), Work = 0.5 };

    /// <summary>Null when time ran out before it was known.</summary>
    private bool? CanHold(IReadOnlyList<Rule> some) =>
        new PlacementModel(PlacingProblem.Of(bare, some), Costs.None).Solve(Left).Status switch
        {
            CpSolverStatus.Optimal or CpSolverStatus.Feasible => true,
            CpSolverStatus.Infeasible => false,
            _ => null,
        };

    /// <summary>Every session in every slot and room, and every rule with a name that it can be assumed by.</summary>
    private sealed class NamedRules : IKeepsRules
    {
        private readonly CpModel model = new();
        private readonly BoolVar[,] held;
        private readonly BoolVar[,,] placed;
        private readonly Dictionary<Rule, BoolVar> names = [];
        private readonly bool[] interpreted;
        private BoolVar name = null!;

        public NamedRules(Timetable timetable, IReadOnlyList<Rule> rules)
        {
            var (sessions, slots, rooms) = (timetable.Sessions.Count, timetable.Slots, timetable.Rooms.Count);
            held = new BoolVar[sessions, slots];
            placed = new BoolVar[sessions, slots, rooms];
            interpreted = [.. timetable.Sessions.Select(session => session.Interpretation)];
            for (var s = 0; s < sessions; s++)
            {
                for (var k = 0; k < slots; k++)
                {
                    held[s, k] = model.NewBoolVar("");
                    for (var r = 0; r < rooms; r++)
                        placed[s, k, r] = model.NewBoolVar("");
                    model.Add(LinearExpr.Sum(Enumerable.Range(0, rooms).Select(r => placed[s, k, r])) == held[s, k]);
                }

                model.AddExactlyOne(Enumerable.Range(0, slots).Select(k => held[s, k]));
            }

            foreach (var rule in rules)
            {
                names[rule] = name = model.NewBoolVar(rule.Code);
                rule.Tell(this);
            }
        }

        /// <summary>Rules of these that are enough to fail; null when they do not fail, or it is not known in time.</summary>
        public IReadOnlyList<Rule>? Failing(IReadOnlyList<Rule> assumed, Effort effort)
        {
            model.ClearAssumptions();
            model.AddAssumptions(assumed.Select(rule => names[rule]));
            using var solver = new CpSolver { StringParameters = effort.Parameters(0) };
            using var stopping = effort.Stopped.Register(solver.StopSearch);
            if (solver.Solve(model) is not CpSolverStatus.Infeasible)
                return null;
            var enough = solver.SufficientAssumptionsForInfeasibility().ToHashSet();
            return [.. assumed.Where(rule => enough.Contains(names[rule].GetIndex()))];
        }

        void IKeepsRules.NotInSlot(int session, int slot) => model.AddImplication(name, held[session, slot].Not());

        void IKeepsRules.NotInRoom(int session, int room)
        {
            for (var k = 0; k < held.GetLength(1); k++)
                model.AddImplication(name, placed[session, k, room].Not());
        }

        void IKeepsRules.NotInCell(int session, int slot, int room) => model.AddImplication(name, placed[session, slot, room].Not());

        void IKeepsRules.Closed(int slot, int room)
        {
            for (var s = 0; s < held.GetLength(0); s++)
                model.AddImplication(name, placed[s, slot, room].Not());
        }

        // No "at most one" takes a literal to be enforced by: these are sums.
        void IKeepsRules.HoldsOne(int room)
        {
            for (var k = 0; k < held.GetLength(1); k++)
                model.Add(LinearExpr.Sum(Enumerable.Range(0, held.GetLength(0)).Select(s => placed[s, k, room])) <= 1).OnlyEnforceIf(name);
        }

        void IKeepsRules.Apart(IReadOnlyList<int> sessions)
        {
            for (var k = 0; k < held.GetLength(1); k++)
                model.Add(LinearExpr.Sum(sessions.Select(s => held[s, k])) <= 1).OnlyEnforceIf(name);
        }

        void IKeepsRules.Teams(int slot, int teams) =>
            model.Add(LinearExpr.Sum(Enumerable.Range(0, interpreted.Length).Where(s => interpreted[s]).Select(s => held[s, slot])) <= teams).OnlyEnforceIf(name);
    }
}

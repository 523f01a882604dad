using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;

namespace Forum.Bench.Optimising;

/// <summary>
/// A chair who comes late (<see cref="LateChair"/>) at 60 sessions in 60 places, one seed after the other, solved again in five seconds: how many sessions move, how few could at all, and with how many
/// other chairs the late one could exchange instead, so that none moves.
/// </summary>
internal static class LateChairs
{
    private const double SecondsBefore = 3, SecondsAgain = 5;

    public static IReadOnlyList<Finding> Measure(bool quick)
    {
        List<Finding> findings = [];
        foreach (var seed in Enumerable.Range(1, quick ? 3 : 20))
        {
            var (instance, _) = GeneratedTimetable.Make(60, 10, 6, (ulong)seed);
            if (TimetableSolver.Solve(instance, new(SecondsBefore)).Placements is not { } before)
                continue;
            var late = LateChair.Of(instance, new() { Placements = before })!;
            var finding = Again(late);
            findings.AddRange(finding is null ? [] : [finding]);
        }

        return findings;
    }

    /// <summary>Null when no place is left for the session; the reason is printed.</summary>
    public static Finding? Again(Instance late)
    {
        var outcome = TimetableSolver.Solve(late, new(SecondsAgain));
        var seconds = outcome.Proof.Seconds;
        if (outcome.Impossible is { } impossible)
        {
            Console.WriteLine($"Timetable {late.Name}: impossible, said after {seconds:0.0} s{(impossible.Minimal ? ", no rule of these too many" : "")}:\n  {string.Join("\n  ", impossible.Core.Select(rule => rule.Sentence).Concat(impossible.Repair))}");
            Exchanged(late);
            return null;
        }

        var table = new MetricsTable(late.Name, [MetricsColumn.Of(late, "ours", new() { Placements = outcome.Placements ?? [] }, [outcome.Proof])]);
        var (moved, all) = (table.Columns[0].Timetable!.Moves ?? 0, late.Timetable!.Sessions.Count);
        // Asked by itself, and for longer: not what the search believes of its own result.
        var fewest = TimetableSolver.FewestMoves(late, new(30));
        Console.WriteLine($"Timetable {late.Name}: {seconds:0.0} s, moved {moved}, forced minimum {fewest.AtLeast}{(fewest.Found == fewest.AtLeast ? "" : $" at least, {fewest.Found} found")} of {all} sessions ({100.0 * (moved - 1) / all:0.0} % besides the chair's own), hard violations {table.Columns[0].Violations.Values.Sum()}");
        var exchanges = Exchanged(late);
        return new("late-chair", table, new Dictionary<string, double> { ["seconds"] = seconds, ["moved sessions"] = moved, ["forced minimum"] = fewest.AtLeast, ["chairs to exchange with"] = exchanges });
    }

    private static int Exchanged(Instance late)
    {
        var exchanges = Exchanges(late);
        Console.WriteLine($"  none moves when the chair exchanges with that of {(exchanges.Count is 0 ? "nobody: no other chair could" : $"{exchanges[0]}, or of {exchanges.Count - 1} more")}");
        return exchanges.Count;
    }

    /// <summary>
    /// The sessions whose chair could take the late one's place, who takes theirs: then no session moves. It is a change of officers, which the solver does not make: from which group a
    /// chair comes is not its to say (domain rule S6).
    /// </summary>
    private static List<string> Exchanges(Instance late)
    {
        var timetable = late.Timetable!;
        var chaired = LateChair.Chaired(timetable)!;
        return [.. timetable.Sessions.Where(other => other != chaired && other.Officers.Count > 0 && Violation.Of(Exchanged(other), late.Previous!).Count is 0).Select(other => other.Id)];

        Instance Exchanged(Session other) => late with
        {
            Timetable = timetable with
            {
                Sessions = [.. timetable.Sessions.Select(session => session == chaired ? With(session, other) : session == other ? With(session, chaired) : session)],
            },
        };

        static Session With(Session session, Session other) => session with { Officers = [other.Officers[0], .. session.Officers.Skip(1)] };
    }
}

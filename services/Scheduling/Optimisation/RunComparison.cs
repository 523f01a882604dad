using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;

namespace Forum.Scheduling.Optimisation;

/// <summary>What a run came to beside what others would come to: counted by the checker from the instance and the seats alone, never taken from the solver.</summary>
/// <param name="Columns">Whose figures stand in which place: "this run", registration order, round robin and, where there is one, the previous release.</param>
/// <param name="Figures">Row by row; what no column has is left out.</param>
/// <param name="Violations">Hard rules that the result breaks, in sentences; there are none.</param>
/// <param name="Gains">Who is better off than before; empty when nothing was released before.</param>
/// <param name="Loses">Who is worse off.</param>
/// <param name="SeatsGiven">Seats that are there and were not before.</param>
/// <param name="SeatsTaken">Seats that were there before and are not any more.</param>
/// <param name="SessionsMoved">Sessions whose slot or room is another.</param>
public sealed record RunComparison(
    IReadOnlyList<string> Columns,
    IReadOnlyList<ComparedFigure> Figures,
    IReadOnlyList<string> Violations,
    IReadOnlyList<ServedOtherwise> Gains,
    IReadOnlyList<ServedOtherwise> Loses,
    int SeatsGiven,
    int SeatsTaken,
    IReadOnlyList<PlacedOtherwise> SessionsMoved)
{
    /// <summary>Null when there is nothing to compare.</summary>
    public static RunComparison? Of(Instance instance, Solution solution)
    {
        if (solution.Arrangement is not { } arrangement)
            return null;
        var table = MetricsTable.Beside(instance, solution, "this run");
        var change = instance.Previous is { } previous ? Difference.Between(instance, previous, arrangement) : null;
        return new RunComparison(
            [.. table.Columns.Select(column => column.Name)],
            [.. table.Rows().Select(row => new ComparedFigure(row.Label.Trim(), row.Values))],
            [.. Violation.Of(instance, arrangement).Select(violation => violation.Sentence)],
            [.. (change?.Gains ?? []).Select(ServedOtherwise.Of)],
            [.. (change?.Loses ?? []).Select(ServedOtherwise.Of)],
            change?.SeatsGiven.Count ?? arrangement.Seats.Count,
            change?.SeatsTaken.Count ?? 0,
            [.. (change?.SessionsMoved ?? []).Select(moved => new PlacedOtherwise(moved.Session, Said(instance, moved.Before), Said(instance, moved.After)))]);
    }

    private static string? Said(Instance instance, Placement? placement) =>
        placement is null ? null : $"{(instance.Timetable?.SlotNames is { Count: > 0 } names && placement.Slot < names.Count ? names[placement.Slot] : $"slot {placement.Slot}")}, {placement.Room}";
}

/// <summary>A figure in each column, "-" where a column has none.</summary>
public sealed record ComparedFigure(string Figure, IReadOnlyList<string> Values);

/// <summary>A participant that is served otherwise than before.</summary>
/// <param name="Participant">As the instance calls it; a delegation of an edition by the code of its participant.</param>
/// <param name="Before">Ranks of the wished-for seats that it had, best first, from 1.</param>
/// <param name="After">Ranks of those that it has.</param>
public sealed record ServedOtherwise(string Participant, IReadOnlyList<int> Before, IReadOnlyList<int> After)
{
    internal static ServedOtherwise Of(Served served) => new(served.Participant, served.RanksBefore, served.RanksAfter);
}

/// <summary>A session that is held elsewhere than before; null where it was, or is, nowhere.</summary>
public sealed record PlacedOtherwise(string Session, string? Before, string? After);

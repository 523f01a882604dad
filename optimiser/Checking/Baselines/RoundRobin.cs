using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// In turn: by order of receipt each participant takes one seat, the best of its wishes at which the hard rules leave it one, then all of them once more, until nobody takes
/// any. Sessions are placed in the order of the list, each session's search starting one slot after that of the one before. It keeps the hard rules.
/// </summary>
public static class RoundRobin
{
    public const string Name = "round robin";

    public static Arrangement Arrange(Instance instance)
    {
        var placements = FirstFit.Place(instance, inTurn: true);
        var sitting = new Sitting(instance, placements);
        var inTurn = sitting.Queue;
        while (inTurn.Count > 0)
            inTurn = [.. inTurn.Where(sitting.SeatAtBest)];

        return new() { Seats = sitting.Seats, Placements = placements };
    }
}

using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Checking;

/// <summary>
/// First come, first served (serial dictatorship): participants by order of receipt, each at once at as many of its wishes as it asks for, best first, wherever the hard rules
/// leave it a seat. Sessions are placed in the order of the list, each in the first slot that fits. What others do and what ours is held against; it keeps the hard rules.
/// </summary>
public static class RegistrationOrder
{
    public const string Name = "registration order";

    public static Arrangement Arrange(Instance instance)
    {
        var placements = FirstFit.Place(instance, inTurn: false);
        var sitting = new Sitting(instance, placements);
        foreach (var participant in sitting.Queue)
        {
            while (sitting.SeatAtBest(participant))
            {
            }
        }

        return new() { Seats = sitting.Seats, Placements = placements };
    }
}

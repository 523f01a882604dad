using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Solving.Seats;

/// <summary>
/// What a participant has of what it could have had at best: the utilities of its seats over those of as many of its best wishes as it wants seats, at whatever time
/// they are.
/// </summary>
internal static class Shares
{
    public static double Of(Wish wish) => wish.Utility
        ?? throw new ArgumentException($"The policy compares utilities, and a wish for table {wish.Table} has none.", nameof(wish));

    public static double Best(Participant participant) =>
        participant.Wishes.DistinctBy(w => w.Table).Select(Of).OrderDescending().Take(participant.Seats).Sum();
}

using Forum.Optimiser.Instances;

namespace Forum.Problems;

/// <summary>The regional groups of September 2006 and their sizes; two of the 192 States are in none.</summary>
public static class Groups
{
    public static IReadOnlyList<Group> Of2006 { get; } = [new("Africa", 53), new("Asia", 53), new("Eastern Europe", 23), new("GRULAC", 33), new("WEOG", 28)];

    /// <summary>The group of one of 192 States in the order of the groups, from 0; null for the last two.</summary>
    public static string? OfState(int n)
    {
        foreach (var group in Of2006)
        {
            if (n < group.Size)
                return group.Id;
            n -= group.Size;
        }

        return null;
    }
}

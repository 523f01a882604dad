namespace Forum.Seeds;

/// <summary>
/// A draw that comes out the same on every machine and with every version of .NET, for the same seed
/// (SplitMix64; System.Random does not promise its sequence).
/// </summary>
public sealed class Draw(ulong seed)
{
    private ulong state = seed;

    /// <summary>The same items in a drawn order.</summary>
    public IReadOnlyList<T> Shuffle<T>(IEnumerable<T> items)
    {
        T[] drawn = [.. items];
        for (var i = drawn.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (drawn[i], drawn[j]) = (drawn[j], drawn[i]);
        }

        return drawn;
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

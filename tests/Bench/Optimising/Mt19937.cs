namespace Forum.Bench.Optimising;

/// <summary>
/// The Mersenne Twister (MT19937) as numpy.random uses it after <c>numpy.random.seed(n)</c>: whole numbers by masked rejection, one 32-bit output each time. With it a draw of
/// somebody else's experiment can be drawn again, number by number.
/// </summary>
internal sealed class Mt19937
{
    private readonly uint[] state = new uint[624];
    private int next = 624;

    public Mt19937(uint seed)
    {
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = seed;
            seed = (1812433253 * (seed ^ (seed >> 30))) + (uint)i + 1;
        }
    }

    /// <summary>As <c>numpy.random.randint(0, limit)</c>.</summary>
    /// <param name="limit">1 or more.</param>
    public uint Below(uint limit)
    {
        var mask = limit - 1;
        for (var bits = 1; bits < 32; bits *= 2)
            mask |= mask >> bits;
        while (true)
        {
            if ((Output() & mask) is var drawn && drawn < limit)
                return drawn;
        }
    }

    private uint Output()
    {
        if (next == state.Length)
            Turn();
        var y = state[next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Turn()
    {
        for (var i = 0; i < state.Length; i++)
        {
            var y = (state[i] & 0x80000000) | (state[(i + 1) % state.Length] & 0x7fffffff);
            state[i] = state[(i + 397) % state.Length] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
        }

        next = 0;
    }
}

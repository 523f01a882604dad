namespace Forum.Hosting;

/// <summary>
/// Gives memory back to the machine when a service has nothing to do. What was allocated while it started or was busy stays resident otherwise: nothing is collected
/// while nothing is allocated. Where several services share a small machine it is switched on with <c>Memory:GiveBackWhenIdle</c>.
/// </summary>
public sealed class IdleMemory(TimeProvider time, Microsoft.Extensions.Configuration.IConfiguration configuration) : Microsoft.Extensions.Hosting.BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!bool.TryParse(configuration["Memory:GiveBackWhenIdle"], out var asked) || !asked)
            return;
        using var pauses = new PeriodicTimer(Pause, time);
        var allocations = new Allocations();
        while (await pauses.WaitForNextTickAsync(stoppingToken))
        {
            if (!allocations.AreWorthCollecting(GC.GetTotalAllocatedBytes()))
                continue;
            Collect();
            // Pools let go when they hear of a collection: what they let go goes with the next.
            GC.WaitForPendingFinalizers();
            Collect();
        }
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}

/// <summary>Tells idleness by what is allocated: whoever serves a request or a message allocates.</summary>
internal sealed class Allocations
{
    /// <summary>Bytes between two looks, from which on a service is at work.</summary>
    public const long AtWork = 1 << 20;

    /// <summary>Bytes since the last collection, up to which another one is not worth it.</summary>
    public const long WorthIt = 16 << 20;

    /// <summary>
    /// Looks at an idle service between its two collections: what pools keep for whoever rents it next (buffers of megabytes, for what is exported and rendered)
    /// they let go at a collection when nobody rented it in the thirty seconds since another.
    /// </summary>
    public const int UntilPoolsLetGo = 7;

    private long seen, collected;
    private int looks;

    /// <summary>True when nothing much was allocated since the last look, but enough since the last collection; and once more after <see cref="UntilPoolsLetGo"/> such looks.</summary>
    /// <param name="allocated">Bytes that the process has ever allocated.</param>
    public bool AreWorthCollecting(long allocated)
    {
        var idle = allocated - seen < AtWork;
        seen = allocated;
        if (!idle)
            return false;
        if (allocated - collected <= WorthIt)
            return looks > 0 && --looks == 0;
        collected = allocated;
        looks = UntilPoolsLetGo;
        return true;
    }
}

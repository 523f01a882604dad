namespace Forum.Hosting;

/// <summary>
/// Gives memory back to the machine when a service has nothing to do. What was allocated while it started or was busy stays resident otherwise: nothing is collected
/// while nothing is allocated. Where several services share a small machine it is switched on with <c>Memory:GiveBackWhenIdle</c>.
/// </summary>
public sealed class IdleMemory(TimeProvider time, Microsoft.Extensions.Configuration.IConfiguration configuration) : Microsoft.Extensions.Hosting.BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!bool.TryParse(configuration["Memory:GiveBackWhenIdle"], out var asked) || !asked)
            return;
        using var pauses = new PeriodicTimer(Pause, time);
        var allocations = new Allocations();
        while (await pauses.WaitForNextTickAsync(stoppingToken))
        {
            if (allocations.AreWorthCollecting(GC.GetTotalAllocatedBytes()))
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}

/// <summary>Tells idleness by what is allocated: whoever serves a request or a message allocates.</summary>
internal sealed class Allocations
{
    /// <summary>Bytes between two looks, from which on a service is at work.</summary>
    public const long AtWork = 2 << 20;

    /// <summary>Bytes since the last collection, up to which another one is not worth it.</summary>
    public const long WorthIt = 16 << 20;

    private long seen, collected;

    /// <summary>True when nothing much was allocated since the last look, but enough since the last collection.</summary>
    /// <param name="allocated">Bytes that the process has ever allocated.</param>
    public bool AreWorthCollecting(long allocated)
    {
        var worth = allocated - seen < AtWork && allocated - collected > WorthIt;
        seen = allocated;
        if (worth)
            collected = allocated;
        return worth;
    }
}

namespace Forum.Hosting;

/// <summary>
/// The rest of whoever looks again and again whether there is something to do: what was asked for in this process ends it, what was asked for at another replica is
/// seen after it.
/// </summary>
public sealed class LightSleep : IDisposable
{
    private readonly SemaphoreSlim woken = new(0, 1);

    /// <summary>There may be something to do. Who is awake looks once more before it sleeps again.</summary>
    public void Wake()
    {
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has not looked yet since it was last woken.
        }
    }

    /// <summary>Returns after the rest, or as soon as it is woken.</summary>
    public Task For(TimeSpan rest, CancellationToken ct) => woken.WaitAsync(rest, ct);

    public void Dispose() => woken.Dispose();
}

using System.Diagnostics;

namespace Forum.Kit;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    /// <summary>How long anything is waited for. Only what never comes about takes as long: on a busy machine a service can need a minute for what takes it a second elsewhere.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <exception cref="TimeoutException">It did not come about while there was patience: three minutes, where no other is given.</exception>
    public static async Task True(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var since = Stopwatch.StartNew();
        Exception? last = null;
        while (since.Elapsed < (patience ?? Patience))
        {
            try
            {
                if (await condition())
                    return;
                last = null;
            }
            catch (Exception e) when (e is HttpRequestException or Shouldly.ShouldAssertException or OperationCanceledException or InvalidOperationException or KeyNotFoundException)
            {
                // Not yet. The last two: there is no such element, or property, to look at.
                last = e;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"It did not come about that {what}. {last?.Message}", last);
    }

    /// <summary>Waits until the assertions hold.</summary>
    public static Task Holds(Func<Task> assertions, string what) => True(async () => { await assertions(); return true; }, what);
}

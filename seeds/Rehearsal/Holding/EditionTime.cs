using Forum.Contracts.Governance;

namespace Forum.Rehearsal.Holding;

/// <summary>The edition's clock, as the rehearsal goes by it.</summary>
public sealed class EditionTime(EditionClock clock, string zone, TimeProvider time)
{
    private readonly TimeZoneInfo venue = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private readonly Lock turn = new();

    /// <summary>The edition's time now, with the venue's offset.</summary>
    public DateTimeOffset Now => Of(time.GetUtcNow());

    /// <summary>By how much the rehearsal came too late for a moment of its course, in the edition's time: what is shorter than that says nothing.</summary>
    public TimeSpan MostBehind { get; private set; }

    /// <summary>The edition's time at an instant of the world's.</summary>
    public DateTimeOffset Of(DateTimeOffset real) => TimeZoneInfo.ConvertTime(clock.At(real), venue);

    /// <summary>Lets the edition's time pass; does not wait for what has passed already.</summary>
    public async Task Until(DateTimeOffset at, CancellationToken ct)
    {
        var left = clock.RealAt(at) - time.GetUtcNow();
        if (left > TimeSpan.Zero)
            await Task.Delay(left, time, ct);
        var behind = Now - at;
        lock (turn)
            MostBehind = behind > MostBehind ? behind : MostBehind;
    }
}

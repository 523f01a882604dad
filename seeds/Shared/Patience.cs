namespace Forum.Seeds;

/// <summary>
/// Waits a little longer each time, and in the end no more: a service may be killed and come back, the broker may be away for a while,
/// and a fact may take its time from one service to the next.
/// </summary>
public sealed class Patience(TimeProvider time, TimeSpan end)
{
    /// <summary>How long a service may be away.</summary>
    public static readonly TimeSpan ForAnAnswer = TimeSpan.FromSeconds(90);

    /// <summary>How long a fact may be under way: the broker may have been away, and the services find back to it by themselves.</summary>
    public static readonly TimeSpan ForAFact = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly long since = time.GetTimestamp();
    private TimeSpan pause = TimeSpan.FromMilliseconds(50);

    public Patience(TimeProvider time)
        : this(time, ForAnAnswer)
    {
    }

    /// <param name="waitingFor">What would have to change, for the message when it never does.</param>
    /// <param name="asked">How long the other side asks to wait; null when it does not say.</param>
    /// <exception cref="GaveUp">It took too long.</exception>
    public async Task Wait(string waitingFor, TimeSpan? asked, CancellationToken ct)
    {
        if (time.GetElapsedTime(since) > end)
            throw new GaveUp($"Given up after {end.TotalSeconds:0} s: {waitingFor}");
        await Task.Delay(asked ?? pause, time, ct);
        pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
    }
}

/// <summary>The replay waited as long as it does, in vain.</summary>
public sealed class GaveUp(string message) : Exception(message);

/// <summary>The forum refused a request, and asking again will not help.</summary>
/// <param name="code">The problem's stable code.</param>
public sealed class Refused(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

namespace Forum.Seeds.Tests;

/// <summary>Time in which every wait is over at once, and is remembered: what takes minutes is tested in milliseconds.</summary>
internal sealed class HurriedTime : TimeProvider
{
    private readonly Lock turn = new();
    private TimeSpan passed;

    public TimeSpan Passed
    {
        get { lock (turn) return passed; }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Passed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (turn)
            passed += dueTime > TimeSpan.Zero ? dueTime : TimeSpan.Zero;
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Over();
    }

    private sealed class Over : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

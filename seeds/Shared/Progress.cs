using System.Diagnostics;
using System.Globalization;

namespace Forum.Seeds;

/// <summary>Says what is being done, and since when.</summary>
public sealed class Progress(TextWriter to)
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly Lock turn = new();

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    public void Say(string what)
    {
        lock (turn)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,6:0.0} s  {what}"));
    }
}

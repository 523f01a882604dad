using JasperFx;

namespace Forum.Scheduling.Optimisation;

/// <summary>
/// A run that has not ended: who is at it until when, and how far it is. Written anew at every sign of life, which would be too much for the run's stream,
/// and gone with the run's end. A worker that gives no sign loses the run to the next one, and what it writes afterwards is refused for its version.
/// </summary>
public sealed record RunAtWork : ILongVersioned
{
    /// <summary>The run's.</summary>
    public Guid Id { get; init; }

    public long Version { get; set; }

    /// <summary>World time until which nobody else takes it.</summary>
    public DateTimeOffset LeasedUntil { get; init; }

    /// <summary>True for one that is solved in moments.</summary>
    public bool Small { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>Null before the first sign.</summary>
    public RunProgress? Progress { get; init; }
}

/// <summary>How far a run is.</summary>
/// <param name="Part">What is solved now: "timetable", "seats" or what comes before and after.</param>
/// <param name="Best">Objective of the best found so far, smaller is better; null before the first.</param>
/// <param name="Bound">Nothing is better than this; null when nothing is proven.</param>
/// <param name="Seconds">Since the solver began.</param>
public sealed record RunProgress(string Part, double? Best, double? Bound, double Seconds);

using System.Text.Json.Serialization;

namespace Forum.Hosting.ReadModels;

/// <summary>How far a rebuild is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RebuildState>))]
public enum RebuildState
{
    /// <summary>It was asked for.</summary>
    Waiting,

    /// <summary>Every state is folded anew from its events, beside those that are read.</summary>
    Folding,

    /// <summary>All are folded and compared with what is read; what differs is replaced, at one instant.</summary>
    PuttingInPlace,

    /// <summary>What is read equals the events.</summary>
    Done,

    /// <summary>It was given up; what was read before is read still.</summary>
    Failed,
}

/// <summary>A rebuild of a read model from its events, beside the one that is read.</summary>
public sealed record Rebuild
{
    public Guid Id { get; init; }

    /// <summary>Name of the read model, e.g. <c>delegation</c>.</summary>
    public required string ReadModel { get; init; }

    /// <summary>True when it was only asked whether what is read equals the events: nothing is replaced.</summary>
    public bool OnlyCompare { get; init; }

    public required string Reason { get; init; }

    /// <summary>The operator's account.</summary>
    public required string AskedBy { get; init; }

    /// <summary>World time.</summary>
    public DateTimeOffset AskedAt { get; init; }

    public RebuildState State { get; init; }

    /// <summary>How often it was begun: one that is cut off begins anew.</summary>
    public int Attempts { get; init; }

    /// <summary>When it was begun the last time, world time; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>World time; null while it is under way.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many events there are to be folded; it grows while events are appended.</summary>
    public long Events { get; init; }

    public long EventsDone { get; init; }

    /// <summary>Events a second since it was begun; null before.</summary>
    public double? Rate { get; init; }

    /// <summary>States that were folded.</summary>
    public long Documents { get; init; }

    /// <summary>States that were kept otherwise than their events say; null until it is known.</summary>
    public long? Different { get; init; }

    /// <summary>States that were not kept though there are events of them; null until it is known.</summary>
    public long? Missing { get; init; }

    /// <summary>States that were kept though there are no events of them; null until it is known.</summary>
    public long? Surplus { get; init; }

    /// <summary>Why it was given up, and at which stream, in words of this program or of the database; null when it was not.</summary>
    public string? Failure { get; init; }

    internal bool IsUnderWay => State is RebuildState.Waiting or RebuildState.Folding or RebuildState.PuttingInPlace;
}

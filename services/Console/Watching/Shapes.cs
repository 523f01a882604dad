using System.Text.Json;

namespace Forum.Console.Watching;

/// <summary>Operations: everything that is kept of a trace.</summary>
/// <param name="Duration">Nanoseconds.</param>
public sealed record KeptTrace(
    string TraceId, DateTimeOffset StartsAt, long Duration, IReadOnlyList<KeptSpan> Spans, IReadOnlyList<KeptLine> Lines, IReadOnlyList<KeptLink> Links, bool More);

/// <param name="StartsNanos">Nanoseconds from the start of the trace.</param>
/// <param name="Duration">Nanoseconds.</param>
public sealed record KeptSpan(
    string SpanId, string? ParentId, string Service, string Scope, string Name, string Kind, long StartsNanos, long Duration, bool Failed, JsonElement Attributes, JsonElement Events)
{
    public long EndsNanos => StartsNanos + Duration;

    /// <summary>An attribute as text; null when there is none.</summary>
    public string? Attribute(string name) => Attributes.TryGetProperty(name, out var value) ? value.ToString() : null;
}

public sealed record KeptLine(long StartsNanos, string Service, int Severity, string Category, string Body, string? Exception, string? SpanId);

/// <param name="Leads">True when this trace points at the other, false when the other points here.</param>
public sealed record KeptLink(string SpanId, string TraceId, string OtherSpanId, bool Leads);

/// <summary>Operations: a trace as it stands in a list.</summary>
public sealed record FoundTrace(string TraceId, DateTimeOffset StartsAt, string Name, IReadOnlyList<string> Services, int Spans, bool Failed);

/// <summary>Operations: the way of one thing through the forum.</summary>
public sealed record ToldJourney(Guid About, IReadOnlyList<ToldMessage> Messages, string? LastDone, string? NextExpected);

public sealed record ToldMessage(Guid MessageId, string Message, string Service, DateTimeOffset At, string TraceId, IReadOnlyList<ToldStep> Steps);

/// <param name="State">Done, Waiting, GivenUp or SeenTo.</param>
public sealed record ToldStep(string Queue, string State, DateTimeOffset? At, double Seconds, bool IsLate, Guid? Fault);

/// <summary>Operations: a queue.</summary>
public sealed record WatchedQueue(string Name, long Ready, long Unacknowledged, int Consumers, double Arriving, double Leaving, bool IsAside);

/// <summary>Operations: faults that are one fault.</summary>
public sealed record WatchedFaults(
    string Key, string Queue, string Message, string Exception, string Place, string Says, int Count, int FailedAgain, DateTimeOffset First, DateTimeOffset Last, Guid Sample, string? TraceId);

/// <summary>Operations: a message that was given up.</summary>
public sealed record WatchedFault(
    Guid Id, string RestedIn, string Queue, Guid? MessageId, string Message, string Exception, string Says, string Place, string? TraceId, int Attempts, DateTimeOffset FaultedAt, DateTimeOffset MovedAt, string State, int Sent);

/// <summary>Operations: a replay.</summary>
public sealed record WatchedReplay(
    Guid Id, string AskedBy, string Reason, DateTimeOffset AskedAt, int PerSecond, string State, DateTimeOffset? EndedAt, int Messages, IReadOnlyDictionary<string, int> Outcomes);

public sealed record WatchedStep(int Position, Guid FaultId, Guid? MessageId, string Message, string Queue, string? Outcome, DateTimeOffset? At);

/// <summary>Operations: what was asked for.</summary>
public sealed record AskedReplay(Guid? Id, int Messages);

/// <summary>Operations: how many were put away.</summary>
public sealed record PutAway(int Count);

/// <summary>Operations: whether telemetry itself is alive.</summary>
public sealed record WatchedTelemetry(IReadOnlyList<WatchedSender> Senders, int Waiting, int Room, IReadOnlyDictionary<string, long> Lost);

public sealed record WatchedSender(string Service, DateTimeOffset? LastAt, long Spans, long Lines);

/// <summary>Every service: how far a shard of its daemon is behind.</summary>
/// <param name="Seconds">How long the oldest event waits.</param>
public sealed record WatchedShard(string Shard, long Events, double Seconds);

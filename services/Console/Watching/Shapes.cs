using System.Globalization;
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
/// <param name="Waited">Seconds since what does not come was announced; null when nothing is missing.</param>
/// <param name="Objective">Seconds in which it ought to have come.</param>
public sealed record ToldJourney(Guid About, IReadOnlyList<ToldMessage> Messages, string? LastDone, string? NextExpected, double? Waited, double Objective, IReadOnlyList<ToldMoment> Moments);

/// <param name="Kind">Asked, Announced, DealtWith, Failed, GivenUp, SentAgain or Logged; and Committed, which the services say themselves.</param>
public sealed record ToldMoment(DateTimeOffset At, double Seconds, string Kind, string Service, string What, string? TraceId, string? SpanId);

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

/// <summary>Operations: something that an operator did.</summary>
public sealed record WatchedAct(long Id, DateTimeOffset At, string By, string What, string Reason, int Faults);

/// <summary>Operations: how many were put away.</summary>
public sealed record PutAway(int Count);

/// <summary>Operations: whether telemetry itself is alive.</summary>
/// <param name="LastLines">Null when Operations' database does not answer.</param>
public sealed record WatchedTelemetry(IReadOnlyList<WatchedSender> Senders, int Waiting, int Room, IReadOnlyDictionary<string, long> Lost, IReadOnlyList<WatchedLine>? LastLines);

/// <summary>The last warning or error of a service.</summary>
public sealed record WatchedLine(string Service, DateTimeOffset At, string Line, string? Exception, string? TraceId);

/// <param name="Dropped">What the service itself dropped, by reason.</param>
public sealed record WatchedSender(string Service, DateTimeOffset? LastAt, long Spans, long Lines, IReadOnlyDictionary<string, long> Dropped);

/// <summary>Every service: how far a shard of its daemon is behind.</summary>
/// <param name="Seconds">How long the oldest event waits.</param>
public sealed record WatchedShard(string Shard, long Events, double Seconds);

/// <summary>Every service: an event of a stream.</summary>
public sealed record WatchedEvent(long Version, long Sequence, string Type, DateTimeOffset At, string? TraceId);

/// <summary>Every service: an aggregate as it was after an event, and before it.</summary>
public sealed record WatchedStream(string Type, long Version, string Event, DateTimeOffset At, string? TraceId, long Later, IReadOnlyList<WatchedField> Fields, bool More);

/// <param name="Value">Null when there is none; of a text it is said only that it is one.</param>
public sealed record WatchedField(string Path, string? Value, string? Before, bool Changed);

/// <summary>Every service: something that it keeps to be read.</summary>
/// <param name="Origin">OwnEvents when it can be rebuilt from the service's events.</param>
/// <param name="Documents">About how many; null when not known.</param>
public sealed record WatchedReadModel(string ReadModel, string Origin, long? Documents, WatchedRebuild? LastRebuild);

/// <summary>Every service: a rebuild of a read model.</summary>
/// <param name="State">Waiting, Folding, PuttingInPlace, Done or Failed.</param>
/// <param name="Rate">Events a second; null when not known.</param>
/// <param name="Different">Null until it is known, as what is missing and what is surplus.</param>
public sealed record WatchedRebuild(
    Guid Id,
    string ReadModel,
    bool OnlyCompare,
    string Reason,
    string AskedBy,
    DateTimeOffset AskedAt,
    string State,
    int Attempts,
    DateTimeOffset? EndedAt,
    long Events,
    long EventsDone,
    double? Rate,
    long Documents,
    long? Different,
    long? Missing,
    long? Surplus,
    string? Failure)
{
    /// <summary>What it came to, or how far it is, in words.</summary>
    public string InWords => State switch
    {
        "Waiting" => "It waits for its turn.",
        "Folding" => string.Create(CultureInfo.InvariantCulture, $"{EventsDone} of {Events} events are folded{(Rate is { } rate ? $", {rate:0} a second" : "")}."),
        "PuttingInPlace" => "All is folded; it waits until nobody is in the middle of a write.",
        "Done" when OnlyCompare => Different + Missing + Surplus == 0 ? "It equals its events." : $"It does not equal its events: {Differences}. Nothing was replaced.",
        "Done" => Different + Missing + Surplus == 0 ? "It equalled its events already." : $"It equals its events now: {Differences} before.",
        "Failed" => $"It was given up ({Failure}). What was read before is read still.",
        _ => State,
    };

    private string Differences => string.Create(CultureInfo.InvariantCulture, $"of {Documents} states {Different} differed, {Missing} were missing and {Surplus} had no events");
}

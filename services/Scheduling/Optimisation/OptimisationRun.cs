using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Forum.Hosting.Store;
using Forum.Optimiser.Instances;

namespace Forum.Scheduling.Optimisation;

/// <summary>A run of the optimiser was asked for. Times of runs are the world's, in UTC: they say how long a machine was at it.</summary>
/// <param name="EditionId">Null for a problem that was posed without an edition.</param>
/// <param name="Name">What the problem is called.</param>
/// <param name="InstanceHash">SHA-256 of the instance, lower-case hexadecimal.</param>
public sealed record RunAsked(Guid RunId, Guid? EditionId, string Name, string InstanceHash, RunSettings Settings, InstanceSize Size, DateTimeOffset At);

/// <summary>A worker is at it.</summary>
/// <param name="Worker">Which one: machine and process.</param>
/// <param name="Attempt">From 1; a later one than the first when a worker before was lost.</param>
public sealed record RunTaken(string Worker, int Attempt, DateTimeOffset At);

/// <summary>Whoever is at it is asked to stop and to give the best that it has.</summary>
public sealed record RunStopAsked(DateTimeOffset At);

/// <summary>The run came to its end with a result.</summary>
/// <param name="Outcome">Finished, Stopped or Impossible.</param>
/// <param name="Parts">What was reached of each part, and how far it is proven.</param>
/// <param name="Seconds">Of solving, without waiting for a worker.</param>
public sealed record RunEnded(RunState Outcome, ImmutableList<PartSolved> Parts, double Seconds, DateTimeOffset At);

/// <summary>The run came to no result.</summary>
/// <param name="Reason">A sentence for the organizer.</param>
public sealed record RunFailed(string Reason, DateTimeOffset At);

/// <summary>What the run came to holds from now on: its seats are given, its meetings are where it has them.</summary>
/// <param name="Seats">Seats that changed hands by it.</param>
/// <param name="Meetings">Meetings that it moved.</param>
public sealed record RunReleased(int Seats, int Meetings, DateTimeOffset At);

/// <summary>How a run is made.</summary>
public sealed record RunSettings
{
    /// <summary>What of the edition is arranged; null for a problem that was posed without one.</summary>
    public RunPart? Part { get; init; }

    /// <summary>Seconds that it may take, from 1.</summary>
    public int Seconds { get; init; }

    /// <summary>With the same seed, engine and machine the same is found again, as long as time does not run out.</summary>
    public int Seed { get; init; }

    /// <summary>By which rank aim seats are given.</summary>
    public RankAim Aim { get; init; }

    /// <summary>True when as few seats as possible move against what was released before.</summary>
    public bool KeepSeats { get; init; }

    /// <summary>Weight of a clash of two tables for each participant that wishes for both.</summary>
    public int FromWishes { get; init; }

    /// <summary>Weight of two sessions of one topic in the same slot.</summary>
    public int SameTopic { get; init; }

    /// <summary>Weight of a session that is moved from where it was.</summary>
    public int Move { get; init; }

    public static RunSettings Of(Instance instance, int seconds, int seed) => new()
    {
        Seconds = seconds,
        Seed = seed,
        Aim = instance.Policy.Aim,
        KeepSeats = instance.Policy.KeepSeats,
        FromWishes = instance.Timetable?.FromWishes ?? 0,
        SameTopic = instance.Timetable?.SameTopic ?? 0,
        Move = instance.Timetable?.Move ?? 0,
    };
}

/// <summary>How large a problem is.</summary>
public sealed record InstanceSize(int Participants, int Wishes, int Tables, int Sessions, int Slots, int Rooms)
{
    public static InstanceSize Of(Instance instance) => new(
        instance.Participants.Count,
        instance.Participants.Sum(participant => participant.Wishes.Count),
        instance.Tables.Count,
        instance.Timetable?.Sessions.Count ?? 0,
        instance.Timetable?.Slots ?? 0,
        instance.Timetable?.Rooms.Count ?? 0);

    /// <summary>True when it is solved in moments, so that it need not wait behind one that takes minutes.</summary>
    /// <param name="seconds">That it may take.</param>
    public bool IsSmall(int seconds) => seconds <= 30 && Wishes <= 20_000 && Sessions <= 60;
}

/// <summary>What was reached of a part of the problem, and how far it is proven.</summary>
/// <param name="Part">"seats" or "timetable".</param>
/// <param name="Method">In words that can be published.</param>
/// <param name="Objective">Null when the aims stand in an order that one number cannot hold.</param>
/// <param name="Bound">Nothing is better than this; null when nothing is proven.</param>
/// <param name="Optimal">True when nothing better exists.</param>
/// <param name="Aims">In their order; smaller is better.</param>
public sealed record PartSolved(
    string Part, string Method, string Engine, string EngineVersion, int Seed, double? Objective, double? Bound, bool Optimal, double Seconds, ImmutableList<ReachedAim> Aims)
{
    public static PartSolved Of(Proof proof) => new(
        proof.Part,
        proof.Method,
        proof.Engine,
        proof.EngineVersion,
        proof.Seed,
        proof.Objective,
        proof.Bound,
        proof.Optimal,
        proof.Seconds,
        [.. proof.Aims.Select(aim => new ReachedAim(aim.Aim, aim.Value))]);
}

/// <summary>What solving came to, without the arrangement itself.</summary>
/// <param name="Arranged">True when there is an arrangement that keeps every rule.</param>
/// <param name="Impossible">True when there is none, and it is known why.</param>
/// <param name="Seconds">Of solving.</param>
public sealed record SolvingOutcome(bool Arranged, bool Impossible, ImmutableList<PartSolved> Parts, double Seconds);

/// <summary>One aim and what was reached of it.</summary>
/// <param name="Aim">In words.</param>
/// <param name="Value">Smaller is better.</param>
public sealed record ReachedAim(string Aim, long Value);

/// <summary>Where a run of the optimiser stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>For a worker.</summary>
    Waiting,

    Running,

    /// <summary>It was asked to stop and has not yet.</summary>
    Stopping,

    /// <summary>It ended by itself: proven, or its time was over.</summary>
    Finished,

    /// <summary>It was stopped; the best that it had was kept.</summary>
    Stopped,

    /// <summary>There is no result that keeps every rule, and it is said why.</summary>
    Impossible,

    /// <summary>It came to no result.</summary>
    Failed,
}

/// <summary>A run of the optimiser: asked for, taken by a worker, ended once. What it solves and what came of it stand beside it (<see cref="RunPaper"/>).</summary>
public sealed record OptimisationRun
{
    internal static readonly Type[] Events = [typeof(RunAsked), typeof(RunTaken), typeof(RunStopAsked), typeof(RunEnded), typeof(RunFailed), typeof(RunReleased)];

    /// <summary>How often a run is begun before it is given up: it may be the run that ends its workers.</summary>
    public const int MostAttempts = 5;

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>Null for a problem that was posed without an edition.</summary>
    public Guid? EditionId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the instance, lower-case hexadecimal.</summary>
    public string InstanceHash { get; init; } = "";

    public RunSettings Settings { get; init; } = new();
    public InstanceSize Size { get; init; } = new(0, 0, 0, 0, 0, 0);
    public RunState State { get; init; }

    /// <summary>From 1 once a worker took it.</summary>
    public int Attempt { get; init; }

    /// <summary>World time, as all of these.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When the last worker took it; null before.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null unless what it came to was released.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>Seconds of solving; null before its end.</summary>
    public double? Seconds { get; init; }

    /// <summary>Empty before its end.</summary>
    public ImmutableList<PartSolved> Parts { get; init; } = [];

    /// <summary>Why it failed; null unless it did.</summary>
    public string? Failure { get; init; }

    [JsonIgnore]
    public bool HasEnded => State is RunState.Finished or RunState.Stopped or RunState.Impossible or RunState.Failed;

    /// <summary>A worker takes it, for the first time or because the one before was lost.</summary>
    public IEnumerable<object> Take(string worker, DateTimeOffset now) => HasEnded ? []
        : Attempt >= MostAttempts ? [new RunFailed($"It was begun {MostAttempts} times, and each worker was lost over it. Ask for a smaller run, or for fewer seconds.", now)]
        : [new RunTaken(worker, Attempt + 1, now)];

    /// <summary>What a worker came to; nothing when it had lost the run to another meanwhile.</summary>
    /// <param name="attempt">The attempt that the worker was at.</param>
    public IEnumerable<object> End(int attempt, SolvingOutcome outcome, DateTimeOffset now)
    {
        if (HasEnded || attempt != Attempt)
            return [];
        return outcome switch
        {
            { Arranged: true } => [new RunEnded(State is RunState.Stopping ? RunState.Stopped : RunState.Finished, outcome.Parts, outcome.Seconds, now)],
            { Impossible: true } => [new RunEnded(RunState.Impossible, outcome.Parts, outcome.Seconds, now)],
            _ when State is RunState.Stopping => [new RunFailed("It was stopped before anything was found that keeps every rule.", now)],
            _ => [new RunFailed($"Within {Settings.Seconds} s nothing was found that keeps every rule, nor a reason why there is nothing. Give it more seconds.", now)],
        };
    }

    /// <summary>A worker could not do it; nothing when it had lost the run to another meanwhile.</summary>
    public IEnumerable<object> Fail(int attempt, string reason, DateTimeOffset now) => HasEnded || attempt != Attempt ? [] : [new RunFailed(reason, now)];

    /// <exception cref="Refusal">It has no result that could be released, or it was released.</exception>
    public OptimisationRun MustBeReleasable() => this switch
    {
        { ReleasedAt: not null } => throw new Refusal("run-released", "What the run came to was released already."),
        { State: RunState.Finished or RunState.Stopped } => this,
        { HasEnded: false } => throw new Refusal("run-not-ended", "The run has not ended. Wait for it, or stop it and keep the best that it has."),
        _ => throw new Refusal("no-result", "The run came to no arrangement; there is nothing to release."),
    };

    /// <param name="seats">Seats that change hands by it.</param>
    /// <param name="meetings">Meetings that it moves.</param>
    /// <exception cref="Refusal">It has no result that could be released, or it was released.</exception>
    public IEnumerable<object> Release(int seats, int meetings, DateTimeOffset now)
    {
        MustBeReleasable();
        return [new RunReleased(seats, meetings, now)];
    }

    /// <summary>Stops it: one that waits for a worker is given up, one that runs keeps the best it has.</summary>
    public IEnumerable<object> Stop(DateTimeOffset now) => State switch
    {
        RunState.Waiting => [new RunFailed("It was stopped before a worker had taken it.", now)],
        RunState.Running => [new RunStopAsked(now)],
        // Asked twice, done once.
        _ => [],
    };

    public OptimisationRun Evolve(object @event) => @event switch
    {
        RunAsked e => this with
        {
            Id = e.RunId,
            EditionId = e.EditionId,
            Name = e.Name,
            InstanceHash = e.InstanceHash,
            Settings = e.Settings,
            Size = e.Size,
            State = RunState.Waiting,
            AskedAt = e.At,
        },
        RunTaken e => this with { State = State is RunState.Stopping ? State : RunState.Running, Attempt = e.Attempt, TakenAt = e.At },
        RunStopAsked _ => this with { State = RunState.Stopping },
        RunEnded e => this with { State = e.Outcome, Parts = e.Parts, Seconds = e.Seconds, EndedAt = e.At },
        RunFailed e => this with { State = RunState.Failed, Failure = e.Reason, EndedAt = e.At },
        RunReleased e => this with { ReleasedAt = e.At },
        _ => this,
    };
}

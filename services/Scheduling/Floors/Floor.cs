using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;

namespace Forum.Scheduling.Floors;

/// <summary>The floor of a meeting is kept from now on; its stream has an id that is made of the meeting's.</summary>
/// <param name="At">When the meeting was convened, on the edition's clock; nothing happens on the floor before.</param>
public sealed record FloorOpened(Guid FloorId, Guid EditionId, Guid MeetingId, MeetingKind Kind, DateTimeOffset At);

/// <summary>How long interventions at this round table may take, and which share of the time is to be left to others than States; null = not known.</summary>
public sealed record TableTimesSet(int? InterventionLimitSeconds, int? NonStateFloorPercent, DateTimeOffset At);

/// <summary>A speaker has the floor: the clock does not run yet.</summary>
/// <param name="LimitSeconds">Null when no limit is known.</param>
public sealed record FloorGiven(Guid SpeechId, Speaker Speaker, int? LimitSeconds, DateTimeOffset At);

/// <summary>Another limit holds for who has the floor.</summary>
public sealed record SpeechLimitChanged(Guid SpeechId, int LimitSeconds, DateTimeOffset At);

/// <summary>The speaker began to speak; the clock runs.</summary>
public sealed record SpeechStarted(Guid SpeechId, DateTimeOffset At);

/// <summary>The clock stands; the speaker keeps the floor.</summary>
public sealed record SpeechPaused(Guid SpeechId, DateTimeOffset At);

/// <summary>The clock runs again.</summary>
public sealed record SpeechResumed(Guid SpeechId, DateTimeOffset At);

/// <summary>The speaker has spoken; the floor is free.</summary>
/// <param name="Used">Without pauses.</param>
public sealed record SpeechEnded(Guid SpeechId, TimeSpan Used, DateTimeOffset At);

/// <summary>Whoever had the floor was not in the room; the floor is free.</summary>
public sealed record CalledInVain(Guid SpeechId, Speaker Speaker, DateTimeOffset At);

/// <summary>The presiding officer noted that the day's last speaker was heard. From now on replies are given the floor.</summary>
public sealed record LastSpeakerHeard(DateTimeOffset At);

/// <summary>A delegation raised a point of order. Whoever speaks is interrupted: the clock stands.</summary>
public sealed record PointOfOrderRaised(Guid PointId, Guid DelegationId, string Participant, string Name, DateTimeOffset At);

/// <summary>The presiding officer ruled on a point of order; the reason is kept beside the stream.</summary>
public sealed record PointOfOrderRuled(Guid PointId, RulingOutcome Outcome, DateTimeOffset At);

/// <summary>In what capacity somebody has the floor.</summary>
public enum SpeechKind
{
    /// <summary>By an office, before the debate.</summary>
    Opening,

    /// <summary>Of a participant, in plenary.</summary>
    Statement,

    /// <summary>In answer to what was said during the day, after the day's last speaker.</summary>
    RightOfReply,

    /// <summary>At a round table, from the seat.</summary>
    Intervention,
}

/// <summary>Where the floor of a meeting stands. From each state the next ones: see the table of the same words in the API's document.</summary>
public enum FloorState
{
    /// <summary>Nobody has the floor. Next: Given, PointOfOrder.</summary>
    Free,

    /// <summary>A speaker was called and has not begun. Next: Speaking, Free (called absent), PointOfOrder.</summary>
    Given,

    /// <summary>A speaker speaks and the clock runs. Next: Paused, Free (ended), PointOfOrder.</summary>
    Speaking,

    /// <summary>A speaker has the floor and the clock stands. Next: Speaking (resumed), Free (ended), PointOfOrder.</summary>
    Paused,

    /// <summary>A point of order is before the presiding officer; the clock stands. Next: what was before, with Paused for Speaking, once the last one is ruled on.</summary>
    PointOfOrder,
}

/// <summary>How the presiding officer ruled on a point of order.</summary>
public enum RulingOutcome
{
    /// <summary>The point is well taken.</summary>
    Sustained,

    /// <summary>The point is not taken; the meeting goes on as before.</summary>
    NotSustained,
}

/// <summary>Who has the floor, as it is said in the room: a participant or an office, never a person.</summary>
public sealed record Speaker
{
    public required SpeechKind Kind { get; init; }

    /// <summary>Place on the speakers' list; null for replies and interventions.</summary>
    public Guid? InscriptionId { get; init; }

    /// <summary>The right of reply that is exercised; null for all others.</summary>
    public Guid? ReplyId { get; init; }

    /// <summary>Whether it is the delegation's first or second reply; null for all others.</summary>
    public int? ReplyNumber { get; init; }

    /// <summary>The office that opens; null for a participant.</summary>
    public string? Office { get; init; }

    /// <summary>Code of the group on whose behalf the statement is made; null when on its own.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Null for an opener, and for an organization that has no delegation.</summary>
    public Guid? DelegationId { get; init; }

    /// <summary>Code of the participant; null for an opener.</summary>
    public string? Participant { get; init; }

    /// <summary>Official short name of the participant; null for an opener, and when not known.</summary>
    public string? Name { get; init; }

    /// <summary>Null for an opener.</summary>
    public ParticipantCategory? Category { get; init; }
}

/// <summary>The floor as one speaker holds it, and the clock of that speaker.</summary>
public sealed record Speech(Guid Id, Speaker Speaker, int? LimitSeconds, DateTimeOffset GivenAt)
{
    /// <summary>When the speaker began; null before.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Time that was used up to the last pause.</summary>
    public TimeSpan UsedBefore { get; init; }

    /// <summary>Since when the clock runs; null while it stands.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>Since when the clock stands after it ran; null before the start, and while it runs.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Time used, without pauses.</summary>
    public TimeSpan Used(DateTimeOffset at) => UsedBefore + (RunningSince is { } since && at > since ? at - since : TimeSpan.Zero);

    internal Speech Stop(DateTimeOffset at) => RunningSince is null ? this : this with { UsedBefore = Used(at), RunningSince = null, PausedAt = at };
}

/// <summary>A speech that was made.</summary>
public sealed record EndedSpeech(Guid Id, Speaker Speaker, int? LimitSeconds, DateTimeOffset StartedAt, TimeSpan Used, DateTimeOffset EndedAt)
{
    /// <summary>Time beyond the limit; none when no limit is known.</summary>
    public TimeSpan Overrun() => LimitSeconds is { } limit && Used > TimeSpan.FromSeconds(limit) ? Used - TimeSpan.FromSeconds(limit) : TimeSpan.Zero;
}

/// <summary>A point of order, and how it was ruled on.</summary>
/// <param name="Outcome">Null while it is before the presiding officer.</param>
/// <param name="RuledAt">On the edition's clock; null before.</param>
public sealed record PointOfOrder(
    Guid Id, Guid DelegationId, string Participant, string Name, DateTimeOffset RaisedAt, RulingOutcome? Outcome = null, DateTimeOffset? RuledAt = null);

/// <summary>The floor of one meeting: who has it, for how long, and who had it. Here it is decided that one speaker has it at a time.</summary>
public sealed record Floor
{
    internal static readonly Type[] Events =
    [
        typeof(FloorOpened), typeof(TableTimesSet), typeof(FloorGiven), typeof(SpeechLimitChanged), typeof(SpeechStarted), typeof(SpeechPaused), typeof(SpeechResumed),
        typeof(SpeechEnded), typeof(CalledInVain), typeof(LastSpeakerHeard), typeof(PointOfOrderRaised), typeof(PointOfOrderRuled),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream; 0 before anything happened on the floor.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public Guid MeetingId { get; init; }
    public MeetingKind Kind { get; init; }

    /// <summary>Who has the floor; null when it is free.</summary>
    public Speech? Speech { get; init; }

    /// <summary>What was said, the first first.</summary>
    public ImmutableList<EndedSpeech> Ended { get; init; } = [];

    /// <summary>Who was called and was not in the room, in that order.</summary>
    public ImmutableList<Speaker> Absent { get; init; } = [];

    /// <summary>In the order in which they were raised.</summary>
    public ImmutableList<PointOfOrder> PointsOfOrder { get; init; } = [];

    /// <summary>When the presiding officer noted it; null before.</summary>
    public DateTimeOffset? LastSpeakerHeardAt { get; init; }

    /// <summary>Of an intervention at a round table; null when not known.</summary>
    public int? InterventionLimitSeconds { get; init; }

    /// <summary>The share of the time at a round table that is to be left to others than States, in per cent; null when not known.</summary>
    public int? NonStateFloorPercent { get; init; }

    /// <summary>When something happened last that a clock was started or stopped by, or could have been.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The id of a meeting's floor: the meeting's with its last six bytes turned over.</summary>
    public static Guid IdFor(Guid meetingId) => Beside.Of(meetingId, 0xff);

    public FloorState State() => this switch
    {
        _ when OpenPoint() is not null => FloorState.PointOfOrder,
        { Speech: null } => FloorState.Free,
        { Speech.StartedAt: null } => FloorState.Given,
        { Speech.RunningSince: not null } => FloorState.Speaking,
        _ => FloorState.Paused,
    };

    /// <summary>The point of order that is ruled on next: the first raised of those that are open.</summary>
    public PointOfOrder? OpenPoint() => PointsOfOrder.Find(point => point.Outcome is null);

    /// <summary>When something happens on the floor: as given, or now; never before what happened last, whatever the clocks of replicas say.</summary>
    /// <exception cref="Refusal">The time that was given lies before what happened last.</exception>
    internal DateTimeOffset When(DateTimeOffset? given, DateTimeOffset now)
    {
        if (given < LastAt)
            throw new Refusal("before-last-event", $"The floor was last changed at {LastAt:O}; nothing is put in before.", "at");
        var at = given ?? now;
        return at < LastAt ? LastAt.Value : at;
    }

    /// <exception cref="Refusal">Nobody has the floor.</exception>
    internal Speech MustBeHeld() => Speech ?? throw new Refusal("floor-free", "Nobody has the floor. Give it to somebody first.");

    /// <exception cref="Refusal">A point of order comes first.</exception>
    internal void MustBeInOrder()
    {
        if (OpenPoint() is { } point)
            throw new Refusal("point-of-order-open", $"{point.Participant} has raised a point of order. Rule on it first.");
    }

    public Floor Evolve(object @event) => @event switch
    {
        FloorOpened e => this with { Id = e.FloorId, EditionId = e.EditionId, MeetingId = e.MeetingId, Kind = e.Kind, LastAt = e.At },
        TableTimesSet e => this with { InterventionLimitSeconds = e.InterventionLimitSeconds, NonStateFloorPercent = e.NonStateFloorPercent },
        FloorGiven e => this with { Speech = new Speech(e.SpeechId, e.Speaker, e.LimitSeconds, e.At), LastAt = e.At },
        SpeechLimitChanged e => this with { Speech = Speech! with { LimitSeconds = e.LimitSeconds } },
        SpeechStarted e => this with { Speech = Speech! with { StartedAt = e.At, RunningSince = e.At }, LastAt = e.At },
        SpeechPaused e => this with { Speech = Speech!.Stop(e.At), LastAt = e.At },
        SpeechResumed e => this with { Speech = Speech! with { RunningSince = e.At, PausedAt = null }, LastAt = e.At },
        SpeechEnded e => this with
        {
            Ended = Ended.Add(new EndedSpeech(Speech!.Id, Speech.Speaker, Speech.LimitSeconds, Speech.StartedAt!.Value, e.Used, e.At)),
            Speech = null,
            LastAt = e.At,
        },
        CalledInVain e => this with { Absent = Absent.Add(e.Speaker), Speech = null, LastAt = e.At },
        LastSpeakerHeard e => this with { LastSpeakerHeardAt = e.At, LastAt = e.At },
        PointOfOrderRaised e => this with
        {
            Speech = Speech?.Stop(e.At),
            PointsOfOrder = PointsOfOrder.Add(new PointOfOrder(e.PointId, e.DelegationId, e.Participant, e.Name, e.At)),
            LastAt = e.At,
        },
        PointOfOrderRuled e => this with
        {
            PointsOfOrder = [.. PointsOfOrder.Select(point => point.Id == e.PointId ? point with { Outcome = e.Outcome, RuledAt = e.At } : point)],
            LastAt = e.At,
        },
        _ => this,
    };
}

/// <summary>Ids of streams that there is one of beside another stream.</summary>
internal static class Beside
{
    /// <summary>The id with its last six bytes turned over by the mask: the same for everybody, and nobody else's.</summary>
    public static Guid Of(Guid id, byte mask)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        for (var at = 10; at < bytes.Length; at++)
            bytes[at] ^= mask;
        return new Guid(bytes, bigEndian: true);
    }
}

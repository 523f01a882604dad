namespace Forum.Operations.Journeys;

/// <summary>How far a message has come at one queue that is to hear it.</summary>
public enum StepState
{
    /// <summary>It was dealt with.</summary>
    Done,

    /// <summary>It waits for its turn, or its service is away.</summary>
    Waiting,

    /// <summary>It was given up and rests in an error queue.</summary>
    GivenUp,

    /// <summary>It was given up, and sent again or discarded since.</summary>
    SeenTo,
}

/// <summary>A message at one queue that is to hear it.</summary>
/// <param name="At">When it was dealt with or given up; null while it waits.</param>
/// <param name="Seconds">From the announcement to then, or to now while it waits.</param>
/// <param name="IsLate">True when that is more than the objective of 30 seconds.</param>
/// <param name="Fault">What it was given up with; null unless it was.</param>
public sealed record JourneyStep(string Queue, StepState State, DateTimeOffset? At, double Seconds, bool IsLate, Guid? Fault);

/// <summary>Something that was announced, and who was to hear of it.</summary>
/// <param name="MessageId">The event's id, which is the message's.</param>
/// <param name="Message">Name of the message.</param>
/// <param name="Service">Who announced it.</param>
public sealed record JourneyMessage(Guid MessageId, string Message, string Service, DateTimeOffset At, string TraceId, IReadOnlyList<JourneyStep> Steps);

/// <summary>What is known of the way of one thing through the forum, oldest first.</summary>
/// <param name="LastDone">The last step that was done, in words; null when none was.</param>
/// <param name="NextExpected">What does not come, in words; null when nothing is missing.</param>
/// <param name="Waited">Seconds since what does not come was announced; null when nothing is missing.</param>
/// <param name="Objective">Seconds in which it ought to have come.</param>
/// <param name="Moments">Everything that is known to have happened to it, on one axis of time, oldest first.</param>
public sealed record Journey(Guid About, IReadOnlyList<JourneyMessage> Messages, string? LastDone, string? NextExpected, double? Waited, double Objective, IReadOnlyList<Moment> Moments)
{
    private const double Settled = 30;

    /// <summary>Puts together what was announced, who listens, and what came of it.</summary>
    /// <param name="announced">Spans of announcements; of one that was sent twice the first counts.</param>
    /// <param name="received">Spans of consumers that are through.</param>
    /// <param name="listeners">The queues that are bound to each message.</param>
    public static Journey Of(
        Guid about, IEnumerable<Announcement> announced, IReadOnlyCollection<Reception> received, IReadOnlyCollection<GivenUp> faults, ILookup<string, string> listeners, DateTimeOffset now,
        IReadOnlyList<Moment>? moments = null)
    {
        var messages = announced.GroupBy(announcement => announcement.MessageId).Select(same => same.MinBy(announcement => announcement.At)!).OrderBy(announcement => announcement.At)
            .Select(announcement => new JourneyMessage(
                announcement.MessageId, announcement.Message, announcement.Service, announcement.At, announcement.TraceId,
                [.. listeners[announcement.Message].Order(StringComparer.Ordinal).Select(queue => Step(announcement, queue, received, faults, now))]))
            .ToArray();
        var done = messages.SelectMany(message => message.Steps.Where(step => step.State is StepState.Done).Select(step => (message, step))).OrderBy(found => found.step.At).LastOrDefault();
        var missing = messages.SelectMany(message => message.Steps.Where(step => step.State is StepState.Waiting or StepState.GivenUp).Select(step => (message, step))).FirstOrDefault();
        return new Journey(
            about,
            messages,
            done.step is null ? null : $"{done.step.Queue} has dealt with {done.message.Message}",
            missing.step is null ? null : missing.step.State is StepState.GivenUp ? $"{missing.step.Queue} has given {missing.message.Message} up" : $"{missing.step.Queue} is to deal with {missing.message.Message}",
            missing.step is null ? null : Math.Max(0, (now - missing.message.At).TotalSeconds),
            Settled,
            moments ?? []);
    }

    private static JourneyStep Step(Announcement announcement, string queue, IReadOnlyCollection<Reception> received, IReadOnlyCollection<GivenUp> faults, DateTimeOffset now)
    {
        double Since(DateTimeOffset at) => Math.Max(0, (at - announcement.At).TotalSeconds);
        if (received.Where(reception => reception.MessageId == announcement.MessageId && reception.Queue == queue && !reception.Failed).MinBy(reception => reception.At) is { } through)
            return new JourneyStep(queue, StepState.Done, through.At, Since(through.At), Since(through.At) > Settled, null);
        if (faults.Where(fault => fault.MessageId == announcement.MessageId && fault.Queue == queue).MaxBy(fault => fault.At) is { } fault)
            return new JourneyStep(queue, fault.Rests ? StepState.GivenUp : StepState.SeenTo, fault.At, Since(fault.At), IsLate: true, fault.Id);
        return new JourneyStep(queue, StepState.Waiting, null, Since(now), Since(now) > Settled, null);
    }
}

/// <summary>An announcement, by its span.</summary>
public sealed record Announcement(Guid MessageId, string Message, string Service, DateTimeOffset At, string TraceId);

/// <summary>A message that a queue was through with, by its span.</summary>
/// <param name="At">When its consumer was through.</param>
public sealed record Reception(Guid MessageId, string Queue, DateTimeOffset At, bool Failed);

/// <summary>A message that a queue has given up.</summary>
/// <param name="Rests">False when somebody has seen to it.</param>
public sealed record GivenUp(Guid Id, Guid MessageId, string Queue, DateTimeOffset At, bool Rests);

using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Access;
using Forum.Scheduling.Editions;

namespace Forum.Scheduling.Floors;

/// <summary>What happened on the floor that it is shown anew.</summary>
public enum FloorChange
{
    /// <summary>Nothing: it is shown as it stands.</summary>
    Snapshot,

    TimesSet,
    Given,
    Started,
    Paused,
    Resumed,
    LimitChanged,
    Ended,
    CalledAbsent,
    LastSpeakerHeard,
    PointOfOrderRaised,
    PointOfOrderRuled,

    /// <summary>Others are next, or the meeting was convened or has risen.</summary>
    Next,
}

/// <summary>
/// The floor of a meeting as a room display or a microphone system follows it. Between two messages the receiver counts on by itself: while the clock runs, each real second
/// uses <c>clock.speed</c> seconds. At a round table what is said is not attributed: only the secretariat is told who speaks.
/// </summary>
/// <param name="Version">Of the floor, for <c>If-Match</c>; 0 before anything happened on it.</param>
/// <param name="State">Where the floor stands: Free → Given → Speaking ⇄ Paused → Free; a point of order stops the clock from each of them until it is ruled on.</param>
/// <param name="Change">What happened that it is shown.</param>
/// <param name="Speaker">Who has the floor; null when nobody has.</param>
/// <param name="Microphone">Which microphone is on.</param>
/// <param name="Next">Who is to be called, in order, five at most; empty at a round table.</param>
/// <param name="PointsOfOrder">Those that are before the presiding officer, in the order in which they are ruled on.</param>
/// <param name="LastSpeakerHeardAt">When the presiding officer noted that the day's last speaker was heard; null before.</param>
/// <param name="Shares">Who had how much of the time; null in plenary.</param>
/// <param name="InterventionLimitSeconds">Of an intervention at a round table; null when not known, and in plenary.</param>
public sealed record FloorShown(
    Guid MeetingId,
    Guid EditionId,
    MeetingKind Kind,
    int Number,
    string Title,
    string? Room,
    MeetingState MeetingState,
    long Version,
    FloorState State,
    FloorChange Change,
    ShownSpeaker? Speaker,
    ShownMicrophone Microphone,
    IReadOnlyList<ShownCall> Next,
    IReadOnlyList<ShownPoint> PointsOfOrder,
    DateTimeOffset? LastSpeakerHeardAt,
    Shares? Shares,
    int? InterventionLimitSeconds,
    ShownClock Clock)
{
    internal static FloorShown Of(FloorMoment moment, TimeProvider time, bool named)
    {
        var (floor, meeting, edition) = (moment.Floor, moment.Meeting, moment.Edition);
        var now = edition.AtVenue(floor.When(null, meeting.Entry.NotBeforeConvening(edition.Now(time))));
        var open = floor.OpenPoint();
        return new FloorShown(
            meeting.Id,
            meeting.Entry.EditionId,
            meeting.Entry.Kind,
            meeting.Entry.Number,
            meeting.Entry.Title,
            meeting.Entry.Room,
            meeting.Entry.State,
            floor.Version,
            floor.State(),
            moment.Change,
            floor.Speech is { } speech ? ShownSpeaker.Of(speech, now, edition, named) : null,
            open is not null ? new ShownMicrophone(true, named ? open.Participant : null, null)
                : floor.Speech is { RunningSince: not null } on ? new ShownMicrophone(true, named ? on.Speaker.Participant : null, on.Speaker.Office)
                : new ShownMicrophone(false, null, null),
            [.. moment.Next.Select(ShownCall.Of)],
            [.. floor.PointsOfOrder.Where(point => point.Outcome is null).Select(point => new ShownPoint(point.Id, named ? point.Participant : null, named ? point.Name : null, edition.AtVenue(point.RaisedAt)))],
            edition.AtVenue(floor.LastSpeakerHeardAt),
            floor.Kind is MeetingKind.RoundTable ? Shares.Of(floor, now) : null,
            floor.InterventionLimitSeconds,
            new ShownClock(now, edition.Edition.Clock is { Kind: ClockKind.Rehearsal, Speed: { } speed } ? speed : 1));
    }
}

/// <summary>Who has the floor, and the clock.</summary>
/// <param name="Office">The office that opens; null for a participant.</param>
/// <param name="Participant">Code of the participant; null for an opener, and where the caller may not know who speaks.</param>
/// <param name="Name">Official short name of the participant; null for an opener, when not known, and where the caller may not know who speaks.</param>
/// <param name="Category">Null for an opener.</param>
/// <param name="OnBehalfOf">Code of the group on whose behalf the statement is made; null when on its own.</param>
/// <param name="ReplyNumber">Whether it is the delegation's first or second reply; null for all others.</param>
/// <param name="InscriptionId">Place on the speakers' list; null for replies and interventions.</param>
/// <param name="LimitSeconds">Null when no limit is known: then nothing remains and nothing is overrun.</param>
/// <param name="UsedSeconds">At <c>clock.now</c>, without pauses.</param>
/// <param name="RemainingSeconds">At <c>clock.now</c>, not below 0; null when no limit is known.</param>
/// <param name="OverrunSeconds">At <c>clock.now</c>, beyond the limit; nobody is cut off by it.</param>
/// <param name="StartedAt">When the speaker began; null before.</param>
/// <param name="RunningSince">Since when the clock runs; null while it stands.</param>
/// <param name="PausedAt">Since when the clock stands after it ran; null else.</param>
public sealed record ShownSpeaker(
    Guid SpeechId,
    SpeechKind Kind,
    string? Office,
    string? Participant,
    string? Name,
    ParticipantCategory? Category,
    string? OnBehalfOf,
    int? ReplyNumber,
    Guid? InscriptionId,
    int? LimitSeconds,
    double UsedSeconds,
    double? RemainingSeconds,
    double OverrunSeconds,
    DateTimeOffset GivenAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? RunningSince,
    DateTimeOffset? PausedAt)
{
    internal static ShownSpeaker Of(Speech speech, DateTimeOffset now, KnownEdition edition, bool named)
    {
        var used = speech.Used(now).TotalSeconds;
        return new ShownSpeaker(
            speech.Id,
            speech.Speaker.Kind,
            speech.Speaker.Office,
            named ? speech.Speaker.Participant : null,
            named ? speech.Speaker.Name : null,
            speech.Speaker.Category,
            speech.Speaker.OnBehalfOf,
            speech.Speaker.ReplyNumber,
            speech.Speaker.InscriptionId,
            speech.LimitSeconds,
            used,
            speech.LimitSeconds is { } limit ? Math.Max(0, limit - used) : null,
            speech.LimitSeconds is { } most ? Math.Max(0, used - most) : 0,
            edition.AtVenue(speech.GivenAt),
            edition.AtVenue(speech.StartedAt),
            edition.AtVenue(speech.RunningSince),
            edition.AtVenue(speech.PausedAt));
    }
}

/// <summary>Which microphone is on: that of who speaks or, while a point of order is heard, that of who raised it.</summary>
/// <param name="Participant">Whose; null when it is off, an office's, or where the caller may not know who speaks.</param>
/// <param name="Office">Whose, when an office opens.</param>
public sealed record ShownMicrophone(bool On, string? Participant, string? Office);

/// <summary>Who is to be called.</summary>
/// <param name="OnBehalfOf">Code of the group on whose behalf the statement is made; null when on its own.</param>
/// <param name="InscriptionId">Place on the speakers' list; null for a reply.</param>
/// <param name="ReplyId">The right of reply; null for all others.</param>
/// <param name="LimitSeconds">Null when no limit is known.</param>
public sealed record ShownCall(
    SpeechKind Kind, string? Office, string? Participant, string? Name, ParticipantCategory? Category, string? OnBehalfOf, int? ReplyNumber, Guid? InscriptionId, Guid? ReplyId, int? LimitSeconds)
{
    internal static ShownCall Of(Call call) => new(
        call.Speaker.Kind, call.Speaker.Office, call.Speaker.Participant, call.Speaker.Name, call.Speaker.Category, call.Speaker.OnBehalfOf, call.Speaker.ReplyNumber, call.Speaker.InscriptionId, call.Speaker.ReplyId, call.LimitSeconds);
}

/// <summary>A point of order that is before the presiding officer.</summary>
/// <param name="Participant">Null where the caller may not know who speaks.</param>
/// <param name="Name">Null where the caller may not know who speaks.</param>
public sealed record ShownPoint(Guid Id, string? Participant, string? Name, DateTimeOffset RaisedAt);

/// <summary>By which time the floor is shown.</summary>
/// <param name="Now">The edition's time when this was sent, with the venue's offset.</param>
/// <param name="Speed">Seconds of the edition per real second; 1 unless the edition is rehearsed.</param>
public sealed record ShownClock(DateTimeOffset Now, double Speed);

/// <summary>Who may know who speaks.</summary>
internal static class Attribution
{
    /// <summary>In plenary everybody; at a round table, where nothing is attributed, the secretariat and those who take its notes.</summary>
    public static bool SeesWhoSpeaks(this Caller caller, Floor floor) => floor.Kind is MeetingKind.Plenary || caller.Is(Role.Organizer) || caller.Is(Role.NoteTaker);
}

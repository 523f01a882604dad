using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Floors;

/// <summary>A speaker who can be called.</summary>
/// <param name="LimitSeconds">Null when no limit is known.</param>
public sealed record Call(Speaker Speaker, int? LimitSeconds);

/// <summary>The day of a plenary meeting, as the venue counts days.</summary>
/// <param name="LaterMeeting">Number of a plenary meeting that is still to sit on that day; null when this is the last one.</param>
/// <param name="Began">One of the day's plenary meetings was convened.</param>
public sealed record PlenaryDay(DateOnly Date, int? LaterMeeting, bool Began)
{
    public static PlenaryDay Of(Meeting meeting, IReadOnlyCollection<Meeting> plenary)
    {
        var date = DateOf(meeting);
        var day = plenary.Where(other => DateOf(other) == date).ToArray();
        var later = day.Where(other => other.Id != meeting.Id && other.Entry.StartsAt > meeting.Entry.StartsAt && other.Entry.State is MeetingState.Planned or MeetingState.InSession);
        return new PlenaryDay(date, later.Max(other => (int?)other.Entry.Number), day.Any(other => other.Entry.ConvenedAt is not null));
    }

    private static DateOnly DateOf(Meeting meeting) => DateOnly.FromDateTime(meeting.Entry.StartsAt.DateTime);
}

/// <summary>
/// The debate in plenary as it stands at one of its meetings, and in which order the floor is given there: openers, then the list in its order, those who were absent when
/// called last, then, when nobody is left on the day's last meeting, rights of reply as they were asked for. Whoever had a slot at a meeting that rose too early is called first at the next; whoever waits for a slot, at the last one.
/// </summary>
/// <param name="Risen">Plenary meetings that were concluded.</param>
/// <param name="Away">Delegations that have withdrawn: they are not called to reply.</param>
public sealed record OrderOfCalling(SpeakersList List, RightsOfReply Replies, PlenaryDay Day, KnownEdition Edition, IReadOnlySet<Guid> Risen, IReadOnlySet<Guid> Away)
{
    public static async Task<OrderOfCalling> Of(IQuerySession session, Meeting meeting, KnownEdition edition, CancellationToken ct)
    {
        var list = await session.LoadAsync<SpeakersList>(edition.Id, ct) ?? new SpeakersList { Id = edition.Id };
        var replies = await session.LoadAsync<RightsOfReply>(RightsOfReply.IdFor(edition.Id), ct) ?? new RightsOfReply { EditionId = edition.Id };
        return await Of(session, meeting, edition, list, replies, ct);
    }

    internal static async Task<OrderOfCalling> Of(IQuerySession session, Meeting meeting, KnownEdition edition, SpeakersList list, RightsOfReply replies, CancellationToken ct)
    {
        var plenary = await session.Query<Meeting>().Where(other => other.Entry.EditionId == edition.Id && other.Entry.Kind == MeetingKind.Plenary).ToListAsync(ct);
        var day = PlenaryDay.Of(meeting, plenary);
        Guid[] waiting = [.. replies.Waiting(day.Date).Select(reply => reply.DelegationId).Distinct()];
        var away = waiting.Length == 0 ? [] : await session.Query<KnownDelegation>()
            .Where(known => known.Id.IsOneOf(waiting) && known.Delegation.Standing == DelegationStanding.Withdrawn)
            .Select(known => known.Id)
            .ToListAsync(ct);
        return new OrderOfCalling(list, replies, day, edition, plenary.Where(other => other.Entry.State is MeetingState.Concluded).Select(other => other.Id).ToHashSet(), away.ToHashSet());
    }

    /// <summary>Who is to be called, in order; without who has the floor now.</summary>
    public IEnumerable<Call> UpNext(Floor floor)
    {
        Call[] statements = [.. Statements(floor)];
        return Day.LaterMeeting is null ? statements.Concat(WaitingReplies(floor)) : statements;
    }

    /// <summary>The day's last speaker was heard: the presiding officer noted it, or nobody is left on the list who has not spoken.</summary>
    public bool LastSpeakerWasHeard(Floor floor) => floor.LastSpeakerHeardAt is not null || (!Statements(floor).Any() && floor.Speech?.Speaker.InscriptionId is null);

    /// <exception cref="Refusal">The one who is named does not stand on the list, has spoken already, or is not called any more today.</exception>
    public Call Statement(Floor floor, Guid inscriptionId)
    {
        var entry = List.Entries.Find(entry => entry.Inscription.Id == inscriptionId)
            ?? throw new Refusal("inscription-unknown", $"Nobody stands on the speakers' list under {inscriptionId}.", "inscriptionId");
        if (entry.Statement is { } made)
            throw new Refusal("already-delivered", $"This statement was made already, at meeting {made.MeetingId}.", "inscriptionId");
        if (List.AwaitsLeave(entry))
            throw new Refusal("leave-needed", "The request came after the list was closed. It comes onto the list by the chair's leave only.", "inscriptionId");
        if (floor.LastSpeakerHeardAt is not null)
            throw new Refusal("last-speaker-heard", "The day's last speaker was heard. Only rights of reply are given the floor at this meeting.", "inscriptionId");
        return CallOf(entry);
    }

    /// <exception cref="Refusal">There is no such right of reply, or it is not its time.</exception>
    public Call Reply(Floor floor, Guid replyId)
    {
        var reply = Replies.Replies.Find(reply => reply.Id == replyId) ?? throw new Refusal("reply-unknown", $"Nobody asked for a right of reply {replyId}.", "replyId");
        if (reply.State is not ReplyState.Asked)
            throw new Refusal("reply-not-waiting", $"This right of reply does not wait to be given: it is {reply.State}.", "replyId");
        if (reply.Day != Day.Date)
            throw new Refusal("reply-of-another-day", $"The right of reply was asked for on {reply.Day:O} and lapsed with that day.", "replyId");
        if (Away.Contains(reply.DelegationId))
            throw new Refusal("participant-withdrew", $"{reply.Participant} has withdrawn from this edition.", "replyId");
        if (Day.LaterMeeting is { } later)
            throw new Refusal("before-last-speaker", $"Replies are given at the end of the day. Plenary meeting {later} is still to sit.", "replyId");
        if (!LastSpeakerWasHeard(floor))
            throw new Refusal("before-last-speaker", "Replies are given after the day's last speaker. Hear those who are left on the list, or note that the last speaker was heard.", "replyId");
        return CallOf(reply);
    }

    private IEnumerable<Call> Statements(Floor floor)
    {
        if (floor.LastSpeakerHeardAt is not null)
            return [];
        var absent = floor.Absent.Select(speaker => speaker.InscriptionId).ToHashSet();
        return List.InOrder().Where(entry => entry.Slot is { } missed && Risen.Contains(missed.MeetingId))
            .Concat(List.CalledAt(floor.MeetingId))
            .Concat(WaitingForSlots(floor))
            .Where(entry => entry.Statement is null && entry.Inscription.Id != floor.Speech?.Speaker.InscriptionId)
            .DistinctBy(entry => entry.Inscription.Id)
            // The list itself has another place for whoever was noted there as absent.
            .OrderBy(entry => absent.Contains(entry.Inscription.Id) && (entry.AbsentAt is null || (List.Plan is not null && entry.Slot is null)))
            .Select(CallOf);
    }

    /// <summary>At the last meeting of the debate nobody waits for a slot any more: whoever still does is called when the others were heard, as far as the time goes.</summary>
    private IEnumerable<Entry> WaitingForSlots(Floor floor) =>
        List.Plan is { } plan && plan.Sittings.TrueForAll(sitting => sitting.MeetingId == floor.MeetingId || Risen.Contains(sitting.MeetingId))
            ? List.InOrder().Where(entry => entry is { Slot: null, Inscription.Kind: StatementKind.Debate } && !List.AwaitsLeave(entry))
            : [];

    private IEnumerable<Call> WaitingReplies(Floor floor) =>
        Replies.Waiting(Day.Date).Where(reply => reply.Id != floor.Speech?.Speaker.ReplyId && !Away.Contains(reply.DelegationId)).Select(CallOf);

    private Call CallOf(Entry entry) => new(
        new Speaker
        {
            Kind = entry.Inscription.Kind is StatementKind.Opening ? SpeechKind.Opening : SpeechKind.Statement,
            InscriptionId = entry.Inscription.Id,
            Office = entry.Inscription.Office,
            DelegationId = entry.Inscription.DelegationId,
            Participant = entry.Inscription.Participant,
            Name = entry.Inscription.Name,
            Category = entry.Inscription.Category,
            OnBehalfOf = entry.Inscription.OnBehalfOf,
        },
        (int?)(60 * LimitOf(entry)));

    /// <summary>Minutes: of the list's plan, which gives groups more; else those of the edition's modalities; null when neither says.</summary>
    private decimal? LimitOf(Entry entry) =>
        // What an office says in opening has no limit, unless it was given one.
        entry.Inscription.Kind is StatementKind.Opening ? entry.LimitMinutes
        : List.Plan?.LimitOf(entry) ?? entry.LimitMinutes ?? Edition.Edition.ModalityProfile.SpeakingLimitMinutes;

    private Call CallOf(Reply reply)
    {
        var number = Replies.NextNumberOf(reply.DelegationId);
        return new Call(
            new Speaker
            {
                Kind = SpeechKind.RightOfReply,
                ReplyId = reply.Id,
                ReplyNumber = number,
                DelegationId = reply.DelegationId,
                Participant = reply.Participant,
                Name = reply.Name,
                Category = reply.Category,
            },
            RightsOfReply.LimitOf(number));
    }
}

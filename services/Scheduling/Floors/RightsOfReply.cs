using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Hosting.Store;

namespace Forum.Scheduling.Floors;

/// <summary>The rights of reply of an edition are kept from now on; the stream has an id that is made of the edition's.</summary>
public sealed record RightsOfReplyOpened(Guid RightsOfReplyId, Guid EditionId);

/// <summary>A delegation asked for the right of reply on a day.</summary>
public sealed record RightOfReplyAsked(Guid ReplyId, Guid DelegationId, string Participant, string Name, ParticipantCategory Category, DateOnly Day, DateTimeOffset At);

/// <summary>The delegation does not want to reply any more.</summary>
public sealed record RightOfReplyTakenBack(Guid ReplyId, DateTimeOffset At);

/// <summary>The delegation has the floor to reply.</summary>
/// <param name="Number">Whether it is its first or its second reply in the debate.</param>
public sealed record RightOfReplyGiven(Guid ReplyId, Guid MeetingId, int Number, DateTimeOffset At);

/// <summary>The reply was made.</summary>
public sealed record RightOfReplyExercised(Guid EditionId, Guid ReplyId, Guid DelegationId, string Participant, Guid MeetingId, int Number, DateTimeOffset At);

/// <summary>The delegation was not in the room when it was called to reply.</summary>
public sealed record RightOfReplyLapsed(Guid ReplyId, DateTimeOffset At);

/// <summary>Where a right of reply stands.</summary>
public enum ReplyState
{
    Asked,

    /// <summary>The delegation has the floor.</summary>
    Given,

    Exercised,
    TakenBack,

    /// <summary>The delegation was not there when it was called.</summary>
    Lapsed,
}

/// <summary>A right of reply that was asked for.</summary>
/// <param name="Day">Of the meetings whose statements are replied to; it is given at the end of that day or not at all.</param>
/// <param name="Number">1 or 2 once it was given; null before.</param>
/// <param name="MeetingId">Where it was given; null before.</param>
public sealed record Reply(
    Guid Id, Guid DelegationId, string Participant, string Name, ParticipantCategory Category, DateOnly Day, DateTimeOffset AskedAt, ReplyState State, int? Number = null, Guid? MeetingId = null);

/// <summary>
/// Who asked to reply and who did, over all days of an edition: its general debate is one item, and a delegation replies twice on an item at most,
/// first for ten minutes, then for five. Whether the speakers' list is closed does not matter here.
/// </summary>
public sealed record RightsOfReply
{
    /// <summary>Replies of a delegation on one item.</summary>
    public const int Most = 2;

    internal static readonly Type[] Events =
    [
        typeof(RightsOfReplyOpened), typeof(RightOfReplyAsked), typeof(RightOfReplyTakenBack), typeof(RightOfReplyGiven), typeof(RightOfReplyExercised), typeof(RightOfReplyLapsed),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream; 0 before anybody asked.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }

    /// <summary>In the order in which they were asked for.</summary>
    public ImmutableList<Reply> Replies { get; init; } = [];

    public static Guid IdFor(Guid editionId) => Beside.Of(editionId, 0x55);

    /// <summary>Seconds for a delegation's first and second reply.</summary>
    public static int LimitOf(int number) => number == 1 ? 600 : 300;

    /// <summary>Whether the delegation's next reply is its first or its second.</summary>
    public int NextNumberOf(Guid delegationId) => 1 + Replies.Count(reply => reply.DelegationId == delegationId && reply.State is ReplyState.Given or ReplyState.Exercised);

    /// <summary>Those that wait to be given on the day, in order.</summary>
    public IEnumerable<Reply> Waiting(DateOnly day) => Replies.Where(reply => reply.Day == day && reply.State is ReplyState.Asked);

    /// <exception cref="Refusal">The delegation has had, or has asked for, all the replies there are.</exception>
    public IEnumerable<object> Ask(Guid replyId, Guid delegationId, string participant, string name, ParticipantCategory category, DateOnly day, DateTimeOffset at)
    {
        // What was asked for on an earlier day and not given has lapsed with that day.
        var counted = Replies.Count(reply => reply.DelegationId == delegationId
            && (reply.State is ReplyState.Given or ReplyState.Exercised || (reply.State is ReplyState.Asked && reply.Day >= day)));
        if (counted >= Most)
            throw new Refusal("two-replies-at-most", $"{participant} has replied, or asked to, twice on this item already. There is no third reply.");
        yield return new RightOfReplyAsked(replyId, delegationId, participant, name, category, day, at);
    }

    /// <exception cref="Missing">There is no such right of reply.</exception>
    /// <exception cref="Refusal">It was given already.</exception>
    public IEnumerable<object> TakeBack(Guid replyId, DateTimeOffset at) => Find(replyId) switch
    {
        { State: ReplyState.Asked } => [new RightOfReplyTakenBack(replyId, at)],
        { State: ReplyState.TakenBack or ReplyState.Lapsed } => [],
        _ => throw new Refusal("reply-given", "The delegation has, or has had, the floor for this reply."),
    };

    /// <exception cref="Missing">There is no such right of reply.</exception>
    public Reply Find(Guid replyId) => Replies.Find(reply => reply.Id == replyId) ?? throw new Missing("right of reply", replyId);

    public RightsOfReply Evolve(object @event) => @event switch
    {
        RightsOfReplyOpened e => this with { Id = e.RightsOfReplyId, EditionId = e.EditionId },
        RightOfReplyAsked e => this with
        {
            Replies = Replies.Add(new Reply(e.ReplyId, e.DelegationId, e.Participant, e.Name, e.Category, e.Day, e.At, ReplyState.Asked)),
        },
        RightOfReplyTakenBack e => Replace(e.ReplyId, reply => reply with { State = ReplyState.TakenBack }),
        RightOfReplyGiven e => Replace(e.ReplyId, reply => reply with { State = ReplyState.Given, Number = e.Number, MeetingId = e.MeetingId }),
        RightOfReplyExercised e => Replace(e.ReplyId, reply => reply with { State = ReplyState.Exercised }),
        RightOfReplyLapsed e => Replace(e.ReplyId, reply => reply with { State = ReplyState.Lapsed, Number = null }),
        _ => this,
    };

    private RightsOfReply Replace(Guid replyId, Func<Reply, Reply> change) =>
        this with { Replies = [.. Replies.Select(reply => reply.Id == replyId ? change(reply) : reply)] };
}

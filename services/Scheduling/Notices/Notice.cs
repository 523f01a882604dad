using System.Collections.Immutable;

namespace Forum.Scheduling.Notices;

/// <summary>A notice was drafted, because a release changed what concerns the delegation. What it says stands beside the stream (<see cref="NoticeText"/>).</summary>
public sealed record NoticeDrafted(Guid NoticeId, NoticeMatter Matter, DateTimeOffset At);

/// <summary>The organizer has put it into other words.</summary>
public sealed record NoticeReworded(DateTimeOffset At);

/// <summary>The organizer has approved it: the delegation is told.</summary>
/// <param name="Reworded">True when it says it in the organizer's words.</param>
public sealed record NoticeIssued(NoticeMatter Matter, bool Reworded, DateTimeOffset At);

/// <summary>The organizer has decided that the delegation is not told; why stands beside the stream.</summary>
public sealed record NoticeDiscarded(DateTimeOffset At);

/// <summary>A later release came before the organizer had looked at it; another notice, if any is needed, tells of both.</summary>
public sealed record NoticeSuperseded(int Release, DateTimeOffset At);

/// <summary>What a notice is about.</summary>
/// <param name="DelegationId">Null when none is known here.</param>
/// <param name="Participant">Code of the participant.</param>
/// <param name="Release">The release that it tells of.</param>
/// <param name="ToldOf">The release that the delegation was told of last; null when of none.</param>
/// <param name="Changes">What is different for the delegation, a sentence each. Nobody is named.</param>
/// <param name="MeetingIds">The meetings that are spoken of.</param>
public sealed record NoticeMatter(
    Guid EditionId, Guid? DelegationId, string Participant, int Release, int? ToldOf, ImmutableList<string> Changes, ImmutableList<Guid> MeetingIds);

/// <summary>How far a notice has come.</summary>
public enum NoticeState
{
    /// <summary>In the outbox, for the organizer to look at.</summary>
    Drafted,
    Issued,
    Discarded,
    Superseded,
}

/// <summary>What a delegation is told of a release: drafted, then issued, discarded or superseded. It is issued once.</summary>
public sealed record Notice
{
    internal static readonly Type[] Events = [typeof(NoticeDrafted), typeof(NoticeReworded), typeof(NoticeIssued), typeof(NoticeDiscarded), typeof(NoticeSuperseded)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public NoticeMatter Matter { get; init; } = null!;
    public NoticeState State { get; init; }

    /// <summary>True when it was put into the organizer's words.</summary>
    public bool Reworded { get; init; }

    /// <summary>On the edition's clock.</summary>
    public DateTimeOffset DraftedAt { get; init; }

    /// <summary>When it was issued, discarded or superseded, on the edition's clock; null while it is a draft.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    public IEnumerable<object> Supersede(int release, DateTimeOffset now) => State is NoticeState.Drafted ? [new NoticeSuperseded(release, now)] : [];

    public Notice Evolve(object @event) => @event switch
    {
        NoticeDrafted e => this with { Id = e.NoticeId, Matter = e.Matter, State = NoticeState.Drafted, DraftedAt = e.At },
        NoticeReworded _ => this with { Reworded = true },
        NoticeIssued e => this with { State = NoticeState.Issued, SettledAt = e.At },
        NoticeDiscarded e => this with { State = NoticeState.Discarded, SettledAt = e.At },
        NoticeSuperseded e => this with { State = NoticeState.Superseded, SettledAt = e.At },
        _ => this,
    };
}

/// <summary>What a notice says, and why it was discarded: free words, beside the stream.</summary>
/// <param name="Id">Of the notice.</param>
/// <param name="DiscardedBecause">Null unless it was discarded.</param>
public sealed record NoticeText(Guid Id, Guid EditionId, Guid? DelegationId, string Text, string? DiscardedBecause = null);

/// <summary>For which release the notices of an edition were drafted last.</summary>
/// <param name="Id">Of the edition.</param>
public sealed record DraftedNotices(Guid Id, int Release);

/// <summary>Of which release a participant was told last; kept in the transaction that tells it.</summary>
/// <param name="Id">Of the edition and the participant.</param>
public sealed record ToldOfRelease(string Id, Guid EditionId, string Participant, int Release)
{
    public static ToldOfRelease Of(NoticeMatter matter) => new($"{matter.EditionId:N}/{matter.Participant}", matter.EditionId, matter.Participant, matter.Release);
}

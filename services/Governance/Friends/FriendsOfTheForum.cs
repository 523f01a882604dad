using Forum.Governance.Members;

namespace Forum.Governance.Friends;

/// <summary>What an observer among the Friends is.</summary>
public enum ObserverKind
{
    ObserverState,
    UnSystemEntity,
    InternationalOrganization,
    RegionalConsultativeProcess,
    NonState,
}

/// <summary>Somebody beside the Member States who is a Friend of the Forum.</summary>
/// <param name="Code">A code of its own.</param>
/// <param name="Name">Its public name.</param>
public sealed record FriendlyObserver(string Code, string Name, ObserverKind Kind, DateTimeOffset Since);

/// <summary>A meeting of the Friends between two editions.</summary>
/// <param name="EditionId">The edition it prepares.</param>
/// <param name="AgendaId">Where the agenda stands; null when there was none.</param>
public sealed record FriendsMeeting(Guid Id, Guid EditionId, DateOnly HeldOn, string Title, Guid? AgendaId);

/// <summary>The Friends of the Forum came to be: every Member of the United Nations, from the first day.</summary>
public sealed record FriendsConstituted(Guid FriendsId, Guid ChairmanshipId, DateTimeOffset At);

/// <summary>A Member State would rather not be a Friend.</summary>
public sealed record FriendOptedOut(string Participant, DateTimeOffset At);

/// <summary>A Member State that had opted out is a Friend again.</summary>
public sealed record FriendReturned(string Participant, DateTimeOffset At);

/// <summary>An observer joined the Friends.</summary>
public sealed record ObserverWelcomed(FriendlyObserver Observer);

/// <summary>An observer left the Friends.</summary>
public sealed record ObserverLeft(string Code, DateTimeOffset At);

/// <summary>The Friends met.</summary>
public sealed record FriendsMeetingRecorded(FriendsMeeting Meeting, DateTimeOffset At);

/// <summary>The sounding board of a chairmanship: every Member State unless it says otherwise, and observers.</summary>
public sealed record FriendsOfTheForum
{
    internal static readonly Type[] Events =
    [
        typeof(FriendsConstituted), typeof(FriendOptedOut), typeof(FriendReturned), typeof(ObserverWelcomed), typeof(ObserverLeft), typeof(FriendsMeetingRecorded),
    ];

    internal const string OnePerChairmanship = "one_body_of_friends_per_chairmanship";

    /// <summary>In principle so many meetings between two editions.</summary>
    public const int MeetingsBetweenEditions = 2;

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid ChairmanshipId { get; init; }

    /// <summary>Codes of the Member States that would rather not.</summary>
    public IReadOnlyList<string> OptedOut { get; init; } = [];

    public IReadOnlyList<FriendlyObserver> Observers { get; init; } = [];

    /// <summary>By day.</summary>
    public IReadOnlyList<FriendsMeeting> Meetings { get; init; } = [];

    public FriendsOfTheForum Evolve(object @event) => @event switch
    {
        FriendsConstituted e => this with { Id = e.FriendsId, ChairmanshipId = e.ChairmanshipId },
        FriendOptedOut e => this with { OptedOut = [.. OptedOut.Append(e.Participant).Order(StringComparer.Ordinal)] },
        FriendReturned e => this with { OptedOut = [.. OptedOut.Where(code => code != e.Participant)] },
        ObserverWelcomed e => this with { Observers = [.. Observers, e.Observer] },
        ObserverLeft e => this with { Observers = [.. Observers.Where(observer => observer.Code != e.Code)] },
        FriendsMeetingRecorded e => this with { Meetings = [.. Meetings.Append(e.Meeting).OrderBy(meeting => meeting.HeldOn)] },
        _ => this,
    };

    /// <summary>The Member States that are Friends on a day: all but those that opted out.</summary>
    public IEnumerable<Member> States(DateOnly day) => MemberList.AsOf(day).Where(member => !OptedOut.Contains(member.Code));
}

using Forum.Contracts.Registration;

namespace Forum.Registration.Delegations;

/// <summary>A State or an entity wrote that it comes; with whom is not known yet, and nobody outside Registration is told.</summary>
/// <param name="CommunicationId">What it wrote, outside the stream.</param>
public sealed record DelegationOpened(Guid DelegationId, Listing Listing, Guid CommunicationId, DateTimeOffset At);

/// <summary>A participant told the forum that it comes, and with whom.</summary>
/// <param name="Members">The head first.</param>
/// <param name="CommunicationId">What it wrote, outside the stream; null when it gave nothing in writing, or had been opened with it before.</param>
public sealed record DelegationAnnounced(Guid DelegationId, Listing Listing, IReadOnlyList<DelegationMember> Members, DateTimeOffset At, Guid? CommunicationId = null);

/// <summary>People joined or left the delegation, or belong to it in another capacity.</summary>
/// <param name="Reassigned">Each with role and rank as they are from then on.</param>
public sealed record CompositionChanged(
    Listing Listing, IReadOnlyList<DelegationMember> Added, IReadOnlyList<Guid> Removed, IReadOnlyList<DelegationMember> Reassigned, DateTimeOffset At);

/// <summary>Somebody stands in for another, in the same capacity and at the same place.</summary>
/// <param name="Leaving">Who belongs to the delegation no more.</param>
public sealed record MemberSubstituted(Listing Listing, Guid Leaving, DelegationMember Coming, DateTimeOffset At);

/// <summary>Somebody holds another function. Its title stands in the person's document.</summary>
public sealed record LevelChanged(Listing Listing, Guid PersonId, RankLevel Rank, DateTimeOffset At);

/// <summary>The delegation asked for a change after the window; until the secretariat approves it, all stays as it is. One that was waiting is superseded.</summary>
/// <param name="AmendmentId">What is asked for, outside the stream, for it names people.</param>
public sealed record AmendmentProposed(Guid AmendmentId, DateTimeOffset At);

/// <summary>The secretariat approved the amendment; what changed by it was said just before.</summary>
public sealed record AmendmentApproved(Guid AmendmentId, DateTimeOffset At);

/// <summary>The secretariat did not approve the amendment; why is noted among its actions.</summary>
public sealed record AmendmentRefused(Guid AmendmentId, DateTimeOffset At);

/// <summary>The delegation does not ask for it any more.</summary>
public sealed record AmendmentTakenBack(Guid AmendmentId, DateTimeOffset At);

/// <summary>The delegation asked for the floor in plenary.</summary>
public sealed record SpeakingRequested(Listing Listing);

/// <summary>The delegation said at which round tables it would sit, best first.</summary>
public sealed record RoundTableChoicesRanked(Listing Listing);

/// <summary>The delegation does not come after all.</summary>
/// <param name="RemarkId">The reason, in words that may name people and so stand outside the stream.</param>
public sealed record DelegationWithdrawn(Listing Listing, Guid RemarkId, DateTimeOffset At);

/// <summary>A delegation that had withdrawn comes again; what it had asked for it asks for anew.</summary>
public sealed record DelegationReturned(Listing Listing, DateTimeOffset At);

/// <summary>
/// What may be said of a delegation in public. Every event carries how the delegation is listed from then on,
/// so that others can be told of it without looking anything up. People are in it by id only.
/// </summary>
public sealed record Listing
{
    public required Guid EditionId { get; init; }

    /// <summary>Code of the participant, e.g. <c>FRA</c>.</summary>
    public required string Participant { get; init; }

    /// <summary>Official short name on the edition's date; an organization's own name.</summary>
    public required string Name { get; init; }

    public required ParticipantCategory Category { get; init; }

    /// <summary>Regional group on the edition's date; null for a State in no group and for whoever is not a Member State.</summary>
    public RegionalGroup? Group { get; init; }

    public required DelegationStanding Standing { get; init; }
    public required CredentialsState Credentials { get; init; }

    /// <summary>Null while the delegation is not announced, and so has no head.</summary>
    public required RankLevel? HeadRank { get; init; }

    /// <summary>How many people the delegation has, its head among them; 0 while it is not announced.</summary>
    public required int Members { get; init; }

    /// <summary>Ids of the people, the head's first; who they are stands in their own documents. Empty while it is not announced, and in what was listed before ids were.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];

    /// <summary>Who stood in for whom, the first time first, so that what somebody was to do at the forum passes on.</summary>
    public IReadOnlyList<StandIn> StandIns { get; init; } = [];

    /// <summary>When the request for the floor was received, on the edition's clock; null when none is in force.</summary>
    public DateTimeOffset? SpeakingRequestedAt { get; init; }

    /// <summary>Id under which the receipt of that request was acknowledged; null when none is in force, or it was received before there were such ids.</summary>
    public Guid? SpeakingAcknowledgement { get; init; }

    /// <summary>Numbers of the plenary meetings at which it would speak, best first; empty when any will do, or no request is in force.</summary>
    public IReadOnlyList<int> SpeakingPreferences { get; init; } = [];

    /// <summary>Code of the group on whose behalf it would speak, e.g. <c>G77</c>; null when on its own, or no request is in force.</summary>
    public string? SpeakingOnBehalfOf { get; init; }

    /// <summary>Numbers of the round tables it would sit at, best first; empty when no choices are in force.</summary>
    public IReadOnlyList<int> RoundTableChoices { get; init; } = [];

    /// <summary>At how many of the chosen round tables it asks for a seat.</summary>
    public int RoundTableSeats { get; init; }

    /// <summary>When the choices were received, on the edition's clock; null when none are in force.</summary>
    public DateTimeOffset? RoundTableChoicesAt { get; init; }

    /// <summary>When it withdrew last, on the edition's clock, though it may have come back since; null when it never did.</summary>
    public DateTimeOffset? LastWithdrawnAt { get; init; }
}

/// <summary>Somebody stands in for another.</summary>
public sealed record StandIn(Guid Leaving, Guid Coming);

/// <summary>A person's part in a delegation; who it is stands in the person's own document.</summary>
public sealed record DelegationMember(Guid PersonId, DelegationRole Role, RankLevel Rank);

/// <summary>In what capacity somebody belongs to a delegation (rules of procedure of the General Assembly, rule 25).</summary>
public enum DelegationRole
{
    /// <summary>One of the representatives.</summary>
    HeadOfDelegation,
    Representative,
    AlternateRepresentative,
    Adviser,
    TechnicalAdviser,
    Expert,
}

/// <summary>An amendment that waits for the secretariat.</summary>
/// <param name="At">When it was proposed, on the edition's clock.</param>
public sealed record WaitingAmendment(Guid Id, DateTimeOffset At);

/// <summary>What a withdrawn delegation had asked for, to be asked for anew if it comes back.</summary>
public sealed record SetAside(bool Speaking, IReadOnlyList<int> RoundTableChoices, int RoundTableSeats)
{
    public IReadOnlyList<int> SpeakingPreferences { get; init; } = [];
    public string? SpeakingOnBehalfOf { get; init; }
}

/// <summary>A participant's party at an edition of the forum, as the secretariat knows it.</summary>
public sealed record Delegation
{
    internal static readonly Type[] Events =
    [
        typeof(DelegationAnnounced), typeof(SpeakingRequested), typeof(RoundTableChoicesRanked),
        typeof(CredentialsReceived), typeof(CredentialsAccepted), typeof(CredentialsRejected), typeof(CredentialsReminderRaised),
        typeof(DelegationWithdrawn), typeof(DelegationReturned), typeof(DelegationArrived),
        typeof(DelegationOpened), typeof(CompositionChanged), typeof(MemberSubstituted), typeof(LevelChanged),
        typeof(AmendmentProposed), typeof(AmendmentApproved), typeof(AmendmentRefused), typeof(AmendmentTakenBack),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Listing Listing { get; init; } = null!;

    /// <summary>The head first; nobody while the delegation is not announced.</summary>
    public IReadOnlyList<DelegationMember> Members { get; init; } = [];

    /// <summary>When it was opened from a communication, on the edition's clock; null when it registered without.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>On the edition's clock; null while the delegation is not announced.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>The communication with which it began; null when it registered without.</summary>
    public Guid? CommunicationId { get; init; }

    /// <summary>What waits for the secretariat's approval; null when nothing does.</summary>
    public WaitingAmendment? Amendment { get; init; }

    /// <summary>On the edition's clock; null while the delegation comes.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it withdrew; null while the delegation comes.</summary>
    public Guid? RemarkId { get; init; }

    /// <summary>Null while the delegation comes.</summary>
    public SetAside? SetAside { get; init; }

    /// <summary>The credentials that came, in the order of their receipt.</summary>
    public IReadOnlyList<CredentialsPaper> Credentials { get; init; } = [];

    /// <summary>When it was reminded of its credentials, on the edition's clock; null when it was not.</summary>
    public DateTimeOffset? CredentialsRemindedAt { get; init; }

    /// <summary>Who of it arrived when. It stays, whatever becomes of the delegation: who has been present has been present.</summary>
    public IReadOnlyList<Arrival> Arrivals { get; init; } = [];

    /// <summary>When the first of it arrived, on the edition's clock; null before.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    public Delegation Evolve(object @event) => @event switch
    {
        DelegationOpened e => this with { Id = e.DelegationId, Listing = e.Listing, CommunicationId = e.CommunicationId, OpenedAt = e.At },
        DelegationAnnounced e => this with { Id = e.DelegationId, Listing = e.Listing, Members = e.Members, AnnouncedAt = e.At, CommunicationId = e.CommunicationId ?? CommunicationId },
        CompositionChanged e => this with { Listing = e.Listing, Members = Members.With(e) },
        MemberSubstituted e => this with { Listing = e.Listing, Members = Members.With(e) },
        LevelChanged e => this with { Listing = e.Listing, Members = Members.With(e) },
        AmendmentProposed e => this with { Amendment = new WaitingAmendment(e.AmendmentId, e.At) },
        AmendmentApproved _ => this with { Amendment = null },
        AmendmentRefused _ => this with { Amendment = null },
        AmendmentTakenBack _ => this with { Amendment = null },
        SpeakingRequested e => this with { Listing = e.Listing },
        RoundTableChoicesRanked e => this with { Listing = e.Listing },
        CredentialsReceived e => this with { Listing = e.Listing, Credentials = [.. Credentials, e.Paper] },
        CredentialsAccepted e => this with { Listing = e.Listing, Credentials = [.. Credentials.Select(paper => paper.Number == e.Number ? paper with { AcceptedAt = e.At } : paper)] },
        CredentialsRejected e => this with { Listing = e.Listing, Credentials = [.. Credentials.Select(paper => paper.Number == e.Number ? paper with { RejectedAt = e.At } : paper)] },
        CredentialsReminderRaised e => this with { Listing = e.Listing, CredentialsRemindedAt = e.At },
        DelegationWithdrawn e => this with
        {
            Listing = e.Listing,
            WithdrawnAt = e.At,
            RemarkId = e.RemarkId,
            Amendment = null,
            SetAside = new SetAside(Listing.SpeakingRequestedAt is not null, Listing.RoundTableChoices, Listing.RoundTableSeats)
            {
                SpeakingPreferences = Listing.SpeakingPreferences,
                SpeakingOnBehalfOf = Listing.SpeakingOnBehalfOf,
            },
        },
        DelegationReturned e => this with { Listing = e.Listing, WithdrawnAt = null, RemarkId = null, SetAside = null },
        DelegationArrived e => this with { Listing = e.Listing, Arrivals = [.. Arrivals, e.Arrival], ArrivedAt = ArrivedAt ?? e.Arrival.At },
        _ => this,
    };
}

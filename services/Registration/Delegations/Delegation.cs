using Forum.Contracts.Registration;

namespace Forum.Registration.Delegations;

/// <summary>A participant told the forum that it comes, and with whom.</summary>
/// <param name="Members">The head first.</param>
public sealed record DelegationAnnounced(Guid DelegationId, Listing Listing, IReadOnlyList<DelegationMember> Members, DateTimeOffset At);

/// <summary>The delegation asked for the floor in plenary.</summary>
public sealed record SpeakingRequested(Listing Listing);

/// <summary>The delegation said at which round tables it would sit, best first.</summary>
public sealed record RoundTableChoicesRanked(Listing Listing);

/// <summary>Credentials came, or were found to be other than recorded.</summary>
public sealed record CredentialsReceived(Listing Listing, DateTimeOffset At);

/// <summary>The delegation does not come after all.</summary>
/// <param name="RemarkId">The reason, in words that may name people and so stand outside the stream.</param>
public sealed record DelegationWithdrawn(Listing Listing, Guid RemarkId, DateTimeOffset At);

/// <summary>A delegation that had withdrawn comes again; what it had asked for it asks for anew.</summary>
public sealed record DelegationReturned(Listing Listing, DateTimeOffset At);

/// <summary>
/// What may be said of a delegation in public. Every event carries how the delegation is listed from then on,
/// so that others can be told of it without looking anything up. No person is in it.
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
    public required RankLevel HeadRank { get; init; }

    /// <summary>How many people the delegation has, its head among them.</summary>
    public required int Members { get; init; }

    /// <summary>When the request for the floor was received, on the edition's clock; null when none is in force.</summary>
    public DateTimeOffset? SpeakingRequestedAt { get; init; }

    /// <summary>Numbers of the round tables it would sit at, best first; empty when no choices are in force.</summary>
    public IReadOnlyList<int> RoundTableChoices { get; init; } = [];

    /// <summary>At how many of the chosen round tables it asks for a seat.</summary>
    public int RoundTableSeats { get; init; }

    /// <summary>When the choices were received, on the edition's clock; null when none are in force.</summary>
    public DateTimeOffset? RoundTableChoicesAt { get; init; }
}

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

/// <summary>What a withdrawn delegation had asked for, to be asked for anew if it comes back.</summary>
public sealed record SetAside(bool Speaking, IReadOnlyList<int> RoundTableChoices, int RoundTableSeats);

/// <summary>A participant's party at an edition of the forum, as the secretariat knows it.</summary>
public sealed record Delegation
{
    internal static readonly Type[] Events =
    [
        typeof(DelegationAnnounced), typeof(SpeakingRequested), typeof(RoundTableChoicesRanked),
        typeof(CredentialsReceived), typeof(DelegationWithdrawn), typeof(DelegationReturned),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Listing Listing { get; init; } = null!;

    /// <summary>The head first.</summary>
    public IReadOnlyList<DelegationMember> Members { get; init; } = [];

    /// <summary>On the edition's clock.</summary>
    public DateTimeOffset AnnouncedAt { get; init; }

    /// <summary>On the edition's clock; null while the delegation comes.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it withdrew; null while the delegation comes.</summary>
    public Guid? RemarkId { get; init; }

    /// <summary>Null while the delegation comes.</summary>
    public SetAside? SetAside { get; init; }

    public Delegation Evolve(object @event) => @event switch
    {
        DelegationAnnounced e => this with { Id = e.DelegationId, Listing = e.Listing, Members = e.Members, AnnouncedAt = e.At },
        SpeakingRequested e => this with { Listing = e.Listing },
        RoundTableChoicesRanked e => this with { Listing = e.Listing },
        CredentialsReceived e => this with { Listing = e.Listing },
        DelegationWithdrawn e => this with
        {
            Listing = e.Listing,
            WithdrawnAt = e.At,
            RemarkId = e.RemarkId,
            SetAside = new SetAside(Listing.SpeakingRequestedAt is not null, Listing.RoundTableChoices, Listing.RoundTableSeats),
        },
        DelegationReturned e => this with { Listing = e.Listing, WithdrawnAt = null, RemarkId = null, SetAside = null },
        _ => this,
    };
}

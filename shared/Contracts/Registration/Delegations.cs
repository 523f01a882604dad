using System.Text.Json.Serialization;

namespace Forum.Contracts.Registration;

/// <summary>A participant told the forum that it comes, and with whom.</summary>
public sealed record DelegationAnnounced
{
    public required Guid DelegationId { get; init; }

    /// <summary>Version of the delegation's stream; a later one supersedes, an earlier one is dropped.</summary>
    public required long Revision { get; init; }

    public required Delegation Delegation { get; init; }
}

/// <summary>Something in the delegation is no longer as announced: its composition, ranks or credentials.</summary>
public sealed record DelegationChanged
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }
}

/// <summary>The delegation does not come after all; whatever it held is free again.</summary>
public sealed record DelegationWithdrawn
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }
}

/// <summary>A delegation that had withdrawn comes again, at the end of every queue.</summary>
public sealed record DelegationReturned
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }
}

/// <summary>The delegation asks for the floor in plenary.</summary>
public sealed record SpeakingRequested
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }
}

/// <summary>The delegation said at which round tables it would like to sit, best first.</summary>
public sealed record RoundTableChoicesRanked
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }
}

/// <summary>The time for credentials has passed and the delegation has no full ones. It is a reminder: the delegation speaks and sits all the same.</summary>
public sealed record CredentialsReminderRaised
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }

    /// <summary>When full credentials were due.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset RaisedAt { get; init; }
}

/// <summary>The delegation, or somebody of it, is there: a badge was collected or checked in. Each arrival is told of once and stays, also when the delegation withdraws afterwards.</summary>
public sealed record DelegationArrived
{
    public required Guid DelegationId { get; init; }
    public required long Revision { get; init; }
    public required Delegation Delegation { get; init; }

    /// <summary>True when one of its members arrived, each told of once; false when it is known only that the delegation did.</summary>
    public required bool OfMember { get; init; }

    /// <summary>On the edition's clock.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
}

/// <summary>What the other services may know of a delegation, as of a revision. People are in it by id only.</summary>
public sealed record Delegation
{
    public required Guid EditionId { get; init; }

    /// <summary>Code of the participant on the list of the edition, e.g. <c>FRA</c>.</summary>
    public required string Participant { get; init; }

    /// <summary>Official short name, in English.</summary>
    public required string Name { get; init; }

    public required ParticipantCategory Category { get; init; }

    /// <summary>Regional group on the edition's date; null for a State in no group and for whoever is not a Member State.</summary>
    public RegionalGroup? Group { get; init; }

    public required DelegationStanding Standing { get; init; }
    public required CredentialsState Credentials { get; init; }

    /// <summary>Rank of the head of delegation.</summary>
    public required RankLevel HeadRank { get; init; }

    /// <summary>How many people the delegation has, its head among them.</summary>
    public required int Members { get; init; }

    /// <summary>Ids of the people, the head's first. Who they are, only Registration knows.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];

    /// <summary>Who stood in for whom, the first time first: what the one was to do at the forum passes to the other.</summary>
    public IReadOnlyList<StandIn> StandIns { get; init; } = [];

    /// <summary>When the request for the floor was received, on the edition's clock; null when there is none.</summary>
    public DateTimeOffset? SpeakingRequestedAt { get; init; }

    /// <summary>Id under which the receipt of that request was acknowledged; null when there is none.</summary>
    public Guid? SpeakingAcknowledgement { get; init; }

    /// <summary>Numbers of the plenary meetings at which it would speak, best first; null or empty when any will do, or it does not ask for the floor.</summary>
    public IReadOnlyList<int>? SpeakingPreferences { get; init; }

    /// <summary>Code of the group on whose behalf it would speak, e.g. <c>G77</c>; null when on its own, or it does not ask for the floor.</summary>
    public string? SpeakingOnBehalfOf { get; init; }

    /// <summary>Numbers of the round tables it would sit at, best first; empty when it asked for none.</summary>
    public required IReadOnlyList<int> RoundTableChoices { get; init; }

    /// <summary>At how many of the chosen round tables it asks for a seat; 0 when it asked for none.</summary>
    public required int RoundTableSeats { get; init; }

    /// <summary>When the choices were received, on the edition's clock; null when there are none.</summary>
    public DateTimeOffset? RoundTableChoicesAt { get; init; }

    /// <summary>When it withdrew last, on the edition's clock, though it may have come back since; null when it never did.</summary>
    public DateTimeOffset? LastWithdrawnAt { get; init; }
}

/// <summary>Somebody of a delegation stands in for another; both are ids of people.</summary>
public sealed record StandIn
{
    public required Guid Leaving { get; init; }
    public required Guid Coming { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<DelegationStanding>))]
public enum DelegationStanding
{
    /// <summary>Expected, but not announced yet. Registration tells of a delegation from its announcement on, so that no message says this.</summary>
    Invited,

    Announced,
    Withdrawn,
}

/// <summary>Authority to represent, apart from the badge. Provisional credentials let a delegation speak and sit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CredentialsState>))]
public enum CredentialsState
{
    None,

    /// <summary>A copy or a note verbale has come, or an original that was not accepted as full.</summary>
    Provisional,

    Full,
}

/// <summary>In what capacity somebody takes part (A/61/515, paras. 2-3).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParticipantCategory>))]
public enum ParticipantCategory
{
    MemberState,
    ObserverState,

    /// <summary>Intergovernmental entity or organization with a standing invitation to observe the Assembly.</summary>
    StandingInviteeEntity,

    /// <summary>Agency, fund or programme of the United Nations.</summary>
    UnSystemEntity,

    RegionalCommission,

    /// <summary>Organization in relation with the United Nations; in 2006 the IOM.</summary>
    RelatedOrganization,

    Ngo,
    CivilSociety,
    PrivateSector,
}

/// <summary>The function of a speaker, by level. Two orders rest on it: that of the floor and that of protocol.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RankLevel>))]
public enum RankLevel
{
    HeadOfState,
    VicePresident,
    CrownPrince,
    HeadOfGovernment,
    DeputyHeadOfGovernment,
    ForeignMinister,
    Minister,
    ViceMinister,
    HeadOfDelegation,
    PermanentRepresentative,
    Other,
}

/// <summary>The regional groups of the Assembly as they were called in 2006.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RegionalGroup>))]
public enum RegionalGroup
{
    African,
    Asian,
    EasternEuropean,

    /// <summary>Latin American and Caribbean States.</summary>
    Grulac,

    /// <summary>Western European and other States.</summary>
    Weog,
}

using Forum.Contracts.Registration;

namespace Forum.Registration.Participants;

/// <summary>What somebody on the list of participants is to the United Nations.</summary>
public enum ParticipantStatus
{
    MemberState,
    ObserverState,

    /// <summary>Has a standing invitation, but is no State.</summary>
    Entity,
}

/// <summary>A line of the list: what holds of a participant in a span of days.</summary>
public sealed record ListedParticipant
{
    /// <summary>Number of the participant. It outlives names and codes: Serbia has that of Serbia and Montenegro, whose seat it keeps.</summary>
    public required int Id { get; init; }

    /// <summary>ISO 3166-1 alpha-3 where there is one; otherwise a code of the forum's own.</summary>
    public required string Code { get; init; }

    /// <summary>UN M49 code, three digits; null for who has none.</summary>
    public string? M49 { get; init; }

    /// <summary>Official short name in these days, in English.</summary>
    public required string Name { get; init; }

    public required ParticipantStatus Status { get; init; }

    /// <summary>Regional group; null for who is in none.</summary>
    public RegionalGroup? Group { get; init; }

    /// <summary>First day; null when it is not known, and then before any edition.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; null when it still holds.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Official short name in these days, in the other languages.</summary>
    public NamesInOtherLanguages Names { get; init; } = NamesInOtherLanguages.Unknown;

    /// <summary>Key of the source, among the sources of the list.</summary>
    public required string Provenance { get; init; }

    public string Note { get; init; } = "";

    /// <summary>The one category in which it takes part.</summary>
    public ParticipantCategory Category => Status switch
    {
        ParticipantStatus.MemberState => ParticipantCategory.MemberState,
        ParticipantStatus.ObserverState => ParticipantCategory.ObserverState,
        ParticipantStatus.Entity => ParticipantCategory.StandingInviteeEntity,
    };

    public bool HoldsOn(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);

    /// <summary>True when there is a day on which both lines hold.</summary>
    public bool Meets(ListedParticipant other) => (To is null || other.From is null || other.From <= To) && (other.To is null || From is null || From <= other.To);
}

/// <summary>A name in the official languages of the United Nations but English. What is null is not known, and no other language stands in for it.</summary>
public sealed record NamesInOtherLanguages(string? Ar, string? Es, string? Fr, string? Ru, string? Zh)
{
    public static readonly NamesInOtherLanguages Unknown = new(null, null, null, null, null);
}

/// <summary>Where a datum comes from.</summary>
/// <param name="Locator">Where it can be looked up.</param>
/// <param name="Note">What to bear in mind; null when there is nothing.</param>
public sealed record Provenance(ProvenanceSource Source, string Locator, string? Note);

/// <summary>What kind of source it is. Nobody's memory is one.</summary>
public enum ProvenanceSource
{
    /// <summary>The document from which the forum started, A/61/515.</summary>
    Seed,

    /// <summary>A public page or file.</summary>
    StoredPage,

    /// <summary>Follows from other data.</summary>
    Derived,

    /// <summary>Made up, and marked so.</summary>
    Synthetic,

    /// <summary>A newer list, for which the secretariat named its source.</summary>
    Secretariat,
}

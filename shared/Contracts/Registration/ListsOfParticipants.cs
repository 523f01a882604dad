using System.Text.Json.Serialization;

namespace Forum.Contracts.Registration;

/// <summary>The list of participants of an edition was issued under a document symbol; this issue of it does not change any more. No person is in the message.</summary>
public sealed record ListOfParticipantsIssued
{
    public required Guid ListId { get; init; }

    /// <summary>Version of the list's stream, and number of the issue: 1 for the first one.</summary>
    public required long Revision { get; init; }

    public required Guid EditionId { get; init; }

    /// <summary>Document symbol with its suffix, e.g. <c>A/INF/61/4/Rev.1</c>.</summary>
    public required string Symbol { get; init; }

    public required ListKind Kind { get; init; }

    /// <summary>Date on the masthead.</summary>
    public required DateOnly IssuedOn { get; init; }

    /// <summary>How many delegations are on it.</summary>
    public required int Delegations { get; init; }

    /// <summary>How many people are on it.</summary>
    public required int People { get; init; }

    /// <summary>SHA-256 of the frozen content, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }
}

/// <summary>Whether more of a list is expected to come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ListKind>))]
public enum ListKind
{
    /// <summary>For the secretariat and the delegations, to be checked: a later issue is expected.</summary>
    Provisional,

    /// <summary>Who took part; public.</summary>
    Final,
}

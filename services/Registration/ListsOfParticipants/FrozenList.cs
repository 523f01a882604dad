using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Registration.Delegations;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>
/// An issued list as it was frozen: who comes, in the order of the document. A person is an id with a part in a delegation; the name is printed from <see cref="PersonInPrint"/>,
/// and can be taken away there while order, counts and hash of the document stay.
/// </summary>
public sealed record FrozenList
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public string Language { get; init; } = "en";

    /// <summary>With its suffix, e.g. <c>A/INF/61/4/Rev.1</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>1 for the first issue.</summary>
    public required int Number { get; init; }

    public required ListKind Kind { get; init; }

    /// <summary>Date on the masthead, in the venue's zone.</summary>
    public required DateOnly Date { get; init; }

    public required ListedEdition Edition { get; init; }

    /// <summary>What is to be said of how the list came about; null when there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>Delegations and people on the list are counted from itself. These two are not.</summary>
    public required Attendance Attendance { get; init; }

    /// <summary>What is other than in the issue before; null in the first one.</summary>
    public ListChanges? Changes { get; init; }

    public required IReadOnlyList<FrozenDelegation> Delegations { get; init; }

    public int CountPeople() => Delegations.Sum(delegation => delegation.People.Count);

    /// <summary>The text that is kept, to the letter.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    public static FrozenList Read(string content) => JsonSerializer.Deserialize<FrozenList>(content, Json) ?? throw new JsonException("The list is null.");

    /// <summary>SHA-256 of the text in UTF-8, lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>The edition whose list it is.</summary>
/// <param name="Rehearsal">True when it was held on the clock of a rehearsal.</param>
public sealed record ListedEdition(Guid Id, string Code, string Title, DateOnly StartsOn, DateOnly EndsOn, string Venue, bool Rehearsal)
{
    internal static ListedEdition Of(Guid id, Edition edition) =>
        new(id, edition.Code, edition.Title, edition.StartsOn, edition.EndsOn, edition.Venue, edition.Clock.Kind is ClockKind.Rehearsal);
}

/// <summary>A number, or why it is not known.</summary>
public sealed record Tally(int? Value, string? Unknown)
{
    public static Tally Of(int value) => new(value, null);

    public static Tally NotKnown(string reason) => new(null, reason);
}

/// <summary>How many delegations were there, and how many spoke. Each is counted from events of its own; neither follows from who registered or from the other.</summary>
public sealed record Attendance(Tally Present, Tally Spoke)
{
    public static Attendance NotKnown { get; } = new(
        Tally.NotKnown("No arrival was recorded."),
        Tally.NotKnown("Statements are recorded with the meetings and not with the registration."));

    /// <summary>What arrivals say; of statements nothing is known here.</summary>
    public static Attendance Of(IEnumerable<Delegations.Delegation> delegations) => delegations.Count(delegation => delegation.ArrivedAt is not null) is var present and > 0
        ? NotKnown with { Present = Tally.Of(present) }
        : NotKnown;
}

/// <summary>A delegation on the list.</summary>
/// <param name="People">In protocol order.</param>
public sealed record FrozenDelegation(string Participant, string Name, ParticipantCategory Category, IReadOnlyList<FrozenPerson> People);

/// <summary>Somebody on the list.</summary>
/// <param name="Seal">Says whether the name that is printed is the one that was frozen (<see cref="PersonInPrint"/>); null for whom no name was held any more.</param>
public sealed record FrozenPerson(Guid PersonId, DelegationRole Role, string? Seal);

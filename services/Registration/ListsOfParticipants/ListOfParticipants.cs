using ListKind = Forum.Contracts.Registration.ListKind;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>The list was issued as it stood. What is printed stands beside the stream, with this hash; no person is in the event.</summary>
/// <param name="Number">1 for the first issue; the second one is the first revision.</param>
/// <param name="Symbol">With its suffix, e.g. <c>A/INF/61/4/Rev.1</c>.</param>
/// <param name="Date">Date on the masthead, in the venue's zone.</param>
/// <param name="Delegations">How many are on it.</param>
/// <param name="People">How many are on it.</param>
/// <param name="ContentHash">SHA-256 of the frozen content in UTF-8, lower-case hexadecimal.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record ListOfParticipantsIssued(
    Guid ListId, Guid EditionId, int Number, string Symbol, ListKind Kind, DateOnly Date, int Delegations, int People, string ContentHash, DateTimeOffset At);

/// <summary>
/// The list of participants of an edition (an INF document), from its first issue to its last. Each issue is the whole list as it stood then and never changes;
/// what changes afterwards is in the next one, which has the same symbol with Rev.1, Rev.2 and so on.
/// </summary>
public sealed record ListOfParticipants
{
    internal static readonly Type[] Events = [typeof(ListOfParticipantsIssued)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }

    /// <summary>Symbol of the first issue, without a suffix; those of the others extend it.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ListOfParticipantsIssued> Issues { get; init; } = [];

    public bool IsFinal => Issues is [.., { Kind: ListKind.Final }];

    public ListOfParticipants Evolve(object @event) => @event switch
    {
        ListOfParticipantsIssued e => this with
        {
            Id = e.ListId,
            EditionId = e.EditionId,
            Symbol = Issues is [] ? e.Symbol : Symbol,
            Issues = [.. Issues, e],
        },
        _ => this,
    };
}

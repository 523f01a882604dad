using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Delegations;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>The edition has a speakers' list; the stream has the edition's id.</summary>
public sealed record SpeakersListOpened(Guid EditionId);

/// <summary>A speaker stands on the list from now on.</summary>
public sealed record SpeakerInscribed(Inscription Inscription);

/// <summary>The speaker who will speak is of another level than the one who was inscribed.</summary>
public sealed record LevelChanged(Guid InscriptionId, RankLevel Rank);

/// <summary>A speaker was taken off the list before the statement.</summary>
public sealed record InscriptionWithdrawn(Inscription Inscription);

/// <summary>The statement was made in plenary.</summary>
/// <param name="Inscription">As it stood then: the rank is that of the speaker who spoke.</param>
/// <param name="At">On the edition's clock.</param>
public sealed record StatementDelivered(Inscription Inscription, Guid MeetingId, DateTimeOffset At);

/// <summary>An entry of the speakers' list: an office that opens, or a participant in the debate.</summary>
public sealed record Inscription
{
    public required Guid Id { get; init; }
    public required StatementKind Kind { get; init; }

    /// <summary>When the request was received, on the edition's clock; for an opener, when it was inscribed.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The office that opens, e.g. "Secretary-General"; null for a participant.</summary>
    public string? Office { get; init; }

    /// <summary>Who holds the office and speaks in public; null when not known or for a participant.</summary>
    public string? OfficeHolder { get; init; }

    /// <summary>Null for an opener, as is all that follows.</summary>
    public Guid? DelegationId { get; init; }

    public string? Participant { get; init; }

    /// <summary>Official short name of the participant.</summary>
    public string? Name { get; init; }

    public ParticipantCategory? Category { get; init; }

    /// <summary>Regional group of a Member State; null when in none.</summary>
    public RegionalGroup? Group { get; init; }

    public RankLevel? Rank { get; init; }
}

/// <summary>A place on the list, and the statement if it was made.</summary>
public sealed record Entry(Inscription Inscription, Statement? Statement = null);

/// <summary>A statement that was made: where and when, on the edition's clock.</summary>
public sealed record Statement(Guid MeetingId, DateTimeOffset At);

/// <summary>Who has asked for the floor in plenary and who has had it: one list per edition, one statement per delegation.</summary>
public sealed record SpeakersList
{
    internal static readonly Type[] Events =
        [typeof(SpeakersListOpened), typeof(SpeakerInscribed), typeof(LevelChanged), typeof(InscriptionWithdrawn), typeof(StatementDelivered)];

    /// <summary>The edition's id.</summary>
    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>Who stands on the list, in the order of inscription; whoever was taken off is not here any more.</summary>
    public ImmutableList<Entry> Entries { get; init; } = [];

    /// <summary>The list as it is called: the openers as inscribed, then the debate by receipt; of two received at the same instant the participant's code decides.</summary>
    public IEnumerable<Entry> InOrder() =>
    [
        .. Entries.Where(entry => entry.Inscription.Kind is StatementKind.Opening),
        .. Entries.Where(entry => entry.Inscription.Kind is StatementKind.Debate)
            .OrderBy(entry => entry.Inscription.ReceivedAt)
            .ThenBy(entry => entry.Inscription.Participant, StringComparer.Ordinal),
    ];

    /// <summary>Brings one delegation's entry into line with what it asks for. A statement that was made stays, whatever the delegation does afterwards.</summary>
    /// <param name="floor">Its request; null when it has none.</param>
    /// <param name="next">Id of the inscription, should there be a new one.</param>
    public IEnumerable<object> Follow(Guid delegationId, FloorRequest? floor, Guid next)
    {
        var entry = Entries.Find(entry => entry.Inscription.DelegationId == delegationId);
        return (entry, floor) switch
        {
            ({ Statement: not null }, _) or (null, null) => [],
            (null, { } asked) => [new SpeakerInscribed(Inscribe(asked, next))],
            ({ } held, null) => [new InscriptionWithdrawn(held.Inscription)],
            ({ } held, { } asked) when held.Inscription.ReceivedAt != asked.ReceivedAt =>
                // It withdrew and came back: to the end of the queue, not to its old place.
                [new InscriptionWithdrawn(held.Inscription), new SpeakerInscribed(Inscribe(asked, next))],
            ({ } held, { } asked) when held.Inscription.Rank != asked.Rank => [new LevelChanged(held.Inscription.Id, asked.Rank)],
            _ => [],
        };
    }

    public SpeakersList Evolve(object @event) => @event switch
    {
        SpeakersListOpened e => this with { Id = e.EditionId },
        SpeakerInscribed e => this with { Entries = Entries.Add(new Entry(e.Inscription)) },
        LevelChanged e => Replace(e.InscriptionId, entry => entry with { Inscription = entry.Inscription with { Rank = e.Rank } }),
        InscriptionWithdrawn e => this with { Entries = Entries.RemoveAll(entry => entry.Inscription.Id == e.Inscription.Id) },
        StatementDelivered e => Replace(e.Inscription.Id, entry => entry with { Statement = new Statement(e.MeetingId, e.At) }),
        _ => this,
    };

    private SpeakersList Replace(Guid inscriptionId, Func<Entry, Entry> change) =>
        this with { Entries = [.. Entries.Select(entry => entry.Inscription.Id == inscriptionId ? change(entry) : entry)] };

    private static Inscription Inscribe(FloorRequest asked, Guid id) => new()
    {
        Id = id,
        Kind = StatementKind.Debate,
        ReceivedAt = asked.ReceivedAt,
        DelegationId = asked.DelegationId,
        Participant = asked.Participant,
        Name = asked.Name,
        Category = asked.Category,
        Group = asked.Group,
        Rank = asked.Rank,
    };
}

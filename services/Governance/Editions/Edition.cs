using Forum.Contracts.Governance;

namespace Forum.Governance.Editions;

/// <summary>An edition of the forum was announced, with what it is held under.</summary>
public sealed record EditionAnnounced(Guid EditionId, EditionPlan Plan, DateTimeOffset At);

/// <summary>From now on delegations may register.</summary>
public sealed record RegistrationOpened(EditionPlan Plan, DateTimeOffset At);

/// <summary>From now on no delegation may register.</summary>
public sealed record RegistrationClosed(EditionPlan Plan, DateTimeOffset At);

/// <summary>The edition is over.</summary>
public sealed record EditionClosed(EditionPlan Plan, DateTimeOffset At);

/// <summary>From the instant in the plan on delegations may ask for the floor in plenary.</summary>
/// <param name="State">The edition's, which does not change by it.</param>
public sealed record SpeakersListOpeningAnnounced(EditionPlan Plan, EditionState State, DateTimeOffset At);

/// <summary>What an edition is: when, where, who counts as what, under which modalities, by which clock.</summary>
public sealed record EditionPlan
{
    public required string Code { get; init; }
    public required string Title { get; init; }

    /// <summary>First day, in the venue's zone.</summary>
    public required DateOnly StartsOn { get; init; }

    /// <summary>Last day, in the venue's zone.</summary>
    public required DateOnly EndsOn { get; init; }

    public required string Venue { get; init; }

    /// <summary>IANA zone of the venue.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The day whose list of participants applies.</summary>
    public required DateOnly ParticipantsAsOf { get; init; }

    public required ModalityProfile ModalityProfile { get; init; }
    public required OutcomeType OutcomeType { get; init; }
    public required EditionClock Clock { get; init; }

    /// <summary>From when on delegations may ask for the floor in plenary, with the venue's offset; null when no instant was announced, and they may as soon as they are registered.</summary>
    public DateTimeOffset? SpeakersListOpensAt { get; init; }
}

/// <summary>An edition of the forum, as the secretariat holds it.</summary>
public sealed record Edition
{
    internal static readonly Type[] Events = [typeof(EditionAnnounced), typeof(RegistrationOpened), typeof(RegistrationClosed), typeof(EditionClosed), typeof(PaperIssued), typeof(SpeakersListOpeningAnnounced)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public EditionPlan Plan { get; init; } = null!;
    public EditionState State { get; init; }

    /// <summary>The public papers, in the order of their issue.</summary>
    public IReadOnlyList<PaperIssued> Papers { get; init; } = [];

    // Marten's generator sees only arms that declare something, so an event whose content does not matter is still declared, with a discard.
    public Edition Evolve(object @event) => @event switch
    {
        EditionAnnounced e => this with { Id = e.EditionId, Plan = e.Plan, State = EditionState.Announced },
        RegistrationOpened _ => this with { State = EditionState.RegistrationOpen },
        RegistrationClosed _ => this with { State = EditionState.RegistrationClosed },
        EditionClosed _ => this with { State = EditionState.Closed },
        SpeakersListOpeningAnnounced e => this with { Plan = e.Plan },
        PaperIssued e => this with { Papers = [.. Papers, e] },
        _ => this,
    };
}

using Forum.Contracts.Registration;
using Forum.Hosting.Store;

namespace Forum.Registration.Organizations;

/// <summary>An organization would like to take part.</summary>
/// <param name="ProfileId">What it says of itself, in words that may name people and so stand beside the stream.</param>
public sealed record OrganizationProposed(Guid OrganizationId, Accreditation Accreditation, Guid ProfileId, DateTimeOffset At);

/// <summary>The Member States are shown it: who objects says so until the deadline.</summary>
public sealed record OrganizationCirculated(Accreditation Accreditation, DateTimeOffset At);

/// <summary>A Member State objects.</summary>
/// <param name="Member">Its code.</param>
/// <param name="ReasonId">Why, beside the stream.</param>
public sealed record OrganizationObjected(Accreditation Accreditation, string Member, Guid ReasonId, DateTimeOffset At);

/// <summary>The Member State objects no more.</summary>
public sealed record ObjectionWithdrawn(Accreditation Accreditation, string Member, DateTimeOffset At);

/// <summary>The deadline passed while a Member State objected: the organization is not admitted to this edition.</summary>
public sealed record CirculationEnded(Accreditation Accreditation, DateTimeOffset At);

/// <summary>The organization is admitted and may register its delegation.</summary>
public sealed record OrganizationCleared(Accreditation Accreditation, Clearance By, DateTimeOffset At);

/// <summary>The proposal was taken back.</summary>
public sealed record ProposalWithdrawn(Accreditation Accreditation, DateTimeOffset At);

/// <summary>
/// What may be said of an organization's accreditation to whoever has to do with it. Every event carries how it stands from then on, so that others can be
/// told of it without looking anything up.
/// </summary>
public sealed record Accreditation
{
    public required Guid EditionId { get; init; }

    /// <summary>Unique in the edition, and no code of the list of participants; its delegation registers under it.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }
    public required ParticipantCategory Category { get; init; }
    public required AccreditationStanding Standing { get; init; }

    /// <summary>Until when Member States may object, on the edition's clock; null while it was not circulated.</summary>
    public DateTimeOffset? CirculatedUntil { get; init; }
}

/// <summary>How an organization came to be admitted.</summary>
public enum Clearance
{
    /// <summary>Nobody objected until the deadline.</summary>
    NoObjection,

    /// <summary>By the secretariat, where the edition's modalities do not ask for no-objection, or are not known to.</summary>
    Secretariat,
}

/// <summary>A Member State's objection.</summary>
/// <param name="WithdrawnAt">On the edition's clock; null while it stands.</param>
public sealed record Objection(string Member, Guid ReasonId, DateTimeOffset At, DateTimeOffset? WithdrawnAt = null)
{
    public bool Stands => WithdrawnAt is null;
}

/// <summary>
/// An organization of civil society on its way to an edition, until it is admitted or not. That it is admitted is another thing than that its delegation is registered.
/// All times are those of the edition's clock.
/// </summary>
public sealed record Organization
{
    internal static readonly Type[] Events =
    [
        typeof(OrganizationProposed), typeof(OrganizationCirculated), typeof(OrganizationObjected), typeof(ObjectionWithdrawn),
        typeof(CirculationEnded), typeof(OrganizationCleared), typeof(ProposalWithdrawn),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Accreditation Accreditation { get; init; } = null!;
    public Guid ProfileId { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public DateTimeOffset? CirculatedAt { get; init; }

    /// <summary>When the deadline passed while somebody objected; null when it has not, or passed without.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }
    public Clearance? ClearedBy { get; init; }

    /// <summary>All there were, those that were withdrawn too.</summary>
    public IReadOnlyList<Objection> Objections { get; init; } = [];

    public Organization Evolve(object @event) => @event switch
    {
        OrganizationProposed e => new Organization { Id = e.OrganizationId, Version = Version, Accreditation = e.Accreditation, ProfileId = e.ProfileId, ProposedAt = e.At },
        OrganizationCirculated e => this with { Accreditation = e.Accreditation, CirculatedAt = e.At },
        OrganizationObjected e => this with { Accreditation = e.Accreditation, Objections = [.. Objections, new Objection(e.Member, e.ReasonId, e.At)] },
        ObjectionWithdrawn e => this with { Accreditation = e.Accreditation, Objections = Without(e.Member, e.At) },
        CirculationEnded e => this with { Accreditation = e.Accreditation, EndedAt = e.At },
        OrganizationCleared e => this with { Accreditation = e.Accreditation, ClearedAt = e.At, ClearedBy = e.By },
        ProposalWithdrawn e => this with { Accreditation = e.Accreditation },
        _ => this,
    };

    /// <summary>The objections once the Member State's was withdrawn.</summary>
    internal IReadOnlyList<Objection> Without(string member, DateTimeOffset at) =>
        [.. Objections.Select(objection => objection.Stands && objection.Member == member ? objection with { WithdrawnAt = at } : objection)];

    /// <summary>Whoever belongs to civil society takes part only when it is admitted.</summary>
    public static bool IsAskedOf(ParticipantCategory category) => category is ParticipantCategory.Ngo or ParticipantCategory.CivilSociety or ParticipantCategory.PrivateSector;

    internal bool IsObjectedToBy(string member) => Objections.Any(objection => objection.Stands && objection.Member == member);

    /// <exception cref="Refusal">It is not before the Member States, or not any more.</exception>
    internal void MustCirculate(DateTimeOffset now)
    {
        if (Accreditation.Standing is not (AccreditationStanding.Circulated or AccreditationStanding.Objected))
            throw new Refusal("not-circulated", "The organization is not before the Member States.");
        // The deadline holds also where what comes of it is not recorded yet.
        if (EndedAt is not null || now >= Accreditation.CirculatedUntil)
            throw new Refusal("circulation-over", $"The deadline has passed: {Accreditation.CirculatedUntil:yyyy-MM-dd HH:mm} UTC on the edition's clock.");
    }
}

/// <summary>Free words about an organization: what it says of itself, why a Member State objects. They may name people, so they stand beside the stream.</summary>
public sealed record OrganizationText(Guid Id, Guid OrganizationId, string Text);

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Meetings;

/// <summary>A meeting stands in the programme of work.</summary>
public sealed record MeetingPlanned(Guid MeetingId, ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting stands otherwise in the programme: its title, times, room or services.</summary>
public sealed record MeetingChanged(ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting is interpreted into these languages, by these teams.</summary>
public sealed record InterpretationAssigned(ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>A meeting that is served as available gave its room or its interpreters to one that is served in any case.</summary>
/// <param name="To">The meeting that needs them.</param>
/// <param name="RoomId">The room that it lost; null when it lost none.</param>
/// <param name="Teams">The teams that it lost.</param>
public sealed record ServicesYielded(Guid To, Guid? RoomId, ImmutableList<Guid> Teams, ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting was called off. It stays in the programme as cancelled.</summary>
/// <param name="ReasonId">Why, outside the stream, for it is written freely.</param>
public sealed record MeetingCancelled(ProgrammeEntry Entry, Guid ReasonId, DateTimeOffset At);

/// <summary>Somebody was named to an office of the meeting.</summary>
/// <param name="PersonId">Whom Registration knows by this id; null when it is nobody of a delegation, or not said who.</param>
/// <param name="ReasonId">Why the officer is of a regional group that has a chair already, outside the stream; null when there is no exception.</param>
public sealed record OfficerDesignated(DesignatedOfficer Officer, ProgrammeEntry Entry, DateTimeOffset At, Guid? PersonId = null, Guid? ReasonId = null);

/// <summary>The secretariat released somebody from an office, which is vacant since.</summary>
/// <param name="ReasonId">Why, outside the stream.</param>
public sealed record OfficerReleased(DesignatedOfficer Officer, ProgrammeEntry Entry, Guid ReasonId, DateTimeOffset At);

/// <summary>The meeting was called to order.</summary>
public sealed record MeetingConvened(ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting is interrupted, to go on later.</summary>
public sealed record MeetingSuspended(ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting goes on.</summary>
public sealed record MeetingResumed(ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting rose.</summary>
public sealed record MeetingConcluded(ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>A meeting as it stands in the programme of work after an event.</summary>
public sealed record ProgrammeEntry
{
    public required Guid EditionId { get; init; }
    public required MeetingKind Kind { get; init; }

    /// <summary>Among the meetings of its kind, from 1.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>Planned, with the venue's offset.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Planned, with the venue's offset.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public Guid? RoomId { get; init; }

    /// <summary>The room's name.</summary>
    public string? Room { get; init; }

    /// <summary>Whether it has its room and its interpreters in any case, or as they are available.</summary>
    public ServiceLevel Service { get; init; }

    /// <summary>Into which it is interpreted.</summary>
    public ImmutableList<Language> Languages { get; init; } = [];

    /// <summary>The interpretation teams that serve it.</summary>
    public ImmutableList<Guid> Teams { get; init; } = [];

    /// <summary>True when its chair and its rapporteur may come from one delegation; by default they may not.</summary>
    public bool ChairAndRapporteurOfOneDelegation { get; init; }

    public ImmutableList<DesignatedOfficer> Officers { get; init; } = [];

    /// <summary>Offices that fell vacant by a withdrawal or a release, the first to do so first.</summary>
    public ImmutableList<Vacancy> Vacancies { get; init; } = [];

    /// <summary>True when whoever was to chair is gone and nobody is left to do it.</summary>
    public bool ChairIsVacant() => Vacancies.Exists(vacancy => vacancy.Role.Chairs()) && !Officers.Exists(officer => officer.Role.Chairs());

    public MeetingState State { get; init; }

    /// <summary>When it was called to order, on the edition's clock; null before.</summary>
    public DateTimeOffset? ConvenedAt { get; init; }

    /// <summary>When it rose, on the edition's clock; null before.</summary>
    public DateTimeOffset? ConcludedAt { get; init; }

    /// <summary>When it was called off, on the edition's clock; null unless it was.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Nothing happens at a meeting before it was called to order; a rehearsal's clock may be behind the times that it was given.</summary>
    public DateTimeOffset NotBeforeConvening(DateTimeOffset at) => ConvenedAt > at ? ConvenedAt.Value : at;

    /// <summary>False once it has risen or was called off.</summary>
    public bool IsToBeHeld() => State is not (MeetingState.Concluded or MeetingState.Cancelled);

    /// <summary>True when there is an instant at which both are held by plan: they may follow each other without a break, and one that has the times of another overlaps it.</summary>
    public bool Overlaps(ProgrammeEntry other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;

    /// <summary>The offices that a round table does not sit without and that nobody holds. A plenary meeting is asked for none.</summary>
    public ImmutableList<OfficerRole> MissingOffices() => Kind is MeetingKind.RoundTable ? OfficerRules.MissingAtRoundTable(Officers) : [];

    /// <summary>The meeting as a sentence speaks of it, e.g. "plenary meeting 2".</summary>
    public string Named() => $"{(Kind is MeetingKind.Plenary ? "plenary" : "round-table")} meeting {Number}";
}

/// <summary>On what terms a meeting has its room and its interpreters.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceLevel>))]
public enum ServiceLevel
{
    /// <summary>In any case.</summary>
    Firm,

    /// <summary>As long as no meeting of the first kind needs them.</summary>
    AsAvailable,
}

/// <summary>Who holds an office of a meeting. Officers act in public, their names are no secret.</summary>
/// <param name="Role"></param>
/// <param name="Name">Null when somebody holds the office and who it is, is not known.</param>
/// <param name="Title">The office held at home, e.g. "Minister of Labour"; null when not known.</param>
/// <param name="Participant">Code of the participant the officer comes from; null when from none, or not known.</param>
/// <param name="DesignatedAt">On the edition's clock.</param>
public sealed record DesignatedOfficer(OfficerRole Role, string? Name, string? Title, string? Participant, DateTimeOffset? DesignatedAt = null)
{
    /// <summary>By which the officer is released.</summary>
    public Guid Id { get; init; }

    /// <summary>Regional group of the participant; null when in none, or not known.</summary>
    public RegionalGroup? Group { get; init; }
}

/// <summary>What the offices of a meeting are for.</summary>
internal static class Offices
{
    /// <summary>True for whoever may preside: one who acts for the chair, too.</summary>
    public static bool Chairs(this OfficerRole role) => role is OfficerRole.PresidingOfficer or OfficerRole.Chair or OfficerRole.CoChair or OfficerRole.ViceChair;

    /// <summary>True for the chair of a round table, alone or with another; who acts for the chair is none.</summary>
    public static bool IsChairOfTable(this OfficerRole role) => role is OfficerRole.Chair or OfficerRole.CoChair;
}

/// <summary>A meeting of the programme of work, plenary or round table: planned, in session, suspended, concluded, or called off.</summary>
public sealed record Meeting
{
    internal static readonly Type[] Events =
    [
        typeof(MeetingPlanned), typeof(MeetingChanged), typeof(InterpretationAssigned), typeof(ServicesYielded), typeof(MeetingCancelled),
        typeof(OfficerDesignated), typeof(OfficerReleased), typeof(OfficeVacated),
        typeof(MeetingConvened), typeof(MeetingSuspended), typeof(MeetingResumed), typeof(MeetingConcluded),
    ];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public ProgrammeEntry Entry { get; init; } = null!;

    /// <summary>Who of the officers is somebody whom Registration knows: person by officer. It is not shown.</summary>
    public ImmutableDictionary<Guid, Guid> Persons { get; init; } = ImmutableDictionary<Guid, Guid>.Empty;

    /// <summary>Why it was called off; null unless it was.</summary>
    public Guid? ReasonId { get; init; }

    /// <exception cref="Hosting.Store.Refusal">It has risen, or was called off.</exception>
    public Meeting MustBeToBeHeld() => Entry.State switch
    {
        MeetingState.Concluded => throw new Hosting.Store.Refusal("meeting-already-concluded", "The meeting has risen and stays as it was."),
        MeetingState.Cancelled => throw new Hosting.Store.Refusal("meeting-cancelled", "The meeting was called off and stays so. Plan another one."),
        _ => this,
    };

    public Meeting Evolve(object @event) => @event switch
    {
        MeetingPlanned e => this with { Id = e.MeetingId, Entry = e.Entry },
        MeetingChanged e => this with { Entry = e.Entry },
        InterpretationAssigned e => this with { Entry = e.Entry },
        ServicesYielded e => this with { Entry = e.Entry },
        MeetingCancelled e => this with { Entry = e.Entry, ReasonId = e.ReasonId },
        OfficerDesignated e => this with { Entry = e.Entry, Persons = e.PersonId is { } person ? Persons.SetItem(e.Officer.Id, person) : Persons },
        OfficerReleased e => this with { Entry = e.Entry, Persons = Persons.Remove(e.Officer.Id) },
        OfficeVacated e => this with { Entry = e.Entry, Persons = Persons.Remove(e.Officer.Id) },
        MeetingConvened e => this with { Entry = e.Entry },
        MeetingSuspended e => this with { Entry = e.Entry },
        MeetingResumed e => this with { Entry = e.Entry },
        MeetingConcluded e => this with { Entry = e.Entry },
        _ => this,
    };
}

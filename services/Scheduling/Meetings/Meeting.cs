using System.Collections.Immutable;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Meetings;

/// <summary>A meeting stands in the programme of work.</summary>
public sealed record MeetingPlanned(Guid MeetingId, ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>Somebody was named to an office of the meeting.</summary>
public sealed record OfficerDesignated(DesignatedOfficer Officer, ProgrammeEntry Entry, DateTimeOffset At);

/// <summary>The meeting was called to order.</summary>
public sealed record MeetingConvened(ProgrammeEntry Entry, DateTimeOffset At);

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

    public ImmutableList<DesignatedOfficer> Officers { get; init; } = [];

    /// <summary>Offices that fell vacant by a withdrawal, the first to do so first.</summary>
    public ImmutableList<Vacancy> Vacancies { get; init; } = [];

    /// <summary>True when whoever was to chair withdrew and nobody is left to do it.</summary>
    public bool ChairIsVacant() => Vacancies.Exists(vacancy => Chairs(vacancy.Role)) && !Officers.Exists(officer => Chairs(officer.Role));

    public MeetingState State { get; init; }

    /// <summary>When it was called to order, on the edition's clock; null before.</summary>
    public DateTimeOffset? ConvenedAt { get; init; }

    /// <summary>When it rose, on the edition's clock; null before.</summary>
    public DateTimeOffset? ConcludedAt { get; init; }

    /// <summary>Nothing happens at a meeting before it was called to order; a rehearsal's clock may be behind the times that it was given.</summary>
    public DateTimeOffset NotBeforeConvening(DateTimeOffset at) => ConvenedAt > at ? ConvenedAt.Value : at;

    private static bool Chairs(OfficerRole role) => role is OfficerRole.PresidingOfficer or OfficerRole.Chair or OfficerRole.CoChair or OfficerRole.ViceChair;
}

/// <summary>Who holds an office of a meeting. Officers act in public, their names are no secret.</summary>
/// <param name="Role"></param>
/// <param name="Name"></param>
/// <param name="Title">The office held at home, e.g. "Minister of Labour".</param>
/// <param name="Participant">Code of the participant the officer comes from; null when from none.</param>
/// <param name="DesignatedAt">On the edition's clock.</param>
public sealed record DesignatedOfficer(OfficerRole Role, string Name, string Title, string? Participant, DateTimeOffset? DesignatedAt = null);

/// <summary>A meeting of the programme of work, plenary or round table: planned, in session, concluded.</summary>
public sealed record Meeting
{
    internal static readonly Type[] Events = [typeof(MeetingPlanned), typeof(OfficerDesignated), typeof(OfficeVacated), typeof(MeetingConvened), typeof(MeetingConcluded)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public ProgrammeEntry Entry { get; init; } = null!;

    public Meeting Evolve(object @event) => @event switch
    {
        MeetingPlanned e => this with { Id = e.MeetingId, Entry = e.Entry },
        OfficerDesignated e => this with { Entry = e.Entry },
        OfficeVacated e => this with { Entry = e.Entry },
        MeetingConvened e => this with { Entry = e.Entry },
        MeetingConcluded e => this with { Entry = e.Entry },
        _ => this,
    };
}

using System.Collections.Immutable;

namespace Forum.Scheduling.SpeakersLists;

/// <summary>How the time of the plenary meetings is given to speakers.</summary>
public sealed record ListPlan
{
    /// <summary>Minutes of a statement.</summary>
    public required decimal LimitMinutes { get; init; }

    /// <summary>Minutes between two statements.</summary>
    public required decimal ChangeoverMinutes { get; init; }

    /// <summary>Minutes of a statement on behalf of a group; null when groups get no longer time.</summary>
    public decimal? GroupLimitMinutes { get; init; }

    /// <summary>By start, then number.</summary>
    public required ImmutableList<PlannedSitting> Sittings { get; init; }

    public PlannedSitting? Find(Guid meetingId) => Sittings.Find(sitting => sitting.MeetingId == meetingId);

    /// <summary>Minutes that this statement may take.</summary>
    public decimal LimitOf(Entry entry) => entry.LimitMinutes ?? (entry.Inscription.OnBehalfOf is null ? LimitMinutes : GroupLimitMinutes ?? LimitMinutes);

    /// <summary>How many slots in a row this statement takes.</summary>
    public int SlotsFor(Entry entry) => Capacity.SlotsFor(LimitOf(entry), LimitMinutes, ChangeoverMinutes);

    public int SlotsIn(PlannedSitting sitting) => sitting.Time().Slots(LimitMinutes, ChangeoverMinutes);

    /// <summary>When a slot is expected to begin, with the venue's offset; null when the meeting is not of this plan.</summary>
    public DateTimeOffset? StartOf(Slot slot) => Find(slot.MeetingId) is { } sitting
        ? sitting.StartsAt.AddMinutes((double)(sitting.LostMinutes + (slot.Number - 1) * (LimitMinutes + ChangeoverMinutes)))
        : null;
}

/// <summary>A plenary meeting in which the debate is held.</summary>
/// <param name="Number">Among the plenary meetings, from 1.</param>
/// <param name="StartsAt">With the venue's offset, as is the end.</param>
/// <param name="EndsAt"></param>
/// <param name="LostMinutes">Before the first statement of the debate: the opening, or something else.</param>
/// <param name="MayRunOver">True when the last statement may end after the meeting should.</param>
public sealed record PlannedSitting(Guid MeetingId, int Number, DateTimeOffset StartsAt, DateTimeOffset EndsAt, decimal LostMinutes, bool MayRunOver)
{
    public Sitting Time() => new((decimal)(EndsAt - StartsAt).TotalMinutes, LostMinutes, MayRunOver);
}

using System.Collections.Immutable;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>
/// The Journal of one day: what meets when and where, who speaks, who sits. It is frozen the evening before (<see cref="Freezing"/>);
/// what a later release changed is printed as a change, with what stood there before.
/// </summary>
public sealed record Journal
{
    public required Publication Publication { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>When the Journal of the day is frozen, with the venue's offset.</summary>
    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>Number of the release that was frozen; null when nothing was released by then, or while it is not frozen.</summary>
    public required int? Frozen { get; init; }

    /// <summary>In order of time; also those that were frozen for this day and are on another one now.</summary>
    public required ImmutableList<ReleasedMeeting> Meetings { get; init; }

    public string Title => $"Journal of {ProgrammeWords.LongDay(Day)}";

    public static Journal Of(Publication publication, DateOnly day)
    {
        var frozenAt = publication.Known.FrozenFrom(day);
        var frozen = publication.Release.ReleasedAt > frozenAt ? publication.Releases.FindLast(release => release.ReleasedAt <= frozenAt) : null;
        var wereHere = frozen?.Meetings.Where(meeting => Publication.DayOf(meeting) == day).Select(meeting => meeting.Id).ToHashSet() ?? [];
        return new Journal
        {
            Publication = publication,
            Day = day,
            FrozenAt = frozenAt,
            Frozen = frozen?.Number,
            Meetings =
            [
                .. publication.Release.Meetings.Where(meeting => Publication.DayOf(meeting) == day || wereHere.Contains(meeting.Id))
                    .OrderBy(meeting => meeting.StartsAt).ThenBy(meeting => meeting.Kind).ThenBy(meeting => meeting.Number),
            ],
        };
    }

    /// <summary>True when the meeting was frozen for this day and is held on another one.</summary>
    public bool IsElsewhere(ReleasedMeeting meeting) => Publication.DayOf(meeting) != Day;
}

using System.Collections.Immutable;
using Forum.Contracts.Governance;
using Forum.Hosting.Paper;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>What an export is made from. The same publication always makes the same bytes.</summary>
/// <param name="Known">The edition that the programme is of.</param>
/// <param name="Releases">The releases up to the one that is exported, oldest first, at least one: what was published before tells what changed, and what a calendar has to drop.</param>
/// <param name="Site">Where the exports of this programme are to be had, ending with a slash; null when the public address of the forum is not configured, and then nothing links to it.</param>
public sealed record Publication(KnownEdition Known, ImmutableList<ReleasedProgramme> Releases, Uri? Site)
{
    public Edition Edition => Known.Edition;

    /// <summary>The release that is exported.</summary>
    public ReleasedProgramme Release => Releases[^1];

    public VenueZone Zone { get; } = VenueZone.Of(Known.Edition.TimeZone);

    /// <summary>The page on which a person reads of the meeting; null when the public address is not configured.</summary>
    public Uri? PageOf(ReleasedMeeting meeting) =>
        Site is null ? null : new Uri(Site, $"journal/{DayOf(meeting):yyyy-MM-dd}.html#meeting-{meeting.Id}");

    /// <summary>The day a meeting belongs to: the one on which it starts, as the venue counts days.</summary>
    public static DateOnly DayOf(ReleasedMeeting meeting) => DateOnly.FromDateTime(meeting.StartsAt.DateTime);

    /// <summary>The days of the edition, and any other on which a meeting was ever put.</summary>
    public ImmutableList<DateOnly> Days() =>
    [
        .. Known.Days()
            .Concat(Release.Meetings.Select(DayOf))
            .Distinct()
            .Order(),
    ];

    /// <summary>Official short name of the participant as it was published last; its code while none is.</summary>
    public string NameOf(string participant) =>
        Printable.Line(Releases.Reverse().SelectMany(release => release.Participants).FirstOrDefault(published => published.Code == participant)?.Name ?? participant);
}

using Forum.Governance.Editions;
using Forum.Governance.Lists;

namespace Forum.Governance.Segments;

/// <summary>What a segment beside the governmental days is.</summary>
public enum SegmentKind
{
    /// <summary>Held before the governmental days.</summary>
    CivilSocietyDays,

    /// <summary>Governments and the others together.</summary>
    CommonSpace,

    Business,
    Mayors,
    Youth,
}

/// <summary>An organization that takes part in a segment. That gives it no seat among governments.</summary>
/// <param name="Name">Its public name.</param>
public sealed record SegmentParticipant(string Code, string Name, DateTimeOffset Since);

/// <summary>A segment for others than governments will be held.</summary>
public sealed record SegmentAnnounced(Guid SegmentId, Guid EditionId, SegmentKind Kind, string Title, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At);

/// <summary>An organization takes part in the segment.</summary>
public sealed record OrganizationJoined(SegmentParticipant Organization);

/// <summary>An organization takes part no more.</summary>
public sealed record OrganizationLeft(string Code, DateTimeOffset At);

/// <summary>What the segment came to was told to the governments.</summary>
public sealed record SegmentReportDelivered(Guid ReportId, DateOnly DeliveredOn, DateTimeOffset At);

/// <summary>Days of civil society, business, mayors or youth, beside the governmental days of an edition.</summary>
public sealed record Segment
{
    internal static readonly Type[] Events = [typeof(SegmentAnnounced), typeof(OrganizationJoined), typeof(OrganizationLeft), typeof(SegmentReportDelivered)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public SegmentKind Kind { get; init; }
    public string Title { get; init; } = "";
    public DateOnly StartsOn { get; init; }
    public DateOnly EndsOn { get; init; }
    public IReadOnlyList<SegmentParticipant> Organizations { get; init; } = [];

    /// <summary>Null while it is not delivered.</summary>
    public Guid? ReportId { get; init; }

    public DateOnly? DeliveredOn { get; init; }

    public Segment Evolve(object @event) => @event switch
    {
        SegmentAnnounced e => this with { Id = e.SegmentId, EditionId = e.EditionId, Kind = e.Kind, Title = e.Title, StartsOn = e.StartsOn, EndsOn = e.EndsOn },
        OrganizationJoined e => this with { Organizations = [.. Organizations, e.Organization] },
        OrganizationLeft e => this with { Organizations = [.. Organizations.Where(organization => organization.Code != e.Code)] },
        SegmentReportDelivered e => this with { ReportId = e.ReportId, DeliveredOn = e.DeliveredOn },
        _ => this,
    };

    /// <param name="today">In the venue's zone, on the edition's clock.</param>
    public IEnumerable<Warning> Warnings(EditionPlan edition, DateOnly today)
    {
        if (DeliveredOn is null && today > edition.StartsOn)
            yield return new Warning("report-missing", "The report was to be delivered at the opening of the edition.");
        if (DeliveredOn is { } day && day != edition.StartsOn)
            yield return new Warning("report-not-at-opening", $"The report was delivered on {day:yyyy-MM-dd} and not at the opening.");
    }
}

internal static class VenueDays
{
    /// <summary>The day at the venue, which for the same instant may be another than elsewhere.</summary>
    public static DateOnly DayAtVenue(this EditionPlan edition, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(edition.TimeZone)).DateTime);
}

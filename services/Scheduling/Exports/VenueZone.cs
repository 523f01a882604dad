using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;

namespace Forum.Scheduling.Exports;

/// <summary>A stretch of time over which the clocks of a zone stay the same distance from UTC.</summary>
/// <param name="Begins">Local time at which it begins, on the clock that held before (RFC 5545, 3.6.5); for a stretch without a beginning, a day long ago.</param>
/// <param name="From">What held before.</param>
/// <param name="To">What holds now.</param>
/// <param name="IsSummer">Clocks are put forward.</param>
/// <param name="Name">The zone's abbreviation, e.g. EDT.</param>
public sealed record Observance(DateTime Begins, TimeSpan From, TimeSpan To, bool IsSummer, string Name);

/// <summary>How the clocks at the venue go. Noda Time carries the whole time zone database, with what held in 2006 and before.</summary>
public sealed class VenueZone
{
    private static readonly DateTime LongAgo = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
    private readonly DateTimeZone zone;

    private VenueZone(DateTimeZone zone) => this.zone = zone;

    /// <summary>IANA name.</summary>
    public string Id => zone.Id;

    /// <summary>A zone too new for the database that is carried comes from the system.</summary>
    public static VenueZone Of(string timeZone) =>
        new(DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? BclDateTimeZone.FromTimeZoneInfo(TimeZoneInfo.FindSystemTimeZoneById(timeZone)));

    /// <summary>The first instant of a day. Not every day begins at midnight, where clocks are put forward then, and a few days never were: those begin with the next.</summary>
    public DateTimeOffset StartOf(DateOnly day) => zone.AtLeniently(LocalDate.FromDateOnly(day).AtMidnight()).ToDateTimeOffset();

    /// <summary>True when the clock shows this time once. When clocks are put back it shows an hour twice, and calendars do not agree on which one is meant.</summary>
    public bool ShowsOnce(DateTimeOffset at) => zone.MapLocal(LocalDateTime.FromDateTime(at.DateTime)).Count == 1;

    /// <summary>What held from a time to another, with the neighbours on both sides, because some calendars know no time before the first one told.</summary>
    public ImmutableList<Observance> Observances(DateTimeOffset from, DateTimeOffset to)
    {
        var first = zone.GetZoneInterval(Instant.FromDateTimeOffset(from));
        if (first.HasStart)
            first = zone.GetZoneInterval(first.Start - Duration.Epsilon);
        var last = zone.GetZoneInterval(Instant.FromDateTimeOffset(to));
        return
        [
            .. zone.GetZoneIntervals(new Interval(first.HasStart ? first.Start : null, last.HasEnd ? last.End + Duration.Epsilon : null)).Select(Observed),
        ];
    }

    private Observance Observed(ZoneInterval interval)
    {
        var before = interval.HasStart ? zone.GetZoneInterval(interval.Start - Duration.Epsilon).WallOffset : interval.WallOffset;
        return new Observance(
            interval.HasStart ? interval.Start.WithOffset(before).LocalDateTime.ToDateTimeUnspecified() : LongAgo,
            before.ToTimeSpan(),
            interval.WallOffset.ToTimeSpan(),
            interval.Savings > Offset.Zero,
            interval.Name);
    }
}

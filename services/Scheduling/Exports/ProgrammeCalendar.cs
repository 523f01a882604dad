using System.Collections.Immutable;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Forum.Scheduling.Exports;

/// <summary>
/// The programme as a calendar that is subscribed to (RFC 5545, RFC 7986). Ical.Net writes it; what it would write wrong is said otherwise here:
/// the rules of the zone (it tells those of the year after, so that the meetings of 2006 would be hours off), times that the clock shows twice,
/// and where lines are folded (it parts the two halves of a letter beyond the basic plane).
/// </summary>
public static class ProgrammeCalendar
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>How often whoever subscribes looks again, if they ask.</summary>
    private const string Refresh = "PT15M";

    public static byte[] Of(Publication publication, CalendarFeed feed)
    {
        var items = feed.Items(publication);
        var name = feed.Name(publication);
        var calendar = new Calendar { Method = CalendarMethods.Publish, ProductId = "-//Forum//Programme of work//EN" };
        calendar.AddProperty("NAME", name);
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("X-WR-TIMEZONE", publication.Zone.Id);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", Refresh);
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", Refresh);
        calendar.AddTimeZone(Rules(publication, items));
        foreach (var item in items)
            calendar.Events.Add(Event(publication, item));
        return Encoding.UTF8.GetBytes(Fold(new CalendarSerializer().SerializeToString(calendar)!));
    }

    /// <summary>Folds anew: no line is longer than 75 octets without its end, and no letter is parted (RFC 5545, 3.1).</summary>
    internal static string Fold(string calendar)
    {
        const int Longest = 75;
        var folded = new StringBuilder(calendar.Length + 64);
        var octets = 0;
        foreach (var line in calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > Longest)
                {
                    folded.Append("\r\n ");
                    octets = 1;
                }

                folded.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }

            folded.Append("\r\n");
            octets = 0;
        }

        return folded.ToString();
    }

    private static CalendarEvent Event(Publication publication, CalendarItem item)
    {
        // In UTC where the venue's clock does not say which instant is meant.
        var asClock = publication.Zone.ShowsOnce(item.StartsAt) && publication.Zone.ShowsOnce(item.EndsAt);
        CalDateTime At(DateTimeOffset at) => asClock ? new CalDateTime(at.DateTime, publication.Zone.Id) : Utc(at);
        var @event = new CalendarEvent
        {
            Uid = item.Uid.ToString(),
            DtStamp = Utc(publication.Release.ReleasedAt),
            LastModified = Utc(item.ChangedAt),
            Sequence = item.Sequence,
            Status = item.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
            Transparency = item.Cancelled ? TransparencyType.Transparent : TransparencyType.Opaque,
            Start = At(item.StartsAt),
            End = At(item.EndsAt),
            Summary = item.Summary,
            Categories = [item.Category],
        };
        if (item.Location is { Length: > 0 } location)
            @event.Location = location;
        if (item.Description is { Length: > 0 } description)
            @event.Description = description;
        if (item.Page is { } page)
            @event.Url = page;
        if (item.PartOf is { } whole)
            @event.AddProperty("RELATED-TO", whole.ToString());
        return @event;
    }

    /// <summary>Each change of the clocks from before the first meeting to after the last, as it was or will be, without a rule that goes on for ever.</summary>
    private static VTimeZone Rules(Publication publication, ImmutableList<CalendarItem> items)
    {
        var days = publication.Days();
        DateTimeOffset[] times = [publication.Zone.StartOf(days[0]), publication.Zone.StartOf(days[^1].AddDays(1)), .. items.SelectMany(item => (DateTimeOffset[])[item.StartsAt, item.EndsAt])];
        var zone = new VTimeZone { TzId = publication.Zone.Id };
        zone.AddProperty("X-LIC-LOCATION", publication.Zone.Id);
        foreach (var observance in publication.Zone.Observances(times.Min(), times.Max()))
        {
            zone.AddChild(new VTimeZoneInfo(observance.IsSummer ? "DAYLIGHT" : "STANDARD")
            {
                Start = new CalDateTime(observance.Begins),
                OffsetFrom = new UtcOffset(observance.From),
                OffsetTo = new UtcOffset(observance.To),
                TimeZoneName = observance.Name,
            });
        }

        return zone;
    }

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, CalDateTime.UtcTzId);
}

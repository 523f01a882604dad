using System.Globalization;
using System.Text;
using Forum.Scheduling.Exports;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>ical.js, python3-icalendar and python3-vobject read the calendars; each tells what the forum meant.</summary>
public sealed class When_calendars_are_read_by_others
{
    public static TheoryData<string> OfCalendars() => [.. Readers.OfCalendars];

    [Theory, MemberData(nameof(OfCalendars))]
    public async Task a_moved_meeting_is_the_same_meeting_at_another_time(string reader)
    {
        var moved = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { StartsAt = Dialogue.Summer(15, 9), EndsAt = Dialogue.Summer(15, 12), RoomId = Programmes.Annex, Room = "Conference room 1" });
        var (before, after) = await Twice(reader, new CalendarFeed.OfEdition(), Programmes.Published(Programmes.First), Programmes.Published(Programmes.First, moved), Programmes.Plenary);

        (before.StartsAt, before.EndsAt, before.Location, before.Status, before.Sequence).ShouldBe(("2006-09-14T14:00:00Z", "2006-09-14T17:00:00Z", "General Assembly Hall", "CONFIRMED", 0));
        (after.StartsAt, after.EndsAt, after.Location, after.Status, after.Sequence).ShouldBe(("2006-09-15T13:00:00Z", "2006-09-15T16:00:00Z", "Conference room 1", "CONFIRMED", 1));
        string.CompareOrdinal(after.ChangedAt, before.ChangedAt).ShouldBePositive();
        string.CompareOrdinal(after.StampedAt, before.StampedAt).ShouldBePositive();
    }

    [Theory, MemberData(nameof(OfCalendars))]
    public async Task a_cancelled_meeting_stays_and_says_so(string reader)
    {
        var cancelled = Programmes.First.Next(Programmes.Table, meeting => meeting with { Cancelled = true });
        var (before, after) = await Twice(reader, new CalendarFeed.OfEdition(), Programmes.Published(Programmes.First), Programmes.Published(Programmes.First, cancelled), Programmes.Table);

        (before.Status, before.Sequence).ShouldBe(("CONFIRMED", 0));
        (after.Status, after.Sequence).ShouldBe(("CANCELLED", 1));
        after.StartsAt.ShouldBe(before.StartsAt);
    }

    [Theory, MemberData(nameof(OfCalendars))]
    public async Task what_a_delegation_is_not_at_any_more_is_cancelled_for_it(string reader)
    {
        var without = Programmes.First.Next(Programmes.Table, meeting => meeting with { Seats = meeting.Seats.Remove("NOR") });
        var (before, after) = await Twice(reader, new CalendarFeed.OfDelegation("NOR"), Programmes.Published(Programmes.First), Programmes.Published(Programmes.First, without), Programmes.Table);

        (before.Status, before.Sequence).ShouldBe(("CONFIRMED", 0));
        (after.Status, after.Sequence).ShouldBe(("CANCELLED", 1));
    }

    [Theory, MemberData(nameof(OfCalendars))]
    public async Task any_programme_is_read_as_it_was_meant(string reader)
    {
        var drawn = Enumerable.Range(0, 80).SelectMany(seed =>
        {
            var publication = AnyProgramme.Drawn(seed);
            return ((CalendarFeed[])[new CalendarFeed.OfEdition(), new CalendarFeed.OfRoom(new Guid(1, 0, 0, new byte[8]), "First"), new CalendarFeed.OfDelegation("FIN")])
                .Select(feed => (Seed: seed, Publication: publication, Feed: feed, Bytes: ProgrammeCalendar.Of(publication, feed)));
        }).ToList();

        var readings = await Readers.Read(reader, drawn.Select(calendar => calendar.Bytes));

        readings.Count.ShouldBe(drawn.Count);
        foreach (var (calendar, reading) in drawn.Zip(readings))
        {
            var what = $"seed {calendar.Seed}, {calendar.Feed.FileName}";
            reading.Refused.ShouldBeNull($"{what}\n{Encoding.UTF8.GetString(calendar.Bytes)}");
            var name = calendar.Feed.Name(calendar.Publication);
            (reading.Method, reading.Name).ShouldBe(("PUBLISH", reader == "icalendar" ? AsIcalendarReads(name) : name), what);
            var meant = calendar.Feed.Items(calendar.Publication).Select(item => Meant(calendar.Publication, item)).OrderBy(read => read.Uid).ToList();
            reading.Events!.Count.ShouldBe(meant.Count, what);
            foreach (var (read, expected) in reading.Events.OrderBy(read => read.Uid).Zip(meant))
                read.ShouldBe(reader == "icalendar" ? AsIcalendarReads(expected) : expected, what);
        }

        readings.Sum(reading => reading.Events!.Count).ShouldBeGreaterThan(500, "or nothing was read");
        readings.SelectMany(reading => reading.Events!).Count(read => read.Status == "CANCELLED").ShouldBeGreaterThan(50);
    }

    [Theory, MemberData(nameof(OfCalendars))]
    public async Task what_is_no_calendar_is_refused(string reader)
    {
        var good = Encoding.UTF8.GetString(ProgrammeCalendar.Of(Programmes.Published(Programmes.First), new CalendarFeed.OfEdition()));
        var readings = await Readers.Read(reader, [Encoding.UTF8.GetBytes(good), Encoding.UTF8.GetBytes(good.Replace("DTSTART;TZID=America/New_York:2006", "DTSTART;TZID=America/New_York:soon")), "BEGIN:VCALENDAR\r\nno property\r\nEND:VCALENDAR\r\n"u8.ToArray()]);
        readings[0].Refused.ShouldBeNull();
        readings.Skip(1).ShouldAllBe(reading => reading.Refused != null);
    }

    private static async Task<(EventReading Before, EventReading After)> Twice(string reader, CalendarFeed feed, Publication first, Publication second, Guid meeting)
    {
        var readings = await Readers.Read(reader, [ProgrammeCalendar.Of(first, feed), ProgrammeCalendar.Of(second, feed)]);
        readings.ShouldAllBe(reading => reading.Refused == null);
        return (readings[0].Events!.Single(read => read.Uid == meeting.ToString()), readings[1].Events!.Single(read => read.Uid == meeting.ToString()));
    }

    private static EventReading Meant(Publication publication, CalendarItem item) => new(
        item.Uid.ToString(),
        item.Sequence,
        item.Cancelled ? "CANCELLED" : "CONFIRMED",
        item.Summary,
        item.Location is { Length: > 0 } ? item.Location : null,
        item.Description is { Length: > 0 } ? item.Description : null,
        item.Category,
        Utc(item.StartsAt),
        Utc(item.EndsAt),
        Utc(publication.Release.ReleasedAt),
        Utc(item.ChangedAt),
        item.Page?.AbsoluteUri,
        item.PartOf?.ToString());

    private static EventReading AsIcalendarReads(EventReading meant) => meant with
    {
        Summary = AsIcalendarReads(meant.Summary)!,
        Location = AsIcalendarReads(meant.Location),
        Description = AsIcalendarReads(meant.Description),
    };

    /// <summary>The version of Debian 12 takes a backslash before an n for a line break even when it is escaped; the other two readers say what was meant.</summary>
    private static string? AsIcalendarReads(string? meant) => meant?.Replace("\\n", "\n");

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Forum.Hosting.Paper;
using Forum.Kit;
using Forum.Scheduling.Exports;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>The schedules that conference apps read: held against the published schemas by xmllint and ajv, and read again.</summary>
public sealed class When_schedules_are_read_by_others : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("forum-schedules").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task the_XML_of_any_programme_is_valid()
    {
        var schema = PublishedSchema.Find("schedule.xml.xsd");
        Assert.SkipWhen(schema is null, PublishedSchema.NotRun("schedule.xml.xsd"));
        (await Readers.Validate(schema!, [.. Drawn().Select(FrabSchedule.AsXml)], directory)).ShouldBe("");

        var text = Encoding.UTF8.GetString(FrabSchedule.AsXml(Programmes.Published(Programmes.First))).Replace($"guid=\"{Programmes.Plenary}\"", "guid=\"1\"");
        (await Readers.Validate(schema!, [Encoding.UTF8.GetBytes(text)], directory)).ShouldContain("guid", customMessage: "or the schema checks nothing");
    }

    [Fact]
    public async Task the_JSON_of_any_programme_is_valid()
    {
        var schema = PublishedSchema.Find("schedule.schema.json");
        Assert.SkipWhen(schema is null, PublishedSchema.NotRun("schedule.schema.json"));
        var found = await Readers.Validate(schema!, Drawn().Select(FrabSchedule.AsJson));
        foreach (var (seed, errors) in found.Index())
            errors.ShouldBeEmpty($"seed {seed}");

        var text = Encoding.UTF8.GetString(FrabSchedule.AsJson(Programmes.Published(Programmes.First))).Replace(Programmes.Plenary.ToString(), "1");
        (await Readers.Validate(schema!, [Encoding.UTF8.GetBytes(text)])).ShouldHaveSingleItem().ShouldNotBeEmpty("or the schema checks nothing");
    }

    [Fact]
    public void any_programme_is_read_again_as_it_was_meant()
    {
        foreach (var (seed, publication) in Drawn().Index())
        {
            var meant = publication.Release.Meetings.Where(meeting => !meeting.Cancelled)
                .Select(meeting => (meeting.Id, meeting.StartsAt, meeting.EndsAt, Printable.Line(meeting.Title), Day: Publication.DayOf(meeting)))
                .OrderBy(meeting => meeting.Id).ToList();
            FromXml(FrabSchedule.AsXml(publication)).OrderBy(meeting => meeting.Id).ToList().ShouldBe(meant, $"XML, seed {seed}");
            FromJson(FrabSchedule.AsJson(publication)).OrderBy(meeting => meeting.Id).ToList().ShouldBe(meant, $"JSON, seed {seed}");
        }
    }

    [Fact]
    public void a_meeting_keeps_its_ids_over_all_releases()
    {
        var moved = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { StartsAt = Dialogue.Summer(15, 9), EndsAt = Dialogue.Summer(15, 12), RoomId = null, Room = null, Title = "Another title" });
        Ids(Programmes.Published(Programmes.First)).ShouldBe(Ids(Programmes.Published(Programmes.First, moved)));

        static IEnumerable<(string, string, string)> Ids(Publication publication) => XDocument.Load(new MemoryStream(FrabSchedule.AsXml(publication))).Descendants("event")
            .Select(meeting => (meeting.Attribute("guid")!.Value, meeting.Attribute("id")!.Value, meeting.Element("slug")!.Value)).Order();
    }

    [Fact]
    public void rooms_have_ids_and_days_their_limits()
    {
        var document = XDocument.Load(new MemoryStream(FrabSchedule.AsXml(Programmes.Published(Programmes.First))));
        document.Descendants("day").Select(day => (day.Attribute("index")!.Value, day.Attribute("date")!.Value, day.Attribute("start")!.Value, day.Attribute("end")!.Value)).ShouldBe(
        [
            ("1", "2006-09-14", "2006-09-14T00:00:00-04:00", "2006-09-15T00:00:00-04:00"),
            ("2", "2006-09-15", "2006-09-15T00:00:00-04:00", "2006-09-16T00:00:00-04:00"),
        ]);
        document.Descendants("day").Elements("room").Select(room => (room.Attribute("name")!.Value, room.Attribute("guid")!.Value))
            .ShouldBe([("Conference room 1", Programmes.Annex.ToString()), ("General Assembly Hall", Programmes.Hall.ToString())]);
        // Some readers take HH:MM and nothing else.
        document.Descendants("start").Where(start => start.Parent!.Name == "event").Select(start => start.Value).Order().ShouldBe(["10:00", "15:00"]);
    }

    [Fact]
    public void what_was_called_off_is_not_there_any_more()
    {
        var cancelled = Programmes.Published(Programmes.First, Programmes.First.Next(Programmes.Table, meeting => meeting with { Cancelled = true }));
        FromXml(FrabSchedule.AsXml(cancelled)).ShouldHaveSingleItem().Id.ShouldBe(Programmes.Plenary);
        FromJson(FrabSchedule.AsJson(cancelled)).ShouldHaveSingleItem().Id.ShouldBe(Programmes.Plenary);
    }

    [Fact]
    public void an_hour_that_the_clock_shows_twice_lasts_as_long_as_it_does()
    {
        // Clocks in New York are put back at 2:00 on 29 October 2006: from 1:00 EDT to 1:30 EST are 90 minutes.
        var night = Programmes.First.Next(Programmes.Plenary, meeting => meeting with
        {
            StartsAt = new DateTimeOffset(2006, 10, 29, 1, 0, 0, TimeSpan.FromHours(-4)),
            EndsAt = new DateTimeOffset(2006, 10, 29, 1, 30, 0, TimeSpan.FromHours(-5)),
        });
        var read = XDocument.Load(new MemoryStream(FrabSchedule.AsXml(Programmes.Published(night)))).Descendants("event").Single(meeting => meeting.Attribute("guid")!.Value == Programmes.Plenary.ToString());
        (read.Element("date")!.Value, read.Element("duration")!.Value).ShouldBe(("2006-10-29T01:00:00-04:00", "01:30"));
    }

    private static IEnumerable<Publication> Drawn() => Enumerable.Range(0, 120).Select(AnyProgramme.Drawn);

    private static IEnumerable<(Guid Id, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Title, DateOnly Day)> FromXml(byte[] schedule) =>
        from day in XDocument.Load(new MemoryStream(schedule)).Root!.Elements("day")
        from meeting in day.Elements("room").Elements("event")
        let starts = DateTimeOffset.Parse(meeting.Element("date")!.Value)
        let lasts = meeting.Element("duration")!.Value.Split(':')
        select (Guid.Parse(meeting.Attribute("guid")!.Value), starts, starts + new TimeSpan(int.Parse(lasts[0]), int.Parse(lasts[1]), 0), meeting.Element("title")!.Value, DateOnly.Parse(day.Attribute("date")!.Value));

    private static IEnumerable<(Guid Id, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Title, DateOnly Day)> FromJson(byte[] schedule) =>
        from day in JsonDocument.Parse(schedule).RootElement.GetProperty("schedule").GetProperty("conference").GetProperty("days").EnumerateArray()
        from room in day.GetProperty("rooms").EnumerateObject()
        from meeting in room.Value.EnumerateArray()
        select (meeting.GetProperty("guid").GetGuid(), meeting.GetProperty("date").GetDateTimeOffset(), meeting.GetProperty("end").GetDateTimeOffset(), meeting.GetProperty("title").GetString()!, DateOnly.Parse(day.GetProperty("date").GetString()!));
}

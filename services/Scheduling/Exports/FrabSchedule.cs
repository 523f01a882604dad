using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using System.Xml;
using System.Xml.Linq;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Paper;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Exports;

/// <summary>
/// The programme in the format of frab and pentabarf, which conference apps, room displays and recording systems read: as XML (application/vnd.c3voc.schedule+xml) and as JSON.
/// What it asks for and the programme does not know is left empty. The format has no word for a meeting that was called off: its readers take what is not there any more
/// for cancelled, so it is left out; the calendars and the CSV have it.
/// </summary>
public static class FrabSchedule
{
    public const string XmlType = "application/vnd.c3voc.schedule+xml", JsonType = "application/json";

    private const string Generator = "Forum", Grid = "00:05";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true };

    public static byte[] AsXml(Publication publication)
    {
        var edition = publication.Edition;
        var document = new XDocument(new XElement("schedule",
            new XElement("generator", new XAttribute("name", Generator)),
            publication.Site is { } site ? new XElement("url", new Uri(site, "schedule.xml")) : null,
            new XElement("version", Version(publication)),
            new XElement("conference",
                new XElement("title", Printable.Line(edition.Title)),
                new XElement("acronym", Acronym(publication)),
                new XElement("start", Date(edition.StartsOn)),
                new XElement("end", Date(edition.EndsOn)),
                new XElement("days", publication.Days().Count),
                new XElement("timeslot_duration", Grid),
                publication.Site is null ? null : new XElement("base_url", publication.Site),
                new XElement("time_zone_name", edition.TimeZone),
                Tracks(publication).Select(kind => new XElement("track", new XAttribute("name", Track(kind)), new XAttribute("slug", Slug(kind))))),
            publication.Days().Select((day, index) => new XElement("day",
                new XAttribute("index", index + 1),
                new XAttribute("date", Date(day)),
                new XAttribute("start", Time(publication.Zone.StartOf(day))),
                new XAttribute("end", Time(EndOf(publication, day))),
                RoomsOn(publication, day).Select(room => new XElement("room",
                    new XAttribute("name", room.Name),
                    room.Id is { } id ? new XAttribute("guid", id) : null,
                    room.Meetings.Select(meeting => Event(publication, meeting))))))));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize }))
            document.Save(writer);
        return bytes.ToArray();
    }

    public static byte[] AsJson(Publication publication)
    {
        var edition = publication.Edition;
        var conference = new JsonObject
        {
            ["acronym"] = Acronym(publication),
            ["title"] = Printable.Line(edition.Title),
            ["start"] = Date(edition.StartsOn),
            ["end"] = Date(edition.EndsOn),
            ["daysCount"] = publication.Days().Count,
            ["timeslot_duration"] = Grid,
            ["time_zone_name"] = edition.TimeZone,
            ["tracks"] = List(Tracks(publication).Select(kind => new JsonObject { ["name"] = Track(kind), ["slug"] = Slug(kind) })),
            ["rooms"] = List(Meetings(publication).Where(meeting => meeting.RoomId is not null).DistinctBy(meeting => meeting.RoomId)
                .Select(meeting => new JsonObject { ["name"] = RoomOf(meeting), ["guid"] = meeting.RoomId })),
            ["days"] = List(publication.Days().Select((day, index) => new JsonObject
            {
                ["index"] = index + 1,
                ["date"] = Date(day),
                ["day_start"] = Time(publication.Zone.StartOf(day)),
                ["day_end"] = Time(EndOf(publication, day)),
                // By name: rooms of one name are one to the readers.
                ["rooms"] = new JsonObject(RoomsOn(publication, day).GroupBy(room => room.Name).Select(rooms =>
                    KeyValuePair.Create<string, JsonNode?>(rooms.Key, List(rooms.SelectMany(room => room.Meetings).Select(meeting => EventAsJson(publication, meeting)))))),
            })),
        };
        var schedule = new JsonObject { ["version"] = Version(publication), ["conference"] = conference };
        if (publication.Site is { } site)
            schedule["base_url"] = site.AbsoluteUri;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["generator"] = new JsonObject { ["name"] = Generator }, ["schedule"] = schedule }, Json);
    }

    private static XElement Event(Publication publication, ReleasedMeeting meeting) => new("event",
        new XAttribute("guid", meeting.Id),
        new XAttribute("id", Number(meeting)),
        new XElement("room", RoomOf(meeting)),
        new XElement("title", Printable.Line(meeting.Title)),
        new XElement("subtitle", Printable.Line(meeting.Topic)),
        new XElement("type", ProgrammeWords.Of(meeting.Kind)),
        new XElement("date", Time(meeting.StartsAt)),
        new XElement("start", ProgrammeWords.Clock(meeting.StartsAt)),
        new XElement("duration", Duration(meeting)),
        new XElement("abstract", Printable.Line(meeting.Topic)),
        new XElement("slug", Slug(publication, meeting)),
        new XElement("track", Track(meeting.Kind)),
        new XElement("persons", Persons(meeting).Select(name => new XElement("person", name))),
        new XElement("description", Description(meeting)),
        publication.PageOf(meeting) is { } page ? new XElement("url", page) : null);

    private static JsonObject EventAsJson(Publication publication, ReleasedMeeting meeting) => new()
    {
        ["guid"] = meeting.Id,
        ["id"] = Number(meeting),
        ["date"] = Time(meeting.StartsAt),
        ["start"] = ProgrammeWords.Clock(meeting.StartsAt),
        ["end"] = Time(meeting.EndsAt),
        ["duration"] = Duration(meeting),
        ["room"] = RoomOf(meeting),
        ["slug"] = Slug(publication, meeting),
        // The format wants an address: without a public one, the meeting's name.
        ["url"] = (publication.PageOf(meeting) ?? new Uri($"urn:uuid:{meeting.Id}")).AbsoluteUri,
        ["title"] = Printable.Line(meeting.Title),
        ["subtitle"] = Printable.Line(meeting.Topic),
        ["track"] = Track(meeting.Kind),
        ["type"] = ProgrammeWords.Of(meeting.Kind),
        ["language"] = null,
        ["abstract"] = Printable.Line(meeting.Topic),
        ["description"] = Description(meeting),
        ["persons"] = List(Persons(meeting).Select(name => new JsonObject { ["name"] = name })),
        ["links"] = new JsonArray(),
    };

    private static IEnumerable<ReleasedMeeting> Meetings(Publication publication) => publication.Release.Meetings.Where(meeting => !meeting.Cancelled);

    private sealed record Room(Guid? Id, string Name, ImmutableList<ReleasedMeeting> Meetings);

    /// <summary>A meeting belongs to the day on which it starts, also when it ends on the next one.</summary>
    private static IEnumerable<Room> RoomsOn(Publication publication, DateOnly day) =>
        Meetings(publication).Where(meeting => Publication.DayOf(meeting) == day)
            .GroupBy(meeting => (meeting.RoomId, Name: RoomOf(meeting)))
            .OrderBy(room => room.Key.Name, StringComparer.Ordinal)
            .Select(room => new Room(room.Key.RoomId, room.Key.Name, [.. room.OrderBy(meeting => meeting.StartsAt).ThenBy(Number)]));

    /// <summary>The start of the next day, or the end of a meeting that lasts longer.</summary>
    private static DateTimeOffset EndOf(Publication publication, DateOnly day) =>
        Meetings(publication).Where(meeting => Publication.DayOf(meeting) == day).Select(meeting => meeting.EndsAt)
            .Append(publication.Zone.StartOf(day.AddDays(1))).Max();

    private static IEnumerable<MeetingKind> Tracks(Publication publication) => Meetings(publication).Select(meeting => meeting.Kind).Distinct().Order();

    private static string Track(MeetingKind kind) => $"{ProgrammeWords.Of(kind)}s";

    private static string Slug(MeetingKind kind) => Track(kind).ToLowerInvariant().Replace(' ', '-');

    /// <summary>The kind and number of a meeting are the same over all releases, and so is what is made of them.</summary>
    private static int Number(ReleasedMeeting meeting) => ((int)meeting.Kind * 1000) + meeting.Number;

    private static string Slug(Publication publication, ReleasedMeeting meeting) =>
        string.Create(CultureInfo.InvariantCulture, $"{Acronym(publication)}-{ProgrammeWords.Of(meeting.Kind).ToLowerInvariant().Replace(' ', '-')}-{meeting.Number}");

    /// <summary>The edition's code in the letters that the format knows, four at least.</summary>
    private static string Acronym(Publication publication) => publication.Edition.Code.Replace('-', '_').PadRight(4, '_');

    private static string Version(Publication publication) => publication.Release.Number.ToString(CultureInfo.InvariantCulture);

    private static string RoomOf(ReleasedMeeting meeting) => Printable.Line(meeting.Room) is { Length: > 0 } room ? room : ProgrammeWords.NoRoom;

    /// <summary>Hours and minutes that pass, also when the clocks are changed meanwhile.</summary>
    private static string Duration(ReleasedMeeting meeting)
    {
        var lasts = meeting.EndsAt - meeting.StartsAt;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)lasts.TotalHours:00}:{lasts.Minutes:00}");
    }

    private static IEnumerable<string> Persons(ReleasedMeeting meeting) =>
    [
        .. meeting.Officers.Select(officer => Printable.Line(officer.Name)).Where(name => name.Length > 0),
        .. meeting.Speakers.Select(ProgrammeWords.Of),
    ];

    private static string Description(ReleasedMeeting meeting) => string.Join('\n',
    [
        .. meeting.Officers.Select(officer => $"{ProgrammeWords.Of(officer.Role)}: {ProgrammeWords.Who(officer)}"),
        .. meeting.Seats.Count > 0 ? [$"At the table: {ProgrammeWords.Count(meeting.Seats.Count, "participant", "participants")}"] : Array.Empty<string>(),
    ]);

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static JsonArray List(IEnumerable<JsonNode> items) => new([.. items]);
}

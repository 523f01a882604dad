using System.Collections.Immutable;
using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Exports;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>Programmes to export: a small one that is told release by release, and any.</summary>
internal static class Programmes
{
    public static readonly Uri Site = new("https://forum.example/api/scheduling/editions/0198c0de-0000-7000-8000-000000002006/programme/latest/");
    public static readonly Guid Hall = new("0198c0de-0000-7000-8000-0000000000a1"), Annex = new("0198c0de-0000-7000-8000-0000000000a2");
    public static readonly Guid Plenary = new("0198c0de-0000-7000-8000-0000000000b1"), Table = new("0198c0de-0000-7000-8000-0000000000b2");
    public static readonly Guid Statement = new("0198c0de-0000-7000-8000-0000000000c2");

    /// <summary>When the Journal of 14 September 2006 is frozen.</summary>
    public static readonly DateTimeOffset Freeze = new(2006, 9, 13, 18, 30, 0, TimeSpan.FromHours(-4));

    public static ReleasedProgramme First { get; } = new()
    {
        EditionId = Dialogue.Id,
        Number = 1,
        ReleasedAt = Freeze.AddDays(-2),
        Meetings =
        [
            new ReleasedMeeting
            {
                Id = Plenary,
                Kind = MeetingKind.Plenary,
                Number = 1,
                Title = "First plenary meeting",
                StartsAt = Dialogue.Summer(14, 10),
                EndsAt = Dialogue.Summer(14, 13),
                RoomId = Hall,
                Room = "General Assembly Hall",
                Officers = [new DesignatedOfficer(OfficerRole.PresidingOfficer, "A. President", "President of the General Assembly", null)],
                Speakers =
                [
                    new ReleasedSpeaker(new("0198c0de-0000-7000-8000-0000000000c1"), "Secretary-General", null, null, null, Dialogue.Summer(14, 10)),
                    new ReleasedSpeaker(Statement, null, "FIN", "Finland", ParticipantCategory.MemberState, Dialogue.Summer(14, 10).AddMinutes(20)),
                    new ReleasedSpeaker(new("0198c0de-0000-7000-8000-0000000000c3"), null, "KEN", "Kenya", ParticipantCategory.MemberState, Dialogue.Summer(14, 10).AddMinutes(30)),
                ],
                ChangedAt = Freeze.AddDays(-2),
            },
            new ReleasedMeeting
            {
                Id = Table,
                Kind = MeetingKind.RoundTable,
                Number = 1,
                Title = "Meeting of round table 1",
                Topic = "What migration does for development",
                StartsAt = Dialogue.Summer(14, 15),
                EndsAt = Dialogue.Summer(14, 18),
                RoomId = Annex,
                Room = "Conference room 1",
                Officers = [new DesignatedOfficer(OfficerRole.Chair, "B. Person", "Minister of Labour", "FIN"), new DesignatedOfficer(OfficerRole.Rapporteur, "C. Person", "", "CHL")],
                Seats = ["CHL", "FIN", "KEN", "NOR"],
                ChangedAt = Freeze.AddDays(-2),
            },
        ],
        Participants = [new("CHL", "Chile"), new("FIN", "Finland"), new("KEN", "Kenya"), new("NOR", "Norway")],
    };

    public static Publication Published(params ReleasedProgramme[] releases) => new(Dialogue.Known, [.. releases], Site);

    /// <summary>The next release, an hour later, with one meeting changed as it says.</summary>
    public static ReleasedProgramme Next(this ReleasedProgramme release, Guid meeting, Func<ReleasedMeeting, ReleasedMeeting> change, DateTimeOffset? at = null) =>
        release.Over(release.Meetings.ConvertAll(before => before.Id == meeting ? change(before) : before), at);

    /// <summary>The next release, with these meetings, made as releases are.</summary>
    public static ReleasedProgramme Over(this ReleasedProgramme release, ImmutableList<ReleasedMeeting> meetings, DateTimeOffset? at = null) =>
        new ProgrammeDraft(meetings, release.Participants.ToDictionary(participant => participant.Code, participant => participant.Name)).Over(release, Dialogue.Known, at ?? release.ReleasedAt.AddHours(1));

    public static ReleasedMeeting Meeting(this ReleasedProgramme release, Guid id) => release.Meetings.Find(meeting => meeting.Id == id)!;
}

/// <summary>
/// Any programme: texts that formats stumble over, days on which clocks are changed, equal times, meetings that come, move, change rooms and are called off over some releases.
/// The same seed draws the same one.
/// </summary>
internal static class AnyProgramme
{
    /// <summary>Zones with a day on which their clocks are changed, or without.</summary>
    private static readonly (string Zone, DateOnly Day)[] Days =
    [
        ("America/New_York", new(2006, 9, 14)), ("America/New_York", new(2006, 10, 29)), ("America/New_York", new(2026, 3, 8)), ("Europe/Berlin", new(2026, 10, 25)),
        ("Asia/Kolkata", new(2026, 5, 4)), ("UTC", new(2026, 1, 1)), ("Asia/Beirut", new(2026, 3, 29)), ("Australia/Lord_Howe", new(2026, 4, 5)), ("Africa/Casablanca", new(2026, 2, 14)),
        ("Asia/Kathmandu", new(2026, 7, 1)), ("America/Sao_Paulo", new(2018, 11, 4)), ("Pacific/Apia", new(2011, 12, 29)),
    ];

    private static readonly string[] Words =
    [
        "plenary", "meeting", "a,b", "c;d", "\"quoted\"", "back\\slash", "\\n", "two\nlines", "three\r\n\r\nlines", "tab\there", "<b>&amp;</b>", "=1+1", "@cmd", "+33", "-5",
        "Réunion", "Ελλάδα", "Україна", "国际移徙与发展", "移民と開発", "이주와 개발", "الهجرة والتنمية", "הגירה", "👩‍👩‍👧‍👦", "\u0001\u0008", "\u202Ertl", "e\u0301", "ﬁ", "END:VEVENT", "X:Y", "‘’“”", "]]>",
        new string('w', 200), new string('国', 120), string.Concat(Enumerable.Repeat("𠀀", 50)),
    ];

    private static readonly string[] Codes = ["FIN", "KEN", "CHL", "NOR", "FRA", "PSE", "VAT", "IOM"];

    public static Publication Drawn(int seed)
    {
        var random = new Random(seed);
        var (zone, first) = Days[random.Next(Days.Length)];
        var edition = Dialogue.Edition with
        {
            Code = random.Next(2) == 0 ? "hld-2006" : "abc",
            Title = Text(random),
            TimeZone = zone,
            StartsOn = first,
            EndsOn = first.AddDays(random.Next(3)),
        };
        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var rooms = Enumerable.Range(1, 3).Select(number => (Id: new Guid(number, 0, 0, new byte[8]), Name: $"{number} {Text(random)}")).ToArray();
        var releases = new List<ReleasedProgramme>();
        var releasedAt = At(clock, edition.StartsOn, -3 * 1440);
        ImmutableList<ReleasedMeeting> meetings = [];
        foreach (var number in Enumerable.Range(1, random.Next(1, 5)))
        {
            meetings =
            [
                .. meetings.Select(meeting => random.Next(4) switch
                {
                    0 when !meeting.Cancelled => meeting with { Cancelled = true, Sequence = meeting.Sequence + 1, ChangedAt = releasedAt },
                    1 when !meeting.Cancelled => Drawn(random, edition, clock, rooms, meeting.Kind, meeting.Number, releasedAt) with { Id = meeting.Id, Sequence = meeting.Sequence + 1 },
                    _ => meeting,
                }),
            ];
            meetings = [.. meetings, .. Enumerable.Range(meetings.Count + 1, random.Next(0, 5)).Select(next => Drawn(random, edition, clock, rooms, (MeetingKind)random.Next(2), next, releasedAt))];
            releases.Add(new ReleasedProgramme
            {
                EditionId = Dialogue.Id,
                Number = number,
                ReleasedAt = releasedAt,
                Changes = number == 1 ? [] : [Text(random), Text(random)],
                Meetings = [.. meetings.OrderBy(meeting => meeting.StartsAt).ThenBy(meeting => meeting.Kind).ThenBy(meeting => meeting.Number)],
            });
            releasedAt = releasedAt.AddHours(random.Next(1, 40));
        }

        return new Publication(Dialogue.Known with { Edition = edition }, [.. releases], random.Next(4) == 0 ? null : Programmes.Site);
    }

    private static ReleasedMeeting Drawn(Random random, Contracts.Governance.Edition edition, TimeZoneInfo clock, (Guid Id, string Name)[] rooms, MeetingKind kind, int number, DateTimeOffset releasedAt)
    {
        var starts = At(clock, edition.StartsOn.AddDays(random.Next(edition.EndsOn.DayNumber - edition.StartsOn.DayNumber + 1)), random.Next(48) * 30);
        // Few different lengths, so that some times are equal and some adjacent.
        var ends = TimeZoneInfo.ConvertTime(starts.AddMinutes(30 * random.Next(1, 8)), clock);
        var room = random.Next(4) is > 0 and var drawn ? rooms[drawn - 1] : ((Guid Id, string Name)?)null;
        return new ReleasedMeeting
        {
            Id = NewId(random),
            Kind = kind,
            Number = number,
            Title = Text(random),
            Topic = random.Next(2) == 0 ? null : Text(random),
            StartsAt = starts,
            EndsAt = ends,
            RoomId = room?.Id,
            Room = room?.Name,
            Officers = [.. Enumerable.Range(0, random.Next(3)).Select(_ => new DesignatedOfficer((OfficerRole)random.Next(8), random.Next(5) == 0 ? null : Text(random), random.Next(2) == 0 ? null : Text(random), random.Next(3) == 0 ? null : Code(random)))],
            Speakers =
            [
                .. Codes.Take(kind is MeetingKind.Plenary ? random.Next(9) : 0).Select((code, index) => random.Next(5) == 0
                    ? new ReleasedSpeaker(NewId(random), Text(random), null, null, null, null)
                    : new ReleasedSpeaker(NewId(random), null, code, Text(random), ParticipantCategory.MemberState, random.Next(3) == 0 ? null : TimeZoneInfo.ConvertTime(starts.AddMinutes(index * 3), clock))),
            ],
            Languages = [.. Enum.GetValues<Language>().Where(_ => random.Next(3) == 0)],
            Seats = [.. Codes.Where(_ => kind is MeetingKind.RoundTable && random.Next(2) == 0)],
            ChangedAt = releasedAt,
        };
    }

    private static DateTimeOffset At(TimeZoneInfo clock, DateOnly day, int minutes)
    {
        // Counted in real time from a moment that every clock shows: both hours of a clock that is put back come up.
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), clock.GetUtcOffset(day.ToDateTime(new TimeOnly(12, 0))));
        return TimeZoneInfo.ConvertTime(noon.AddMinutes(minutes - 720), clock);
    }

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Code(Random random) => Codes[random.Next(Codes.Length)];

    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Words[random.Next(Words.Length)]));
}

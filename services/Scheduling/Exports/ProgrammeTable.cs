using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Forum.Hosting.Paper;

namespace Forum.Scheduling.Exports;

/// <summary>The published programme as rows, one a meeting, in order of time.</summary>
public static class ProgrammeTable
{
    public const string ContentType = "text/csv; charset=utf-8; header=present";

    /// <summary>
    /// Release: its number. Meeting id: the same over all releases. Kind, Number: "Plenary meeting", 1. Date, Start, End: as the clock at the venue shows them; End is on a later day when Minutes says so.
    /// Time zone: of the venue (IANA). Starts at, Ends at: with the offset from UTC. Status: Confirmed or Cancelled. Officers: "Chair: Name, title (FIN)", parted by "; ".
    /// Speakers: in order, parted by "; ". Languages: into which it is interpreted, parted by "; ". Seats: how many participants are at the table; Participants: their codes. Changed at: of the release that changed the meeting last.
    /// </summary>
    public static readonly IReadOnlyList<string> Head =
    [
        "Release", "Meeting id", "Kind", "Number", "Title", "Topic", "Date", "Start", "End", "Minutes", "Time zone", "Starts at", "Ends at", "Room", "Status",
        "Officers", "Speakers", "Languages", "Seats", "Participants", "Sequence", "Changed at", "Page",
    ];

    private static readonly CsvConfiguration Rfc4180 = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        // What a spreadsheet would take for a formula gets an apostrophe in front; the last four are wide forms of the first.
        InjectionOptions = InjectionOptions.Escape,
        InjectionCharacters = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'],
        InjectionEscapeCharacter = '\'',
    };

    /// <summary>RFC 4180 in UTF-8 with a byte order mark, by which spreadsheets know it.</summary>
    public static byte[] Of(Publication publication)
    {
        var listing = ProgrammeListing.Of(publication);
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, Rfc4180))
        {
            Write(csv, Head);
            foreach (var meeting in listing.Meetings)
                Write(csv, Row(listing, meeting));
        }

        return bytes.ToArray();
    }

    private static IEnumerable<string> Row(ProgrammeListing listing, ListedMeeting meeting) =>
    [
        Number(listing.Release),
        meeting.Id.ToString(),
        meeting.KindInWords,
        Number(meeting.Number),
        Printable.Line(meeting.Title),
        Printable.Line(meeting.Topic),
        meeting.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ProgrammeWords.Clock(meeting.StartsAt),
        ProgrammeWords.Clock(meeting.EndsAt),
        Number(meeting.Minutes),
        listing.Edition.TimeZone,
        Time(meeting.StartsAt),
        Time(meeting.EndsAt),
        Printable.Line(meeting.Room),
        meeting.Status.ToString(),
        string.Join("; ", meeting.Officers.Select(officer => $"{officer.RoleInWords}: {ProgrammeWords.Who(officer.Name, officer.Title, officer.Participant)}")),
        string.Join("; ", meeting.Speakers.Select(speaker => speaker.Called)),
        string.Join("; ", meeting.Languages),
        Number(meeting.Seats.Count),
        string.Join(' ', meeting.Seats),
        Number(meeting.Sequence),
        Time(meeting.ChangedAt),
        meeting.Page?.AbsoluteUri ?? "",
    ];

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using CsvHelper;
using Forum.Hosting.Paper;
using Forum.Scheduling.Exports;

namespace Forum.Scheduling.Tests.Exports;

public sealed class The_programme_as_a_table
{
    [Fact]
    public void has_a_row_for_each_meeting_with_all_that_is_known_of_it()
    {
        var row = Rows(ProgrammeTable.Of(Programmes.Published(Programmes.First)))[1];
        row.ShouldBe(new Dictionary<string, string>
        {
            ["Release"] = "1",
            ["Meeting id"] = Programmes.Table.ToString(),
            ["Kind"] = "Round table",
            ["Number"] = "1",
            ["Title"] = "Meeting of round table 1",
            ["Topic"] = "What migration does for development",
            ["Date"] = "2006-09-14",
            ["Start"] = "15:00",
            ["End"] = "18:00",
            ["Minutes"] = "180",
            ["Time zone"] = "America/New_York",
            ["Starts at"] = "2006-09-14T15:00:00-04:00",
            ["Ends at"] = "2006-09-14T18:00:00-04:00",
            ["Room"] = "Conference room 1",
            ["Status"] = "Confirmed",
            ["Officers"] = "Chair: B. Person, Minister of Labour (FIN); Rapporteur: C. Person (CHL)",
            ["Speakers"] = "",
            ["Languages"] = "",
            ["Seats"] = "4",
            ["Participants"] = "CHL FIN KEN NOR",
            ["Sequence"] = "0",
            ["Changed at"] = "2006-09-11T18:30:00-04:00",
            ["Page"] = $"{Programmes.Site}journal/2006-09-14.html#meeting-{Programmes.Table}",
        });
    }

    [Fact]
    public void keeps_what_was_called_off_and_says_so()
    {
        var cancelled = Programmes.First.Next(Programmes.Table, meeting => meeting with { Cancelled = true });
        Rows(ProgrammeTable.Of(Programmes.Published(Programmes.First, cancelled))).Select(row => row["Status"]).ShouldBe(["Confirmed", "Cancelled"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\uFF1DSUM(A1)")]
    public void never_begins_a_cell_with_what_a_spreadsheet_takes_for_a_formula(string title)
    {
        var release = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Title = title });
        Rows(ProgrammeTable.Of(Programmes.Published(release)))[0]["Title"].ShouldBe($"'{title}");
    }

    [Fact]
    public void of_any_programme_is_read_again_cell_by_cell()
    {
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var publication = AnyProgramme.Drawn(seed);
            var bytes = ProgrammeTable.Of(publication);
            bytes.AsSpan(0, 3).ToArray().ShouldBe([0xEF, 0xBB, 0xBF], "spreadsheets know UTF-8 by it");
            var rows = Rows(bytes);
            rows.Count.ShouldBe(publication.Release.Meetings.Count, $"seed {seed}");
            foreach (var (row, meeting) in rows.Zip(publication.Release.Meetings))
            {
                (row["Meeting id"], DateTimeOffset.Parse(row["Starts at"]), DateTimeOffset.Parse(row["Ends at"])).ShouldBe((meeting.Id.ToString(), meeting.StartsAt, meeting.EndsAt), $"seed {seed}");
                row["Title"].TrimStart('\'').ShouldBe(Printable.Line(meeting.Title), $"seed {seed}");
                row.Values.ShouldAllBe(cell => cell.Length == 0 || !"=+-@\t".Contains(cell[0]));
            }
        }
    }

    private static List<IDictionary<string, string>> Rows(byte[] table)
    {
        using var csv = new CsvReader(new StreamReader(new MemoryStream(table), Encoding.UTF8), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        csv.HeaderRecord.ShouldBe(ProgrammeTable.Head);
        List<IDictionary<string, string>> rows = [];
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        return rows;
    }
}

public sealed class The_programme_as_a_list
{
    [Fact]
    public void has_words_beside_the_codes()
    {
        var listing = ProgrammeListing.Of(Programmes.Published(Programmes.First, Programmes.First.Next(Programmes.Table, meeting => meeting with { Cancelled = true })));
        (listing.Release, listing.Edition.Code, listing.Edition.TimeZone).ShouldBe((2, "hld-2006", "America/New_York"));
        listing.Changes.ShouldHaveSingleItem().ShouldContain("is called off");
        var (plenary, table) = (listing.Meetings[0], listing.Meetings[1]);
        (plenary.KindInWords, plenary.Minutes, plenary.Status).ShouldBe(("Plenary meeting", 180, ListedStatus.Confirmed));
        plenary.Speakers.Select(speaker => (speaker.Position, speaker.Called)).ShouldBe([(1, "Secretary-General"), (2, "Finland"), (3, "Kenya")]);
        (table.Status, table.Sequence).ShouldBe((ListedStatus.Cancelled, 1));
        table.Officers.Select(officer => officer.RoleInWords).ShouldBe(["Chair", "Rapporteur"]);
    }
}

using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Forum.Hosting.Paper;
using Forum.Scheduling.Exports;
using Forum.Scheduling.Releases;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>S9: the Journal is frozen at 18:30 the evening before; later changes are visible as changes.</summary>
public sealed class S9_The_Journal_is_frozen_the_evening_before
{
    private static readonly DateOnly Day = new(2006, 9, 14);

    [Fact]
    public void before_the_freeze_a_release_is_printed_as_it_is()
    {
        var next = Programmes.First.Next(Programmes.Table, meeting => meeting with { Title = "Another title" }, Programmes.Freeze.AddMinutes(-1));
        var publication = Programmes.Published(Programmes.First, next);
        Journal.Of(publication, Day).Frozen.ShouldBeNull();
        Journal.Of(publication, Day).FrozenAt.ShouldBe(Programmes.Freeze);
        Text(publication, Day).ShouldNotContain("freeze");
    }

    [Fact]
    public void after_it_what_is_different_stands_beside_what_was_frozen()
    {
        var frozen = Programmes.First.Next(Programmes.Table, meeting => meeting with { Title = "Frozen title" }, Programmes.Freeze.AddMinutes(-1));
        var late = frozen.Next(Programmes.Table, meeting => meeting with { StartsAt = Dialogue.Summer(14, 16), Room = "Conference room 2", Seats = meeting.Seats.Remove("NOR") }, Programmes.Freeze.AddMinutes(1));
        var publication = Programmes.Published(Programmes.First, frozen, late);
        Journal.Of(publication, Day).Frozen.ShouldBe(2);
        Page(publication, Day).QuerySelectorAll("tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent))).ShouldBe(
        [
            "Time | 15:00 to 18:00 on 14 September | 16:00 to 18:00 on 14 September",
            "Room | Conference room 1 | Conference room 2",
            "At the table | Norway | none",
        ]);
        Text(publication, Day).ShouldContain("Frozen as of release 2, 18:30 on 13 September 2006.");
        Text(publication, Day.AddDays(1)).ShouldNotContain("freeze", customMessage: "the next day is not frozen yet");
    }

    [Fact]
    public void a_meeting_that_was_moved_to_another_day_or_called_off_is_still_on_its_page()
    {
        var moved = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { StartsAt = Dialogue.Summer(15, 10), EndsAt = Dialogue.Summer(15, 13) }, Programmes.Freeze.AddHours(1));
        var late = moved.Next(Programmes.Table, meeting => meeting with { Cancelled = true }, Programmes.Freeze.AddHours(2));
        var publication = Programmes.Published(Programmes.First, moved, late);
        Text(publication, Day).ShouldContain("Moved to Friday, 15 September 2006.");
        Text(publication, Day).ShouldContain("Cancelled.");
        Text(publication, Day).ShouldContain("10:00 to 13:00 on 14 September");
        Journal.Of(publication, Day.AddDays(1)).Meetings.ShouldHaveSingleItem().Id.ShouldBe(Programmes.Plenary);
    }

    [Fact]
    public void a_meeting_that_came_after_it_says_so()
    {
        var table = Programmes.First.Meeting(Programmes.Table);
        var late = Programmes.First.Over(Programmes.First.Meetings.Add(table with { Id = Programmes.Statement, Number = 2, Title = "Meeting of round table 2" }), Programmes.Freeze.AddHours(1));
        Text(Programmes.Published(Programmes.First, late), Day).ShouldContain("Added after the freeze.");
    }

    [Fact]
    public void meetings_stand_in_order_with_room_time_officers_speakers_and_seats()
    {
        var text = Text(Programmes.Published(Programmes.First), Day);
        string[] order =
        [
            "Journal of Thursday, 14 September 2006", "10:00–13:00", "First plenary meeting", "General Assembly Hall", "A. President, President of the General Assembly", "Secretary-General", "Finland (about 10:20)", "Kenya (about 10:30)",
            "15:00–18:00", "Meeting of round table 1", "Conference room 1", "What migration does for development", "B. Person, Minister of Labour (FIN)", "4 participants: Chile, Finland, Kenya, Norway",
        ];
        order.Select(words => text.IndexOf(words, StringComparison.Ordinal)).ShouldBeInOrder(customMessage: text);
        order.ShouldAllBe(words => text.Contains(words, StringComparison.Ordinal));
        text.ShouldContain("release 1");
    }

    [Fact]
    public void no_text_of_a_programme_becomes_markup()
    {
        foreach (var seed in Enumerable.Range(0, 60))
        {
            var publication = AnyProgramme.Drawn(seed);
            foreach (var day in publication.Days())
            {
                var journal = Journal.Of(publication, day);
                var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(JournalPage.Of(journal)));
                page.QuerySelectorAll("b, script").ShouldBeEmpty($"seed {seed}");
                page.QuerySelectorAll("section.meeting > h2 bdi").Select(title => title.TextContent).ShouldBe(journal.Meetings.Select(meeting => Printable.Line(meeting.Title)), $"seed {seed}");
            }
        }
    }

    private static IDocument Page(Publication publication, DateOnly day) => new HtmlParser().ParseDocument(Encoding.UTF8.GetString(JournalPage.Of(Journal.Of(publication, day))));

    private static string Text(Publication publication, DateOnly day) =>
        string.Join(' ', Page(publication, day).Body!.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The Journal on paper, read by poppler.</summary>
public sealed class When_the_Journal_is_printed : IDisposable
{
    private static readonly DateOnly Day = new(2006, 9, 14);
    private readonly string directory = Directory.CreateTempSubdirectory("forum-journal").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task its_text_can_be_read_and_its_fonts_are_inside()
    {
        var late = Programmes.First.Next(Programmes.Table, meeting => meeting with { Room = "Conference room 2" }, Programmes.Freeze.AddHours(1));
        var (text, info, structure, fonts) = await Readers.ReadPdf(JournalPdf.Of(Journal.Of(Programmes.Published(Programmes.First, late), Day)), directory);
        foreach (var words in (string[])["Journal of Thursday, 14 September 2006", "10:00–13:00", "General Assembly Hall", "Finland (about 10:20)", "Chair: B. Person, Minister of Labour (FIN)", "Changed after the freeze", "Conference room 1", "Release 2", "Page 1"])
            text.ShouldContain(words);
        info.ShouldMatch(@"Title:\s+Journal of Thursday, 14 September 2006: High-level Dialogue");
        info.ShouldMatch(@"Tagged:\s+yes");
        info.ShouldMatch(@"Page size:\s+595 x 842 pts \(A4\)");
        foreach (var part in (string[])["H1", "H2", "Table", "TR", "TH", "TD", "LI", "Lbl", "LBody"])
            structure.ShouldMatch($@"(?m)^\s*{part}\b");
        structure.IndexOf("First plenary meeting", StringComparison.Ordinal).ShouldBeInRange(0, structure.IndexOf("Meeting of round table 1", StringComparison.Ordinal));
        structure.ShouldNotContain("Page 1", customMessage: "what stands at the foot is passed over");
        fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ShouldAllBe(font => font.Contains("+Noto Sans") && font.Contains(" yes yes yes "), "embedded, a subset, with Unicode");
    }

    [Fact]
    public async Task names_in_Latin_Greek_and_Cyrillic_letters_are_told_as_they_are_written()
    {
        string[] names = ["Réunion Đặng Nguyễn", "Türkiye Łódź", "Ελληνική Δημοκρατία", "Україна Кыргызстан"];
        var release = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Speakers = [.. names.Select(name => new ReleasedSpeaker(Guid.NewGuid(), null, "XXX", name, null, null))] });
        var (text, _, _, _) = await Readers.ReadPdf(JournalPdf.Of(Journal.Of(Programmes.Published(release), Day)), directory);
        names.ShouldAllBe(name => text.Contains(name, StringComparison.Ordinal));
        text.ShouldNotContain("A box stands for a letter");
    }

    [Theory]
    [InlineData("国际移徙与发展")]
    [InlineData("الهجرة والتنمية")]
    public async Task letters_that_the_font_does_not_have_are_not_passed_over_in_silence(string name)
    {
        var release = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Speakers = [new ReleasedSpeaker(Guid.NewGuid(), null, "XXX", name, null, null)] });
        var (text, _, _, _) = await Readers.ReadPdf(JournalPdf.Of(Journal.Of(Programmes.Published(release), Day)), directory);
        text.ShouldContain("A box stands for a letter of a script that this document has no font for.");
    }

    [Fact]
    public async Task a_long_day_goes_over_many_pages_and_nothing_is_lost()
    {
        var speakers = Enumerable.Range(1, 300).Select(number => new ReleasedSpeaker(Guid.NewGuid(), null, "XXX", $"Participant number {number} with a name that is long enough to be broken over two lines of the paper at least, as some are", null, null));
        var release = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Speakers = [.. speakers] }, Programmes.Freeze.AddHours(1));
        var (text, info, structure, _) = await Readers.ReadPdf(JournalPdf.Of(Journal.Of(Programmes.Published(Programmes.First, release), Day)), directory);
        structure.ShouldNotContain("Page 2", customMessage: "what stands at the foot is passed over");
        int.Parse(info.Split('\n').Single(line => line.StartsWith("Pages:", StringComparison.Ordinal))["Pages:".Length..]).ShouldBeGreaterThan(10);
        var inOneLine = string.Join(' ', text.Split((char[])[' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries));
        foreach (var number in Enumerable.Range(1, 300))
            inOneLine.ShouldContain($" {number}. Participant number {number} with");
    }

    [Fact]
    public async Task any_programme_can_be_printed_also_by_several_at_once() =>
        (await Task.WhenAll(Enumerable.Range(0, 40).Select(seed => Task.Run(() =>
        {
            var publication = AnyProgramme.Drawn(seed);
            return publication.Days().Select(day => JournalPdf.Of(Journal.Of(publication, day)).Length).Min();
        })))).ShouldAllBe(length => length > 1000);
}

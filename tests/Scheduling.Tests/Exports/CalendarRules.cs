using System.Text;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Exports;
using Forum.Scheduling.Meetings;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>S9: a calendar shows every change of the programme: the same UID, a higher SEQUENCE, and CANCELLED for what was dropped.</summary>
public sealed class S9_Calendars_show_what_changed
{
    private static readonly CalendarFeed Whole = new CalendarFeed.OfEdition(), Hall = new CalendarFeed.OfRoom(Programmes.Hall, "General Assembly Hall"), Annex = new CalendarFeed.OfRoom(Programmes.Annex, "Conference room 1");

    [Fact]
    public void the_same_release_makes_the_same_bytes()
    {
        foreach (var feed in (CalendarFeed[])[Whole, Hall, new CalendarFeed.OfDelegation("FIN")])
            ProgrammeCalendar.Of(Programmes.Published(Programmes.First), feed).ShouldBe(ProgrammeCalendar.Of(Programmes.Published(Programmes.First), feed));
    }

    [Fact]
    public void what_did_not_change_keeps_its_sequence()
    {
        var next = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Title = "Another title" });
        var items = Whole.Items(Programmes.Published(Programmes.First, next));
        items.Select(item => (item.Uid, item.Sequence, item.ChangedAt)).ShouldBe([(Programmes.Plenary, 1, next.ReleasedAt), (Programmes.Table, 0, Programmes.First.ReleasedAt)]);
    }

    [Fact]
    public void a_room_that_a_meeting_left_has_it_as_cancelled_and_the_other_one_has_it()
    {
        var moved = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { RoomId = Programmes.Annex, Room = "Conference room 1" });
        var publication = Programmes.Published(Programmes.First, moved);
        Hall.Items(publication).ShouldHaveSingleItem().ShouldSatisfyAllConditions(item => item.Cancelled.ShouldBeTrue(), item => item.Sequence.ShouldBe(1));
        Annex.Items(publication).Select(item => (item.Uid, item.Cancelled)).ShouldBe([(Programmes.Plenary, false), (Programmes.Table, false)]);

        // And back again: above what said that it was cancelled.
        var back = moved.Next(Programmes.Plenary, meeting => meeting with { RoomId = Programmes.Hall, Room = "General Assembly Hall" });
        Hall.Items(Programmes.Published(Programmes.First, moved, back)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(item => item.Cancelled.ShouldBeFalse(), item => item.Sequence.ShouldBe(2));
    }

    [Fact]
    public void a_delegation_has_the_meetings_at_which_it_speaks_sits_or_holds_an_office_and_its_turn_to_speak()
    {
        Uids("FIN").ShouldBe([Programmes.Plenary, Programmes.Statement, Programmes.Table]);
        Uids("NOR").ShouldBe([Programmes.Table], "it sits");
        Uids("CHL").ShouldBe([Programmes.Table], "it sits and has the rapporteur");
        Uids("FRA").ShouldBeEmpty();

        var statement = new CalendarFeed.OfDelegation("FIN").Items(Programmes.Published(Programmes.First)).Single(item => item.Uid == Programmes.Statement);
        (statement.StartsAt, statement.EndsAt, statement.PartOf).ShouldBe((Dialogue.Summer(14, 10).AddMinutes(20), Dialogue.Summer(14, 10).AddMinutes(30), Programmes.Plenary));
        statement.Summary.ShouldBe("Statement of Finland (approximate time)");

        static IEnumerable<Guid> Uids(string participant) => new CalendarFeed.OfDelegation(participant).Items(Programmes.Published(Programmes.First)).Select(item => item.Uid);
    }

    [Fact]
    public void a_delegation_that_does_not_speak_any_more_has_its_turn_and_the_meeting_as_cancelled()
    {
        var without = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Speakers = meeting.Speakers.RemoveAll(speaker => speaker.Participant == "KEN") });
        var items = new CalendarFeed.OfDelegation("KEN").Items(Programmes.Published(Programmes.First, without));
        items.Select(item => (item.Uid == Programmes.Table, item.Cancelled)).ShouldBe([(false, true), (false, true), (true, false)]);
    }

    [Fact]
    public void a_delegation_that_speaks_earlier_has_its_turn_moved()
    {
        var earlier = Programmes.First.Next(Programmes.Plenary, meeting => meeting with { Speakers = meeting.Speakers.RemoveAt(0).SetItem(0, meeting.Speakers[1] with { StartsAt = Dialogue.Summer(14, 10).AddMinutes(5) }) });
        var statement = new CalendarFeed.OfDelegation("FIN").Items(Programmes.Published(Programmes.First, earlier)).Single(item => item.Uid == Programmes.Statement);
        (statement.StartsAt, statement.Sequence).ShouldBe((Dialogue.Summer(14, 10).AddMinutes(5), 1));
    }

    [Fact]
    public void a_sequence_never_falls_and_rises_with_every_difference()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var publication = AnyProgramme.Drawn(seed);
            foreach (var feed in (CalendarFeed[])[Whole, new CalendarFeed.OfRoom(new Guid(1, 0, 0, new byte[8]), "First"), new CalendarFeed.OfDelegation("FIN")])
            {
                Dictionary<Guid, CalendarItem> before = [];
                foreach (var number in Enumerable.Range(1, publication.Releases.Count))
                {
                    var now = feed.Items(publication with { Releases = publication.Releases.GetRange(0, number) }).ToDictionary(item => item.Uid);
                    before.Keys.Except(now.Keys).ShouldBeEmpty($"seed {seed}: nothing disappears");
                    foreach (var item in before.Values)
                    {
                        var rose = now[item.Uid].Sequence > item.Sequence;
                        (rose || (now[item.Uid] == item)).ShouldBeTrue($"seed {seed}: {item.Uid}");
                    }

                    before = now;
                }
            }
        }
    }

    [Fact]
    public void no_line_is_longer_than_75_octets()
    {
        foreach (var seed in Enumerable.Range(0, 100))
        {
            var calendar = Encoding.UTF8.GetString(ProgrammeCalendar.Of(AnyProgramme.Drawn(seed), Whole));
            calendar.ShouldEndWith("END:VCALENDAR\r\n");
            foreach (var line in calendar.Split("\r\n"))
            {
                Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75, $"seed {seed}");
                line.EnumerateRunes().Where(rune => rune.Value != '\t' && Rune.IsControl(rune)).ShouldBeEmpty($"seed {seed}");
                line.ShouldNotContain('\uFFFD');
            }
        }
    }

    [Fact]
    public void the_zone_tells_the_clocks_of_that_year()
    {
        var calendar = Encoding.UTF8.GetString(ProgrammeCalendar.Of(Programmes.Published(Programmes.First), Whole));
        // Until 2006 summer time began on the first Sunday of April in New York.
        calendar.ShouldContain("BEGIN:DAYLIGHT\r\nDTSTART:20060402T020000\r\n");
        calendar.ShouldContain("TZOFFSETFROM:-0500\r\nTZOFFSETTO:-0400\r\n");
        calendar.ShouldContain("DTSTART;TZID=America/New_York:20060914T100000\r\n");
    }

    [Fact]
    public void whoever_subscribes_is_told_when_to_look_again_and_what_the_calendar_is_called()
    {
        var calendar = Encoding.UTF8.GetString(ProgrammeCalendar.Of(Programmes.Published(Programmes.First), new CalendarFeed.OfDelegation("FIN"))).Replace("\r\n ", "");
        calendar.ShouldContain("METHOD:PUBLISH\r\n");
        calendar.ShouldContain("REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n");
        calendar.ShouldContain("X-PUBLISHED-TTL:PT15M\r\n");
        calendar.ShouldContain("X-WR-CALNAME:Finland: High-level Dialogue on International Migration and Development\r\n");
        calendar.ShouldContain($"URL:{Programmes.Site}journal/2006-09-14.html#meeting-{Programmes.Plenary}\r\n");
    }

    [Fact]
    public void nothing_is_told_of_people_but_who_holds_an_office_in_public()
    {
        var officer = new DesignatedOfficer(OfficerRole.Chair, "B. Person", "Minister of Labour", "FIN");
        var meeting = Programmes.First.Meeting(Programmes.Table) with { Officers = [officer], Seats = ["FIN"], Topic = null };
        var description = Whole.Items(Programmes.Published(Programmes.First with { Meetings = [meeting] })).ShouldHaveSingleItem().Description;
        description.ShouldBe("Chair: B. Person, Minister of Labour (FIN)\nAt the table: 1 participant");
    }
}

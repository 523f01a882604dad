using Forum.Contracts.Scheduling;
using Forum.Kit;
using Forum.Scheduling.Notices;
using Forum.Scheduling.Releases;
using static Forum.Scheduling.Tests.Releases.Programmes;
using NoticeIssued = Forum.Scheduling.Notices.NoticeIssued;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>Only those are told whom a change concerns, and only what is different from what they were told last.</summary>
public sealed class S9_Notices_to_those_affected
{
    private static readonly Guid Inscription = Guid.CreateVersion7();
    private static readonly ReleasedMeeting Opening = Plenary() with { Speakers = [Speaker("KEN", Dialogue.Summer(14, 11), Inscription)] };
    private static readonly ReleasedMeeting Table = RoundTable() with { Seats = ["FIN", "KEN"], Officers = [Officer(OfficerRole.Chair, "PER"), Officer(OfficerRole.NoteTaker, "CHL")] };
    private static readonly ProgrammeDraft First = Draft(Opening, Table);
    private static readonly ReleasedProgramme One = First.Release();

    [Fact]
    public void with_the_first_release_each_is_told_where_it_speaks_sits_and_presides()
    {
        News(null, One, "KEN").ShouldBe(
        [
            "You speak at plenary meeting 1, 10:00 to 13:00 on 14 September; you are expected to be called at 11:00.",
            "You have a seat at round table 2, 15:00 to 18:00 on 15 September in Conference Room 4.",
        ]);
        News(null, One, "PER").ShouldBe(["You provide the chair of round table 2, 15:00 to 18:00 on 15 September in Conference Room 4."]);
        News(null, One, "XYZ").ShouldBeEmpty();
    }

    [Fact]
    public void a_table_that_moves_concerns_those_who_sit_there_and_its_officers_and_nobody_else()
    {
        var two = First.With(Table.Id, table => table with { RoomId = Room2, Room = "Conference Room 2" }).Release(One);
        foreach (var participant in new[] { "FIN", "KEN", "PER", "CHL" })
            News(One, two, participant).ShouldBe(["Round table 2 moves from Conference Room 4 to Conference Room 2."]);
        News(One, First.With(Opening.Id, meeting => meeting with { Title = "Another title" }).Release(One), "FIN").ShouldBeEmpty();
    }

    [Fact]
    public void a_slot_that_moves_concerns_its_speaker_only()
    {
        var two = First.With(Opening.Id, meeting => meeting with { Speakers = [Speaker("FIN"), Speaker("KEN", Dialogue.Summer(14, 12), Inscription)] }).Release(One);
        News(One, two, "KEN").ShouldBe(["You are expected to be called at plenary meeting 1 at 12:00 on 14 September instead of at 11:00 on 14 September."]);
        News(One, two, "FIN").ShouldBe(["You speak at plenary meeting 1, 10:00 to 13:00 on 14 September."]);
        News(One, two, "PER").ShouldBeEmpty();
    }

    [Fact]
    public void who_chairs_concerns_all_at_the_table_and_who_takes_notes_does_not()
    {
        var vacant = First.With(Table.Id, table => table with { Officers = [table.Officers[1]] }).Release(One);
        News(One, vacant, "FIN").ShouldBe(["The chair of round table 2 is vacant."]);
        News(One, vacant, "PER").ShouldBe(["You do not provide the chair of round table 2 any more."]);
        var without = First.With(Table.Id, table => table with { Officers = [table.Officers[0]] }).Release(One);
        News(One, without, "FIN").ShouldBeEmpty();
        News(One, without, "CHL").ShouldBe(["You do not provide the note-taker of round table 2 any more."]);
    }

    [Fact]
    public void what_is_called_off_is_said_once()
    {
        var two = Draft(Opening).Release(One);
        News(One, two, "FIN").ShouldBe(["Round table 2, planned for 15:00 on 15 September, is called off."]);
        News(two, two, "FIN").ShouldBeEmpty();
        News(null, two, "FIN").ShouldBeEmpty("it never heard of it");
    }

    [Fact]
    public void of_several_releases_what_counts_is_what_the_delegation_was_told_last()
    {
        var two = First.With(Table.Id, table => table with { RoomId = Room2, Room = "Conference Room 2" }).Release(One);
        var three = First.With(Table.Id, table => table with { RoomId = Room2, Room = "Conference Room 2", Title = "Another title" }).Release(two);
        News(One, three, "FIN").Count.ShouldBe(2);
        News(two, three, "FIN").ShouldBe(["Round table 2 has the title “Another title” instead of “Meeting of round table 2”."]);
        News(One, First.Release(three), "FIN").ShouldBeEmpty("it was changed and changed back");
    }

    [Fact]
    public void a_notice_is_issued_once_and_only_as_a_draft()
    {
        var matter = new NoticeMatter(Dialogue.Id, Guid.CreateVersion7(), "KEN", 2, 1, ["You have a seat at round table 2."], [Table.Id]);
        object drafted = new NoticeDrafted(Guid.CreateVersion7(), matter, June), reworded = new NoticeReworded(June), issued = new NoticeIssued(matter, Reworded: true, June);
        Given(drafted, reworded).When(notice => ApproveNotices.Decide(notice, June)).Then(issued);
        Given(drafted, reworded, issued).When(notice => ApproveNotices.Decide(notice, June)).ThenRefused("notice-settled");
        Given(drafted, new NoticeDiscarded(June)).When(notice => ApproveNotices.Decide(notice, June)).ThenRefused("notice-settled");
        Given(drafted, new NoticeSuperseded(3, June)).When(notice => new RewordNotice { Text = "Words" }.Decide(notice, June)).ThenRefused("notice-settled");
        Given(drafted, issued).When(notice => new DiscardNotice { Reason = "Told by telephone" }.Decide(notice, June)).ThenRefused("notice-settled");
        Given(drafted, issued).When(notice => notice.Supersede(3, June)).ThenNothing();
        Given(drafted).When(notice => notice.Supersede(3, June)).Then(new NoticeSuperseded(3, June));

        static Decider<Notice> Given(params object[] events) => Decider.Given<Notice>((notice, e) => notice.Evolve(e), events);
    }

    private static List<string> News(ReleasedProgramme? told, ReleasedProgramme release, string participant) => [.. Concern.News(told, release, participant).Select(news => news.Words)];
}

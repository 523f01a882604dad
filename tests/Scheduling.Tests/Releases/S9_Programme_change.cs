using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.Persons;
using Forum.Scheduling.Releases;
using static Forum.Scheduling.Tests.Releases.Programmes;
using ProgrammeReleased = Forum.Scheduling.Releases.ProgrammeReleased;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>Every change makes a new revision; a meeting keeps its id, its sequence number rises when it changes and when it is called off, and it stays in the programme.</summary>
public sealed class S9_Programme_change
{
    private static readonly ReleasedMeeting Opening = Plenary(), Table = RoundTable();
    private static readonly ProgrammeDraft First = Draft(Opening, Table);
    private static readonly ReleasedProgramme One = First.Release();

    [Fact]
    public void the_first_release_holds_all_meetings_and_changes_nothing()
    {
        One.Number.ShouldBe(1);
        One.Changes.ShouldBeEmpty();
        One.Meetings.Select(meeting => (meeting.Id, meeting.Sequence, meeting.ChangedIn)).ShouldBe([(Opening.Id, 0, 1), (Table.Id, 0, 1)]);
    }

    [Fact]
    public void what_changes_gets_the_next_sequence_number_and_what_does_not_keeps_its_own()
    {
        var two = First.With(Table.Id, table => table with { Room = "Conference Room 2", RoomId = Room2 }).Release(One);
        two.Meeting(Opening.Id).ShouldBe(One.Meeting(Opening.Id));
        two.Meeting(Table.Id).ShouldSatisfyAllConditions(
            table => table.Sequence.ShouldBe(1),
            table => table.ChangedIn.ShouldBe(2),
            table => table.Cancelled.ShouldBeFalse());
        two.Changes.ShouldBe(["Round table 2 moves from Conference Room 4 to Conference Room 2."]);
    }

    [Fact]
    public void what_is_called_off_stays_as_cancelled_for_ever()
    {
        var two = Draft(Opening).Release(One);
        two.Meeting(Table.Id).ShouldSatisfyAllConditions(
            table => table.Cancelled.ShouldBeTrue(),
            table => table.Sequence.ShouldBe(1),
            table => table.StartsAt.ShouldBe(Table.StartsAt));
        two.Changes.ShouldBe(["Round table 2, planned for 15:00 on 15 September, is called off."]);
        var three = Draft(Opening, Table with { Cancelled = true, Room = "Elsewhere" }, Plenary(3, 15)).Release(two);
        three.Meeting(Table.Id).ShouldBe(two.Meeting(Table.Id));
        three.Changes.ShouldBe(["Plenary meeting 3 is added: 10:00 to 13:00 on 15 September."]);
        First.Release(three).Meeting(Table.Id).Sequence.ShouldBe(2);
    }

    [Fact]
    public void what_was_called_off_before_it_was_published_is_in_no_release() =>
        Draft(Opening, Table with { Cancelled = true }).Release().Meetings.ShouldHaveSingleItem().Id.ShouldBe(Opening.Id);

    [Fact]
    public void a_release_without_any_difference_is_refused()
    {
        Refused("nothing-to-release", () => Decide(First, One));
        Refused("nothing-to-release", () => Decide(Draft(), null));
        Decide(First, null).Number.ShouldBe(1);
    }

    [Fact]
    public void a_draft_that_moved_on_since_it_was_looked_at_is_not_released()
    {
        var seen = new ReleaseProgramme { Draft = First.Fingerprint() };
        Decide(First, null, seen).Number.ShouldBe(1);
        Refused("draft-moved-on", () => Decide(Draft(Opening), null, seen));
    }

    [Fact]
    public void hard_conflicts_refuse_the_release_and_are_said()
    {
        var clash = Draft(Table, RoundTable(3, 15, 16));
        var refusal = Should.Throw<Refusal>(() => Decide(clash, null));
        refusal.Code.ShouldBe("hard-conflicts");
        refusal.Message.ShouldContain("Round table 2 and round table 3 are both in Conference Room 4 at 16:00 on 15 September.");
    }

    [Fact]
    public void soft_conflicts_need_to_be_acknowledged()
    {
        ProgrammeConflict soft = new("a-key", ConflictKind.PersonInTwoPlaces, ConflictWeight.Soft, [Table.Id], "Somebody may be late."), open = soft with { Key = "another", Weight = ConflictWeight.Open };
        Refused("conflicts-not-acknowledged", () => new ReleaseProgramme().Decide(null, First, [soft, open], Dialogue.Known, June));
        Refused("conflicts-not-acknowledged", () => new ReleaseProgramme { Acknowledged = ["another"] }.Decide(null, First, [soft, open], Dialogue.Known, June));
        new ReleaseProgramme { Acknowledged = ["a-key"] }.Decide(null, First, [soft, open], Dialogue.Known, June).Number.ShouldBe(1);
    }

    [Fact]
    public void equal_times_are_a_conflict_and_adjacent_ones_are_not()
    {
        Clashes(RoundTable(3, 15, 15)).ShouldBe([ConflictKind.RoomTaken]);
        Clashes(RoundTable(3, 15, 17)).ShouldBe([ConflictKind.RoomTaken]);
        Clashes(RoundTable(3, 15, 18)).ShouldBeEmpty();
        Clashes(RoundTable(3, 15, 12)).ShouldBeEmpty();
        Clashes(RoundTable(3, 15, 15) with { Cancelled = true }).ShouldBeEmpty();
        Clashes(RoundTable(3, 15, 15) with { RoomId = Room2 }).ShouldBeEmpty();

        static IEnumerable<ConflictKind> Clashes(ReleasedMeeting other) => ProgrammeConflicts.Of(Draft(Table, other)).Where(conflict => conflict.Weight is ConflictWeight.Hard).Select(conflict => conflict.Kind);
    }

    [Fact]
    public void an_officer_of_two_meetings_at_once_is_a_hard_conflict_in_which_nobody_is_named()
    {
        var chair = Officer(OfficerRole.Chair, "FIN", "Somebody");
        var conflicts = ProgrammeConflicts.Of(Draft(Table with { Officers = [chair] }, RoundTable(3) with { RoomId = Room2, Officers = [chair with { Role = OfficerRole.Rapporteur }] }));
        var hard = conflicts.Where(conflict => conflict.Weight is ConflictWeight.Hard).ShouldHaveSingleItem();
        hard.Kind.ShouldBe(ConflictKind.PersonInTwoPlaces);
        hard.Words.ShouldBe("The chair of round table 2 and the rapporteur of round table 3 are the same person from Finland, and both meetings are held at one time.");
        conflicts[0].ShouldBe(hard);
    }

    [Fact]
    public void somebody_who_speaks_and_sits_at_nearly_the_same_time_is_a_soft_conflict()
    {
        Place slot = new() { Kind = PlaceKind.PlenarySlot, MeetingId = Opening.Id, Subject = Guid.CreateVersion7(), Participant = "FIN", StartsAt = Opening.StartsAt, EndsAt = Opening.EndsAt },
            seat = slot with { Kind = PlaceKind.RoundTableSeat, MeetingId = Table.Id, Subject = Guid.CreateVersion7() };
        var conflict = new PersonConflict(Guid.CreateVersion7(), Severity.Soft, slot, seat, June);
        var person = new Whereabouts { Id = Guid.CreateVersion7(), EditionId = Dialogue.Id, Conflicts = [conflict] };
        var soft = ProgrammeConflicts.Of(First, person).Where(found => found.Weight is ConflictWeight.Soft).ShouldHaveSingleItem();
        soft.Words.ShouldBe("Somebody of Finland speaks at plenary meeting 1 and sits at round table 2 at nearly the same time.");
        Refused("conflicts-not-acknowledged", () => new ReleaseProgramme().Decide(null, First, [soft], Dialogue.Known, June));
        new ReleaseProgramme { Acknowledged = [soft.Key] }.Decide(null, First, [soft], Dialogue.Known, June).Number.ShouldBe(1);
        ProgrammeConflicts.Of(First, person with { Conflicts = [conflict with { Severity = Severity.Hard }] })[0].Weight.ShouldBe(ConflictWeight.Hard);
        ProgrammeConflicts.Of(Draft(Opening, Table with { Cancelled = true }), person).ShouldNotContain(found => found.Weight == ConflictWeight.Soft);
    }

    [Fact]
    public void offices_and_rooms_that_nobody_has_settled_are_listed_and_keep_nothing_back()
    {
        var conflicts = ProgrammeConflicts.Of(Draft(Table with { RoomId = null, Officers = [Officer(OfficerRole.CoChair, "FIN"), Officer(OfficerRole.Rapporteur, "KEN")] }));
        conflicts.ShouldAllBe(conflict => conflict.Weight == ConflictWeight.Open);
        conflicts.Select(conflict => conflict.Words).ShouldBe(
            ["Round table 2 has no note-taker yet.", "Round table 2 has no secretary yet.", "Round table 2 has no room yet."], ignoreOrder: true);
    }

    [Fact]
    public void releases_are_numbered_without_gaps()
    {
        var programme = new ProgrammeOfWork();
        var released = programme.Publish(One, Dialogue.Known).ShouldHaveSingleItem().ShouldBeOfType<ProgrammeReleased>();
        released.Meetings.ShouldAllBe(meeting => meeting.Changed && !meeting.Late);
        programme = programme.Evolve(released);
        Should.Throw<InvalidOperationException>(() => programme.Publish(One, Dialogue.Known));
        var two = Draft(Opening).Release(One);
        programme.Publish(two, Dialogue.Known).OfType<ProgrammeReleased>().Single().Meetings.Select(meeting => (meeting.Changed, meeting.Cancelled)).ShouldBe([(false, false), (true, true)]);
    }

    private static ReleasedProgramme Decide(ProgrammeDraft draft, ReleasedProgramme? published, ReleaseProgramme? command = null) =>
        (command ?? new ReleaseProgramme()).Decide(published, draft, ProgrammeConflicts.Of(draft), Dialogue.Known, June);

    private static void Refused(string code, Func<ReleasedProgramme> decide) => Should.Throw<Refusal>(() => _ = decide()).Code.ShouldBe(code);
}

public sealed class S9_Programme_change_in_words
{
    private static readonly ReleasedMeeting Table = RoundTable();

    [Fact]
    public void a_move_says_from_where_and_when_to_where_and_when() => Said(Table, Table with
    {
        StartsAt = Dialogue.Summer(15, 10),
        EndsAt = Dialogue.Summer(15, 13),
        RoomId = Room2,
        Room = "Conference Room 2",
    }).ShouldBe(["Round table 2 moves from 15:00 to 10:00 on 15 September and from Conference Room 4 to Conference Room 2."]);

    [Fact]
    public void a_move_to_another_day_says_both_days() => Said(Table, Table with { StartsAt = Dialogue.Summer(14, 10), EndsAt = Dialogue.Summer(14, 14) })
        .ShouldBe(["Round table 2 moves from 15:00 on 15 September to 10:00 on 14 September, until 14:00."]);

    [Fact]
    public void other_languages_are_said_with_what_is_left_out()
    {
        Said(Table, Table with { Languages = [Language.English, Language.French] }).ShouldBe(["Round table 2 is interpreted into English and French."]);
        Said(Table with { Languages = [Language.Arabic, Language.English] }, Table with { Languages = [Language.English] }).ShouldBe(["Round table 2 is not interpreted into Arabic any more."]);
    }

    [Fact]
    public void a_later_end_is_no_move() => Said(Table, Table with { EndsAt = Dialogue.Summer(15, 19) })
        .ShouldBe(["Round table 2 ends at 19:00 on 15 September instead of 18:00 on 15 September."]);

    [Fact]
    public void a_room_is_assigned_and_taken_away()
    {
        Said(Table with { Room = null, RoomId = null }, Table).ShouldBe(["Round table 2 is held in Conference Room 4."]);
        Said(Table, Table with { Room = null, RoomId = null }).ShouldBe(["Round table 2 is not held in Conference Room 4 any more; no room is assigned yet."]);
    }

    [Fact]
    public void title_and_topic_are_quoted()
    {
        Said(Table, Table with { Title = "Round table on data", Topic = "Data" }).ShouldBe(
            ["Round table 2 has the title “Round table on data” instead of “Meeting of round table 2”.", "Round table 2 discusses “Data”."]);
        Said(Table with { Topic = "Data" }, Table).ShouldBe(["Round table 2 does not discuss “Data” any more; its topic is not known yet."]);
    }

    [Fact]
    public void officers_are_called_by_office_and_participant()
    {
        var chaired = Table with { Officers = [Officer(OfficerRole.Chair, "FIN")] };
        Said(Table, chaired).ShouldBe(["Chair of round table 2: Finland."]);
        Said(chaired, Table).ShouldBe(["The chair of round table 2 is vacant."]);
        Said(chaired, Table with { Officers = [Officer(OfficerRole.Chair, "KEN")] }).ShouldBe(["Chair of round table 2: Kenya instead of Finland."]);
        Said(chaired, Table with { Officers = [Officer(OfficerRole.Chair, "FIN", "Somebody else")] }).ShouldBe(["The chair of round table 2 is somebody else, again Finland."]);
        Said(chaired with { Officers = [.. chaired.Officers, Officer(OfficerRole.Chair, "KEN")] }, chaired).ShouldBe(["Chair of round table 2: Kenya is not named any more."]);
    }

    [Fact]
    public void speakers_and_seats_are_called_by_name_as_long_as_they_are_few()
    {
        var (finland, kenya) = (Speaker("FIN", Dialogue.Summer(14, 10)), Speaker("KEN", Dialogue.Summer(14, 11)));
        var plenary = Plenary() with { Speakers = [finland, kenya] };
        Said(plenary with { Speakers = [] }, plenary).ShouldBe(["Speaking at plenary meeting 1: Finland (10:00) and Kenya (11:00)."]);
        Said(plenary, plenary with { Speakers = [kenya] }).ShouldBe(["Not speaking at plenary meeting 1 any more: Finland."]);
        Said(plenary, plenary with { Speakers = [finland, kenya with { StartsAt = Dialogue.Summer(14, 12) }] }).ShouldBe(["Kenya speaks at plenary meeting 1 at 12:00 instead of 11:00."]);
        Said(plenary, plenary with { Speakers = [kenya, finland] }).ShouldBe(["The speakers of plenary meeting 1 speak in another order."]);
        Said(Table, Table with { Seats = ["FIN", "KEN", "XYZ"] }).ShouldBe(["Seated at round table 2: Finland, Kenya and XYZ."]);
        Said(Table with { Seats = ["FIN"] }, Table).ShouldBe(["Not seated at round table 2 any more: Finland."]);
        Said(Table, Table with { Seats = [.. Enumerable.Range(0, 11).Select(n => $"P{n:00}")] }).ShouldBe(["11 participants more have a seat at round table 2."]);
    }

    [Fact]
    public void what_is_the_same_is_not_said() => Said(Table, Table with { Sequence = 7, ChangedIn = 8, ChangedAt = June }).ShouldBeEmpty();
}

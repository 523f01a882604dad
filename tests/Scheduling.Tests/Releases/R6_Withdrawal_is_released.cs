using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Releases;
using Forum.Scheduling.SpeakersLists;
using static Forum.Scheduling.Tests.Releases.Programmes;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RoundTable = Forum.Scheduling.RoundTables.RoundTable;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>A withdrawal that touches what is published makes a release by itself, which carries that and nothing else.</summary>
public sealed class R6_Withdrawal_is_released
{
    private static readonly DesignatedOfficer Chair = Officer(OfficerRole.Chair, "FIN"), Rapporteur = Officer(OfficerRole.Rapporteur, "KEN");
    private static readonly ReleasedSpeaker Finland = Speaker("FIN"), Kenya = Speaker("KEN");
    private static readonly ReleasedMeeting Opening = Plenary() with { Speakers = [Finland, Kenya] };
    private static readonly ReleasedMeeting Table = RoundTable(1) with { Officers = [Chair, Rapporteur], Seats = ["FIN", "KEN"] };
    private static readonly ReleasedProgramme One = Draft(Opening, Table).Release();

    [Fact]
    public void all_that_it_held_is_taken_out_in_one_release_with_the_reason()
    {
        var two = Withdraw().TakenFrom(One, Dialogue.Known, June).ShouldNotBeNull();
        two.Changes.ShouldBe(
        [
            "Finland does not speak at plenary meeting 1: it has withdrawn.",
            "The chair of round table 1 is vacant: Finland has withdrawn.",
            "Finland has no seat at round table 1 any more: it has withdrawn.",
        ]);
        two.ByWithdrawal.ShouldBeTrue();
        two.Meeting(Opening.Id).Speakers.ShouldBe([Kenya]);
        two.Meeting(Table.Id).ShouldSatisfyAllConditions(
            table => table.Officers.ShouldBe([Rapporteur]),
            table => table.Seats.ShouldBe(["KEN"]),
            table => table.Sequence.ShouldBe(1));
    }

    [Fact]
    public void what_is_heard_of_it_again_releases_nothing()
    {
        var two = Withdraw().TakenFrom(One, Dialogue.Known, June)!;
        Withdraw().TakenFrom(two, Dialogue.Known, June).ShouldBeNull();
    }

    [Fact]
    public void the_organizers_other_work_stays_a_draft()
    {
        // The draft has moved the table and dismissed the rapporteur; the published times and the rapporteur stay.
        var drafted = Sitting(Table, entry => entry with { StartsAt = Dialogue.Summer(14, 8), Title = "Another title" });
        var two = Withdraw(tables: drafted).TakenFrom(One, Dialogue.Known, June)!;
        two.Meeting(Table.Id).ShouldSatisfyAllConditions(
            table => table.StartsAt.ShouldBe(Table.StartsAt),
            table => table.Title.ShouldBe(Table.Title),
            table => table.Officers.ShouldBe([Rapporteur]));
    }

    [Fact]
    public void who_left_the_list_without_withdrawing_is_the_organizers_matter()
    {
        Withdraw(standing: DelegationStanding.Announced).TakenFrom(One, Dialogue.Known, June).ShouldBeNull();
        // ... but for an office of which it was said.
        (Withdraw(standing: DelegationStanding.Announced) with { Office = (Table.Id, OfficerRole.Chair) }).TakenFrom(One, Dialogue.Known, June)!
            .Changes.ShouldBe(["The chair of round table 1 is vacant: Finland has withdrawn."]);
    }

    [Fact]
    public void who_came_back_before_it_was_heard_of_is_taken_out_all_the_same() =>
        Withdraw(standing: DelegationStanding.Announced, withdrawnAt: June.AddHours(1)).TakenFrom(One, Dialogue.Known, June.AddHours(2))!.Changes.Count.ShouldBe(3);

    [Fact]
    public void what_was_held_and_what_was_called_off_stays()
    {
        Withdraw(tables: Sitting(Table, entry => entry with { State = MeetingState.Concluded })).TakenFrom(One, Dialogue.Known, June)!.Changes.ShouldHaveSingleItem();
        var cancelled = Draft(Opening with { Speakers = [] }).Release(One);
        Withdraw().TakenFrom(cancelled, Dialogue.Known, June).ShouldBeNull();
    }

    [Fact]
    public void after_the_freeze_it_is_shown_as_a_change()
    {
        var two = Withdraw().TakenFrom(One, Dialogue.Known, EveningBefore)!;
        two.Meeting(Opening.Id).LateChanges.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            change => change.What.ShouldBe(ChangeKind.OtherSpeakers),
            change => change.Before.ShouldBe("Finland"),
            change => change.After.ShouldBeNull());
        two.Meeting(Table.Id).LateChanges.ShouldBeEmpty("its day is not frozen yet");
    }

    /// <summary>Finland has withdrawn; what it held is gone from the current state, Kenya's is there.</summary>
    private static Withdrawn Withdraw(DelegationStanding standing = DelegationStanding.Withdrawn, DateTimeOffset? withdrawnAt = null, Meeting? tables = null)
    {
        var known = (Dialogue.Delegation("FIN") with { Name = "Finland", Standing = standing, LastWithdrawnAt = withdrawnAt }).As(Guid.CreateVersion7());
        var sitting = tables ?? Sitting(Table, entry => entry);
        return new Withdrawn(
            "FIN",
            known,
            new Dictionary<Guid, Meeting> { [Opening.Id] = Sitting(Opening, entry => entry), [Table.Id] = sitting },
            [new RoundTable { EditionId = Dialogue.Id, Number = 1, MeetingId = Table.Id, Capacity = 5 }],
            new SpeakersList());
    }

    /// <summary>The meeting as it stands without Finland, changed by the organizer.</summary>
    private static Meeting Sitting(ReleasedMeeting published, Func<ProgrammeEntry, ProgrammeEntry> change) => new()
    {
        Id = published.Id,
        Entry = change(new ProgrammeEntry
        {
            EditionId = Dialogue.Id,
            Kind = published.Kind,
            Number = published.Number,
            Title = published.Title,
            StartsAt = published.StartsAt,
            EndsAt = published.EndsAt,
            Officers = published.Officers.RemoveAll(officer => officer.Participant == "FIN"),
            Vacancies = [.. published.Officers.Where(officer => officer.Participant == "FIN").Select(officer => new Vacancy(officer.Role, "FIN", June))],
        }),
    };
}

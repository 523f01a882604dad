using Forum.Scheduling.Editions;
using Forum.Scheduling.Releases;
using static Forum.Scheduling.Tests.Releases.Programmes;
using DayFrozen = Forum.Scheduling.Releases.DayFrozen;
using ProgrammeReleased = Forum.Scheduling.Releases.ProgrammeReleased;

namespace Forum.Scheduling.Tests.Releases;

/// <summary>The programme of a day is frozen at 18:30 the evening before, as the venue tells the time; later changes are shown as changes.</summary>
public sealed class S9_Freeze
{
    private static readonly DateTimeOffset FirstFrozen = Dialogue.Summer(13, 18).AddMinutes(30), SecondFrozen = FirstFrozen.AddDays(1);
    private static readonly ReleasedMeeting Opening = Plenary(), Table = RoundTable();
    private static readonly ProgrammeDraft First = Draft(Opening, Table);
    private static readonly ReleasedProgramme One = First.Release();

    [Theory]
    // The clocks were put back on 29 October 2006 in New York: the evening before is at another offset than the day.
    [InlineData("America/New_York", "2006-10-29", "2006-10-28T18:30:00-04:00")]
    [InlineData("America/New_York", "2006-10-30", "2006-10-29T18:30:00-05:00")]
    // ... and put forward on 2 April.
    [InlineData("America/New_York", "2006-04-02", "2006-04-01T18:30:00-05:00")]
    [InlineData("America/New_York", "2006-04-03", "2006-04-02T18:30:00-04:00")]
    // By half an hour on Lord Howe Island, at two in the morning.
    [InlineData("Australia/Lord_Howe", "2024-04-07", "2024-04-06T18:30:00+11:00")]
    [InlineData("Australia/Lord_Howe", "2024-04-08", "2024-04-07T18:30:00+10:30")]
    [InlineData("Asia/Kathmandu", "2024-01-01", "2023-12-31T18:30:00+05:45")]
    public void the_evening_is_that_of_the_venue(string zone, string day, string from)
    {
        var frozen = In(zone).FrozenFrom(DateOnly.Parse(day));
        frozen.EqualsExact(DateTimeOffset.Parse(from)).ShouldBeTrue($"{frozen:O}");
    }

    [Fact]
    public void where_a_day_is_left_out_it_is_the_last_evening_that_there_was()
    {
        // Samoa went from 29 to 31 December 2011.
        var frozen = In("Pacific/Apia").FrozenFrom(new DateOnly(2011, 12, 31));
        frozen.EqualsExact(new DateTimeOffset(2011, 12, 29, 18, 30, 0, TimeSpan.FromHours(-10))).ShouldBeTrue($"{frozen:O}");
    }

    [Fact]
    public void a_change_after_the_freeze_is_marked_with_what_stood_there()
    {
        var two = First.With(Opening.Id, meeting => meeting with { RoomId = Room2, Room = "Conference Room 2" }).Release(One, EveningBefore);
        var late = two.Meeting(Opening.Id).LateChanges.ShouldHaveSingleItem();
        late.ShouldBe(new LateChange(ChangeKind.OtherRoom, null, "Conference Room 2", "Plenary meeting 1 is held in Conference Room 2.", 2, EveningBefore));

        // Twice changed, what stands beside the new is what was frozen.
        var three = First.With(Opening.Id, meeting => meeting with { RoomId = Room4, Room = "Conference Room 4" }).Release(two, EveningBefore.AddHours(1));
        three.Meeting(Opening.Id).LateChanges.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            change => change.Before.ShouldBeNull(),
            change => change.After.ShouldBe("Conference Room 4"),
            change => change.Release.ShouldBe(3));
        First.Release(three, EveningBefore.AddHours(2)).Meeting(Opening.Id).LateChanges.ShouldBeEmpty("it is as it was frozen");
    }

    [Fact]
    public void each_day_is_frozen_for_itself()
    {
        var two = First.With(Table.Id, meeting => meeting with { Title = "Another title" }).Release(One, EveningBefore);
        two.Meeting(Table.Id).LateChanges.ShouldBeEmpty();
        var three = First.Release(two, EveningBefore.AddDays(1));
        three.Meeting(Table.Id).LateChanges.ShouldHaveSingleItem().What.ShouldBe(ChangeKind.Retitled);
    }

    [Fact]
    public void what_comes_to_a_frozen_day_and_what_leaves_it_is_late()
    {
        var two = First.With(Table.Id, meeting => meeting with { StartsAt = Dialogue.Summer(14, 15), EndsAt = Dialogue.Summer(14, 18) }).Release(One, EveningBefore);
        two.Meeting(Table.Id).LateChanges.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            change => change.Before.ShouldBe("15:00 to 18:00 on 15 September"),
            change => change.After.ShouldBe("15:00 to 18:00 on 14 September"));
        var away = First.With(Opening.Id, meeting => meeting with { StartsAt = Dialogue.Summer(15, 10), EndsAt = Dialogue.Summer(15, 13) }).Release(One, EveningBefore);
        away.Meeting(Opening.Id).LateChanges.ShouldHaveSingleItem().What.ShouldBe(ChangeKind.Moved);
        var added = Draft(Opening, Table, Plenary(2, 14, 15)).Release(One, EveningBefore);
        added.Meetings.Single(meeting => meeting.Number == 2 && meeting.RoundTable is null).LateChanges.ShouldHaveSingleItem().What.ShouldBe(ChangeKind.Added);
        Draft(Table).Release(One, EveningBefore).Meeting(Opening.Id).LateChanges.ShouldHaveSingleItem().What.ShouldBe(ChangeKind.CalledOff);
    }

    [Fact]
    public void nothing_is_late_that_was_never_published() => First.Release(null, EveningBefore).Meetings.ShouldAllBe(meeting => meeting.LateChanges.IsEmpty);

    [Fact]
    public void a_day_is_frozen_once_with_the_release_that_held_then()
    {
        var programme = Released(new ProgrammeOfWork(), One);
        programme.Freeze(Dialogue.Known, FirstFrozen.AddTicks(-1)).ShouldBeEmpty();
        var frozen = programme.Freeze(Dialogue.Known, FirstFrozen).ShouldHaveSingleItem().ShouldBeOfType<DayFrozen>();
        (frozen.Day, frozen.Release, frozen.At).ShouldBe((new DateOnly(2006, 9, 14), 1, FirstFrozen));
        programme = programme.Evolve(frozen);
        programme.Freeze(Dialogue.Known, FirstFrozen.AddHours(1)).ShouldBeEmpty();
        programme.Freeze(Dialogue.Known, SecondFrozen).ShouldHaveSingleItem().ShouldBeOfType<DayFrozen>().Day.ShouldBe(new DateOnly(2006, 9, 15));
    }

    [Fact]
    public void a_release_after_the_hour_freezes_first_when_nobody_was_there_to_do_it()
    {
        var programme = Released(new ProgrammeOfWork(), One);
        var two = First.With(Opening.Id, meeting => meeting with { Title = "Another title" }).Release(One, EveningBefore);
        object[] events = [.. programme.Publish(two, Dialogue.Known)];
        events.Select(e => e.GetType()).ShouldBe([typeof(DayFrozen), typeof(ProgrammeReleased)]);
        ((DayFrozen)events[0]).Release.ShouldBe(1);
        ((ProgrammeReleased)events[1]).Meetings.Select(meeting => meeting.Late).ShouldBe([true, false]);
    }

    private static ProgrammeOfWork Released(ProgrammeOfWork programme, ReleasedProgramme release) => programme.Publish(release, Dialogue.Known).Aggregate(programme, (state, e) => state.Evolve(e));

    private static KnownEdition In(string zone) => Dialogue.Known with { Edition = Dialogue.Edition with { TimeZone = zone } };
}

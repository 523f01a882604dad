using Forum.Contracts.Scheduling;
using Forum.Scheduling.SpeakersLists;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Tests.SpeakersLists;

public sealed class S9_Slots_go_with_their_meeting
{
    private static readonly Meeting Second = Debates.Plenaries[1];

    [Fact]
    public void a_meeting_that_moves_takes_its_slots_along()
    {
        var list = Listed();
        var moved = list.Then(KeepToProgramme.Decide(list, Second with { Entry = Second.Entry with { StartsAt = Dialogue.Summer(14, 16), EndsAt = Dialogue.Summer(14, 19) } }, Debates.Before));
        moved.PlaceOf("KEN").ShouldBe(list.PlaceOf("KEN"));
        moved.Plan!.StartOf(moved.Of("KEN")!.Slot!).ShouldBe(list.Plan!.StartOf(list.Of("KEN")!.Slot!)!.Value.AddHours(1));
    }

    [Fact]
    public void a_meeting_that_is_called_off_leaves_its_speakers_to_the_others()
    {
        var list = Listed();
        list.PlaceOf("KEN").ShouldBe("2/1");
        var left = list.Then(KeepToProgramme.Decide(list, CalledOff(Second), Debates.Before));
        left.PlaceOf("KEN").ShouldBe("1/2");
        left.PlaceOf("FRA").ShouldBe("1/1");
        left.Plan!.Find(Second.Id).ShouldBeNull();
    }

    [Fact]
    public void when_no_meeting_is_left_everybody_waits()
    {
        var list = Debates.Plenaries.Aggregate(Listed(), (left, meeting) => left.Then(KeepToProgramme.Decide(left, CalledOff(meeting), Debates.Before)));
        list.Order().ShouldBe(["FRA", "KEN"], ignoreOrder: true);
        list.Entries.ShouldAllBe(entry => entry.Slot == null);
    }

    [Fact]
    public void another_title_or_another_room_changes_nothing() =>
        KeepToProgramme.Decide(Listed(), Second with { Entry = Second.Entry with { Title = "Second meeting", Room = "Trusteeship Council" } }, Debates.Before).ShouldBeEmpty();

    [Fact]
    public void a_list_without_a_plan_is_left_alone() => KeepToProgramme.Decide(Debates.Empty, CalledOff(Second), Debates.Before).ShouldBeEmpty();

    private static SpeakersList Listed() => Debates.Empty.Hears(Debates.Asks("FRA", 1, prefers: [1]), Debates.Asks("KEN", 2, prefers: [2])).Planned().Confirmed();

    private static Meeting CalledOff(Meeting meeting) => meeting with { Entry = meeting.Entry with { State = MeetingState.Cancelled } };
}

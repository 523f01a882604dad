using Forum.Contracts.Registration;
using Forum.Scheduling.SpeakersLists;
using static Forum.Scheduling.Tests.SpeakersLists.Debates;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Tests.SpeakersLists;

public sealed class P4_Group_statements
{
    [Fact]
    public void a_group_may_get_longer_time_and_then_takes_more_slots_in_a_row()
    {
        var list = Empty.Hears(Asks("AAA", 0, onBehalfOf: "G77"), Asks("BBB", 1)).Planned(groups: 15);
        list.Plan!.LimitOf(list.Of("AAA")!).ShouldBe(15);
        list.Plan!.LimitOf(list.Of("BBB")!).ShouldBe(7);
        (list.PlaceOf("AAA"), list.PlaceOf("BBB")).ShouldBe(("1/1", "1/3"));
        RefusedBy(() => Plan(groups: 5).Decide(Empty, Plenaries, Dialogue.Known, Before)).ShouldBe("group-limit-below-limit");
    }

    [Fact]
    public void a_State_that_aligns_itself_with_a_group_keeps_its_own_slot()
    {
        // Alignment is said in the statement: the member of a group stands on the list for itself, as everybody does.
        var list = Empty.Hears(Asks("AAA", 0, onBehalfOf: "G77"), Asks("BBB", 1), Asks("CCC", 2)).Planned(groups: 15).Confirmed();
        list.Entries.Select(entry => entry.Slot!.Length).ShouldBe([2, 1, 1]);
        list.Entries.ShouldAllBe(entry => entry.Slot != null);
    }

    [Fact]
    public void the_organizer_gives_one_statement_a_limit_of_its_own_and_takes_it_back()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned().Confirmed();
        var given = list.Then(new GiveLimit { Minutes = 15, Reason = "On behalf of many." }.Decide(list, list.InscriptionOf("AAA"), Before));
        given.Plan!.LimitOf(given.Of("AAA")!).ShouldBe(15);
        given.PlaceOf("AAA").ShouldBe("1/3", "the slot beside its own is taken, so it moves where two are free");
        given.PlaceOf("BBB").ShouldBe("1/2");
        given.Then(new GiveLimit { Reason = "As all." }.Decide(given, given.InscriptionOf("AAA"), Before)).PlaceOf("AAA").ShouldBe("1/1");
    }
}

public sealed class P6_Observers_and_entities
{
    private static SpeakersList Mixed { get; } = Empty.Hears(
        Asks("IOM", 0, RankLevel.Other, ParticipantCategory.RelatedOrganization, prefers: [1]),
        Asks("VAT", 1, RankLevel.HeadOfState, ParticipantCategory.ObserverState, prefers: [1]),
        Asks("AAA", 2, RankLevel.Other, prefers: [1]),
        Asks("BBB", 3, RankLevel.ViceMinister, prefers: [3]));

    [Fact]
    public void they_speak_after_the_Members_observer_States_first()
    {
        Mixed.Order().ShouldBe(["BBB", "AAA", "VAT", "IOM"]);
        var planned = Mixed.Planned();
        planned.Order().ShouldBe(["AAA", "BBB", "VAT", "IOM"]);
        planned.PlaceOf("VAT").ShouldBe("3/2", "after the last Member, though it preferred the first meeting");
    }

    [Fact]
    public void the_organizer_may_let_one_speak_among_the_Members()
    {
        var then = Mixed.Then(new PlaceSpeaker { Reason = "Agreed with the bureau." }.Decide(Mixed, Mixed.InscriptionOf("VAT"), Before)).Planned();
        then.PlaceOf("VAT").ShouldBe("1/1");
        RefusedBy(() => new PlaceSpeaker { Reason = "Why not." }.Decide(Mixed, Mixed.InscriptionOf("AAA"), Before)).ShouldBe("speaks-among-members");
    }

    [Fact]
    public void or_give_one_a_free_slot_anywhere_and_whoever_comes_then_does_not_move_it()
    {
        var list = Mixed.Planned().Confirmed();
        var place = new PlaceSpeaker { Meeting = 1, Slot = 5, Reason = "Host organization." };
        var then = list.Then(place.Decide(list, list.InscriptionOf("IOM"), Before));
        then.PlaceOf("IOM").ShouldBe("1/5");
        then.Hears(Asks("NEW", 9)).PlaceOf("IOM").ShouldBe("1/5");
        RefusedBy(() => (place with { Slot = 1 }).Decide(list, list.InscriptionOf("IOM"), Before)).ShouldBe("slot-not-free");
        RefusedBy(() => (place with { Slot = 99 }).Decide(list, list.InscriptionOf("IOM"), Before)).ShouldBe("slot-not-free");
        RefusedBy(() => (place with { Meeting = 9 }).Decide(list, list.InscriptionOf("IOM"), Before)).ShouldBe("not-a-plenary-meeting");
        RefusedBy(() => place.Decide(list, list.InscriptionOf("IOM"), Dialogue.Summer(14, 12))).ShouldBe("slot-not-free");
    }

    [Fact]
    public void where_no_time_is_left_after_the_Members_they_speak_at_the_end_of_an_earlier_meeting()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 19).Select(n => Asks($"P{n:00}", n, prefers: [2])), Asks("VAT", 1, category: ParticipantCategory.ObserverState)]).Planned(meetings: 2);
        list.PlaceOf("VAT").ShouldBe("1/1");
    }
}

public sealed class P7_Closing_the_list
{
    private static readonly DateTimeOffset Closing = Dialogue.Summer(1, 18);
    private static readonly CloseSpeakersList Command = new() { ClosesAt = Closing, Reason = "As announced." };

    [Fact]
    public void what_was_received_before_is_on_the_list_however_late_it_becomes_known()
    {
        var list = Closed.Hears(Received("AAA", Closing.AddSeconds(-1)), Received("BBB", Closing));
        list.AwaitsLeave(list.Of("AAA")!).ShouldBeFalse();
        list.AwaitsLeave(list.Of("BBB")!).ShouldBeTrue();
    }

    [Fact]
    public void a_late_request_is_not_lost_but_waits_where_everybody_sees_it()
    {
        var list = Closed.Hears(Received("BBB", Closing.AddHours(2)), Received("CCC", Closing.AddHours(1))).Planned().Confirmed();
        list.Order().ShouldBe(["CCC", "BBB"]);
        list.Entries.ShouldAllBe(entry => entry.Slot == null);
        var read = ListOfSpeakers.Of(list);
        read.Items.ShouldBeEmpty();
        read.Late.Select(request => request.Participant).ShouldBe(["CCC", "BBB"]);
        Closed.Follow(IdOf("BBB"), Received("BBB", Closing), Guid.CreateVersion7()).OfType<Scheduling.SpeakersLists.SpeakerInscribed>().Single().AwaitsLeave.ShouldBeTrue();
    }

    [Fact]
    public void it_comes_on_by_the_chairs_leave_only()
    {
        var list = Closed.Planned().Confirmed().Hears(Received("BBB", Closing));
        var id = list.InscriptionOf("BBB");
        RefusedBy(() => NoteAbsence.Decide(list, id, Before)).ShouldBe("leave-needed");
        RefusedBy(() => new PlaceSpeaker { Meeting = 1, Slot = 1, Reason = "Please." }.Decide(list, id, Before)).ShouldBe("leave-needed");
        RefusedBy(() => new DeliverStatement { MeetingId = Plenaries[0].Id }.Decide(list, id, Sitting, Dialogue.Known, Before)).ShouldBe("leave-needed");

        var then = list.Then(GrantLeave.Decide(list, id, Before));
        then.PlaceOf("BBB").ShouldBe("1/1");
        GrantLeave.Decide(then, id, Before).ShouldBeEmpty();
    }

    [Fact]
    public void the_instant_is_announced_moved_while_it_is_to_come_and_then_stands()
    {
        var before = Closing.AddDays(-1);
        RefusedBy(() => Command.Decide(Empty, Dialogue.Known, Closing.AddHours(1))).ShouldBe("closes-in-the-past");
        (Command with { ClosesAt = null }).Decide(Empty, Dialogue.Known, before).OfType<ListClosed>().Single().ClosesAt.ShouldBe(before);
        (Command with { ClosesAt = Closing.AddDays(1) }).Decide(Closed, Dialogue.Known, before).OfType<ListClosed>().Single().ClosesAt.ShouldBe(Closing.AddDays(1));
        RefusedBy(() => Command.Decide(Closed, Dialogue.Known, Closing.AddMinutes(1))).ShouldBe("list-closed");
    }

    [Fact]
    public void who_withdraws_and_comes_back_after_it_waits_as_everybody_does()
    {
        var list = Closed.Hears(Asks("AAA", 0)).Planned().Confirmed();
        list.PlaceOf("AAA").ShouldBe("1/1");
        var back = list.Withdraws("AAA").Hears(Received("AAA", Closing.AddDays(1)));
        back.AwaitsLeave(back.Of("AAA")!).ShouldBeTrue();
    }

    private static SpeakersList Closed { get; } = Empty.Then(Command.Decide(Empty, Dialogue.Known, Dialogue.Noon));

    private static Meeting Sitting { get; } = Plenaries[0] with
    {
        Entry = Plenaries[0].Entry with { State = Contracts.Scheduling.MeetingState.InSession, ConvenedAt = Dialogue.Summer(14, 10) },
    };

    private static Scheduling.Delegations.FloorRequest Received(string participant, DateTimeOffset at) => Asks(participant, 0) with { ReceivedAt = at };
}

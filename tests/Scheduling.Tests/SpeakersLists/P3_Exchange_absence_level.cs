using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Scheduling.SpeakersLists;
using static Forum.Scheduling.Tests.SpeakersLists.Debates;

namespace Forum.Scheduling.Tests.SpeakersLists;

public sealed class P3_Exchange
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void nothing_moves_before_the_other_delegation_agrees()
    {
        var proposed = Propose(Two, "AAA", "BBB");
        (proposed.PlaceOf("AAA"), proposed.PlaceOf("BBB")).ShouldBe(("1/1", "1/2"));
        var agreed = proposed.Then(AgreeToExchange.Decide(proposed, Id, "BBB", Before));
        (agreed.PlaceOf("AAA"), agreed.PlaceOf("BBB")).ShouldBe(("1/2", "1/1"));
        agreed.Exchanges.Single().State.ShouldBe(ExchangeState.Exchanged);
        agreed.Hears(Asks("CCC", 9)).PlaceOf("AAA").ShouldBe("1/2");
    }

    [Fact]
    public void only_who_was_asked_agrees_or_declines_and_only_who_proposed_takes_back()
    {
        var proposed = Propose(Two, "AAA", "BBB");
        foreach (var stranger in new[] { "AAA", "CCC" })
        {
            Should.Throw<Missing>(() => AgreeToExchange.Decide(proposed, Id, stranger, Before).ToArray());
            Should.Throw<Missing>(() => DeclineExchange.Decide(proposed, Id, stranger).ToArray());
        }

        Should.Throw<Missing>(() => TakeBackExchange.Decide(proposed, Id, "BBB").ToArray());
        proposed.Then(DeclineExchange.Decide(proposed, Id, "BBB")).Exchanges.Single().State.ShouldBe(ExchangeState.Declined);
        var back = proposed.Then(TakeBackExchange.Decide(proposed, Id, "AAA"));
        back.Exchanges.Single().State.ShouldBe(ExchangeState.TakenBack);
        RefusedBy(() => AgreeToExchange.Decide(back, Id, "BBB", Before)).ShouldBe("exchange-not-open");
    }

    [Fact]
    public void a_speaker_does_not_come_where_its_rank_does_not_let_it_be_unless_that_is_waived()
    {
        var list = Propose(Empty.Hears(Asks("KIN", 0, RankLevel.HeadOfState), Asks("QUE", 1, RankLevel.HeadOfState), Asks("AAA", 2), Asks("BBB", 3)).Planned().Confirmed(), "BBB", "KIN");
        RefusedBy(() => AgreeToExchange.Decide(list, Id, "KIN", Before)).ShouldBe("not-legal-for-rank");
        var waived = list.Then(WaiveRank.Decide(list, Id, Before));
        var then = waived.Then(AgreeToExchange.Decide(waived, Id, "KIN", Before));
        then.Order().ShouldBe(["BBB", "QUE", "AAA", "KIN"]);
        then.Hears(Asks("LAT", 9)).Order().Take(4).ShouldBe(["BBB", "QUE", "AAA", "KIN"], "the waiver lasts");
    }

    [Fact]
    public void who_stands_equal_exchanges_over_meetings_without_a_waiver()
    {
        var list = Propose(Empty.Hears(Asks("KIN", 0, RankLevel.HeadOfState, prefers: [1]), Asks("QUE", 1, RankLevel.VicePresident, prefers: [3])).Planned().Confirmed(), "KIN", "QUE");
        var then = list.Then(AgreeToExchange.Decide(list, Id, "QUE", Before));
        (then.PlaceOf("KIN"), then.PlaceOf("QUE")).ShouldBe(("3/1", "1/1"));
    }

    [Fact]
    public void who_does_not_stand_equal_may_where_every_order_stays_in_line()
    {
        // Alone in its meeting, a minister may come where the Head of State was.
        var list = Propose(Empty.Hears(Asks("KIN", 0, RankLevel.HeadOfState, prefers: [1]), Asks("AAA", 1, prefers: [3])).Planned().Confirmed(), "AAA", "KIN");
        var then = list.Then(AgreeToExchange.Decide(list, Id, "KIN", Before));
        (then.PlaceOf("KIN"), then.PlaceOf("AAA")).ShouldBe(("3/1", "1/1"));
    }

    [Fact]
    public void both_slots_are_to_come()
    {
        RefusedBy(() => new ProposeExchange { With = "BBB" }.Decide(Two, Id, "AAA", Dialogue.Known, Dialogue.Summer(14, 10))).ShouldBe("slot-is-past");
        RefusedBy(() => new ProposeExchange { With = "BBB" }.Decide(Two.Delivers("BBB"), Id, "AAA", Dialogue.Known, Before)).ShouldBe("already-delivered");
        RefusedBy(() => new ProposeExchange { With = "CCC" }.Decide(Two, Id, "AAA", Dialogue.Known, Before)).ShouldBe("not-on-the-list");
        RefusedBy(() => new ProposeExchange { With = "AAA" }.Decide(Two, Id, "AAA", Dialogue.Known, Before)).ShouldBe("exchange-with-oneself");
        RefusedBy(() => new ProposeExchange { With = "BBB" }.Decide(Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned(), Id, "AAA", Dialogue.Known, Before)).ShouldBe("slots-not-confirmed");
    }

    [Fact]
    public void it_lapses_when_it_is_not_answered_and_not_later_than_the_first_slot()
    {
        var proposed = Propose(Two, "AAA", "BBB");
        proposed.Exchanges.Single().ExpiresAt.ShouldBe(Dialogue.Summer(14, 10));
        LapseExchanges.Decide(proposed, Dialogue.Summer(14, 9)).ShouldBeEmpty();
        RefusedBy(() => AgreeToExchange.Decide(proposed, Id, "BBB", Dialogue.Summer(14, 10))).ShouldBe("exchange-lapsed");
        proposed.Then(LapseExchanges.Decide(proposed, Dialogue.Summer(14, 10))).Exchanges.Single().State.ShouldBe(ExchangeState.Lapsed);

        var days = Dialogue.Summer(14, 8).AddDays(-10);
        Two.Then(new ProposeExchange { With = "BBB" }.Decide(Two, Id, "AAA", Dialogue.Known, days)).Exchanges.Single().ExpiresAt.ShouldBe(days.AddDays(1));
    }

    [Fact]
    public void a_withdrawal_a_statement_or_another_slot_overtakes_it()
    {
        var proposed = Propose(Two, "AAA", "BBB");
        proposed.Withdraws("BBB").Exchanges.Single().State.ShouldBe(ExchangeState.Overtaken);
        proposed.Delivers("AAA").Exchanges.Single().State.ShouldBe(ExchangeState.Overtaken);
        proposed.Then(NoteAbsence.Decide(proposed, proposed.InscriptionOf("AAA"), Before)).Exchanges.Single().State.ShouldBe(ExchangeState.Overtaken);
    }

    [Fact]
    public void what_was_waived_of_a_slot_does_not_go_with_the_speaker_into_another()
    {
        var list = Empty.Hears(Asks("MEMBER", 0), Asks("ENTITY", 1, category: ParticipantCategory.UnSystemEntity)).Planned(meetings: 1).Confirmed();
        var meeting = Plenaries[0].Id;
        var (member, entity) = (list.Of("MEMBER")!, list.Of("ENTITY")!);
        var waived = list.Then(Given(3, isKept: true));

        var moved = waived.Then(Given(5, isKept: false));

        Arrangement.IsLegal(waived, entity, new Slot(meeting, 2)).ShouldBeTrue("the member need not speak first there");
        Arrangement.IsLegal(moved, entity, new Slot(meeting, 2)).ShouldBeFalse("the member speaks before the entity");

        SlotAssigned Given(int number, bool isKept) =>
            new(member.Inscription, new Slot(meeting, number), list.Plan!.StartOf(new Slot(meeting, number))!.Value, isKept, member.Level(), Waived: isKept);
    }

    private static SpeakersList Two { get; } = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned().Confirmed();

    private static SpeakersList Propose(SpeakersList list, string by, string with) => list.Then(new ProposeExchange { With = with }.Decide(list, Id, by, Dialogue.Known, Before));
}

public sealed class P3_Absence
{
    [Fact]
    public void who_is_called_and_not_there_gets_the_next_free_slot_in_its_own_category()
    {
        // Two Heads of State and two ministers at each of two meetings; a minister's slot at the first one is free.
        var list = Empty.Hears(
                Asks("KIN", 0, RankLevel.HeadOfState, prefers: [1]), Asks("QUE", 1, RankLevel.HeadOfState, prefers: [2]), Asks("AAA", 2, prefers: [1]), Asks("BBB", 3, prefers: [2]))
            .Planned(meetings: 2).Confirmed();
        var then = Absent(list, "KIN");
        then.PlaceOf("KIN").ShouldBe("1/3", "no slot of its category is left but behind the minister: 2/1 is the other Head of State's, and before 2/2 nothing is free");
        Absent(list, "AAA").PlaceOf("AAA").ShouldBe("1/3");
    }

    [Fact]
    public void it_does_not_come_back_to_an_earlier_slot_and_keeps_the_new_one()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 6).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 1).Confirmed();
        var then = Absent(list.Withdraws("P01"), "P02");
        then.PlaceOf("P02").ShouldBe("1/7");
        then.Hears(Asks("NEW", -5)).PlaceOf("P02").ShouldBe("1/7");
        then.Order().Last().ShouldBe("P02");
    }

    [Fact]
    public void it_waits_when_nothing_is_free()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 20).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 1).Confirmed();
        var then = Absent(list, "P00");
        then.PlaceOf("P00").ShouldBe("-");
        then.PlaceOf("P19").ShouldBe("-", "the slot that it missed is gone");
        then.Order().TakeLast(2).ShouldBe(["P19", "P00"]);
    }

    [Fact]
    public void without_slots_it_goes_to_the_end_of_its_category()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1), Asks("VMI", 2, RankLevel.ViceMinister));
        Absent(list, "AAA").Order().ShouldBe(["BBB", "AAA", "VMI"]);
    }

    private static SpeakersList Absent(SpeakersList list, string participant) => list.Then(NoteAbsence.Decide(list, list.InscriptionOf(participant), Before));
}

public sealed class P3_Level_change
{
    [Fact]
    public void who_has_fallen_gets_the_next_free_slot_of_its_new_category_at_the_same_meeting()
    {
        var list = Empty.Hears(Asks("KIN", 0, RankLevel.HeadOfState, prefers: [2]), Asks("QUE", 1, RankLevel.HeadOfState, prefers: [2]), Asks("AAA", 2, prefers: [2])).Planned().Confirmed();
        list.Hears(Asks("KIN", 0, RankLevel.Minister, prefers: [2])).PlaceOf("KIN").ShouldBe("2/4");
    }

    [Fact]
    public void who_has_risen_gets_a_free_slot_of_its_new_category_or_keeps_its_own()
    {
        var list = Empty.Hears(Asks("KIN", 0, RankLevel.HeadOfState, prefers: [2]), Asks("AAA", 1, prefers: [2]), Asks("BBB", 2, prefers: [2])).Planned(meetings: 2).Confirmed();
        list.Withdraws("KIN").Hears(Asks("BBB", 2, RankLevel.VicePresident, prefers: [2])).PlaceOf("BBB").ShouldBe("2/1", "freed by who withdrew");
        var full = Empty.Hears([.. Enumerable.Range(0, 19).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 1).Confirmed();
        full.Hears(Asks("P07", 7, RankLevel.HeadOfGovernment)).PlaceOf("P07").ShouldBe("1/8");
    }

    [Fact]
    public void within_the_category_nobody_moves()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned().Confirmed();
        list.Follow(IdOf("AAA"), Asks("AAA", 0, RankLevel.ForeignMinister), Guid.CreateVersion7(), Before).ShouldHaveSingleItem().ShouldBeOfType<LevelChanged>();
    }

    [Fact]
    public void a_level_that_is_what_it_was_again_leaves_everybody_where_they_were()
    {
        var list = Empty.Hears(Asks("KIN", 0, RankLevel.HeadOfState), Asks("QUE", 1, RankLevel.HeadOfState), Asks("AAA", 2)).Planned().Confirmed();
        list.Hears(Asks("KIN", 0, RankLevel.Minister)).Hears(Asks("KIN", 0, RankLevel.HeadOfState)).Order().ShouldBe(list.Order());
    }
}

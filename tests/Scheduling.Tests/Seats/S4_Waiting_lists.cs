using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Scheduling.RoundTables;
using static Forum.Scheduling.Tests.Seats.Seatings;
using SeatLapsed = Forum.Scheduling.RoundTables.SeatLapsed;
using SeatOffered = Forum.Scheduling.RoundTables.SeatOffered;

namespace Forum.Scheduling.Tests.Seats;

public sealed class S4_Waiting_lists
{
    /// <summary>Kenya, Mali and Chad ask for a table of one seat, in this order.</summary>
    private static SeatsInView OneSeat { get; } = Planned(Plan, Table(1, 1))
        .Asks("KEN", RegionalGroup.African, 1, 1).Asks("MLI", RegionalGroup.African, 2, 1).Asks("TCD", RegionalGroup.African, 3, 1).At(CutOff).Released();

    [Fact]
    public void nobody_is_given_a_seat_before_an_allocation_is_released()
    {
        var view = Planned(Plan, Table(1, 5)).Asks("KEN", RegionalGroup.African, 1, 1);
        view.Settle(Guid.CreateVersion7).ShouldBeEmpty();
        view.Wish("KEN", 1).State.ShouldBe(WishState.Requested);
        view.Released().Wish("KEN", 1).State.ShouldBe(WishState.Confirmed);
    }

    [Fact]
    public void a_seat_that_is_free_again_is_offered_to_the_next_who_has_twelve_hours()
    {
        OneSeat.Waiting(1).ShouldBe(["MLI", "TCD"]);
        var view = OneSeat.Withdraws("KEN").Settled();
        view.Held(1).ShouldBeEmpty();
        view.Offered(1).ShouldBe(["MLI"]);
        var offer = view.OfferTo("MLI", 1);
        (offer.ExpiresAt - offer.OfferedAt).ShouldBe(TimeSpan.FromHours(12));
        view.Accepts("MLI", 1).Held(1).ShouldBe(["MLI"]);
        view.Wish("TCD", 1).Place.ShouldBe(new WaitingPlace(1, 1));
    }

    [Fact]
    public void on_the_day_of_the_table_it_is_one_hour_and_never_longer_than_until_it_begins()
    {
        Expires(Dialogue.Summer(13, 23)).ShouldBe(Dialogue.Summer(14, 11));
        Expires(Dialogue.Summer(14, 8)).ShouldBe(Dialogue.Summer(14, 9));
        Expires(Dialogue.Summer(14, 14).AddMinutes(40)).ShouldBe(Dialogue.Summer(14, 15));
        OneSeat.At(Dialogue.Summer(14, 15)).Withdraws("KEN").Settled().Offered(1).ShouldBeEmpty("it has begun");

        static DateTimeOffset Expires(DateTimeOffset at) => OneSeat.At(at).Withdraws("KEN").Settled().OfferTo("MLI", 1).ExpiresAt;
    }

    [Fact]
    public void an_offer_that_is_not_answered_lapses_and_the_next_is_asked()
    {
        var view = OneSeat.Withdraws("KEN").Settled();
        var late = view.At(view.Now.AddHours(12));
        late.Settle(Guid.CreateVersion7).Select(e => e.Event.GetType()).ShouldBe([typeof(SeatLapsed), typeof(SeatOffered)]);
        late.Settled().Offered(1).ShouldBe(["TCD"]);
        late.Settled().Wish("MLI", 1).State.ShouldBe(WishState.Lapsed);
        Should.Throw<Refusal>(() => AcceptOffer.Decide(late, 1, view.OfferTo("MLI", 1).Id).ToArray()).Code.ShouldBe("offer-lapsed");
        Should.Throw<Missing>(() => AcceptOffer.Decide(late, 1, Guid.CreateVersion7()).ToArray());
        // Choices that are received anew put it on the list again.
        late.Settled().Asks("MLI", RegionalGroup.African, (int)(late.Now - Dialogue.Noon).TotalHours + 1, 1).Wish("MLI", 1).State.ShouldBe(WishState.WaitListed);
    }

    [Fact]
    public void who_declines_or_gives_up_a_seat_leaves_the_list()
    {
        var declined = OneSeat.Withdraws("KEN").Settled().Declines("MLI", 1);
        declined.Offered(1).ShouldBe(["TCD"]);
        declined.Wish("MLI", 1).State.ShouldBe(WishState.Declined);
        var givenUp = OneSeat.GivesUp("KEN", 1);
        givenUp.Offered(1).ShouldBe(["MLI"]);
        givenUp.Wish("KEN", 1).State.ShouldBe(WishState.Released);
        Should.Throw<Missing>(() => GiveUpSeat.Decide(OneSeat, 1, Id("MLI")));
    }

    [Fact]
    public void C6_3_what_a_group_does_not_ask_for_is_flex_at_the_cut_off_and_not_before()
    {
        // The quota of Eastern Europe is 5 of 40, and 6 bid; three of another group bid for its 7.
        var view = Planned(Plan, Table(1, 40));
        foreach (var n in Enumerable.Range(0, 6))
            view = view.Asks($"E{n}", RegionalGroup.EasternEuropean, n, 1);
        foreach (var n in Enumerable.Range(0, 3))
            view = view.Asks($"G{n}", RegionalGroup.Grulac, n, 1);
        var before = view.Released();
        before.Held(1).Length.ShouldBe(8);
        before.Waiting(1).ShouldHaveSingleItem();
        before.At(CutOff.AddSeconds(-1)).Settle(Guid.CreateVersion7).ShouldBeEmpty();
        before.Wish(before.Waiting(1)[0], 1).Why.ShouldContain("kept for them until 2006-07-01");
        var after = before.At(CutOff).Settled();
        after.OfferTo(before.Waiting(1)[0], 1).Pool.ShouldBe(SeatPool.Flex);
    }

    [Fact]
    public void its_own_group_comes_first_and_then_all_who_wait()
    {
        // Eight seats: Africa and Asia have two each, the others one. With five for Africa, three of them are flex.
        var view = Planned(Plan, Table(1, 8));
        foreach (var n in Enumerable.Range(0, 6))
            view = view.Asks($"A{n}", RegionalGroup.African, n + 5, 1);
        view = view.Asks("W0", RegionalGroup.Weog, 1, 1).Asks("W1", RegionalGroup.Weog, 2, 1).Asks("W2", RegionalGroup.Weog, 20, 1).At(CutOff).Released();
        view.Held(1).Length.ShouldBe(8);
        var waits = view.Waiting(1).ShouldHaveSingleItem();
        // The last of the seats of a group goes to a member of it, though somebody else were first of all.
        var someoneFirst = view.Asks("CHL", RegionalGroup.Grulac, -9, 1).Asks("MLI", RegionalGroup.African, 30, 1);
        someoneFirst.Waiting(1)[0].ShouldBe("CHL");
        var released = someoneFirst;
        foreach (var african in view.Held(1).Where(seat => seat[0] == 'A').Take(view.Held(1).Count(seat => seat[0] == 'A') - 1))
            released = released.Withdraws(african);
        released = released.Settled();
        released.Tables[1].Table.Offers[0].Seat.Group.ShouldBeOneOf(RegionalGroup.Grulac, RegionalGroup.African);
        released.Tables[1].Table.Offers.ShouldContain(offer => offer.Pool == SeatPool.Group && offer.Seat.Group == RegionalGroup.African);
        released.Offered(1).ShouldContain("CHL");
        waits.ShouldNotBeNull();
    }

    [Fact]
    public void who_holds_fewer_seats_comes_first_then_nominations_then_receipt()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 9, day: 15))
            .Asks("HLD", RegionalGroup.Asian, 0, 1)
            .Asks("ONE", RegionalGroup.African, ParticipantCategory.MemberState, 1, seats: 2, 1, 2)
            .Asks("LAT", RegionalGroup.African, 5, 1)
            .Asks("ERL", RegionalGroup.African, 3, 1)
            .Asks("NOM", RegionalGroup.African, 9, 1)
            .Nominates(RegionalGroup.Asian, 1, "HLD").Nominates(RegionalGroup.African, 1, "NOM").At(CutOff);
        var given = view.Then(view.Give([(Id("HLD"), 1), (Id("ONE"), 2)])) with
        {
            Plan = view.Plan.Evolve(new AllocationReleased(Dialogue.Id, 1, [1, 2], 2, 2, 0, new AllocationOrigin("", 1, "", true), null, view.Now)),
        };
        given.Waiting(1).ShouldBe(["NOM", "ERL", "LAT", "ONE"]);
    }

    [Fact]
    public void R6_who_withdrew_and_came_back_is_at_the_end()
    {
        var back = OneSeat.Requests[Id("KEN")] with { ReceivedAt = OneSeat.Now.AddHours(2), LastWithdrawnAt = OneSeat.Now.AddHours(1) };
        var view = OneSeat.Withdraws("KEN").Settled().At(OneSeat.Now.AddHours(2)).Asks(back).Asks("NER", RegionalGroup.African, 9_999, 1);
        view.Waiting(1).ShouldBe(["TCD", "NER", "KEN"]);
    }

    [Fact]
    public void who_would_rather_sit_elsewhere_waits_on_and_leaves_the_other_seat_when_it_may()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 1, hour: 10))
            .Asks("KEN", RegionalGroup.African, 1, 1).Asks("MLI", RegionalGroup.African, 2, 1, 2).At(CutOff).Released().Asks("TCD", RegionalGroup.African, 3, 2);
        (view.Held(1)[0], view.Held(2)[0], view.Waiting(1)[0], view.Waiting(2)[0]).ShouldBe(("KEN", "MLI", "MLI", "TCD"));
        var offered = view.Withdraws("KEN").Settled();
        offered.OfferTo("MLI", 1).Instead.ShouldBe(2);
        var accepted = offered.Accepts("MLI", 1);
        (accepted.Held(1)[0], accepted.Held(2).Length, accepted.Offered(2)[0]).ShouldBe(("MLI", 0, "TCD"), "the seat that it leaves goes on to the next");
        offered.Declines("MLI", 1).Held(2).ShouldBe(["MLI"]);
    }

    [Fact]
    public void an_offer_for_which_no_seat_is_left_any_more_counts_as_the_seat_that_was_asked_for()
    {
        var offered = Planned(Plan, Table(1, 1), Table(2, 1, hour: 10), Table(3, 1, day: 15))
            .Asks("KEN", RegionalGroup.African, 1, 1).Asks("MLI", RegionalGroup.African, 2, 1, 2).At(CutOff).Released().Withdraws("KEN").Settled();
        (offered.Held(2)[0], offered.OfferTo("MLI", 1).Instead).ShouldBe(("MLI", 2));
        var elsewhere = offered.Asks("MLI", RegionalGroup.African, 3, 3, 1).Settled();
        elsewhere.Held(2).ShouldBeEmpty("it does not ask for it any more");
        elsewhere.Offered(1).ShouldBe(["MLI"]);
        elsewhere.Offered(3).ShouldBeEmpty("it asks for one seat, and is offered one");
        var accepted = elsewhere.Accepts("MLI", 1);
        accepted.Held(1).ShouldBe(["MLI"]);
        accepted.OfferTo("MLI", 3).Instead.ShouldBe(1, "it would rather have that one");
    }

    [Fact]
    public void a_delegation_that_is_first_at_two_tables_is_offered_the_one_that_it_would_rather_have()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 1, hour: 10))
            .Asks("AAA", RegionalGroup.African, 1, 1).Asks("BBB", RegionalGroup.African, 2, 2).Asks("MLI", RegionalGroup.African, 3, 2, 1).At(CutOff).Released()
            .Withdraws("AAA").Withdraws("BBB").Settled();
        view.Offered(1).ShouldBeEmpty();
        view.Offered(2).ShouldBe(["MLI"]);
    }

    [Fact]
    public void one_person_is_not_offered_a_seat_while_it_sits_elsewhere()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 2), Table(3, 2, day: 15))
            .Asks("AAA", RegionalGroup.African, 1, 1)
            .Asks((Asking("MLI") with { OnePerson = true, Choices = [1, 2, 3], Seats = 2 })).At(CutOff).Released();
        view.Held(2).ShouldBe(["MLI"]);
        view.Held(3).ShouldBe(["MLI"]);
        var alone = view.Withdraws("AAA").Settled();
        alone.OfferTo("MLI", 1).Instead.ShouldBe(2, "it would rather have the first choice, and leave the one at the same time for it");
        alone.Accepts("MLI", 1).Held(2).ShouldBeEmpty();
        alone.Accepts("MLI", 1).Held(3).ShouldBe(["MLI"]);
        alone.Accepts("MLI", 1).Waiting(2).ShouldBeEmpty("it sits elsewhere then");
    }

    [Fact]
    public void a_table_that_is_moved_onto_another_asks_the_delegation_of_one_person_which_it_keeps()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 1, day: 15)).Asks(Asking("MLI") with { OnePerson = true, Choices = [1, 2], Seats = 2 }).At(CutOff).Released().Asks("TCD", RegionalGroup.African, 5, 2);
        view.Wish("MLI", 2).FallsTogetherWith.ShouldBeEmpty();
        var moved = view with { Tables = view.Tables.SetItem(2, view.Tables[2] with { StartsAt = Dialogue.Summer(14, 16), EndsAt = Dialogue.Summer(14, 19) }) };
        moved.Settle(Guid.CreateVersion7).ShouldBeEmpty("nobody loses a seat unasked");
        moved.Wish("MLI", 2).ShouldSatisfyAllConditions(wish => wish.FallsTogetherWith.ShouldBe([1]), wish => wish.Why.ShouldContain("Give one of them up"));
        var given = moved.GivesUp("MLI", 2);
        given.Offered(2).ShouldBe(["TCD"]);
        given.Waiting(2).ShouldBeEmpty();
    }

    [Fact]
    public void an_offer_is_taken_back_when_the_delegation_does_not_ask_any_more_or_the_table_is_called_off()
    {
        var view = OneSeat.Withdraws("KEN").Settled();
        view.Withdraws("MLI").Settled().Offered(1).ShouldBe(["TCD"]);
        var off = view with { Tables = view.Tables.SetItem(1, view.Tables[1] with { State = MeetingState.Cancelled }) };
        off.Settled().Offered(1).ShouldBeEmpty();
    }

    [Fact]
    public void a_table_that_loses_seats_takes_them_from_the_end_of_the_order_and_moves_nobody_else()
    {
        var view = Planned(Plan, Table(1, 5, 14, 15, "A4"), Table(2, 1, day: 15));
        foreach (var n in Enumerable.Range(0, 5))
            view = view.Asks($"A{n}", RegionalGroup.African, n, 1);
        view = view.At(CutOff).Released();
        view.Held(1).Length.ShouldBe(5);
        foreach (var n in Enumerable.Range(0, 5))
            view = view.Asks($"A{n}", RegionalGroup.African, n, 1, 2);
        var shrunk = view.Then(1, new Scheduling.RoundTables.RoundTableChanged(null, 3, 0, view.Now));
        var after = shrunk.Settled();
        after.Held(1).ShouldBe(["A0", "A1", "A4"], "the last two, but not the chair's State");
        after.Offered(2).ShouldBe(["A2"], "who lost its seat waits, and is offered one elsewhere");
        after.Waiting(1).ShouldBe(["A3"]);
        shrunk.Settle(Guid.CreateVersion7).Count(e => e.Event is Scheduling.RoundTables.SeatReleased).ShouldBe(2);
        after.Then(1, new Scheduling.RoundTables.RoundTableChanged(null, 4, 0, view.Now)).Settled().Offered(1).ShouldBe(["A3"], "and is asked again when the table has seats again");
    }

    [Fact]
    public void a_table_that_was_added_is_seated_by_a_new_allocation_which_moves_as_few_as_can_be()
    {
        var view = Planned(Plan, Table(1, 2)).Asks("KEN", RegionalGroup.African, 1, 1).Asks("MLI", RegionalGroup.African, 2, 1, 2).Asks("TCD", RegionalGroup.African, 3, 1, 2).At(CutOff).Released();
        var added = view with { Tables = view.Tables.Add(2, Table(2, 2, day: 15)) };
        added.Settle(Guid.CreateVersion7).ShouldBeEmpty();
        var draft = AllocationDraft.Of(added, SeatAllocation.Draft(added, CancellationToken.None));
        draft.Taken.ShouldBeEmpty();
        draft.Given.Select(seat => (seat.RoundTable, seat.Participant)).ShouldBe([(2, view.Waiting(1)[0])]);
        var again = added.Released();
        again.Plan.Release!.ShouldSatisfyAllConditions(release => release.Number.ShouldBe(2), release => release.Tables.ShouldBe([1, 2]), release => release.Given.ShouldBe(1));
        SeatAllocation.Draft(again, CancellationToken.None).Give(again).AtTables.ShouldBeEmpty("without an event nothing moves");
    }

    [Fact]
    public void fewer_seats_or_other_choices_free_the_seat_that_is_not_asked_for()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 1, day: 15)).Asks("KEN", RegionalGroup.African, ParticipantCategory.MemberState, 1, seats: 2, 1, 2).At(CutOff).Released();
        (view.Held(1).Length, view.Held(2).Length).ShouldBe((1, 1));
        var one = view.Asks("KEN", RegionalGroup.African, 1, 1, 2).Settled();
        (one.Held(1).Length, one.Held(2).Length).ShouldBe((1, 0), "it keeps the one that it would rather have");
        view.Asks("KEN", RegionalGroup.African, 1, 2).Settled().Held(1).ShouldBeEmpty();
    }

    [Fact]
    public void seats_at_a_table_that_has_risen_stay()
    {
        var risen = OneSeat with { Tables = OneSeat.Tables.SetItem(1, OneSeat.Tables[1] with { State = MeetingState.Concluded }) };
        risen.Withdraws("KEN").Settle(Guid.CreateVersion7).ShouldBeEmpty();
        Should.Throw<Refusal>(() => GiveUpSeat.Decide(risen, 1, Id("KEN"))).Code.ShouldBe("table-is-over");
        Should.Throw<Refusal>(() => risen.Give([(Id("MLI"), 1)])).Code.ShouldBe("allocation-moved-on");
    }

    private static SeatRequest Asking(string participant) => new(Id(participant), participant, ParticipantCategory.MemberState, RegionalGroup.African, [1], 1, Dialogue.Noon.AddHours(2));
}

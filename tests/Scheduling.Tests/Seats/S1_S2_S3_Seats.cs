using Forum.Contracts.Registration;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.RoundTables;
using static Forum.Scheduling.Tests.Seats.Seatings;

namespace Forum.Scheduling.Tests.Seats;

public sealed class S1_Round_table_seats
{
    [Fact]
    public void quotas_flex_seats_and_those_kept_for_civil_society_are_the_whole_table()
    {
        foreach (var capacity in Enumerable.Range(1, 60))
        {
            foreach (var civilSociety in new[] { 0, 3, 20 })
            {
                var division = Division.Of(new TableRules(2, 5, 10), capacity, Dialogue.Edition.Groups, [RegionalGroup.Weog], civilSociety);
                (division.Quotas.Sum(quota => quota.Seats) + division.FlexSeats + division.CivilSocietyFloor).ShouldBe(capacity);
                division.FlexSeats.ShouldBeGreaterThanOrEqualTo(0);
            }
        }
    }

    [Fact]
    public void no_table_is_given_more_than_it_has_and_nobody_two_seats_at_one()
    {
        var view = Planned(Plan, Table(1, 3));
        foreach (var n in Enumerable.Range(0, 9))
            view = view.Asks($"A{n}", RegionalGroup.African, n, 1);
        view = view.At(CutOff).Released();
        view.Held(1).Length.ShouldBe(3);
        view.Held(1).ShouldBeUnique();
        Should.Throw<Refusal>(() => view.Give([.. view.Requests.Keys.Take(4).Select(id => (id, 1))])).Code.ShouldBe("allocation-moved-on");
        view.Give([.. view.Tables[1].Table.Seats.SelectMany(seat => new[] { (seat.DelegationId, 1), (seat.DelegationId, 1) })]).ShouldBeEmpty();
    }

    [Fact]
    public void an_adviser_sits_behind_a_seat_as_far_as_there_are_seats_for_advisers()
    {
        var table = new RoundTable { Number = 1, Capacity = 3, AdviserSeats = 1, Seats = [Seat("KEN"), Seat("NOR")] };
        object[] first = [.. new SeatAdviser { Comes = true }.Decide(table, Id("KEN"), Dialogue.Noon)];
        var after = first.Aggregate(table, (state, e) => state.Evolve(e));
        after.Advisers.ShouldBe([Id("KEN")]);
        new SeatAdviser { Comes = true }.Decide(after, Id("KEN"), Dialogue.Noon).ShouldBeEmpty();
        Should.Throw<Refusal>(() => new SeatAdviser { Comes = true }.Decide(after, Id("NOR"), Dialogue.Noon)).Code.ShouldBe("adviser-seats-taken");
        Should.Throw<Missing>(() => new SeatAdviser { Comes = true }.Decide(after, Id("CHL"), Dialogue.Noon));
        after.Evolve(new SeatReleased(Seat("KEN"))).Advisers.ShouldBeEmpty("the adviser goes with the seat");

        static TableSeat Seat(string participant) => new(Dialogue.Id, 1, Id(participant), participant, ParticipantCategory.MemberState, null);
    }
}

public sealed class S2_Regional_quota
{
    [Theory]
    [InlineData(40, new[] { 11, 11, 5, 7, 6 }, 0)]
    [InlineData(50, new[] { 14, 14, 6, 9, 7 }, 0)]
    // Africa and Asia are of one size: the last seat, which both would have, is nobody's.
    [InlineData(45, new[] { 12, 12, 5, 8, 7 }, 1)]
    public void seats_are_shared_out_by_largest_remainder_and_tied_ones_are_flex(int seats, int[] quotas, int flex)
    {
        var division = Division.Of(new TableRules(0, 0, null), seats, Dialogue.Edition.Groups, [], askingCivilSociety: 0);
        division.Quotas.Select(quota => quota.Seats).ShouldBe(quotas);
        division.FlexSeats.ShouldBe(flex);
    }

    [Fact]
    public void how_a_quota_comes_about_is_said_with_it()
    {
        var division = Division.Of(new TableRules(0, 5, 10), 45, Dialogue.Edition.Groups, [], askingCivilSociety: 7);
        division.Quotas[0].ShouldBe(new GroupQuota(RegionalGroup.African, 53, 11.1579m, 11));
        (division.CivilSocietyFloor, division.CivilSocietyCeiling, division.FlexSeats).ShouldBe((5, 10, 0));
    }

    [Fact]
    public void the_modality_profile_says_what_is_kept_for_civil_society_unless_the_plan_does()
    {
        Planned(Plan, Borrowed, Table(1, 45)).Plan.Rules.EveryTable.ShouldBe(new TableRules(0, 5, 10));
        Planned(Plan with { CivilSocietyFloor = 2, Tables = [new DividedTable { Number = 1, FlexSeats = 4 }] }, Borrowed, Table(1, 45)).Plan.Rules.Of(1).ShouldBe(new TableRules(4, 2, 10));
        // The profile of 2006 has no limits: none is made up.
        Planned(Plan, Table(1, 45)).Plan.Rules.EveryTable.ShouldBe(new TableRules(0, 0, null));
        Should.Throw<Refusal>(() => Planned(Plan with { CivilSocietyFloor = 11 }, Borrowed)).Code.ShouldBe("ceiling-below-floor");
        Should.Throw<Refusal>(() => Planned(Plan, Dialogue.Known with { Edition = Dialogue.Edition with { Groups = [] } })).Code.ShouldBe("groups-unknown");
    }

    [Fact]
    public void C6_4_States_in_no_group_draw_on_flex_seats_and_nobody_is_counted_for_them()
    {
        var view = Planned(Plan with { FlexSeats = 1 }, Table(1, 6))
            .Asks("USA", group: null, hour: 1, 1).Asks("KIR", group: null, hour: 2, 1).Asks("NOR", RegionalGroup.Weog, hour: 3, 1).Released();
        view.Held(1).ShouldBe(["NOR", "USA"]);
        view.Waiting(1).ShouldBe(["KIR"]);
        view.Wish("KIR", 1).Why.ShouldContain("in no regional group");
        view.At(CutOff).Settled().Offered(1).ShouldBe(["KIR"]);
    }

    [Fact]
    public void civil_society_has_its_floor_and_no_more_than_its_ceiling()
    {
        var view = Planned(Plan with { CivilSocietyFloor = 2, CivilSocietyCeiling = 3 }, Table(1, 5));
        foreach (var n in Enumerable.Range(0, 5))
            view = view.Asks($"NGO-{n}", null, ParticipantCategory.Ngo, n, 1, 1).Asks($"W{n}", RegionalGroup.Weog, n - 10, 1);
        var released = view.At(CutOff).Released();
        released.Held(1).Count(seat => seat.StartsWith("NGO", StringComparison.Ordinal)).ShouldBe(2, "States came first, but two seats are kept");
        var withdrawn = Enumerable.Range(0, 5).Aggregate(released, (now, n) => now.Withdraws($"W{n}")).Settled();
        withdrawn.Offered(1).Length.ShouldBe(1, "and more than three it never has");
    }

    [Fact]
    public void a_plan_that_says_the_same_changes_nothing_and_drawn_lots_stay()
    {
        var view = Planned(Plan, Table(1, 5)).Asks("KEN", RegionalGroup.African, 1, 1);
        Plan.Decide(view.Plan, Dialogue.Known, Dialogue.Noon).ShouldBeEmpty();
        (Plan with { Seed = 7 }).Decide(view.Plan, Dialogue.Known, Dialogue.Noon).ShouldHaveSingleItem();
        Should.Throw<Refusal>(() => (Plan with { Seed = 7 }).Decide(view.Released().Plan, Dialogue.Known, Dialogue.Noon)).Code.ShouldBe("lots-are-drawn");
        var passed = view.Plan.PassCutOff(CutOff).Aggregate(view.Plan, (plan, e) => plan.Evolve(e));
        passed.PassCutOff(CutOff.AddDays(1)).ShouldBeEmpty();
        view.Plan.PassCutOff(CutOff.AddSeconds(-1)).ShouldBeEmpty();
        Should.Throw<Refusal>(() => (Plan with { CutOffAt = CutOff.AddDays(2) }).Decide(passed, Dialogue.Known, Dialogue.Noon)).Code.ShouldBe("cut-off-passed");
    }
}

public sealed class S3_Choices
{
    [Fact]
    public void nobody_has_a_second_choice_while_a_first_one_could_be_had()
    {
        var view = Planned(Plan, Table(1, 1), Table(2, 1, hour: 10))
            .Asks("KEN", RegionalGroup.African, 2, 1, 2).Asks("NOR", RegionalGroup.Weog, 1, 2, 1).At(CutOff).Released();
        view.Held(1).ShouldBe(["KEN"]);
        view.Held(2).ShouldBe(["NOR"]);
    }

    [Fact]
    public void a_groups_own_nominations_come_before_who_was_first()
    {
        var view = Planned(Plan, Table(1, 1)).Asks("KEN", RegionalGroup.African, 1, 1).Asks("MLI", RegionalGroup.African, 9, 1).At(CutOff);
        view.Released().Held(1).ShouldBe(["KEN"]);
        view.Nominates(RegionalGroup.African, 1, "MLI").Released().Held(1).ShouldBe(["MLI"]);
    }

    [Fact]
    public void a_group_puts_forward_its_own_members_once_seats_are_planned()
    {
        var plan = Planned(Plan, Table(1, 5)).Plan;
        var command = new NominateForTable { Group = RegionalGroup.African, RoundTable = 1, Participants = ["MLI"], Source = "Letter of the chair of the group" };
        Decider.Given<SeatingPlan>((state, e) => state.Evolve(e)).When(_ => command.Decide(null, Of, Guid.Empty, Dialogue.Noon)).ThenRefused("seating-not-planned");
        Decider.Given<SeatingPlan>((state, e) => state.Evolve(e)).When(_ => (command with { Participants = ["NOR"] }).Decide(plan, Of, Guid.Empty, Dialogue.Noon)).ThenRefused("not-of-the-group");
        var nominated = command.Decide(plan, Of, Guid.Empty, Dialogue.Noon).Aggregate(plan, (state, e) => state.Evolve(e));
        nominated.IsNominated(RegionalGroup.African, 1, "MLI").ShouldBeTrue();
        command.Decide(nominated, Of, Guid.Empty, Dialogue.Noon).ShouldBeEmpty();
        var none = (command with { Participants = [] }).Decide(nominated, Of, Guid.Empty, Dialogue.Noon).Aggregate(nominated, (state, e) => state.Evolve(e));
        none.IsNominated(RegionalGroup.African, 1, "MLI").ShouldBeFalse();

        static RegionalGroup? Of(string participant) => participant == "MLI" ? RegionalGroup.African : RegionalGroup.Weog;
    }

    [Fact]
    public void only_as_many_choices_count_as_the_plan_says()
    {
        var view = Planned(Plan with { Choices = 1 }, Table(1, 1), Table(2, 1, hour: 10)).Asks("KEN", RegionalGroup.African, 1, 1, 2).Asks("MLI", RegionalGroup.African, 2, 1, 2).At(CutOff).Released();
        (view.Held(1).Length, view.Held(2).Length).ShouldBe((1, 0));
        var other = view.Held(1)[0] == "KEN" ? "MLI" : "KEN";
        view.Wish(other, 2).ShouldSatisfyAllConditions(wish => wish.State.ShouldBe(WishState.NotWaiting), wish => wish.Why.ShouldContain("first 1 choices count"));
    }

    [Fact]
    public void the_chairs_State_keeps_a_seat_whether_it_asked_or_not()
    {
        var chair = new SeatRequest(Id("FIN"), "FIN", ParticipantCategory.MemberState, RegionalGroup.Weog, [], 0, Dialogue.Noon);
        var view = Planned(Plan, Table(1, 1, 14, 15, "FIN")).Asks(chair).Asks("KEN", RegionalGroup.African, 1, 1).At(CutOff).Released();
        view.Held(1).ShouldBe(["FIN"]);
        view.Waiting(1).ShouldBe(["KEN"]);
    }
}

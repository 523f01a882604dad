using Forum.Contracts.Scheduling;
using Forum.Rehearsal.Plans;
using Forum.Rehearsal.Scenarios;

namespace Forum.Seeds.Tests;

public sealed class When_disturbances_are_drawn
{
    [Fact]
    public void the_same_seed_draws_the_same_forum_and_the_same_disturbances()
    {
        Told(Rehearsed.Plan(seed: 7)).ShouldBe(Told(Rehearsed.Plan(seed: 7)));
        Drawing.Of(Scenario.Usual, Rehearsed.Plan(seed: 7), 7).ShouldBe(Drawing.Of(Scenario.Usual, Rehearsed.Plan(seed: 7), 7));
    }

    [Fact]
    public void another_seed_draws_others()
    {
        Told(Rehearsed.Plan(seed: 8)).ShouldNotBe(Told(Rehearsed.Plan(seed: 7)));
        Drawing.Of(Scenario.Usual, Rehearsed.Plan(seed: 7), 8).ShouldNotBe(Drawing.Of(Scenario.Usual, Rehearsed.Plan(seed: 7), 7));
    }

    [Fact]
    public void what_was_written_stays_and_as_many_are_drawn_as_were_asked_for()
    {
        var written = new Disturbance { At = new DateTime(2027, 5, 11, 15, 20, 0), What = DisturbanceKind.Overrun, Meeting = Rehearsed.Plenary2, Minutes = 25 };
        for (ulong seed = 0; seed < 50; seed++)
        {
            var scenario = new Scenario { Delegations = 40, Drawn = 11, Disturbances = [written] };
            var all = Drawing.Of(scenario, Rehearsed.Plan(scenario, seed), seed);
            all.Count(disturbance => disturbance.Drawn).ShouldBe(11);
            all.Where(disturbance => !disturbance.Drawn).ShouldBe([written]);
            all.Select(disturbance => disturbance.At).ShouldBeInOrder();
            // What is drawn an organizer could have written.
            (scenario with { Disturbances = all }).Faults().ShouldBeEmpty();
        }
    }

    [Fact]
    public void whoever_chairs_a_round_table_withdraws_an_hour_before_it() =>
        Drawing.Of(new Scenario { Delegations = 40, Drawn = 1 }, Rehearsed.Plan(), 1).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            disturbance => disturbance.What.ShouldBe(DisturbanceKind.Withdrawal),
            disturbance => disturbance.Meeting!.Kind.ShouldBe(MeetingKind.RoundTable),
            disturbance => disturbance.At.ShouldBe(Rehearsed.Plan().Meetings[disturbance.Meeting!].Local.StartsAt.AddHours(-1)));

    [Fact]
    public void no_two_officers_come_from_one_participant_and_those_who_chair_together_from_different_groups()
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var plan = Rehearsed.Plan(seed: seed);
            var officers = plan.Meetings.Values.SelectMany(meeting => meeting.Officers).ToArray();
            officers.Select(officer => officer.Participant).OfType<string>().ShouldBeUnique();
            officers.Select(officer => officer.Name).ShouldBeUnique();
            foreach (var meeting in plan.Meetings.Values)
                meeting.Officers.Where(officer => officer.Role is OfficerRole.CoChair).Select(officer => plan.Delegation(officer.Participant!).Group).ShouldBeUnique();
        }
    }

    [Fact]
    public void everything_that_is_made_up_says_so()
    {
        var plan = Rehearsed.Plan();
        plan.Meetings.Values.SelectMany(meeting => meeting.Officers).SelectMany(officer => new[] { officer.Name, officer.Title }).ShouldAllBe(text => text!.Contains(ForumPlan.Label));
        plan.Rooms.ShouldAllBe(room => room.Name.Contains(ForumPlan.Label));
        plan.Delegations.ShouldAllBe(delegation => delegation.NameOf("Head of delegation").Contains(ForumPlan.Label) && delegation.Title.Contains(ForumPlan.Label));
    }

    [Fact]
    public void the_slots_are_those_of_the_speakers_list()
    {
        var plan = Rehearsed.Plan(new Scenario { Delegations = 60 });
        var slots = Rehearsed.Slots(plan);
        slots.Meetings.OrderBy(meeting => meeting.Key.Number).Select(meeting => meeting.Value.Count).ShouldBe([15, 18, 18, 9]);
        slots.Beyond.ShouldBeEmpty();
        slots.Meetings.Values.SelectMany(codes => codes).ShouldBe(plan.Delegations.Select(delegation => delegation.Code), ignoreOrder: true);
        // Three openers of 8 min, each with its changeover.
        SlotPlan.TimeForDebate(plan, plan.Meetings[Rehearsed.Plenary1]).ShouldBe(TimeSpan.FromMinutes(180 - (3 * 10.5)));
        SlotPlan.TimeForDebate(plan, plan.Meetings[Rehearsed.Plenary2]).ShouldBe(TimeSpan.FromMinutes(180));
    }

    private static string Told(ForumPlan plan) => string.Join('\n', plan.Delegations.Select(delegation => $"{delegation.Code} {delegation.Rank} {string.Join(' ', delegation.Choices)} {delegation.SpeechShare}")
        .Concat(plan.Meetings.Values.SelectMany(meeting => meeting.Officers.Select(officer => $"{meeting.Name} {officer}"))));
}

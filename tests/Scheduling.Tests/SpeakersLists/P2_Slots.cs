using Forum.Contracts.Registration;
using Forum.Scheduling.SpeakersLists;
using static Forum.Scheduling.Tests.SpeakersLists.Debates;

namespace Forum.Scheduling.Tests.SpeakersLists;

public sealed class P2_Capacity
{
    private static readonly Sitting[] FourMeetings = [.. Enumerable.Repeat(new Sitting(180, 0, MayRunOver: false), 4)];

    [Theory]
    [InlineData(0, false, 18)]
    [InlineData(0, true, 19)]
    [InlineData(60, true, 13)]
    [InlineData(60, false, 12)]
    public void seven_minutes_make_18_or_19_speakers_a_meeting_and_13_when_an_hour_is_lost(int lost, bool mayRunOver, int speakers) =>
        new Sitting(180, lost, mayRunOver).Slots(7, 2.5m).ShouldBe(speakers);

    [Fact]
    public void a_plan_takes_18_in_the_morning_19_in_the_afternoon_and_13_where_the_opening_takes_an_hour()
    {
        Planned(lost: 0).ShouldBe([18, 19, 18, 19]);
        Planned(lost: 60).ShouldBe([13, 19, 18, 19]);
    }

    [Fact]
    public void no_statement_of_a_meeting_that_has_to_end_on_time_ends_later_and_of_another_by_a_changeover_at_most()
    {
        foreach (var limit in new[] { 1m, 2.5m, 3m, 4m, 5m, 7m, 10m, 15m, 45m })
        {
            var (strict, stretched) = (new Sitting(180, 0, false).Slots(limit, 2.5m), new Sitting(180, 0, true).Slots(limit, 2.5m));
            (strict * (limit + 2.5m)).ShouldBeInRange(180 - limit - 2.5m + 0.01m, 180);
            (stretched * (limit + 2.5m) - 2.5m).ShouldBeInRange(182.5m - limit - 2.5m + 0.01m, 182.5m);
            stretched.ShouldBeGreaterThanOrEqualTo(strict);
        }
    }

    [Fact]
    public void a_hundred_and_thirty_eight_at_five_minutes_do_not_fit_into_four_meetings()
    {
        var verdict = CapacityVerdict.Of(138, 5, 2.5m, FourMeetings);
        verdict.ShouldSatisfyAllConditions(
            () => verdict.Fits.ShouldBeFalse(),
            () => verdict.MinutesNeeded.ShouldBe(1035),
            () => verdict.MinutesAvailable.ShouldBe(720),
            () => verdict.Slots.ShouldBe(96),
            () => verdict.NotFitting.ShouldBe(42));
    }

    [Fact]
    public void it_says_what_would_help_and_what_would_not()
    {
        var offers = CapacityVerdict.Of(138, 5, 2.5m, FourMeetings).Offers;
        var three = offers.Single(offer => offer.LimitMinutes == 3);
        three.ShouldSatisfyAllConditions(() => three.Helps.ShouldBeFalse(), () => three.MinutesNeeded.ShouldBe(759), () => three.NotFitting.ShouldBe(10));
        offers.First(offer => offer is { Remedy: Remedy.ShorterLimit, Helps: true }).LimitMinutes.ShouldBe(2.5m);
        offers.Single(offer => offer.Remedy is Remedy.NightMeetings).Meetings.ShouldBe(2);
        offers.Single(offer => offer.Remedy is Remedy.ParallelSegments).Segments.ShouldBe(2);
    }

    [Fact]
    public void what_is_offered_as_helping_helps()
    {
        foreach (var (statements, limit) in new[] { (138, 5m), (138, 7m), (192, 4m), (97, 5m), (1_000, 3m), (40, 15m) })
        {
            foreach (var offer in CapacityVerdict.Of(statements, limit, 2.5m, FourMeetings).Offers.Where(offer => offer.Helps))
            {
                var then = offer.Remedy switch
                {
                    Remedy.ShorterLimit => CapacityVerdict.Of(statements, offer.LimitMinutes!.Value, 2.5m, FourMeetings),
                    Remedy.NightMeetings => CapacityVerdict.Of(statements, limit, 2.5m, [.. FourMeetings, .. Enumerable.Repeat(new Sitting(180, 0, true), offer.Meetings!.Value)]),
                    Remedy.ParallelSegments => CapacityVerdict.Of(statements, limit, 2.5m, [.. Enumerable.Repeat(FourMeetings, offer.Segments!.Value).SelectMany(segment => segment)]),
                };
                then.Fits.ShouldBeTrue($"{statements} at {limit}: {offer}");
                then.Slots.ShouldBe(offer.Slots);
            }
        }
    }

    [Fact]
    public void when_all_fit_nothing_is_offered()
    {
        var verdict = CapacityVerdict.Of(72, 7, 2.5m, FourMeetings);
        verdict.Fits.ShouldBeTrue();
        verdict.Offers.ShouldBeEmpty();
    }

    [Fact]
    public void a_limit_that_nobody_knows_has_to_be_given() =>
        RefusedBy(() => new PlanSpeakersList().Decide(Empty, Plenaries, Dialogue.Known, Before)).ShouldBe("limit-unknown");

    private static int[] Planned(decimal lost) =>
        [.. Plan(lost: lost).Decide(Empty, Plenaries, Dialogue.Known, Before).OfType<SpeakersListPlanned>().Single().Plan is var plan ? plan.Sittings.Select(plan.SlotsIn) : []];
}

public sealed class P2_Slots
{
    [Fact]
    public void a_slot_begins_when_those_before_it_are_over_in_the_time_of_the_venue()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1), Asks("CCC", 2)).Planned(lost: 60);
        list.InOrder().Select(entry => list.Plan!.StartOf(entry.Slot!)).ShouldBe(
            [Dialogue.Summer(14, 11), Dialogue.Summer(14, 11).AddMinutes(9.5), Dialogue.Summer(14, 11).AddMinutes(19)]);
        list.Plan!.StartOf(list.InOrder().First().Slot!)!.Value.Offset.ShouldBe(TimeSpan.FromHours(-4));
    }

    [Fact]
    public void each_that_fits_is_assigned_one_and_the_others_wait_in_their_order()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 25).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 1);
        var events = new ConfirmSlots().Decide(list, Before).ToArray();
        events.OfType<SlotAssigned>().Select(e => (e.Inscription.Participant, e.Slot.Number)).ShouldBe(Enumerable.Range(0, 19).Select(n => ((string?)$"P{n:00}", n + 1)));
        var then = list.Then(events);
        then.InOrder().Skip(19).ShouldAllBe(entry => entry.Slot == null);
        then.Order().ShouldBe(Enumerable.Range(0, 25).Select(n => $"P{n:00}"));
    }

    [Fact]
    public void before_slots_are_confirmed_a_request_may_move_others_and_afterwards_not()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned();
        list.Hears(Asks("KIN", 5, RankLevel.HeadOfState)).PlaceOf("AAA").ShouldBe("1/2");
        var then = list.Confirmed().Hears(Asks("KIN", 5, RankLevel.HeadOfState), Asks("CCC", 6));
        then.PlaceOf("AAA").ShouldBe("1/1");
        then.PlaceOf("BBB").ShouldBe("1/2");
        then.PlaceOf("KIN").ShouldBe("2/1", "where its category is free; at the first meeting it could only come behind ministers");
        then.PlaceOf("CCC").ShouldBe("1/3");
    }

    [Fact]
    public void a_free_slot_goes_to_who_has_waited_for_it()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 25).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 1).Confirmed();
        list.PlaceOf("P19").ShouldBe("-");
        var then = list.Withdraws("P03");
        then.PlaceOf("P19").ShouldBe("1/4");
        then.PlaceOf("P20").ShouldBe("-");
    }

    [Fact]
    public void a_slot_is_given_by_receipt_though_its_request_became_known_later()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 18).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 1).Confirmed();
        var late = list.Hears(Asks("YYY", 31));
        late.PlaceOf("YYY").ShouldBe("1/19");
        var then = late.Hears(Asks("XXX", 30));
        then.PlaceOf("XXX").ShouldBe("1/19");
        then.PlaceOf("YYY").ShouldBe("-");
    }

    [Fact]
    public void nobody_gets_a_slot_that_should_have_begun_or_was_called()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned(meetings: 2).Confirmed();
        var noon = Dialogue.Summer(14, 12);
        var then = list.Then(list.Follow(IdOf("CCC"), Asks("CCC", 2), Guid.CreateVersion7(), noon));
        list.Plan!.StartOf(then.Of("CCC")!.Slot!)!.Value.ShouldBeGreaterThan(noon);

        var spoken = list.Hears(Asks("LAT", 3, prefers: [2])).Delivers("LAT").Hears(Asks("CCC", 4));
        spoken.PlaceOf("CCC").ShouldBe("2/2");
    }

    [Fact]
    public void when_the_list_is_planned_anew_whoever_fits_no_more_waits()
    {
        var list = Empty.Hears([.. Enumerable.Range(0, 30).Select(n => Asks($"P{n:00}", n))]).Planned(meetings: 2).Confirmed();
        list.InOrder().ShouldAllBe(entry => entry.Slot != null);
        var then = list.Then(Plan(limit: 10, meetings: 1).Decide(list, Plenaries, Dialogue.Known, Before));
        then.InOrder().Count(entry => entry.Slot is not null).ShouldBe(14);
        then.InOrder().Count().ShouldBe(30);
    }

    [Fact]
    public void arranging_anew_needs_a_reason_and_goes_by_the_keys_again()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1)).Planned().Confirmed().Hears(Asks("KIN", 5, RankLevel.HeadOfState));
        RefusedBy(() => new ConfirmSlots { Anew = true }.Decide(list, Before)).ShouldBe("reason-needed");
        var then = list.Then(new ConfirmSlots { Anew = true, Reason = "A Head of State comes." }.Decide(list, Before));
        then.Order().ShouldBe(["KIN", "AAA", "BBB"]);
        then.PlaceOf("BBB").ShouldBe("1/3");
    }

    [Fact]
    public void a_release_is_told_who_speaks_when()
    {
        var list = Empty.Hears(Asks("AAA", 0), Asks("BBB", 1, prefers: [2])).Planned(lost: 60)
            .Then(new Scheduling.SpeakersLists.SpeakerInscribed(new Scheduling.SpeakersLists.Inscription
            {
                Id = Guid.CreateVersion7(),
                Kind = Contracts.Scheduling.StatementKind.Opening,
                ReceivedAt = Dialogue.Noon,
                Office = "Secretary-General",
            }));
        ReleasedSpeakers.Of(list, Plenaries[0].Id).Select(speaker => (speaker.Office ?? speaker.Participant, speaker.StartsAt))
            .ShouldBe([("Secretary-General", Dialogue.Summer(14, 10)), ("AAA", Dialogue.Summer(14, 11))]);
        ReleasedSpeakers.Of(list, Plenaries[1].Id, Dialogue.Summer(14, 16)).ShouldHaveSingleItem().StartsAt.ShouldBe(Dialogue.Summer(14, 16));
        ReleasedSpeakers.Of(list, Guid.CreateVersion7()).ShouldBeEmpty();
        ReleasedSpeakers.Of(Empty, Plenaries[0].Id).ShouldBeEmpty();
    }
}

using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Optimiser.Tests.Seats;

public sealed class When_a_seat_is_asked_about
{
    /// <summary>Two tables of two; three States wish for the first and one of them would do with the second.</summary>
    private static readonly Instance Posed = new()
    {
        Groups = [new("Africa", 53)],
        Participants = [State("GHA", 1, "1", "2"), State("KEN", 2, "1"), State("MLI", 3, "1", "2"), State("SEN", 4, "2")],
        Tables = [new() { Id = "1", Capacity = 2, Quotas = 2 }, new() { Id = "2", Capacity = 2, Quotas = 2 }],
    };

    private static readonly Arrangement Given = new() { Seats = SeatSolver.Solve(Posed).Seats! };

    [Fact]
    public void the_answer_says_what_is_full_who_would_move_and_what_that_costs()
    {
        Given.Seats.ShouldBe([new("GHA", "1"), new("KEN", "1"), new("MLI", "2"), new("SEN", "2")]);
        var why = Explanations.WhyNot(Posed, Given, "MLI", "1");
        why.Verdict.ShouldBe(Verdict.Outranked);
        why.Chain.ShouldBe([new("MLI", "2", "1"), new("GHA", "1", "2")], ignoreOrder: true);
        why.Price.Where(p => p.Change != 0).ShouldAllBe(p => p.Aim.StartsWith("places in the order of lot and receipt"));
        why.Sentences.ShouldContain("Full for Africa at table 1: ceiling 2, 2 seated.");
        why.Sentences.ShouldContain("MLI asked for 1 seat and has as many: 2.");
        why.Sentences.ShouldContain("To seat MLI there: MLI moves from table 2 to table 1; GHA moves from table 1 to table 2.");
    }

    [Fact]
    public void a_seat_that_is_held_is_made_room_at_for_nobody()
    {
        var held = Posed with { Tables = [Posed.Tables[0] with { Held = ["GHA", "KEN"] }, Posed.Tables[1]] };
        var why = Explanations.WhyNot(held, Given, "MLI", "1");
        why.Verdict.ShouldBe(Verdict.Full);
        why.Chain.ShouldBeEmpty();
        Explanations.WhatIf(held, Given, "MLI", "1").Seats.ShouldBeNull();
    }

    [Fact]
    public void who_did_not_wish_or_is_barred_is_told_so()
    {
        Explanations.WhyNot(Posed, Given, "SEN", "1").ShouldSatisfyAllConditions(w => w.Verdict.ShouldBe(Verdict.Barred), w => w.Sentences.ShouldBe(["SEN did not wish for table 1."]));
        var pinned = Posed with { Pins = [new() { Id = "p", Participant = "MLI", Table = "1", Not = true }] };
        Explanations.WhyNot(pinned, Given, "MLI", "1").Verdict.ShouldBe(Verdict.Barred);
        Explanations.WhyNot(Posed, Given, "GHA", "1").Verdict.ShouldBe(Verdict.Seated);
        Should.Throw<ArgumentException>(() => Explanations.WhyNot(Posed, Given, "XXX", "1"));
    }

    [Fact]
    public void a_seat_that_could_be_had_for_nothing_is_told_as_such()
    {
        var poor = new Arrangement { Seats = [new("GHA", "2"), new("KEN", "1")] };
        Explanations.WhyNot(Posed, poor, "GHA", "1").Verdict.ShouldBe(Verdict.Open);
    }

    [Fact]
    public void an_arrangement_that_breaks_a_rule_is_not_explained() =>
        Should.Throw<ArgumentException>(() => Explanations.Of(Posed, new() { Seats = [new("GHA", "1"), new("KEN", "1"), new("MLI", "1")] })).Message.ShouldContain("MLI");

    [Fact]
    public void the_waiting_list_goes_by_what_seating_each_would_cost()
    {
        // At one table, whoever is seated takes the seat of the last: who came first costs least.
        var queue = new Instance
        {
            Participants = [.. new[] { "A", "B", "C", "D", "E" }.Select((id, n) => State(id, n, "1") with { Group = null })],
            Tables = [new() { Id = "1", Capacity = 2 }],
        };
        var explained = Explanations.Of(queue, new() { Seats = SeatSolver.Solve(queue).Seats! });
        explained.WaitingList("1").Select(w => (w.Position, w.Participant)).ShouldBe([(1, "C"), (2, "D"), (3, "E")]);
    }

    [Fact]
    public void a_nomination_or_a_seat_more_would_seat_it_and_an_earlier_wish_of_a_later_one_would_not()
    {
        var nominated = Explanations.WhatIf(Posed, Given, "MLI", "1", Supposition.Nominated);
        nominated.Moves.ShouldBe([new("MLI", "2", "1"), new("GHA", "1", "2")], ignoreOrder: true);
        Explanations.WhatIf(Posed, Given, "MLI", "1", Supposition.OneSeatMore).Moves.ShouldBeEmpty("table 2 would be short of its floor");
        Explanations.WhatIf(Posed with { Tables = [.. Posed.Tables.Select(t => t with { Quotas = null })] }, Given, "MLI", "1", Supposition.OneSeatMore).Moves.ShouldBe([new("MLI", "2", "1")]);
        Explanations.WhatIf(Posed, Given, "SEN", "1", Supposition.WishedFirst).Seats.ShouldNotBeNull().ShouldNotContain(new Seat("SEN", "1"), "GHA came first");
        Should.Throw<ArgumentException>(() => Explanations.WhatIf(Posed with { Participants = [State("USA", 1, "1") with { Group = null }] }, new(), "USA", "1", Supposition.Nominated));
    }

    [Fact]
    public void a_new_first_wish_puts_out_what_does_not_count_any_more() =>
        Supposing.Of(Posed, "SEN", "1", Supposition.WishedFirst, mostWishes: 1).Participants.Single(p => p.Id == "SEN").Wishes.ShouldBe([new Wish("1")]);

    [Fact]
    public void what_if_is_the_best_of_all_arrangements_with_the_seat() => Explained(AnySeats.Tiny, tests: 25);

    [Fact]
    public void what_if_is_the_best_of_all_arrangements_with_the_seat_where_tables_overlap() =>
        Explained(AnySeats.TinyByIntegers.Where(i => i.TableConflicts.Count > 0 && i.Policy.Aim is RankAim.Leximin), tests: 4);

    private static void Explained(Gen<Instance> some, int tests) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(some.Where(i => SeatSolver.Solve(i).Seats is not null)), instance =>
        {
            var given = new Arrangement { Seats = SeatSolver.Solve(instance).Seats! };
            var explained = Explanations.Of(instance, given);
            var all = EveryArrangement.Of(instance).ToList();
            foreach (var (participant, table) in instance.Participants.SelectMany(p => p.Wishes.Select(w => (p.Id, w.Table))))
            {
                var seat = new Seat(participant, table);
                if (given.Seats.Contains(seat))
                    continue;
                var best = all.Where(a => a.Seats.Contains(seat)).Select(a => EveryArrangement.Worth(instance, a)).Min(EveryArrangement.ByWorth);
                var then = explained.WhatIf(participant, table);
                (then.Seats is null ? null : EveryArrangement.Worth(instance, new() { Seats = then.Seats })).ShouldBe(best);
                explained.WhyNot(participant, table).Verdict.ShouldBeOneOf(best is null ? [Verdict.Barred, Verdict.Full] : [Verdict.Outranked]);
                if (then.Seats is { } seats)
                    Violation.Of(instance, new() { Seats = seats }).ShouldBeEmpty();
            }
        }));

    private static Participant State(string id, int hour, params string[] wishes) =>
        new() { Id = id, Group = "Africa", Wishes = [.. wishes.Select(w => new Wish(w))], ReceivedAt = DateTimeOffset.UnixEpoch.AddHours(hour) };
}

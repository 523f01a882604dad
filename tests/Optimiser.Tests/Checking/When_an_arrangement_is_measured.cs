using System.Text.Json;
using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests.Checking;

/// <summary>Small cases whose figures were reckoned by hand.</summary>
public sealed class When_an_arrangement_is_measured
{
    private static readonly DateTimeOffset June = new(2006, 6, 1, 13, 0, 0, TimeSpan.Zero);

    private static readonly Instance Posed = new()
    {
        Name = "by hand",
        Groups = [new("Africa", 3), new("Asia", 1)],
        Participants = [State("KEN", "Africa", 1, "A", "B"), State("MLI", "Africa", 2, "A", "B", "C"), State("GHA", "Africa", 3, "A"), State("IND", "Asia", 4, "B", "A") with { Seats = 2 }, State("USA", null, 5, "C", "B", "A")],
        Tables = [new() { Id = "A", Capacity = 2, Shares = [new("Africa", 2, 2)] }, new() { Id = "B", Capacity = 2, Shares = [new("Africa", 1, 1), new("Asia", 1, 1)] }, new() { Id = "C", Capacity = 1 }],
    };

    private static readonly Arrangement Given = new() { Seats = [new("KEN", "B"), new("MLI", "A"), new("IND", "B"), new("IND", "A"), new("USA", "C")] };

    [Fact]
    public void ranks_are_counted_by_seat()
    {
        var seats = SeatMetrics.Of(Posed, Given);
        seats.Participants.ShouldBe(5);
        seats.Seats.ShouldBe(5);
        seats.RankProfile.ShouldBe([3, 2, 0]);
        seats.MeanRank.ShouldBe(7.0 / 5);
        seats.WorstRank.ShouldBe(2);
        // Mali, India and the United States sit at their first choice.
        seats.FirstChoicePercent.ShouldBe(60);
    }

    [Fact]
    public void who_has_fewer_seats_than_it_asked_for_is_counted()
    {
        var seats = SeatMetrics.Of(Posed, Given with { Seats = [.. Given.Seats.Where(seat => seat != new Seat("IND", "A"))] });
        seats.WithoutSeat.ShouldBe(1);
        seats.UnfilledWishes.ShouldBe(2);
    }

    [Fact]
    public void S2_a_floor_is_short_only_of_those_that_asked()
    {
        // Africa is due two seats at A and has one; at B each group has its own.
        SeatMetrics.Of(Posed, Given).LowerQuotaShortfall.ShouldBe(1);
        // Mali alone of Africa asks for A, where two seats are Africa's: it has all that it asks for. Nobody of Africa asks for B any more.
        var one = Posed with { Participants = [.. Posed.Participants.Where(participant => participant.Id is not ("KEN" or "GHA")).Select(participant => participant with { Wishes = [.. participant.Wishes.Take(participant.Id == "MLI" ? 1 : 9)] })] };
        SeatMetrics.Of(one, Given with { Seats = [.. Given.Seats.Skip(1)] }).LowerQuotaShortfall.ShouldBe(0);
    }

    [Fact]
    public void a_wish_that_nobody_is_left_for_is_not_unfilled()
    {
        // India asks for two tables of one slot with one person: one is all it could have.
        var atOnce = Posed with { Tables = [.. Posed.Tables.Select(table => table with { Slot = 0 })] };
        SeatMetrics.Of(atOnce, Given with { Seats = [.. Given.Seats.Where(seat => seat != new Seat("IND", "A"))] }).UnfilledWishes.ShouldBe(1, "Ghana's");
        SeatMetrics.Of(atOnce with { Tables = [.. atOnce.Tables.Select(table => table.Id == "C" ? table with { Held = ["IND"] } : table)] }, new() { Seats = [new("IND", "C")] }).UnfilledWishes.ShouldBe(4, "India sits elsewhere at the time");
    }

    [Fact]
    public void S2_regional_deviation_is_zero_when_each_table_mirrors_the_groups()
    {
        // A: 1 of Africa, 1 of Asia; shares 3/4 and 1/4 of 2 are 1.5 and 0.5: off by 0.5 + 0.5. B: the same. 100 x 2 / (2 x 4) = 25.
        SeatMetrics.Of(Posed, Given).RegionalDeviationPercent.ShouldBe(25, 1e-9);
        var mirrored = new Instance
        {
            Groups = Posed.Groups,
            Participants = [.. Enumerable.Range(0, 4).Select(n => State($"S{n}", n == 3 ? "Asia" : "Africa", n, "A"))],
            Tables = [new() { Id = "A", Capacity = 4 }],
        };
        SeatMetrics.Of(mirrored, new() { Seats = [.. mirrored.Participants.Select(state => new Seat(state.Id, "A"))] }).RegionalDeviationPercent.ShouldBe(0, 1e-9);
    }

    [Fact]
    public void seats_that_were_released_before_and_are_no_more_have_moved()
    {
        var before = new Arrangement { Seats = [new("KEN", "A"), new("MLI", "A"), new("GHA", "B"), new("XXX", "A"), new("IND", "B")] };
        var seats = SeatMetrics.Of(Posed with { Previous = before }, Given);
        seats.Moves.ShouldBe(3, "those of Kenya, Ghana and a withdrawn delegation");
        seats.ForcedMoves.ShouldBe(2, "Ghana no longer wishes for B, and the delegation is gone; Kenya could have stayed");
        SeatMetrics.Of(Posed, Given).Moves.ShouldBeNull();
    }

    [Fact]
    public void a_table_with_fewer_seats_than_before_forces_moves()
    {
        var before = new Arrangement { Seats = [new("KEN", "A"), new("MLI", "A")] };
        var smaller = Posed with { Previous = before, Tables = [Posed.Tables[0] with { Capacity = 1 }, .. Posed.Tables.Skip(1)] };
        SeatMetrics.Of(smaller, new() { Seats = [new("MLI", "A")] }).ForcedMoves.ShouldBe(1);
    }

    [Fact]
    public void utilities_are_measured_by_what_could_be_had_at_best()
    {
        var bids = new Instance
        {
            Participants =
            [
                new() { Id = "s1", Seats = 2, Wishes = [new("A", 500), new("B", 300), new("C", 200)] },
                new() { Id = "s2", Seats = 1, Wishes = [new("A", 900), new("B", 90)] },
            ],
            Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 2 }, new() { Id = "C", Capacity = 1 }],
        };
        // 500 of 800, and 90 of 900.
        var seats = SeatMetrics.Of(bids, new() { Seats = [new("s1", "B"), new("s1", "C"), new("s2", "B")] });
        seats.MeanUtilityPercent!.Value.ShouldBe((62.5 + 10) / 2, 1e-9);
        seats.WorstUtilityPercent!.Value.ShouldBe(10, 1e-9);
        SeatMetrics.Of(Posed, Given).MeanUtilityPercent.ShouldBeNull();
    }

    [Fact]
    public void S3_who_came_earlier_and_could_have_the_seat_at_no_ones_cost_is_in_the_right()
    {
        // Both could sit at either table, in the same order of wishes: the earlier one has the worse seat for no reason.
        var two = new Instance { Groups = Posed.Groups, Participants = [State("KEN", "Africa", 1, "A", "B"), State("MLI", "Africa", 2, "A", "B")], Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }] };
        JustifiedEnvy.Of(two, new() { Seats = [new("KEN", "B"), new("MLI", "A")] }).ShouldHaveSingleItem().ShouldBe(new("KEN", "MLI", "A", 1));
        JustifiedEnvy.Of(two, new() { Seats = [new("KEN", "A"), new("MLI", "B")] }).ShouldBeEmpty();
        JustifiedEnvy.Of(two, new() { Seats = [new("MLI", "A")] }).Select(envy => envy.Participant).ShouldBe(["KEN"], "a seat for one of two is the earlier one's");
        JustifiedEnvy.Of(two, new() { Seats = [new("KEN", "A")] }).ShouldBeEmpty();
    }

    [Fact]
    public void S3_who_was_nominated_comes_before_who_was_received_earlier()
    {
        var nominated = new Instance
        {
            Participants = [State("KEN", "Africa", 1, "A", "B"), State("MLI", "Africa", 2, "A", "B") with { Nominations = ["A"] }],
            Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }],
        };
        JustifiedEnvy.Of(nominated, new() { Seats = [new("KEN", "B"), new("MLI", "A")] }).ShouldBeEmpty();
        JustifiedEnvy.Of(nominated, new() { Seats = [new("KEN", "A"), new("MLI", "B")] }).ShouldHaveSingleItem().Participant.ShouldBe("MLI");
    }

    [Fact]
    public void who_would_cost_another_more_is_passed_over_and_not_in_the_right()
    {
        // Mali can sit at A alone, Kenya at B too: that Kenya came earlier does not leave Mali without a seat.
        var bound = new Instance { Participants = [State("KEN", "Africa", 1, "A", "B"), State("MLI", "Africa", 2, "A")], Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }] };
        var seats = SeatMetrics.Of(bound, new() { Seats = [new("KEN", "B"), new("MLI", "A")] });
        seats.JustifiedEnvy.ShouldBe(0);
        seats.PassedOver.ShouldBe(1);
    }

    [Fact]
    public void a_seat_that_was_released_before_is_not_envied_in_the_right()
    {
        var released = new Instance
        {
            Participants = [State("KEN", "Africa", 1, "A", "B"), State("MLI", "Africa", 2, "A", "B")],
            Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }],
            Previous = new() { Seats = [new("MLI", "A")] },
        };
        JustifiedEnvy.Of(released, new() { Seats = [new("KEN", "B"), new("MLI", "A")] }).ShouldBeEmpty();
        JustifiedEnvy.Of(released with { Policy = new() { KeepSeats = false } }, new() { Seats = [new("KEN", "B"), new("MLI", "A")] }).ShouldHaveSingleItem();
        JustifiedEnvy.Of(released with { Previous = null, Pins = [new() { Id = "p", Strength = PinStrength.Soft, Participant = "KEN", Table = "A", Not = true }] }, new() { Seats = [new("KEN", "B"), new("MLI", "A")] }).ShouldBeEmpty();
    }

    [Fact]
    public void nobody_envies_another_group_or_another_rank()
    {
        var others = new Instance { Participants = [State("KEN", "Africa", 1, "A", "B"), State("IND", "Asia", 2, "A", "B"), State("MLI", "Africa", 3, "B", "A")], Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }] };
        SeatMetrics.Of(others, new() { Seats = [new("IND", "A"), new("KEN", "B")] }).PassedOver.ShouldBe(0);
        SeatMetrics.Of(others, new() { Seats = [new("MLI", "A"), new("KEN", "B")] }).PassedOver.ShouldBe(0);
    }

    [Fact]
    public void a_person_elsewhere_at_the_time_envies_only_what_it_would_rather_have()
    {
        // One slot, one person: Kenya sits at its first choice and asks for two seats; it cannot have the second, and envies nobody.
        var atOnce = new Instance { Participants = [State("KEN", "Africa", 1, "A", "B") with { Seats = 2 }, State("MLI", "Africa", 2, "A", "B")], Tables = [new() { Id = "A", Capacity = 1, Slot = 0 }, new() { Id = "B", Capacity = 1, Slot = 0 }] };
        SeatMetrics.Of(atOnce, new() { Seats = [new("KEN", "A"), new("MLI", "B")] }).PassedOver.ShouldBe(0);
        SeatMetrics.Of(atOnce with { Participants = [atOnce.Participants[0] with { People = 2 }, atOnce.Participants[1]] }, new() { Seats = [new("KEN", "A"), new("MLI", "B")] }).PassedOver.ShouldBe(1);
    }

    [Fact]
    public void a_timetable_costs_what_its_clashes_slots_topics_and_moves_cost()
    {
        var posed = Planned();
        var placed = new Arrangement { Placements = [new("s1", 0, "large"), new("s2", 0, "small"), new("s3", 1, "large")] };
        var timetable = TimetableMetrics.Of(posed, placed).ShouldNotBeNull();
        // Clash of s1 and s2: 7. Two participants of one person wish for A and B: 2 x 10. s3 in slot 1: 4. s1 and s2 of one topic: 3. s2 moved: 5. Soft pin of s3: 6.
        timetable.WeightedClash.ShouldBe(7 + 20);
        timetable.SlotPenalties.ShouldBe(4);
        timetable.SameTopicInParallel.ShouldBe(1);
        timetable.Moves.ShouldBe(1);
        timetable.SoftPins.ShouldBe(6);
        timetable.Objective.ShouldBe(7 + 20 + 4 + 3 + 5 + 6);
        Score.Of(posed, placed).Timetable.ShouldBe(timetable.Objective);
    }

    [Fact]
    public void rooms_interpretation_and_attendance_of_a_timetable_are_measured()
    {
        var posed = Planned();
        var timetable = TimetableMetrics.Of(posed, new() { Placements = [new("s1", 0, "large"), new("s2", 0, "small"), new("s3", 1, "large")] }).ShouldNotBeNull();
        // Of 100 + 20 + 100 places, 40, -10 and 70 stay empty: one room is too small.
        timetable.RoomTooSmall.ShouldBe(1);
        timetable.EmptyPlacesPercent.ShouldBe(100 * 110 / 220.0, 1e-9);
        (timetable.MostInterpreted, timetable.MeanInterpreted).ShouldBe((2, 1.0));
        // P1 and P2 have three wishes and one person; A and B are held at once.
        timetable.CanAttendFirstThreePercent.ShouldBe(0);
        TimetableMetrics.Of(posed, new() { Placements = [new("s1", 0, "large"), new("s2", 1, "large"), new("s3", 2, "large")] })!.CanAttendFirstThreePercent.ShouldBe(100);
    }

    [Fact]
    public void S6_chairs_are_counted_by_group()
    {
        var held = Posed with { Tables = [Posed.Tables[0] with { Held = ["KEN"] }, Posed.Tables[1] with { Held = ["MLI"] }], Timetable = new() { Slots = 1 } };
        TimetableMetrics.Of(held, new())!.ChairsByGroup.ShouldBe(new Dictionary<string, int> { ["Africa"] = 2, ["Asia"] = 0 }, ignoreOrder: true);
    }

    [Fact]
    public void the_table_shows_columns_side_by_side()
    {
        var table = new MetricsTable("by hand", [MetricsColumn.Of(Posed, "ours", Given), MetricsColumn.Of(Posed, "none", new())]);
        table.ToMarkdown().ShouldStartWith("| by hand | ours | none |\n|---|---:|---:|\n| hard violations | 0 | 0 |\n| participants | 5 | 5 |\n| seats | 5 | 0 |\n| first choices, % | 60 | 0 |\n");
        table.ToText().ShouldContain("without a seat                       1           5");
        var json = JsonSerializer.Deserialize<JsonElement>(table.ToJson());
        json.GetProperty("columns")[0].GetProperty("seats").GetProperty("rankProfile").EnumerateArray().Select(seats => seats.GetInt32()).ShouldBe([3, 2, 0]);
        json.GetProperty("columns")[1].GetProperty("seats").GetProperty("withoutSeat").GetInt32().ShouldBe(5);
    }

    [Fact]
    public void the_table_names_the_rules_that_are_broken() =>
        new MetricsTable("x", [MetricsColumn.Of(Posed, "broken", Given with { Seats = [.. Given.Seats, new("KEN", "C")] })]).Rows()
            .Where(row => row.Values is not ["0"]).Take(4).Select(row => $"{row.Label.Trim()} {row.Values[0]}")
            .ShouldBe(["hard violations 3", "table-capacity 1", "not-wished 1", "more-than-asked 1"]);

    [Fact]
    public void the_gap_of_what_is_not_proven_is_in_percent()
    {
        var proof = new Proof { Part = "timetable", Method = "m", Engine = "e", EngineVersion = "1", Seed = 1, Optimal = false, Objective = 200, Bound = 150 };
        new MetricsTable("x", [MetricsColumn.Of(Planned(), "ours", new(), [proof])]).Rows().Single(row => row.Label == "timetable: gap, %").Values.ShouldBe(["25"]);
    }

    private static Instance Planned() => new()
    {
        Participants =
        [
            State("P1", null, 1, "A", "B", "C"), State("P2", null, 2, "B", "A", "C"), State("P3", null, 3, "A"),
            State("P4", null, 4, "A", "B", "C") with { People = 2 },
        ],
        Tables = [new() { Id = "A", Session = "s1" }, new() { Id = "B", Session = "s2" }, new() { Id = "C", Session = "s3" }],
        Timetable = new()
        {
            Slots = 3,
            Rooms = [new("large", 100), new("small", 20)],
            Sessions =
            [
                new() { Id = "s1", Attendance = 60, Topic = "rights", Interpretation = true }, new() { Id = "s2", Attendance = 30, Topic = "rights", Interpretation = true },
                new() { Id = "s3", Attendance = 30, Interpretation = true, SlotPenalties = [0, 4, 0] },
            ],
            Clashes = [new("s1", "s2", 7), new("s1", "s3", 9)],
            FromWishes = 10,
            SameTopic = 3,
            Move = 5,
        },
        Pins = [new() { Id = "p", Session = "s3", Slot = 2, Strength = PinStrength.Soft, Weight = 6 }],
        Previous = new() { Placements = [new("s1", 0, "large"), new("s2", 0, "large"), new("gone", 0, "small")] },
    };

    private static Participant State(string id, string? group, int minute, params string[] wishes) =>
        new() { Id = id, Group = group, Wishes = [.. wishes.Select(table => new Wish(table))], ReceivedAt = June.AddMinutes(minute) };
}

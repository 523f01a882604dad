using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;

namespace Forum.Optimiser.Tests.Checking;

/// <summary>A good arrangement is broken in one way each time, and exactly that is found.</summary>
public sealed class When_an_arrangement_breaks_a_rule
{
    /// <summary>Two tables of three seats in one slot, a third in the next; two groups of one own seat at each, one flex seat.</summary>
    private static readonly Instance Posed = new()
    {
        Groups = [new("Africa", 53), new("Asia", 53)],
        Participants =
        [
            State("KEN", "Africa", 2, "A", "C"), State("MLI", "Africa", 1, "A", "B"), State("GHA", "Africa", 1, "B", "A"),
            State("IND", "Asia", 1, "A", "B"), State("NPL", "Asia", 1, "B", "C"), State("USA", null, 1, "B"),
            new() { Id = "IOM", Kind = ParticipantKind.Other, Wishes = [new("C")] },
            new() { Id = "NGO-1", Kind = ParticipantKind.CivilSociety, Wishes = [new("C")] }, new() { Id = "NGO-2", Kind = ParticipantKind.CivilSociety, Wishes = [new("C"), new("B")] },
        ],
        Tables =
        [
            Round("A", 0) with { Held = ["IND"] }, Round("B", 0),
            Round("C", 1) with { Capacity = 5, CivilSocietyFloor = 1, CivilSocietyCeiling = 1, Session = "afternoon" },
        ],
        Policy = new() { CutOffPassed = false },
        Pins = [new() { Id = "P1", Participant = "KEN", Table = "C", Reason = "speaks there" }, new() { Id = "P2", Session = "afternoon", Slot = 1, Room = "large" }],
        Timetable = new()
        {
            Slots = 3,
            SlotNames = ["14 September, afternoon", "15 September, morning", "15 September, afternoon"],
            Rooms = [new("large", 100, ClosedSlots: [2]), new("small", 40), new("bare", 100, Booths: 2)],
            Sessions =
            [
                new() { Id = "afternoon", Attendance = 60, Interpretation = true, Languages = 6, Officers = [new("ana", "chair")], AvailableSlots = [0, 1] },
                new() { Id = "plenary", Attendance = 90, Interpretation = true, Languages = 2, Officers = [new("ben", "chair")] },
                new() { Id = "bureau", Attendance = 10, Officers = [new("ana", "rapporteur"), new("cho", "chair", [1])] },
            ],
            InterpretationTeams = [1, 1, 1],
        },
    };

    private static readonly Arrangement Good = new()
    {
        Seats =
        [
            new("KEN", "A"), new("KEN", "C"), new("GHA", "B"), new("IND", "A"), new("NPL", "C"), new("USA", "B"), new("IOM", "C"), new("NGO-1", "C"), new("MLI", "A"),
        ],
        Placements = [new("afternoon", 1, "large"), new("plenary", 0, "bare"), new("bureau", 2, "small")],
    };

    [Fact]
    public void one_that_breaks_none_is_found_to_break_none() => Violation.Of(Posed, Good).ShouldBeEmpty();

    [Fact]
    public void S1_a_table_has_no_more_seats_than_its_capacity() =>
        Broken(Posed with { Policy = new(), Tables = [Posed.Tables[0] with { Capacity = 2 }, .. Posed.Tables.Skip(1)] }, Good).ShouldBe(HardRules.TableCapacity, "A");

    [Fact]
    public void S1_a_participant_has_one_seat_at_a_table() => Broken(With(new Seat("GHA", "B"))).ShouldBe(HardRules.SeatTwice, "GHA", "B");

    [Fact]
    public void S2_a_group_beyond_its_ceiling_draws_on_flex_and_no_further() =>
        Broken(Posed with { Participants = [.. Posed.Participants.Select(participant => participant.Id == "MLI" ? participant with { Seats = 2 } : participant)] }, Without(With(new Seat("MLI", "B")), "MLI", "A"))
            .ShouldBe(HardRules.GroupCeiling, "B", "Africa", "no group");

    [Fact]
    public void S2_a_State_in_no_group_draws_on_flex()
    {
        // One seat of each group and one flex seat: the second State in no group has none to draw on.
        var two = Posed with { Participants = [.. Posed.Participants, State("KIR", null, 1, "B")] };
        Broken(two, With(new Seat("KIR", "B"), Without(Good, "GHA", "B"))).ShouldBe(HardRules.GroupCeiling, "B", "no group");
        Violation.Of(two with { Policy = new() { CutOffPassed = true } }, With(new Seat("KIR", "B"), Without(Good, "GHA", "B"))).ShouldBeEmpty();
    }

    [Fact]
    public void S4_what_a_group_leaves_is_open_from_the_cut_off_on()
    {
        var crowded = With(new Seat("MLI", "B"), Without(Good, "MLI", "A"));
        Broken(Posed, crowded).ShouldBe(HardRules.GroupCeiling, "B", "Africa", "no group");
        Violation.Of(Posed with { Policy = new() { CutOffPassed = true } }, crowded).ShouldBeEmpty();
    }

    [Fact]
    public void R8_civil_society_has_no_more_seats_than_its_ceiling() =>
        Broken(Posed with { Tables = [.. Posed.Tables.SkipLast(1), Posed.Tables[2] with { Capacity = 6 }] }, With(new Seat("NGO-2", "C"))).ShouldBe(HardRules.CivilSocietyCeiling, "C");

    [Fact]
    public void S3_nobody_sits_where_it_did_not_wish() => Broken(With(new Seat("USA", "A"), Without(Without(Good, "USA", "B"), "MLI", "A"))).ShouldBe(HardRules.NotWished, "USA", "A");

    [Fact]
    public void S3_nobody_has_more_seats_than_it_asked_for() => Broken(With(new Seat("NPL", "B"))).ShouldBe(HardRules.MoreThanAsked, "NPL", "C", "B");

    [Fact]
    public void S5_one_person_sits_at_one_table_of_a_slot()
    {
        var asking = Posed with { Participants = [.. Posed.Participants.Select(participant => participant.Id == "GHA" ? participant with { Seats = 2 } : participant)] };
        var both = With(new Seat("GHA", "A"), Without(Good, "MLI", "A"));
        Broken(asking, both).ShouldBe(HardRules.OnePlace, "GHA", "B", "A");
        Violation.Of(asking with { Participants = [.. asking.Participants.Select(participant => participant with { People = 2 })] }, both).ShouldBeEmpty();
    }

    [Fact]
    public void S5_a_table_is_held_when_its_session_is_placed()
    {
        var moved = Posed with { Pins = [], Tables = [.. Posed.Tables.SkipLast(1), Posed.Tables[2] with { Slot = null }], Timetable = Posed.Timetable! with { Sessions = [Posed.Timetable.Sessions[0] with { Officers = [] }] } };
        Violation.Of(moved, Good with { Placements = [new("afternoon", 1, "large")] }).ShouldBeEmpty();
        Broken(moved, Good with { Placements = [new("afternoon", 0, "large")] }).ShouldBe(HardRules.OnePlace, "KEN", "A", "C");
    }

    [Fact]
    public void S5_one_person_does_not_sit_at_tables_that_overlap_in_part()
    {
        // A and C are in different slots, and C begins before A ends.
        var overlapping = Posed with { TableConflicts = [new("A", "C")] };
        Broken(overlapping, Good).ShouldBe(HardRules.OnePlace, "KEN", "A", "C");
        Violation.Of(overlapping with { Participants = [.. overlapping.Participants.Select(participant => participant with { People = 2 })] }, Good).ShouldBeEmpty();
    }

    [Fact]
    public void S6_the_State_of_the_chair_keeps_its_seat() => Broken(Without(Good, "IND", "A")).ShouldBe(HardRules.HeldSeat, "IND", "A");

    [Fact]
    public void S6_a_held_seat_needs_no_wish() =>
        Violation.Of(Posed with { Participants = [.. Posed.Participants.Select(participant => participant.Id == "IND" ? participant with { Seats = 0, Wishes = [] } : participant)] }, Good).ShouldBeEmpty();

    [Fact]
    public void a_hard_pin_of_a_seat_is_kept()
    {
        Broken(Without(Good, "KEN", "C")).ShouldBe(HardRules.Pin, "P1", "KEN", "C");
        Broken(Posed with { Pins = [new() { Id = "P3", Participant = "IOM", Table = "C", Not = true }] }, Good).ShouldBe(HardRules.Pin, "P3", "IOM", "C");
    }

    [Fact]
    public void a_hard_pin_of_a_session_is_kept() =>
        Broken(Posed with { Pins = [new() { Id = "P4", Session = "bureau", Slot = 0 }] }, Good).ShouldBe(HardRules.Pin, "P4", "bureau");

    [Theory]
    [InlineData(PinStrength.Soft)]
    [InlineData(PinStrength.Hint)]
    public void another_pin_breaks_no_rule(PinStrength strength) =>
        Violation.Of(Posed with { Pins = [new() { Id = "P5", Session = "bureau", Slot = 0, Strength = strength }] }, Good).ShouldBeEmpty();

    [Fact]
    public void every_session_is_placed_once()
    {
        Broken(Good with { Placements = [.. Good.Placements.SkipLast(1)] }).ShouldBe(HardRules.SessionUnplaced, "bureau");
        Broken(Good with { Placements = [.. Good.Placements, new("bureau", 0, "small")] }).ShouldBe(HardRules.SessionTwice, "bureau");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void a_session_is_in_a_slot_that_there_is(int slot) => Broken(Placed("bureau", slot, "small")).ShouldBe(HardRules.SlotUnavailable, "bureau");

    [Fact]
    public void a_session_is_in_a_slot_in_which_it_can_be_held() =>
        Broken(Posed with { Timetable = Posed.Timetable! with { Sessions = [.. Posed.Timetable.Sessions.Select(session => session.Id == "plenary" ? session with { AvailableSlots = [1, 2] } : session)] } }, Good)
            .ShouldBe(HardRules.SlotUnavailable, "plenary");

    [Fact]
    public void S6_an_officer_who_is_away_is_away_for_every_office() => Violation.Of(Posed with { Timetable = Posed.Timetable! with { Sessions = [.. Posed.Timetable.Sessions.Select(session => session.Id != "afternoon" ? session : session with { Officers = [new("ana", "chair", [2])] })] } }, Good)
        .ShouldHaveSingleItem().Sentence.ShouldBe("ana, rapporteur of bureau, is away in 15 September, afternoon.");

    [Fact]
    public void S6_an_officer_is_there() => Broken(Posed with { Timetable = WithBureau(session => session with { Officers = [new("cho", "chair", [2])] }) }, Good).ShouldBe(HardRules.OfficerAbsent, "bureau", "cho");

    [Fact]
    public void S6_no_person_has_an_office_in_two_sessions_at_once() =>
        Broken(Posed with { Timetable = WithBureau(session => session with { Officers = [new("ana")] }) }, Placed("bureau", 1, "small")).ShouldBe(HardRules.OnePlace, "ana", "afternoon", "bureau");

    [Fact]
    public void S7_a_room_holds_one_session_at_a_time() => Broken(Placed("bureau", 0, "bare")).ShouldBe(HardRules.RoomTwice, "bare", "plenary", "bureau");

    [Fact]
    public void S7_a_room_holds_everybody_who_comes() => Broken(Placed("plenary", 0, "small")).ShouldBe(HardRules.RoomCapacity, "plenary", "small");

    [Fact]
    public void S7_a_room_can_be_had() => Broken(Placed("bureau", 2, "large")).ShouldBe(HardRules.RoomClosed, "bureau", "large");

    [Fact]
    public void S7_a_room_has_a_booth_for_every_language() => Broken(Posed with { Pins = [] }, Placed("afternoon", 1, "bare")).ShouldBe(HardRules.Booths, "afternoon", "bare");

    [Fact]
    public void S7_a_slot_has_a_team_for_every_interpreted_session() => Broken(Placed("plenary", 1, "bare")).ShouldBe(HardRules.InterpretationTeams, "afternoon", "plenary");

    [Fact]
    public void nothing_is_named_that_the_instance_does_not_have()
    {
        Broken(With(new Seat("XXX", "A"))).ShouldBe(HardRules.Unknown, "XXX");
        Broken(With(new Seat("KEN", "Z"))).ShouldBe(HardRules.Unknown, "Z");
        Broken(Good with { Placements = [.. Good.Placements, new("gala", 0, "small")] }).ShouldBe(HardRules.Unknown, "gala");
        Broken(Placed("bureau", 2, "attic")).ShouldBe(HardRules.Unknown, "attic");
    }

    [Fact]
    public void it_is_told_in_a_sentence_with_the_names_of_the_slots() =>
        Violation.Of(Posed, Placed("bureau", 0, "bare")).ShouldHaveSingleItem().Sentence.ShouldBe("plenary and bureau are in bare in 14 September, afternoon.");

    private static Finding Broken(Arrangement arrangement) => Broken(Posed, arrangement);

    private static Finding Broken(Instance instance, Arrangement arrangement) => new(Violation.Of(instance, arrangement));

    private static Arrangement With(Seat seat, Arrangement? arrangement = null) => (arrangement ?? Good) with { Seats = [.. (arrangement ?? Good).Seats, seat] };

    private static Arrangement Without(Arrangement arrangement, string participant, string table) => arrangement with { Seats = [.. arrangement.Seats.Where(seat => seat != new Seat(participant, table))] };

    private static Arrangement Placed(string session, int slot, string room) =>
        Good with { Placements = [.. Good.Placements.Select(placement => placement.Session == session ? new Placement(session, slot, room) : placement)] };

    private static Timetable WithBureau(Func<Session, Session> changed) =>
        Posed.Timetable! with { Sessions = [.. Posed.Timetable.Sessions.Select(session => session.Id == "bureau" ? changed(session) : session)] };

    private static Participant State(string id, string? group, int seats, params string[] wishes) =>
        new() { Id = id, Group = group, Seats = seats, Wishes = [.. wishes.Select(table => new Wish(table))] };

    private static Table Round(string id, int slot) => new() { Id = id, Capacity = 3, Slot = slot, Shares = [new("Africa", 1, 1), new("Asia", 1, 1)] };

    private sealed record Finding(IReadOnlyList<Violation> Found)
    {
        public void ShouldBe(string rule, params string[] objects)
        {
            var found = Found.ShouldHaveSingleItem();
            found.Rule.ShouldBe(rule);
            found.Objects.ShouldBe(objects);
        }
    }
}

using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Kit;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.RoundTables;
using Meeting = Forum.Scheduling.Meetings.Meeting;
using RoundTablePlanned = Forum.Scheduling.RoundTables.RoundTablePlanned;
using SeatAllocated = Forum.Scheduling.RoundTables.SeatAllocated;
using SeatReleased = Forum.Scheduling.RoundTables.SeatReleased;

namespace Forum.Scheduling.Tests;

public sealed class When_seats_are_due
{
    private static readonly Dictionary<int, int> TwoTables = new() { [1] = 1, [2] = 2 };

    [Fact]
    public void first_come_is_first_served() =>
        Due(TwoTables, Asks("NOR", hour: 2, seats: 1, 1), Asks("KEN", hour: 1, seats: 1, 1)).ShouldBe(["1:KEN"]);

    [Fact]
    public void who_comes_too_late_for_one_choice_gets_the_next() =>
        Due(TwoTables, Asks("NOR", hour: 2, seats: 1, 1, 2), Asks("KEN", hour: 1, seats: 1, 1)).ShouldBe(["1:KEN", "2:NOR"]);

    [Fact]
    public void nobody_gets_more_seats_than_asked_for() => Due(TwoTables, Asks("NOR", hour: 1, seats: 1, 2, 1)).ShouldBe(["2:NOR"]);

    [Fact]
    public void nobody_gets_two_seats_at_one_table() => Due(TwoTables, Asks("NOR", hour: 1, seats: 2, 2, 2)).ShouldBe(["2:NOR"]);

    [Fact]
    public void a_table_that_is_not_planned_is_passed_over() => Due(TwoTables, Asks("NOR", hour: 1, seats: 2, 3, 2, 1)).ShouldBe(["1:NOR", "2:NOR"]);

    [Fact]
    public void of_two_received_at_the_same_instant_the_code_decides() =>
        Due(TwoTables, Asks("NOR", hour: 1, seats: 1, 1), Asks("KEN", hour: 1, seats: 1, 1)).ShouldBe(["1:KEN"]);

    [Fact]
    public void a_table_that_has_risen_has_no_seat_to_give_and_who_sat_there_has_had_one()
    {
        var (norway, kenya) = (Asks("NOR", hour: 1, seats: 2, 1, 2, 3), Asks("KEN", hour: 2, seats: 1, 1, 2));
        var risen = new RoundTable { Number = 1, Capacity = 2, Seats = [new TableSeat(Dialogue.Id, 1, norway.DelegationId, "NOR", norway.Category, norway.Group)] };
        Due(new Dictionary<int, int> { [2] = 2, [3] = 1 }, norway.Beside([risen]), kenya.Beside([risen])).ShouldBe(["2:NOR", "2:KEN"]);
        Due(TwoTables, (norway with { Seats = 1 }).Beside([risen])).ShouldBeEmpty();
    }

    private static string[] Due(Dictionary<int, int> capacities, params SeatRequest[] requests) =>
        [.. Seating.FirstCome(capacities, requests).OrderBy(table => table.Key).SelectMany(table => table, (table, request) => $"{table.Key}:{request.Participant}")];

    internal static SeatRequest Asks(string participant, int hour, int seats, params int[] tables) =>
        Dialogue.Delegation(participant).Chooses(Dialogue.Noon.AddHours(hour), seats, tables).As(Guid.CreateVersion7()).Seats()!;
}

public sealed class When_a_table_is_seated
{
    private static readonly RoundTablePlanned ForTwo = new(Guid.CreateVersion7(), Dialogue.Id, 1, Topic: null, Guid.CreateVersion7(), Capacity: 2, Dialogue.Noon);
    private static readonly SeatRequest Kenya = When_seats_are_due.Asks("KEN", hour: 1, seats: 1, 1);
    private static readonly SeatRequest Norway = When_seats_are_due.Asks("NOR", hour: 2, seats: 1, 1);
    private static readonly SeatRequest Chile = When_seats_are_due.Asks("CHL", hour: 3, seats: 1, 1);

    [Fact]
    public void each_gets_one_seat() => Given(ForTwo).When(table => table.Seat([Kenya, Kenya, Norway])).Then(Seated(Kenya), Seated(Norway));

    [Fact]
    public void it_never_seats_more_than_it_has_seats_whatever_is_said_to_be_due() =>
        Given(ForTwo).When(table => table.Seat([Kenya, Norway, Chile])).Then(Seated(Kenya), Seated(Norway));

    [Fact]
    public void a_seat_that_is_free_again_goes_to_the_next() =>
        Given(ForTwo, Seated(Kenya), Seated(Norway)).When(table => table.Seat([Norway, Chile])).Then(Released(Kenya), Seated(Chile));

    [Fact]
    public void nothing_happens_when_all_sit_where_they_should() =>
        Given(ForTwo, Seated(Kenya), Seated(Norway)).When(table => table.Seat([Norway, Kenya])).ThenNothing();

    [Fact]
    public void its_meeting_is_one_of_a_round_table_in_the_same_edition()
    {
        var meeting = new Meeting { Id = Guid.CreateVersion7(), Entry = Dialogue.Entry(Dialogue.FirstPlenary) with { Kind = MeetingKind.RoundTable } };
        var command = new PlanRoundTable { EditionId = Dialogue.Id, Number = 1, MeetingId = meeting.Id, Capacity = 50 };
        Plan(meeting).Then<RoundTablePlanned>().Capacity.ShouldBe(50);
        Plan(null).ThenRefused("not-a-round-table-meeting");
        Plan(meeting with { Entry = meeting.Entry with { Kind = MeetingKind.Plenary } }).ThenRefused("not-a-round-table-meeting");
        Plan(meeting with { Entry = meeting.Entry with { EditionId = Guid.CreateVersion7() } }).ThenRefused("not-a-round-table-meeting");

        Decided Plan(Meeting? at) => Given().When(_ => command.Decide(Guid.CreateVersion7(), new Programme { Meetings = at is null ? [] : [at] }, Dialogue.Noon));
    }

    private static Decider<RoundTable> Given(params object[] events) => Decider.Given<RoundTable>((table, e) => table.Evolve(e), events);
    private static SeatAllocated Seated(SeatRequest request) => new(SeatOf(request));
    private static SeatReleased Released(SeatRequest request) => new(SeatOf(request));
    private static TableSeat SeatOf(SeatRequest request) => new(Dialogue.Id, 1, request.DelegationId, request.Participant, request.Category, request.Group);
}

public sealed class When_who_sits_is_noted
{
    private static readonly TableSeat Kenya = Seat("KEN"), Mali = Seat("MLI");
    private static readonly RoundTable Table = new() { Number = 1, Capacity = 2, Seats = [Kenya, Mali] };

    [Fact]
    public void a_seat_is_occupied_or_stayed_empty_and_what_was_noted_wrongly_is_noted_again()
    {
        var noted = Noted(Table, occupied: ["KEN"], noShow: ["MLI"]);
        (noted.StateOf(Kenya.DelegationId), noted.StateOf(Mali.DelegationId)).ShouldBe((HeldSeatState.Occupied, HeldSeatState.NoShow));
        Noted(noted, occupied: ["MLI"], noShow: []).StateOf(Mali.DelegationId).ShouldBe(HeldSeatState.Occupied);
        new NoteOccupancy { Occupied = ["KEN"], NoShow = [] }.Decide(noted, MeetingState.Concluded, Dialogue.Noon).ShouldBeEmpty("it is known");
        TableOccupancy.Of(noted).ShouldSatisfyAllConditions(of => of.Occupied.ShouldBe(1), of => of.NoShow.ShouldBe(1), of => of.NotNoted.ShouldBe(0));
    }

    [Fact]
    public void a_seat_that_stayed_empty_is_held_all_the_same_and_counts_as_had() =>
        Noted(Table, occupied: [], noShow: ["MLI"]).ShouldSatisfyAllConditions(table => table.Seats.Count.ShouldBe(2), table => table.Taken.Count.ShouldBe(2));

    [Fact]
    public void whoever_gets_the_seat_afterwards_starts_afresh() =>
        Noted(Table, occupied: [], noShow: ["MLI"]).Evolve(new SeatReleased(Mali)).Evolve(new SeatAllocated(Mali)).StateOf(Mali.DelegationId).ShouldBe(HeldSeatState.Confirmed);

    [Fact]
    public void nobody_is_noted_before_the_meeting_is_called_to_order_twice_or_without_a_seat()
    {
        Refused(MeetingState.Planned, ["KEN"], []).ShouldBe("meeting-not-convened");
        Refused(MeetingState.InSession, ["KEN"], ["KEN"]).ShouldBe("named-twice");
        Refused(MeetingState.InSession, ["NOR"], []).ShouldBe("no-seat");
    }

    private static RoundTable Noted(RoundTable table, string[] occupied, string[] noShow) =>
        new NoteOccupancy { Occupied = occupied, NoShow = noShow }.Decide(table, MeetingState.InSession, Dialogue.Noon).Aggregate(table, (state, e) => state.Evolve(e));

    private static string Refused(MeetingState state, string[] occupied, string[] noShow) =>
        Should.Throw<Hosting.Store.Refusal>(() => new NoteOccupancy { Occupied = occupied, NoShow = noShow }.Decide(Table, state, Dialogue.Noon).ToArray()).Code;

    private static TableSeat Seat(string participant) =>
        new(Dialogue.Id, 1, Guid.CreateVersion7(), participant, ParticipantCategory.MemberState, RegionalGroup.African);
}

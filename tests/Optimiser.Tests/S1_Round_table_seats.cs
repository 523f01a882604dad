using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;

namespace Forum.Optimiser.Tests;

public sealed class S1_Round_table_seats
{
    [Theory]
    [InlineData(30), InlineData(45), InlineData(50)]
    public void a_table_has_no_more_seats_than_its_profile_says(int capacity)
    {
        var many = new Instance
        {
            Participants = [.. Enumerable.Range(0, 60).Select(n => new Participant { Id = $"P{n}", Wishes = [new("1")] })],
            Tables = [new() { Id = "1", Capacity = capacity }],
        };
        SeatSolver.Solve(many).Seats!.Count.ShouldBe(capacity);
    }

    [Fact]
    public void a_State_has_one_seat_at_a_table_however_many_it_asks_for()
    {
        var greedy = new Instance
        {
            Participants = [new() { Id = "KEN", Seats = 3, People = 3, Wishes = [new("1"), new("1"), new("2")] }],
            Tables = [new() { Id = "1", Capacity = 5 }, new() { Id = "2", Capacity = 5 }],
        };
        SeatSolver.Solve(greedy).Seats!.ShouldBe([new("KEN", "1"), new("KEN", "2")]);
    }

    [Fact]
    public void a_head_of_delegation_sits_at_one_table_of_a_slot_and_another_person_at_another()
    {
        Instance Wishing(int people) => new()
        {
            Participants = [new() { Id = "KEN", Seats = 2, People = people, Wishes = [new("1"), new("2")] }],
            Tables = [new() { Id = "1", Capacity = 5, Slot = 0 }, new() { Id = "2", Capacity = 5, Slot = 0 }],
        };
        SeatSolver.Solve(Wishing(people: 1)).Seats!.ShouldBe([new("KEN", "1")]);
        SeatSolver.Solve(Wishing(people: 2)).Seats!.Count.ShouldBe(2);
    }

    [Fact]
    public void civil_society_has_its_floor_before_others_keep_their_seats_and_no_more_than_its_ceiling()
    {
        Seated(ngos: 12).Count(IsNgo).ShouldBe(10);
        Seated(ngos: 3).Count(IsNgo).ShouldBe(3);
        Seated(ngos: 12, before: 40).Count(IsNgo).ShouldBe(5);

        static bool IsNgo(Seat seat) => seat.Participant.StartsWith("NGO", StringComparison.Ordinal);

        static IReadOnlyList<Seat> Seated(int ngos, int before = 0) => SeatSolver.Solve(new()
        {
            Participants =
            [
                .. Enumerable.Range(0, before > 0 ? before : 30).Select(n => new Participant { Id = $"State {n:00}", Wishes = [new("1")] }),
                .. Enumerable.Range(0, ngos).Select(n => new Participant { Id = $"NGO {n:00}", Kind = ParticipantKind.CivilSociety, Wishes = [new("1")] }),
            ],
            Tables = [new() { Id = "1", Capacity = 40, CivilSocietyFloor = 5, CivilSocietyCeiling = 10 }],
            Previous = new() { Seats = [.. Enumerable.Range(0, before).Select(n => new Seat($"State {n:00}", "1"))] },
        }).Seats!;
    }
}

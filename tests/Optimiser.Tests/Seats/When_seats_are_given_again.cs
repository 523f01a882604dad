using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;

namespace Forum.Optimiser.Tests.Seats;

public sealed class When_seats_are_given_again(ITestOutputHelper output)
{
    [Theory]
    [InlineData(193, 8, 1), InlineData(193, 8, 2), InlineData(193, 8, 3), InlineData(1_000, 40, 1)]
    public void one_withdrawal_moves_one_seat_in_a_hundred_at_most(int participants, int tables, ulong seed)
    {
        var before = GeneratedSeats.Make(participants, tables, seed);
        var seats = SeatSolver.Solve(before).Seats!;
        foreach (var withdrawn in seats.Where((_, n) => n % (seats.Count / 5) == 0).Select(s => s.Participant).Distinct())
        {
            var after = Without(before, withdrawn) with { Previous = new() { Seats = seats } };
            var (given, proof, _) = SeatSolver.Solve(after);
            var counted = SeatMetrics.Of(after, new() { Seats = given! });
            var own = seats.Count(s => s.Participant == withdrawn);
            output.WriteLine($"{participants}/{tables}, seed {seed}: {withdrawn} gives back {own} of {seats.Count} seats; {counted.Moves - own} others move; no fewer than {SeatSolver.ForcedMoves(after) - own} could.");
            (counted.Moves!.Value - own).ShouldBeLessThanOrEqualTo(seats.Count / 100);
            SeatSolver.ForcedMoves(after).ShouldBeInRange(own, counted.Moves.Value);
            counted.ForcedMoves!.Value.ShouldBeLessThanOrEqualTo(SeatSolver.ForcedMoves(after));
            proof.Aims.Single(a => a.Aim == "seats moved against the previous release").Value.ShouldBe(counted.Moves.Value);
        }
    }

    [Fact]
    public void ranks_come_before_released_seats_when_the_policy_says_so()
    {
        var instance = new Instance
        {
            Participants = [new() { Id = "A", Wishes = [new("1"), new("2")] }],
            Tables = [new() { Id = "1", Capacity = 1 }, new() { Id = "2", Capacity = 1 }],
            Previous = new() { Seats = [new("A", "2")] },
        };
        SeatSolver.Solve(instance).Seats!.ShouldBe([new("A", "2")]);
        SeatSolver.Solve(instance with { Policy = new() { KeepBeforeRanks = false } }).Seats!.ShouldBe([new("A", "1")]);
        SeatSolver.Solve(instance with { Policy = new() { KeepSeats = false } }).Seats!.ShouldBe([new("A", "1")]);
    }

    [Fact]
    public void a_released_seat_goes_to_who_waits_and_moves_nobody()
    {
        var full = new Instance
        {
            Participants = [.. Enumerable.Range(0, 12).Select(n => new Participant { Id = $"P{n:00}", Wishes = [new("1")], ReceivedAt = DateTimeOffset.UnixEpoch.AddHours(n) })],
            Tables = [new() { Id = "1", Capacity = 10 }],
        };
        var seats = SeatSolver.Solve(full).Seats!;
        var after = SeatSolver.Solve(Without(full, "P04") with { Previous = new() { Seats = seats } }).Seats!;
        after.Except(seats).ShouldBe([new("P10", "1")]);
        seats.Except(after).ShouldBe([new("P04", "1")]);
    }

    private static Instance Without(Instance instance, string participant) => instance with
    {
        Participants = [.. instance.Participants.Where(p => p.Id != participant)],
        Tables = [.. instance.Tables.Select(t => t with { Held = [.. t.Held.Where(h => h != participant)] })],
    };
}

using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;

namespace Forum.Optimiser.Tests.Checking;

/// <summary>The solver and the checker share no code: what one says it reached is what the other counts.</summary>
public sealed class When_the_checker_is_asked_about_the_solver
{
    [Theory]
    [InlineData(127, 4, 1, true), InlineData(127, 4, 2, false), InlineData(193, 8, 3, true), InlineData(193, 8, 4, false), InlineData(400, 16, 5, true)]
    public void what_was_reached_is_what_is_counted(int participants, int tables, ulong seed, bool cutOffPassed)
    {
        var instance = GeneratedSeats.Make(participants, tables, seed) with { Policy = new() { CutOffPassed = cutOffPassed, Seed = 1 } };
        var result = SeatSolver.Solve(instance);
        var arrangement = new Arrangement { Seats = result.Seats! };
        Violation.Of(instance, arrangement).ShouldBeEmpty();
        result.Proof.Optimal.ShouldBeTrue();

        var seats = SeatMetrics.Of(instance, arrangement);
        Reached("participants without a seat").ShouldBe(seats.WithoutSeat);
        Reached("seats below the floors of groups and civil society").ShouldBe(seats.LowerQuotaShortfall + seats.CivilSocietyShortfall);
        Reached("wishes unfilled").ShouldBe(seats.UnfilledWishes);
        for (var rank = 2; rank <= seats.RankProfile.Count; rank++)
            Reached($"seats that are a choice no. {rank}").ShouldBe(result.Proof.Aims.Any(aim => aim.Aim == $"seats that are a choice no. {rank}") ? seats.RankProfile[rank - 1] - HeldOf(instance, arrangement, rank) : 0);
        seats.JustifiedEnvy.ShouldBe(0);

        long Reached(string aim) => result.Proof.Aims.FirstOrDefault(reached => reached.Aim == aim)?.Value ?? 0;
    }

    [Fact]
    public void S4_seats_that_are_given_are_kept_when_somebody_leaves()
    {
        var instance = GeneratedSeats.Make(193, 8, 6);
        var released = new Arrangement { Seats = SeatSolver.Solve(instance).Seats! };
        var again = instance with { Previous = released };
        SeatMetrics.Of(again, new() { Seats = SeatSolver.Solve(again).Seats! }).Moves.ShouldBe(0);

        var leaving = instance.Participants.First(participant => released.Seats.Any(seat => seat.Participant == participant.Id) && instance.Tables.All(table => !table.Held.Contains(participant.Id)));
        var fewer = again with { Participants = [.. instance.Participants.Where(participant => participant != leaving)] };
        var seats = SeatMetrics.Of(fewer, new() { Seats = SeatSolver.Solve(fewer).Seats! });
        seats.ForcedMoves.ShouldBe(released.Seats.Count(seat => seat.Participant == leaving.Id));
        (seats.Moves - seats.ForcedMoves).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(released.Seats.Count / 100);
    }

    [Fact]
    public void the_first_Dialogue_is_seated_within_the_rules()
    {
        var instance = FirstDialogue.Make();
        instance.Participants.Count(participant => participant.Kind is ParticipantKind.State).ShouldBe(192);
        instance.Participants.Where(participant => participant.Kind is ParticipantKind.State && participant.Group is null).Select(participant => participant.Id).ShouldBe(["KIR", "USA"], ignoreOrder: true);
        instance.Tables.ShouldAllBe(table => table.Capacity == 45);

        var result = SeatSolver.Solve(instance);
        result.Proof.Optimal.ShouldBeTrue();
        var arrangement = new Arrangement { Seats = result.Seats! };
        Violation.Of(instance, arrangement).ShouldBeEmpty();
        var seats = SeatMetrics.Of(instance, arrangement);
        seats.Seats.ShouldBe(4 * 45, "more ask than there are seats");
        seats.WithoutSeat.ShouldBe(seats.Participants - seats.Seats, "nobody has two while somebody has none");
        seats.LowerQuotaShortfall.ShouldBe(0);
        seats.JustifiedEnvy.ShouldBe(0);
        var first = SeatMetrics.Of(instance, RegistrationOrder.Arrange(instance));
        first.WithoutSeat.ShouldBeGreaterThan(seats.WithoutSeat);
    }

    private static int HeldOf(Instance instance, Arrangement arrangement, int rank) => instance.Tables.Sum(table => table.Held.Count(holder =>
        arrangement.Seats.Contains(new(holder, table.Id)) && instance.Participants.Single(participant => participant.Id == holder).Wishes.Take(rank).Select(wish => wish.Table).LastOrDefault() == table.Id
        && instance.Participants.Single(participant => participant.Id == holder).Wishes.Count >= rank));
}

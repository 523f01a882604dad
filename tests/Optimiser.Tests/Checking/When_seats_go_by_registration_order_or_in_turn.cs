using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Problems;

namespace Forum.Optimiser.Tests.Checking;

public sealed class When_seats_go_by_registration_order_or_in_turn
{
    private static readonly DateTimeOffset June = new(2006, 6, 1, 13, 0, 0, TimeSpan.Zero);

    private static readonly Instance Two = new()
    {
        Participants =
        [
            new() { Id = "late", Seats = 2, Wishes = [new("A"), new("B")], ReceivedAt = June.AddHours(1) },
            new() { Id = "early", Seats = 2, Wishes = [new("A"), new("B")], ReceivedAt = June },
        ],
        Tables = [new() { Id = "A", Capacity = 1 }, new() { Id = "B", Capacity = 1 }],
    };

    [Fact]
    public void the_first_to_come_takes_all_it_asked_for() => RegistrationOrder.Arrange(Two).Seats.ShouldBe([new("early", "A"), new("early", "B")]);

    [Fact]
    public void in_turn_each_takes_one_before_anybody_takes_a_second() => RoundRobin.Arrange(Two).Seats.ShouldBe([new("early", "A"), new("late", "B")], ignoreOrder: true);

    [Fact]
    public void S6_who_holds_a_seat_has_it_before_anybody_chooses() =>
        RegistrationOrder.Arrange(Two with { Tables = [Two.Tables[0] with { Held = ["late"] }, Two.Tables[1]] }).Seats.ShouldBe([new("late", "A"), new("early", "B")], ignoreOrder: true);

    [Theory]
    [InlineData(1, true), InlineData(2, true), InlineData(3, true), InlineData(4, false), InlineData(5, false), InlineData(6, false)]
    public void seats_keep_every_hard_rule(ulong seed, bool cutOffPassed)
    {
        var (participants, tables) = GeneratedSeats.Sizes[(int)seed % 3];
        var instance = GeneratedSeats.Make(participants, tables, seed) with { Policy = new() { CutOffPassed = cutOffPassed } };
        Arrangement[] baselines = [RegistrationOrder.Arrange(instance), RoundRobin.Arrange(instance)];
        foreach (var arrangement in baselines)
        {
            arrangement.Seats.Count.ShouldBeGreaterThan(participants / 2);
            Violation.Of(instance, arrangement).ShouldBeEmpty();
        }
    }

    [Fact]
    public void S3_nobody_is_passed_over_by_a_later_one_in_registration_order()
    {
        var instance = GeneratedSeats.Make(193, 8, 11);
        instance = instance with { Participants = [.. instance.Participants.Select(participant => participant with { Nominations = [] })] };
        SeatMetrics.Of(instance, RegistrationOrder.Arrange(instance)).PassedOver.ShouldBe(0);
        SeatMetrics.Of(instance, RoundRobin.Arrange(instance)).PassedOver.ShouldBe(0);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void sessions_are_placed_within_the_hard_rules_or_not_at_all(ulong seed)
    {
        var (instance, _) = GeneratedTimetable.Make(60, 10, 7, seed);
        foreach (var arrangement in new[] { RegistrationOrder.Arrange(instance), RoundRobin.Arrange(instance) })
        {
            arrangement.Placements.Count.ShouldBeGreaterThan(40);
            Violation.Of(instance, arrangement).ShouldAllBe(violation => violation.Rule == HardRules.SessionUnplaced);
        }
    }

    [Fact]
    public void pins_of_sessions_and_seats_are_kept()
    {
        var (instance, hidden) = GeneratedTimetable.Make(30, 6, 6, 5);
        var pinned = instance with { Pins = [.. hidden.Placements.Take(5).Select(place => new Pin { Id = place.Session, Session = place.Session, Slot = place.Slot, Room = place.Room })] };
        Violation.Of(pinned, RegistrationOrder.Arrange(pinned)).ShouldAllBe(violation => violation.Rule == HardRules.SessionUnplaced);

        var barred = Two with { Pins = [new() { Id = "no", Participant = "early", Table = "A", Not = true }, new() { Id = "yes", Participant = "late", Table = "B" }] };
        RegistrationOrder.Arrange(barred).Seats.ShouldBe([new("late", "B"), new("late", "A")], ignoreOrder: true);
    }
}

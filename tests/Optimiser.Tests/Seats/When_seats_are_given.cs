using Forum.Optimiser.Checking;
using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Seats;
using Forum.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Optimiser.Tests.Seats;

public sealed class When_seats_are_given
{
    private const string Order = "places in the order of lot and receipt, counting more the better the choice, added up";

    [Fact]
    public void no_hard_rule_is_broken() => ForAny(100, instance => Violation.Of(instance, new() { Seats = Given(instance) }).ShouldBeEmpty());

    [Theory]
    [InlineData(193, 8), InlineData(1_000, 40)]
    public void no_hard_rule_is_broken_at_full_size(int participants, int tables)
    {
        var instance = GeneratedSeats.Make(participants, tables, 1);
        Violation.Of(instance, new() { Seats = Given(instance) }).ShouldBeEmpty();
    }

    [Fact]
    public void they_are_as_good_as_the_best_of_all_that_keep_the_rules() => AsGoodAsTheBest(AnySeats.Tiny, tests: 60);

    [Fact]
    public void they_are_as_good_as_the_best_where_tables_overlap_or_the_least_served_counts() => AsGoodAsTheBest(AnySeats.TinyByIntegers, tests: 60);

    [Fact]
    public void several_aims_in_one_number_come_to_the_same_as_one_after_the_other() => ForAny(60, AsOneAfterTheOther);

    [Theory]
    [InlineData(193, 8, RankAim.Leximin), InlineData(193, 8, RankAim.RankMaximal), InlineData(1_000, 40, RankAim.Leximin), InlineData(1_000, 40, RankAim.RankMaximal)]
    public void several_aims_in_one_number_come_to_the_same_as_one_after_the_other_at_full_size(int participants, int tables, RankAim aim) =>
        AsOneAfterTheOther(GeneratedSeats.Make(participants, tables, 2) with { Policy = new() { Aim = aim } });

    [Fact]
    public void nothing_better_is_left_and_the_proof_says_so() => ForAny(60, instance =>
    {
        var proof = SeatSolver.Solve(instance).Proof;
        proof.Optimal.ShouldBeTrue();
        proof.Aims.ShouldAllBe(a => a.Bound == a.Value);
        proof.Bound.ShouldBe(proof.Objective);
    });

    [Fact]
    public void the_checker_counts_what_the_proof_says() => ForAny(60, instance =>
    {
        var (seats, proof, _) = SeatSolver.Solve(instance);
        var counted = SeatMetrics.Of(instance, new() { Seats = seats! });
        Value(proof, "participants without a seat").ShouldBe(counted.WithoutSeat);
        Value(proof, "seats below the floors of groups and civil society").ShouldBe(counted.LowerQuotaShortfall + counted.CivilSocietyShortfall);
        Value(proof, "wishes unfilled").ShouldBe(counted.UnfilledWishes);
    });

    [Fact]
    public void the_order_in_which_they_are_asked_for_decides_nothing() =>
        ForAny(40, instance => Given(Shuffled.Lists(instance, 5)).ShouldBe(Given(instance)));

    [Fact]
    public void names_decide_nothing_but_the_lot() => ForAny(40, instance =>
    {
        Aims(Shuffled.Identifiers(instance, 5)).Where(a => a.Aim != Order).ShouldBe(Aims(instance).Where(a => a.Aim != Order));
    });

    [Fact]
    public void another_seed_decides_nothing_but_the_lot() => ForAny(40, instance =>
        Aims(instance with { Policy = instance.Policy with { Seed = 77 } }).Where(a => a.Aim != Order).ShouldBe(Aims(instance).Where(a => a.Aim != Order)));

    [Fact]
    public void a_second_time_moves_nobody() => ForAny(40, instance =>
    {
        var seats = Given(instance);
        Given(instance with { Previous = new() { Seats = seats }, Policy = instance.Policy with { Seed = 77 } }).ShouldBe(seats, ignoreOrder: true);
    });

    [Fact]
    public void a_proof_is_refused_to_a_flow_that_is_not_the_best() => ForAny(40, instance =>
    {
        // All wishes the other way round: the answer to that question is no answer to this one.
        var (network, flow) = Solved(instance);
        var worse = LexicographicFlow.Solve(network.Network, [.. network.Aims.Select(a => a with { Cost = arc => -a.Cost(arc) })]).Flow;
        foreach (var aim in network.Aims)
        {
            var costs = Enumerable.Range(0, network.Network.Arcs).Select(aim.Cost).ToArray();
            if (aim.Value(worse) > aim.Value(flow))
                Potentials.Of(network.Network, new bool[costs.Length], worse, costs).ShouldBeNull();
        }
        var first = Enumerable.Range(0, network.Network.Arcs).Select(network.Aims[0].Cost).ToArray();
        Potentials.Of(network.Network, new bool[first.Length], flow, first).ShouldNotBeNull();
    });

    private static void ForAny(int tests, Action<Instance> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true), Prop.ForAll(AnySeats.Instance(), holds));

    private static IReadOnlyList<Seat> Given(Instance instance) => SeatSolver.Solve(instance).Seats!;

    private static IReadOnlyList<AimReached> Aims(Instance instance) => SeatSolver.Solve(instance).Proof.Aims;

    private static long Value(Proof proof, string aim) => proof.Aims.Single(a => a.Aim == aim).Value;

    private static (SeatNetwork Network, int[] Flow) Solved(Instance instance)
    {
        var network = SeatNetwork.Of(instance, SeatPins.Of(instance));
        return (network, LexicographicFlow.Solve(network.Network, network.Aims).Flow);
    }

    private static void AsOneAfterTheOther(Instance instance)
    {
        var (network, flow) = Solved(instance);
        var alone = LexicographicFlow.Solve(network.Network, network.Aims, alone: true);
        alone.Stages.Count.ShouldBe(network.Aims.Count);
        network.Aims.Select(a => a.Value(flow)).ShouldBe(network.Aims.Select(a => a.Value(alone.Flow)));
    }

    private static void AsGoodAsTheBest(Gen<Instance> some, int tests) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(some), instance =>
        {
            var best = EveryArrangement.Of(instance).Select(a => EveryArrangement.Worth(instance, a)).Min(EveryArrangement.ByWorth);
            var (seats, proof, impossible) = SeatSolver.Solve(instance);
            (seats is null ? null : EveryArrangement.Worth(instance, new() { Seats = seats })).ShouldBe(best);
            (impossible is null).ShouldBe(proof.Optimal);
        }));
}

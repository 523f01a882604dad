using Forum.Optimiser.Instances;
using Forum.Optimiser.Solving.Timetables;
using Forum.Problems;
using Google.OrTools.Sat;

namespace Forum.Optimiser.Tests.Timetables;

public sealed class When_a_timetable_is_impossible
{
    private static readonly IReadOnlyList<ImpossibleTimetable> Cases = ImpossibleTimetable.Make(sessions: 14, rooms: 5, slots: 4, seed: 3);

    public static TheoryData<string> Ways => [.. Cases.Select(way => way.Name)];

    [Theory]
    [MemberData(nameof(Ways))]
    public void the_least_reason_is_given_and_what_to_do(string way)
    {
        var (_, instance, planted) = Cases.Single(known => known.Name == way);
        var outcome = TimetableSolver.Solve(instance, new(30, Workers: 1));
        outcome.Placements.ShouldBeNull();
        var why = outcome.Impossible.ShouldNotBeNull();
        why.Minimal.ShouldBeTrue();
        foreach (var (rule, about) in planted)
            why.Core.ShouldContain(member => member.Rule == rule && member.Objects.Contains(about), $"{rule} of {about}");
        why.Repair.ShouldNotBeEmpty();
        why.Core.ShouldAllBe(member => member.Sentence.EndsWith('.'));

        var rules = Rules.Of(instance.Timetable!, instance.Pins);
        Rule[] core = [.. why.Core.Select(member => rules.Single(rule => rule.Sentence == member.Sentence))];
        CanHold(instance, core).ShouldBeFalse();
        foreach (var member in core)
            CanHold(instance, [.. core.Except([member])]).ShouldBeTrue(member.Sentence);

        // Doing as the repair says makes it possible, and no cheaper choice does.
        Rule[] given = [.. why.Repair.Select(remedy => rules.First(rule => rule.Remedy == remedy))];
        CanHold(instance, [.. rules.Except(given)]).ShouldBeTrue();
        given.Sum(rule => rule.Price).ShouldBeLessThanOrEqualTo(core.Min(rule => rule.Price) * 2);
    }

    [Fact]
    public void a_session_that_can_be_held_in_no_slot_is_the_whole_reason() =>
        Why(new() { Slots = 1, Rooms = [new("hall", 10)], Sessions = [new() { Id = "lost", AvailableSlots = [] }] })
            .ShouldBe(["lost can be held in no slot."]);

    [Fact]
    public void officers_slots_and_rooms_are_called_by_their_names() =>
        Why(new()
        {
            Slots = 2,
            SlotNames = ["15 September, morning", "15 September, afternoon"],
            Rooms = [new("hall", 10)],
            Sessions = [new() { Id = "RT 7", AvailableSlots = [0], Officers = [new("filatov", "chair", [0])] }],
        }).ShouldBe(["filatov, chair of RT 7, is away in 15 September, morning.", "RT 7 can be held only in 15 September, morning."]);

    [Fact]
    public void no_room_at_all_is_a_reason_without_a_rule_to_give_up()
    {
        var outcome = TimetableSolver.Solve(new() { Timetable = new() { Slots = 1, Sessions = [new() { Id = "s" }] } }, new(60, Workers: 1));
        outcome.Impossible.ShouldNotBeNull().Core.ShouldBeEmpty();
    }

    private static IEnumerable<string> Why(Timetable timetable) =>
        TimetableSolver.Solve(new() { Timetable = timetable }, new(60, Workers: 1)).Impossible.ShouldNotBeNull().Core.Select(rule => rule.Sentence);

    private static bool CanHold(Instance instance, IReadOnlyList<Rule> rules) =>
        new PlacementModel(PlacingProblem.Of(instance with { Pins = [] }, rules), Costs.None).Solve(new(30, 1, 1, TestContext.Current.CancellationToken)).Status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
}

using Forum.Kit;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Optimisation;
using static Forum.Kit.Decider;

namespace Forum.Scheduling.Tests;

public sealed class When_a_run_is_decided
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly DateTimeOffset Noon = Dialogue.Noon;
    private static readonly RunAsked Asked = new(Id, null, "a problem", "hash", new RunSettings { Seconds = 5 }, new InstanceSize(1, 1, 1, 0, 0, 0), Noon);
    private static readonly RunTaken Taken = new("one", 1, Noon);
    private static readonly SolvingOutcome Found = new(Arranged: true, Impossible: false, [], 3);

    [Fact]
    public void a_worker_takes_it() => Run(Asked).When(run => run.Take("one", Noon)).Then(Taken);

    [Fact]
    public void another_takes_it_when_the_first_was_lost() => Run(Asked, Taken).When(run => run.Take("two", Noon)).Then(new RunTaken("two", 2, Noon));

    [Fact]
    public void it_is_given_up_when_it_is_the_end_of_every_worker() =>
        Run([Asked, .. Enumerable.Range(1, OptimisationRun.MostAttempts).Select(n => new RunTaken("one", n, Noon))]).When(run => run.Take("two", Noon)).Then<RunFailed>();

    [Fact]
    public void what_a_worker_comes_to_that_had_lost_it_is_nothing() => Run(Asked, Taken, new RunTaken("two", 2, Noon)).When(run => run.End(1, Found, Noon)).ThenNothing();

    [Fact]
    public void it_ends_once() => Run(Asked, Taken, new RunEnded(RunState.Finished, [], 3, Noon)).When(run => run.End(1, Found, Noon)).ThenNothing();

    [Fact]
    public void one_that_was_stopped_keeps_what_it_has() => Run(Asked, Taken, new RunStopAsked(Noon)).When(run => run.End(1, Found, Noon)).Then<RunEnded>().Outcome.ShouldBe(RunState.Stopped);

    [Fact]
    public void a_stop_outlives_the_worker_that_was_asked() =>
        Run(Asked, Taken, new RunStopAsked(Noon), new RunTaken("two", 2, Noon)).State.State.ShouldBe(RunState.Stopping);

    [Fact]
    public void one_without_a_result_fails_and_says_what_to_do() =>
        Run(Asked, Taken).When(run => run.End(1, Found with { Arranged = false }, Noon)).Then<RunFailed>().Reason.ShouldContain("more seconds");

    [Fact]
    public void one_that_cannot_be_is_no_failure() => Run(Asked, Taken).When(run => run.End(1, Found with { Arranged = false, Impossible = true }, Noon)).Then<RunEnded>().Outcome.ShouldBe(RunState.Impossible);

    [Fact]
    public void only_what_came_to_an_arrangement_is_released_and_only_once()
    {
        var finished = new RunEnded(RunState.Finished, [], 3, Noon);
        Run(Asked, Taken, finished).When(run => run.Release(2, 1, Noon)).Then(new RunReleased(2, 1, Noon));
        Run(Asked, Taken, finished, new RunReleased(2, 1, Noon)).When(run => run.Release(2, 1, Noon)).ThenRefused("run-released");
        Run(Asked, Taken).When(run => run.Release(2, 1, Noon)).ThenRefused("run-not-ended");
        Run(Asked, Taken, finished with { Outcome = RunState.Impossible }).When(run => run.Release(2, 1, Noon)).ThenRefused("no-result");
        Run(Asked, Taken, finished).When(run => run.Stop(Noon)).ThenNothing();
    }

    [Fact]
    public void what_takes_moments_is_small() =>
        (new InstanceSize(193, 386, 8, 0, 0, 0).IsSmall(10), new InstanceSize(193, 386, 8, 0, 0, 0).IsSmall(600), new InstanceSize(100_000, 600_000, 300, 0, 0, 0).IsSmall(10)).ShouldBe((true, false, false));

    [Fact]
    public void what_is_not_known_is_left_out_of_papers_and_they_can_be_read_again()
    {
        Again(new RunProgress("seats", Best: null, Bound: null, 1)).ShouldBe(new RunProgress("seats", null, null, 1));
        Again(new SolvingOutcome(true, false, [new PartSolved("seats", "a method", "an engine", "1", 1, Objective: null, Bound: null, Optimal: true, 1, [])], 1)).Parts.Single().Objective.ShouldBeNull();
        Again(new Explained(new SeatExplained(Optimiser.Solving.Seats.Verdict.Full, ["It is full."], [new("KEN", From: null, To: "1")], []), Pin: null)).Seat!.Chain.Single().From.ShouldBeNull();

        static T Again<T>(T said) => RunPaper.Of(Guid.Empty, "", said).Read<T>();
    }

    [Fact]
    public void it_is_said_what_is_different_since_it_was_asked_for()
    {
        var then = new Instance { Participants = [new() { Id = "KEN" }, new() { Id = "MLI" }], Tables = [new() { Id = "1", Capacity = 2 }] };
        EditionProblem.Moved(then, then).ShouldBeNull();
        EditionProblem.Moved(then, then with { Participants = [new() { Id = "KEN", Seats = 2 }], Tables = [new() { Id = "1", Capacity = 3 }] })
            .ShouldBe("Since then 2 delegations, 1 round table came, went or changed.");
    }

    private static Decider<OptimisationRun> Run(params IEnumerable<object> events) => Given<OptimisationRun>((run, e) => run.Evolve(e), events);
}

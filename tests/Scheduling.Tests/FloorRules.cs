using Forum.Contracts.Registration;
using Forum.Contracts.Scheduling;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Scheduling.Floors;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Scheduling.Tests;

public sealed class When_the_floor_is_given
{
    private static readonly Guid First = Guid.CreateVersion7();
    private static readonly FloorGiven Given = new(First, OnTheFloor.Speaker("FRA"), 300, OnTheFloor.At(0));
    private static readonly SpeechStarted Started = new(First, OnTheFloor.At(1));

    [Fact]
    public void it_has_a_limit_and_the_clock_does_not_run_yet()
    {
        var given = OnTheFloor.Given().When(floor => new GiveTheFloor().Decide(floor, new Call(OnTheFloor.Speaker("FRA"), 300), First, OnTheFloor.At(0))).Then<FloorGiven>();
        given.LimitSeconds.ShouldBe(300);
        var floor = OnTheFloor.Given(given).State;
        floor.State().ShouldBe(FloorState.Given);
        floor.Speech!.Used(OnTheFloor.At(20)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void another_limit_can_be_named_and_the_speaker_may_begin_at_once()
    {
        var events = OnTheFloor.Given().State.Decided(floor => new GiveTheFloor { LimitSeconds = 900, Start = true }.Decide(floor, new Call(OnTheFloor.Speaker("FRA"), 300), First, OnTheFloor.At(0)));
        events[0].ShouldBeOfType<FloorGiven>().LimitSeconds.ShouldBe(900);
        events[1].ShouldBe(new SpeechStarted(First, OnTheFloor.At(0)));
    }

    [Fact]
    public void nobody_else_gets_it() =>
        OnTheFloor.Given(Given).When(floor => new GiveTheFloor().Decide(floor, new Call(OnTheFloor.Speaker("KEN"), null), Guid.CreateVersion7(), OnTheFloor.At(2))).ThenRefused("floor-taken");

    [Fact]
    public void pauses_do_not_count_and_an_overrun_does()
    {
        SpeechPaused paused = new(First, OnTheFloor.At(3));
        SpeechResumed resumed = new(First, OnTheFloor.At(13));
        var floor = OnTheFloor.Given(Given, Started, paused, resumed).State;
        floor.Speech!.Used(OnTheFloor.At(18)).ShouldBe(TimeSpan.FromMinutes(7));
        var ended = OnTheFloor.Given(Given, Started, paused, resumed).When(f => new EndSpeech().Decide(f, OnTheFloor.At(18))).Then<SpeechEnded>();
        ended.Used.ShouldBe(TimeSpan.FromMinutes(7));
        var said = OnTheFloor.Given(Given, Started, paused, resumed, ended).State.Ended.ShouldHaveSingleItem();
        said.Overrun().ShouldBe(TimeSpan.FromMinutes(2));
        said.StartedAt.ShouldBe(OnTheFloor.At(1));
    }

    [Fact]
    public void each_step_has_its_time()
    {
        OnTheFloor.Given().When(floor => new StartSpeech().Decide(floor, OnTheFloor.At(1))).ThenRefused("floor-free");
        OnTheFloor.Given().When(floor => new EndSpeech().Decide(floor, OnTheFloor.At(1))).ThenRefused("floor-free");
        OnTheFloor.Given(Given).When(floor => new PauseSpeech().Decide(floor, OnTheFloor.At(1))).ThenRefused("clock-stands");
        OnTheFloor.Given(Given).When(floor => new ResumeSpeech().Decide(floor, OnTheFloor.At(1))).ThenRefused("speech-not-started");
        OnTheFloor.Given(Given).When(floor => new EndSpeech().Decide(floor, OnTheFloor.At(1))).ThenRefused("speech-not-started");
        OnTheFloor.Given(Given, Started).When(floor => new StartSpeech().Decide(floor, OnTheFloor.At(2))).ThenRefused("speech-started");
        OnTheFloor.Given(Given, Started).When(floor => new ResumeSpeech().Decide(floor, OnTheFloor.At(2))).ThenRefused("clock-runs");
        OnTheFloor.Given(Given, Started).When(floor => new CallAbsent().Decide(floor, OnTheFloor.At(2))).ThenRefused("speech-started");
        OnTheFloor.Given(Given).When(floor => new CallAbsent().Decide(floor, OnTheFloor.At(2))).Then<CalledInVain>().Speaker.Participant.ShouldBe("FRA");
    }

    [Fact]
    public void no_time_lies_before_what_happened_last()
    {
        OnTheFloor.Given(Given, Started).When(floor => new PauseSpeech { At = OnTheFloor.At(0) }.Decide(floor, OnTheFloor.At(5))).ThenRefused("before-last-event");
        // The clock of another replica is a little behind.
        OnTheFloor.Given(Given, Started).When(floor => new PauseSpeech().Decide(floor, OnTheFloor.At(0))).Then(new SpeechPaused(First, OnTheFloor.At(1)));
    }

    [Fact]
    public void the_limit_can_be_changed_while_somebody_speaks()
    {
        OnTheFloor.Given(Given, Started).When(floor => new ChangeSpeechLimit { LimitSeconds = 600 }.Decide(floor, OnTheFloor.At(2))).Then(new SpeechLimitChanged(First, 600, OnTheFloor.At(2)));
        OnTheFloor.Given(Given, Started).When(floor => new ChangeSpeechLimit { LimitSeconds = 300 }.Decide(floor, OnTheFloor.At(2))).ThenNothing();
    }
}

public sealed class When_a_point_of_order_is_raised
{
    private static readonly Guid Speech = Guid.CreateVersion7();
    private static readonly object[] Speaks = [new FloorGiven(Speech, OnTheFloor.Speaker("FRA"), 300, OnTheFloor.At(0)), new SpeechStarted(Speech, OnTheFloor.At(1))];
    private static readonly PointOfOrderRaised Chile = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "CHL", "Chile", OnTheFloor.At(3));
    private static readonly PointOfOrderRaised Kenya = new(Guid.CreateVersion7(), Guid.CreateVersion7(), "KEN", "Kenya", OnTheFloor.At(4));

    [Fact]
    public void whoever_speaks_is_interrupted_and_the_clock_stands()
    {
        var floor = OnTheFloor.Given([.. Speaks, Chile]).State;
        floor.State().ShouldBe(FloorState.PointOfOrder);
        floor.Speech!.Used(OnTheFloor.At(30)).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void nothing_goes_on_before_it_is_ruled_on()
    {
        OnTheFloor.Given([.. Speaks, Chile]).When(floor => new ResumeSpeech().Decide(floor, OnTheFloor.At(5))).ThenRefused("point-of-order-open");
        OnTheFloor.Given(Chile).When(floor => new GiveTheFloor().Decide(floor, new Call(OnTheFloor.Speaker("NOR"), null), Guid.CreateVersion7(), OnTheFloor.At(5))).ThenRefused("point-of-order-open");
    }

    [Fact]
    public void the_first_raised_is_ruled_on_first_also_after_a_replay()
    {
        object[] stream = [.. Speaks, Chile, Kenya];
        OnTheFloor.Given(stream).When(Rule(Kenya)).ThenRefused("earlier-point-of-order");
        var ruled = OnTheFloor.Given(stream).When(Rule(Chile)).Then<PointOfOrderRuled>();
        OnTheFloor.Given([.. stream, ruled]).When(Rule(Chile)).ThenRefused("point-of-order-ruled-on");
        var both = OnTheFloor.Given([.. stream, ruled, new PointOfOrderRuled(Kenya.PointId, RulingOutcome.Sustained, OnTheFloor.At(6))]).State;
        both.State().ShouldBe(FloorState.Paused);
        both.PointsOfOrder.Select(point => (point.Participant, point.Outcome)).ShouldBe([("CHL", RulingOutcome.NotSustained), ("KEN", RulingOutcome.Sustained)]);
    }

    [Fact]
    public void a_delegation_has_one_at_a_time()
    {
        var chile = Dialogue.Delegation("CHL").As(Chile.DelegationId);
        OnTheFloor.Given(Chile).When(floor => new RaisePointOfOrder().Decide(floor, Guid.CreateVersion7(), chile, OnTheFloor.At(5))).ThenRefused("point-of-order-raised");
        OnTheFloor.Given(Chile, new PointOfOrderRuled(Chile.PointId, RulingOutcome.Sustained, OnTheFloor.At(4)))
            .When(floor => new RaisePointOfOrder().Decide(floor, Guid.CreateVersion7(), chile, OnTheFloor.At(5))).Then<PointOfOrderRaised>();
        OnTheFloor.Given().When(floor => new RaisePointOfOrder().Decide(floor, Guid.CreateVersion7(), (chile.Delegation with { Standing = DelegationStanding.Withdrawn }).As(chile.Id), OnTheFloor.At(5)))
            .ThenRefused("participant-withdrew");
    }

    private static Func<Floor, IEnumerable<object>> Rule(PointOfOrderRaised point) =>
        floor => new RuleOnPointOfOrder { Outcome = RulingOutcome.NotSustained, Reason = "The speaker keeps to the item." }.Decide(floor, point.PointId, OnTheFloor.At(5));
}

/// <summary>Whatever is asked for on the floor, in whatever order and at whatever times.</summary>
public sealed class When_anything_happens_on_the_floor
{
    [Fact]
    public void one_at_most_has_it_and_the_time_used_is_the_sum_of_the_stretches_in_which_the_clock_ran() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Steps(), steps =>
        {
            var floor = OnTheFloor.Given().State;
            var now = OnTheFloor.At(0);
            // A second book, kept by a clock that knows nothing of the floor's own.
            var (speaking, running, ran) = ((Guid?)null, (DateTimeOffset?)null, TimeSpan.Zero);
            List<object> stream = [OnTheFloor.Opened];
            foreach (var (kind, seconds) in steps)
            {
                now = now.AddSeconds(seconds);
                object[] events;
                try
                {
                    events = [.. Ask(kind, floor, now)];
                }
                catch (Refusal)
                {
                    continue;
                }

                foreach (var e in events)
                {
                    switch (e)
                    {
                        case FloorGiven given:
                            speaking.ShouldBeNull();
                            (speaking, running, ran) = (given.SpeechId, null, TimeSpan.Zero);
                            break;
                        case SpeechStarted or SpeechResumed:
                            running.ShouldBeNull();
                            running = now;
                            break;
                        case SpeechPaused or PointOfOrderRaised:
                            ran += running is { } since ? now - since : TimeSpan.Zero;
                            running = null;
                            break;
                        case SpeechEnded ended:
                            ran += running is { } from ? now - from : TimeSpan.Zero;
                            ended.Used.ShouldBe(ran);
                            (speaking, running) = (null, null);
                            break;
                        case CalledInVain:
                            ran.ShouldBe(TimeSpan.Zero);
                            speaking = null;
                            break;
                    }

                    stream.Add(e);
                    floor = floor.Evolve(e);
                    floor.Speech?.Id.ShouldBe(speaking!.Value);
                    floor.Speech?.RunningSince.ShouldBe(running);
                    (floor.Speech is null).ShouldBe(speaking is null);
                    (floor.State() is FloorState.Speaking).ShouldBe(running is not null);
                }
            }

            // A replay of the events comes to the same.
            var again = stream.Aggregate(new Floor(), (state, e) => state.Evolve(e));
            again.Ended.ShouldBe(floor.Ended);
            again.PointsOfOrder.ShouldBe(floor.PointsOfOrder);
            again.State().ShouldBe(floor.State());
        }));

    private static Arbitrary<(int Kind, int Seconds)[]> Steps() =>
        Arb.From((from kind in Gen.Choose(0, 9) from seconds in Gen.Choose(0, 400) select (kind, seconds)).ArrayOf().Resize(60));

    private static IEnumerable<object> Ask(int kind, Floor floor, DateTimeOffset now) => kind switch
    {
        0 or 1 => new GiveTheFloor { Start = kind == 1 }.Decide(floor, new Call(OnTheFloor.Speaker("FRA"), 300), Guid.CreateVersion7(), now),
        2 => new StartSpeech().Decide(floor, now),
        3 => new PauseSpeech().Decide(floor, now),
        4 => new ResumeSpeech().Decide(floor, now),
        5 => new EndSpeech().Decide(floor, now),
        6 => new CallAbsent().Decide(floor, now),
        7 => new ChangeSpeechLimit { LimitSeconds = 60 + now.Second }.Decide(floor, now),
        8 => new RaisePointOfOrder().Decide(floor, Guid.CreateVersion7(), Dialogue.Delegation("CHL").As(Guid.CreateVersion7()), now),
        _ => floor.OpenPoint() is { } point ? new RuleOnPointOfOrder { Outcome = RulingOutcome.Sustained, Reason = "Well taken." }.Decide(floor, point.Id, now) : [],
    };
}

internal static class OnTheFloor
{
    public static FloorOpened Opened { get; } = new(Floor.IdFor(Guid.CreateVersion7()), Dialogue.Id, Guid.CreateVersion7(), MeetingKind.Plenary, At(0));

    public static FloorOpened OpenedAtTable { get; } = Opened with { Kind = MeetingKind.RoundTable };

    /// <summary>Minutes after the first plenary meeting was convened.</summary>
    public static DateTimeOffset At(int minutes) => Dialogue.Summer(14, 10).AddMinutes(minutes);

    public static Decider<Floor> Given(params object[] events) => Decider.Given<Floor>((floor, e) => floor.Evolve(e), [Opened, .. events]);

    public static Speaker Speaker(string participant, ParticipantCategory category = ParticipantCategory.MemberState, SpeechKind kind = SpeechKind.Statement) =>
        new() { Kind = kind, Participant = participant, Name = $"State {participant}", Category = category };

    public static object[] Decided(this Floor floor, Func<Floor, IEnumerable<object>> decide) => [.. decide(floor)];
}

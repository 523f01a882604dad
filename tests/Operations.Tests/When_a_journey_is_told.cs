using Forum.Operations.Journeys;

namespace Forum.Operations.Tests;

public sealed class When_a_journey_is_told
{
    private static readonly Guid Delegation = Guid.CreateVersion7();
    private static readonly Guid Message = Guid.CreateVersion7();
    private static readonly DateTimeOffset Noon = new(2026, 9, 14, 12, 0, 0, TimeSpan.Zero);
    private static readonly Announcement Announced = new(Message, "DelegationAnnounced", "registration", Noon, new string('a', 32));
    private static readonly ILookup<string, string> Listeners = new[] { "scheduling-follow-delegation", "publishing-follow-delegation" }.ToLookup(_ => "DelegationAnnounced", queue => queue);

    [Fact]
    public void everybody_who_listens_has_dealt_with_it()
    {
        var journey = Told(received: [Through("publishing-follow-delegation", 1), Through("scheduling-follow-delegation", 2)]);
        journey.Messages.ShouldHaveSingleItem().Steps.ShouldAllBe(step => step.State == StepState.Done && !step.IsLate);
        journey.LastDone.ShouldBe("scheduling-follow-delegation has dealt with DelegationAnnounced");
        journey.NextExpected.ShouldBeNull();
    }

    [Fact]
    public void a_consumer_that_was_stopped_is_the_next_that_is_expected()
    {
        var journey = Told(received: [Through("publishing-follow-delegation", 1)], now: 45);
        journey.NextExpected.ShouldBe("scheduling-follow-delegation is to deal with DelegationAnnounced");
        var missing = journey.Messages[0].Steps.Single(step => step.State == StepState.Waiting);
        missing.Seconds.ShouldBe(45);
        missing.IsLate.ShouldBeTrue("the objective is 30 seconds");
    }

    [Fact]
    public void what_was_given_up_is_said_with_its_fault()
    {
        var fault = new GivenUp(Guid.CreateVersion7(), Message, "scheduling-follow-delegation", Noon.AddSeconds(8), Rests: true);
        var journey = Told(received: [Through("publishing-follow-delegation", 1), Through("scheduling-follow-delegation", 5) with { Failed = true }], faults: [fault]);
        journey.NextExpected.ShouldBe("scheduling-follow-delegation has given DelegationAnnounced up");
        journey.Messages[0].Steps.Single(step => step.State == StepState.GivenUp).Fault.ShouldBe(fault.Id);
    }

    [Fact]
    public void what_was_sent_again_and_came_through_is_done()
    {
        var fault = new GivenUp(Guid.CreateVersion7(), Message, "scheduling-follow-delegation", Noon.AddSeconds(8), Rests: false);
        var journey = Told(received: [Through("publishing-follow-delegation", 1), Through("scheduling-follow-delegation", 600)], faults: [fault]);
        journey.NextExpected.ShouldBeNull();
        journey.Messages[0].Steps.Single(step => step.Queue == "scheduling-follow-delegation").IsLate.ShouldBeTrue();
    }

    [Fact]
    public void what_was_announced_twice_is_one_message()
    {
        var journey = Journey.Of(Delegation, [Announced with { At = Noon.AddSeconds(5) }, Announced], [], [], Listeners, Noon.AddSeconds(10));
        journey.Messages.ShouldHaveSingleItem().At.ShouldBe(Noon);
    }

    private static Journey Told(IReadOnlyCollection<Reception>? received = null, IReadOnlyCollection<GivenUp>? faults = null, double now = 10) =>
        Journey.Of(Delegation, [Announced], received ?? [], faults ?? [], Listeners, Noon.AddSeconds(now));

    private static Reception Through(string queue, double seconds) => new(Message, queue, Noon.AddSeconds(seconds), Failed: false);
}

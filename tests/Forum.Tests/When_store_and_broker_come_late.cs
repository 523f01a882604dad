using System.Net;

namespace Forum.Tests;

/// <summary>The services, Identity and the console are started while neither PostgreSQL nor RabbitMQ is there yet; the store comes first.</summary>
[Collection<StoriesOfAWatchedForum>]
public sealed class When_store_and_broker_come_late(WatchedForum forum)
{
    [Fact]
    public void the_services_wait_for_both_and_become_ready()
    {
        var beginning = forum.Beginning;
        beginning.Ready.Keys.ShouldBe(Infrastructure.Services);
        foreach (var (service, answer) in beginning.Ready)
            answer.ShouldBe(HttpStatusCode.ServiceUnavailable, service);
        beginning.Question.ShouldBe(HttpStatusCode.ServiceUnavailable, "a question that cannot be answered now may be asked again");
        beginning.ReadyWithStore.ShouldBe(HttpStatusCode.ServiceUnavailable, "the broker is not there yet");
        beginning.Ended.ShouldBeEmpty("all became ready as they were started");
    }
}

using System.Net;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>All processes are started while neither PostgreSQL nor RabbitMQ is there yet.</summary>
public sealed class When_store_and_broker_come_late
{
    [Fact]
    public async Task the_services_wait_for_both_and_become_ready()
    {
        await using var broker = TcpProxy.CutFromBroker();
        await using var postgres = TcpProxy.CutFromPostgres();
        await using var forum = await RunningForum.Start(broker, postgres);
        foreach (var service in Infrastructure.Services)
        {
            await Eventually.True(async () => await forum.Asked(service, "/health/live") is HttpStatusCode.OK, $"{service} lives");
            (await forum.Asked(service, "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable, service);
        }

        (await forum.Asked("governance", "/editions")).ShouldBe(HttpStatusCode.ServiceUnavailable, "a question that cannot be answered now may be asked again");
        postgres.Mend();
        await Eventually.True(async () => await forum.Asked("governance", "/editions") is HttpStatusCode.OK, "Governance answers as soon as the store is there");
        (await forum.Asked("governance", "/health/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable, "the broker is not there yet");

        broker.Mend();
        await forum.UntilReady();
        forum.Names.ShouldAllBe(name => forum.Process(name).Runs);
    }
}

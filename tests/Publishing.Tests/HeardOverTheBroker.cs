using Forum.Contracts.Scheduling;
using Forum.Kit;
using Forum.Publishing.Summaries;
using MassTransit;

namespace Forum.Publishing.Tests;

/// <summary>Publishing on a real PostgreSQL and a real RabbitMQ; another service speaks, a third one listens.</summary>
public sealed class When_the_other_services_are_heard_over_the_broker : IAsyncLifetime
{
    private readonly TaskCompletionSource<Contracts.Publishing.SummaryIssued> issued = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestDatabase database = null!;
    private TestIssuer issuer = null!;
    private TestBroker broker = null!;
    private TestService<Summary> service = null!;
    private IBusControl others = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.Create("publishing");
        issuer = await TestIssuer.Start();
        broker = await TestBroker.Create();
        service = await new TestService<Summary>(database, issuer, broker.Uri).UntilStoreIsReady();
        var address = new Uri(broker.Uri);
        others = Bus.Factory.CreateUsingRabbitMq(bus =>
        {
            var user = address.UserInfo.Split(':');
            bus.Host(address.Host, (ushort)address.Port, address.AbsolutePath[1..], host =>
            {
                host.Username(user[0]);
                host.Password(user[1]);
            });
            bus.ReceiveEndpoint("others", endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.Handler<Contracts.Publishing.SummaryIssued>(context => { issued.TrySetResult(context.Message); return Task.CompletedTask; });
            });
        });
        await others.StartAsync();
        using var client = service.As(null);
        await Eventually.True(async () => (await client.Get("/health/ready")).Status is System.Net.HttpStatusCode.OK, "Publishing is ready");
    }

    public async ValueTask DisposeAsync()
    {
        await others.StopAsync();
        await service.DisposeAsync();
        await broker.DisposeAsync();
        await issuer.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task each_fact_counts_once_and_the_issued_summary_is_announced()
    {
        var history = History.Example(states: 12);
        foreach (var announced in history.Announced.Reverse().Concat(history.Announced))
            await others.Publish(announced.Message, announced.Message.GetType(), context => { context.MessageId = announced.EventId; context.CorrelationId = announced.StreamId; });

        using var anybody = service.As(null);
        await Eventually.True(async () => (await Figure(anybody, history.Edition, "memberStatesSpoke")) == 12, "all statements are heard");
        (await Figure(anybody, history.Edition, "openingStatements")).ShouldBe(1);
        var proof = (await anybody.Get($"/editions/{history.Edition}/figures/memberStatesSpoke/evidence")).Json.GetProperty("items")[0];
        proof.GetProperty("eventIds").EnumerateArray().Select(id => id.GetGuid()).ShouldBe(
            history.Announced.Where(a => a.Message is StatementDelivered { Inscription.Kind: StatementKind.Debate }).Select(a => a.EventId), ignoreOrder: true);

        using var organizer = service.As("organizer");
        var summary = await organizer.Clear(history.Edition, "{memberStatesSpoke} States spoke.");
        using var publisher = service.As("organizer", subject: "who-issues");
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/515", date = "2006-10-13" })).ShouldBeDone();
        var told = await issued.Task.WaitAsync(TimeSpan.FromMinutes(1));
        told.Symbol.ShouldBe("A/61/515");
        told.SummaryId.ShouldBe(summary);
        told.Revision.ShouldBe(6);
        told.ContentHash.ShouldBe((await anybody.Get("/documents/A/61/515?format=json")).Json.GetProperty("contentHash").GetString());
    }

    private static async Task<decimal?> Figure(HttpClient client, Guid edition, string name)
    {
        var answer = await client.Get($"/editions/{edition}/figures");
        if (answer.Status is not System.Net.HttpStatusCode.OK)
            return null;
        var value = answer.Json.GetProperty("items").EnumerateArray().Single(figure => figure.GetProperty("name").GetString() == name).GetProperty("value");
        return value.ValueKind is System.Text.Json.JsonValueKind.Number ? value.GetDecimal() : null;
    }
}

using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Forum.Tests;

/// <summary>A service that was taken over can lie about its own affairs only: the broker lets its user announce nothing of another's, nor read what another is told.</summary>
[Collection<StoriesOfFourServices>]
public sealed class When_a_service_speaks_for_another(FourServices forum)
{
    private const int AccessRefused = 403;

    [Theory]
    [InlineData("registration", "Forum.Contracts.Scheduling:StatementDelivered", "")]
    [InlineData("registration", "Forum.Contracts.Governance:RegistrationOpened", "")]
    [InlineData("governance", "Forum.Contracts.Registration:DelegationAnnounced", "")]
    [InlineData("publishing", "Forum.Contracts.Scheduling:StatementDelivered", "")]
    [InlineData("scheduling", "Forum.Contracts.Registration:DelegationWithdrawn", "")]
    [InlineData("registration", "publishing-hear-statement", "")]
    [InlineData("registration", "", "publishing-hear-statement")]
    public async Task the_broker_refuses_its_message(string service, string exchange, string routingKey)
    {
        await using var connection = await Connect(service);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var refused = await Should.ThrowAsync<OperationInterruptedException>(async () => await channel.BasicPublishAsync(exchange, routingKey, "{}"u8.ToArray()));
        refused.ShutdownReason!.ReplyCode.ShouldBe((ushort)AccessRefused);
    }

    [Theory]
    [InlineData("governance", "registration-follow-edition")]
    [InlineData("registration", "scheduling-follow-delegation")]
    [InlineData("publishing", "scheduling-dead-letters")]
    public async Task it_may_not_read_what_another_is_told(string service, string queue)
    {
        await using var connection = await Connect(service);
        await using var channel = await connection.CreateChannelAsync();
        var refused = await Should.ThrowAsync<OperationInterruptedException>(() => channel.BasicGetAsync(queue, autoAck: false));
        refused.ShutdownReason!.ReplyCode.ShouldBe((ushort)AccessRefused);
    }

    private Task<IConnection> Connect(string service) => new ConnectionFactory { Uri = new Uri(forum.BrokerOf(service)) }.CreateConnectionAsync();
}

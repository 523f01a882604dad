using System.Collections.Concurrent;
using Forum.Contracts.Registration;
using MassTransit;

namespace Forum.Registration.Tests;

/// <summary>Another service, as far as Registration can tell: hears everything it says and speaks for Governance.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly IBusControl bus;
    private readonly ConcurrentQueue<(object Message, string Body)> heard = new();

    private Listener(Uri broker) => bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
    {
        var user = broker.UserInfo.Split(':');
        rabbit.Host(new Uri($"rabbitmq://{broker.Host}:{broker.Port}{broker.AbsolutePath}"), host =>
        {
            host.Username(user[0]);
            host.Password(user[1]);
        });
        rabbit.ReceiveEndpoint("listener", endpoint =>
        {
            Hear<DelegationAnnounced>(endpoint);
            Hear<DelegationChanged>(endpoint);
            Hear<DelegationWithdrawn>(endpoint);
            Hear<DelegationReturned>(endpoint);
            Hear<CredentialsReminderRaised>(endpoint);
            Hear<DelegationArrived>(endpoint);
            Hear<SpeakingRequested>(endpoint);
            Hear<RoundTableChoicesRanked>(endpoint);
        });
    });

    public IReadOnlyCollection<(object Message, string Body)> Heard => heard;

    public static async Task<Listener> Start(Uri broker)
    {
        var listener = new Listener(broker);
        await listener.bus.StartAsync();
        return listener;
    }

    public Task Say<T>(T message, Guid? messageId = null) where T : class =>
        bus.Publish(message, context => context.MessageId = messageId ?? Guid.CreateVersion7());

    public async ValueTask DisposeAsync() => await bus.StopAsync();

    private void Hear<T>(IReceiveEndpointConfigurator endpoint) where T : class => endpoint.Handler<T>(context =>
    {
        heard.Enqueue((context.Message, context.ReceiveContext.Body.GetString()));
        return Task.CompletedTask;
    });
}

using Forum.Hosting.Store;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Hosting.Bus;

internal static class ForumBus
{
    /// <summary>RabbitMQ 4 gives a message up after 20 deliveries, older brokers never do: the limit is declared, so that all do the same.</summary>
    private const int DeliveryLimit = 20;

    /// <summary>How often a message is tried before it is given up, where <c>Broker:Attempts</c> says nothing else.</summary>
    private const int UsualAttempts = 9;

    public static void AddForumBus(this WebApplicationBuilder builder, ForumService service)
    {
        var broker = new BrokerAddress(builder.Configuration["Broker:Uri"]);
        var attempts = Math.Max(1, builder.Configuration.GetValue("Broker:Attempts", UsualAttempts));
        builder.Services.AddSingleton(broker);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            // Readiness asks the broker itself (BrokerHealth); MassTransit's own check is not part of it.
            bus.ConfigureHealthCheckOptions(health => health.Tags.Clear());
            bus.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(service.Name, includeNamespace: false));
            foreach (var add in service.Heard)
                add(bus);
            bus.AddReceiveObserver<Settling.Faults>();

            bus.AddConfigureEndpointsCallback((_, name, endpoint) => Harden(service, attempts, endpoint));
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker.Host, broker.Port, broker.VirtualHost, service.Name, host =>
                {
                    host.Username(broker.UserName);
                    host.Password(broker.Password);
                    host.PublisherConfirmation = true;
                    host.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
                });
                rabbit.UseConsumeFilter(typeof(InboxFilter<>), context);
                rabbit.ConfigureEndpoints(context);
            });
        });
        // A service starts, answers and commits while the broker is away.
        builder.Services.Configure<MassTransitHostOptions>(host => host.WaitUntilStarted = false);
    }

    private static void Harden(ForumService service, int attempts, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = 32;
        endpoint.ConcurrentMessageLimit = 16;
        // A store that is away is no fault of the message: wait for it, rather than fill the error queue.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(StoreAway.Explains);
            retry.Intervals([.. Enumerable.Range(0, 150).Select(n => TimeSpan.FromSeconds(Math.Min(10, 0.25 * (n + 1))))]);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<Exception>(StoreAway.Explains);
            retry.Ignore<Refusal>();
            if (attempts > 1)
                retry.Exponential(attempts - 1, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(60));
            else
                retry.None();
        });
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
            rabbit.SetQueueArgument("x-delivery-limit", DeliveryLimit);
            // What the broker gives up on comes to rest where it can be seen and replayed.
            rabbit.BindDeadLetterQueue($"{service.Name}-dead-letters", $"{service.Name}-dead-letters", queue => queue.SetQuorumQueue());
        }
    }
}

/// <summary>Where the broker is and who we are to it, read from <c>Broker:Uri</c> (<c>amqp://user:password@host:port/vhost</c>).</summary>
internal sealed class BrokerAddress
{
    public BrokerAddress(string? uri)
    {
        var address = new Uri(uri ?? "amqp://unset:unset@127.0.0.1:5672/forum");
        var user = address.UserInfo.Split(':', 2);
        Host = address.Host;
        Port = (ushort)(address.Port > 0 ? address.Port : 5672);
        VirtualHost = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')) is { Length: > 0 } name ? name : "/";
        UserName = Uri.UnescapeDataString(user[0]);
        Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "";
    }

    public string Host { get; }
    public ushort Port { get; }
    public string VirtualHost { get; }
    public string UserName { get; }
    public string Password { get; }
}

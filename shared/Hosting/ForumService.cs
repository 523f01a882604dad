using System.Reflection;
using Forum.Contracts.Governance;
using Forum.Hosting.Access;
using Forum.Hosting.Bus;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Events;
using Forum.Hosting.Health;
using Forum.Hosting.Http;
using Forum.Hosting.Mandates;
using Forum.Hosting.ReadModels;
using Forum.Hosting.Store;
using Forum.Hosting.Streams;
using Forum.Hosting.Telemetry;
using Forum.Hosting.Webhooks;
using JasperFx.Events;
using Marten;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Forum.Hosting;

/// <summary>What one service of the forum adds to what every service has.</summary>
public sealed class ForumService
{
    internal ForumService(string name, Assembly assembly)
    {
        Name = name;
        Assembly = assembly;
        Messages = [.. typeof(EditionAnnounced).Assembly.GetExportedTypes().Where(IsMessage)];
    }

    /// <summary>The service's name, lower case: prefix of its queues, name of its database and its login.</summary>
    public string Name { get; }

    /// <summary>The service's own streams, snapshots and documents.</summary>
    public Action<StoreOptions> Store { get; set; } = static _ => { };

    /// <summary>Statements that bring about what the store's options cannot say, run whenever its schema is in place; each may run again.</summary>
    public Func<IReadOnlyStoreOptions, IEnumerable<string>> AfterMigration { get; set; } = static _ => [];

    /// <summary>What the other services are told of an event; null when they are told nothing.</summary>
    public Func<IEvent, object?> Announce { get; set; } = static _ => null;

    /// <summary>Who outside may follow an announcement; when it is not said, the secretariat only.</summary>
    public Func<object, Audience> Audience { get; set; } = static _ => Events.Audience.Secretariat;

    /// <summary>What the service speaks of, a sentence a tag, for the reader of its API.</summary>
    public Dictionary<string, string> Subjects { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Events"] = "What the service announced, for systems that follow along.",
        ["Operations"] = "For who watches over the service.",
        ["Webhooks"] = "Other systems that are told what the service announces, and how it went.",
    };

    /// <summary>Where the service itself is: its program, and what it carries along.</summary>
    internal Assembly Assembly { get; }

    /// <summary>The kinds of messages that <see cref="Announce"/> makes; when it is not said, those of the service's contracts.</summary>
    public IReadOnlyList<Type> Messages { get; set; }

    /// <summary>
    /// True while the account (subject of its token) may act for the participant, so that its webhooks are told what concerns the participant.
    /// A service that knows no mandates takes the token's word for it.
    /// </summary>
    public Func<IServiceProvider, string, string, CancellationToken, ValueTask<bool>> MayAct { get; set; } = static (_, _, _, _) => ValueTask.FromResult(true);

    /// <summary>
    /// Follows the mandates that Governance announces, and asks for one before every route that is open to delegations, and before a delegation's webhook is told anything.
    /// </summary>
    public void RestOnMandates()
    {
        RestsOnMandates = true;
        Listen<FollowMandate>();
        MayAct = static (services, participant, subject, ct) => services.GetRequiredService<MandatesAtHand>().Hold(participant, subject, ct);
    }

    /// <summary>
    /// True for a replica that does a work of its own beside the others: it answers nobody but who asks whether it lives, hears no message, announces nothing and
    /// deals with nothing that is due.
    /// </summary>
    public bool IsApart { get; set; }

    internal bool RestsOnMandates { get; private set; }

    internal List<Action<IBusRegistrationConfigurator>> Consumers { get; } = [];

    /// <summary>The consumers of this replica.</summary>
    internal IReadOnlyList<Action<IBusRegistrationConfigurator>> Heard => IsApart ? [] : Consumers;

    internal Dictionary<string, Type> Deadlines { get; } = new(StringComparer.Ordinal);

    /// <summary>Deals with deadlines of a kind by <typeparamref name="THandler"/>.</summary>
    /// <param name="kind">In kebab case; stored with each deadline, so it must not change while there are any.</param>
    public void WhenDue<THandler>(string kind) where THandler : class, IWhenDue => Deadlines.Add(kind, typeof(THandler));

    internal IWhenDue DealsWith(IServiceProvider services, string kind) => Deadlines.TryGetValue(kind, out var handler)
        ? (IWhenDue)ActivatorUtilities.CreateInstance(services, handler)
        : throw new InvalidOperationException($"Nobody deals with deadlines of the kind {kind}.");

    /// <summary>A contract of this service that stands for itself: what is a part of another has no revision.</summary>
    private bool IsMessage(Type contract) =>
        string.Equals(contract.Namespace, $"Forum.Contracts.{Name}", StringComparison.OrdinalIgnoreCase) && contract.GetProperty("Revision") is not null;

    /// <summary>Listens with <typeparamref name="TConsumer"/> on a queue of its own, named after service and consumer.</summary>
    public void Listen<TConsumer>() where TConsumer : class, IConsumer => Consumers.Add(static bus => bus.AddConsumer<TConsumer>());

    /// <summary>The same, with a definition that partitions or limits the consumer.</summary>
    public void Listen<TConsumer, TDefinition>()
        where TConsumer : class, IConsumer
        where TDefinition : class, IConsumerDefinition<TConsumer> =>
        Consumers.Add(static bus => bus.AddConsumer<TConsumer, TDefinition>());
}

/// <summary>Wires a service of the forum: store, bus, access, problems, telemetry, health.</summary>
public static class ForumServiceExtensions
{
    public static WebApplicationBuilder AddForumService(this WebApplicationBuilder builder, string name, Action<ForumService> configure)
    {
        var service = new ForumService(name, configure.Method.Module.Assembly);
        configure(service);

        builder.Services.AddSingleton(service);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddForumStore(service);
        builder.AddForumBus(service);
        builder.AddForumAccess();
        builder.AddForumHttp(service);
        builder.AddForumTelemetry(service.Name);
        builder.Services.AddSingleton<StoreLag>().AddHostedService<LagGauges>();
        builder.Services.AddForumHealth();
        builder.Services.AddHostedService<IdleMemory>();
        if (!service.IsApart)
            builder.Services.AddHostedService<DeadlineWatch>();
        builder.Services.AddSingleton<EventFeed>();
        builder.AddForumWebhooks(service);
        if (service.RestsOnMandates)
            builder.AddMandates();
        return builder;
    }

    /// <summary>
    /// Wires a service that watches the forum and is no part of it: access, problems and reference as everywhere, and neither streams nor announcements.
    /// It traces nothing of its own, so that what it takes in never makes more to take in; its metrics can be scraped.
    /// </summary>
    public static WebApplicationBuilder AddWatchingService(this WebApplicationBuilder builder, string name, Action<ForumService> configure)
    {
        var service = new ForumService(name, configure.Method.Module.Assembly) { Messages = [] };
        configure(service);

        builder.Services.AddSingleton(service);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.AddForumAccess();
        builder.AddForumHttp(service);
        builder.AddUntraced();
        builder.Services.AddReadiness();
        builder.Services.AddHostedService<IdleMemory>();
        return builder;
    }

    public static WebApplication UseWatchingService(this WebApplication app)
    {
        app.UseForumHttp();
        app.UseRequiredScope(app.Services.GetRequiredService<ForumService>().Name);
        app.MapForumHealth();
        app.MapMetrics();
        app.MapForumReference();
        return app;
    }

    public static WebApplication UseForumService(this WebApplication app)
    {
        app.UseForumHttp();
        var service = app.Services.GetRequiredService<ForumService>();
        app.UseRequiredScope(service.Name);
        if (service.RestsOnMandates)
            app.UseRequiredMandate();
        app.MapForumHealth();
        app.MapMetrics();
        if (service.IsApart)
            return app;
        app.MapForumReference();
        CommitsOfATrace.Map(app);
        ReadLag.Map(app);
        ReadStream.Map(app);
        ListReadModels.Map(app);
        AskForRebuild.Map(app);
        ReadEvents.Map(app);
        ForumWebhooks.Map(app);
        return app;
    }
}

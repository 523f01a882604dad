using System.Diagnostics;
using Forum.Hosting.Bus;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.ReadModels;
using Forum.Hosting.Webhooks;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weasel.Core;

namespace Forum.Hosting.Store;

internal static class ForumStore
{
    public static void AddForumStore(this WebApplicationBuilder builder, ForumService service)
    {
        var connectionString = ConnectionString(builder.Configuration);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        builder.Services.AddSingleton<StoreReadiness>();
        builder.Services.AddSingleton<FastLane>();
        builder.Services.AddSingleton<GroupCommit>();

        builder.Services
            .AddMarten(provider =>
            {
                var options = new StoreOptions();
                options.Connection(provider.GetRequiredService<NpgsqlDataSource>());
                Configure(options);
                ForumWebhooks.Configure(options);
                service.Store(options);
                options.Listeners.Add(provider.GetRequiredService<FastLane>());
                return options;
            })
            .BuildSessionsWith<TracedSessions>()
            // DaemonLeadership runs it.
            .AddAsyncDaemon(DaemonMode.ExternallyManaged)
            .AddSubscriptionWithServices<Announcer>(ServiceLifetime.Singleton, subscription =>
            {
                subscription.Name = Announcer.Name;
                subscription.Options.BatchSize = 200;
            });

        builder.Services.AddHostedService<StoreMigration>();
        if (service.IsApart)
            return;
        builder.Services.AddHostedService<DaemonLeadership>();
        builder.Services.AddHostedService<Retention>();
        builder.Services.AddSingleton<Snapshots>();
        builder.Services.AddSingleton<Rebuilder>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<Rebuilder>());
    }

    private static void Configure(StoreOptions options)
    {
        // The schema is brought up to date by StoreMigration, once, before anything else touches the store.
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString);
        options.DisableNpgsqlLogging = true;
        options.Logger(new Unlogged());

        options.Events.UseMandatoryStreamTypeDeclaration = true;
        // A tenth more throughput than with the server's timestamps. What a lost race leaves is a gap, which the daemon passes after StaleSequenceThreshold.
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.MetadataConfig.HeadersEnabled = true;
        options.Events.MetadataConfig.CorrelationIdEnabled = true;
        options.Events.MetadataConfig.CausationIdEnabled = true;

        // A skipped event would be a message never sent or a figure never counted: stop and say so instead.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        // A lost race burns a sequence number; the daemon need not wait three seconds for an event that cannot come.
        options.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(250);
        options.Projections.FastPollingTime = TimeSpan.FromMilliseconds(250);
        options.Projections.SlowPollingTime = TimeSpan.FromSeconds(1);

        options.OpenTelemetry.TrackEventCounters();

        options.Schema.For<Deadline>().Duplicate(deadline => deadline.DueAt);
        options.Schema.For<Received>().IndexLastModified(index => index.Method = Weasel.Postgresql.Tables.IndexMethod.brin);
        options.Schema.For<Rebuild>();
        options.Schema.For<AnsweredRequest>().IndexLastModified(index => index.Method = Weasel.Postgresql.Tables.IndexMethod.brin);
    }

    /// <summary>The service's own, with what is needed where it says nothing else.</summary>
    internal static string ConnectionString(IConfiguration configuration)
    {
        // Prepared plans survive the return to the pool: 1.7 times the throughput of the defaults, where the append function is concerned.
        var builder = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Store") ?? "Host=127.0.0.1;Database=unset")
        {
            // More than a service has statements: one that is put out for another while both are in a batch can put the client out of step with the server.
            MaxAutoPrepare = 400,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        if (!builder.ShouldSerialize("Maximum Pool Size"))
            builder.MaxPoolSize = 32;
        // The server's default is that of turning disks. With it the planner reads all that waits for the daemon, or every stream there is, for each page of it.
        if (!builder.ShouldSerialize("Options"))
            builder.Options = "-c random_page_cost=1.1";
        return builder.ConnectionString;
    }
}

/// <summary>Sessions that write the current trace beside every event, so that the announcement and all that follows belong to the same trace.</summary>
internal sealed class TracedSessions(IDocumentStore store) : ISessionFactory
{
    public IQuerySession QuerySession() => store.QuerySession();

    public IDocumentSession OpenSession()
    {
        var session = store.LightweightSession();
        Stamp(session);
        return session;
    }

    internal const string TraceHeader = "traceparent";

    internal static void Stamp(IDocumentSession session)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity)
            return;
        session.SetHeader(TraceHeader, activity.Id!);
        session.CorrelationId = activity.TraceId.ToString();
        session.CausationId = activity.Id;
    }
}

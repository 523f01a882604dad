using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Operations;
using Forum.Operations.Backups;
using Forum.Operations.Broker;
using Forum.Operations.Faults;
using Forum.Operations.Intake;
using Forum.Operations.Journeys;
using Forum.Operations.Queues;
using Forum.Operations.Records;
using Forum.Operations.Replays;
using Forum.Operations.Spans;
using Npgsql;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.AddWatchingService("operations", service => Subjects.Describe(service.Subjects));
builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("Store") ?? "Host=127.0.0.1;Database=unset")
{
    // What is watched needs the server more.
    MaxPoolSize = 4,
    CommandTimeout = 15,
}));
builder.Services.AddSingleton<RecordStore>().AddHostedService<RecordKeeping>();
builder.Services.AddSingleton<IntakeQueue>().AddHostedService<Bookkeeper>();
builder.Services.AddSingleton<BrokerAddress>().AddSingleton<QueueWatch>().AddSingleton<Listeners>();
builder.Services.AddSingleton<FaultMover>().AddHostedService(services => services.GetRequiredService<FaultMover>());
builder.Services.AddSingleton<Replayer>().AddHostedService(services => services.GetRequiredService<Replayer>());
builder.Services.AddHostedService<BackupWatch>();
builder.Services.AddHealthChecks().AddCheck<RecordHealth>("store", tags: [ForumHealth.Ready], timeout: TimeSpan.FromSeconds(5));

var app = builder.Build();
app.UseWatchingService();
ReceiveOtlp.Map(app);
ReadTrace.Map(app);
FindTraces.Map(app);
ReadTelemetry.Map(app);
ReadQueues.Map(app);
ReadFaults.Map(app);
DiscardFaults.Map(app);
AskForReplay.Map(app);
StopReplay.Map(app);
ReadReplays.Map(app);
Acts.Map(app);
ReadJourney.Map(app);
await app.RunAsync();
return 0;

using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Exports;
using Forum.Scheduling.Floors;
using Forum.Scheduling.Notices;
using Forum.Scheduling.Optimisation;
using Forum.Scheduling.Persons;
using Forum.Scheduling.Releases;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;
using Marten;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();
if (SolverApart.IsAsked(args))
    return await SolverApart.Solve(args);

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.Services.AddSingleton<ExportsAtHand>();
var roles = builder.AddOptimiser();
builder.AddForumService("scheduling", service =>
{
    service.IsApart = !roles.Api;
    service.Store = Streams.Keep;
    service.Announce = Announcements.From;
    Subjects.Describe(service.Subjects);
    service.Audience = Announcements.For;
    service.RestOnMandates();
    service.Listen<FollowEdition>();
    service.Listen<FollowDelegation, FollowDelegationDefinition>();
    service.Listen<SeatAtPlannedTable>();
    service.Listen<ReleaseWithdrawal>();
    service.Listen<DraftNotices>();
    service.Listen<ForgetTexts>();
    service.WhenDue<FreezeDays>(FreezeDays.Kind);
    service.WhenDue<LapseExchanges>(LapseExchanges.Kind);
    service.WhenDue<OpenUnusedSeats>(OpenUnusedSeats.Kind);
    service.WhenDue<LapseOffers>(LapseOffers.Kind);
});
builder.AddFloors();

builder.Services.ConfigureMarten(static (services, store) => FollowPlaces.In(store, services.GetRequiredService<TimeProvider>()));

var app = builder.Build();
app.UseForumService();
if (roles.Api)
    SchedulingRoutes.Map(app);
await app.RunAsync();
return 0;

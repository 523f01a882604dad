using Forum.Governance;
using Forum.Governance.Editions;
using Forum.Hosting;
using Forum.Hosting.Health;
using JasperFx.Events.Projections;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.AddForumService("governance", service =>
{
    service.Store = store =>
    {
        store.Events.AddEventTypes(Edition.Events);
        store.Projections.Snapshot<Edition>(SnapshotLifecycle.Inline);
        store.Schema.For<EditionCode>();
    };
    service.Announce = Announcements.From;
    service.Audience = Announcements.For;
});

var app = builder.Build();
app.UseForumService();
AnnounceEdition.Map(app);
OpenRegistration.Map(app);
CloseRegistration.Map(app);
CloseEdition.Map(app);
ReadEditions.Map(app);
await app.RunAsync();
return 0;

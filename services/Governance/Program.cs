using Forum.Governance;
using Forum.Governance.FocalPoints;
using Forum.Hosting;
using Forum.Hosting.Health;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.AddForumService("governance", service =>
{
    service.Store = GovernanceStore.Configure;
    service.Announce = Announcements.From;
    Subjects.Describe(service.Subjects);
    service.Audience = Announcements.For;
    service.MayAct = ActingFor.HoldsMandate;
});

var app = builder.Build();
app.UseForumService();
GovernanceRoutes.Map(app);
await app.RunAsync();
return 0;

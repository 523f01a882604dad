using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Publishing;
using Forum.Publishing.Figures;
using Forum.Publishing.Notes;
using Forum.Publishing.Outputs;
using Forum.Publishing.Proceedings;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.AddForumService("publishing", service =>
{
    service.Store = PublishingStore.Configure;
    service.AfterMigration = static options => [.. SearchDocuments.Indexes(options), .. PublishingStore.KeepNoSamples(options)];
    service.Announce = Announcements.From;
    Subjects.Describe(service.Subjects);
    service.Audience = Announcements.For;
    service.RestOnMandates();
    service.Listen<FollowEdition>();
    service.Listen<FollowDelegation>();
    service.Listen<HearArrival>();
    service.Listen<FollowMeeting>();
    service.Listen<QuestionSummaries>();
    service.Listen<FollowRoundTable>();
    service.Listen<FollowSeat>();
    service.Listen<HearStatement>();
    service.WhenDue<EraseNotes>(HoldingNotes.Deadline);
});

builder.Services.AddSingleton<DocumentsAtHand>();

var app = builder.Build();
app.UseForumService();
app.MapNotes();
app.MapSummaries();
ReadFigures.Map(app);
ReadAttendance.Map(app);
DocumentRoutes.Map(app);
await app.RunAsync();
return 0;

using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Publishing;
using Forum.Publishing.Documents;
using Forum.Publishing.Figures;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.AddForumService("publishing", service =>
{
    service.Store = PublishingStore.Configure;
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
});

var app = builder.Build();
app.UseForumService();
RecordPoint.Map(app);
ReadPoints.Map(app);
DraftSummary.Map(app);
AddSection.Map(app);
ChangeHeading.Map(app);
WriteParagraph.Map(app);
ConfirmParagraph.Map(app);
SubmitForReview.Map(app);
ReturnSummary.Map(app);
ClearSummary.Map(app);
IssueSummary.Map(app);
ReadSummaries.Map(app);
ReadFigures.Map(app);
ReadAttendance.Map(app);
ReadDocument.Map(app);
await app.RunAsync();
return 0;

using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Scheduling;
using Forum.Scheduling.Delegations;
using Forum.Scheduling.Editions;
using Forum.Scheduling.Meetings;
using Forum.Scheduling.Rooms;
using Forum.Scheduling.RoundTables;
using Forum.Scheduling.SpeakersLists;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.AddForumService("scheduling", service =>
{
    service.Store = Streams.Keep;
    service.Announce = Announcements.From;
    Subjects.Describe(service.Subjects);
    service.Audience = Announcements.For;
    service.RestOnMandates();
    service.Listen<FollowEdition>();
    service.Listen<FollowDelegation, FollowDelegationDefinition>();
    service.Listen<SeatAtPlannedTable>();
});

var app = builder.Build();
app.UseForumService();
RegisterRoom.Map(app);
ReadRooms.Map(app);
PlanMeeting.Map(app);
DesignateOfficer.Map(app);
ConveneMeeting.Map(app);
ConcludeMeeting.Map(app);
ReadMeetings.Map(app);
ListVacancies.Map(app);
PlanRoundTable.Map(app);
ReadRoundTables.Map(app);
InscribeOpener.Map(app);
DeliverStatement.Map(app);
ReadSpeakersList.Map(app);
ReadCounts.Map(app);
await app.RunAsync();
return 0;

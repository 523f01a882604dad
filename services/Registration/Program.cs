using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Registration;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Imports;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using Marten;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.Services.AddSingleton<EditionsAtHand>();
builder.Services.ConfigureMarten((provider, store) => store.Listeners.Add(provider.GetRequiredService<EditionsAtHand>()));
builder.AddPeople();
builder.AddImports();
builder.AddParticipantLists();
builder.AddAccreditations();
builder.AddListsOfParticipants();
builder.AddForumService("registration", service =>
{
    Subjects.Describe(service.Subjects);
    service.Store = RegistrationStore.Configure;
    service.Announce = Announcements.From;
    service.Audience = Announcements.For;
    service.RestOnMandates();
    service.Listen<FollowEdition>();
    service.WhenDue<RemindOfCredentials>(RemindOfCredentials.Kind);
    service.WhenDue<EndCirculation>(EndCirculation.Kind);
    service.ForgetPeople();
    Importing.DealWithDeadlines(service);
});

var app = builder.Build();
app.UseForumService();
RegistrationRoutes.Map(app);
await app.RunAsync();
return 0;

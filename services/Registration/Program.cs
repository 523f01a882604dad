using Forum.Hosting;
using Forum.Hosting.Health;
using Forum.Registration;
using Forum.Registration.Actions;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Forum.Registration.Imports;
using Forum.Registration.Mandates;
using Forum.Registration.Organizations;
using Forum.Registration.Participants;
using Forum.Registration.People;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;

if (HealthProbe.IsAsked(args))
    return await HealthProbe.Ask();

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddValidation();
builder.Services.AddOpenApi();
builder.Services.AddSingleton<EditionsAtHand>();
builder.Services.ConfigureMarten((provider, store) => store.Listeners.Add(provider.GetRequiredService<EditionsAtHand>()));
builder.AddMandates();
builder.AddPeople();
builder.AddImports();
builder.AddParticipantLists();
builder.AddAccreditations();
builder.AddForumService("registration", service =>
{
    service.Store = store =>
    {
        store.Events.AddEventTypes(Delegation.Events);
        store.Projections.Snapshot<Delegation>(SnapshotLifecycle.Inline);
        store.Schema.For<Delegation>().UniqueIndex(UniqueIndexType.Computed, RegisterDelegation.OnePerParticipant, d => d.Listing.EditionId, d => d.Listing.Participant);
        store.Schema.For<KnownEdition>();
        store.KeepPeople();
        Composing.Keep(store);
        store.Schema.For<ActionTaken>().Index(action => action.Subject);
        Importing.Keep(store);
    };
    Importing.DealWithDeadlines(service);
    service.Announce = Announcements.From;
    service.Audience = Announcements.For;
    service.Listen<FollowEdition>();
    service.Listen<FollowMandate>();
    service.ForgetPeople();
    service.WhenDue<RemindOfCredentials>(RemindOfCredentials.Kind);
    service.WhenDue<EndCirculation>(EndCirculation.Kind);
});

var app = builder.Build();
app.UseForumService();
app.UseRequiredMandate();
RegisterDelegation.Map(app);
Composing.Map(app);
RequestToSpeak.Map(app);
RankRoundTableChoices.Map(app);
ReceiveCredentials.Map(app);
AcceptCredentials.Map(app);
RejectCredentials.Map(app);
ListCredentialsReminders.Map(app);
RecordArrivals.Map(app);
WithdrawDelegation.Map(app);
ReturnDelegation.Map(app);
GetDelegation.Map(app);
ListDelegations.Map(app);
CountDelegations.Map(app);
ListActions.Map(app);
Importing.Map(app);
ListParticipants.Map(app);
app.MapPeople();
app.MapParticipantLists();
app.MapAccreditations();
await app.RunAsync();
return 0;

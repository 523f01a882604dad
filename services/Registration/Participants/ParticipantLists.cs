using JasperFx.Events.Projections;
using Marten;

namespace Forum.Registration.Participants;

/// <summary>What the service needs for its lists of participants.</summary>
internal static class ParticipantLists
{
    public static void AddParticipantLists(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ParticipantListsAtHand>();
        builder.Services.ConfigureMarten((provider, store) =>
        {
            store.Events.AddEventTypes([.. ParticipantRegister.Events, .. EditionList.Events]);
            store.Projections.Snapshot<ParticipantRegister>(SnapshotLifecycle.Inline);
            store.Projections.Snapshot<EditionList>(SnapshotLifecycle.Inline);
            store.Schema.For<ImportedList>().UniqueIndex(list => list.Number);
            store.Schema.For<UploadedList>();
            store.Listeners.Add(provider.GetRequiredService<ParticipantListsAtHand>());
        });
    }

    public static void MapParticipantLists(this IEndpointRouteBuilder routes)
    {
        UploadList.Map(routes);
        CommitList.Map(routes);
        ChooseList.Map(routes);
        ReadLists.Map(routes);
    }
}

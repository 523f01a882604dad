using Forum.Registration.People;
using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;
using Weasel.Core;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>What the lists of participants need of the store, and their routes.</summary>
internal static class ListsOfParticipantsParts
{
    /// <summary>Unique over the edition, on the snapshot: two first issues at the same instant cannot both commit.</summary>
    private const string OnePerEdition = "one_list_per_edition";

    public static void AddListsOfParticipants(this WebApplicationBuilder builder) => builder.Services.ConfigureMarten(store =>
    {
        store.Events.AddEventTypes(ListOfParticipants.Events);
        store.Projections.Snapshot<ListOfParticipants>(SnapshotLifecycle.Inline);
        store.Schema.For<ListOfParticipants>().UniqueIndex(UniqueIndexType.Computed, OnePerEdition, list => list.EditionId);
        store.Schema.For<IssuedList>().Index(list => list.EditionId);
        store.Schema.For<PersonInPrint>().Index(person => person.DelegationId)
            .ForeignKey<Person>(person => person.PersonId, toPerson => toPerson.DeleteAction = CascadeAction.Cascade);
    });

    public static void MapListsOfParticipants(this IEndpointRouteBuilder routes)
    {
        IssueListOfParticipants.Map(routes);
        ReadListsOfParticipants.Map(routes);
    }
}

using Forum.Hosting;
using Marten;
using Marten.Schema;
using Weasel.Postgresql.Tables;

namespace Forum.Registration.People;

/// <summary>Wires what Registration does with personal data.</summary>
internal static class PeopleOfRegistration
{
    public static void AddPeople(this WebApplicationBuilder builder) => builder.Services.AddSingleton(PersonalDataPeriods.From(builder.Configuration));

    /// <summary>Documents of people are found by delegation when they are erased, and never on the way of a registration: an index that costs an insert next to nothing is enough.</summary>
    public static void KeepPeople(this StoreOptions store)
    {
        store.Schema.For<Person>().Index(person => person.DelegationId, index => index.Method = IndexMethod.brin);
        store.Schema.For<Remark>().Index(remark => remark.DelegationId, index => index.Method = IndexMethod.brin);
        store.Schema.For<Erasure>().UniqueIndex(UniqueIndexType.Computed, erasure => erasure.PersonId).Index(erasure => erasure.DelegationId);
        store.Schema.For<ExportRead>().Index(read => read.PersonId);
        store.Schema.For<RetentionEnd>();
        store.Schema.For<EditionErasure>();
        store.Listeners.Add(new OnlyKnownPeopleChange());
    }

    public static void ForgetPeople(this ForumService service)
    {
        // The planner would keep samples of names beyond their erasure; nothing is looked up by them.
        service.AfterMigration = static store => PersonalData.Kinds.Select(kind => $"alter table {store.Schema.For(kind.Document)} alter column data set statistics 0");
        service.WhenDue<EndRetention>(HoldingPeople.Deadline);
        service.WhenDue<ForgetWhoLeft>(Leaving.Deadline);
    }

    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        FindPeople.Map(routes);
        ExportPerson.Map(routes);
        ErasePerson.Map(routes);
        ListErasures.Map(routes);
        SetRetentionEnd.Map(routes);
        ReadPersonalData.Map(routes);
    }
}

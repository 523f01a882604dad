using JasperFx.Events.Projections;
using Marten;
using Marten.Schema;

namespace Forum.Registration.Organizations;

/// <summary>What the service needs for the accreditation of organizations.</summary>
internal static class Accreditations
{
    public static void AddAccreditations(this WebApplicationBuilder builder) => builder.Services.ConfigureMarten(static store =>
    {
        store.Events.AddEventTypes([.. Organization.Events, .. CivilSocietyPlaces.Events]);
        store.Projections.Snapshot<Organization>(SnapshotLifecycle.Inline);
        store.Projections.Snapshot<CivilSocietyPlaces>(SnapshotLifecycle.Inline);
        store.Schema.For<Organization>().UniqueIndex(UniqueIndexType.Computed, ProposeOrganization.OnePerCode, o => o.Accreditation.EditionId, o => o.Accreditation.Code);
        store.Schema.For<OrganizationText>();
    });

    public static void MapAccreditations(this IEndpointRouteBuilder routes)
    {
        ProposeOrganization.Map(routes);
        CirculateOrganization.Map(routes);
        ObjectToOrganization.Map(routes);
        WithdrawObjection.Map(routes);
        ClearOrganization.Map(routes);
        WithdrawProposal.Map(routes);
        ReadOrganizations.Map(routes);
    }
}

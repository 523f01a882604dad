using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>Admits an organization where the edition's modalities do not ask the Member States whether they object. Asked twice, done once.</summary>
public sealed record ClearOrganization
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The Member States are to be asked, or the proposal was taken back.</exception>
    public static IEnumerable<object> Decide(Organization organization, KnownEdition edition, DateTimeOffset now)
    {
        if (edition.Edition.ModalityProfile.NoObjectionDays is { } days)
            throw new Refusal("no-objection-asked", $"The modalities of this edition let the Member States object for {days} days. Show them the organization; silence clears it.");
        return organization.Accreditation.Standing switch
        {
            AccreditationStanding.Proposed => [new OrganizationCleared(organization.Accreditation with { Standing = AccreditationStanding.Cleared }, Clearance.Secretariat, now)],
            AccreditationStanding.Cleared => [],
            _ => throw new Refusal("not-proposed", $"The organization is {organization.Accreditation.Standing}: only one that is proposed is cleared."),
        };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/organizations/{id:guid}/clearance", (Guid id, ClearOrganization command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.ChangeOrganization(id, expected, caller, time, (organization, edition, now) =>
                {
                    session.Note<ClearOrganization>(id, command.Reason, now);
                    return Decide(organization, edition, now);
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(ClearOrganization))
            .WithTags("Organizations");
}

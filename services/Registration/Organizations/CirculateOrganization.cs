using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>
/// Shows the organization to all Member States, for as many days as the edition's modalities say. Silence until the deadline clears it; asked twice, done once.
/// </summary>
public sealed record CirculateOrganization
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The modalities do not ask for no-objection, or the organization has been cleared or taken back.</exception>
    public static IEnumerable<object> Decide(Organization organization, KnownEdition edition, DateTimeOffset now)
    {
        if (edition.Edition.ModalityProfile.NoObjectionDays is not { } days)
            throw new Refusal("no-objection-not-asked", "The modalities of this edition do not ask for no-objection, or are not known to. Clear the organization with a reason.");
        return organization.Accreditation.Standing switch
        {
            AccreditationStanding.Proposed =>
                [new OrganizationCirculated(organization.Accreditation with { Standing = AccreditationStanding.Circulated, CirculatedUntil = now.AddDays(days) }, now)],
            AccreditationStanding.Circulated or AccreditationStanding.Objected => [],
            _ => throw new Refusal("not-proposed", $"The organization is {organization.Accreditation.Standing}: only one that is proposed is shown to the Member States."),
        };
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/organizations/{id:guid}/circulation", (Guid id, CirculateOrganization command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                session.ChangeOrganization(id, expected, caller, time, (organization, edition, now) =>
                {
                    object[] events = [.. Decide(organization, edition, now)];
                    foreach (var circulated in events.OfType<OrganizationCirculated>())
                        session.SetDeadline(EndCirculation.Kind, id, edition.Edition.Clock.RealAt(circulated.Accreditation.CirculatedUntil!.Value));
                    session.Note<CirculateOrganization>(id, command.Reason, now);
                    return events;
                }, ct))
            .Allow(Role.Organizer)
            .WithName(nameof(CirculateOrganization))
            .WithTags("Organizations");
}

using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Forum.Registration.Participants;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>
/// A Member State objects to an organization that is before it: by its own account, or as the secretariat records it. The reason is read by the secretariat,
/// the organization and the Member State itself; others see that somebody objects. Asked twice, done once.
/// </summary>
public sealed record ObjectToOrganization
{
    /// <summary>Code of the Member State; an account of one may leave out its own.</summary>
    [RegularExpression("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$"), StringLength(32, MinimumLength = 2)]
    public string? Member { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="member">The Member State that objects.</param>
    /// <param name="list">The list of participants that the edition goes by.</param>
    /// <param name="reasonId">Where the reason is kept.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">Who objects is no Member State on the edition's day, the organization is not before the Member States, or the deadline has passed.</exception>
    public static IEnumerable<object> Decide(Organization organization, KnownEdition edition, string member, ParticipantList list, Guid reasonId, DateTimeOffset now)
    {
        var asOf = edition.Edition.ParticipantsAsOf;
        if (list.Find(member, asOf) is not { Status: ParticipantStatus.MemberState })
            throw new Refusal("not-a-member", $"Member States are asked whether they object. {member} is none on {asOf:yyyy-MM-dd}.", "member");
        organization.MustCirculate(now);
        return organization.IsObjectedToBy(member)
            ? []
            : [new OrganizationObjected(organization.Accreditation with { Standing = AccreditationStanding.Objected }, member, reasonId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/organizations/{id:guid}/objections", async (Guid id, ObjectToOrganization command, ExpectedVersion expected, Caller caller, ParticipantListsAtHand lists, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var member = command.Member ?? (caller.Is(Role.Organizer) ? null : caller.Delegation)
                    ?? throw new Refusal("member-needed", "Say which Member State objects.", "member");
                caller.MustActFor(member, "organization", id);
                var editionId = (await session.LoadAsync<Organization>(id, ct))?.Accreditation.EditionId;
                var list = await lists.For(editionId ?? Guid.Empty, ct);
                return await session.ChangeOrganization(id, expected, caller, time, (organization, edition, now) =>
                {
                    var reason = new OrganizationText(Guid.CreateVersion7(), id, command.Reason);
                    object[] events = [.. Decide(organization, edition, member, list, reason.Id, now)];
                    if (events.Length > 0)
                        session.Insert(reason);
                    if (caller.Is(Role.Organizer))
                        session.Note<ObjectToOrganization>(id, $"Recorded for {member}.", now);
                    return events;
                }, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ObjectToOrganization))
            .WithTags("Organizations");
}

using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>A line of the list of organizations.</summary>
/// <param name="CirculatedUntil">Until when Member States may object, on the edition's clock; null while it was not circulated.</param>
/// <param name="Objections">How many stand.</param>
public sealed record OrganizationLine(
    Guid Id, long Version, string Code, string Name, ParticipantCategory Category, AccreditationStanding Standing, DateTimeOffset? CirculatedUntil, int Objections)
{
    internal static OrganizationLine Of(Organization organization) => new(
        organization.Id,
        organization.Version,
        organization.Accreditation.Code,
        organization.Accreditation.Name,
        organization.Accreditation.Category,
        organization.Accreditation.Standing,
        organization.Accreditation.CirculatedUntil,
        organization.Objections.Count(objection => objection.Stands));
}

/// <summary>An organization's accreditation. All times are those of the edition's clock.</summary>
/// <param name="Profile">What it says of itself; null when masked or erased.</param>
/// <param name="EndedAt">When the deadline passed with an objection: it is not admitted; null otherwise.</param>
/// <param name="StandingObjections">How many Member States object.</param>
/// <param name="Objections">For the secretariat and the organization all there were, for a Member State its own; for others none.</param>
public sealed record OrganizationFile(
    Guid Id,
    long Version,
    Guid EditionId,
    string Code,
    string Name,
    ParticipantCategory Category,
    AccreditationStanding Standing,
    string? Profile,
    DateTimeOffset ProposedAt,
    DateTimeOffset? CirculatedAt,
    DateTimeOffset? CirculatedUntil,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ClearedAt,
    Clearance? ClearedBy,
    int StandingObjections,
    IReadOnlyList<ObjectionOnFile> Objections);

/// <summary>A Member State's objection.</summary>
/// <param name="Reason">Null when erased.</param>
public sealed record ObjectionOnFile(string Member, DateTimeOffset At, DateTimeOffset? WithdrawnAt, string? Reason);

/// <summary>
/// The organizations of an edition by code. The secretariat and operators see all of them, an organization itself, and every delegation
/// those that are or were before the Member States, or are admitted.
/// </summary>
public static class ReadOrganizations
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/organizations", async (Guid edition, AccreditationStanding? standing, string? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var organizations = session.Query<Organization>().Where(o => o.Accreditation.EditionId == edition);
                if (!caller.Is(Role.Organizer) && !caller.Is(Role.Operator))
                    organizations = organizations.Where(o => o.Accreditation.Code == caller.Delegation || o.CirculatedAt != null || o.ClearedAt != null);
                if (standing is { } one)
                    organizations = organizations.Where(o => o.Accreditation.Standing == one);
                if (after is not null)
                    organizations = organizations.Where(o => o.Accreditation.Code.CompareTo(after) > 0);
                var found = await organizations.OrderBy(o => o.Accreditation.Code).Take(most + 1).ToListAsync(ct);
                return Page.Of([.. found.Select(OrganizationLine.Of)], most, line => line.Code);
            })
            .Allow(Role.Organizer, Role.Operator, Role.Delegation)
            .WithName("ListOrganizations")
            .WithSummary("Organizations on their way to an edition.")
            .WithTags("Organizations");

        routes.MapGet("/organizations/{id:guid}", async (Guid id, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var organization = await session.Require<Organization>(id, ct);
                if (!organization.MayBeKnownTo(caller))
                    throw new Missing("organization", id);
                var objections = organization.Objections.Where(objection => caller.MayActFor(organization.Accreditation.Code) || caller.MayActFor(objection.Member)).ToArray();
                Guid[] texts = [.. objections.Select(objection => objection.ReasonId), .. caller.Is(Role.Organizer) || caller.Is(Role.Delegation) ? [organization.ProfileId] : Array.Empty<Guid>()];
                var words = (await session.LoadManyAsync<OrganizationText>(ct, texts)).ToDictionary(text => text.Id, text => text.Text);
                return new Versioned<OrganizationFile>(File(organization, objections, words), organization.Version) { Moves = true };
            })
            .Allow(Role.Organizer, Role.Operator, Role.Delegation)
            .WithName("ReadOrganization")
            .WithSummary("An organization, how its accreditation stands and who objects, as far as the caller may know.")
            .WithTags("Organizations");

        routes.MapGet("/organizations/{id:guid}/actions", async (Guid id, Guid? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                caller.MustActFor((await session.Require<Organization>(id, ct)).Accreditation.Code, "organization", id);
                return await session.ActionsOn(id, after, limit, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName("ListActionsOnOrganization")
            .WithSummary("What the secretariat did to an organization, and why.")
            .WithTags("Organizations");
    }

    private static OrganizationFile File(Organization organization, IEnumerable<Objection> objections, Dictionary<Guid, string> words) => new(
        organization.Id,
        organization.Version,
        organization.Accreditation.EditionId,
        organization.Accreditation.Code,
        organization.Accreditation.Name,
        organization.Accreditation.Category,
        organization.Accreditation.Standing,
        words.GetValueOrDefault(organization.ProfileId),
        organization.ProposedAt,
        organization.CirculatedAt,
        organization.Accreditation.CirculatedUntil,
        organization.EndedAt,
        organization.ClearedAt,
        organization.ClearedBy,
        organization.Objections.Count(objection => objection.Stands),
        [.. objections.Select(objection => new ObjectionOnFile(objection.Member, objection.At, objection.WithdrawnAt, words.GetValueOrDefault(objection.ReasonId)))]);
}

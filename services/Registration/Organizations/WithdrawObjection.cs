using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>The Member State objects no more: it says so itself before the deadline, or the secretariat records it. Asked twice, done once.</summary>
public sealed record WithdrawObjection
{
    /// <summary>Needed from the secretariat; a Member State owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Missing">The Member State never objected.</exception>
    /// <exception cref="Refusal">The deadline has passed.</exception>
    public static IEnumerable<object> Decide(Organization organization, string member, DateTimeOffset now)
    {
        if (!organization.Objections.Any(objection => objection.Member == member))
            throw new Missing("objection of", member);
        if (!organization.IsObjectedToBy(member))
            return [];
        organization.MustCirculate(now);
        var others = organization.Without(member, now).Any(objection => objection.Stands);
        return [new ObjectionWithdrawn(organization.Accreditation with { Standing = others ? AccreditationStanding.Objected : AccreditationStanding.Circulated }, member, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/organizations/{id:guid}/objections/{member}/withdrawal", (Guid id, string member, WithdrawObjection? command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                caller.MustActFor(member, "objection of", member);
                return session.ChangeOrganization(id, expected, caller, time, (organization, _, now) =>
                {
                    session.NoteOrOwn<WithdrawObjection>(caller, id, command?.Reason, now);
                    return Decide(organization, member, now);
                }, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(WithdrawObjection))
            .WithTags("Organizations");
}

using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Deadlines;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Marten;

namespace Forum.Registration.Organizations;

/// <summary>Takes back the proposal of an organization that is not admitted yet: by its own account, or by the secretariat. Asked twice, done once.</summary>
public sealed record WithdrawProposal
{
    /// <summary>Needed from the secretariat; the organization owes none.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">The organization is admitted: what it withdraws then is its delegation. Or the deadline has passed with an objection.</exception>
    public static IEnumerable<object> Decide(Organization organization, DateTimeOffset now) => organization.Accreditation.Standing switch
    {
        AccreditationStanding.Withdrawn => [],
        AccreditationStanding.Cleared => throw new Refusal("organization-cleared", "The organization is admitted. If it does not come after all, withdraw its delegation."),
        // What the Member States said at the deadline is not undone by asking again.
        AccreditationStanding.Objected when organization.EndedAt is not null || now >= organization.Accreditation.CirculatedUntil =>
            throw new Refusal("circulation-over", "The deadline has passed with an objection: the organization is not admitted to this edition."),
        _ => [new ProposalWithdrawn(organization.Accreditation with { Standing = AccreditationStanding.Withdrawn }, now)],
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/organizations/{id:guid}/withdrawal", async (Guid id, WithdrawProposal? command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var code = (await session.Require<Organization>(id, ct)).Accreditation.Code;
                caller.MustActFor(code, "organization", id);
                return await session.ChangeOrganization(id, expected, caller, time, (organization, _, now) =>
                {
                    session.NoteOrOwn<WithdrawProposal>(caller, id, command?.Reason, now);
                    session.LiftDeadline(EndCirculation.Kind, id);
                    return Decide(organization, now);
                }, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(WithdrawProposal))
            .WithTags("Organizations");
}

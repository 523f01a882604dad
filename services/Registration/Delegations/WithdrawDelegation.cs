using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Registration;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Registration.Actions;
using Forum.Registration.People;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Withdraws the delegation and what it asked for; asked twice, done once.</summary>
public sealed record WithdrawDelegation
{
    [StringLength(1000, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <param name="remarkId">Where the reason is kept.</param>
    /// <param name="now">On the edition's clock.</param>
    public static IEnumerable<object> Decide(Delegation delegation, Guid remarkId, DateTimeOffset now) => delegation.Listing.Standing switch
    {
        DelegationStanding.Invited or DelegationStanding.Announced => [new DelegationWithdrawn(WithoutRequests(delegation.Listing, now), remarkId, now)],
        DelegationStanding.Withdrawn => [],
    };

    private static Listing WithoutRequests(Listing listing, DateTimeOffset now) => listing with
    {
        Standing = DelegationStanding.Withdrawn,
        SpeakingRequestedAt = null,
        SpeakingAcknowledgement = null,
        SpeakingPreferences = [],
        SpeakingOnBehalfOf = null,
        RoundTableChoices = [],
        RoundTableSeats = 0,
        RoundTableChoicesAt = null,
        LastWithdrawnAt = now,
    };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/withdrawal", (Guid id, WithdrawDelegation command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var reason = new Remark(Guid.CreateVersion7(), id, command.Reason);
                session.Insert(reason);
                session.DeleteWhere<Amendment>(amendment => amendment.DelegationId == id);
                return session.Change(id, expected, caller, time, (delegation, now) =>
                {
                    if (caller.Is(Role.Organizer))
                        session.Note<WithdrawDelegation>(id, command.Reason, now);
                    return Decide(delegation, reason.Id, now);
                }, ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(WithdrawDelegation))
            .WithTags("Delegations");
}

using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Approves the amendment that waits. It is held anew against the rules and the delegation as it stands now; what cannot be made any more is refused instead.</summary>
public sealed record ApproveAmendment
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">No such amendment waits.</exception>
    /// <exception cref="Refusal">The change cannot be made any more.</exception>
    public static IEnumerable<object> Decide(Delegation delegation, Amendment amendment, KnownEdition edition, Written written, DateTimeOffset now)
    {
        delegation.MustAwait(amendment.Id);
        return [.. amendment.Proposed().Decide(delegation, edition, written, now), new AmendmentApproved(amendment.Id, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/amendments/{amendment:guid}/approval", async (Guid id, Guid amendment, ApproveAmendment command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (edition, now) = await session.AwaitingAt(id, amendment, time, ct);
                session.Note<ApproveAmendment>(id, command.Reason, now);
                return await session.Approve(id, amendment, expected, edition, now, ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ApproveAmendment))
            .WithTags("Amendments");
}

using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>Does not approve the amendment that waits; the delegation stays as it is, and reads why.</summary>
public sealed record RefuseAmendment
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Missing">No such amendment waits.</exception>
    public static IEnumerable<object> Decide(Delegation delegation, Guid amendmentId, DateTimeOffset now)
    {
        delegation.MustAwait(amendmentId);
        return [new AmendmentRefused(amendmentId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/amendments/{amendment:guid}/refusal", async (Guid id, Guid amendment, RefuseAmendment command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (edition, now) = await session.AwaitingAt(id, amendment, time, ct);
                session.Note<RefuseAmendment>(id, command.Reason, now);
                session.Delete<Amendment>(amendment);
                return await session.DecideAt(id, expected, edition, now, delegation => Decide(delegation, amendment, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RefuseAmendment))
            .WithTags("Amendments");
}

/// <summary>What those who deal with a waiting amendment have in common.</summary>
internal static class Awaiting
{
    /// <exception cref="Missing">No such amendment waits: it was dealt with, superseded, or never was of this delegation.</exception>
    public static void MustAwait(this Delegation delegation, Guid amendmentId)
    {
        if (delegation.Amendment?.Id != amendmentId)
            throw new Missing("amendment", amendmentId);
    }

    /// <summary>The edition and its time, for the secretariat.</summary>
    public static async Task<(KnownEdition Edition, DateTimeOffset Now)> AwaitingAt(this IDocumentSession session, Guid id, Guid amendmentId, TimeProvider time, CancellationToken ct)
    {
        var delegation = await session.Require<Delegation>(id, ct);
        delegation.MustAwait(amendmentId);
        var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
        edition.MustLetChange(bySecretariat: true);
        return (edition, edition.Edition.Clock.Now(time));
    }
}

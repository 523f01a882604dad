using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Delegations;

/// <summary>The delegation does not ask any more for what it proposed.</summary>
public sealed record TakeBackAmendment
{
    /// <exception cref="Missing">No such amendment waits.</exception>
    public static IEnumerable<object> Decide(Delegation delegation, Guid amendmentId, DateTimeOffset now)
    {
        delegation.MustAwait(amendmentId);
        return [new AmendmentTakenBack(amendmentId, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/amendments/{amendment:guid}/taking-back", async (Guid id, Guid amendment, TakeBackAmendment? command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var delegation = await session.Require<Delegation>(id, ct);
                caller.MustActFor(delegation.Listing.Participant, "delegation", id);
                var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
                session.Delete<Amendment>(amendment);
                var now = edition.Edition.Clock.Now(time);
                return await session.DecideAt(id, expected, edition, now, current => Decide(current, amendment, now), ct);
            })
            .Allow(Role.Delegation)
            .WithName(nameof(TakeBackAmendment))
            .WithTags("Amendments");
}

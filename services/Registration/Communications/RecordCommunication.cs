using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Communications;

/// <summary>Records what else a delegation's sender wrote: a nomination, a substitution, regrets. It changes nothing by itself.</summary>
public static class RecordCommunication
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/communications", async (Guid id, InboundCommunication command, Caller caller, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var delegation = await session.Require<Delegation>(id, ct);
                caller.MustActFor(delegation.Listing.Participant, "delegation", id);
                var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
                var now = edition.Edition.Clock.Now(time);
                command.MustBeOf(delegation.Listing.Category, now, within: "");
                var communication = command.Of(id, now);
                session.Insert(communication);
                return await session.Made(http, new Started(communication.Id, 1, $"/delegations/{id}/communications/{communication.Id}"), ct);
            })
            .AcceptsIdempotencyKey<InboundCommunication>()
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(RecordCommunication))
            .WithTags("Communications");
}

using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Registration.Actions;
using Forum.Registration.Editions;
using Marten;

namespace Forum.Registration.Communications;

/// <summary>
/// Takes a stored paper away: it names somebody who is to be erased, or was stored by mistake. The communication stays, and another paper may be stored in its place.
/// Asked twice, done once.
/// </summary>
public sealed record RemoveSourceDocument
{
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/delegations/{id:guid}/communications/{communication:guid}/document/removal", async (
                Guid id, Guid communication, RemoveSourceDocument command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var delegation = await session.RequireDelegation(caller, id, ct);
                await session.RequireCommunication(caller, id, communication, ct);
                if (await session.CheckExistsAsync<SourceDocument>(communication, ct))
                {
                    var edition = await session.Require<KnownEdition>(delegation.Listing.EditionId, ct);
                    session.Delete<SourceDocument>(communication);
                    session.Note<RemoveSourceDocument>(id, command.Reason, edition.Edition.Clock.Now(time));
                    await session.SaveChangesAsync(ct);
                }

                return TypedResults.NoContent();
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RemoveSourceDocument))
            .WithTags("Communications");
}

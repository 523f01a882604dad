using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>Takes back a right of reply before it was given; it does not count then.</summary>
public static class TakeBackReply
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/editions/{id:guid}/rights-of-reply/{replyId:guid}/withdrawal", async (
                Guid id, Guid replyId, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var edition = (await session.RequireEdition(id, ct)).MustBeOpen();
                var replies = await session.LoadAsync<RightsOfReply>(RightsOfReply.IdFor(id), ct) ?? throw new Missing("right of reply", replyId);
                caller.MustActFor(replies.Find(replyId).Participant, "right of reply", replyId);
                return await session.Decide<RightsOfReply>(RightsOfReply.IdFor(id), expected, current => current.TakeBack(replyId, edition.Now(time)), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(TakeBackReply))
            .WithTags("Rights of reply");
}

using Forum.Contracts.Registration;
using Forum.Hosting.Http;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Floors;

/// <summary>The rights of reply of an edition, as they were asked for.</summary>
/// <param name="Version">0 before anybody asked.</param>
public sealed record ListOfReplies(Guid EditionId, long Version, IReadOnlyList<ListedReply> Items);

/// <summary>A right of reply.</summary>
/// <param name="Participant">Code of the participant that replies.</param>
/// <param name="Name">Its official short name.</param>
/// <param name="Day">Of the meetings whose statements are replied to.</param>
/// <param name="AskedAt">On the edition's clock.</param>
/// <param name="Number">1 or 2 once it was given, null before: a delegation replies twice on an item at most.</param>
/// <param name="LimitSeconds">600 for the first one, 300 for the second; null before it was given.</param>
/// <param name="MeetingId">Where it was given; null before.</param>
public sealed record ListedReply(
    Guid Id, string Participant, string Name, ParticipantCategory Category, DateOnly Day, DateTimeOffset AskedAt, ReplyState State, int? Number, int? LimitSeconds, Guid? MeetingId);

/// <summary>Shows who asked to reply and who did, in the order in which it was asked for. It is public, as the meetings are.</summary>
public static class ReadRightsOfReply
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/editions/{id:guid}/rights-of-reply", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var edition = await session.RequireEdition(id, ct);
                var replies = await session.LoadAsync<RightsOfReply>(RightsOfReply.IdFor(id), ct) ?? new RightsOfReply { EditionId = id };
                return new Versioned<ListOfReplies>(new ListOfReplies(id, replies.Version, [.. replies.Replies.Select(reply => Line(reply, edition))]), replies.Version);
            })
            .AllowAnonymous()
            .WithName(nameof(ReadRightsOfReply))
            .WithTags("Rights of reply");

    private static ListedReply Line(Reply reply, KnownEdition edition) => new(
        reply.Id, reply.Participant, reply.Name, reply.Category, reply.Day, edition.AtVenue(reply.AskedAt), reply.State, reply.Number,
        reply.Number is { } number ? RightsOfReply.LimitOf(number) : null, reply.MeetingId);
}

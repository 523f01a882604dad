using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Takes an observer out of the Friends. It may always leave, and owes no reason.</summary>
public sealed record LeaveFriends
{
    /// <summary>Needed from the secretariat.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <exception cref="Missing">There is no such observer.</exception>
    public static IEnumerable<object> Decide(FriendsOfTheForum friends, string code, DateTimeOffset now) =>
        friends.Observers.Any(observer => observer.Code == code) ? [new ObserverLeft(code, now)] : throw new Missing("observer", code);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/friends-of-the-forum/{id:guid}/observers/{code}/leaving", async (Guid id, string code, LeaveFriends command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, code, "observer", code, time, ct);
                var now = await session.Now((await session.Require<FriendsOfTheForum>(id, ct)).ChairmanshipId, time, ct);
                session.NoteOrOwn<LeaveFriends>(caller, id, command.Reason, now);
                return await session.Decide<FriendsOfTheForum>(id, expected, friends => Decide(friends, code, now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(LeaveFriends))
            .WithTags("Friends of the Forum");
}

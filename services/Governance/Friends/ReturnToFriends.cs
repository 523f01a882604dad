using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.FocalPoints;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Takes a Member State that had opted out back among the Friends: at any time, and it owes no reason. Asked twice, done once.</summary>
public sealed record ReturnToFriends
{
    /// <summary>Needed from the secretariat.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    public static IEnumerable<object> Decide(FriendsOfTheForum friends, string participant, DateTimeOffset now) =>
        friends.OptedOut.Contains(participant) ? [new FriendReturned(participant, now)] : [];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/friends-of-the-forum/{id:guid}/members/{participant}/return", async (Guid id, string participant, ReturnToFriends command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, participant, "Friend of the Forum", participant, time, ct);
                var now = await session.Now((await session.Require<FriendsOfTheForum>(id, ct)).ChairmanshipId, time, ct);
                session.NoteOrOwn<ReturnToFriends>(caller, id, command.Reason, now);
                return await session.Decide<FriendsOfTheForum>(id, expected, friends => Decide(friends, participant, now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(ReturnToFriends))
            .WithTags("Friends of the Forum");
}

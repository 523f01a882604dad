using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.FocalPoints;
using Forum.Governance.Members;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Takes a Member State out of the Friends: at any time, and it owes no reason. Asked twice, done once.</summary>
public sealed record OptOut
{
    /// <summary>Needed from the secretariat.</summary>
    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public string? Reason { get; init; }

    /// <exception cref="Missing">It is no Member State.</exception>
    public static IEnumerable<object> Decide(FriendsOfTheForum friends, string participant, DateTimeOffset now)
    {
        if (MemberList.Find(participant, DateOnly.FromDateTime(now.UtcDateTime)) is null)
            throw new Missing("Member State", participant);
        return friends.OptedOut.Contains(participant) ? [] : [new FriendOptedOut(participant, now)];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/friends-of-the-forum/{id:guid}/members/{participant}/opt-out", async (Guid id, string participant, OptOut command, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                await session.MustActFor(caller, participant, "Friend of the Forum", participant, time, ct);
                var now = await session.Now((await session.Require<FriendsOfTheForum>(id, ct)).ChairmanshipId, time, ct);
                session.NoteOrOwn<OptOut>(caller, id, command.Reason, now);
                return await session.Decide<FriendsOfTheForum>(id, expected, friends => Decide(friends, participant, now), ct);
            })
            .Allow(Role.Organizer, Role.Delegation)
            .WithName(nameof(OptOut))
            .WithTags("Friends of the Forum");
}

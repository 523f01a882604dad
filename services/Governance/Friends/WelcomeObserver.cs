using System.ComponentModel.DataAnnotations;
using Forum.Governance.Actions;
using Forum.Governance.Editions;
using Forum.Governance.Members;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Takes an agency, an organization, a regional process or another observer among the Friends.</summary>
public sealed record WelcomeObserver
{
    /// <summary>A code of its own, e.g. <c>IOM</c>; a Member State is a Friend without it.</summary>
    [RegularExpression(MemberList.Code), StringLength(32, MinimumLength = 2)]
    public required string Code { get; init; }

    /// <summary>Its public name.</summary>
    [StringLength(300, MinimumLength = 2)]
    public required string Name { get; init; }

    public required ObserverKind Kind { get; init; }

    [StringLength(Acting.LongestReason, MinimumLength = 1)]
    public required string Reason { get; init; }

    /// <exception cref="Refusal">It is a Member State, or a Friend already.</exception>
    public IEnumerable<object> Decide(FriendsOfTheForum friends, DateTimeOffset now)
    {
        if (MemberList.Find(Code, DateOnly.FromDateTime(now.UtcDateTime)) is not null)
            throw new Refusal("member-state", $"{Code} is a Member State and so a Friend already. An observer has another code.", "code");
        if (friends.Observers.Any(observer => observer.Code == Code))
            throw new Refusal("friend-already", $"{Code} is among the Friends already.", "code") { TakenByAnother = true };
        return [new ObserverWelcomed(new FriendlyObserver(Code, Name, Kind, now))];
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/friends-of-the-forum/{id:guid}/observers", async (Guid id, WelcomeObserver command, ExpectedVersion expected, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var now = await session.Now((await session.Require<FriendsOfTheForum>(id, ct)).ChairmanshipId, time, ct);
                session.Note<WelcomeObserver>(id, command.Reason, now);
                return await session.Decide<FriendsOfTheForum>(id, expected, friends => command.Decide(friends, now), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(WelcomeObserver))
            .WithTags("Friends of the Forum");
}

using Forum.Governance.Actions;
using Forum.Governance.Chairmanships;
using Forum.Governance.Editions;
using Forum.Governance.Lists;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Friends;

/// <summary>Whether the Friends meet as often as they mean to.</summary>
/// <param name="EditionId">The edition that the meetings prepare.</param>
/// <param name="Meetings">So many are recorded.</param>
/// <param name="InPrinciple">So many there are to be.</param>
/// <param name="Complies">Shown, and held against nobody.</param>
public sealed record MeetingsTowards(Guid EditionId, int Meetings, int InPrinciple, bool Complies);

/// <summary>The Friends of the Forum as anybody may read them.</summary>
/// <param name="States">So many Member States are Friends on the clock's day; who, see its members.</param>
public sealed record FriendsNotice(
    Guid Id, long Version, Guid ChairmanshipId, int States, IReadOnlyList<string> OptedOut, IReadOnlyList<FriendlyObserver> Observers, IReadOnlyList<FriendsMeeting> Meetings, IReadOnlyList<MeetingsTowards> Towards)
{
    internal static FriendsNotice Of(FriendsOfTheForum friends, Chairmanship chairmanship, DateOnly today) => new(
        friends.Id,
        friends.Version,
        friends.ChairmanshipId,
        friends.States(today).Count(),
        friends.OptedOut,
        friends.Observers,
        friends.Meetings,
        [.. friends.Meetings.Select(meeting => meeting.EditionId).Append(chairmanship.InOffice.EditionId).Concat(chairmanship.Incoming is { } next ? [next.EditionId] : [])
            .Distinct()
            .Select(edition => (Edition: edition, Meetings: friends.Meetings.Count(meeting => meeting.EditionId == edition)))
            .Select(towards => new MeetingsTowards(towards.Edition, towards.Meetings, FriendsOfTheForum.MeetingsBetweenEditions, towards.Meetings >= FriendsOfTheForum.MeetingsBetweenEditions))]);
}

/// <summary>Where the Friends of a chairmanship are found.</summary>
public sealed record FriendsOfAChairmanship(Guid Id, long Version, Guid ChairmanshipId);

/// <summary>A Member State among the Friends.</summary>
public sealed record FriendlyState(string Code, Contracts.Registration.RegionalGroup? Group);

/// <summary>Who the Friends are, and when they meet.</summary>
public static class ReadFriends
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/friends-of-the-forum", (IQuerySession session, Guid? after, int? limit, CancellationToken ct) =>
                session.Query<FriendsOfTheForum>().Stretch(friends => friends.Id, after, limit, friends => new FriendsOfAChairmanship(friends.Id, friends.Version, friends.ChairmanshipId), ct))
            .AllowAnonymous()
            .WithName("ListFriendsOfTheForum")
            .WithSummary("Lists where the Friends of the Forum are found")
            .WithTags("Friends of the Forum");

        routes.MapGet("/friends-of-the-forum/{id:guid}", async (Guid id, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var friends = await session.Require<FriendsOfTheForum>(id, ct);
                var chairmanship = await session.Require<Chairmanship>(friends.ChairmanshipId, ct);
                return new Versioned<FriendsNotice>(FriendsNotice.Of(friends, chairmanship, await Today(session, friends, time, ct)), friends.Version) { Moves = true };
            })
            .AllowAnonymous()
            .WithName("ReadFriendsOfTheForum")
            .WithSummary("Shows the Friends of the Forum, and whether they meet as often as they mean to")
            .WithTags("Friends of the Forum");

        routes.MapGet("/friends-of-the-forum/{id:guid}/members", async (Guid id, DateOnly? asOf, IQuerySession session, TimeProvider time, CancellationToken ct) =>
            {
                var friends = await session.Require<FriendsOfTheForum>(id, ct);
                var states = friends.States(asOf ?? await Today(session, friends, time, ct));
                return new Listed<FriendlyState>(new Page<FriendlyState>([.. states.Select(member => new FriendlyState(member.Code, member.Group))], null));
            })
            .AllowAnonymous()
            .WithName("ListFriends")
            .WithSummary("Lists the Member States among the Friends as of a day")
            .WithTags("Friends of the Forum");

        routes.MapGet("/friends-of-the-forum/{id:guid}/meetings/{meeting:guid}/agenda", async (Guid id, Guid meeting, IQuerySession session, CancellationToken ct) =>
            {
                var held = (await session.Require<FriendsOfTheForum>(id, ct)).Meetings.FirstOrDefault(known => known.Id == meeting) ?? throw new Missing("meeting of the Friends", meeting);
                return TypedResults.Ok(await session.Require<WrittenText>(held.AgendaId ?? throw new Missing("agenda of the meeting", meeting), ct));
            })
            .AllowAnonymous()
            .WithName("ReadFriendsAgenda")
            .WithSummary("Shows the agenda of a meeting of the Friends")
            .WithTags("Friends of the Forum");
    }

    private static async Task<DateOnly> Today(IQuerySession session, FriendsOfTheForum friends, TimeProvider time, CancellationToken ct) =>
        DateOnly.FromDateTime((await session.Now(friends.ChairmanshipId, time, ct)).UtcDateTime);
}

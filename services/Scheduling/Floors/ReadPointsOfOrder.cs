using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;
using Meeting = Forum.Scheduling.Meetings.Meeting;

namespace Forum.Scheduling.Floors;

/// <summary>A point of order and what became of it.</summary>
/// <param name="Position">Order in which it was raised at this meeting, from 1; points are ruled on in this order.</param>
/// <param name="Participant">Code of the participant that raised it; null where the caller may not know who speaks.</param>
/// <param name="Name">Its official short name; null where the caller may not know who speaks.</param>
/// <param name="RaisedAt">On the edition's clock.</param>
/// <param name="Outcome">Null while it is before the presiding officer.</param>
/// <param name="Reason">As the presiding officer gave it; null before the ruling, and where the caller may not know who speaks.</param>
public sealed record ListedPointOfOrder(
    Guid Id, int Position, string? Participant, string? Name, DateTimeOffset RaisedAt, RulingOutcome? Outcome, string? Reason, DateTimeOffset? RuledAt);

/// <summary>Lists the points of order of a meeting in the order in which they were raised. What was said at a round table is not attributed to anybody, for others than the secretariat.</summary>
public static class ReadPointsOfOrder
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/meetings/{id:guid}/points-of-order", async (Guid id, int? after, int? limit, Caller caller, IQuerySession session, CancellationToken ct) =>
            {
                var meeting = await session.Require<Meeting>(id, ct);
                var edition = await session.RequireEdition(meeting.Entry.EditionId, ct);
                var floor = await session.LoadAsync<Floor>(Floor.IdFor(id), ct) ?? FloorAtWork.Untouched(meeting);
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var found = floor.PointsOfOrder.Select((point, index) => (Point: point, Position: index + 1)).Where(line => line.Position > (after ?? 0)).Take(most + 1).ToArray();
                Guid[] ids = [.. found.Select(line => line.Point.Id)];
                var reasons = (await session.Query<Ruling>().Where(ruling => ruling.Id.IsOneOf(ids)).ToListAsync(ct)).ToDictionary(ruling => ruling.Id, ruling => ruling.Reason);
                var named = caller.SeesWhoSpeaks(floor);
                return Page.Of<ListedPointOfOrder>(
                    [.. found.Select(line => new ListedPointOfOrder(
                        line.Point.Id,
                        line.Position,
                        named ? line.Point.Participant : null,
                        named ? line.Point.Name : null,
                        edition.AtVenue(line.Point.RaisedAt),
                        line.Point.Outcome,
                        named ? reasons.GetValueOrDefault(line.Point.Id) : null,
                        edition.AtVenue(line.Point.RuledAt)))],
                    most,
                    line => line.Position.ToString());
            })
            .AllowAnonymous()
            .WithName("ListPointsOfOrder")
            .WithSummary("Lists the points of order of a meeting in the order in which they were raised, with the rulings")
            .WithTags("Points of order");
}

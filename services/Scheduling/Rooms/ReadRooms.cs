using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Rooms;

/// <summary>The rooms of an edition, and each of them. They are public.</summary>
public static class ReadRooms
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms", async (Guid edition, Guid? after, int? limit, IQuerySession session, CancellationToken ct) =>
            {
                var most = Math.Clamp(limit ?? Page.Usual, 1, Page.Most);
                var rooms = session.Query<Room>().Where(room => room.EditionId == edition);
                if (after is { } last)
                    rooms = rooms.Where(room => room.Id.CompareTo(last) > 0);
                return Page.Of(await rooms.OrderBy(room => room.Id).Take(most + 1).ToListAsync(ct), most, room => room.Id.ToString());
            })
            .AllowAnonymous()
            .WithName("ListRooms")
            .WithSummary("Lists the rooms of an edition")
            .WithTags("Rooms");

        routes.MapGet("/rooms/{id:guid}", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var room = await session.Require<Room>(id, ct);
                return new Versioned<Room>(room, room.Version);
            })
            .AllowAnonymous()
            .WithName("ReadRoom")
            .WithSummary("Shows a room")
            .WithTags("Rooms");
    }
}

using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Scheduling.Editions;
using Marten;

namespace Forum.Scheduling.Rooms;

/// <summary>Tells of a room that the edition can use.</summary>
public sealed record RegisterRoom
{
    public required Guid EditionId { get; init; }

    /// <summary>Given once in an edition.</summary>
    [StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>Places in the room; null when not known.</summary>
    [Range(1, 100_000)]
    public int? Capacity { get; init; }

    public IEnumerable<object> Decide(Guid id, DateTimeOffset now) => [new RoomRegistered(id, EditionId, Name, Capacity, now)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/rooms", async (RegisterRoom command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                var id = Guid.CreateVersion7();
                return await session.WithReserved(
                    $"room/{command.EditionId:N}/{command.Name.ToUpperInvariant()}",
                    () => new Refusal("room-name-taken", "There is a room of this name in the edition already.", "name"),
                    () => session.Start<Room>(http, id, command.Decide(id, edition.Now(time)), $"/rooms/{id}", ct),
                    ct);
            })
            .AcceptsIdempotencyKey<RegisterRoom>()
            .Allow(Role.Organizer)
            .WithName(nameof(RegisterRoom))
            .WithTags("Rooms");
}

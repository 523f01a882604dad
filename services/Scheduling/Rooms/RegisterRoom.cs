using System.ComponentModel.DataAnnotations;
using Forum.Contracts.Scheduling;
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

    /// <summary>Languages that it has an interpreters' booth for; null when not known.</summary>
    [MaxLength(6)]
    public IReadOnlyList<Language>? Booths { get; init; }

    public IEnumerable<object> Decide(Guid id, DateTimeOffset now) => [new RoomRegistered(id, EditionId, Name, Capacity, now, Booths is null ? null : [.. Booths.Distinct().Order()])];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/rooms", async (RegisterRoom command, IDocumentSession session, TimeProvider time, HttpContext http, CancellationToken ct) =>
            {
                var edition = await session.OpenEdition(command.EditionId, ct);
                var id = Guid.CreateVersion7();
                return await session.WithReserved(
                    NameOf(command.EditionId, command.Name),
                    NameTaken,
                    () => session.Start<Room>(http, id, command.Decide(id, edition.Now(time)), $"/rooms/{id}", ct),
                    ct);
            })
            .AcceptsIdempotencyKey<RegisterRoom>()
            .Allow(Role.Organizer)
            .WithName(nameof(RegisterRoom))
            .WithTags("Rooms");

    internal static string NameOf(Guid editionId, string name) => $"room/{editionId:N}/{name.ToUpperInvariant()}";

    internal static Refusal NameTaken() => new("room-name-taken", "There is a room of this name in the edition already.", "name");
}

using System.Collections.Immutable;
using Forum.Contracts.Scheduling;

namespace Forum.Scheduling.Rooms;

/// <summary>A room can be used in an edition.</summary>
/// <param name="Capacity">Places in the room, at the table and behind it; null when not known.</param>
/// <param name="Booths">Languages that it has an interpreters' booth for; null when not known.</param>
public sealed record RoomRegistered(Guid RoomId, Guid EditionId, string Name, int? Capacity, DateTimeOffset At, ImmutableList<Language>? Booths = null);

/// <summary>The room is another than was thought: its name, its places or its booths.</summary>
/// <param name="Capacity">Null when not known.</param>
/// <param name="Booths">Null when not known.</param>
public sealed record RoomChanged(string Name, int? Capacity, ImmutableList<Language>? Booths, DateTimeOffset At);

/// <summary>A room of the venue.</summary>
public sealed record Room
{
    internal static readonly Type[] Events = [typeof(RoomRegistered), typeof(RoomChanged)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Places in the room; null when not known.</summary>
    public int? Capacity { get; init; }

    /// <summary>Languages that it has an interpreters' booth for; null when not known.</summary>
    public ImmutableList<Language>? Booths { get; init; }

    public Room Evolve(object @event) => @event switch
    {
        RoomRegistered e => this with { Id = e.RoomId, EditionId = e.EditionId, Name = e.Name, Capacity = e.Capacity, Booths = e.Booths },
        RoomChanged e => this with { Name = e.Name, Capacity = e.Capacity, Booths = e.Booths },
        _ => this,
    };
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Forum.Hosting.Store;

namespace Forum.Scheduling.Persons;

/// <summary>Somebody is to be at this place.</summary>
public sealed record PlaceTaken(Guid PersonId, Guid EditionId, Place Place, DateTimeOffset At);

/// <summary>The place is at another time or meeting.</summary>
public sealed record PlaceMoved(Place Place, DateTimeOffset At);

/// <summary>Somebody need not be there any more.</summary>
public sealed record PlaceLeft(Place Place, DateTimeOffset At);

/// <summary>Somebody would be at two places that exclude each other, or nearly so. It stands until it is resolved.</summary>
public sealed record ConflictDetected(PersonConflict Conflict);

/// <summary>The conflict is no more, or somebody took it upon themselves.</summary>
/// <param name="ReasonId">Why it may stay, outside the stream; null unless it was acknowledged.</param>
public sealed record ConflictResolved(Guid ConflictId, Resolution Resolution, Guid? ReasonId, DateTimeOffset At);

/// <summary>What became of a conflict.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Resolution>))]
public enum Resolution
{
    /// <summary>The slot in plenary is at another time.</summary>
    SlotMoved,

    /// <summary>The other place is at another time.</summary>
    PlaceMoved,

    /// <summary>Somebody else speaks in plenary, or nobody.</summary>
    SlotLeft,

    /// <summary>Somebody else has the seat or the office, or nobody.</summary>
    PlaceLeft,

    /// <summary>Somebody said, with a reason, that it may stay.</summary>
    Acknowledged,
}

/// <summary>Two places of one person that exclude each other.</summary>
/// <param name="One">The slot in plenary, where there is one.</param>
public sealed record PersonConflict(Guid Id, Severity Severity, Place One, Place Other, DateTimeOffset DetectedAt)
{
    public bool IsOf(Place one, Place other) => (One.Is(one) && Other.Is(other)) || (One.Is(other) && Other.Is(one));
}

/// <summary>
/// Where one person is to be: a stream a person, which belongs to one delegation of one edition. Here, with the stream's version, it is decided that nobody
/// is asked to be in two places at once.
/// </summary>
public sealed record Whereabouts
{
    internal static readonly Type[] Events = [typeof(PlaceTaken), typeof(PlaceMoved), typeof(PlaceLeft), typeof(ConflictDetected), typeof(ConflictResolved)];

    /// <summary>The person's id at Registration.</summary>
    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    public Guid EditionId { get; init; }
    public ImmutableList<Place> Places { get; init; } = [];

    /// <summary>What is not resolved.</summary>
    public ImmutableList<PersonConflict> Conflicts { get; init; } = [];

    /// <summary>What was acknowledged; it stands as long as the times stay.</summary>
    public ImmutableList<PersonConflict> Acknowledged { get; init; } = [];

    /// <summary>Brings the person to the places that are due, if they can be held together.</summary>
    /// <exception cref="Refusal">A place that is new or moved excludes another one.</exception>
    public IEnumerable<object> Ask(Guid personId, Guid editionId, IReadOnlyCollection<Place> due, Func<Guid> next, DateTimeOffset now)
    {
        foreach (var asked in due.Where(place => !Places.Contains(place)))
        {
            if (due.FirstOrDefault(other => Exclusion.Between(asked, other) is Severity.Hard) is { } other)
            {
                throw new Refusal(
                    "person-elsewhere",
                    $"{Named(asked)} and {Named(other)} fall together for one person from {Later(asked.StartsAt, other.StartsAt):yyyy-MM-dd HH:mm}. Name somebody else for one of them, or another time.",
                    "personId")
                {
                    TakenByAnother = true,
                };
            }
        }

        return Follow(personId, editionId, due, next, now);
    }

    /// <summary>Brings the person to the places that are due; what excludes another is shown as a conflict, and what does not any more is resolved.</summary>
    public IEnumerable<object> Follow(Guid personId, Guid editionId, IReadOnlyCollection<Place> due, Func<Guid> next, DateTimeOffset now)
    {
        foreach (var left in Places.Where(held => !due.Any(held.Is)))
            yield return new PlaceLeft(left, now);
        foreach (var place in due.Where(place => !Places.Contains(place)))
            yield return Places.Exists(place.Is) ? new PlaceMoved(place, now) : new PlaceTaken(personId, editionId, place, now);

        PersonConflict[] standing = [.. Standing(due, next, now)];
        foreach (var conflict in Conflicts.Where(open => !Array.Exists(standing, now => now.IsOf(open.One, open.Other) && now.Severity == open.Severity)))
            yield return new ConflictResolved(conflict.Id, HowResolved(conflict, due), ReasonId: null, now);
        foreach (var conflict in standing)
        {
            var known = Conflicts.Exists(open => open.IsOf(conflict.One, conflict.Other) && open.Severity == conflict.Severity);
            var acknowledged = Acknowledged.Exists(accepted => accepted.One == conflict.One && accepted.Other == conflict.Other);
            if (!known && !acknowledged)
                yield return new ConflictDetected(conflict);
        }
    }

    /// <summary>Lets a conflict stay as it is; it is detected anew when one of the places moves.</summary>
    /// <exception cref="Missing">There is no such conflict, or not any more.</exception>
    /// <exception cref="Refusal">Nobody can be at both.</exception>
    public IEnumerable<object> Acknowledge(Guid conflictId, Guid reasonId, DateTimeOffset now)
    {
        var conflict = Conflicts.Find(conflict => conflict.Id == conflictId) ?? throw new Missing("conflict", conflictId);
        if (conflict.Severity is Severity.Hard)
            throw new Refusal("conflict-is-hard", "Nobody can be at both places. Move the slot, or name somebody else for one of them.");
        yield return new ConflictResolved(conflictId, Resolution.Acknowledged, reasonId, now);
    }

    public Whereabouts Evolve(object @event) => @event switch
    {
        PlaceTaken e => this with { Id = e.PersonId, EditionId = e.EditionId, Places = Places.Add(e.Place) },
        PlaceMoved e => this with { Places = Places.RemoveAll(e.Place.Is).Add(e.Place) },
        PlaceLeft e => this with { Places = Places.RemoveAll(e.Place.Is), Acknowledged = Acknowledged.RemoveAll(conflict => conflict.One.Is(e.Place) || conflict.Other.Is(e.Place)) },
        ConflictDetected e => this with { Conflicts = Conflicts.Add(e.Conflict) },
        ConflictResolved e => this with
        {
            Conflicts = Conflicts.RemoveAll(conflict => conflict.Id == e.ConflictId),
            Acknowledged = e.Resolution is Resolution.Acknowledged && Conflicts.Find(conflict => conflict.Id == e.ConflictId) is { } accepted
                ? Acknowledged.Add(accepted with { One = Places.Find(accepted.One.Is) ?? accepted.One, Other = Places.Find(accepted.Other.Is) ?? accepted.Other })
                : Acknowledged,
        },
        _ => this,
    };

    private static IEnumerable<PersonConflict> Standing(IReadOnlyCollection<Place> due, Func<Guid> next, DateTimeOffset now) =>
        from one in due.Index()
        from other in due.Index()
        where one.Index < other.Index
        let severity = Exclusion.Between(one.Item, other.Item)
        where severity is not null
        let slotFirst = other.Item.Kind is PlaceKind.PlenarySlot
        select new PersonConflict(next(), severity.Value, slotFirst ? other.Item : one.Item, slotFirst ? one.Item : other.Item, now);

    private static Resolution HowResolved(PersonConflict conflict, IReadOnlyCollection<Place> due)
    {
        // Of who is nowhere else a slot is not kept, so that it goes with the other place.
        if (!due.Any(conflict.Other.Is))
            return Resolution.PlaceLeft;
        if (!due.Any(conflict.One.Is))
            return conflict.One.Kind is PlaceKind.PlenarySlot ? Resolution.SlotLeft : Resolution.PlaceLeft;
        return conflict.One.Kind is PlaceKind.PlenarySlot && !due.Contains(conflict.One) ? Resolution.SlotMoved : Resolution.PlaceMoved;
    }

    private static string Named(Place place) => place.Kind switch
    {
        PlaceKind.RoundTableSeat => $"A seat at round table {place.RoundTable}",
        PlaceKind.Office => $"The office of {place.Role} of a meeting",
        PlaceKind.PlenarySlot => "The statement in plenary",
        _ => "A place",
    };

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

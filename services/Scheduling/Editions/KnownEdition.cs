using Forum.Contracts.Governance;
using Forum.Hosting.Store;
using JasperFx;
using Marten;

namespace Forum.Scheduling.Editions;

/// <summary>An edition as Governance told of it last; a later message supersedes, an earlier one changes nothing.</summary>
public sealed record KnownEdition : ILongVersioned
{
    public Guid Id { get; init; }

    /// <summary>Revision of the message that told it.</summary>
    public long Version { get; set; }

    public required Edition Edition { get; init; }

    /// <summary>The edition's time now, with the venue's offset.</summary>
    public DateTimeOffset Now(TimeProvider time) => AtVenue(Edition.Clock.Now(time));

    /// <summary>The same instant with the venue's offset.</summary>
    public DateTimeOffset AtVenue(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone());

    /// <inheritdoc cref="AtVenue(DateTimeOffset)"/>
    public DateTimeOffset? AtVenue(DateTimeOffset? at) => at is { } given ? AtVenue(given) : null;

    /// <summary>True when the time is written with the offset that the venue has at that instant.</summary>
    public bool HasOffsetOfVenue(DateTimeOffset at) => Zone().GetUtcOffset(at) == at.Offset;

    /// <summary>True from the start of the edition's first day to the end of its last one, as the venue counts days.</summary>
    public bool Covers(DateTimeOffset from, DateTimeOffset to) =>
        AtVenue(from).DateTime >= Edition.StartsOn.ToDateTime(TimeOnly.MinValue)
        && AtVenue(to).DateTime <= Edition.EndsOn.AddDays(1).ToDateTime(TimeOnly.MinValue);

    /// <exception cref="Refusal">The edition is over.</exception>
    public KnownEdition MustBeOpen() => Edition.State is EditionState.Closed
        ? throw new Refusal("edition-closed", "The edition is over; its programme does not change any more.")
        : this;

    private TimeZoneInfo Zone() => TimeZoneInfo.FindSystemTimeZoneById(Edition.TimeZone);
}

/// <summary>Finds editions.</summary>
public static class KnownEditions
{
    /// <summary>The edition that a request's address names.</summary>
    /// <exception cref="Missing">It is not known here.</exception>
    public static async Task<KnownEdition> RequireEdition(this IQuerySession session, Guid id, CancellationToken ct) =>
        await session.LoadAsync<KnownEdition>(id, ct) ?? throw new Missing("edition", id);

    /// <summary>The edition that a request's body names, as long as it is not over.</summary>
    /// <exception cref="Refusal">It is not known here, or it is over.</exception>
    public static async Task<KnownEdition> OpenEdition(this IQuerySession session, Guid id, CancellationToken ct) =>
        (await session.LoadAsync<KnownEdition>(id, ct)
            ?? throw new Refusal("edition-unknown", $"No edition {id} is known here. If it was announced just now, try again shortly.", "editionId"))
        .MustBeOpen();
}

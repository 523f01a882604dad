using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Forum.Hosting.Store;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using JasperFx.Events;
using Marten;
using ParticipantCategory = Forum.Contracts.Registration.ParticipantCategory;

namespace Forum.Registration.Organizations;

/// <summary>A delegation of civil society has one of the places that the edition's modalities leave them.</summary>
public sealed record PlaceTaken(Guid EditionId, Guid DelegationId, DateTimeOffset At);

/// <summary>The delegation does not come; its place is free again.</summary>
public sealed record PlaceGivenBack(Guid DelegationId, DateTimeOffset At);

/// <summary>
/// Which delegations of civil society have a place at an edition whose modalities limit how many there may be. Whoever comes or goes decides in this one stream,
/// so that the limit holds however many ask at once. No Member State's seat is counted here.
/// </summary>
public sealed record CivilSocietyPlaces
{
    internal static readonly Type[] Events = [typeof(PlaceTaken), typeof(PlaceGivenBack)];

    public Guid Id { get; init; }

    /// <summary>Version of the stream.</summary>
    public int Version { get; init; }

    /// <summary>The delegations that have a place.</summary>
    public ImmutableHashSet<Guid> Taken { get; init; } = [];

    public CivilSocietyPlaces Evolve(object @event) => @event switch
    {
        PlaceTaken e => this with { Id = Of(e.EditionId), Taken = Taken.Add(e.DelegationId) },
        PlaceGivenBack e => this with { Taken = Taken.Remove(e.DelegationId) },
        _ => this,
    };

    /// <summary>The stream of an edition.</summary>
    public static Guid Of(Guid edition) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"civil-society-places/{edition:N}")).AsSpan(0, 16));

    /// <param name="most">How many delegations of civil society the modalities let come.</param>
    /// <param name="now">On the edition's clock.</param>
    /// <exception cref="Refusal">All places are taken.</exception>
    public IEnumerable<object> Take(Guid edition, Guid delegation, int most, DateTimeOffset now) =>
        Taken.Contains(delegation) ? []
        : Taken.Count < most ? [new PlaceTaken(edition, delegation, now)]
        : throw new Refusal("civil-society-full", $"The edition has {most} places for delegations of civil society, and all are taken. One that withdraws leaves a place.", "participant") { TakenByAnother = true };

    /// <param name="now">On the edition's clock.</param>
    public IEnumerable<object> GiveBack(Guid delegation, DateTimeOffset now) => Taken.Contains(delegation) ? [new PlaceGivenBack(delegation, now)] : [];
}

/// <summary>Takes places and gives them back in the transaction of what happens to the delegation.</summary>
internal static class Places
{
    /// <summary>
    /// Takes a place for a delegation that is to be registered, where the modalities limit them; it is committed with the delegation, or not at all.
    /// Asked for last: from here on the others wait.
    /// </summary>
    /// <exception cref="Refusal">All places are taken.</exception>
    public static async Task TakePlace(this IDocumentSession session, KnownEdition edition, ParticipantCategory category, Guid delegation, DateTimeOffset now, CancellationToken ct)
    {
        if (await session.PlacesOf(edition, category, ct) is { } places)
            places.Stream.AppendMany([.. places.State.Take(edition.Id, delegation, places.Most, now)]);
    }

    /// <summary>The places of the edition, for the duration of this transaction; null when the category is not limited.</summary>
    public static async Task<HeldPlaces?> PlacesOf(this IDocumentSession session, KnownEdition edition, ParticipantCategory category, CancellationToken ct)
    {
        if (!Organization.IsAskedOf(category) || edition.Edition.ModalityProfile.MostCivilSocietyDelegations is not { } most)
            return null;
        // One after the other, over all replicas: else all but one of those who ask at once would be refused for a place that is free.
        await session.TakeTurn($"civil-society-places/{edition.Id:N}", ct);
        return new HeldPlaces(edition.Id, await session.Events.FetchForWriting<CivilSocietyPlaces>(CivilSocietyPlaces.Of(edition.Id), ct), most);
    }
}

/// <summary>The places of an edition, while nobody else takes any.</summary>
internal sealed record HeldPlaces(Guid EditionId, IEventStream<CivilSocietyPlaces> Stream, int Most)
{
    public CivilSocietyPlaces State => Stream.Aggregate ?? new CivilSocietyPlaces();

    /// <summary>Lets the places follow what happens to the delegation: who withdraws leaves its place, who returns needs one.</summary>
    /// <exception cref="Refusal">All places are taken.</exception>
    public object[] Follow(Guid delegation, IEnumerable<object> events, DateTimeOffset now)
    {
        object[] happening = [.. events];
        if (happening.Any(e => e is DelegationWithdrawn))
            Stream.AppendMany([.. State.GiveBack(delegation, now)]);
        else if (happening.Any(e => e is DelegationReturned))
            Stream.AppendMany([.. State.Take(EditionId, delegation, Most, now)]);
        return happening;
    }
}

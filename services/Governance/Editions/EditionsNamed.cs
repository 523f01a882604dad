using Forum.Governance.Chairmanships;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Governance.Editions;

/// <summary>The edition that a request names, and by whose clock it goes.</summary>
internal static class EditionsNamed
{
    /// <exception cref="Refusal">There is no such edition.</exception>
    public static async Task<Edition> Named(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        await session.LoadAsync<Edition>(editionId, ct) ?? throw new Refusal("edition-unknown", "There is no such edition. Announce it first.", "editionId");

    /// <exception cref="Refusal">There is no such chairmanship.</exception>
    public static async Task<Chairmanship> NamedChairmanship(this IQuerySession session, Guid chairmanshipId, CancellationToken ct) =>
        await session.LoadAsync<Chairmanship>(chairmanshipId, ct) ?? throw new Refusal("chairmanship-unknown", "There is no such chairmanship. Begin it first.", "chairmanshipId");

    /// <summary>What belongs to the forum and not to one edition goes by the clock of the edition whose Chair is in office.</summary>
    public static async Task<DateTimeOffset> Now(this IQuerySession session, Guid chairmanshipId, TimeProvider time, CancellationToken ct)
    {
        var chairmanship = await session.Require<Chairmanship>(chairmanshipId, ct);
        return (await session.Require<Edition>(chairmanship.InOffice.EditionId, ct)).Plan.Clock.Now(time);
    }

    public static Refusal ChairedAlready() => new("edition-chaired-already", "The edition has a Chair already. Each edition is chaired once.", "editionId") { TakenByAnother = true };
}

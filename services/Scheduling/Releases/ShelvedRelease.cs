using System.Collections.Immutable;
using System.Globalization;
using Forum.Hosting.Store;
using Marten;

namespace Forum.Scheduling.Releases;

/// <summary>A release on its shelf. Written once, with the event that published it, and never again. Officers act in public: their names are in it, no other person's.</summary>
/// <param name="Id">Of the edition and the release, see <see cref="Shelf"/>.</param>
public sealed record ShelvedRelease(string Id, Guid EditionId, ReleasedProgramme Programme);

/// <summary>Puts releases on the shelf and takes them from it.</summary>
public static class Shelf
{
    public static void Publish(this IDocumentSession session, ReleasedProgramme release) => session.Insert(new ShelvedRelease(Of(release.EditionId, release.Number), release.EditionId, release));

    /// <returns>Null when there is no such release.</returns>
    public static async Task<ReleasedProgramme?> Release(this IQuerySession session, Guid editionId, int number, CancellationToken ct) =>
        number < 1 ? null : (await session.LoadAsync<ShelvedRelease>(Of(editionId, number), ct))?.Programme;

    /// <exception cref="Missing">There is no such release.</exception>
    public static async Task<ReleasedProgramme> RequireRelease(this IQuerySession session, Guid editionId, int number, CancellationToken ct) =>
        await session.Release(editionId, number, ct) ?? throw new Missing("release", string.Create(CultureInfo.InvariantCulture, $"{editionId}/{number}"));

    /// <returns>The release that holds; null before the first one.</returns>
    public static async Task<ReleasedProgramme?> LatestRelease(this IQuerySession session, Guid editionId, CancellationToken ct) =>
        await session.LoadAsync<ProgrammeOfWork>(ProgrammeOfWork.IdOf(editionId), ct) is { } programme ? await session.Release(editionId, programme.LastNumber(), ct) : null;

    /// <summary>The releases up to that number, oldest first.</summary>
    public static async Task<ImmutableList<ReleasedProgramme>> ReleasesUpTo(this IQuerySession session, Guid editionId, int number, CancellationToken ct)
    {
        string[] ids = [.. Enumerable.Range(1, Math.Max(0, number)).Select(one => Of(editionId, one))];
        return [.. (await session.LoadManyAsync<ShelvedRelease>(ct, ids)).Select(shelved => shelved.Programme).OrderBy(release => release.Number)];
    }

    private static string Of(Guid editionId, int number) => string.Create(CultureInfo.InvariantCulture, $"{editionId:N}/{number}");
}

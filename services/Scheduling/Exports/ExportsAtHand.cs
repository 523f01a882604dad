using System.Collections.Immutable;
using System.Security.Cryptography;
using Forum.Scheduling.Releases;
using Marten;
using Microsoft.Extensions.Caching.Memory;

namespace Forum.Scheduling.Exports;

/// <summary>A file that was made of a release.</summary>
/// <param name="Hash">SHA-256 of its content, lower-case hexadecimal.</param>
public sealed record ExportFile(byte[] Bytes, string Hash);

/// <summary>
/// The files that were asked for lately, and the releases they are made of: calendars are asked for every quarter of an hour by everybody who subscribed, and what was released does not change.
/// </summary>
public sealed class ExportsAtHand(IConfiguration configuration) : IDisposable
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>What a published meeting takes in memory, about.</summary>
    private const long BytesOfMeeting = 4 * 1024;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>Where the forum is to be had from outside; null when it is not configured.</summary>
    public Uri? PublicOrigin { get; } = configuration["PublicOrigin"] is { Length: > 0 } origin ? new Uri(origin.TrimEnd('/') + "/") : null;

    /// <summary>The releases of an edition up to that number, oldest first.</summary>
    public async Task<ImmutableList<ReleasedProgramme>> Releases(IQuerySession session, Guid edition, int number, CancellationToken ct)
    {
        if (cache.Get<ImmutableList<ReleasedProgramme>>((edition, number)) is { } known)
            return known;
        var releases = await session.ReleasesUpTo(edition, number, ct);
        return Keep((edition, number), releases, releases.Sum(release => release.Meetings.Count) * BytesOfMeeting);
    }

    /// <param name="of">What it is made of: the same makes the same file.</param>
    public ExportFile File(object of, Func<byte[]> make)
    {
        if (cache.Get<ExportFile>(of) is { } known)
            return known;
        var bytes = make();
        return Keep(of, new ExportFile(bytes, Convert.ToHexStringLower(SHA256.HashData(bytes))), bytes.Length);
    }

    public void Dispose() => cache.Dispose();

    private T Keep<T>(object key, T value, long bytes) => cache.Set(key, value, new MemoryCacheEntryOptions { Size = bytes + 1024, SlidingExpiration = TimeSpan.FromHours(1) });
}

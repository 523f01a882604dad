using Forum.Hosting.Store;
using Forum.Publishing.Proceedings;
using Marten;

namespace Forum.Publishing.Summaries;

/// <summary>The time by which a summary is worked on: that of its edition.</summary>
public static class Clock
{
    public static async Task<DateTimeOffset> EditionTime(this IQuerySession session, Guid summaryId, TimeProvider time, CancellationToken ct)
    {
        var summary = await session.Require<Summary>(summaryId, ct);
        var edition = await session.Require<KnownEdition>(summary.EditionId, ct);
        return edition.Clock.Now(time);
    }
}

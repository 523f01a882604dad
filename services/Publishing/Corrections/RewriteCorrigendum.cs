using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>Writes anew what a corrigendum corrects; if it was cleared, it has to be cleared again. Asked twice, done once.</summary>
public sealed record RewriteCorrigendum
{
    [MinLength(1), MaxLength(500)]
    public required IReadOnlyList<ProposedCorrection> Corrections { get; init; }

    /// <param name="versions">The issued ones by language, as they are to be read now.</param>
    /// <exception cref="Refusal">It is issued or dismissed, or a place is not there.</exception>
    public IEnumerable<object> Decide(Corrigendum corrigendum, IReadOnlyDictionary<string, ChairSummary> versions, DateTimeOffset now)
    {
        corrigendum.MustBeOpen();
        Correction[] corrections = [.. Corrections.Select(correction => correction.Place())];
        if (corrections.SequenceEqual(corrigendum.Corrections))
            yield break;
        ProposeCorrigendum.MustBePlaces(corrections, versions);
        yield return new CorrigendumRewritten(corrections, now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/corrigenda/{id:guid}", async (Guid id, ExpectedVersion expected, RewriteCorrigendum command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (summary, now) = await session.SummaryOf(id, time, ct);
                var versions = await session.IssuedVersions(summary, ct);
                return await session.Decide<Corrigendum>(id, expected, corrigendum => command.Decide(corrigendum, versions, now).SignedBy(caller), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(RewriteCorrigendum))
            .WithTags("Corrigenda");
}

internal static class SummaryOfCorrigendum
{
    /// <summary>The summary that is corrected, and the time on its edition's clock.</summary>
    public static async Task<(Summary Summary, DateTimeOffset Now)> SummaryOf(this IQuerySession session, Guid corrigendumId, TimeProvider time, CancellationToken ct)
    {
        var corrigendum = await session.Require<Corrigendum>(corrigendumId, ct);
        return (await session.Require<Summary>(corrigendum.SummaryId, ct), await session.EditionTime(corrigendum.SummaryId, time, ct));
    }
}

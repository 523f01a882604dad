using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>The chair has read a corrigendum and lets it be issued; asked twice, done once.</summary>
public static class ClearCorrigendum
{
    /// <param name="versions">The issued ones by language, as they are to be read now.</param>
    /// <exception cref="Refusal">It is not said what is to be read, a place is not there, or it is issued or dismissed.</exception>
    public static IEnumerable<object> Decide(Corrigendum corrigendum, IReadOnlyDictionary<string, ChairSummary> versions, DateTimeOffset now)
    {
        corrigendum.MustBeOpen();
        if (corrigendum.State is CorrigendumState.Cleared)
            yield break;
        if (corrigendum.Corrections.FirstOrDefault(correction => correction.Read is null) is { } open)
        {
            throw new Refusal(
                "correction-incomplete",
                $"It is not said what is to be read for “{open.Stands}” in paragraph {open.Paragraph} of the version in {OfficialLanguage.Of(open.Language).EnglishName}. Write the corrigendum anew (PUT).");
        }

        ProposeCorrigendum.MustBePlaces(corrigendum.Corrections, versions);
        yield return new CorrigendumCleared(now);
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/corrigenda/{id:guid}/clearance", async (Guid id, ExpectedVersion expected, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
            {
                var (summary, now) = await session.SummaryOf(id, time, ct);
                var versions = await session.IssuedVersions(summary, ct);
                return await session.Decide<Corrigendum>(id, expected, corrigendum => Decide(corrigendum, versions, now).SignedBy(caller), ct);
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ClearCorrigendum))
            .WithTags("Corrigenda");
}

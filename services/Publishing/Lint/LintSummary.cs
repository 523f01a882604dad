using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Notes;
using Forum.Publishing.Points;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Lint;

/// <summary>All that breaks a rule in a summary as it would be printed now, in the order of the text. With an error in it, it is neither cleared nor issued.</summary>
public static class LintSummary
{
    /// <summary>Whether the points of a text carry what it says of them.</summary>
    internal static async Task<IEnumerable<Finding>> PointFindingsOf(this IQuerySession session, ChairSummary printed, CancellationToken ct)
    {
        var ids = printed.Sections.SelectMany(section => section.Paragraphs).SelectMany(paragraph => paragraph.Runs).Select(run => run.Point).OfType<Guid>().Distinct().ToArray();
        var points = (await session.LoadManyAsync<Point>(ct, ids)).ToDictionary(point => point.Id);
        Point[] counted = [.. points.Values.Where(point => point.Wording is not null)];
        if (counted.Length == 0)
            return [];
        // After the notes were erased what was counted from them stands.
        var notes = (await session.LoadAsync<NoteRetention>(printed.Edition.Id, ct))?.ErasedAt is null ? await session.NotesOf(printed.Edition.Id, ct) : null;
        return PointFindings.Of(printed, points, await session.Policies(ct), notes is null ? new Dictionary<Guid, Counts>() : counted.ToDictionary(point => point.Id, notes.CountsOf));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/summaries/{id:guid}/lint", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                return TypedResults.Ok(new Findings(await session.WordingOf(await session.PrintedOriginal(summary, ct), ct)));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(LintSummary))
            .WithTags("Lint");
}

/// <summary>What was found, in the order of the text; nothing when the list is empty.</summary>
public sealed record Findings(IReadOnlyList<Finding> Items);

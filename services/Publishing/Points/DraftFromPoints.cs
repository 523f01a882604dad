using System.ComponentModel.DataAnnotations;
using Forum.Hosting.Access;
using Forum.Hosting.Http;
using Forum.Hosting.Store;
using Forum.Publishing.Notes;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>
/// Drafts the paragraphs of a section from the points of the edition: counts every point that gathers notes, then writes a paragraph for each topic of each round table,
/// the most widely held first. What stands in the text already stays, and points that stand in it are not written twice.
/// </summary>
public sealed record DraftFromPoints
{
    /// <summary>The section for new paragraphs; it must be the last, since paragraphs are numbered through.</summary>
    [Range(1, 99)]
    public required int Section { get; init; }

    /// <param name="points">All points of the edition, counted.</param>
    /// <exception cref="Refusal">The section is not the last, the text is closed, or it is not written in English.</exception>
    public IEnumerable<object> Decide(Summary summary, IReadOnlyCollection<Point> points, DateTimeOffset now)
    {
        summary.MustBeOpen();
        if (summary.OriginalLanguage is not "en")
            throw new Refusal("points-in-english", "Sentences made of points are in English. Write the paragraphs in the language of the summary.");
        if (Section != summary.Sections.Count)
            throw new Refusal("section-not-last", $"New paragraphs follow the last one, so they stand in the last section, {summary.Sections.Count}.", "section");

        var written = summary.Paragraphs.SelectMany(paragraph => paragraph.Points).ToHashSet();
        Point[] waiting = [.. points.Where(point => !written.Contains(point.Id) && point is { Wording: null } or { Counts.Support: > 0 })];
        var next = summary.Paragraphs.Select(paragraph => paragraph.Number).DefaultIfEmpty(0).Max() + 1;
        foreach (var group in waiting.Where(point => point.Paragraph is not null).GroupBy(point => point.Paragraph!.Value).OrderBy(group => group.Key))
        {
            var standing = summary.Paragraphs.FirstOrDefault(paragraph => paragraph.Number == group.Key);
            // A paragraph that nobody has written yet gets its number when its turn comes.
            if (standing is null or { Completeness: Completeness.Absent })
                continue;
            yield return new ParagraphWritten(standing with { Points = [.. standing.Points, .. group.OrderBy(point => point.Id).Select(point => point.Id)] }, now);
        }

        foreach (var topic in Topics(waiting.Where(point => point.Paragraph is not { } number || summary.Paragraphs.All(paragraph => paragraph.Number != number))))
        {
            foreach (var sentences in topic.Chunk(Most))
                yield return new ParagraphWritten(new Paragraph { Number = next++, Section = Section, Completeness = Completeness.Full, Points = [.. sentences.Select(point => point.Id)] }, now);
        }
    }

    /// <summary>As many sentences a paragraph holds at most.</summary>
    private const int Most = 200;

    /// <summary>By the paragraph that hand-recorded points are meant for, then by round table and topic; within a topic by strength, most support first.</summary>
    private static IEnumerable<Point[]> Topics(IEnumerable<Point> points) => points
        .GroupBy(point => (Paragraph: point.Paragraph ?? int.MaxValue, Table: point.RoundTable ?? 0, Topic: point.Paragraph is null ? point.Wording?.Topic ?? "" : ""))
        .OrderBy(group => group.Key.Paragraph).ThenBy(group => group.Key.Table).ThenBy(group => group.Key.Topic, StringComparer.Ordinal)
        .Select(group => group.OrderByDescending(point => point.Wording is null ? 0 : Quantifying.Strength(point.Quantifier)).ThenByDescending(point => point.Counts?.Support ?? 0).ThenBy(point => point.Id).ToArray());

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
                "/summaries/{id:guid}/paragraphs/drafting",
                async (Guid id, ExpectedVersion expected, DraftFromPoints command, Caller caller, IDocumentSession session, TimeProvider time, CancellationToken ct) =>
                {
                    var summary = await session.Require<Summary>(id, ct);
                    var edition = await session.Require<KnownEdition>(summary.EditionId, ct);
                    var now = edition.Clock.Now(time);
                    var points = await Recount(session, edition, now, ct);
                    var offices = await session.OfficesOfSummary(id, ct);
                    var changed = await session.Decide<Summary>(id, expected, current => command.Decide(current, points, now).SignedBy(caller).ThenQuestioned(current, offices, now), ct);
                    // Where nothing is to be written the counts are still kept.
                    await session.SaveChangesAsync(ct);
                    return changed;
                })
            .Allow(Role.Organizer)
            .WithName(nameof(DraftFromPoints))
            .WithTags("Summaries");

    /// <summary>Counts the points of an edition in one reading of its notes; the caller commits. After the notes were erased what was counted before stands.</summary>
    private static async Task<IReadOnlyList<Point>> Recount(IDocumentSession session, KnownEdition edition, DateTimeOffset now, CancellationToken ct)
    {
        var points = await session.Query<Point>().Where(point => point.EditionId == edition.Id).OrderBy(point => point.Id).ToListAsync(ct);
        if ((await session.LoadAsync<NoteRetention>(edition.Id, ct))?.ErasedAt is not null)
            return points;
        var notes = await session.NotesOf(edition.Id, ct);
        var policy = await session.PolicyInForce(ct);
        var counted = points.Where(point => point.Wording is not null).ToDictionary(point => point.Id, point => CountPoint.Decide(point, notes.CountsOf(point), policy, now).ToArray());
        var changed = counted.Where(point => point.Value.Length > 0).Select(point => point.Key).ToArray();
        var batch = session.CreateBatchQuery();
        var streams = changed.Select(id => batch.Events.FetchForWriting<Point>(id)).ToArray();
        if (streams.Length > 0)
            await batch.Execute(ct);
        foreach (var stream in streams)
        {
            var fetched = await stream;
            // Reckoned again from the stream itself, should it have moved on since the query.
            object[] events = [.. CountPoint.Decide(fetched.Aggregate!, notes.CountsOf(fetched.Aggregate!), policy, now)];
            fetched.AppendMany(events);
            counted[fetched.Id] = events;
        }

        return [.. points.Select(point => counted.GetValueOrDefault(point.Id, []).Aggregate(point, (state, e) => state.Evolve(e)))];
    }
}

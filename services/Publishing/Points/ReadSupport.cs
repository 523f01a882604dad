using Forum.Hosting.Access;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Notes;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Points;

/// <summary>A sentence of a draft, and what carries it.</summary>
/// <param name="Text">As it will be printed.</param>
/// <param name="Point">The point whose sentence it is; null for words that somebody wrote.</param>
/// <param name="Quantifier">Null for words that somebody wrote.</param>
/// <param name="Counts">From which the quantifier follows; null where they are not in the source, and for words that somebody wrote.</param>
/// <param name="Policy">Number of the policy's version; null where there are no counts.</param>
/// <param name="Strongest">What the counts carry; null where they carry nothing, or there are none.</param>
/// <param name="Allowed">What a writer may choose.</param>
/// <param name="Confirmed">Whether the chair has confirmed a consensus.</param>
/// <param name="Notes">How many notes stand under the point now; null after they were erased, and where there are no counts.</param>
/// <param name="MergesDue">How many of these have two revisions side by side.</param>
/// <param name="Basis">In words: counted, counts not in source, or written.</param>
public sealed record SupportedSentence(
    string Text, Guid? Point, Quantifier? Quantifier, Counts? Counts, int? Policy, Quantifier? Strongest, IReadOnlyList<Quantifier> Allowed, bool Confirmed, int? Notes, int? MergesDue, string Basis);

/// <summary>A paragraph of a draft, sentence by sentence.</summary>
public sealed record SupportedParagraph(int Number, IReadOnlyList<SupportedSentence> Sentences);

/// <summary>What carries a draft.</summary>
public sealed record SummarySupport(Guid SummaryId, long Version, IReadOnlyList<SupportedParagraph> Paragraphs);

/// <summary>Shows the chair for every sentence of a draft which point and which counts carry it. It is for the secretariat only, which reads the notes themselves, too.</summary>
public static class ReadSupport
{
    /// <param name="printed">As it would be printed now.</param>
    /// <param name="points">By id.</param>
    /// <param name="policies">By number.</param>
    /// <param name="notes">Null after they were erased.</param>
    internal static SummarySupport Of(Summary summary, ChairSummary printed, IReadOnlyDictionary<Guid, Point> points, IReadOnlyDictionary<int, QuantifierPolicy> policies, NotesOfEdition? notes) => new(
        summary.Id,
        summary.Version,
        [
            .. printed.Sections.SelectMany(section => section.Paragraphs).Select(paragraph => new SupportedParagraph(
                paragraph.Number,
                [.. Sentences(paragraph).Select(sentence => sentence.Point is { } id ? Carried(sentence.Text.Trim(), points[id], policies, notes) : Written(sentence.Text.Trim()))])),
        ]);

    /// <summary>Each point by itself; the words between them, with the figures in them, as one.</summary>
    private static IEnumerable<(string Text, Guid? Point)> Sentences(PrintedParagraph paragraph)
    {
        var written = "";
        foreach (var run in paragraph.Runs)
        {
            if (run.Point is null)
            {
                written += run.Text;
                continue;
            }

            if (written.Trim().Length > 0)
                yield return (written, null);
            written = "";
            yield return (run.Text, run.Point);
        }

        if (written.Trim().Length > 0)
            yield return (written, null);
    }

    private static SupportedSentence Written(string text) => new(text, null, null, null, null, null, [], Confirmed: false, null, null, "written");

    private static SupportedSentence Carried(string text, Point point, IReadOnlyDictionary<int, QuantifierPolicy> policies, NotesOfEdition? notes)
    {
        if (point.Counts is not { } counts)
            return new(text, point.Id, point.Quantifier, null, null, null, [], point.Confirmed, null, null, point.Wording is null ? "counts not in source" : "not counted yet");
        var table = policies[point.Policy].Table;
        var under = notes?.Under(point);
        return new(
            text,
            point.Id,
            point.Quantifier,
            counts,
            point.Policy,
            Quantifying.Strongest(counts, table, point.Confirmed),
            Quantifying.Allowed(counts, table, point.Confirmed),
            point.Confirmed,
            under?.Count,
            under?.Count(note => note.MergeDue),
            "counted");
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/summaries/{id:guid}/support", async (Guid id, IQuerySession session, CancellationToken ct) =>
            {
                var summary = await session.Require<Summary>(id, ct);
                var printed = await session.PrintedOriginal(summary, ct);
                var points = (await session.LoadManyAsync<Point>(ct, summary.Paragraphs.SelectMany(paragraph => paragraph.Points).Distinct())).ToDictionary(point => point.Id);
                var edition = await session.Require<KnownEdition>(summary.EditionId, ct);
                var isErased = (await session.LoadAsync<NoteRetention>(edition.Id, ct))?.ErasedAt is not null;
                return TypedResults.Ok(Of(summary, printed, points, await session.Policies(ct), isErased ? null : await session.NotesOf(edition.Id, ct)));
            })
            .Allow(Role.Organizer)
            .WithName(nameof(ReadSupport))
            .WithTags("Summaries");
}

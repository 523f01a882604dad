using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using Marten;

namespace Forum.Publishing.Corrections;

/// <summary>How issued versions are to be read after the corrigenda that were issued.</summary>
public static class Reading
{
    public static PrintedParagraph? Find(this ChairSummary document, int number) =>
        document.Sections.SelectMany(section => section.Paragraphs).FirstOrDefault(paragraph => paragraph.Number == number);

    /// <summary>The document with the corrections of its language put into the text.</summary>
    public static ChairSummary With(this ChairSummary document, IEnumerable<Correction> corrections) =>
        corrections.Where(correction => string.Equals(correction.Language, document.Language, StringComparison.Ordinal)).Aggregate(document, Put);

    /// <exception cref="Refusal">The words do not stand there, or more than once, or nothing or the same is to be read.</exception>
    internal static void MustBeAPlaceOf(this Correction correction, ChairSummary document)
    {
        var paragraph = document.Find(correction.Paragraph)
            ?? throw new Refusal("paragraph-unknown", $"There is no paragraph {correction.Paragraph} in {document.Symbol}.", "corrections");
        var times = Times(paragraph.Text, correction.Stands);
        if (times == 0)
            throw new Refusal("words-not-there", $"“{correction.Stands}” does not stand in paragraph {correction.Paragraph} of the version in {OfficialLanguage.Of(correction.Language).EnglishName}. Quote it to the letter.", "corrections");
        if (times > 1)
            throw new Refusal("words-not-once", $"“{correction.Stands}” stands in paragraph {correction.Paragraph} {times} times. Quote so many words that it is clear which are meant.", "corrections");
        if (string.Equals(correction.Read, correction.Stands, StringComparison.Ordinal))
            throw new Refusal("nothing-corrected", $"In paragraph {correction.Paragraph} the same is to be read as stands there.", "corrections");
    }

    /// <summary>What corrigenda of the summary have corrected so far.</summary>
    internal static async Task<IReadOnlyList<Correction>> CorrectionsOf(this IQuerySession session, Guid summaryId, CancellationToken ct)
    {
        var issued = await session.Query<Corrigendum>().Where(corrigendum => corrigendum.SummaryId == summaryId && corrigendum.State == CorrigendumState.Issued).ToListAsync(ct);
        return [.. issued.OrderBy(corrigendum => DocumentSymbol.Parse(corrigendum.Symbol!)!.Suffixes[^1].Number).SelectMany(corrigendum => corrigendum.Corrections)];
    }

    /// <summary>The issued versions of a summary by language, as they are to be read now.</summary>
    internal static async Task<IReadOnlyDictionary<string, ChairSummary>> IssuedVersions(this IQuerySession session, Summary summary, CancellationToken ct)
    {
        string[] marks = [.. summary.IssuedIn.Select(language => IssuedDocument.ShelfMark(summary.Symbol!, language, summary.OriginalLanguage))];
        var corrections = await session.CorrectionsOf(summary.Id, ct);
        var documents = await session.LoadManyAsync<IssuedDocument>(ct, marks);
        return documents.ToDictionary(document => document.Language, document => document.Read().With(corrections), StringComparer.Ordinal);
    }

    private static ChairSummary Put(ChairSummary document, Correction correction) => document with
    {
        Sections =
        [
            .. document.Sections.Select(section => section with
            {
                Paragraphs =
                [
                    .. section.Paragraphs.Select(paragraph => paragraph.Number == correction.Paragraph && correction.Read is { } read
                        ? paragraph with { Runs = [new Run(paragraph.Text.Replace(correction.Stands, read, StringComparison.Ordinal))] }
                        : paragraph),
                ],
            }),
        ],
    };

    private static int Times(string text, string words)
    {
        var times = 0;
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
            times++;
        return times;
    }
}

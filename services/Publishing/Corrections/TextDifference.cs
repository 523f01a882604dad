using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Model;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;

namespace Forum.Publishing.Corrections;

/// <summary>What changed between two texts, word by word; between two documents, paragraph by paragraph, so that an inserted paragraph does not make all behind it look changed.</summary>
public static partial class TextDifference
{
    private const char Separator = '\u001E';

    /// <summary>In the order of the later text; what was taken out stands where it stood.</summary>
    public static IReadOnlyList<TextChange> Between(ChairSummary before, ChairSummary after) =>
    [
        .. before.Title == after.Title ? Array.Empty<TextChange>() : [new TextChange(DocumentPart.Title, 0, Words(before.Title, after.Title))],
        .. Headings(before, after),
        .. Paragraphs([.. before.Sections.SelectMany(section => section.Paragraphs)], [.. after.Sections.SelectMany(section => section.Paragraphs)]),
    ];

    /// <summary>All kept words and all removed ones make the earlier text, all kept and all added ones the later, to the letter.</summary>
    public static IReadOnlyList<ChangedWords> Words(string before, string after)
    {
        var difference = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new Pieces(static text => [.. Word().Matches(text).Select(match => match.Value)]));
        List<ChangedWords> words = [];
        var from = 0;
        foreach (var block in difference.DiffBlocks)
        {
            Add(words, WordChange.Kept, difference.PiecesOld, from, block.DeleteStartA);
            Add(words, WordChange.Removed, difference.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            Add(words, WordChange.Added, difference.PiecesNew, block.InsertStartB, block.InsertStartB + block.InsertCountB);
            from = block.DeleteStartA + block.DeleteCountA;
        }

        Add(words, WordChange.Kept, difference.PiecesOld, from, difference.PiecesOld.Count);
        return words;
    }

    private static void Add(List<ChangedWords> words, WordChange change, IReadOnlyList<string> pieces, int from, int until)
    {
        if (until > from)
            words.Add(new ChangedWords(change, string.Concat(pieces.Skip(from).Take(until - from))));
    }

    private static IEnumerable<TextChange> Headings(ChairSummary before, ChairSummary after) =>
        from number in before.Sections.Concat(after.Sections).Select(section => section.Number).Distinct().Order()
        let earlier = before.Sections.FirstOrDefault(section => section.Number == number)?.Heading ?? ""
        let later = after.Sections.FirstOrDefault(section => section.Number == number)?.Heading ?? ""
        where earlier != later
        select new TextChange(DocumentPart.Heading, number, Words(earlier, later));

    private static IEnumerable<TextChange> Paragraphs(PrintedParagraph[] before, PrintedParagraph[] after)
    {
        DiffResult difference = Differ.Instance.CreateDiffs(Joined(before), Joined(after), ignoreWhiteSpace: false, ignoreCase: false, new Pieces(static text => text.Length == 0 ? [] : text.Split(Separator)));
        foreach (var block in difference.DiffBlocks)
        {
            var common = Math.Min(block.DeleteCountA, block.InsertCountB);
            foreach (var (earlier, later) in before.Skip(block.DeleteStartA).Take(common).Zip(after.Skip(block.InsertStartB)))
                yield return new TextChange(DocumentPart.Paragraph, later.Number, Words(earlier.Text, later.Text));
            foreach (var removed in before.Skip(block.DeleteStartA + common).Take(block.DeleteCountA - common))
                yield return new TextChange(DocumentPart.Paragraph, removed.Number, [new ChangedWords(WordChange.Removed, removed.Text)]);
            foreach (var added in after.Skip(block.InsertStartB + common).Take(block.InsertCountB - common))
                yield return new TextChange(DocumentPart.Paragraph, added.Number, [new ChangedWords(WordChange.Added, added.Text)]);
        }
    }

    private static string Joined(PrintedParagraph[] paragraphs) => string.Join(Separator, paragraphs.Select(paragraph => paragraph.Text.Length == 0 ? paragraph.Missing : paragraph.Text));

    /// <summary>A run of letters and digits is a word; each Chinese character, each mark and each run of spaces stands by itself.</summary>
    [GeneratedRegex(@"[\u3400-\u9FFF]|[\p{L}\p{M}\p{Nd}-[\u3400-\u9FFF]]+([./’'-][\p{L}\p{M}\p{Nd}-[\u3400-\u9FFF]]+)*|\s+|.", RegexOptions.ExplicitCapture | RegexOptions.Singleline, Matching.Patience)]
    private static partial Regex Word();

    private sealed class Pieces(Func<string, IReadOnlyList<string>> cut) : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => cut(text);
    }
}

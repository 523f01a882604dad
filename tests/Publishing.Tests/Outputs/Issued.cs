using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Tests.Outputs;

/// <summary>Documents as they would be issued, in every language and with everything in them that a document may have.</summary>
internal static class Issued
{
    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["ar"] = "شدد كثير من المشاركين على أهمية التعاون في مجال الهجرة.",
        ["zh"] = "许多与会者强调了移徙领域合作的重要性。",
        ["en"] = "Many participants underlined the importance of cooperation on migration.",
        ["fr"] = "De nombreux participants ont souligné l’importance de la coopération en matière de migrations.",
        ["ru"] = "Многие участники подчеркнули важность сотрудничества в области миграции.",
        ["es"] = "Muchos participantes subrayaron la importancia de la cooperación en materia de migración.",
    };

    private static readonly Proceedings.Course Course = Dialogue.First().WithDelegations().Course();

    public static TheoryData<string> Languages => [.. OfficialLanguage.All.Select(language => language.Code)];

    /// <param name="paragraphs">How many there are, besides the one with the figure and those with gaps.</param>
    public static ChairSummary In(string language, int paragraphs = 4, string symbol = "A/61/515")
    {
        var texts = new Summary
        {
            Title = "Summary of the High-level Dialogue",
            StatusNote = "A reconstruction with illustrative data.",
            Sections = [new Section(1, "Format"), new Section(2, null)],
            Paragraphs =
            [
                new Paragraph { Number = 1, Section = 1, Completeness = Completeness.Full, Text = $"{Sentences[language]} {{memberStatesSpoke}}.", Points = [Texts.Point.Id] },
                new Paragraph { Number = 2, Section = 1, Completeness = Completeness.Absent, Missing = "page missing" },
                new Paragraph { Number = 3, Section = 1, Completeness = Completeness.HeadOnly, Text = "The beginning <of> it & \"more\".", Missing = "the rest is lost" },
                new Paragraph { Number = 4, Section = 2, Completeness = Completeness.TailOnly, Text = "The end." },
                .. Enumerable.Range(5, paragraphs).Select(number => new Paragraph { Number = number, Section = 2, Completeness = Completeness.Full, Text = string.Join(' ', Enumerable.Repeat(Sentences[language], 8)) }),
            ],
        };
        var document = ChairSummary.Of(texts, symbol, Texts.October, Course, [Texts.Point]);
        return document with
        {
            Language = language,
            Direction = OfficialLanguage.Of(language).Direction,
            Status = OfficialLanguage.Of(language).Status,
            Sections = [.. document.Sections.Select(section => section with { Paragraphs = [.. section.Paragraphs.Select(paragraph => paragraph.Number == 4 ? paragraph with { Runs = [.. paragraph.Runs, new Run(" See paragraph 1.", Paragraph: 1)] } : paragraph)] })],
        };
    }

    /// <summary>A corrigendum of the French version.</summary>
    public static ChairSummary Corrigendum() => In("fr", symbol: "A/61/515/Corr.1") with
    {
        DocumentKind = DocumentKind.Corrigendum,
        ParentSymbol = "A/61/515",
        LanguagesAffected = ["fr"],
        Changes =
        [
            new TextChange(DocumentPart.Paragraph, 1, [new(WordChange.Kept, "résolution "), new(WordChange.Removed, "60/277"), new(WordChange.Added, "60/227")]),
            new TextChange(DocumentPart.Heading, 2, [new(WordChange.Added, "Suivi")]),
        ],
    };

    /// <summary>One in every language, and a corrigendum.</summary>
    public static IReadOnlyList<ChairSummary> All() => [.. OfficialLanguage.All.Select(language => In(language.Code)), Corrigendum()];

    public static IssuedDocument Shelved(ChairSummary document)
    {
        var content = CanonicalJson.Of(document);
        return IssuedDocument.Of(document, Guid.CreateVersion7(), content, CanonicalJson.Hash(content));
    }

    public static byte[] Form(string name, ChairSummary document) => Forum.Publishing.Outputs.DocumentForm.Find(name)!.Write(Shelved(document));
}

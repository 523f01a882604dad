using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Serialization;
using Forum.Hosting.Store;

namespace Forum.Publishing.Languages;

/// <summary>In which direction a language is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TextDirection>))]
public enum TextDirection
{
    LeftToRight,
    RightToLeft,
}

/// <summary>One of the six languages in which a document is issued. All of them carry the same symbol.</summary>
public sealed record OfficialLanguage
{
    private static readonly FrozenDictionary<string, OfficialLanguage> ByCode = new OfficialLanguage[]
    {
        new()
        {
            Code = "ar",
            Corrigendum = "تصويب",
            NotKnown = "(غير معروف)",
            Name = "العربية",
            EnglishName = "Arabic",
            Direction = TextDirection.RightToLeft,
            Status = "يصدر هذا الموجز عن الرئيس على مسؤوليته الخاصة. وهو ليس حصيلة تفاوض، ولا تُلزم صياغته أي مشارك.",
            For = "الفقرة {0}: بدلا من \"{1}\" يُقرأ \"{2}\".",
        },
        new()
        {
            Code = "zh",
            Corrigendum = "更正",
            NotKnown = "（不详）",
            Name = "中文",
            EnglishName = "Chinese",
            Status = "本摘要由主席自行负责印发，并非谈判结果，其措辞对任何与会者均无约束力。",
            For = "第{0}段：“{1}”应改为“{2}”。",
        },
        new()
        {
            Code = "en",
            Corrigendum = "Corrigendum",
            NotKnown = "(not known)",
            Name = "English",
            EnglishName = "English",
            Status = Documents.ChairSummary.StatusSentence,
            For = "Paragraph {0}: for “{1}” read “{2}”.",
        },
        new()
        {
            Code = "fr",
            Corrigendum = "Rectificatif",
            DecimalMark = ",",
            NotKnown = "(inconnu)",
            Name = "français",
            EnglishName = "French",
            Status = "Le présent résumé est publié par la présidence sous sa seule responsabilité. Il n’est pas le fruit d’une négociation et son libellé n’engage aucun participant.",
            For = "Paragraphe {0} : au lieu de « {1} », lire « {2} ».",
        },
        new()
        {
            Code = "ru",
            Corrigendum = "Исправление",
            DecimalMark = ",",
            NotKnown = "(неизвестно)",
            Name = "русский",
            EnglishName = "Russian",
            Status = "Настоящее резюме публикуется Председателем под его собственную ответственность. Оно не является результатом переговоров, и его формулировки не связывают ни одного участника.",
            For = "Пункт {0}: вместо «{1}» следует читать «{2}».",
        },
        new()
        {
            Code = "es",
            Corrigendum = "Corrección",
            DecimalMark = ",",
            NotKnown = "(no se conoce)",
            Name = "español",
            EnglishName = "Spanish",
            Status = "La Presidencia publica el presente resumen bajo su exclusiva responsabilidad. No es el resultado de una negociación y su redacción no compromete a ningún participante.",
            For = "Párrafo {0}: donde dice «{1}», debe decir «{2}».",
        },
    }.ToFrozenDictionary(language => language.Code, StringComparer.Ordinal);

    private OfficialLanguage()
    {
    }

    /// <summary>In the order in which the United Nations names them.</summary>
    public static IReadOnlyList<OfficialLanguage> All { get; } = [.. new[] { "ar", "zh", "en", "fr", "ru", "es" }.Select(code => ByCode[code])];

    /// <summary>ISO 639-1, in small letters.</summary>
    public required string Code { get; init; }

    /// <summary>As its speakers call it.</summary>
    public required string Name { get; init; }

    public required string EnglishName { get; init; }
    public TextDirection Direction { get; init; }

    /// <summary>The sentence that every chair's summary says of itself.</summary>
    public required string Status { get; init; }

    /// <summary>What is printed for a figure that is not known.</summary>
    public required string NotKnown { get; init; }

    /// <summary>What a corrigendum is called.</summary>
    public required string Corrigendum { get; init; }

    private string DecimalMark { get; init; } = ".";

    /// <summary>What a corrigendum says of one place: paragraph, what stands there, what is to be read.</summary>
    private string For { get; init; } = "";

    public static OfficialLanguage? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <exception cref="Refusal">It is none of the six.</exception>
    public static OfficialLanguage Of(string code) =>
        Find(code) ?? throw new Refusal("language-unknown", $"Documents are issued in ar, zh, en, fr, ru and es; {code} is none of them.", "language");

    /// <summary>A figure, with the language's own decimal mark and at most two decimals.</summary>
    public string Write(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture).Replace(".", DecimalMark, StringComparison.Ordinal);

    /// <summary>The instruction of a corrigendum for one place.</summary>
    public string Correct(int paragraph, string stands, string read) => string.Format(CultureInfo.InvariantCulture, For, paragraph, stands, read);
}

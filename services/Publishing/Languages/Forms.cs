using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Forum.Publishing.Languages;

/// <summary>How a language writes dates and numbers.</summary>
internal sealed class Forms
{
    private const string Day = "(?<![0-9])(?<day>3[01]|[12][0-9]|0?[1-9])";
    private const string Space = @"[ \u00A0\u202F]";

    /// <summary>A month as a word of its own.</summary>
    private const string Named = @"(?<!\p{L})@(?![\p{L}0-9])";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(Matching.Patience);
    private static readonly FrozenDictionary<string, Forms> ByLanguage = new Dictionary<string, Forms>(StringComparer.Ordinal)
    {
        ["en"] = new(
            months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
            date: $"({Day}(?<nth>st|nd|rd|th)?({Space}*(,|and|to|-|–|—){Space}*{Day}(st|nd|rd|th)?)*{Space}+(of{Space}+)?{Named}(,?{Space}+(?<year>[12][0-9]{{3}}))?|{Named}{Space}+{Day}(?![0-9])({Space}*(,|and|to|-|–|—){Space}*{Day}(?![0-9]))*,{Space}+(?<year>[12][0-9]{{3}})|{Named}{Space}+(?<year>[12][0-9]{{3}}))(?![0-9])",
            groups: ",", ordinals: "(st|nd|rd|th)\\b",
            words: ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
            scales: new() { ["thousand"] = 1_000, ["million"] = 1_000_000, ["billion"] = 1_000_000_000 }),
        ["fr"] = new(
            months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
            date: $"({Day}(er)?({Space}*(,|et|au|à|-|–|—){Space}*(le{Space}+)?{Day}(er)?)*{Space}+{Named}({Space}+(?<year>[12][0-9]{{3}}))?|{Named}{Space}+(?<year>[12][0-9]{{3}}))(?![0-9])",
            groups: Space, ordinals: "(ers?|res?|es?|èmes?|ièmes?)\\b",
            words: ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
            scales: new() { ["mille"] = 1_000, ["millions?"] = 1_000_000, ["milliards?"] = 1_000_000_000 }),
        ["es"] = new(
            months: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "se(p)?tiembre", "octubre", "noviembre", "diciembre"],
            date: $"({Day}(º|°)?({Space}*(,|y|e|al|a|-|–|—){Space}*(el{Space}+)?{Day}(º|°)?)*{Space}+de{Space}+{Named}({Space}+del?{Space}+(?<year>[12][0-9]{{3}}))?|{Named}{Space}+del?{Space}+(?<year>[12][0-9]{{3}}))(?![0-9])",
            groups: @"[.\u00A0\u202F ]", ordinals: "(\\.?[ºª°]|\\.er\\b|er\\b)",
            words: ["dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"],
            scales: new() { ["mil millones"] = 1_000_000_000, ["mil"] = 1_000, ["mill[oó]n(es)?"] = 1_000_000 }),
        ["ru"] = new(
            months: ["январ[ьяе]", "феврал[ьяе]", "март[ае]?", "апрел[ьяе]", "ма[йяе]", "июн[ьяе]", "июл[ьяе]", "август[ае]?", "сентябр[ьяе]", "октябр[ьяе]", "ноябр[ьяе]", "декабр[ьяе]"],
            date: $"({Day}({Space}*(,|и|по|до|-|–|—){Space}*{Day})*{Space}+{Named}({Space}+(?<year>[12][0-9]{{3}}))?|{Named}{Space}+(?<year>[12][0-9]{{3}}))(?![0-9])",
            groups: Space, ordinals: "-(й|я|е|го|му|м|ой|ю|х|ую)\\b",
            words:
            [
                "дв(а|е|ух|ум|умя)", "тр(и|[её]х|[её]м|емя)", "четыр(е|[её]х|[её]м|ьмя)", "пят(ь|и|ью)", "шест(ь|и|ью)", "сем(ь|и|ью)", "вос(емь|ьми|емью)", "девят(ь|и|ью)", "десят(ь|и|ью)",
                "одиннадцат(ь|и|ью)", "двенадцат(ь|и|ью)",
            ],
            scales: new() { ["тыс(\\.|яч[аиеу]?)"] = 1_000, ["млн\\.?|миллион(а|ов)?"] = 1_000_000, ["млрд\\.?|миллиард(а|ов)?"] = 1_000_000_000 }),
        ["zh"] = new(
            months: [.. Enumerable.Range(1, 12).Select(month => $"0?{month}")],
            date: $"((?<year>[12][0-9]{{3}})年)?(?<![0-9])@月({Day}日?((至|和|及|、|-|–|—){Day}日?)*)(?![0-9])|(?<year>[12][0-9]{{3}})年@月",
            groups: ",", ordinals: null,
            words: ["[二两兩]", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"],
            scales: new() { ["百万"] = 1_000_000, ["十亿"] = 1_000_000_000, ["千"] = 1_000, ["万"] = 10_000, ["亿"] = 100_000_000 })
        {
            // A numeral of its own stands before what is counted; elsewhere the same characters are parts of other words.
            NumberWord = Pattern("(?<![一二三四五六七八九十百千第两兩])(?<word>十[一二]|[二两兩三四五六七八九十])(?=[个個名次位项項场場国國份家种種类類届圆天年])"),
        },
        ["ar"] = new(
            months:
            [
                "كانون الثاني(/يناير)?|يناير", "شباط(/فبراير)?|فبراير", "آذار(/مارس)?|مارس", "نيسان(/[أا]بريل)?|[أا]بريل", "أيار(/مايو)?|مايو", "حزيران(/يوني[هو])?|يوني[هو]",
                "تموز(/يولي[هو])?|يولي[هو]", "آب(/[أا]غسطس)?|[أا]غسطس", "أيلول(/سبتمبر)?|سبتمبر", "تشرين الأول(/[أا]كتوبر)?|[أا]كتوبر", "تشرين الثاني(/نوفمبر)?|نوفمبر", "كانون الأول(/ديسمبر)?|ديسمبر",
            ],
            date: $"({Day}({Space}*(،|,|و|إلى|-|–|—){Space}*{Day})*{Space}+{Named}({Space}+(عام{Space}+)?(?<year>[12][0-9]{{3}}))?|{Named}{Space}+(عام{Space}+)?(?<year>[12][0-9]{{3}}))(?![0-9])",
            groups: ",", ordinals: null,
            words: ["اثن(ان|ين|تان|تين)", "ثلاثة?", "أربعة?", "خمسة?", "ستة?", "سبعة?", "ثمان(ي|ية)?", "تسعة?", "عشرة?", "(إحدى|أحد) عشرة?", "(اثن(ا|ي|تا|تي)) عشرة?"],
            scales: new() { ["[أآا]لاف|ألف"] = 1_000, ["مليون|ملايين"] = 1_000_000, ["بليون|بلايين|مليار|مليارات"] = 1_000_000_000 })
        {
            PrefixOfWord = "(وال|بال|لل|ال|و|ف|ب|ل)?",
        },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Regex[] months, words;
    private readonly (Regex Word, decimal Times)[] scales;
    private readonly string[] wordPatterns;
    private Regex? numberWord;

    /// <param name="months">A pattern a month, from January on.</param>
    /// <param name="date">With @ where the month stands, and groups <c>day</c> and <c>year</c>.</param>
    /// <param name="groups">What sets thousands apart.</param>
    /// <param name="ordinals">What follows a number that counts a place; null when nothing does.</param>
    /// <param name="words">A pattern a number, from two on.</param>
    private Forms(string[] months, string date, string groups, string? ordinals, string[] words, Dictionary<string, decimal> scales)
    {
        this.months = [.. months.Select(month => Pattern($"^({month})$"))];
        this.words = [.. words.Select(word => Pattern($"^({word})$"))];
        this.scales = [.. scales.Select(scale => (Pattern($"^({scale.Key})$"), scale.Value))];
        wordPatterns = words;
        // The longer names first: one may begin as another does.
        Date = Pattern(date.Replace("@", $"(?<month>{string.Join('|', months.Reverse())})", StringComparison.Ordinal));
        Number = Pattern(
            $"(?<![0-9.,])((?<grouped>[0-9]{{1,3}}({groups}[0-9]{{3}})+)(?![0-9])(?<decimals>[.,][0-9]+)?|(?<plain>[0-9]+([.,][0-9]+)?))"
            + $"(({Space}*)(?<scale>{string.Join('|', scales.Keys)})(?![a-zа-яё])){{0,1}}"
            + (ordinals is null ? "(?<ordinal>(?!)){0,1}" : $"(?<ordinal>{ordinals}){{0,1}}"));
    }

    public Regex Date { get; }

    /// <summary>Groups <c>grouped</c> and <c>decimals</c>, or <c>plain</c>; <c>scale</c>; <c>ordinal</c>.</summary>
    public Regex Number { get; }

    /// <summary>Group <c>word</c>.</summary>
    public Regex NumberWord
    {
        get => numberWord ??= Pattern($"(?<![\\p{{L}}\\p{{M}}-]){PrefixOfWord}(?<word>{string.Join('|', wordPatterns.Reverse())})(?![\\p{{L}}\\p{{M}}-])");
        private init => numberWord = value;
    }

    /// <summary>What may stand before a word without a space.</summary>
    private string PrefixOfWord { get; init; } = "";

    public static Forms Of(string language) => ByLanguage[language];

    /// <summary>1 to 12.</summary>
    public int Month(string name) => Array.FindIndex(months, month => month.IsMatch(name)) + 1;

    public decimal Scale(string word) => scales.First(scale => scale.Word.IsMatch(word)).Times;

    public string ValueOfWord(string word) => (Array.FindIndex(words, pattern => pattern.IsMatch(word)) + 2).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Forum.Publishing.Languages;

/// <summary>What is the same in every language, however it is written there.</summary>
public enum MentionKind
{
    /// <summary>A document symbol, or the number of a resolution such as 60/227.</summary>
    Symbol,

    Date,
    Number,
}

/// <summary>A figure, a date or a symbol in a text, in the one form that it has in all languages.</summary>
/// <param name="Kind"></param>
/// <param name="Value">A number with a decimal point and without grouping; a date as 2006-09-14, 2006-09 or, without its year, --09-14; a symbol as it is.</param>
/// <param name="Words">As it stands in the text.</param>
/// <param name="IsSoft">Written out in words, or an ordinal: one language may well say otherwise what another puts in figures.</param>
public sealed record Mention(MentionKind Kind, string Value, string Words, bool IsSoft = false);

/// <summary>
/// Finds what a text mentions. Digits may be Arabic-Indic or full-width, thousands be set apart as the language does it, months be named by both of their Arabic names; numbers from
/// 2 to 12 are found when they are written out.
/// </summary>
public static partial class Mentions
{
    private const string BidiMarks = "\u200E\u200F\u061C\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    /// <summary>In the order of the text within each kind.</summary>
    public static IReadOnlyList<Mention> In(string text, string language)
    {
        var forms = Forms.Of(language);
        var reading = new Reading(text);
        List<Mention> found = [];
        found.AddRange(reading.Take(Symbol(), match => AsSymbol(match.Value) is { } symbol ? [new(MentionKind.Symbol, symbol, "")] : null));
        found.AddRange(reading.Take(Resolution(), match => [new(MentionKind.Symbol, match.Value, "")]));
        found.AddRange(reading.Take(IsoDate(), match => [new(MentionKind.Date, match.Value, "")]));
        found.AddRange(reading.Take(forms.Date, match => [.. DatesOf(match, forms).Select(date => new Mention(MentionKind.Date, date, ""))]));
        found.AddRange(reading.Take(forms.Number, match => [new(MentionKind.Number, ValueOf(match, forms), "", match.Groups["ordinal"].Success)]));
        found.AddRange(reading.Take(forms.NumberWord, match => [new(MentionKind.Number, forms.ValueOfWord(match.Groups["word"].Value), "", IsSoft: true)]));
        return found;
    }

    /// <summary>General Assembly resolutions are cited with and without what goes before their number.</summary>
    private static string? AsSymbol(string candidate)
    {
        if (Documents.DocumentSymbol.Parse(candidate.TrimEnd('.')) is not { } symbol)
            return null;
        var text = symbol.ToString();
        return text.StartsWith("A/RES/", StringComparison.Ordinal) ? text["A/RES/".Length..] : text;
    }

    private static IEnumerable<string> DatesOf(Match match, Forms forms)
    {
        var month = forms.Month(match.Groups["month"].Value);
        var year = match.Groups["year"] is { Success: true } named ? named.Value : null;
        var days = match.Groups["day"].Captures.Select(day => int.Parse(day.ValueSpan, CultureInfo.InvariantCulture)).ToArray();
        return days.Length == 0
            ? [string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}")]
            : days.Select(day => string.Create(CultureInfo.InvariantCulture, $"{year ?? "-"}-{month:00}-{day:00}"));
    }

    private static string ValueOf(Match match, Forms forms)
    {
        var digits = match.Groups["grouped"] is { Success: true } grouped
            ? Separators().Replace(grouped.Value, "") + match.Groups["decimals"].Value.Replace(',', '.')
            : match.Groups["plain"].Value.Replace(',', '.');
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            return digits;
        if (match.Groups["scale"] is { Success: true } scale && value < 1_000_000_000_000m)
            value *= forms.Scale(scale.Value);
        return value.ToString("0.############", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<![\p{L}\p{Nd}/.])[A-Z]{1,6}(/[A-Za-z0-9.]+)+", RegexOptions.ExplicitCapture, Matching.Patience)]
    private static partial Regex Symbol();

    [GeneratedRegex(@"(?<![0-9/.])[0-9]{1,3}/[0-9]{1,4}(?![0-9/])", RegexOptions.ExplicitCapture, Matching.Patience)]
    private static partial Regex Resolution();

    [GeneratedRegex(@"(?<![0-9])[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(?![0-9])", RegexOptions.ExplicitCapture, Matching.Patience)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"[ .,\u00A0\u202F]", RegexOptions.ExplicitCapture, Matching.Patience)]
    private static partial Regex Separators();

    /// <summary>A text from which what was found is taken out, so that nothing is found twice.</summary>
    private sealed class Reading
    {
        private readonly string text;
        private readonly List<int> places = [];
        private string rest;

        public Reading(string text)
        {
            this.text = text;
            var plain = new System.Text.StringBuilder(text.Length);
            for (var at = 0; at < text.Length; at++)
            {
                if (BidiMarks.Contains(text[at], StringComparison.Ordinal))
                    continue;
                plain.Append(Plain(text[at]));
                places.Add(at);
            }

            rest = plain.ToString();
        }

        /// <param name="read">What a match says; null when it is nothing after all.</param>
        public List<Mention> Take(Regex pattern, Func<Match, IReadOnlyList<Mention>?> read)
        {
            List<Mention> found = [];
            foreach (Match match in pattern.Matches(rest))
            {
                if (match.Length == 0 || read(match) is not { } mentions)
                    continue;
                var length = match.Value.TrimEnd('.', ' ', '\u00A0').Length;
                var words = text[places[match.Index]..(places[match.Index + length - 1] + 1)];
                found.AddRange(mentions.Select(mention => mention with { Words = words }));
                rest = string.Concat(rest.AsSpan(0, match.Index), new string('\uFFFC', match.Length), rest.AsSpan(match.Index + match.Length));
            }

            return found;
        }

        private static char Plain(char letter) => letter switch
        {
            >= '\u0660' and <= '\u0669' => (char)('0' + (letter - '\u0660')),
            >= '\u06F0' and <= '\u06F9' => (char)('0' + (letter - '\u06F0')),
            >= '\uFF10' and <= '\uFF19' => (char)('0' + (letter - '\uFF10')),
            '\u066B' => '.',
            '\u066C' => ',',
            _ => letter,
        };
    }
}

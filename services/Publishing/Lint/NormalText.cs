using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Forum.Publishing.Languages;

namespace Forum.Publishing.Lint;

/// <summary>
/// A text without what hides a word from a search and not from a reader: accents, soft hyphens and characters without width, no-break spaces, line breaks,
/// letters of another script that look the same. Every character knows where in the given text it stands.
/// </summary>
public sealed partial class NormalText
{
    private readonly List<(int Start, int End)> origins = [];
    private readonly StringBuilder text = new();

    private NormalText(string given) => Given = given;

    public string Given { get; }

    public string Text { get; private set; } = "";

    /// <summary>The readings of a text: as it stands; where it has line breaks, with a hyphen at the end of a line dividing a word; where letters stand singly, with these drawn together.</summary>
    public static IEnumerable<NormalText> ReadingsOf(string given, string language)
    {
        var asItStands = Of(given, language);
        yield return asItStands;
        if (given.AsSpan().ContainsAny('\n', '\r', '\u2028'))
            yield return Of(given, language, joinsLines: true);
        if (SingleLetters().IsMatch(asItStands.Text))
            yield return asItStands.WithLettersTogether();
    }

    /// <param name="language">Of the text; in Russian Cyrillic letters are what they look like.</param>
    /// <param name="joinsLines">Whether a hyphen at the end of a line divides a word.</param>
    public static NormalText Of(string given, string language, bool joinsLines = false)
    {
        var normal = new NormalText(given);
        for (var at = 0; at < given.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(given, at, out var rune);
            // A surrogate without its twin stands for nothing.
            if (!isWhole)
                rune = Rune.ReplacementChar;
            var end = at + (isWhole ? rune.Utf16SequenceLength : 1);
            if (joinsLines && (rune.Value is '-' or 0x2010 or 0xAD) && EndOfBreak(given, end) is { } next)
                end = next;
            else
                normal.Take(rune, at, end);
            at = end;
        }

        normal.SeeThroughLookalikes(language);
        normal.Text = normal.text.ToString();
        return normal;
    }

    /// <summary>Where a stretch of the normal text stands in the given one.</summary>
    public (int Offset, int Length) Origin(int start, int length)
    {
        var (from, to) = (origins[start].Start, origins[start + length - 1].End);
        return (from, to - from);
    }

    private NormalText WithLettersTogether()
    {
        var together = new NormalText(Given);
        var runs = SingleLetters().Matches(Text);
        for (var at = 0; at < Text.Length; at++)
        {
            if (char.IsLetter(Text[at]) || !runs.Any(run => run.Index <= at && at < run.Index + run.Length))
                together.Add(Text[at], origins[at].Start, origins[at].End);
        }

        together.Text = together.text.ToString();
        return together;
    }

    [GeneratedRegex(@"(?<!\w)(?:\p{L}[ ._*-]){3,}\p{L}(?!\w)", RegexOptions.ExplicitCapture, Matching.Patience)]
    private static partial Regex SingleLetters();

    private static int? EndOfBreak(string given, int from)
    {
        var at = from;
        while (at < given.Length && given[at] is ' ' or '\t')
            at++;
        if (at >= given.Length || given[at] is not ('\n' or '\r' or '\u2028'))
            return null;
        while (at < given.Length && char.IsWhiteSpace(given[at]))
            at++;
        return at < given.Length && char.IsLetter(given[at]) ? at : null;
    }

    private void Take(Rune rune, int start, int end)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            if (text.Length > 0 && text[^1] != ' ')
                Add(' ', start, end);
            return;
        }

        if (IsUnseen(rune))
            return;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation || rune.Value is 0x2212)
        {
            Add('-', start, end);
            return;
        }

        if (rune.Value is 0x2018 or 0x2019 or 0x201B or 0x02BC or 0x02B9 or 0x2032 or 0x00B4 or 0x0060 or 0xFF07)
        {
            Add('\'', start, end);
            return;
        }

        foreach (var part in Letters.Plain(rune))
            TakePart(part, start, end);
    }

    private void TakePart(char part, int start, int end)
    {
        if (CharUnicodeInfo.GetUnicodeCategory(part) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        {
            // The breve makes another letter of и; every other mark leaves the letter that it stands on.
            if (part == '\u0306' && text.Length > 0 && text[^1] is 'и' or 'И')
                text[^1] = text[^1] == 'и' ? 'й' : 'Й';
            if (text.Length > 0 && text[^1] != ' ')
                origins[^1] = (origins[^1].Start, end);
            return;
        }

        Add(part, start, end);
    }

    private static bool IsUnseen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x0640 or (>= 0xFE00 and <= 0xFE0F);

    private void Add(char letter, int start, int end)
    {
        text.Append(letter);
        origins.Add((start, end));
    }

    /// <summary>Word by word: letters of another script among Latin ones, a word of look-alikes only, and a nought between letters are read as they look.</summary>
    private void SeeThroughLookalikes(string language)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
                end++;
            SeeThrough(at, end, language);
            at = end;
        }
    }

    private void SeeThrough(int start, int end, string language)
    {
        var (latin, other, looks, digits) = (0, 0, 0, 0);
        for (var at = start; at < end; at++)
        {
            latin += IsLatin(text[at]) ? 1 : 0;
            other += Lookalikes.OfLatin.ContainsKey(text[at]) || IsCyrillic(text[at]) ? 1 : 0;
            digits += char.IsDigit(text[at]) ? 1 : 0;
            looks += Lookalikes.OfLatin.ContainsKey(text[at]) ? 1 : 0;
        }

        var inRussian = language == "ru" && other >= latin;
        for (var at = start; at < end; at++)
        {
            if (inRussian && latin > 0 && Lookalikes.OfCyrillic.TryGetValue(text[at], out var cyrillic))
                text[at] = cyrillic;
            else if (!inRussian && looks > 0 && (latin > 0 || looks == end - start) && Lookalikes.OfLatin.TryGetValue(text[at], out var seen))
                text[at] = seen;
            else if (digits == 1 && text[at] == '0' && at > start && at + 1 < end && char.IsLetter(text[at - 1]) && char.IsLetter(text[at + 1]))
                text[at] = char.IsUpper(text[at - 1]) && char.IsUpper(text[at + 1]) ? 'O' : 'o';
        }
    }

    private static bool IsLatin(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsCyrillic(char letter) => letter is >= '\u0400' and <= '\u04FF';
}

/// <summary>Letters without their accents and in their plain form: é as e, ﬁ as fi, Ａ and 𝐀 as A.</summary>
internal static class Letters
{
    /// <summary>By the compatibility decompositions of Unicode 15, without marks; in the forum's processes, which know no cultures, the framework has none of it.</summary>
    private static readonly FrozenDictionary<int, string> PlainForms = Read();

    public static string Plain(Rune letter) => letter.Value switch
    {
        < 0xA0 => letter.ToString(),
        >= 0xFF01 and <= 0xFF5E => ((char)(letter.Value - 0xFEE0)).ToString(),
        >= 0x1D400 and <= 0x1D6A3 and var bold => Alphabet[(bold - 0x1D400) % Alphabet.Length].ToString(),
        >= 0x1D7CE and <= 0x1D7FF and var digit => ((char)('0' + ((digit - 0x1D7CE) % 10))).ToString(),
        var other => PlainForms.GetValueOrDefault(other) ?? letter.ToString(),
    };

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static FrozenDictionary<int, string> Read()
    {
        using var stream = typeof(Letters).Assembly.GetManifestResourceStream("letters.txt") ?? throw new InvalidOperationException("letters.txt is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))
            .ToFrozenDictionary(line => (int)line[0][0], line => line[1]);
    }
}

/// <summary>Letters that look like letters of another script.</summary>
internal static class Lookalikes
{
    /// <summary>Cyrillic, Greek, Armenian, Coptic and phonetic letters, each before the Latin one that it looks like.</summary>
    public static readonly IReadOnlyDictionary<char, char> OfLatin = Pairs("АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЈJ ЅS аa еe оo рp сc уy хx іi јj ѕs һh ӏl ԁd ԛq ԝw ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa ιi κk νv οo ρp τt υu χx γy ɑa ıi ɡg օo ոn սu ⲟo ᴏo");

    /// <summary>Latin letters, each before the Cyrillic one that it looks like.</summary>
    public static readonly IReadOnlyDictionary<char, char> OfCyrillic = Pairs("AА BВ EЕ KК MМ HН OО PР CС TТ YУ XХ aа eе oо pр cс yу xх");

    private static Dictionary<char, char> Pairs(string pairs) => pairs.Split(' ').ToDictionary(pair => pair[0], pair => pair[1]);
}

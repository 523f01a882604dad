using System.Collections.Frozen;
using System.Text;

namespace Forum.Publishing.Lint;

/// <summary>What sort of name it is.</summary>
internal enum NameKind
{
    Name,
    Demonym,
    Capital,
    Group,

    /// <summary>A phrase in which a name of another sort names nobody: Latin America, the Indian Ocean.</summary>
    Neutral,

    Person,
}

/// <summary>A name that was found in a normal text.</summary>
/// <param name="Code">Alpha-3 of the State, or the group's own; empty for other names.</param>
internal readonly record struct NamePlace(int Start, int Length, NameKind Kind, string Code);

/// <summary>Names as a text may have them, and where they stand in it: whole words, the longest name that fits, letters as they are written.</summary>
internal sealed class Names
{
    /// <summary>By the first word of the name; longest first.</summary>
    private readonly FrozenDictionary<string, Known[]> byFirstWord;

    /// <summary>Chinese has no spaces between words: by the first character.</summary>
    private readonly FrozenDictionary<char, Known[]> byCharacter;

    /// <summary>Russian demonyms by their stem.</summary>
    private readonly Known[] stems;

    private Names(IEnumerable<Known> known)
    {
        var all = known.Where(name => name.Text.Length > 0).ToArray();
        byFirstWord = all.Where(name => name is { IsStem: false } && !IsChinese(name.Text[0]))
            .GroupBy(name => WordAt(name.Text, 0), StringComparer.Ordinal)
            .ToFrozenDictionary(names => names.Key, LongestFirst, StringComparer.Ordinal);
        byCharacter = all.Where(name => IsChinese(name.Text[0]) || name.Language is "zh").GroupBy(name => name.Text[0]).ToFrozenDictionary(names => names.Key, LongestFirst);
        stems = [.. all.Where(name => name.IsStem)];
    }

    private sealed record Known(string Text, NameKind Kind, string Code, string Language, string? OnlyIn, bool IsStem);

    /// <summary>States, their people and capitals, and groups, as <c>names.csv</c> has them.</summary>
    public static Names OfStates { get; } = new(Read());

    /// <summary>People known to the forum: by the whole name, and by its last word.</summary>
    public static Names OfPeople(IEnumerable<string> people) => new(people
        .SelectMany(name => new[] { name, name.Trim().Split(' ')[^1] })
        .Select(name => NormalText.Of(name.Trim(), "en").Text)
        .Where(name => name.Length > 2 && char.IsUpper(name[0]))
        .Distinct(StringComparer.Ordinal)
        .Select(name => new Known(name, NameKind.Person, "", "en", OnlyIn: null, IsStem: false)));

    public IEnumerable<NamePlace> In(string text, string language)
    {
        for (var at = 0; at < text.Length;)
        {
            var place = At(text, at, language);
            if (place is { } found)
                yield return found;
            at = place is { } name ? name.Start + name.Length : at + 1;
        }
    }

    private NamePlace? At(string text, int at, string language)
    {
        if (byCharacter.TryGetValue(text[at], out var characters) && characters.FirstOrDefault(name => Stands(name, text, at, language)) is { } chinese)
            return new NamePlace(at, chinese.Text.Length, chinese.Kind, chinese.Code);
        if (!char.IsLetterOrDigit(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])) || IsChinese(text[at]))
            return null;
        var word = WordAt(text, at);
        if (IsArabic(text[at]))
            return ArabicAt(text, at, word, language);
        if (byFirstWord.TryGetValue(word, out var names) && names.FirstOrDefault(name => Stands(name, text, at, language) && EndsThere(text, at + name.Text.Length)) is { } known)
            return new NamePlace(at, known.Text.Length, known.Kind, known.Code);
        if (language is "ru" && stems.FirstOrDefault(stem => word.StartsWith(stem.Text, StringComparison.OrdinalIgnoreCase)) is { } people)
            return new NamePlace(at, word.Length, people.Kind, people.Code);
        return null;
    }

    /// <summary>In Arabic the article, prepositions and "and" are written together with the word, and endings follow it.</summary>
    private NamePlace? ArabicAt(string text, int at, string word, string language)
    {
        foreach (var (skipped, first) in ArabicBeginnings(word))
        {
            if (byFirstWord.TryGetValue(first, out var names)
                && names.FirstOrDefault(name => Fits(name, language) && string.CompareOrdinal(text, at + word.Length, name.Text, first.Length, name.Text.Length - first.Length) == 0 && EndsThere(text, at + word.Length + name.Text.Length - first.Length)) is { } known)
                return new NamePlace(at + skipped, word.Length - skipped + known.Text.Length - first.Length, known.Kind, known.Code);
            foreach (var ending in ArabicEndings)
            {
                if (first.EndsWith(ending, StringComparison.Ordinal) && byFirstWord.TryGetValue(first[..^ending.Length], out var people)
                    && people.FirstOrDefault(name => name is { Kind: NameKind.Demonym } && name.Text.Length == first.Length - ending.Length) is { } demonym)
                    return new NamePlace(at + skipped, word.Length - skipped, NameKind.Demonym, demonym.Code);
            }
        }

        return null;
    }

    private static readonly string[] ArabicEndings = ["ة", "ين", "ون", "ات", "ان", "ا", "تين"];

    private static IEnumerable<(int Skipped, string Word)> ArabicBeginnings(string word)
    {
        var at = 0;
        do
        {
            yield return (at, word[at..]);
            if (word[at..].StartsWith("ال", StringComparison.Ordinal))
                yield return (at, word[(at + 2)..]);
            else if (word[at..].StartsWith("لل", StringComparison.Ordinal))
            {
                yield return (at, $"ال{word[(at + 2)..]}");
                yield return (at, word[(at + 2)..]);
            }
            else
                yield return (at, $"ال{word[at..]}");
        }
        while (at < 2 && word.Length > at + 3 && word[at++] is 'و' or 'ف' or 'ب' or 'ل' or 'ك');
    }

    private static bool Fits(Known name, string language) => name.OnlyIn is null || name.OnlyIn == language;

    private static bool Stands(Known name, string text, int at, string language) => Fits(name, language) && string.CompareOrdinal(text, at, name.Text, 0, name.Text.Length) == 0;

    private static bool EndsThere(string text, int end) => end >= text.Length || !char.IsLetterOrDigit(text[end]) || IsChinese(text[end]);

    private static bool IsChinese(char letter) => letter is >= '\u3400' and <= '\u9FFF';

    private static bool IsArabic(char letter) => letter is >= '\u0600' and <= '\u06FF';

    private static Known[] LongestFirst(IEnumerable<Known> names) => [.. names.OrderByDescending(name => name.Text.Length)];

    private static string WordAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
            end++;
        return text[at..Math.Max(end, at + 1)];
    }

    private static IEnumerable<Known> Read()
    {
        using var stream = typeof(Names).Assembly.GetManifestResourceStream("names.csv") ?? throw new InvalidOperationException("names.csv is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is not [var language, var kindName, var code, var names, _])
                throw new InvalidOperationException($"In names.csv this is no line: {line}");
            var kind = Enum.Parse<NameKind>(kindName);
            foreach (var name in names.Split('|'))
            {
                foreach (var form in Forms(name, language, kind))
                    yield return form with { Code = code };
            }
        }
    }

    private static IEnumerable<Known> Forms(string name, string language, NameKind kind)
    {
        var isStem = name.EndsWith('*');
        var text = NormalText.Of(name.TrimEnd('*'), language).Text;
        // Demonyms are words like others in most languages; in English they have a capital letter. Names are looked for in every text.
        var onlyIn = kind is NameKind.Demonym or NameKind.Neutral ? language : null;
        var known = new Known(text, kind, "", language, onlyIn, isStem);
        yield return known;
        if (isStem || language is "zh" or "ar")
            yield break;
        if (language is "ru" && kind is NameKind.Name)
        {
            foreach (var declined in RussianCases.Of(text))
                yield return known with { Text = declined };
        }

        if (kind is NameKind.Demonym)
        {
            if (language is "en")
                yield return known with { Text = $"{text}s" };
            else
                yield return known with { Text = $"{char.ToUpperInvariant(text[0])}{text[1..]}" };
        }

        // As a heading has it. A short name in capitals may be any abbreviation.
        if (text.Length > 3 && text.ToUpperInvariant() is var capitals && capitals != text)
            yield return known with { Text = capitals };
    }
}

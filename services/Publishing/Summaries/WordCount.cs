using System.Globalization;

namespace Forum.Publishing.Summaries;

/// <summary>How long a text is. Reports of the Secretariat have at most 8,500 words; a longer one is issued all the same, with a warning.</summary>
public static class WordCount
{
    public const int Most = 8_500;

    /// <summary>Runs of letters and digits; each Chinese character counts as a word, as no space sets words apart.</summary>
    public static int Of(string text)
    {
        var words = 0;
        var inside = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isCharacter = rune.Value is >= 0x3400 and <= 0x9FFF or >= 0x20000 and <= 0x3FFFF;
            var continues = System.Text.Rune.IsLetterOrDigit(rune) || System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || (inside && rune.Value is '\'' or '’' or '-');
            if (isCharacter || (continues && !inside))
                words++;
            inside = continues && !isCharacter;
        }

        return words;
    }
}

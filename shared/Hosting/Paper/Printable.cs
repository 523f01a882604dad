using System.Text;

namespace Forum.Hosting.Paper;

/// <summary>
/// Text as every format can carry it. XML, calendars and PDF know no control characters and no half of a surrogate pair; line breaks come as CR, LF or both.
/// </summary>
public static class Printable
{
    /// <summary>The text with line breaks as LF and without what cannot be written; tabs become spaces.</summary>
    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\t')
                kept.Append(' ');
            else if (rune.Value is '\n' || !(Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF))
                kept.Append(rune.ToString());
        }

        return kept.ToString();
    }

    /// <summary>The same in one line: a name, a title, a heading.</summary>
    public static string Line(string? text) => string.Join(' ', Text(text).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}

using System.Globalization;
using System.Text.RegularExpressions;
using Forum.Hosting.Store;
using Forum.Publishing.Figures;

namespace Forum.Publishing.Summaries;

/// <summary>A piece of a paragraph's text: words, a figure, or the number of another paragraph.</summary>
/// <param name="Words">Null for what is no words.</param>
/// <param name="Figure">Name of the figure; null for what is none.</param>
/// <param name="MayBeUnknown">The writer reckons with a figure that is not known (<c>{name?}</c>) and lets the text say so.</param>
/// <param name="Paragraph">Number of the paragraph that is referred to; null where none is.</param>
public readonly record struct Piece(string? Words, string? Figure, bool MayBeUnknown, int? Paragraph = null);

/// <summary>
/// Text in which figures stand by name: <c>{memberStatesSpoke}</c> for one that must be known when the summary is issued,
/// <c>{memberStatesSpoke?}</c> for one that is printed as unknown when it is. Other paragraphs stand by number: <c>see paragraph {#12}</c>, which follows
/// the paragraph when it is renumbered. A brace has no other use.
/// </summary>
public static partial class FigureText
{
    /// <exception cref="Refusal">A brace does not hold the name of a figure.</exception>
    public static IReadOnlyList<Piece> Parse(string text, string field = "text")
    {
        var pieces = new List<Piece>();
        var from = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            AddWords(pieces, text[from..match.Index], field);
            pieces.Add(match.Groups["paragraph"] is { Success: true } reference
                ? new Piece(null, null, false, int.Parse(reference.ValueSpan, CultureInfo.InvariantCulture))
                : new Piece(null, Known(match.Groups["name"].Value, field), match.Groups["unknown"].Success));
            from = match.Index + match.Length;
        }

        AddWords(pieces, text[from..], field);
        return pieces;
    }

    /// <summary>The text with every reference to a paragraph put to the number that it has now.</summary>
    public static string Renumbered(string text, Func<int, int> numbered) => Placeholder().Replace(text, match => match.Groups["paragraph"] is { Success: true } reference
        ? string.Create(CultureInfo.InvariantCulture, $"{{#{numbered(int.Parse(reference.ValueSpan, CultureInfo.InvariantCulture))}}}")
        : match.Value);

    /// <summary>Numbers of the paragraphs that the text refers to.</summary>
    public static IEnumerable<int> References(string text) => Parse(text).Select(piece => piece.Paragraph).OfType<int>();

    private static string Known(string name, string field) => FigureCatalogue.Has(name)
        ? name
        : throw new Refusal("figure-unknown", $"There is no figure {name}. The names are those of /editions/{{id}}/figures.", field);

    private static void AddWords(List<Piece> pieces, string words, string field)
    {
        if (words.AsSpan().ContainsAny('{', '}'))
            throw new Refusal("placeholder-malformed", "A brace holds the name of a figure, as in {memberStatesSpoke}, or the number of a paragraph, as in {#12}, and nothing else.", field);
        if (words.Length > 0)
            pieces.Add(new Piece(words, null, false));
    }

    [GeneratedRegex(@"\{((?<name>[A-Za-z][A-Za-z0-9]*)(?<unknown>\?)?|#(?<paragraph>[1-9][0-9]{0,3}))\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

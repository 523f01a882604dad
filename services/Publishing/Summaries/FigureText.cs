using System.Text.RegularExpressions;
using Forum.Hosting.Store;
using Forum.Publishing.Figures;

namespace Forum.Publishing.Summaries;

/// <summary>A piece of a paragraph's text: words, or a figure.</summary>
/// <param name="Words">Null for a figure.</param>
/// <param name="Figure">Name of the figure; null for words.</param>
/// <param name="MayBeUnknown">The writer reckons with a figure that is not known (<c>{name?}</c>) and lets the text say so.</param>
public readonly record struct Piece(string? Words, string? Figure, bool MayBeUnknown);

/// <summary>
/// Text in which figures stand by name: <c>{memberStatesSpoke}</c> for one that must be known when the summary is issued,
/// <c>{memberStatesSpoke?}</c> for one that is printed as unknown when it is. A brace has no other use.
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
            var name = match.Groups["name"].Value;
            if (!FigureCatalogue.Has(name))
                throw new Refusal("figure-unknown", $"There is no figure {name}. The names are those of /editions/{{id}}/figures.", field);
            pieces.Add(new Piece(null, name, match.Groups["unknown"].Success));
            from = match.Index + match.Length;
        }

        AddWords(pieces, text[from..], field);
        return pieces;
    }

    private static void AddWords(List<Piece> pieces, string words, string field)
    {
        if (words.AsSpan().ContainsAny('{', '}'))
            throw new Refusal("placeholder-malformed", "A brace holds the name of a figure, as in {memberStatesSpoke}, and nothing else.", field);
        if (words.Length > 0)
            pieces.Add(new Piece(words, null, false));
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z][A-Za-z0-9]*)(?<unknown>\?)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

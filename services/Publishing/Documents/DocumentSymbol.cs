using System.Globalization;
using System.Text.RegularExpressions;

namespace Forum.Publishing.Documents;

/// <summary>What a document with a suffix is to the one whose symbol it extends.</summary>
public enum SymbolSuffix
{
    /// <summary>New matter.</summary>
    Add,

    /// <summary>A change of the text.</summary>
    Amend,

    /// <summary>The correction of an error.</summary>
    Corr,

    /// <summary>A text that replaces the whole of the earlier one.</summary>
    Rev,
}

/// <summary>A suffix with its number, e.g. <c>Corr.1</c>.</summary>
public sealed record NumberedSuffix(SymbolSuffix Kind, int Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}.{Number}");
}

/// <summary>
/// The symbol of a document, shared by all its language versions: A/61/515, A/C.2/60/L.62, A/RES/60/227, A/61/PV.3, A/61/515/Add.1.
/// </summary>
public sealed partial record DocumentSymbol
{
    private DocumentSymbol(string stem, IReadOnlyList<NumberedSuffix> suffixes)
    {
        Stem = stem;
        Suffixes = suffixes;
    }

    /// <summary>The symbol without suffixes.</summary>
    public string Stem { get; }

    /// <summary>From the inside out: A/61/L.5/Rev.1/Corr.2 corrects the revision.</summary>
    public IReadOnlyList<NumberedSuffix> Suffixes { get; }

    /// <summary>The organ that issues it, e.g. <c>A</c> for the General Assembly.</summary>
    public string Organ => Stem[..Stem.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>True for the series of texts that an organ took a position on; a chair's summary is none.</summary>
    public bool IsOfResolutions => Stem.Split('/').Any(part => part is "RES" or "DEC");

    /// <summary>The document that this one adds to, corrects or replaces; null for one that stands by itself.</summary>
    public DocumentSymbol? Parent => Suffixes.Count == 0 ? null : new DocumentSymbol(Stem, [.. Suffixes.SkipLast(1)]);

    /// <summary>The symbol with one more suffix.</summary>
    /// <param name="kind"></param>
    /// <param name="number">From 1.</param>
    public DocumentSymbol With(SymbolSuffix kind, int number) => new(Stem, [.. Suffixes, new NumberedSuffix(kind, number)]);

    /// <summary>
    /// The symbol of the next document of a kind. Addenda and corrigenda extend the symbol; a revision replaces what its symbol is made from, so that Rev.2 follows Rev.1 and does not extend it.
    /// </summary>
    /// <param name="kind"></param>
    /// <param name="taken">Symbols of what was issued on this document so far; others do not matter.</param>
    public DocumentSymbol Next(SymbolSuffix kind, IEnumerable<string> taken)
    {
        var from = kind is SymbolSuffix.Rev && Suffixes is [.., { Kind: SymbolSuffix.Rev }] ? Parent! : this;
        var own = kind is SymbolSuffix.Rev && Suffixes is [.., { Kind: SymbolSuffix.Rev } revision] ? revision.Number : 0;
        var numbers = taken.Select(Parse).OfType<DocumentSymbol>()
            .Where(symbol => from.Equals(symbol.Parent) && symbol.Suffixes[^1].Kind == kind)
            .Select(symbol => symbol.Suffixes[^1].Number);
        return from.With(kind, numbers.Append(own).Max() + 1);
    }

    /// <summary>Null when the text is not a symbol. The form is exact: capitals, single slashes, numbers without leading zeros.</summary>
    public static DocumentSymbol? Parse(string text)
    {
        if (text.Length > 60 || Form().Match(text) is not { Success: true } match)
            return null;
        var suffixes = match.Groups["suffix"].Captures.Select(capture => capture.Value.Split('.'))
            .Select(parts => new NumberedSuffix(Enum.Parse<SymbolSuffix>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture)));
        return new DocumentSymbol(match.Groups["stem"].Value, [.. suffixes]);
    }

    public override string ToString() => string.Join('/', Suffixes.Select(suffix => suffix.ToString()).Prepend(Stem));

    public bool Equals(DocumentSymbol? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    // Organ, then series, sessions and sub-organs, the last of them numbered; then the suffixes.
    [GeneratedRegex(
        @"\A(?<stem>[A-Z]{1,6}(/([A-Z]{1,6}(\.[1-9][0-9]{0,4})?|[1-9][0-9]{0,4}))*/([A-Z]{1,6}\.)?[1-9][0-9]{0,4})(/(?<suffix>(Add|Amend|Corr|Rev)\.[1-9][0-9]{0,3}))*\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}

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

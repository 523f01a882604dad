using System.Buffers;
using System.Text;

namespace Forum.Registration.ListsOfParticipants;

/// <summary>
/// The order in which the United Nations lists States: English alphabetical order of the official short names, as they are written. "Republic of Korea" stands under R,
/// "The former Yugoslav Republic of Macedonia" under T, after Thailand (so in the United Nations' own list of Member States with their dates of admission, and in the hall).
/// Word by word, so that nothing comes before something ("Guinea", "Guinea-Bissau", "Guyana"); letters with accents stand where those without do ("Côte d'Ivoire" after "Costa Rica");
/// capitals, apostrophes and brackets do not count, a hyphen parts words. It asks no locale of the machine, so that the same names always come in the same order.
/// </summary>
public sealed class EnglishOrder : IComparer<string>
{
    public static readonly EnglishOrder Instance = new();

    /// <summary>Letters of the Latin alphabet with what they are sorted as, which comes first in each line.</summary>
    private static readonly string[] Accented =
    [
        "AÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶ", "BḂƁ", "CÇĆĈĊČ", "DÐĎĐ", "EÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆƏ", "FƑ", "GĜĞĠĢǦ", "HĤĦ", "IÌÍÎÏĨĪĬĮİǏỈỊı", "JĴ", "KĶǨ", "LĹĻĽĿŁ", "NÑŃŅŇŊ",
        "OÒÓÔÕÖØŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢ", "RŔŖŘ", "SŚŜŞŠȘ", "TŢŤŦȚ", "UÙÚÛÜŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰ", "WŴ", "YÝŶŸȲỲỴỶỸ", "ZŹŻŽ",
    ];

    private static readonly Dictionary<char, char> Plain =
        Accented.SelectMany(line => line.Skip(1).Select(letter => KeyValuePair.Create(letter, line[0]))).ToDictionary();

    private static readonly SearchValues<char> PartsWords = SearchValues.Create(" -‐‑–—/&,;:\u00a0\u202f");

    private EnglishOrder()
    {
    }

    public int Compare(string? x, string? y)
    {
        var byLetters = string.CompareOrdinal(Key(x ?? ""), Key(y ?? ""));
        return byLetters != 0 ? byLetters : string.CompareOrdinal(x, y);
    }

    /// <summary>The words of the name in plain capitals, with one blank between them. A blank comes before every letter.</summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length + 2);
        foreach (var letter in name.ToUpperInvariant())
        {
            if (PartsWords.Contains(letter))
            {
                if (key.Length > 0 && key[^1] != ' ')
                    key.Append(' ');
            }
            else if (letter is 'Æ' or 'Œ' or 'ß' or 'Þ')
            {
                key.Append(letter switch { 'Æ' => "AE", 'Œ' => "OE", 'ß' => "SS", _ => "TH" });
            }
            else if (char.IsLetterOrDigit(letter) || char.IsSurrogate(letter))
            {
                key.Append(Plain.GetValueOrDefault(letter, letter));
            }
        }

        return key.ToString().TrimEnd();
    }
}

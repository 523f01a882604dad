using System.Text;

namespace Forum.Hosting.Store;

internal static class Words
{
    /// <summary>"RoundTable" becomes "round table".</summary>
    public static string Spaced(string pascalCase) => Join(pascalCase, ' ');

    /// <summary>"DelegationAnnounced" becomes "delegation-announced".</summary>
    public static string Kebab(string pascalCase) => Join(pascalCase, '-');

    /// <summary>"DelegationAnnounced" becomes "delegation_announced".</summary>
    public static string Snake(string pascalCase) => Join(pascalCase, '_');

    private static string Join(string pascalCase, char separator)
    {
        var text = new StringBuilder(pascalCase.Length + 4);
        foreach (var letter in pascalCase)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append(separator);
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

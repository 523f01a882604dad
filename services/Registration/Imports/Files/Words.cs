using System.Collections.Frozen;
using System.Text;
using Forum.Contracts.Registration;
using Forum.Registration.Delegations;

namespace Forum.Registration.Imports.Files;

/// <summary>The words of the lists: what people write for a role, a rank or a category.</summary>
public static class Words
{
    private const int LongestShown = 40;

    private static readonly FrozenDictionary<string, DelegationRole> Roles = Of<DelegationRole>(
        ("head", DelegationRole.HeadOfDelegation),
        ("hod", DelegationRole.HeadOfDelegation),
        ("chief", DelegationRole.HeadOfDelegation),
        ("delegate", DelegationRole.Representative),
        ("alternate", DelegationRole.AlternateRepresentative),
        ("advisor", DelegationRole.Adviser),
        ("technical advisor", DelegationRole.TechnicalAdviser));

    private static readonly FrozenDictionary<string, RankLevel> Ranks = Of<RankLevel>(
        ("hos", RankLevel.HeadOfState),
        ("president", RankLevel.HeadOfState),
        ("crown princess", RankLevel.CrownPrince),
        ("hog", RankLevel.HeadOfGovernment),
        ("prime minister", RankLevel.HeadOfGovernment),
        ("deputy prime minister", RankLevel.DeputyHeadOfGovernment),
        ("minister for foreign affairs", RankLevel.ForeignMinister),
        ("minister of foreign affairs", RankLevel.ForeignMinister),
        ("deputy minister", RankLevel.ViceMinister),
        ("pr", RankLevel.PermanentRepresentative));

    private static readonly FrozenDictionary<string, ParticipantCategory> Categories = Of<ParticipantCategory>(
        ("state", ParticipantCategory.MemberState),
        ("observer", ParticipantCategory.ObserverState),
        ("entity", ParticipantCategory.StandingInviteeEntity),
        ("un entity", ParticipantCategory.UnSystemEntity));

    public static DelegationRole? Role(string text) => Roles.TryGetValue(Plain(text), out var role) ? role : null;

    public static RankLevel? Rank(string text) => Ranks.TryGetValue(Plain(text), out var rank) ? rank : null;

    public static ParticipantCategory? Category(string text) => Categories.TryGetValue(Plain(text), out var category) ? category : null;

    /// <summary>Lower case, with one blank where there are blanks, hyphens, underscores or dots.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || letter is '_' or '-' or '.' or '/' or '\uFEFF')
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                    plain.Append(' ');
            }
            else
            {
                plain.Append(char.ToLowerInvariant(letter));
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>What of a cell can be shown in a message or kept with the preview, whatever is in it.</summary>
    public static string Shown(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)).Trim();
        return line.Length <= LongestShown ? line : line[..LongestShown] + "…";
    }

    private static FrozenDictionary<string, T> Of<T>(params IEnumerable<(string Word, T Value)> others) where T : struct, Enum
    {
        var words = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var value in Enum.GetValues<T>())
        {
            words[Plain(value.ToString())] = value;
            words[Plain(Spaced(value.ToString()))] = value;
        }

        foreach (var (word, value) in others)
            words[word] = value;
        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Spaced(string pascalCase) => string.Concat(pascalCase.Select((letter, n) => n > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}"));
}

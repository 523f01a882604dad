using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Forum.Tests;

/// <summary>Words that occur nowhere else, one for each place where somebody writes about people, so that a word that is found says where it came from.</summary>
internal sealed class Marks
{
    private readonly ConcurrentDictionary<string, string> given = new(StringComparer.Ordinal);

    /// <param name="place">E.g. "the head's name".</param>
    public string this[string place] => given.GetOrAdd(place, static _ => $"Zq{Guid.NewGuid():N}"[..20]);

    public IReadOnlyCollection<string> All => [.. given.Values];

    /// <summary>The places whose marks stand in the texts, each with a piece of such a text.</summary>
    public IReadOnlyList<string> FoundIn(IEnumerable<string> texts)
    {
        var any = new Regex(string.Join('|', All), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));
        return [.. texts.SelectMany(text => any.Matches(text), (text, match) => $"{Place(match.Value)}: …{Around(text, match)}…").DistinctBy(found => found.Split(':')[0])];
    }

    private string Place(string mark) => given.First(entry => string.Equals(entry.Value, mark, StringComparison.OrdinalIgnoreCase)).Key;

    private static string Around(string text, Match match) => text[Math.Max(0, match.Index - 200)..Math.Min(text.Length, match.Index + match.Length + 100)];
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Forum.Hosting.Http.Describing;

/// <summary>What the code says of its own types, from the documentation file that the compiler writes beside each assembly.</summary>
internal static partial class Docstrings
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, string>> Known = new();

    /// <summary>The summary of the type, as plain text; null when it has none.</summary>
    public static string? Of(Type type) => Find(type, $"T:{Name(type)}");

    /// <summary>The summary of the property.</summary>
    public static string? Of(PropertyInfo property) => Find(property.DeclaringType!, $"P:{Name(property.DeclaringType!)}.{property.Name}");

    /// <summary>The first sentence of a text, without its full stop, as a heading has it.</summary>
    public static string Heading(string text) => FirstSentence().Match(text).Value.TrimEnd('.', ':', ';', ' ');

    private static string? Find(Type type, string name) => Known.GetOrAdd(type.Assembly, Read).GetValueOrDefault(name);

    private static string Name(Type type) => type.FullName?.Replace('+', '.') ?? type.Name;

    private static Dictionary<string, string> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file))
            return [];
        return XDocument.Load(file).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!), StringComparer.Ordinal);
    }

    private static string Plain(XElement summary) => Blanks().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement reference when (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword")) is { } named => named.Value.Split('.', ':')[^1],
        XElement element => element.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^.+?(?=[.;:](\s|$)|$)", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstSentence();
}

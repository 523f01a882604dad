using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Forum.Registration.People;

/// <summary>Words in which somebody is named, where they stand.</summary>
/// <param name="Kind">Kind of the document, e.g. <c>remarks</c>.</param>
/// <param name="Path">Where in the document, e.g. <c>$.Text</c>.</param>
public sealed record Mention(string Kind, string Path, string Text);

/// <summary>Finds a person by name in what others wrote, and takes the name out.</summary>
public sealed partial class NameOf
{
    public const string Struck = "[erased]";
    private const int ShortestPart = 3, ShortestTitle = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    private static readonly Regex Nothing = new("(?!)", RegexOptions.None, Patience);

    private readonly Regex whole, parts;
    private readonly Regex? title;

    public NameOf(Person person)
    {
        string[] words = Letters(person.Name);
        var inWhole = string.Join(@"[\W_]+", words.Select(Regex.Escape));
        // "Meier's" and "Meiers" name Meier, "Meierhof" does not; a particle such as "von" or "de" names nobody.
        var ofNote = words.Where(word => word.Length >= ShortestPart && !char.IsLower(word[0])).Select(Regex.Escape);
        whole = words.Length > 0 ? Whole(inWhole) : Nothing;
        parts = words.Length > 0 ? Whole(string.Join('|', ofNote.Prepend(inWhole))) : Nothing;
        Plainest = words.Where(word => word.All(char.IsAscii)).MaxBy(word => word.Length);
        title = person.Title.Length >= ShortestTitle ? Whole(Regex.Escape(person.Title)) : null;
    }

    /// <summary>The longest word of the name that every database finds in capitals and small letters alike; null when there is none.</summary>
    public string? Plainest { get; }

    /// <summary>Every text of a document that is the person's own.</summary>
    public static IEnumerable<Mention> EverythingIn<T>(T document, string kind) where T : notnull => Everywhere(Tree(document)).Select(text => new Mention(kind, text.GetPath(), text.GetValue<string>()));

    public bool StandsIn<T>(T document, bool inPart) where T : notnull => Naming(Tree(document), inPart).Any();

    /// <summary>Every text of the document that names the person, and the rest of what is said beside it.</summary>
    public IEnumerable<Mention> MentionsIn<T>(T document, string kind, bool inPart) where T : notnull =>
        Naming(Tree(document), inPart).SelectMany(said => Texts(said)).Select(text => new Mention(kind, text.GetPath(), text.GetValue<string>()));

    /// <summary>The document without name and title; null when nothing of its kind is left without them.</summary>
    public T? StruckFrom<T>(T document, bool inPart) where T : notnull
    {
        var tree = Tree(document);
        foreach (var said in Naming(tree, inPart).ToArray())
        {
            foreach (var text in Texts(said).ToArray())
                text.ReplaceWith(Strike(text.GetValue<string>(), inPart));
        }

        try
        {
            return tree.Deserialize<T>(Json);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private string Strike(string text, bool inPart)
    {
        var nameless = Name(inPart).Replace(text, Struck);
        return title?.Replace(nameless, Struck) ?? nameless;
    }

    private Regex Name(bool inPart) => inPart ? parts : whole;

    /// <summary>The innermost objects in which a text names the person: what is said of somebody stands beside the name.</summary>
    private IEnumerable<JsonObject> Naming(JsonNode? node, bool inPart) => node switch
    {
        JsonObject said when Texts(said).Any(text => Name(inPart).IsMatch(text.GetValue<string>())) => Within(said, inPart).Prepend(said),
        JsonObject said => Within(said, inPart),
        JsonArray list => list.SelectMany(item => Naming(item, inPart)),
        _ => [],
    };

    private static IEnumerable<JsonValue> Everywhere(JsonNode? node) => node switch
    {
        JsonObject said => Texts(said).Concat(said.SelectMany(member => Everywhere(member.Value))),
        JsonArray list => list.OfType<JsonNode>().Where(item => item is not JsonValue).SelectMany(Everywhere),
        _ => [],
    };

    private IEnumerable<JsonObject> Within(JsonObject said, bool inPart) => said.SelectMany(member => Naming(member.Value, inPart));

    private static IEnumerable<JsonValue> Texts(JsonObject said) => said
        .SelectMany(member => member.Value is JsonArray list ? list.AsEnumerable() : [member.Value])
        .OfType<JsonValue>()
        .Where(value => value.GetValueKind() is JsonValueKind.String && !Guid.TryParse(value.GetValue<string>(), out _));

    private static JsonNode Tree<T>(T document) => JsonSerializer.SerializeToNode(document, Json)!;

    private static string[] Letters(string name) => [.. LettersOfAWord().Matches(name).Select(word => word.Value)];

    private static Regex Whole(string pattern) => new($@"(?<![\w])(?:{pattern})(?:'?s)?(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LettersOfAWord();
}

using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Forum.Hosting.Http.Describing;

/// <summary>A request of a service's <c>.http</c> file, with the variables that it names still in it.</summary>
/// <param name="Title">What it is for.</param>
/// <param name="Name">Under which later requests speak of its answer; null when none does.</param>
/// <param name="Address">Path and query, below the service's origin.</param>
/// <param name="Body">Null when it has none.</param>
public sealed partial record HttpRequestInFile(string Title, string? Name, string Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, string? Body)
{
    /// <summary>The path without its query.</summary>
    public string Path => Address.Split('?')[0];
}

/// <summary>
/// The service's <c>.http</c> file: every route in the order of the story. It is carried in the service's assembly, so that the OpenAPI document shows its bodies as
/// examples; a test sends it, so that both stay true.
/// </summary>
public sealed partial class HttpFile
{
    private const string Resource = "story.http";

    private HttpFile(IReadOnlyDictionary<string, string> variables, IReadOnlyList<HttpRequestInFile> requests) => (Variables, Requests) = (variables, requests);

    /// <summary>What <c>@name = value</c> says at the beginning.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    public IReadOnlyList<HttpRequestInFile> Requests { get; }

    /// <summary>The file of the service; empty when its assembly carries none.</summary>
    public static HttpFile Of(Assembly service)
    {
        using var stream = service.GetManifestResourceStream(Resource);
        if (stream is null)
            return Parse("");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    public static HttpFile Parse(string text)
    {
        var parts = Separator().Split(text.ReplaceLineEndings("\n"));
        var variables = Variable().Matches(parts[0]).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim(), StringComparer.Ordinal);
        return new HttpFile(variables, [.. parts.Skip(1).Select(Request)]);
    }

    /// <summary>Examples of the body of an operation, each with what it is for, and with made-up ids where the story takes them from an answer.</summary>
    /// <param name="template">E.g. <c>/delegations/{id}/withdrawal</c>.</param>
    public IEnumerable<(string Title, JsonNode Body)> Examples(string method, string template) =>
        Requests
            .Where(request => request.Body is not null && Fits(request, method, template))
            .Select(request => (request.Title, JsonNode.Parse(Placeholder().Replace(request.Body!, match => MadeUp(match.Value)))!));

    /// <summary>True when the request is one of the operation. A parameter at the end may be of several parts, as a document symbol is.</summary>
    public static bool Fits(HttpRequestInFile request, string method, string template)
    {
        if (!string.Equals(request.Method, method, StringComparison.OrdinalIgnoreCase))
            return false;
        var given = request.Path.TrimStart('/').Split('/');
        var wanted = template.TrimStart('/').Split('/');
        return (given.Length == wanted.Length || (given.Length > wanted.Length && wanted[^1] is "{symbol}"))
            && wanted.Zip(given).All(pair => pair.First.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
    }

    /// <summary>The same id for the same words, in the form of those that the services give; a fingerprint is 64 hexadecimal digits instead.</summary>
    private static string MadeUp(string words)
    {
        if (words.Contains(".fingerprint", StringComparison.Ordinal))
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
        var sum = words.Aggregate(17u, (sum, letter) => (sum * 31) + letter);
        return $"019a0000-0000-7000-8000-{sum:x12}";
    }

    private static HttpRequestInFile Request(string part)
    {
        var (head, body) = part.Split("\n\n", 2) is [var before, var after] ? (before, after.Trim()) : (part, "");
        var lines = head.Split('\n');
        var name = lines.Select(line => Named().Match(line)).FirstOrDefault(match => match.Success)?.Groups["name"].Value;
        string[] said = [.. lines.Skip(1).Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))];
        if (said.Length == 0 || said[0].Split(' ', 2) is not [var method, var address])
            throw new FormatException($"A request of the .http file has no line with method and address: {lines[0]}");
        return new HttpRequestInFile(lines[0].Trim(), name, method, BelowOrigin(address.Trim()),
            [.. said.Skip(1).Select(line => line.Split(':', 2)).Select(pair => (pair[0].Trim(), pair[1].Trim()))], body.Length == 0 ? null : body);
    }

    /// <summary>An address starts with a variable that stands for the service, or names another origin outright.</summary>
    private static string BelowOrigin(string address) => address.StartsWith("{{", StringComparison.Ordinal) ? address[(address.IndexOf("}}", StringComparison.Ordinal) + 2)..] : new Uri(address).PathAndQuery;

    [GeneratedRegex("^###", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^@(?<name>\w+)\s*=\s*(?<value>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^#\s*@name\s+(?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\{\{(?<name>[^}]+)\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}

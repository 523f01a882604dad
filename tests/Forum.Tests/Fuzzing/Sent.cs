using System.Text;
using System.Text.RegularExpressions;

namespace Forum.Tests.Fuzzing;

/// <summary>A request as it is sent.</summary>
/// <param name="Valid">True when everything in it passes the document: then 400 is no answer.</param>
/// <param name="How">What was done to it; for who reads a failure.</param>
public sealed partial record Sent(
    DescribedOperation Operation, string Method, string Address, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string? MediaType, string? Role, string? Delegation, bool Valid, string How)
{
    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(Address, UriKind.Relative));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            if (MediaType is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", MediaType);
        }

        foreach (var (name, value) in Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    /// <summary>The same for a shell; a body that is no plain text comes from <c>printf</c>.</summary>
    public string Curl(string service)
    {
        var line = new StringBuilder($"curl -i -X {Method} {Quoted($"$ORIGIN/api/{service}{Address}")}");
        if (Role is not null)
            line.Append($" -H \"Authorization: Bearer $(deploy/local/token {Role}{(Delegation is null ? "" : $" {Delegation}")})\"");
        foreach (var (name, value) in Headers)
            line.Append($" -H {Quoted($"{name}: {value}")}");
        if (MediaType is not null)
            line.Append($" -H {Quoted($"Content-Type: {MediaType}")}");
        if (Body is null)
            return line.ToString();
        var said = Body.Length > 4_000 ? Body[..4_000] : Body;
        line.Append(" --data-binary @- <<< $'").Append(string.Concat(said.Select(b => b is >= 0x20 and < 0x7f and not (byte)'\'' and not (byte)'\\' ? ((char)b).ToString() : $"\\x{b:x2}"))).Append('\'');
        return said.Length < Body.Length ? $"{line} # the first {said.Length} of {Body.Length} bytes" : line.ToString();
    }

    private static string Quoted(string text) => text.Contains('$', StringComparison.Ordinal) ? $"\"{Quotes().Replace(text, "\\$0")}\"" : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("[\"`\\\\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quotes();
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Forum.Tests.Fuzzing;

/// <summary>Makes requests of an operation: as its document wants them, or with one thing wrong.</summary>
public sealed class Requests(DescribedApi api, Random random, Known known, IReadOnlyDictionary<string, IReadOnlyList<string>> allowed)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Roles = ["organizer", "delegation", "notetaker", "operator", "service"];
    private static readonly string[] Garbage = ["", "x", "-1", "0", "1e9", "99999999999999999999", "null", "%00", "a%00b", "%ff%fe", "..%2f..", "%F0%9F%98%80", "'", "%22", "%0d%0aX: y", "{}", "[]", "00000000-0000-0000-0000-00000000000g", new('z', 3_000)];
    private static readonly string[] BadTags = ["", "1", "\"\"", "\"x\"", "W/\"1\"", "*", "\"-1\"", "\"99999999999999999999\"", "\"9223372036854775807\"", "\"1\", \"2\"", "é", new('1', 500)];

    private readonly Values values = new(api, random, known);

    public Sent Next()
    {
        var operation = values.Any(api.Operations);
        var sent = Valid(operation);
        return random.Next(100) switch
        {
            < 45 => sent,
            < 80 when sent.Body is not null => BrokenBody(sent),
            < 88 => BrokenAddress(sent),
            < 95 => BrokenHeader(sent),
            < 97 => sent with { Method = values.Any(["HEAD", "OPTIONS", "DELETE", "PATCH", "PUT", "GET", "POST", "TRACE", "BREW"]), Valid = false, How = "another method" },
            _ => sent with { Role = values.Any<string?>([.. Roles, null]), Valid = false, How = "another role" },
        };
    }

    private Sent Valid(DescribedOperation operation)
    {
        var address = new StringBuilder();
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            var above = path[..path.IndexOf($"/{{{parameter.Name}}}", StringComparison.Ordinal)];
            var text = values.OneIn(8) ? Said(parameter) : known.Below(random, above) ?? Said(parameter);
            // An empty segment, or a dot, is another address.
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(text.Trim('.') is { Length: > 0 } ? text : "x"), StringComparison.Ordinal);
        }

        address.Append(path);
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query" && (parameter.Required || values.OneIn(2))))
            address.Append(address.ToString().Contains('?', StringComparison.Ordinal) ? '&' : '?').Append(parameter.Name).Append('=').Append(Uri.EscapeDataString(Said(parameter)));

        var headers = new List<(string, string)>();
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "header" && (parameter.Required || values.OneIn(2))))
            headers.Add((parameter.Name, parameter.Name is "If-Match" or "If-None-Match" && !values.OneIn(4) && known.Tag(path) is { } tag && !(parameter.Name is "If-Match" && tag.StartsWith('W')) ? tag : Said(parameter)));

        var media = operation.Bodies.Keys.FirstOrDefault(type => type is "application/json");
        var body = media is null || (!operation.BodyRequired && values.OneIn(6)) ? null : Bytes(operation.Examples.Count > 0 && values.OneIn(3) ? values.Lived(values.Any(operation.Examples)) : values.Of(operation.Bodies[media]));
        var role = Role(operation);
        return new Sent(operation, operation.Method, address.ToString(), headers, body, body is null ? null : media, role, role is "delegation" ? values.Any(["FRA", "FRA", "NOR"]) : null,
            media is not null || operation.Bodies.Count == 0, "as documented");
    }

    private string? Role(DescribedOperation operation)
    {
        if (!operation.NeedsToken)
            return values.OneIn(2) ? null : values.Any(Roles);
        return allowed.TryGetValue(operation.Id, out var roles) && roles.Count > 0 ? values.Any(roles) : "organizer";
    }

    private string Said(DescribedParameter parameter) => api.Resolve(parameter.Schema)["type"]?.ToJsonString().Contains("string", StringComparison.Ordinal) is true || api.Resolve(parameter.Schema)["enum"] is not null
        ? values.Of(parameter.Schema, parameter.Name)?.GetValue<string>() ?? ""
        : values.Of(parameter.Schema, parameter.Name)?.ToJsonString() ?? "";

    private Sent BrokenAddress(Sent sent)
    {
        var garbage = values.Any(Garbage);
        var parts = sent.Address.Split('?', 2);
        if (parts.Length == 2 && values.OneIn(2))
        {
            var pairs = parts[1].Split('&');
            var n = random.Next(pairs.Length);
            pairs[n] = values.OneIn(4) ? $"{pairs[n]}&{pairs[n]}" : $"{pairs[n].Split('=')[0]}={garbage}";
            return sent with { Address = $"{parts[0]}?{string.Join('&', pairs)}", Valid = false, How = "garbage in the query" };
        }

        var given = sent.Operation.Path.Split('/');
        int[] places = [.. Enumerable.Range(0, given.Length).Where(n => given[n].StartsWith('{'))];
        if (places.Length == 0)
            return sent with { Address = $"{sent.Address}{(parts.Length == 2 ? '&' : '?')}nothing={garbage}&after={garbage}&limit={garbage}", Valid = false, How = "garbage in the query" };
        var segments = parts[0].Split('/');
        var place = Math.Min(values.Any(places), segments.Length - 1);
        // The server itself turns an address with NUL away, before there is a service to ask.
        segments[place] = garbage.Length == 0 || garbage.Contains("%00", StringComparison.Ordinal) ? "%20" : garbage;
        return sent with { Address = string.Join('/', segments) + (parts.Length == 2 ? $"?{parts[1]}" : ""), Valid = false, How = "garbage in the path" };
    }

    private Sent BrokenHeader(Sent sent)
    {
        if (sent.Headers.Count == 0 || values.OneIn(4))
            return sent with { Headers = [.. sent.Headers, (values.Any(["Accept", "Accept-Encoding", "traceparent", "If-None-Match", "If-Modified-Since", "Range", "Content-Encoding", "Expect"]), values.Any(["*/*", "nothing/none", "00-zz", "bytes=5-1", "gzip", "\"x\"", "é"]))], Valid = false, How = "a header of no use" };
        var n = random.Next(sent.Headers.Count);
        return sent with
        {
            Headers = values.OneIn(3) ? [.. sent.Headers.Where((_, at) => at != n)] : [.. sent.Headers.Select((header, at) => at == n ? (header.Name, values.Any(BadTags)) : header)],
            Valid = false,
            How = $"{sent.Headers[n].Name} missing or wrong",
        };
    }

    private Sent BrokenBody(Sent sent)
    {
        var text = Encoding.UTF8.GetString(sent.Body!);
        return random.Next(10) switch
        {
            0 => sent with { Body = Encoding.UTF8.GetBytes(values.Any(["", " ", "null", "[]", "1", "\"x\"", "true", "{", "}", "{}", "[null]", "{\"\":1}", "NaN", "// no", "\ufeff{}"])), Valid = false, How = "another body" },
            1 => sent with { Body = Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]), Valid = false, How = "cut short" },
            2 => sent with { MediaType = values.Any<string?>(["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "application/json; charset=utf-16", "application/json;charset=nothing", "x", null, "application/cbor"]), Valid = false, How = "another media type" },
            3 => sent with { Body = [.. sent.Body!.Take(sent.Body!.Length / 2), 0xff, 0xc0, 0x80, .. sent.Body!.Skip(sent.Body!.Length / 2)], Valid = false, How = "bytes that are no UTF-8" },
            4 => sent with { Body = Encoding.UTF8.GetBytes(Twice(text)), Valid = false, How = "a member twice, or unknown" },
            5 when values.OneIn(4) => sent with { Body = Encoding.UTF8.GetBytes(Deep(text)), Valid = false, How = "nested deeply" },
            _ => sent with { Body = Encoding.UTF8.GetBytes(Replaced(text)), Valid = false, How = "a value that cannot be" },
        };
    }

    /// <summary>Puts something else in place of one value, wherever it stands.</summary>
    private string Replaced(string text)
    {
        var root = JsonNode.Parse(text);
        const string Mark = "\u0001here\u0001";
        var places = Places(root).ToArray();
        if (places.Length == 0)
            return "[]";
        var (holder, key) = values.Any(places);
        if (values.OneIn(5) && holder is JsonObject whole)
            whole.Remove((string)key);
        else if (holder is JsonObject inObject)
            inObject[(string)key] = Mark;
        else
            ((JsonArray)holder)[(int)key] = Mark;
        return root!.ToJsonString(Plain).Replace(JsonSerializer.Serialize(Mark), Wrong(), StringComparison.Ordinal);
    }

    private string Wrong() => random.Next(24) switch
    {
        0 => "null",
        1 => "\"\\u0000\"",
        2 => "\"a\\u0000b\"",
        3 => "\"\\ud800\"",
        4 => "\"\\udc00\\ud800\"",
        5 => "1e400",
        6 => "-1",
        7 => "99999999999999999999999999",
        8 => "\"1\"",
        9 => "1.5",
        10 => "\"\"",
        11 => "\"   \"",
        12 => "[]",
        13 => "{}",
        14 => "[null,null,null]",
        15 => $"[{string.Join(',', Enumerable.Repeat("1", 2_000))}]",
        16 => $"\"{new string('x', 20_000)}\"",
        17 => "true",
        18 when values.OneIn(2) => values.Any(["\"9999-12-31T23:59:59.9999999-00:01\"", "\"0001-01-01T00:00:00+00:01\""]),
        18 => "\"2006-02-30\"",
        19 => "\"2006-09-14T25:00:00Z\"",
        20 => "\"+275760-09-13T00:00:00Z\"",
        21 => "-9223372036854775808",
        22 => "\"\\u0007\\u001b[31m\"",
        _ => "0",
    };

    private string Twice(string text)
    {
        var last = text.LastIndexOf('}');
        if (last < 0)
            return text;
        var member = values.OneIn(2) && JsonNode.Parse(text) is JsonObject { Count: > 0 } whole ? values.Any([.. whole.Select(one => one.Key)]) : values.Any(["unknown", "__proto__", "$type", "$ref", "$id", "Id", ""]);
        return $"{text[..last]}{(text[..last].TrimEnd().EndsWith('{') ? "" : ",")}{JsonSerializer.Serialize(member)}:{Wrong()}}}";
    }

    private string Deep(string text)
    {
        var depth = values.Any([40, 70, 500, 20_000]);
        return text.Replace("{", $"{{\"deep\":{new string('[', depth)}{new string(']', depth)},", StringComparison.Ordinal);
    }

    private static IEnumerable<(JsonNode Holder, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject whole => whole.SelectMany(member => Places(member.Value).Prepend((whole, member.Key))),
        JsonArray list => list.SelectMany((item, n) => Places(item).Prepend((list, n))),
        _ => [],
    };

    private static byte[] Bytes(JsonNode? body) => Encoding.UTF8.GetBytes(body?.ToJsonString(Plain) ?? "null");

    /// <summary>Requests that are like this one and simpler, for the shortest that still fails.</summary>
    public static IEnumerable<Sent> Simpler(Sent sent)
    {
        for (var n = 0; n < sent.Headers.Count; n++)
            yield return sent with { Headers = [.. sent.Headers.Where((_, at) => at != n)] };
        if (sent.Address.Contains('?', StringComparison.Ordinal))
            yield return sent with { Address = sent.Address.Split('?')[0] };
        JsonNode? root = null;
        try
        {
            root = sent.Body is null ? null : JsonNode.Parse(sent.Body);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // It is no JSON: then it is shortened as bytes.
        }

        if (root is null)
        {
            for (var half = sent.Body?.Length / 2 ?? 0; half > 8; half /= 2)
                yield return sent with { Body = sent.Body![..half] };
            yield break;
        }

        var places = Places(root).Count();
        for (var n = places - 1; n >= 0; n--)
        {
            var copy = root.DeepClone();
            var (holder, key) = Places(copy).ElementAt(n);
            if (holder is JsonObject whole)
                whole.Remove((string)key);
            else
                ((JsonArray)holder).RemoveAt((int)key);
            yield return sent with { Body = Bytes(copy) };
        }
    }

    /// <summary>The operations' roles, from the table of who may call what.</summary>
    /// <param name="routes">Lines of the table: service, method, route, roles.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Allowed(DescribedApi api, IEnumerable<EndpointAccess> routes)
    {
        var said = routes.ToDictionary(route => $"{route.Method} {Bare(route.Route)}", route => (IReadOnlyList<string>)[.. route.Allowed.Split(' ').Where(role => role is not "anonymous")], StringComparer.OrdinalIgnoreCase);
        return api.Operations.ToDictionary(operation => operation.Id, operation => said.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"{operation.Method} {operation.Path}")) ?? [], StringComparer.Ordinal);
    }

    private static string Bare(string route) => string.Concat(RoutePatternFactory.Parse(route).PathSegments.Select(segment => $"/{string.Concat(segment.Parts.Select(Bare))}"));

    private static string Bare(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}

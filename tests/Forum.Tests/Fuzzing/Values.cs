using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Forum.Tests.Fuzzing;

/// <summary>Values that a schema lets pass, at its edges more often than chance would have it.</summary>
public sealed partial class Values(DescribedApi api, Random random, Known known)
{
    private static readonly string[] Words =
    [
        "a", "Migration", "development", "Été à Genève", "人口と移住", "الهجرة", "Ωmega", "O'Brien", "\"quoted\"", "{{braces}}", "<b>bold</b>", "'; drop table mt_events; --",
        "%s%n", "\\back", "😀", "tab\there", "line\nbreak", "\u200fright to left", "e\u0301", "NULL", "0", "true", "-1", "../..",
    ];

    /// <summary>Codes and such, for what has a pattern of its own.</summary>
    private static readonly string[] Coded = ["FRA", "NOR", "MAR", "IOM", "NGO-1", "ECU", "abc", "e-1", "a1-b2", "A/61/515", "A/INF/61/4", "HLD/2006/INF.1", "x", "1", "https://example.org/a", "America/New_York", "{memberStatesSpoke}"];

    private static readonly Dictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    public bool OneIn(int n) => random.Next(n) == 0;

    public T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    public JsonNode? Of(JsonObject described, string name = "", int depth = 0)
    {
        var schema = api.Resolve(described);
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() is { Count: > 0 } choices)
            return Of(Any([.. choices.Select(choice => choice!.AsObject())]), name, depth);
        if (schema["enum"]?.AsArray() is { Count: > 0 } words)
            return Any([.. words])?.DeepClone();
        string[] types = schema["type"] switch
        {
            JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
            JsonValue one => [one.GetValue<string>()],
            _ => schema["properties"] is null ? ["null"] : ["object"],
        };
        var type = types.Contains("null") && types.Length > 1 && !OneIn(5) ? types.First(one => one != "null") : Any(types);
        return type switch
        {
            "null" => null,
            "boolean" => OneIn(2),
            "integer" => Whole(schema),
            "number" => Number(schema),
            "string" => Text(schema, name),
            "array" => List(schema, name, depth),
            "object" => Whole(schema, depth),
            _ => throw new NotSupportedException($"The fuzzer does not know the type {type}. Teach it in {nameof(Values)}."),
        };
    }

    /// <summary>A documented example as it could be lived: with ids that are known here, and with numbers and codes of its own.</summary>
    public JsonNode? Lived(JsonNode? example, string name = "") => example switch
    {
        JsonObject whole => new JsonObject(whole.Select(member => KeyValuePair.Create(member.Key, Lived(member.Value, member.Key)))),
        JsonArray list => new JsonArray([.. list.Select(item => Lived(item, name))]),
        JsonValue value when Said(value) is { } text && Guid.TryParseExact(text, "D", out _) => known.Id(random, name),
        JsonValue value when Said(value) is { Length: > 0 } text && name is "code" => char.IsUpper(text[0]) ? $"E-{random.Next()}" : $"e-{random.Next()}",
        JsonValue value when value.GetValueKind() is JsonValueKind.Number && name is "number" => random.Next(1, 99),
        _ => example?.DeepClone(),
    };

    private JsonObject Whole(JsonObject schema, int depth)
    {
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];
        var made = new JsonObject();
        foreach (var (name, member) in schema["properties"]?.AsObject() ?? [])
        {
            if (required.Contains(name) || !OneIn(3))
                made[name] = Of(member!.AsObject(), name, depth + 1);
        }

        return made;
    }

    private JsonArray List(JsonObject schema, string name, int depth)
    {
        var least = schema["minItems"]?.GetValue<int>() ?? 0;
        var most = schema["maxItems"]?.GetValue<int>() ?? 5;
        return [.. Enumerable.Range(0, Math.Min(most, least + random.Next(OneIn(20) ? 12 : 4))).Select(_ => Of(schema["items"]!.AsObject(), name, depth + 1))];
    }

    private JsonNode Whole(JsonObject schema)
    {
        var (least, most) = (Bound(schema, "minimum", long.MinValue), Bound(schema, "maximum", long.MaxValue));
        return random.Next(10) switch
        {
            0 => least,
            1 => most,
            < 8 when least <= 3 && most >= 1 => Math.Clamp(random.Next(1, 6), least, most),
            _ => random.NextInt64(least, most == long.MaxValue ? most : most + 1),
        };
    }

    private static long Bound(JsonObject schema, string name, long otherwise) => schema[name] is { } bound ? (long)Math.Clamp(decimal.Parse(bound.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture), long.MinValue, long.MaxValue) : otherwise;

    private JsonNode Number(JsonObject schema)
    {
        var least = schema["minimum"]?.GetValue<double>() ?? -1e9;
        var most = schema["maximum"]?.GetValue<double>() ?? 1e9;
        return random.Next(6) switch { 0 => least, 1 => most, 2 when least <= 1 && most >= 1 => 1, _ => least + (random.NextDouble() * (most - least)) };
    }

    public string Text(JsonObject schema, string name)
    {
        switch (schema["format"]?.GetValue<string>())
        {
            case "uuid":
                return known.Id(random, name);
            case "date":
                return Day().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            case "date-time":
                return Time();
            case "uri":
                return "https://example.org/path?query=1";
        }

        var least = schema["minLength"]?.GetValue<int>() ?? 0;
        var most = Math.Max(least, schema["maxLength"]?.GetValue<int>() ?? 200);
        if (schema["pattern"]?.GetValue<string>() is not { } pattern)
            return Fitted(Said(), least, most);
        Regex? form;
        lock (Patterns)
        {
            if (!Patterns.TryGetValue(pattern, out form))
                Patterns[pattern] = form = new Regex(pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }

        for (var tries = 0; tries < 200; tries++)
        {
            var text = random.Next(4) switch
            {
                0 => Fitted(Said(), least, most),
                1 => Fitted(Said().ReplaceLineEndings(" ").Replace('\t', ' '), least, most).Trim(),
                2 => OneOfThose(pattern) ?? Any(Coded),
                _ => known.Text(random, name) ?? OneOfThose(pattern) ?? Any(Coded),
            };
            if (text.Length >= least && text.Length <= most && form.IsMatch(text))
                return text;
        }

        return Digits(form, least, most) ?? throw new NotSupportedException($"The fuzzer found no text for {name} of the form {pattern}, {least} to {most} long. Teach it one in {nameof(Values)}.{nameof(Coded)}.");
    }

    /// <summary>One of the words of a pattern that lists them, as <c>^(html|json)$</c> does.</summary>
    private string? OneOfThose(string pattern) => Listing().Match(pattern) is { Success: true } listing ? Any(listing.Groups["words"].Value.Split('|')) : null;

    [GeneratedRegex(@"^\^\((?<words>\w+(\|\w+)+)\)\$$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listing();

    private string? Digits(Regex form, int least, int most) => new[] { 1, 2, 6, 8, 12, 32, 40, 64 }
        .SelectMany(length => new[] { "0123456789abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789" }, (length, letters) => string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)])))
        .SelectMany(text => new[] { text, $"\"{text}\"", $"whsec_{text}" })
        .FirstOrDefault(text => text.Length >= least && text.Length <= most && form.IsMatch(text));

    private static string? Said(JsonValue value) => value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    private string Said() => string.Join(' ', Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Any(Words)));

    /// <summary>Lengthened or cut to the limits; no character is cut in half.</summary>
    private string Fitted(string text, int least, int most)
    {
        if (OneIn(12) && most <= 2_000)
            return new string(Any(['x', 'é', '移']), most);
        if (text.Length < least)
            text = text.PadRight(least, 'x');
        if (text.Length <= most)
            return text;
        text = text[..most];
        return text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] + "x" : text;
    }

    private DateOnly Day() => random.Next(12) switch
    {
        0 => DateOnly.MinValue,
        1 => DateOnly.MaxValue,
        < 8 => new DateOnly(2006, 9, 14).AddDays(random.Next(-100, 100)),
        _ => new DateOnly(1900 + random.Next(250), 1 + random.Next(12), 1 + random.Next(28)),
    };

    private string Time() => random.Next(12) switch
    {
        0 => "0001-01-01T00:00:00Z",
        1 => "9999-12-31T23:59:59Z",
        _ => Day() is { Year: > 1 and < 9999 } day
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(random.Next(24), random.Next(60), random.Next(60))), TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1))).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
            : "2006-09-14T10:00:00-04:00",
    };
}

/// <summary>What the services have told so far: ids and texts that mean something to them, and the versions of what was read.</summary>
public sealed class Known
{
    private const int Most = 300;
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<string>> texts = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> ids = [];
    private readonly Dictionary<string, List<string>> below = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> tags = new(StringComparer.Ordinal);

    /// <summary>An id of which a service has told, else one of its own; of the same member rather than of any.</summary>
    public string Id(Random random, string name)
    {
        lock (gate)
        {
            if (ids.Count > 0 && random.Next(10) > 0)
                return texts.TryGetValue(name, out var same) && random.Next(3) > 0 && same[random.Next(same.Count)] is var text && Guid.TryParseExact(text, "D", out _) ? text : ids[random.Next(ids.Count)];
        }

        return random.Next(4) == 0 ? Guid.Empty.ToString() : new Guid([.. Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256))]).ToString();
    }

    /// <summary>What stands below an address, e.g. below <c>/editions</c> the id of one.</summary>
    public string? Below(Random random, string address)
    {
        lock (gate)
            return below.TryGetValue(address, out var known) ? known[random.Next(known.Count)] : null;
    }

    public string? Text(Random random, string name)
    {
        lock (gate)
            return texts.TryGetValue(name, out var same) ? same[random.Next(same.Count)] : null;
    }

    /// <summary>The ETag with which the address answered last, or the one that it is below.</summary>
    public string? Tag(string address)
    {
        lock (gate)
        {
            for (var above = address.Split('?')[0]; above.Length > 1; above = above[..Math.Max(above.LastIndexOf('/'), 0)])
            {
                if (tags.TryGetValue(above, out var tag))
                    return tag;
            }
        }

        return null;
    }

    /// <param name="address">Where it was told, or where what was made is.</param>
    public void Remember(string address, string? tag, JsonNode? told)
    {
        var path = address.Split('?')[0];
        lock (gate)
        {
            if (tag is not null)
                tags[path] = tag;
            if (path.LastIndexOf('/') is > 0 and var slash && Guid.TryParseExact(path[(slash + 1)..], "D", out _))
                Keep(Found(below, path[..slash]), path[(slash + 1)..]);
            foreach (var item in (told as JsonObject)?["items"] as JsonArray ?? [])
            {
                if ((item as JsonObject)?["id"] is JsonValue id)
                    Keep(Found(below, path), id.ToString());
            }
        }
    }

    private static List<string> Found(Dictionary<string, List<string>> lists, string name) => lists.TryGetValue(name, out var known) ? known : lists[name] = [];

    public void Learn(JsonNode? told, string name = "")
    {
        switch (told)
        {
            case JsonObject whole:
                foreach (var (member, value) in whole)
                    Learn(value, member);
                break;
            case JsonArray list:
                foreach (var item in list.Take(20))
                    Learn(item, name);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text) && text.Length is > 0 and <= 60:
                lock (gate)
                {
                    Keep(Found(texts, name), text);
                    if (Guid.TryParseExact(text, "D", out _))
                        Keep(ids, text);
                }

                break;
        }
    }

    private static void Keep(List<string> list, string text)
    {
        if (list.Count < Most)
            list.Add(text);
        else
            list[Math.Abs(text.GetHashCode(StringComparison.Ordinal)) % Most] = text;
    }
}

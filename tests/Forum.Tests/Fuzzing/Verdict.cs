using System.Text.Json;
using System.Text.Json.Nodes;

namespace Forum.Tests.Fuzzing;

/// <summary>What an answer owes to the document, and whether it keeps it.</summary>
public static class Verdict
{
    private const string Problem = "application/problem+json";

    /// <summary>What is wrong with the answer; null when nothing is.</summary>
    public static async Task<string?> Of(DescribedApi api, Sent sent, HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        if (status >= 500)
            return $"{status} {Code(text)}";
        var asDescribed = string.Equals(sent.Method, sent.Operation.Method, StringComparison.Ordinal);
        if (asDescribed && !sent.Operation.Answers.ContainsKey(status))
            return $"{status} {Code(text)} is not documented";
        if (sent.Valid && (status is 400 or 413 or 415))
            return $"{status} {Code(text)} to what passes the document";
        if (!answer.Headers.Contains("RateLimit"))
            return $"{status} without RateLimit";

        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        if (status >= 400)
            return sent.Method is "HEAD" && text.Length == 0 ? null : type != Problem ? $"{status} as \"{type}\" and not as a problem" : await WrongProblem(api, status, text);
        if (!asDescribed || status is 204 or 304)
            return text.Length == 0 || !asDescribed ? null : $"{status} with a body";
        var described = sent.Operation.Answers[status];
        if (described.Count == 0)
            return null;
        if (!described.TryGetValue(type, out var schema))
            return $"{status} as \"{type}\", which is not documented";
        return type is "application/json" && await api.Wrong(schema, text) is { } wrong ? $"{status} does not match its schema: {wrong}" : null;
    }

    private static async Task<string?> WrongProblem(DescribedApi api, int status, string text)
    {
        var problem = Parse(text) as JsonObject;
        if (problem?["code"] is null || problem["traceId"] is null)
            return $"{status} is a problem without code or traceId";
        if (problem["status"]?.GetValue<int>() != status)
            return $"{status} says it is {problem["status"]}";
        return await api.Wrong(new JsonObject { ["$ref"] = "#/components/schemas/Problem" }, text) is { } wrong ? $"{status} {Code(text)} does not match the schema of problems: {wrong}" : null;
    }

    /// <summary>The JSON, in which no member is said twice; null when it is none.</summary>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Code(string text) => Parse(text) is JsonObject problem && problem["code"] is { } code ? code.ToString() : "";
}

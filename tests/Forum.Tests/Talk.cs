using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Forum.Tests;

/// <summary>What was created, and at which version it stands.</summary>
public sealed record Made(Guid Id, long Version);

/// <summary>What a client of the API sends and looks at.</summary>
internal static class Talk
{
    public static async Task<JsonElement> Read(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"GET {path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Creates, or says which rule refused it.</summary>
    public static async Task<(Made? Made, string Refusal)> Create(this HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        var told = JsonDocument.Parse(text).RootElement;
        return answer.IsSuccessStatusCode
            ? (new Made(told.GetProperty("id").GetGuid(), told.GetProperty("version").GetInt64()), "")
            : (null, told.GetProperty("code").GetString() ?? text);
    }

    public static async Task<Made> MustCreate(this HttpClient client, string path, object body)
    {
        var (made, refusal) = await client.Create(path, body);
        return made ?? throw new ShouldAssertException($"POST {path} was refused: {refusal}");
    }

    /// <summary>Changes what was read at a version; answers with the version that holds then.</summary>
    public static async Task<long> Change(this HttpClient client, HttpMethod method, string path, long version, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return long.Parse(answer.Headers.ETag!.Tag.Trim('"'));
    }
}

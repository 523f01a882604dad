using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Forum.Governance.Tests;

/// <summary>What came of a request.</summary>
/// <param name="Code">Of the problem; empty when there was none.</param>
/// <param name="Version">From the ETag; 0 when there was none.</param>
public sealed record Told(HttpStatusCode Status, string Code, long Version, JsonElement Body)
{
    public Guid Id => Status is HttpStatusCode.Created ? Body.GetProperty("id").GetGuid() : throw new ShouldAssertException($"{Status} {Code} {Body}");
}

/// <summary>What a client of the API sends and looks at.</summary>
internal static class Talk
{
    /// <summary>Posts; on the version that is read at <paramref name="of"/>, when that is given.</summary>
    public static async Task<Told> Post(this HttpClient client, string path, object? body = null, string? of = null, long? version = null)
    {
        if (of is not null)
            version = (await client.Read(of)).Version;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is { } known)
            request.Headers.TryAddWithoutValidation("If-Match", $"\"{known}\"");
        using var answer = await client.SendAsync(request);
        return await Heard(answer);
    }

    /// <summary>Posts on the current version of <paramref name="of"/>, and it must be done.</summary>
    public static async Task MustPost(this HttpClient client, string path, object? body, string of)
    {
        var told = await client.Post(path, body, of);
        told.Status.ShouldBe(HttpStatusCode.NoContent, $"POST {path}: {told.Code} {told.Body}");
    }

    public static async Task<Told> Read(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return await Heard(answer);
    }

    public static async Task<JsonElement> See(this HttpClient client, string path)
    {
        var told = await client.Read(path);
        told.Status.ShouldBe(HttpStatusCode.OK, $"GET {path}: {told.Code}");
        return told.Body;
    }

    public static string[] Warnings(this JsonElement shown) => [.. shown.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("code").GetString()!)];

    public static IEnumerable<JsonElement> Items(this JsonElement shown, string list = "items") => shown.GetProperty(list).EnumerateArray();

    public static string Text(this JsonElement shown, string member) => shown.GetProperty(member).GetString()!;

    private static async Task<Told> Heard(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var body = text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        var code = answer.IsSuccessStatusCode || body.ValueKind is JsonValueKind.Undefined ? "" : body.Text("code");
        return new Told(answer.StatusCode, code, long.TryParse(answer.Headers.ETag?.Tag.Trim('"'), out var version) ? version : 0, body);
    }
}

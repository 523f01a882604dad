using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Forum.Seeds;

/// <summary>Access tokens by client and delegation, each kept until shortly before it ends.</summary>
public sealed class Tokens(HttpClient http, string clientSecret, TimeProvider time)
{
    /// <summary>A token is not used any more this long before its end.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Who, Kept> kept = new();

    public async Task<string> Of(Who who, CancellationToken ct)
    {
        if (kept.TryGetValue(who, out var token) && token.Until > time.GetUtcNow())
            return token.Value;

        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = who.Client!, ["client_secret"] = clientSecret };
        if (who.Delegation is { } delegation)
            form["delegation"] = delegation;
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri("identity/connect/token", UriKind.Relative), content, ct);
        if ((int)answer.StatusCode is 400 or 401)
            throw new Refused("no-token", $"The issuer gives {who.Client} no token: {await answer.Content.ReadAsStringAsync(ct)}");
        answer.EnsureSuccessStatusCode();
        var granted = await answer.Content.ReadFromJsonAsync<Granted>(ct) ?? throw new HttpRequestException("The issuer's answer was empty.");
        kept[who] = new Kept(granted.AccessToken, time.GetUtcNow().AddSeconds(granted.ExpiresIn) - Reserve);
        return granted.AccessToken;
    }

    /// <summary>Forgets a token that was not accepted.</summary>
    public void Drop(Who who) => kept.TryRemove(who, out _);

    private sealed record Kept(string Value, DateTimeOffset Until);

    private sealed record Granted([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

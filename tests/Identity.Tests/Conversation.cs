using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Forum.Identity.Tests;

/// <summary>What clients and browsers say to the service, in the words of the tests.</summary>
public static partial class Conversation
{
    public const string Callback = $"{Server.Origin}/signin-oidc";
    public const string Verifier = "a-verifier-that-is-long-enough-for-pkce-0123456789";

    public static async Task<(HttpStatusCode Status, JsonElement Body)> Ask(this HttpClient caller, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await caller.PostAsync("connect/token", content);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static Task<(HttpStatusCode Status, JsonElement Body)> AskAs(this HttpClient caller, string client, string secret, params (string Name, string Value)[] more) =>
        caller.Ask([("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), .. more]);

    public static Task<(HttpStatusCode Status, JsonElement Body)> Redeem(this HttpClient caller, string code, string verifier = Verifier) =>
        caller.Ask([.. Console, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", verifier)]);

    public static Task<(HttpStatusCode Status, JsonElement Body)> Refresh(this HttpClient caller, JsonElement tokens) =>
        caller.Ask([.. Console, ("grant_type", "refresh_token"), ("refresh_token", tokens.Text("refresh_token"))]);

    private static (string, string)[] Console => [("client_id", "console"), ("client_secret", "a-console-secret")];

    public static string Text(this JsonElement body, string property) => body.GetProperty(property).GetString()!;

    /// <summary>The token as a service reads it: with the published keys, and nothing else of the issuer's.</summary>
    public static async Task<JsonWebToken> Validated(this HttpClient caller, string token, string audience = "forum")
    {
        var keys = new JsonWebKeySet(await caller.GetStringAsync(".well-known/jwks"));
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Server.Issuer,
            ValidAudience = audience,
            ValidAlgorithms = ["RS256"],
            IssuerSigningKeys = keys.GetSigningKeys(),
        });
        if (!result.IsValid) throw result.Exception;
        return (JsonWebToken)result.SecurityToken;
    }

    public static string[] All(this JsonWebToken token, string claim) => [.. token.Claims.Where(c => c.Type == claim).Select(c => c.Value)];

    /// <summary>An authorization request of the console; a parameter set to null is left out.</summary>
    public static string Authorize(params (string Name, string? Value)[] changes)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["client_id"] = "console",
            ["response_type"] = "code",
            ["redirect_uri"] = Callback,
            ["scope"] = "openid profile offline_access",
            ["state"] = "a-state",
            ["nonce"] = "a-nonce",
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in changes) parameters[name] = value;
        return QueryHelpers.AddQueryString("connect/authorize", parameters);
    }

    /// <summary>Goes to the address, fills in the form that stands there and sends it.</summary>
    public static async Task<HttpResponseMessage> FillIn(this HttpClient browser, string address, string name, string password)
    {
        var page = await browser.GetStringAsync(address);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["name"] = name,
            ["password"] = password,
            ["__RequestVerificationToken"] = FormToken.Match(page).Groups["token"].Value,
        });
        return await browser.PostAsync(address, form);
    }

    /// <summary>The whole way of a browser, from the console's request to the code that it brings back.</summary>
    public static async Task<string> SignInFor(this HttpClient browser, string name, string request)
    {
        using var asked = await browser.GetAsync(request);
        using var sent = await browser.FillIn(asked.Headers.Location!.OriginalString, name, "a demo password");
        using var back = await browser.GetAsync(sent.Headers.Location);
        return back.Query("code") ?? throw new InvalidOperationException($"No code came back, but {back.StatusCode} {back.Headers.Location}");
    }

    public static string? Query(this HttpResponseMessage redirect, string parameter) =>
        QueryHelpers.ParseQuery(redirect.Headers.Location?.Query).TryGetValue(parameter, out var value) ? value.ToString() : null;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken { get; }
}

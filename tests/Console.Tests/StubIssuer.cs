using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Forum.Console.Tests;

/// <summary>An OpenID Connect issuer at which somebody is signed in already: it asks for nothing, but holds the console to PKCE and to its secret.</summary>
public sealed class StubIssuer : IDisposable
{
    public const string ConsoleSecret = "the-secret-of-the-console-under-test";
    private readonly RSA rsa = RSA.Create(2048);
    private readonly RunningConsole console;
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> refreshTokens = new(StringComparer.Ordinal);
    private int renewals;

    public StubIssuer(RunningConsole console)
    {
        this.console = console;
        var identity = console.Identity;
        identity.Answers("/identity/.well-known/openid-configuration", http => http.Response.WriteAsJsonAsync(new
        {
            issuer = console.Issuer,
            authorization_endpoint = new Uri(console.Issuer, "connect/authorize"),
            token_endpoint = new Uri(console.Issuer, "connect/token"),
            end_session_endpoint = new Uri(console.Issuer, "connect/logout"),
            jwks_uri = new Uri(console.Issuer, "jwks"),
        }));
        identity.Answers("/identity/jwks", http =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "test" });
            return http.Response.WriteAsJsonAsync(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig", alg = "RS256" } } });
        });
        identity.Answers("/identity/connect/authorize", Authorize);
        identity.Answers("/identity/connect/token", Token);
        identity.Answers("/identity/connect/logout", async http =>
        {
            var asked = await http.Request.ReadFormAsyncOrQuery();
            http.Response.Redirect(QueryHelpers.AddQueryString(asked["post_logout_redirect_uri"], "state", asked["state"]));
        });
    }

    /// <summary>Who is signed in at the issuer.</summary>
    public string Name { get; set; } = "operator";

    public string Role { get; set; } = "operator";

    /// <summary>How long its access tokens live.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>False: whoever comes with a refresh token is sent away.</summary>
    public bool Renews { get; set; } = true;

    /// <summary>How many access tokens it has given for refresh tokens.</summary>
    public int Renewals => renewals;

    public void Dispose() => rsa.Dispose();

    private Task Authorize(HttpContext http)
    {
        var asked = http.Request.Query;
        if (asked["code_challenge_method"] != "S256" || asked["response_mode"] == "form_post")
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        var code = Guid.NewGuid().ToString("N");
        codes[code] = (asked["nonce"].ToString(), asked["code_challenge"].ToString());
        http.Response.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"].ToString(), new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["state"] = asked["state"],
            ["iss"] = console.Issuer.AbsoluteUri,
        }));
        return Task.CompletedTask;
    }

    private async Task Token(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        string? nonce = "";
        var accepted = form["client_secret"] == ConsoleSecret && (form["grant_type"].ToString() switch
        {
            "authorization_code" => codes.TryRemove(form["code"].ToString(), out var kept) && kept.Challenge == Challenge(form["code_verifier"].ToString()) && (nonce = kept.Nonce) is not null,
            "refresh_token" => Renews && refreshTokens.TryRemove(form["refresh_token"].ToString(), out _) && Interlocked.Increment(ref renewals) > 0,
            _ => false,
        });
        if (!accepted)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        // Good for one use, as those of Identity are.
        var refreshToken = $"refresh-{Guid.NewGuid():N}";
        refreshTokens[refreshToken] = true;
        await http.Response.WriteAsJsonAsync(new
        {
            token_type = "Bearer",
            access_token = $"access-{Role}-{renewals}",
            refresh_token = refreshToken,
            id_token = IdToken(nonce),
            expires_in = (int)Lifetime.TotalSeconds,
        });
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private string IdToken(string? nonce) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = console.Issuer.AbsoluteUri,
        Audience = "console",
        Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = Name, ["name"] = Name, ["role"] = Role, ["nonce"] = nonce ?? "" },
        IssuedAt = DateTime.UtcNow,
        NotBefore = DateTime.UtcNow,
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "test" }, SecurityAlgorithms.RsaSha256),
    });
}

internal static class Asked
{
    /// <summary>The parameters of a request, however they were sent.</summary>
    public static async Task<Dictionary<string, string>> ReadFormAsyncOrQuery(this HttpRequest request) => request.HasFormContentType
        ? (await request.ReadFormAsync()).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal)
        : request.Query.ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
}

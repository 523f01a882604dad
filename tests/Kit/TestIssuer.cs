using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Forum.Kit;

/// <summary>An OIDC issuer with a discovery document, keys, and whatever token a test asks for.</summary>
public sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>The same for all of them: to find two primes takes a tenth of a second.</summary>
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };

    private readonly WebApplication app;

    private TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}jwks" }));
        app.MapGet("/jwks", () =>
        {
            var web = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "test" });
            return Results.Json(new { keys = new[] { new { kty = web.Kty, kid = web.Kid, n = web.N, e = web.E, use = "sig", alg = "RS256" } } });
        });
    }

    public string Issuer => $"{app.Urls.First()}/";

    public static async Task<TestIssuer> Start()
    {
        var issuer = new TestIssuer();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>A token as the forum's own issuer makes them.</summary>
    /// <param name="delegation">Code of the participant that the bearer acts for.</param>
    /// <param name="scope">What the token is limited to, separated by spaces; null when it is not limited.</param>
    public string Token(string role, string? delegation = null, string audience = "forum", string type = "at+jwt", TimeSpan? lifetime = null, string? subject = null, string? scope = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject ?? $"{role}-{delegation ?? "any"}", ["role"] = role };
        if (delegation is not null)
            claims["delegation"] = delegation;
        if (scope is not null)
            claims["scope"] = scope;
        var now = DateTime.UtcNow;
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(10));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            TokenType = type,
            Claims = claims,
            NotBefore = expires < now ? expires.AddMinutes(-10) : now,
            Expires = expires,
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

using Forum.Contracts.Governance;
using Forum.Hosting.Store;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Forum.Hosting.Access;

/// <summary>
/// Holds a token to its scopes, as far as it has any of the forum's: <c>registration:read</c> reads at Registration, <c>registration:write</c> also writes there.
/// Scopes take away and never give: roles still say what the bearer may. Tokens of an issuer that knows no such scopes are limited by their roles only,
/// unless <c>Access:RequireScopes</c> says that every token needs one.
/// </summary>
internal static class RequiredScope
{
    /// <summary>An issuer's own scopes may look alike; the forum's name one of its services.</summary>
    private static readonly string[] Services =
        [.. typeof(EditionAnnounced).Assembly.GetExportedTypes().Select(contract => contract.Namespace!.Split('.')[^1].ToLowerInvariant()).Distinct(StringComparer.Ordinal)];

    public static void UseRequiredScope(this WebApplication app, string service)
    {
        var required = app.Configuration.GetValue("Access:RequireScopes", defaultValue: false);
        app.Use((http, next) =>
        {
            if (http.User.Identity?.IsAuthenticated is true && http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
                Check(http, service, required);
            return next(http);
        });
    }

    private static void Check(HttpContext http, string service, bool required)
    {
        if (!required && !http.User.HasClaim(static claim => claim.Type is "scope" or "scp"))
            return;
        var scopes = http.User.Claims
            .Where(claim => claim.Type is "scope" or "scp")
            .SelectMany(claim => claim.Value.Split(' '))
            .Where(scope => IsOfTheForum(scope, service))
            .ToArray();
        if (scopes.Length == 0 && !required)
            return;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (scopes.Contains($"{service}:write", StringComparer.Ordinal) || (reads && scopes.Contains($"{service}:read", StringComparer.Ordinal)))
            return;

        var needed = $"{service}:{(reads ? "read" : "write")}";
        // RFC 6750, 3.1. As late as the answer starts, because an answer to an exception begins with empty headers.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{needed}\"";
            return Task.CompletedTask;
        });
        throw new Refusal("insufficient-scope", $"The token is not for this: it needs the scope {needed}. Ask the issuer for a token with it.") { NotAllowed = true };
    }

    private static bool IsOfTheForum(string scope, string service) =>
        scope.Split(':') is [var name, "read" or "write"] && (Services.Contains(name, StringComparer.Ordinal) || string.Equals(name, service, StringComparison.Ordinal));
}

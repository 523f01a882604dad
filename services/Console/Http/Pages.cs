using Microsoft.AspNetCore.StaticAssets;

namespace Forum.Console.Http;

/// <summary>What is true of every page, and not of what is passed through to the services: its security headers, and a page where there is an error.</summary>
internal static class Pages
{
    private static readonly string[] NotPages = ["/api", "/identity", "/health", "/metrics"];

    /// <summary>False for what a service answers, for health and for metrics.</summary>
    public static bool IsPage(this HttpContext http) => !NotPages.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what a page is made of and everybody gets: its style, its script, its emblem.</summary>
    public static bool IsAsset(this HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    public static void UsePages(this WebApplication app)
    {
        var issuer = app.Configuration["Access:Issuer"] is { Length: > 0 } address ? new Uri(address).GetLeftPart(UriPartial.Authority) : "";
        // Signing out is a form that leads to the issuer, and browsers hold the redirects that follow a form to form-action, too.
        var forPages = $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self' {issuer}; base-uri 'self'; frame-ancestors 'none'";
        const string forAnswers = "default-src 'none'; frame-ancestors 'none'";
        var secure = issuer.StartsWith("https:", StringComparison.Ordinal);

        app.Use((http, next) =>
        {
            http.Response.OnStarting(() =>
            {
                var headers = http.Response.Headers;
                // A service's own page (its reference, the form to sign in) says itself what it needs; whatever says nothing gets nothing.
                if (headers.ContentSecurityPolicy.Count == 0)
                    headers.ContentSecurityPolicy = http.IsPage() ? forPages : forAnswers;
                headers.XContentTypeOptions = "nosniff";
                headers.XFrameOptions = "DENY";
                if (!headers.ContainsKey("Referrer-Policy"))
                    headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                if (secure)
                    headers.StrictTransportSecurity = "max-age=31536000";
                return Task.CompletedTask;
            });
            return next(http);
        });
        app.UseWhen(IsPage, static pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/status/500", CreateScopeForErrors = true });
            pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        });
    }
}

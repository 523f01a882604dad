using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;

namespace Forum.Identity;

/// <summary>What stands in front of every request: the public address, security headers, limits on guessing, and a plain answer while the store is away.</summary>
public static class Guards
{
    // The one line of script that OpenIddict writes, to post a code back to the client (response_mode=form_post).
    private const string FormPostScript = "'sha256-j7OoGArf6XW6YY4cAyS3riSSvrJRqpSi1fOF9vQ5SrI='";

    public static void AddGuards(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        // For who wants HTTPS from the proxy on: the slim builder leaves it out.
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
        });

        // Only to know callers apart. Loopback is trusted; proxies elsewhere are named: Identity__TrustedProxies__0=10.0.0.0/8.
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            options.ForwardLimit = null;
            foreach (var network in settings.GetSection("Identity:TrustedProxies").Get<string[]>() ?? []) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });

        builder.Services.AddProblemDetails();
        builder.Services.AddRateLimiter(limiter =>
        {
            var tokens = settings.GetValue("Limits:TokensPerMinute", 1200);
            var signIns = settings.GetValue("Limits:SignInsPerMinute", 30);
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                http.Request.Path.StartsWithSegments("/connect/token", StringComparison.OrdinalIgnoreCase) ? Bucket("token", http, tokens)
                : http.Request.Path.StartsWithSegments("/signin", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsPost(http.Request.Method) ? Bucket("sign-in", http, signIns)
                : RateLimitPartition.GetNoLimiter(""));
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                var pause = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                return new(Problem(rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many attempts from this address. Wait a little and try again.", pause));
            };
        });
    }

    public static void UseGuards(this WebApplication app, Issuer issuer, Accounts accounts)
    {
        app.Use((http, next) =>
        {
            // What came through a proxy was asked of the public address; nothing else that the caller says of hosts is believed.
            if (http.Request.Headers.ContainsKey("X-Forwarded-For"))
                (http.Request.Scheme, http.Request.Host) = (issuer.Address.Scheme, HostString.FromUriComponent(issuer.Address));
            return next(http);
        });
        app.UseForwardedHeaders();
        app.UsePathBase(Issuer.PathBase);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = problem => Store.IsAway(problem.Exception),
            ExceptionHandler = http => Store.IsAway(http.Features.Get<IExceptionHandlerFeature>()?.Error)
                ? StoreAway(http)
                : Problem(http, StatusCodes.Status500InternalServerError, "internal-error", "Something went wrong.", pause: null),
        });
        app.Use(Headers(issuer, accounts));
        app.UseRateLimiter();
        app.Use((http, next) => http.RequestServices.GetRequiredService<Preparation>().Done || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            ? next(http)
            : StoreAway(http));
        app.UseRouting();
    }

    private static Func<HttpContext, RequestDelegate, Task> Headers(Issuer issuer, Accounts accounts)
    {
        // Browsers hold the redirects that follow a form to form-action, too: the clients' own addresses belong there.
        var clients = accounts.Clients.SelectMany(client => client.RedirectUris.Concat(client.PostLogoutRedirectUris)).Select(uri => uri.GetLeftPart(UriPartial.Authority)).Distinct();
        var policy = $"default-src 'none'; style-src 'self'; form-action 'self' {string.Join(' ', clients)}; base-uri 'none'; frame-ancestors 'none'";
        return (http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/connect/authorize", StringComparison.OrdinalIgnoreCase) ? $"{policy}; script-src {FormPostScript}" : policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers.CacheControl = "no-store";
            if (issuer.IsSecure) headers.StrictTransportSecurity = "max-age=31536000";
            return next(http);
        };
    }

    private static RateLimitPartition<string> Bucket(string what, HttpContext http, int perMinute) =>
        RateLimitPartition.GetTokenBucketLimiter($"{what} {http.Connection.RemoteIpAddress}", _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
            QueueLimit = 0,
        });

    private static Task StoreAway(HttpContext http) =>
        Problem(http, StatusCodes.Status503ServiceUnavailable, "store-away", "The identity service cannot reach its store. Try again in a moment.", TimeSpan.FromSeconds(2));

    private static Task Problem(HttpContext http, int status, string code, string detail, TimeSpan? pause)
    {
        if (pause is { } wait) http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(http);
    }
}

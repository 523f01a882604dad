using System.Security.Claims;
using Forum.Console.Http;
using Forum.Console.Proxy;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Forum.Console.Access;

/// <summary>
/// Signing in at any OpenID Connect issuer, by authorization code and PKCE. The session and its tokens stay on the server;
/// the browser holds a cookie that is nothing but a key to it. The console starts, and shows everything public, while the issuer is away.
/// </summary>
internal static class SignIn
{
    public const string Path = "/sign-in";
    public const string OutPath = "/sign-out";
    private const string Role = "role";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var access = builder.Configuration.GetSection("Access");
        var issuer = new Uri($"{(access["Issuer"] ?? "http://127.0.0.1/unset").TrimEnd('/')}/");
        var inside = new ServiceAddresses(builder.Configuration).Of(ServiceAddresses.Identity) is { } identity ? new Uri(identity, "identity/") : issuer;
        var metadata = new Uri(access["MetadataAddress"] ?? new Uri(inside, ".well-known/openid-configuration").AbsoluteUri);
        var secure = issuer.Scheme == Uri.UriSchemeHttps;

        // The sessions end with this process, so the keys that seal their cookies may, too.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddSingleton<FreshToken>();
        builder.Services.AddAuthorization();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = secure ? "__Host-forum-form" : "forum-form";
            antiforgery.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            antiforgery.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(cookie =>
            {
                // The prefix makes the browser hold the cookie to this host over TLS; without TLS it would refuse it altogether.
                cookie.Cookie.Name = secure ? "__Host-forum" : "forum";
                cookie.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
                cookie.LoginPath = Path;
                cookie.ReturnUrlParameter = "returnUrl";
                cookie.Events.OnRedirectToAccessDenied = static denied =>
                {
                    denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
                cookie.Events.OnValidatePrincipal = static session =>
                    session.HttpContext.IsPage() && !session.HttpContext.IsAsset() ? session.HttpContext.RequestServices.GetRequiredService<FreshToken>().Keep(session) : Task.CompletedTask;
            })
            .AddOpenIdConnect(oidc =>
            {
                oidc.Authority = issuer.AbsoluteUri;
                oidc.MetadataAddress = metadata.AbsoluteUri;
                oidc.RequireHttpsMetadata = !metadata.IsLoopback && access["AllowHttpMetadata"] is not "true";
                oidc.BackchannelHttpHandler = new IssuerInside(issuer, inside);
                oidc.BackchannelTimeout = TimeSpan.FromSeconds(10);
                oidc.ClientId = access["ClientId"] ?? "console";
                oidc.ClientSecret = access["ClientSecret"];
                oidc.ResponseType = OpenIdConnectResponseType.Code;
                // A form that posts itself would need a script, and a cookie that other sites may send.
                oidc.ResponseMode = OpenIdConnectResponseMode.Query;
                oidc.CorrelationCookie.SameSite = SameSiteMode.Lax;
                oidc.CorrelationCookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                oidc.NonceCookie.SameSite = SameSiteMode.Lax;
                oidc.NonceCookie.SecurePolicy = oidc.CorrelationCookie.SecurePolicy;
                oidc.Scope.Clear();
                foreach (var scope in (string[])["openid", "profile", "offline_access"])
                    oidc.Scope.Add(scope);
                oidc.SaveTokens = true;
                oidc.MapInboundClaims = false;
                oidc.DisableTelemetry = true;
                oidc.TokenValidationParameters.ValidIssuer = issuer.AbsoluteUri;
                oidc.TokenValidationParameters.NameClaimType = "name";
                oidc.TokenValidationParameters.RoleClaimType = Role;
                oidc.Events.OnRemoteFailure = static failure =>
                {
                    failure.HttpContext.RequestServices.GetRequiredService<ILogger<FreshToken>>().LogWarning("A sign-in failed: {Reason}", failure.Failure?.Message);
                    failure.HandleResponse();
                    failure.Response.StatusCode = StatusCodes.Status400BadRequest;
                    return Task.CompletedTask;
                };
            });
        builder.Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<Sessions>(static (cookie, sessions) => cookie.SessionStore = sessions);
    }

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet(Path, static async (HttpContext http, string? returnUrl) =>
        {
            if (await IssuerIsThere(http))
                await http.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = Here(returnUrl) });
            else
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        });
        app.MapPost(OutPath, static async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
            {
                http.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            if (await IssuerIsThere(http))
                await http.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = "/" });
            else
                http.Response.Redirect("/");
        });
    }

    private static async Task<bool> IssuerIsThere(HttpContext http)
    {
        var oidc = http.RequestServices.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            await oidc.ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The name to greet somebody with.</summary>
    public static string Name(this ClaimsPrincipal user) => user.Identity?.Name ?? user.FindFirstValue("sub") ?? "signed in";

    /// <summary>Only addresses of this site: a link from elsewhere must not lead people away after they signed in. And not here again, which would never end.</summary>
    private static string Here(string? returnUrl) =>
        returnUrl is ['/', ..] && !returnUrl.StartsWith("//", StringComparison.Ordinal) && !returnUrl.StartsWith("/\\", StringComparison.Ordinal)
            && !returnUrl.StartsWith(Path, StringComparison.OrdinalIgnoreCase) ? returnUrl : "/";
}

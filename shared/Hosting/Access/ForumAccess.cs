using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Forum.Hosting.Access;

/// <summary>Tokens of any OIDC issuer: the services know the issuer, the audience and the claims, and nothing else of it.</summary>
internal static class ForumAccess
{
    public const string RoleClaim = "role";

    public static void AddForumAccess(this WebApplicationBuilder builder)
    {
        var access = builder.Configuration.GetSection("Access");
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(jwt =>
        {
            var issuer = access["Issuer"] ?? "http://127.0.0.1/unset/";
            var metadata = access["MetadataAddress"] ?? $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";
            jwt.MetadataAddress = metadata;
            // Plain HTTP never leaves the machine: everywhere else the keys come over TLS or not at all.
            jwt.RequireHttpsMetadata = !new Uri(metadata).IsLoopback && access["AllowHttpMetadata"] is not "true";
            jwt.MapInboundClaims = false;
            jwt.RefreshInterval = TimeSpan.FromSeconds(30);
            jwt.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = issuer,
                ValidAudience = access["Audience"] ?? "forum",
                ValidTypes = ["at+jwt"],
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = "sub",
                RoleClaimType = RoleClaim,
            };
            jwt.Events = new JwtBearerEvents
            {
                OnMessageReceived = static context =>
                {
                    if (Known(context).Find(context.Request) is { } caller)
                    {
                        context.Principal = caller;
                        context.Success();
                    }

                    return Task.CompletedTask;
                },
                OnTokenValidated = static context =>
                {
                    ReadNestedRoles(context.Principal);
                    Known(context).Keep(context.Request, context.Principal!, context.SecurityToken.ValidTo);
                    return Task.CompletedTask;
                },
            };
        });
        builder.Services.AddSingleton<ValidatedTokens>();
        // Deny by default: what no policy opens is closed, to everybody.
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(static _ => false).Build());
    }

    private static ValidatedTokens Known<TOptions>(ResultContext<TOptions> context) where TOptions : AuthenticationSchemeOptions =>
        context.HttpContext.RequestServices.GetRequiredService<ValidatedTokens>();

    /// <summary>Some issuers put roles into <c>realm_access.roles</c>.</summary>
    private static void ReadNestedRoles(ClaimsPrincipal? user)
    {
        if (user?.FindFirst("realm_access") is not { } realm || user.Identity is not ClaimsIdentity identity)
            return;
        using var access = JsonDocument.Parse(realm.Value);
        if (!access.RootElement.TryGetProperty("roles", out var roles) || roles.ValueKind is not JsonValueKind.Array)
            return;
        foreach (var role in roles.EnumerateArray())
        {
            if (role.GetString() is { } name)
                identity.AddClaim(new Claim(RoleClaim, name));
        }
    }
}

using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Forum.Identity;

/// <summary>The token endpoint, and what stands in a token: <c>sub</c>, <c>role</c>, and <c>delegation</c> for those who act for a participant.</summary>
public static class Tokens
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    // In refresh tokens only, which nobody else can read: a changed password or right ends them.
    private const string Stamp = "stamp";

    public static void AddTokens(this WebApplicationBuilder builder, Issuer issuer) => builder.Services.AddOpenIddict()
        .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<Store>())
        .AddServer(server =>
        {
            server.SetIssuer(issuer.Address)
                .SetTokenEndpointUris("connect/token")
                .SetAuthorizationEndpointUris("connect/authorize")
                .SetEndSessionEndpointUris("connect/logout")
                .SetRevocationEndpointUris("connect/revocation");
            server.AllowClientCredentialsFlow().AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
            server.Configure(options => options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
            server.RegisterScopes([Scopes.Profile, .. ForumScopes.Known]);
            server.RegisterClaims(Claims.Role, "delegation");
            server.SetAccessTokenLifetime(TimeSpan.FromMinutes(10)).SetRefreshTokenLifetime(TimeSpan.FromHours(12)).DisableAccessTokenEncryption();
            foreach (var key in issuer.Keys.Signing) server.AddSigningKey(key);
            foreach (var key in issuer.Keys.Encryption) server.AddEncryptionKey(key);

            // Browsers are always sent to the public address, even by a document that was read inside the network.
            server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.SetOrder(int.MaxValue - 1_000).UseInlineHandler(context =>
            {
                context.AuthorizationEndpoint = new Uri(issuer.Address, "connect/authorize");
                context.EndSessionEndpoint = new Uri(issuer.Address, "connect/logout");
                return ValueTask.CompletedTask;
            }));

            var web = server.UseAspNetCore().EnableTokenEndpointPassthrough().EnableAuthorizationEndpointPassthrough().EnableEndSessionEndpointPassthrough();
            if (issuer.Address.IsLoopback) web.DisableTransportSecurityRequirement();
        });

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/connect/token", async (HttpContext http, IOpenIddictApplicationManager clients, UserManager<User> users) =>
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The token endpoint was reached past OpenIddict.");
        return request.IsClientCredentialsGrantType() ? await ForSystem(request, clients) : await ForPerson(http, users);
    });

    /// <summary>What a person who signed in may show to the services and to the console.</summary>
    public static async Task<ClaimsPrincipal> Of(User user, UserManager<User> users, IEnumerable<string> scopes, long signedInAt)
    {
        var rights = await users.GetClaimsAsync(user);
        var identity = NewIdentity()
            .SetClaim(Claims.Subject, user.Id.ToString())
            .SetClaim(Claims.Name, user.UserName)
            .SetClaim(Claims.AuthenticationTime, signedInAt)
            .SetClaims(Claims.Role, [.. rights.Where(claim => claim.Type == Claims.Role).Select(claim => claim.Value)])
            .SetClaim("delegation", rights.FirstOrDefault(claim => claim.Type == "delegation")?.Value)
            .SetClaim(Stamp, user.SecurityStamp);
        identity.SetScopes(scopes);
        return Sealed(identity);
    }

    private static async Task<IResult> ForSystem(OpenIddictRequest request, IOpenIddictApplicationManager clients)
    {
        var client = await clients.FindByClientIdAsync(request.ClientId!) ?? throw new InvalidOperationException("The client vanished while it asked.");
        var properties = await clients.GetPropertiesAsync(client);
        var own = properties.TryGetValue("delegation", out var value) ? value.GetString() : null;
        var named = (string?)request["delegation"];
        if (Refused(own, named) is { } reason) return Refuse(Errors.InvalidRequest, reason);

        var identity = NewIdentity()
            .SetClaim(Claims.Subject, request.ClientId)
            .SetClaims(Claims.Role, properties["roles"].Deserialize<ImmutableArray<string>>())
            .SetClaim("delegation", named ?? own);
        // Who does not say gets all that the client is configured for.
        identity.SetScopes(request.GetScopes() is { Length: > 0 } asked ? asked : properties["scopes"].Deserialize<ImmutableArray<string>>());
        return Results.SignIn(Sealed(identity), properties: null, Scheme);
    }

    private static string? Refused(string? own, string? named) => (own, named) switch
    {
        (Rights.AnyDelegation, null) => "This client can act for any delegation: name one in the form parameter 'delegation'.",
        (Rights.AnyDelegation, _) when !Rights.DelegationCode.IsMatch(named) => "The parameter 'delegation' is not the code of a participant.",
        (Rights.AnyDelegation, _) or (_, null) => null,
        _ => own == named ? null : "This client does not act for the delegation that it names.",
    };

    private static async Task<IResult> ForPerson(HttpContext http, UserManager<User> users)
    {
        var granted = (await http.AuthenticateAsync(Scheme)).Principal ?? throw new InvalidOperationException("OpenIddict let a request pass without a grant.");
        var user = await users.FindByIdAsync(granted.GetClaim(Claims.Subject) ?? "");
        return user is null || user.SecurityStamp != granted.GetClaim(Stamp)
            ? Refuse(Errors.InvalidGrant, "The account has changed: sign in again.")
            : Results.SignIn(await Of(user, users, granted.GetScopes(), long.Parse(granted.GetClaim(Claims.AuthenticationTime)!)), properties: null, Scheme);
    }

    private static ClaimsIdentity NewIdentity() => new(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);

    private static ClaimsPrincipal Sealed(ClaimsIdentity identity)
    {
        identity.SetResources(Issuer.Audience);
        identity.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject or Claims.Role or "delegation" => [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.AuthenticationTime => [Destinations.IdentityToken],
            Claims.Name when claim.Subject!.HasScope(Scopes.Profile) => [Destinations.IdentityToken],
            _ => [],
        });
        return new ClaimsPrincipal(identity);
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]);
}

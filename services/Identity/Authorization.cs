using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Forum.Identity;

/// <summary>The authorization endpoint: lets a person sign in and sends the browser back with a code. The clients are the forum's own, so nobody is asked for consent.</summary>
public static class Authorization
{
    public static void Map(IEndpointRouteBuilder app) => app.MapMethods("/connect/authorize", [HttpMethods.Get, HttpMethods.Post], Authorize);

    private static async Task<IResult> Authorize(HttpContext http, UserManager<User> users, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The authorization endpoint was reached past OpenIddict.");
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var signedInAt = long.Parse(session.Properties?.GetString(SignIn.Since) ?? "0");
        var user = session.Succeeded ? await users.GetUserAsync(session.Principal) : null;
        var tooLongAgo = request.MaxAge is { } seconds && clock.GetUtcNow().ToUnixTimeSeconds() - signedInAt > seconds;

        if (user is null || tooLongAgo || request.HasPromptValue(PromptValues.Login))
            return request.HasPromptValue(PromptValues.None) ? LoginRequired() : AskToSignIn(http, request);

        return Results.SignIn(
            await Tokens.Of(user, users, request.GetScopes(), signedInAt),
            properties: null,
            OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // The same request comes back after signing in, without the wish to sign in, which would never end.
    private static IResult AskToSignIn(HttpContext http, OpenIddictRequest request)
    {
        var again = QueryString.Create(request.GetParameters()
            .Where(parameter => parameter.Key is not (Parameters.Prompt or Parameters.MaxAge))
            .Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value)));
        return Results.Challenge(new AuthenticationProperties { RedirectUri = http.Request.PathBase + http.Request.Path + again }, [IdentityConstants.ApplicationScheme]);
    }

    private static IResult LoginRequired() => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "Nobody is signed in.",
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}

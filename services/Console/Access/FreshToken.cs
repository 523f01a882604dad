using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Forum.Console.Access;

/// <summary>Keeps the access token of a session fresh. Several requests at once renew it once: a refresh token is good for one use.</summary>
internal sealed class FreshToken(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time, ILogger<FreshToken> log)
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Task<OpenIdConnectMessage?>> renewed = new(StringComparer.Ordinal);

    /// <summary>Renews the token when it is about to end; ends the session when the issuer does not renew it.</summary>
    public async Task Keep(CookieValidatePrincipalContext session)
    {
        if (!DateTimeOffset.TryParse(session.Properties.GetTokenValue("expires_at"), CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiry) || expiry - Before > time.GetUtcNow())
            return;
        if (session.Properties.GetTokenValue(OpenIdConnectParameterNames.RefreshToken) is not { Length: > 0 } refreshToken)
        {
            session.RejectPrincipal();
            return;
        }

        OpenIdConnectMessage? tokens;
        try
        {
            tokens = await RenewOnce(refreshToken).WaitAsync(session.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TaskCanceledException && !session.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Who was signed in stays so while the issuer is away; what needs a token is refused meanwhile.
            log.LogWarning("The issuer does not renew tokens at present: {Reason}", e.GetBaseException().Message);
            return;
        }

        if (tokens is null)
        {
            session.RejectPrincipal();
            return;
        }

        session.Properties.UpdateTokenValue(OpenIdConnectParameterNames.AccessToken, tokens.AccessToken);
        if (tokens.RefreshToken is { Length: > 0 } next)
            session.Properties.UpdateTokenValue(OpenIdConnectParameterNames.RefreshToken, next);
        var seconds = int.Parse(tokens.ExpiresIn, CultureInfo.InvariantCulture);
        session.Properties.UpdateTokenValue("expires_at", (time.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToString("o", CultureInfo.InvariantCulture));
        session.ShouldRenew = true;
    }

    /// <summary>Who comes a little late with a refresh token that was used already gets what it was exchanged for.</summary>
    private Task<OpenIdConnectMessage?> RenewOnce(string refreshToken)
    {
        lock (renewed)
        {
            if (!renewed.TryGetValue(refreshToken, out var tokens))
                renewed[refreshToken] = tokens = RenewAndRemember(refreshToken);
            return tokens;
        }
    }

    private async Task<OpenIdConnectMessage?> RenewAndRemember(string refreshToken)
    {
        // Goes on outside the lock, so that it cannot end before it is known.
        await Task.Yield();
        try
        {
            var tokens = await Renew(refreshToken);
            _ = Forget(refreshToken, Late);
            return tokens;
        }
        catch
        {
            await Forget(refreshToken, TimeSpan.Zero);
            throw;
        }
    }

    private async Task Forget(string refreshToken, TimeSpan after)
    {
        await Task.Delay(after, time);
        lock (renewed)
            renewed.Remove(refreshToken);
    }

    /// <returns>The tokens; null when the issuer says that the session is over.</returns>
    private async Task<OpenIdConnectMessage?> Renew(string refreshToken)
    {
        var oidc = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
        var issuer = await oidc.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = oidc.ClientId!,
            ["client_secret"] = oidc.ClientSecret ?? "",
        });
        using var answer = await oidc.Backchannel.PostAsync(new Uri(issuer.TokenEndpoint), form);
        if ((int)answer.StatusCode is >= 400 and < 500)
            return null;
        answer.EnsureSuccessStatusCode();
        return new OpenIdConnectMessage(await answer.Content.ReadAsStringAsync());
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Forum.Identity;

/// <summary>The end of a session. A client that shows the person's own id token ends it at once; otherwise the person is asked, because any page can send a browser here.</summary>
public sealed class SignOut : PageModel
{
    /// <summary>What the client asked, to be asked again with the person's consent.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Asked { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var shown = (await HttpContext.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal?.GetClaim(Claims.Subject);
        var signedIn = User.FindFirstValue(ClaimTypes.NameIdentifier);
        if (signedIn is null || signedIn == shown) return OnPost();

        Asked = [.. HttpContext.GetOpenIddictServerRequest()!.GetParameters().Select(parameter => KeyValuePair.Create(parameter.Key, (string?)parameter.Value))];
        return Page();
    }

    public IActionResult OnPost() => SignOut(
        new AuthenticationProperties { RedirectUri = "/" },
        IdentityConstants.ApplicationScheme,
        OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Forum.Identity;

/// <summary>The page where a person signs in. It says the same of a wrong name, a wrong password and a locked account, and takes as long.</summary>
public sealed class SignIn(SignInManager<User> session, TimeProvider clock, ILogger<SignIn> log) : PageModel
{
    /// <summary>When the person gave the password, in Unix seconds; kept in the session, which is renewed without asking again.</summary>
    public const string Since = "since";

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool Refused { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var user = await session.UserManager.FindByNameAsync(Name ?? "");
        if (user is null || await session.UserManager.IsLockedOutAsync(user)) session.UserManager.PasswordHasher.HashPassword(new User(), Password ?? "");
        if (user is not null && (await session.CheckPasswordSignInAsync(user, Password ?? "", lockoutOnFailure: true)).Succeeded)
        {
            await session.SignInAsync(user, new AuthenticationProperties { Items = { [Since] = clock.GetUtcNow().ToUnixTimeSeconds().ToString() } });
            return Url.IsLocalUrl(ReturnUrl) ? LocalRedirect(ReturnUrl) : Redirect("/");
        }

        log.LogInformation("A sign-in was refused for {User}", user?.Id.ToString() ?? "an unknown name");
        Refused = true;
        return Page();
    }

    public static void MapStyle(IEndpointRouteBuilder app) => app.MapGet("/style.css", (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Stream(typeof(SignIn).Assembly.GetManifestResourceStream("style.css")!, "text/css");
    });
}

/// <summary>How people are recognized: passwords, lockout, the session cookie.</summary>
public static class SignInSetUp
{
    public static void AddSignIn(this WebApplicationBuilder builder, Issuer issuer)
    {
        builder.Services.AddIdentityCore<User>(identity =>
        {
            // Length is what counts; rules about characters only make people write passwords down.
            identity.Password = new PasswordOptions { RequiredLength = builder.Environment.IsEnvironment("Local") ? 1 : Person.PasswordLength, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false };
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddEntityFrameworkStores<Store>().AddSignInManager();
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));

        builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "forum-identity";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = Secure();
            cookie.LoginPath = "/signin";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
            cookie.SlidingExpiration = false;
            cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        builder.Services.AddAuthorization();
        builder.Services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "forum-identity-form";
            form.Cookie.SecurePolicy = Secure();
        });

        CookieSecurePolicy Secure() => issuer.IsSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}

namespace Forum.Identity;

/// <summary>Accounts to try the forum with on one's own machine. They exist in the environment Local only, and only those whose <c>Demo__…</c> setting is given.</summary>
public static class DemoAccounts
{
    private static readonly Rights Organizer = new(["organizer"], null);
    private static readonly Rights Notetaker = new(["notetaker"], null);
    private static readonly Rights Operator = new(["operator"], null);

    public static Accounts Read(IConfiguration settings)
    {
        var demo = settings.GetSection("Demo");
        return new(
            [.. Console(demo["ConsoleSecret"], demo["ConsoleOrigin"]), .. Systems(demo["ClientSecret"])],
            [.. People(demo["UserPassword"])]);
    }

    private static IEnumerable<Client> Console(string? secret, string? origin) => secret is null || origin is null ? [] :
    [
        new()
        {
            Id = "console",
            Secret = secret,
            RedirectUris = [new Uri(origin.TrimEnd('/') + "/signin-oidc")],
            PostLogoutRedirectUris = [new Uri(origin.TrimEnd('/') + "/signout-callback-oidc")],
        },
    ];

    private static IEnumerable<Client> Systems(string? secret) => secret is null ? [] :
    [
        new() { Id = "demo-organizer", Secret = secret, Rights = Organizer },
        // A second pair of eyes: who writes or clears a text does not issue it.
        new() { Id = "demo-publisher", Secret = secret, Rights = Organizer },
        new() { Id = "demo-delegation", Secret = secret, Rights = new(["delegation"], Rights.AnyDelegation) },
        new() { Id = "demo-notetaker", Secret = secret, Rights = Notetaker },
        new() { Id = "demo-operator", Secret = secret, Rights = Operator },
        new() { Id = "demo-service", Secret = secret, Rights = new(["service"], null) },
    ];

    private static IEnumerable<Person> People(string? password) => password is null ? [] :
    [
        new("organizer", password, Organizer),
        new("publisher", password, Organizer),
        new("notetaker", password, Notetaker),
        new("operator", password, Operator),
        new("delegate-fra", password, new(["delegation"], "FRA")),
    ];
}

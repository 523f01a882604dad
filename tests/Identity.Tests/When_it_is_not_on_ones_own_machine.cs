using System.Net;
using Forum.Kit;
using static Forum.Identity.Tests.Conversation;

namespace Forum.Identity.Tests;

public sealed class When_it_is_not_on_ones_own_machine : IAsyncLifetime
{
    private readonly Folder keys = Folder.WithKeys();
    private readonly Folder secrets = new();
    private TestDatabase database = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.Create("identity");

    [Fact]
    public async Task demo_accounts_do_not_exist_even_where_they_did()
    {
        await using (await Server.Started(database, keys, "Local", Server.Demo)) { }
        await using var server = await Server.Started(database, keys, "Production", Server.Demo);
        using var caller = server.Caller();

        (await caller.AskAs("demo-organizer", "a-demo-secret")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var console = await caller.GetAsync(Authorize());
        console.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var person = await caller.FillIn("signin", "organizer", "a demo password");
        person.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task clients_and_people_are_those_that_are_listed()
    {
        var secret = secrets.Holding("secret", "a-secret-made-by-a-machine\n");
        (string, string)[] listed =
        [
            ("Clients:mission-of-france:SecretFile", secret), ("Clients:mission-of-france:Roles:0", "delegation"), ("Clients:mission-of-france:Delegation", "FRA"),
            ("Clients:statistics:SecretFile", secret), ("Clients:statistics:Roles:0", "service"), ("Clients:statistics:Roles:1", "operator"),
            ("Clients:console:SecretFile", secrets.Holding("console", "a-console-secret-of-a-machine")), ("Clients:console:RedirectUris:0", Callback),
            ("People:a.person:PasswordFile", secrets.Holding("password", "a demo password")), ("People:a.person:Roles:0", "organizer"),
        ];
        await using (var server = await Server.Started(database, keys, "Production", listed))
        {
            using var caller = server.Caller();
            var france = await Token(caller, "mission-of-france");
            france.All("delegation").ShouldBe(["FRA"]);
            (await Token(caller, "mission-of-france", ("delegation", "FRA"))).All("delegation").ShouldBe(["FRA"]);
            (await caller.AskAs("mission-of-france", "a-secret-made-by-a-machine", ("delegation", "DEU"))).Status.ShouldBe(HttpStatusCode.BadRequest);
            (await Token(caller, "statistics")).All("role").ShouldBe(["service", "operator"]);
            (await caller.SignInFor("a.person", Authorize())).ShouldNotBeNull();
        }

        secrets.Holding("secret", "another-secret-made-by-a-machine");
        await using var later = await Server.Started(database, keys, "Production", listed[..3]);
        using var again = later.Caller();
        (await again.AskAs("mission-of-france", "a-secret-made-by-a-machine")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await again.AskAs("mission-of-france", "another-secret-made-by-a-machine")).Status.ShouldBe(HttpStatusCode.OK);
        (await again.AskAs("statistics", "another-secret-made-by-a-machine")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        static async Task<Microsoft.IdentityModel.JsonWebTokens.JsonWebToken> Token(HttpClient caller, string client, params (string, string)[] more) =>
            await caller.Validated((await caller.AskAs(client, "a-secret-made-by-a-machine", more)).Body.Text("access_token"));
    }

    [Fact]
    public async Task a_client_gets_tokens_for_the_scopes_it_is_configured_for_and_no_others()
    {
        const string Secret = "a-secret-made-by-a-machine";
        var file = secrets.Holding("secret", Secret);
        await using var server = await Server.Started(database, keys, "Production",
            ("Clients:badges:SecretFile", file), ("Clients:badges:Roles:0", "service"), ("Clients:badges:Scopes:0", "registration:write"), ("Clients:badges:Scopes:1", "scheduling:read"),
            ("Clients:statistics:SecretFile", file), ("Clients:statistics:Roles:0", "operator"));
        using var caller = server.Caller();

        (await Scopes("badges")).ShouldBe("registration:write scheduling:read", "who does not say gets all that it may have");
        (await Scopes("badges", ("scope", "registration:read"))).ShouldBe("registration:read", "whoever may write may ask for less");
        (await caller.AskAs("badges", Secret, ("scope", "scheduling:write"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await caller.AskAs("badges", Secret, ("scope", "registration:read publishing:read"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Scopes("statistics")).ShouldBeNull("its role limits it");
        (await Scopes("statistics", ("scope", "publishing:read"))).ShouldBe("publishing:read");
        (await caller.AskAs("statistics", Secret, ("scope", "kitchen:read"))).Status.ShouldBe(HttpStatusCode.BadRequest);

        async Task<string?> Scopes(string client, params (string, string)[] more) =>
            (await caller.Validated((await caller.AskAs(client, Secret, more)).Body.Text("access_token"))).All("scope").SingleOrDefault();
    }

    [Fact]
    public async Task nothing_is_given_out_in_the_clear()
    {
        await using var server = await Server.Started(database, keys, "Production",
            ("Identity:Issuer", "https://forum.example/identity/"), ("Clients:some:SecretFile", secrets.Holding("secret", "a-secret-made-by-a-machine")), ("Clients:some:Roles:0", "service"));
        using var direct = server.Caller();
        (await direct.AskAs("some", "a-secret-made-by-a-machine")).Status.ShouldBe(HttpStatusCode.BadRequest);

        using var proxied = server.Caller();
        proxied.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.1");
        (await proxied.AskAs("some", "a-secret-made-by-a-machine")).Status.ShouldBe(HttpStatusCode.OK);
        using var page = await proxied.GetAsync("signin");
        page.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("secure", StringComparison.Ordinal));
        page.Headers.Contains("Strict-Transport-Security").ShouldBeTrue();
    }

    [Fact]
    public async Task a_person_whose_rights_change_signs_in_again()
    {
        var password = secrets.Holding("password", "a demo password");
        (string, string)[] before = [.. Server.Demo, ("People:a.person:PasswordFile", password), ("People:a.person:Roles:0", "organizer")];
        System.Text.Json.JsonElement tokens;
        await using (var server = await Server.Started(database, keys, "Local", before))
        {
            using var caller = server.Caller();
            (_, tokens) = await caller.Redeem(await caller.SignInFor("a.person", Authorize()));
        }
        await using var later = await Server.Started(database, keys, "Local", [.. before[..^1], ("People:a.person:Roles:0", "notetaker")]);
        using var console = later.Caller();
        (await console.Refresh(tokens)).Body.Text("error").ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("Roles:0", "chairman", "no role 'chairman'")]
    [InlineData("Delegation", "FRA", "go together")]
    [InlineData("Scopes:0", "kitchen:read", "no scope 'kitchen:read'")]
    [InlineData("SecretFile", "/nowhere", "no file")]
    public void it_does_not_start_on_a_list_that_makes_no_sense(string setting, string value, string complaint)
    {
        var secret = secrets.Holding("secret", "a-secret-made-by-a-machine");
        Complaint([("Clients:some:SecretFile", secret), ($"Clients:some:{setting}", value)]).ShouldContain(complaint);
    }

    [Fact]
    public void nor_on_a_client_for_any_delegation_or_a_short_secret()
    {
        var secret = secrets.Holding("secret", "a-secret-made-by-a-machine");
        Complaint([("Clients:some:SecretFile", secret), ("Clients:some:Roles:0", "delegation"), ("Clients:some:Delegation", "*")]).ShouldContain("not the code of a participant");
        Complaint([("Clients:some:SecretFile", secrets.Holding("short", "1234"))]).ShouldContain("shorter than");
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        keys.Dispose();
        secrets.Dispose();
    }

    private string Complaint((string, string)[] settings)
    {
        using var server = new Server(database, keys, "Production", settings);
        return Should.Throw<InvalidOperationException>(() => server.Services).Message;
    }
}

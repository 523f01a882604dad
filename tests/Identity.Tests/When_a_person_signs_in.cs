using System.Net;
using static Forum.Identity.Tests.Conversation;

namespace Forum.Identity.Tests;

public sealed class When_a_person_signs_in(Local local)
{
    private readonly HttpClient browser = local.Server.Caller();

    [Fact]
    public async Task the_console_gets_tokens_with_the_persons_rights()
    {
        var code = await browser.SignInFor("delegate-fra", Authorize());
        var (status, tokens) = await browser.Redeem(code);

        status.ShouldBe(HttpStatusCode.OK);
        var access = await browser.Validated(tokens.Text("access_token"));
        access.All("role").ShouldBe(["delegation"]);
        access.All("delegation").ShouldBe(["FRA"]);
        access.All("name").ShouldBeEmpty();
        Guid.Parse(access.Subject).ShouldNotBe(Guid.Empty);

        var identity = await browser.Validated(tokens.Text("id_token"), audience: "console");
        identity.Subject.ShouldBe(access.Subject);
        identity.All("name").ShouldBe(["delegate-fra"]);
        identity.All("role").ShouldBe(["delegation"]);
        identity.All("nonce").ShouldBe(["a-nonce"]);
        identity.All("auth_time").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task the_console_can_renew_them()
    {
        var (_, tokens) = await browser.Redeem(await browser.SignInFor("organizer", Authorize()));
        var (status, renewed) = await browser.Refresh(tokens);

        status.ShouldBe(HttpStatusCode.OK);
        (await browser.Validated(renewed.Text("access_token"))).All("role").ShouldBe(["organizer"]);
        (await browser.Validated(renewed.Text("id_token"), "console")).All("auth_time").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task the_next_request_needs_no_password()
    {
        await browser.SignInFor("organizer", Authorize());
        using var again = await browser.GetAsync(Authorize());
        again.Query("code").ShouldNotBeNull();
        again.Query("state").ShouldBe("a-state");
    }

    [Fact]
    public async Task it_does_when_the_console_insists()
    {
        await browser.SignInFor("organizer", Authorize());
        (await browser.SignInFor("organizer", Authorize(("prompt", "login")))).ShouldNotBeNull();
    }

    [Fact]
    public async Task a_silent_question_is_answered_silently()
    {
        using var answer = await browser.GetAsync(Authorize(("prompt", "none")));
        answer.Query("error").ShouldBe("login_required");
    }

    [Theory]
    [InlineData("code_challenge", null)]
    [InlineData("code_challenge_method", "plain")]
    public async Task a_request_without_a_proof_key_is_refused(string parameter, string? value)
    {
        using var answer = await browser.GetAsync(Authorize((parameter, value)));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("error:invalid_request");
    }

    [Fact]
    public async Task nobody_is_sent_to_an_address_that_is_not_the_consoles()
    {
        using var answer = await browser.GetAsync(Authorize(("redirect_uri", "https://elsewhere.example/signin-oidc")));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task a_stolen_code_is_worth_nothing()
    {
        var code = await browser.SignInFor("organizer", Authorize());
        (await browser.Redeem(code, "a-verifier-of-somebody-else-who-took-the-code-00")).Body.Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task a_code_counts_once_and_shown_twice_ends_what_it_gave()
    {
        var code = await browser.SignInFor("organizer", Authorize());
        var (_, tokens) = await browser.Redeem(code);
        (await browser.Redeem(code)).Body.Text("error").ShouldBe("invalid_grant");
        (await browser.Refresh(tokens)).Body.Text("error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task the_page_can_be_read_and_used_by_everyone_and_runs_nothing()
    {
        using var answer = await browser.GetAsync("signin");
        var page = await answer.Content.ReadAsStringAsync();

        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("<title>Sign in - Forum</title>");
        foreach (var field in (string[])["name", "password"])
        {
            page.ShouldContain($"<label for=\"{field}\">");
            page.ShouldContain($"<input id=\"{field}\"");
        }
        foreach (var active in (string[])["<script", "<style", "style=", " on"]) page.ShouldNotContain(active);

        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldStartWith("default-src 'none'; style-src 'self'; form-action 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldNotContain("script-src");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();

        page.ShouldContain("href=\"/identity/style.css\"");
        using var style = await browser.GetAsync("style.css");
        style.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
    }

    [Fact]
    public async Task a_wrong_name_and_a_wrong_password_read_the_same()
    {
        using var unknown = await browser.FillIn("signin", "nobody", "a demo password");
        using var wrong = await browser.FillIn("signin", "operator", "not the password");
        Said(await unknown.Content.ReadAsStringAsync()).ShouldBe(Said(await wrong.Content.ReadAsStringAsync()));

        static string Said(string page) => page[page.IndexOf("role=\"alert\"", StringComparison.Ordinal)..page.IndexOf("<label", StringComparison.Ordinal)];
    }

    [Fact]
    public async Task no_name_and_no_secret_gets_into_the_log()
    {
        await browser.FillIn("signin", "operator", "ZZPII-password");
        await browser.FillIn("signin", "ZZPII-name", "ZZPII-password");
        var (_, tokens) = await browser.Redeem(await browser.SignInFor("delegate-fra", Authorize(("login_hint", "ZZPII-hint"))));

        local.Server.Log.ShouldContain(line => line.Contains("A sign-in was refused", StringComparison.Ordinal));
        foreach (var secret in (string[])["ZZPII", "delegate-fra", "a demo password", tokens.Text("access_token")])
            local.Server.Log.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_form_that_was_not_ours_is_refused()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = "organizer", ["password"] = "a demo password" });
        using var answer = await browser.PostAsync("signin", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task nobody_is_sent_elsewhere_afterwards(string address)
    {
        using var answer = await browser.FillIn($"signin?returnUrl={Uri.EscapeDataString(address)}", "organizer", "a demo password");
        answer.Headers.Location!.OriginalString.ShouldBe("/");
    }
}

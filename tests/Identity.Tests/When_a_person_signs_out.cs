using System.Net;
using static Forum.Identity.Tests.Conversation;

namespace Forum.Identity.Tests;

public sealed class When_a_person_signs_out(Local local)
{
    private const string Back = $"{Server.Origin}/signout-callback-oidc";
    private readonly HttpClient browser = local.Server.Caller();

    [Fact]
    public async Task the_console_ends_the_session_and_is_told()
    {
        var (_, tokens) = await browser.Redeem(await browser.SignInFor("organizer", Authorize()));
        using var answer = await browser.GetAsync($"connect/logout?id_token_hint={tokens.Text("id_token")}&post_logout_redirect_uri={Uri.EscapeDataString(Back)}&state=s");

        answer.Headers.Location!.OriginalString.ShouldStartWith(Back);
        answer.Query("state").ShouldBe("s");
        using var next = await browser.GetAsync(Authorize());
        next.Headers.Location!.OriginalString.ShouldContain("/identity/signin");
    }

    [Fact]
    public async Task another_page_cannot_do_it_unasked()
    {
        await browser.SignInFor("organizer", Authorize());
        using var answer = await browser.GetAsync($"connect/logout?client_id=console&post_logout_redirect_uri={Uri.EscapeDataString(Back)}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("signed in as organizer");
        using var next = await browser.GetAsync(Authorize());
        next.Query("code").ShouldNotBeNull();
    }

    [Fact]
    public async Task the_person_can_do_it_without_the_console()
    {
        await browser.SignInFor("organizer", Authorize());
        using var answer = await browser.FillIn("connect/logout", "", "");

        answer.Headers.Location!.OriginalString.ShouldBe("/");
        using var next = await browser.GetAsync(Authorize());
        next.Headers.Location!.OriginalString.ShouldContain("/identity/signin");
    }

    [Fact]
    public async Task nobody_is_sent_to_an_address_that_is_not_the_consoles()
    {
        using var answer = await browser.GetAsync("connect/logout?client_id=console&post_logout_redirect_uri=https%3A%2F%2Felsewhere.example%2F");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}

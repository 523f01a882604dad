using System.Net;
using Forum.Kit;

namespace Forum.Identity.Tests;

public sealed class When_somebody_guesses(Local local)
{
    [Fact]
    public async Task the_account_is_locked_for_a_while_even_for_the_right_password()
    {
        using var browser = local.Server.Caller();
        for (var attempt = 1; attempt <= 5; attempt++) (await browser.FillIn("signin", "notetaker", $"guess {attempt}")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var right = await browser.FillIn("signin", "notetaker", "a demo password");
        right.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await right.Content.ReadAsStringAsync()).ShouldContain("role=\"alert\"");
    }

    /// <summary>OWASP, Password Storage Cheat Sheet: PBKDF2 with HMAC-SHA-512.</summary>
    [Fact]
    public void guessing_from_a_stolen_store_takes_as_long_as_it_should() => local.Server.Iterations.ShouldBeGreaterThanOrEqualTo(210_000);

    [Fact]
    public async Task too_many_attempts_from_one_address_have_to_wait()
    {
        await using var database = await TestDatabase.Create("identity");
        using var keys = Folder.WithKeys();
        await using var server = await Server.Started(database, keys, settings: [.. Server.Demo, ("Limits:SignInsPerMinute", "2"), ("Limits:TokensPerMinute", "3")]);
        using var caller = server.Caller();

        for (var attempt = 1; attempt <= 2; attempt++) (await caller.FillIn("signin", "nobody", "x")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var signIn = await caller.FillIn("SignIn/", "nobody", "x");
        signIn.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        signIn.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);

        for (var attempt = 1; attempt <= 3; attempt++) (await caller.AskAs("demo-organizer", "guess")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var (status, body) = await caller.AskAs("demo-organizer", "a-demo-secret");
        status.ShouldBe(HttpStatusCode.TooManyRequests);
        body.Text("code").ShouldBe("too-many-requests");
    }
}

using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

public sealed class When_somebody_signs_in(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    private const string Trace = $"/traces/{FirstDialogue.TraceId}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task an_operator_sees_what_every_service_committed_under_a_trace(bool script)
    {
        console.People.Role = "operator";
        await using var visitor = await browser.Visit(console.Origin, script);
        await visitor.Page.GotoAsync(Trace);
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, Trace).AbsoluteUri);
        await Expect(visitor.Page.Locator(".trace tbody tr")).ToHaveCountAsync(5);
        await Expect(visitor.Page.Locator(".trace tbody tr code:first-child").Filter(new() { HasText = "_" })).ToHaveTextAsync(
            ["delegation_registered", "speaking_requested", "speaker_inscribed", "round_table_choices_ranked", "seat_allocated"]);
        await Expect(visitor.Page.Locator(".trace tbody tr").Nth(2)).ToContainTextAsync("+97 ms");
        await Expect(visitor.Page.Locator(".person")).ToContainTextAsync("operator");
        visitor.Complaints.ShouldBeEmpty();
        if (!script)
            return;

        (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Picture("wide-traces");
        await visitor.Page.SetViewportSizeAsync(360, 800);
        (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        await visitor.Picture("small-traces");
    }

    [Fact]
    public async Task a_trace_is_found_by_its_id_and_shown_as_far_as_it_is_to_be_had()
    {
        console.People.Role = "operator";
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/traces");
        await visitor.Page.GetByLabel("Trace id").FillAsync($" {FirstDialogue.TraceId.ToUpperInvariant()}");
        await console.Scheduling.Die();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, Trace).AbsoluteUri);
        await Expect(visitor.Page.Locator(".absent")).ToContainTextAsync("Scheduling does not answer");
        await Expect(visitor.Page.Locator(".trace tbody tr")).ToHaveCountAsync(3);
        await console.Scheduling.Start();
    }

    [Fact]
    public async Task the_browser_gets_no_token_and_no_script_gets_the_key()
    {
        console.People.Role = "operator";
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync(Trace);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("What came of one request");
        (await visitor.Cookies()).ShouldAllBe(cookie => !cookie.Value.Contains("access-", StringComparison.Ordinal));
        (await visitor.Page.ContentAsync()).ShouldNotContain("access-operator");
        (await visitor.Page.EvaluateAsync<string>("document.cookie")).ShouldBeEmpty();
        (await visitor.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
    }

    [Fact]
    public async Task who_is_no_operator_is_told_so()
    {
        console.People.Role = "delegation";
        await using var visitor = await browser.Visit(console.Origin);
        var answer = await visitor.Page.GotoAsync(Trace);
        answer!.Status.ShouldBe(403);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Not for you");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Traces" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task signing_out_ends_the_session_on_the_server()
    {
        console.People.Role = "operator";
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/sign-in?returnUrl=%2Freference");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("API reference");
        var key = (await visitor.Cookies())["forum"];
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();

        using var thief = console.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Get, Trace) { Headers = { { "Cookie", $"forum={key}" } } };
        using var answer = await thief.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/sign-in?returnUrl=%2Fsign-in")]
    public async Task nobody_is_led_elsewhere_or_round_in_circles(string returnUrl)
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await Expect(visitor.Page).ToHaveURLAsync(console.Origin.AbsoluteUri);
    }

    [Fact]
    public async Task a_form_of_another_site_signs_nobody_out()
    {
        using var caller = console.Caller();
        using var answer = await caller.PostAsync("/sign-out", new FormUrlEncodedContent([]));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_token_that_is_about_to_end_is_renewed_and_the_session_goes_on()
    {
        console.People.Role = "operator";
        console.People.Lifetime = TimeSpan.FromSeconds(20);
        try
        {
            await using var visitor = await browser.Visit(console.Origin);
            var before = console.People.Renewals;
            for (var again = 0; again < 3; again++)
            {
                await visitor.Page.GotoAsync(Trace);
                await Expect(visitor.Page.Locator(".trace tbody tr")).ToHaveCountAsync(5);
            }

            console.People.Renewals.ShouldBeGreaterThan(before);

            // The style and the emblem of a page need no token: their requests, which may come after the page was shown, renew none.
            var renewed = console.People.Renewals;
            foreach (var asset in await visitor.Page.Locator("link[href]").AllAsync())
                (await visitor.Page.APIRequest.GetAsync(new Uri(console.Origin, await asset.GetAttributeAsync("href")).AbsoluteUri)).Status.ShouldBe(200);
            console.People.Renewals.ShouldBe(renewed);

            console.People.Renews = false;
            await visitor.Page.GotoAsync("/");
            await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        }
        finally
        {
            console.People.Renews = true;
            console.People.Lifetime = TimeSpan.FromMinutes(10);
        }
    }
}

public sealed class When_the_issuer_is_away(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    [Fact]
    public async Task everything_public_is_there_and_signing_in_is_not_until_it_is_back()
    {
        await console.Identity.Die();
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Editions of the forum");
        var refused = await visitor.Page.GotoAsync("/sign-in");
        refused!.Status.ShouldBe(503);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Not to be had at present");

        await console.Identity.Start();
        await Forum.Kit.Eventually.True(async () => (await visitor.Page.GotoAsync("/sign-in"))!.Ok, "signing in works again");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }
}

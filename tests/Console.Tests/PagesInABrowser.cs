using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

public sealed partial class When_anybody_reads_the_pages(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "/", "Editions of the forum" },
        { "/editions/hld-2006", "High-level Dialogue on International Migration and Development" },
        { "/editions/hld-2006/programme", "Programme of work" },
        { "/editions/hld-2006/programme/1", "Programme of work" },
        { "/editions/hld-2006/programme/9", "Programme of work" },
        { "/editions/hld-2006/speakers-list", "Speakers' list" },
        { "/editions/hld-2006/seats", "Seats at round tables" },
        { "/documents/A/61/515", "Summary of the High-level Dialogue" },
        { "/documents/A/61/515?language=ar", "موجز الحوار الرفيع المستوى" },
        { "/documents", "Documents" },
        { "/documents?words=floor", "Documents" },
        { "/figures/hld-2006", "Figures and their evidence" },
        { "/figures/hld-2006/memberStatesSpoke", "Member States that spoke in plenary: 127" },
        { "/reference", "API reference" },
        { "/nowhere", "There is nothing at this address" },
        { "/editions/hld-1906", "There is no edition hld-1906" },
        { "/documents/A/1/1", "No document is issued as A/1/1" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task the_browser_has_nothing_to_complain_of(string path, string heading)
    {
        var visitor = await browser.Reader(console.Origin);
        await visitor.Page.GotoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(heading);
        visitor.Complaints.ShouldBeEmpty();
        await visitor.Picture($"wide{path.Replace('/', '-')}");
    }

    [Fact]
    public async Task counts_that_do_not_add_up_are_shown_beside_the_figures()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/figures/hld-2006");
        await Expect(visitor.Page.Locator("#attendance-warnings li")).ToHaveTextAsync("Delegations present: 137, which is less than speakers after the opening: 138.");
    }

    [Fact]
    public async Task the_speakers_list_shows_who_speaks_when_and_what_placed_each()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Speakers' list" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Speakers' list");
        await Expect(visitor.Page.Locator("#capacity li")).ToHaveTextAsync(["3 minutes each: 10 would still wait", "2 more meetings of three hours: all fit", "2 halls at once: all fit"]);
        var rows = visitor.Page.Locator("section[aria-labelledby=meeting-1] tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Nth(0)).ToContainTextAsync("category 1, 1st preference, received 2006-06-01 09:00:00.000 UTC, lot 4711");
        await Expect(rows.Nth(0)).ToContainTextAsync("spoke 14 September 2006, 11:02");
        await Expect(rows.Nth(1)).ToContainTextAsync("11:07");
        await Expect(rows.Nth(1)).ToContainTextAsync("on behalf of G77");
        await Expect(visitor.Page.Locator("section[aria-labelledby=waiting] tbody tr")).ToContainTextAsync(["was absent 14 September 2006, 11:10"]);
        await Expect(visitor.Page.Locator("section[aria-labelledby=late] li")).ToHaveTextAsync(["Kenya (KEN), received 12 September 2006, 09:00"]);
    }

    [Fact]
    public async Task the_seats_of_a_table_are_shown_with_how_they_are_shared_out_and_who_waits()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Seats at round tables" }).ClickAsync();
        var table = visitor.Page.Locator("section[aria-labelledby=table-1]");
        await Expect(table.Locator("p")).ToHaveTextAsync("44 of 45 seats are held, 1 offered; 3 delegations wait.");
        await Expect(table.Locator("tbody tr").Nth(0)).ToHaveTextAsync(AfricanShare());
        await Expect(visitor.Page.Locator("dl.facts")).ToContainTextAsync("proven that nothing is better");
    }

    [GeneratedRegex(@"African States\s*53\s*11\.16\s*11\s*12", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AfricanShare();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task they_need_no_script(string path, string heading)
    {
        var visitor = await browser.Reader(console.Origin, script: false);
        await visitor.Page.GotoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(heading);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task nobody_is_shut_out(string path, string heading)
    {
        var visitor = await browser.Reader(console.Origin);
        await visitor.Page.GotoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(heading);
        (await visitor.Barriers()).ShouldBeEmpty();

        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        (await visitor.Barriers("color-contrast")).ShouldBeEmpty("in the dark");
        await visitor.Picture($"dark{path.Replace('/', '-')}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task a_small_screen_is_wide_enough(string path, string heading)
    {
        var visitor = await browser.Reader(console.Origin, width: 360);
        await visitor.Page.GotoAsync(path);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync(heading);
        (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        await visitor.Picture($"small{path.Replace('/', '-')}");
    }

    [Fact]
    public async Task an_edition_shows_its_counts_and_what_is_unknown()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await Expect(Tile(visitor, "Delegations registered")).ToContainTextAsync("173");
        await Expect(Tile(visitor, "Meetings concluded")).ToContainTextAsync("of 8 planned");
        await Expect(Tile(visitor, "Statements delivered")).ToContainTextAsync("141");
        await Expect(Tile(visitor, "Round-table seats taken")).ToContainTextAsync("of 200");
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "Regional commissions" })).ToContainTextAsync("2");
        await Expect(visitor.Page.Locator("#tables + table tbody tr").Nth(3)).ToContainTextAsync("topic unknown");
        await Expect(visitor.Page.Locator(".facts")).ToContainTextAsync("unknown: the profile does not say");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "A/61/515" })).ToHaveAttributeAsync("href", "/documents/A/61/515");
    }

    [Fact]
    public async Task documents_are_found_by_their_words_without_a_script()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Documents", Exact = true }).ClickAsync();
        await visitor.Page.GetByLabel("Words").FillAsync("floor");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(visitor.Page.Locator(".passages mark").First).ToHaveTextAsync("floor");
        await Expect(visitor.Page.Locator(".passages p").Nth(1)).ToHaveAttributeAsync("dir", "rtl");
        await visitor.Page.Locator(".passages a").First.ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, "documents/A/61/515?language=en#para-2").AbsoluteUri);
        await Expect(visitor.Page.Locator("#para-2")).ToContainTextAsync("127 Member States");
    }

    [Fact]
    public async Task every_language_of_a_document_is_read_at_its_own_address_and_in_its_own_direction()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/documents/A/61/515");
        await Expect(visitor.Page.Locator(".versions a").Nth(1)).ToHaveTextAsync("A/61/515/Corr.1");
        await Expect(visitor.Page.Locator("del")).ToHaveTextAsync("60/277");
        await Expect(visitor.Page.GetByRole(AriaRole.Img, new() { Name = "Member States that made statements, by regional group: African States 40, Asian States 30" })).ToBeVisibleAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "العربية" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, "documents/A/61/515?language=ar").AbsoluteUri);
        await Expect(visitor.Page.Locator("article")).ToHaveAttributeAsync("dir", "rtl");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "PDF" })).ToHaveCountAsync(0);
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Word" })).ToHaveAttributeAsync("href", "/api/publishing/documents/A/61/515?language=ar&format=docx");
    }

    [Theory]
    [InlineData("/documents")]
    [InlineData("/documents?words=floor")]
    [InlineData("/documents/A/61/515")]
    public async Task a_page_of_documents_that_is_at_hand_is_not_sent_again(string path)
    {
        using var client = new HttpClient { BaseAddress = console.Origin };
        using var first = await client.GetAsync(new Uri(path, UriKind.Relative));
        (first.StatusCode, first.Headers.CacheControl!.Public).ShouldBe((System.Net.HttpStatusCode.OK, true));
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var again = await client.SendAsync(request);
        again.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotModified);
        (await again.Content.ReadAsStringAsync()).ShouldBeEmpty();
        using var missing = await client.GetAsync(new Uri("/documents/A/1/1", UriKind.Relative));
        (missing.StatusCode, missing.Headers.ETag).ShouldBe((System.Net.HttpStatusCode.NotFound, null));
    }

    [Fact]
    public async Task one_gets_from_the_editions_to_the_summary_by_links()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "High-level Dialogue" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "A/61/515" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, "documents/A/61/515").AbsoluteUri);
        await Expect(visitor.Page.Locator("#para-2")).ToContainTextAsync("127 Member States");
        await Expect(visitor.Page.Locator("#para-3")).ToContainTextAsync("not in the source: the page is missing");
        await visitor.Page.Locator("#para-2 a").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, "documents/A/61/515#figure-memberStatesSpoke").AbsoluteUri);
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_programme_shows_what_was_changed_after_the_freeze_and_what_was_called_off()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await visitor.Page.Locator("#released-programme").ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, "editions/hld-2006/programme").AbsoluteUri);
        await Expect(visitor.Page.Locator("#release strong")).ToHaveTextAsync("Release 2");
        await Expect(visitor.Page.Locator("#release time")).ToHaveTextAsync("13 September 2006, 20:00");
        await Expect(visitor.Page.Locator("#release .state")).ToHaveTextAsync("After a withdrawal");
        await Expect(visitor.Page.Locator("#changes + ul li").First).ToHaveTextAsync("The chair of round table 1 is vacant: Finland has withdrawn.");
        await Expect(visitor.Page.Locator("h2", new() { HasText = "Thursday, 14 September 2006" })).ToBeVisibleAsync();

        var first = visitor.Page.Locator(".released > li", new() { HasText = "Meeting of round table 1" });
        await Expect(first.Locator(".late")).ToContainTextAsync("Officers, changed after the freeze in release 2");
        await Expect(first.Locator("del")).ToHaveTextAsync("chair: Finland");
        await Expect(first.Locator(".marks")).ToHaveTextAsync("Changed");
        await Expect(visitor.Page.Locator(".released > li", new() { HasText = "Meeting of round table 2" }).Locator(".marks")).ToHaveTextAsync("Called off");
        var plenary = visitor.Page.Locator(".released > li", new() { HasText = "Plenary meeting 1" });
        await Expect(plenary.Locator("summary")).ToHaveTextAsync("2 speakers");
        await plenary.Locator("summary").ClickAsync();
        await Expect(plenary.Locator("details li")).ToHaveTextAsync(["Secretary-General, 10:00", "Kenya"]);
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "calendar" })).ToHaveAttributeAsync("href", $"/api/scheduling/editions/{FirstDialogue.Id}/programme/latest/calendar.ics");
    }

    [Fact]
    public async Task an_earlier_release_can_be_read_and_says_that_it_was_superseded()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006/programme");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Release 1", Exact = true }).ClickAsync();
        await Expect(visitor.Page.Locator("#release")).ToContainTextAsync("Superseded");
        await Expect(visitor.Page.Locator(".note")).ToHaveTextAsync("Subject to changes.");
        await Expect(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "PDF" }).First).ToHaveAttributeAsync("href", $"/api/scheduling/editions/{FirstDialogue.Id}/programme/1/journal/2006-09-14.pdf");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "The programme that holds is release 2" }).ClickAsync();
        await Expect(visitor.Page.Locator("#release")).ToContainTextAsync("Release 2");

        (await visitor.Page.GotoAsync("/editions/hld-2006/programme/9"))!.Status.ShouldBe(404);
        await Expect(visitor.Page.Locator(".lead")).ToHaveTextAsync("There is no release 9.");
    }

    [Fact]
    public async Task a_figure_leads_to_its_evidence()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/figures/hld-2006");
        await Expect(visitor.Page.Locator("#roundTableSeatsPerTable")).ToContainTextAsync("Unknown: The source does not say");
        await visitor.Page.Locator("#memberStatesSpoke a").ClickAsync();
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(15);
    }

    [Fact]
    public async Task the_keyboard_gets_past_the_menu()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Page.Locator(".skip")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("#main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task every_page_forbids_what_it_does_not_need()
    {
        using var caller = console.Caller();
        using var answer = await caller.GetAsync("/");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        Inline().Matches(await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    private static ILocator Tile(Visitor visitor, string label) => visitor.Page.Locator(".tile", new() { HasText = label });

    [GeneratedRegex(@"\sstyle=|\son\w+=|<style|<script>", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inline();
}

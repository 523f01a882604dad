using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Forum.Kit;
using Forum.Scheduling.Exports;
using Microsoft.Playwright;

namespace Forum.Scheduling.Tests.Exports;

/// <summary>A browser looks at the Journal; axe looks for what bars people.</summary>
public sealed class When_the_Journal_is_opened_in_a_browser : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Settings.Chromium, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task it_bars_nobody(ColorScheme scheme, int width)
    {
        var late = Programmes.First
            .Next(Programmes.Table, meeting => meeting with { Room = "Conference room 2", Topic = "الهجرة والتنمية" }, Programmes.Freeze.AddHours(1));
        var cancelled = late.Next(Programmes.Plenary, meeting => meeting with { Cancelled = true }, Programmes.Freeze.AddHours(2));
        var html = Encoding.UTF8.GetString(JournalPage.Of(Journal.Of(Programmes.Published(Programmes.First, late, cancelled), new DateOnly(2006, 9, 14))));
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(html);
        var found = await page.RunAxe(new AxeRunOptions
        {
            ResultTypes = [ResultType.Violations],
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
        });
        found.Violations.Select(broken => $"{broken.Id}: {string.Join("; ", broken.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).ShouldBeTrue("nobody has to scroll sideways");
    }

    [Fact]
    public async Task the_policy_of_the_page_lets_its_style_in_and_nothing_else()
    {
        var html = Encoding.UTF8.GetString(JournalPage.Of(Journal.Of(Programmes.Published(Programmes.First), new DateOnly(2006, 9, 14))));
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.RouteAsync("**/*", route => route.FulfillAsync(new RouteFulfillOptions
        {
            Body = route.Request.Url.EndsWith(".html", StringComparison.Ordinal) ? html : "",
            ContentType = "text/html; charset=utf-8",
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = JournalPage.ContentSecurityPolicy },
        }));
        await page.GotoAsync("http://forum.example/journal.html");
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.masthead')).display")).ShouldBe("flex");
        complaints.ShouldBeEmpty();
    }
}

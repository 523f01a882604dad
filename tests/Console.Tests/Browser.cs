using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Forum.Kit;
using Microsoft.Playwright;

namespace Forum.Console.Tests;

/// <summary>One for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser chromium = null!;
    private readonly ConcurrentDictionary<(Uri Origin, bool Script), Visitor> readers = [];

    /// <summary>Milliseconds.</summary>
    private static float Patience => (float)Eventually.Patience.TotalMilliseconds;

    public async ValueTask InitializeAsync()
    {
        // On a busy machine a page of thousands of rows takes longer than the library waits.
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Settings.Chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in readers.Values)
            await reader.DisposeAsync();
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>Somebody with a browser of their own, who has not been here before.</summary>
    public async Task<Visitor> Visit(Uri origin, bool script = true, int width = 1280)
    {
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = origin.AbsoluteUri,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>
    /// The one who reads all pages of a console, one after the other, and signs in nowhere: a browser of one's own for each page costs more than the page. Ends with the browser.
    /// </summary>
    public async Task<Visitor> Reader(Uri origin, bool script = true, int width = 1280)
    {
        if (!readers.TryGetValue((origin, script), out var reader))
            readers[(origin, script)] = reader = await Visit(origin, script);
        await reader.TurnsToAnotherPage(width);
        return reader;
    }
}

/// <summary>A visitor, with everything the browser complained of while they looked around.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> complaints = new();

    internal Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            // A page that says 404 or 503 of itself is logged as a failed load; breaches of the content security policy come here, too.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                complaints.Enqueue(message.Text);
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Response += (_, response) =>
        {
            if (response.Status >= 400 && !string.Equals(response.Request.ResourceType, "document", StringComparison.Ordinal))
                complaints.Enqueue($"{response.Status} {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, breaches of the content security policy, parts of pages that were not found.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Looks at it as at the first one, in the light, with nothing to complain of yet.</summary>
    internal async Task TurnsToAnotherPage(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        complaints.Clear();
    }

    /// <summary>All that the browser keeps of the visit, name and value.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Cookies() =>
        (await context.CookiesAsync()).ToDictionary(cookie => cookie.Name, cookie => cookie.Value, StringComparer.Ordinal);

    /// <summary>Rules of WCAG 2.2 AA, and of good practice, that the page breaks, with the places.</summary>
    /// <param name="rule">The one rule to look at; all of them when null.</param>
    public async Task<IReadOnlyList<string>> Barriers(string? rule = null)
    {
        var result = await Page.RunAxe(new AxeRunOptions
        {
            ResultTypes = [ResultType.Violations],
            RunOnly = rule is null
                ? new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }
                : new RunOnlyOptions { Type = "rule", Values = [rule] },
        });
        return [.. result.Violations.Select(broken => $"{broken.Id}: {string.Join("; ", broken.Nodes.Select(node => node.Html))}")];
    }

    /// <summary>Looks at the page: a picture of it in the directory <c>FORUM_TEST_PICTURES</c>, where one is named.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("FORUM_TEST_PICTURES") is { Length: > 0 } directory)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(directory, $"{name}.png"), FullPage = true });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}

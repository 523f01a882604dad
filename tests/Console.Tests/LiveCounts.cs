using System.Net;
using System.Text;
using Forum.Console.Editions;
using Forum.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

public sealed class When_an_edition_goes_on_while_somebody_looks(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    [Fact]
    public async Task the_counts_change_on_the_page()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        var registered = visitor.Page.Locator(".tile", new() { HasText = "Delegations registered" });
        await Expect(registered).ToContainTextAsync("173");
        await Expect(visitor.Page.Locator("#live-state")).ToHaveTextAsync("Live.");
        await visitor.Page.Locator("#all-figures").FocusAsync();

        FirstDialogue.Registered(console, 181);
        await Expect(registered).ToContainTextAsync("181");
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "Member States", Exact = false }).First).ToContainTextAsync("139");
        // Whoever is reading further down stays there.
        await Expect(visitor.Page.Locator("#all-figures")).ToBeFocusedAsync();
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_service_that_dies_and_comes_back_is_seen_to()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        var statements = visitor.Page.Locator(".tile", new() { HasText = "Statements delivered" });
        await Expect(statements).ToContainTextAsync("141");

        await console.Scheduling.Die();
        await Expect(statements).ToContainTextAsync("Scheduling is not to be had at present");
        await Expect(visitor.Page.Locator(".tile", new() { HasText = "Delegations registered" }).Locator(".big")).Not.ToHaveTextAsync("unknown");

        await console.Scheduling.Start();
        await Expect(statements).ToContainTextAsync("141");
    }

    [Fact]
    public async Task going_on_to_another_page_ends_the_stream()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await Expect(visitor.Page.Locator("#live-state")).ToHaveTextAsync("Live.");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "API reference" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("API reference");
        await Expect(visitor.Page.Locator("h1")).ToBeFocusedAsync();
        await Eventually.True(() => Task.FromResult(console.Services.GetRequiredService<LiveEditions>().Watched == 0), "nobody looks any more");
    }
}

public sealed class ConsoleWithAClock : RunningConsole
{
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.Parse("2026-01-05T09:30:00Z"));

    public override async ValueTask InitializeAsync()
    {
        Time = Clock;
        FirstDialogue.LayDown(this);
        await base.InitializeAsync();
    }
}

public sealed class When_many_look_at_one_edition(ConsoleWithAClock console) : IClassFixture<ConsoleWithAClock>
{
    private static readonly string Counts = $"/editions/{FirstDialogue.Id}/counts";
    private readonly HttpClient caller = console.Caller();

    [Fact]
    public async Task the_services_are_asked_once_a_second_and_not_any_more_when_all_have_left()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Listen()));
        console.Registration.TimesAsked(Counts).ShouldBe(1);

        FirstDialogue.Registered(console, 180);
        foreach (var stream in streams)
            (await Next(stream, "event: counts")).ShouldContain("180");
        await Next(streams[0], ": still here");

        foreach (var stream in streams)
            stream.Dispose();
        await Eventually.True(() => Task.FromResult(console.Services.GetRequiredService<LiveEditions>().Watched == 0), "nobody looks any more");
    }

    [Fact]
    public async Task there_is_no_stream_of_an_edition_that_there_is_not()
    {
        using var answer = await caller.GetAsync("/editions/hld-1906/live");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A stream of which the counts at first have been read.</summary>
    private async Task<StreamReader> Listen()
    {
        var answer = await caller.GetAsync("/editions/hld-2006/live", HttpCompletionOption.ResponseHeadersRead);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var stream = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await Read(stream, "event: counts").WaitAsync(TimeSpan.FromMinutes(1))).ShouldContain("173");
        return stream;
    }

    /// <summary>The next event that begins so, the console's clock going on until it comes.</summary>
    private async Task<string> Next(StreamReader stream, string beginning)
    {
        var coming = Read(stream, beginning);
        await Eventually.True(() =>
        {
            console.Clock.Advance(TimeSpan.FromMilliseconds(coming.IsCompleted ? 0 : 500));
            return Task.FromResult(coming.IsCompleted);
        }, $"the stream sends '{beginning}'");
        return await coming;
    }

    private static async Task<string> Read(StreamReader stream, string beginning)
    {
        while (true)
        {
            var block = new StringBuilder();
            while (await stream.ReadLineAsync() is not "" and var line)
                block.AppendLine(line ?? throw new EndOfStreamException($"The stream ended before '{beginning}' came."));
            if (block.ToString().StartsWith(beginning, StringComparison.Ordinal))
                return block.ToString();
        }
    }
}

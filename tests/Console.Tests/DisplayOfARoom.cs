using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

/// <summary>The console before a Scheduling in which two meetings sit, whose floors a test moves on.</summary>
public sealed class ConsoleWithAMeeting : RunningConsole
{
    public static readonly Guid Plenary = Guid.Parse("0198a000-0000-7000-8000-0000000000a1");
    public static readonly Guid Table = Guid.Parse("0198a000-0000-7000-8000-0000000000a2");
    private readonly ConcurrentDictionary<Channel<object>, Guid> displays = new();

    public override async ValueTask InitializeAsync()
    {
        FirstDialogue.LayDown(this);
        foreach (var meeting in new[] { Plenary, Table })
        {
            Scheduling.Answers($"/meetings/{meeting}/floor", At(meeting, "Speaking"));
            Scheduling.Answers($"/meetings/{meeting}/floor/live", http => Send(http, meeting));
        }

        await base.InitializeAsync();
    }

    /// <summary>Tells every display of the meeting.</summary>
    public void Changes(Guid meeting, object floor)
    {
        foreach (var (display, _) in displays.Where(display => display.Value == meeting))
            display.Writer.TryWrite(floor);
    }

    private async Task Send(HttpContext http, Guid meeting)
    {
        var display = Channel.CreateUnbounded<object>();
        display.Writer.TryWrite(At(meeting, "Speaking"));
        displays[display] = meeting;
        try
        {
            http.Response.ContentType = "text/event-stream";
            await foreach (var floor in display.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync($"event: floor\nid: 1.0\ndata: {JsonSerializer.Serialize(floor)}\n\n");
                await http.Response.Body.FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The display was switched off.
        }
        finally
        {
            displays.TryRemove(display, out _);
        }
    }

    /// <summary>Half of a statement of seven minutes has been made.</summary>
    public static object At(Guid meeting, string state, double used = 210, double speed = 1, bool running = false, object[]? points = null) => new
    {
        meetingId = meeting,
        kind = meeting == Plenary ? "Plenary" : "RoundTable",
        number = 1,
        title = meeting == Plenary ? "First plenary meeting" : "Round table 1",
        room = "General Assembly Hall",
        meetingState = "InSession",
        version = 3,
        state,
        change = "Snapshot",
        speaker = state == "Free" ? null : new
        {
            kind = meeting == Plenary ? "Statement" : "Intervention",
            office = (string?)null,
            participant = meeting == Plenary ? "CHL" : null,
            name = meeting == Plenary ? "Chile" : null,
            category = "MemberState",
            onBehalfOf = meeting == Plenary ? "G77" : null,
            replyNumber = (int?)null,
            limitSeconds = 420,
            usedSeconds = used,
            remainingSeconds = Math.Max(0, 420 - used),
            overrunSeconds = Math.Max(0, used - 420),
            runningSince = running ? "2006-09-14T10:05:00-04:00" : null,
        },
        next = meeting == Plenary ? new[] { new { kind = "Statement", office = (string?)null, participant = "KEN", name = "Kenya" } } : [],
        pointsOfOrder = points ?? [],
        shares = meeting == Plenary ? null : new
        {
            byCategory = new[] { new { category = "MemberState", seconds = 540.0, speeches = 3 }, new { category = "Ngo", seconds = 60.0, speeches = 1 } },
            nonStatePercent = 10.0,
            floorPercent = 20,
            state = "Below",
        },
        clock = new { now = "2006-09-14T10:08:30-04:00", speed },
    };
}

public sealed class When_a_floor_is_shown_in_the_room(ConsoleWithAMeeting console, Browser browser) : IClassFixture<ConsoleWithAMeeting>
{
    private static readonly string Plenary = $"/editions/hld-2006/meetings/{ConsoleWithAMeeting.Plenary}/display";
    private static readonly string Table = $"/editions/hld-2006/meetings/{ConsoleWithAMeeting.Table}/display";

    [Fact]
    public async Task it_needs_no_script_and_loads_itself_again()
    {
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync(Plenary);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("First plenary meeting");
        await Expect(visitor.Page.Locator(".floor-speaker")).ToHaveTextAsync("Chile");
        await Expect(visitor.Page.Locator(".floor-state")).ToContainTextAsync("Statement, on behalf of G77");
        await Expect(visitor.Page.Locator(".floor-clock")).ToContainTextAsync("3:30 remain of 7:00");
        await Expect(visitor.Page.Locator("#next + ol li")).ToHaveTextAsync("Kenya");
        (await visitor.Page.Locator("meta[http-equiv=refresh]").GetAttributeAsync("content")).ShouldBe("5");
    }

    [Fact]
    public async Task it_follows_what_happens_and_counts_on_by_itself()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync(Plenary);
        await Expect(visitor.Page.Locator("#live-state")).ToHaveTextAsync("Live.");
        // A minute of the edition in a second.
        console.Changes(ConsoleWithAMeeting.Plenary, ConsoleWithAMeeting.At(ConsoleWithAMeeting.Plenary, "Speaking", used: 300, speed: 60, running: true));
        await Expect(visitor.Page.Locator(".floor-clock.last")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".floor-clock.over")).ToContainTextAsync("over the limit of 7:00");

        console.Changes(ConsoleWithAMeeting.Plenary, ConsoleWithAMeeting.At(ConsoleWithAMeeting.Plenary, "PointOfOrder", points: [new { id = Guid.CreateVersion7(), participant = "NOR", name = "Norway" }]));
        await Expect(visitor.Page.Locator("#points + ol li")).ToHaveTextAsync("Norway");
        await Expect(visitor.Page.Locator(".state.pointoforder")).ToHaveTextAsync("Point of order");
        console.Changes(ConsoleWithAMeeting.Plenary, ConsoleWithAMeeting.At(ConsoleWithAMeeting.Plenary, "Free"));
        await Expect(visitor.Page.Locator(".floor-state")).ToHaveTextAsync("Nobody has the floor");
        await Expect(visitor.Page.Locator(".floor-speaker")).ToHaveTextAsync("");
        await Expect(visitor.Page.Locator("#points")).ToBeHiddenAsync();
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task at_a_round_table_the_chair_sees_the_shares_and_is_warned_and_nobody_is_named()
    {
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync(Table);
        await Expect(visitor.Page.Locator(".floor-speaker")).ToHaveTextAsync("Member States");
        await Expect(visitor.Page.Locator("[data-floor=shares-state]")).ToHaveTextAsync("Others than States have had less than their share");
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "Non-governmental organizations" })).ToContainTextAsync("1:00");
        await Expect(visitor.Page.Locator("#live-state")).ToHaveTextAsync("Live.");
        console.Changes(ConsoleWithAMeeting.Table, ConsoleWithAMeeting.At(ConsoleWithAMeeting.Table, "Paused"));
        await Expect(visitor.Page.Locator(".state.paused")).ToHaveTextAsync("Paused");
        await Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "Non-governmental organizations" })).ToContainTextAsync("1:00");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task nobody_is_shut_out_and_a_small_screen_is_wide_enough()
    {
        foreach (var (page, name) in new[] { (Plenary, "plenary"), (Table, "table") })
        {
            await using var visitor = await browser.Visit(console.Origin);
            await visitor.Page.GotoAsync(page);
            await Expect(visitor.Page.Locator(".floor-speaker")).Not.ToHaveTextAsync("");
            (await visitor.Barriers()).ShouldBeEmpty();
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            (await visitor.Barriers("color-contrast")).ShouldBeEmpty("in the dark");
            await visitor.Picture($"display-{name}");
            await visitor.Page.SetViewportSizeAsync(360, 800);
            (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        }
    }

    [Fact]
    public async Task a_meeting_that_is_none_and_a_service_that_is_away_are_said()
    {
        await using var visitor = await browser.Visit(console.Origin);
        var answer = await visitor.Page.GotoAsync($"/editions/hld-2006/meetings/{Guid.CreateVersion7()}/display");
        answer!.Status.ShouldBe(404);
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("There is no such meeting");
    }
}

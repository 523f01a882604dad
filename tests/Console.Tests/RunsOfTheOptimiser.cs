using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

public sealed class When_an_organizer_looks_at_runs(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly string Page = $"/editions/{FirstDialogue.Code}/runs/{Id}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task who_gains_and_who_loses_is_seen_before_it_is_released(bool script)
    {
        console.People.Role = "organizer";
        LayDown(Run("Finished"));
        console.Scheduling.Answers($"/optimisation-runs/{Id}/comparison", Comparison);
        string? version = null;
        console.Scheduling.Answers($"/optimisation-runs/{Id}/release", http =>
        {
            version = http.Request.Headers.IfMatch;
            LayDown(Run("Finished", releasedAt: "2006-09-01T12:00:00Z"));
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });

        await using var visitor = await browser.Visit(console.Origin, script);
        await visitor.Page.GotoAsync($"/editions/{FirstDialogue.Code}/runs");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "31 August 2006" }).ClickAsync();
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Run After the late withdrawals");
        await Expect(visitor.Page.Locator("#served-otherwise tbody tr")).ToHaveTextAsync(["KENloses13", "MLIgainsnone1, 2", "round-table meeting 1moves2006-09-14 15:00-18:00, Hall2006-09-15 15:00-18:00, Hall"]);
        await Expect(visitor.Page.Locator("table:has(#comparison) tbody tr").First).ToHaveTextAsync("first choices, %97.590.2");
        if (script)
            (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Release it" }).ClickAsync();
        await Expect(visitor.Page.Locator("#released")).ToHaveTextAsync("Released 1 September 2006, 12:00 UTC.");
        version.ShouldBe("\"3\"", "the version that was looked at");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task what_the_service_refuses_is_said_in_its_words()
    {
        console.People.Role = "organizer";
        LayDown(Run("Finished"));
        console.Scheduling.Answers($"/optimisation-runs/{Id}/release", http =>
        {
            http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return http.Response.WriteAsJsonAsyncOf(new { code = "edition-moved-on", detail = "Since then 2 delegations came, went or changed. Ask for a new run." });
        });
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync(Page);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Release it" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Since then 2 delegations came, went or changed. Ask for a new run.");
    }

    [Fact]
    public async Task a_run_that_goes_on_is_seen_to_go_on_and_is_asked_for_by_form()
    {
        console.People.Role = "organizer";
        LayDown(Run("Running", best: 42));
        console.Scheduling.Answers("/optimisation-runs", http => HttpMethods.IsPost(http.Request.Method)
            ? http.Response.WriteAsJsonAsyncOf(new { id = Id, version = 1 })
            : http.Response.WriteAsJsonAsyncOf(new { items = Array.Empty<object>(), next = (string?)null }));
        console.Scheduling.Answers($"/optimisation-runs/{Id}/live", async http =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync($"event: run\nid: 2.7\ndata: {System.Text.Json.JsonSerializer.Serialize(Run("Running", best: 17))}\n\n");
            await http.Response.Body.FlushAsync();
            await new TaskCompletionSource().Task.WaitAsync(http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync($"/editions/{FirstDialogue.Code}/runs");
        await visitor.Page.GetByLabel("Work out").SelectOptionAsync("Both");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Ask for a run" }).ClickAsync();
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(console.Origin, Page).AbsoluteUri);
        await Expect(visitor.Page.Locator(".facts div", new() { HasText = "Best so far" }).Locator("dd")).ToHaveTextAsync("17");
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Stop it and keep the best" })).ToBeVisibleAsync();

        await using var reader = await browser.Visit(console.Origin, script: false);
        await reader.Page.GotoAsync(Page);
        await Expect(reader.Page.Locator(".facts div", new() { HasText = "Best so far" }).Locator("dd")).ToHaveTextAsync("42");
        visitor.Complaints.ShouldBeEmpty();
    }

    private void LayDown(object run)
    {
        console.Scheduling.Answers($"/optimisation-runs/{Id}", run);
        console.Scheduling.Answers("/optimisation-runs", new { items = new[] { run }, next = (string?)null });
    }

    private static object Run(string state, double? best = null, string? releasedAt = null) => new
    {
        id = Id,
        version = 3,
        editionId = FirstDialogue.Id,
        name = "After the late withdrawals",
        state,
        instanceHash = new string('0', 64),
        settings = new { part = "Both", seconds = 60, seed = 1, aim = "Leximin" },
        size = new { participants = 193, wishes = 386, tables = 4, sessions = 4, slots = 2, rooms = 2 },
        attempt = 1,
        askedAt = "2006-08-31T09:00:00Z",
        endedAt = state == "Running" ? null : "2006-08-31T09:00:12Z",
        releasedAt,
        seconds = state == "Running" ? (double?)null : 12.3,
        progress = best is null ? null : new { part = "timetable", best, bound = 0, seconds = 3.2 },
        parts = Array.Empty<object>(),
        failure = (string?)null,
    };

    private static object Comparison => new
    {
        columns = new[] { "this run", "registration order" },
        figures = new[] { new { figure = "first choices, %", values = new[] { "97.5", "90.2" } } },
        violations = Array.Empty<string>(),
        gains = new[] { new { participant = "MLI", before = Array.Empty<int>(), after = new[] { 1, 2 } } },
        loses = new[] { new { participant = "KEN", before = new[] { 1 }, after = new[] { 3 } } },
        seatsGiven = 3,
        seatsTaken = 1,
        sessionsMoved = new[] { new { session = "round-table meeting 1", before = "2006-09-14 15:00-18:00, Hall", after = "2006-09-15 15:00-18:00, Hall" } },
    };
}

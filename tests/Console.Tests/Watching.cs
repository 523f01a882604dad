using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

public sealed class When_an_operator_watches(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string FewSpans = "5bf92f3577b34da6a3ce929d0e0e4736";
    private static readonly Guid Delegation = Guid.CreateVersion7();
    private static readonly Guid Replay = Guid.CreateVersion7();
    private static readonly Guid Rebuild = Guid.CreateVersion7();
    private static readonly string Key = new('c', 64);

    [Fact]
    public async Task what_was_given_up_and_what_lags_is_seen_at_a_glance()
    {
        LayDown();
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/watch");
        await Expect(visitor.Page.Locator("#fault-groups tbody tr")).ToContainTextAsync(["scheduling-follow-delegation"]);
        await Expect(visitor.Page.Locator("#shards tbody tr").First).ToContainTextAsync("behind");
        await Expect(visitor.Page.Locator("#shards tbody tr.late")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("#senders tbody tr")).ToContainTextAsync(["40 queue_full"]);
        visitor.Complaints.ShouldBeEmpty();
        (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Picture("wide-watch");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_group_is_sent_again_with_a_reason_and_what_came_of_each_is_seen(bool script)
    {
        LayDown();
        string? asked = null;
        console.Operations.Answers("/replays", async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            asked = await body.ReadToEndAsync();
            http.Response.StatusCode = StatusCodes.Status202Accepted;
            await http.Response.WriteAsJsonAsyncOf(new { id = Replay, messages = 2 });
        });
        await using var visitor = await browser.Visit(console.Origin, script);
        await visitor.Page.GotoAsync("/watch");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "scheduling-follow-delegation" }).ClickAsync();
        await Expect(visitor.Page.Locator("#resting")).ToHaveTextAsync("2 messages rest.");
        if (script)
            (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Page.GetByLabel("Why they can be sent again").FillAsync("The store has room again.");
        await visitor.Page.GetByLabel("Messages a second at most").FillAsync("20");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Send all of them again" }).ClickAsync();
        await Expect(visitor.Page.Locator("#replay-state")).ToContainTextAsync("1 confirmed, 1 failed again");
        await Expect(visitor.Page.Locator("table:has(#steps) tbody tr")).ToHaveCountAsync(2);
        var said = JsonElement.Parse(asked!);
        said.GetProperty("selected").GetProperty("group").GetString().ShouldBe(Key);
        said.GetProperty("reason").GetString().ShouldBe("The store has room again.");
        said.GetProperty("perSecond").GetInt32().ShouldBe(20);
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task where_a_registration_is_stuck_is_found_by_the_code_of_its_participant()
    {
        LayDown();
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/watch");
        await visitor.Page.GetByLabel("Where is it stuck?").FillAsync("fin");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await visitor.Page.Locator("#delegations a").ClickAsync();
        await Expect(visitor.Page.Locator("#next-expected")).ToHaveTextAsync("Next expected: scheduling-follow-delegation is to deal with DelegationAnnounced.");
        await Expect(visitor.Page.Locator("#age")).ToHaveTextAsync("It has waited for 95 s of the 30 s in which it ought to come: too long.");
        await Expect(visitor.Page.Locator("tr.late")).ToContainTextAsync("Waiting, later than 30 s");
        // What the services committed stands on the same axis as what they announced.
        await Expect(visitor.Page.Locator("#moments tbody tr")).ToContainTextAsync(["POST /delegations", "delegation_announced, version 1", "DelegationAnnounced"]);
    }

    [Fact]
    public async Task a_delegation_is_seen_as_it_was_with_what_its_withdrawal_changed()
    {
        LayDown();
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync($"/journeys/{Delegation}");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "As it was, event by event" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "delegation_withdrawn, event 2 of the delegation" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("table:has(#changed) tbody tr")).ToHaveCountAsync(2);
        await Expect(visitor.Page.Locator("table:has(#changed) tbody tr").First).ToContainTextAsync("listing.standingAnnouncedWithdrawn");
        await visitor.Page.GetByText("The whole state, before and after").ClickAsync();
        await Expect(visitor.Page.Locator("table:has(#whole) tbody tr")).ToHaveCountAsync(3);
        await Expect(visitor.Page.Locator("table:has(#events) a[aria-current=true]")).ToHaveTextAsync("delegation_withdrawn");
        visitor.Complaints.ShouldBeEmpty();
        (await visitor.Barriers()).ShouldBeEmpty();

        await visitor.Page.GotoAsync($"/streams/{Delegation}?at=2026-09-14T11:59");
        await Expect(visitor.Page.Locator("#nothing")).ToContainTextAsync("There was no such thing yet");
        await visitor.Page.GotoAsync($"/streams/{Delegation}?version=3");
        await Expect(visitor.Page.Locator("#nothing")).ToHaveTextAsync("It has the events 1 to 2, and no number 3.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_read_model_is_rebuilt_with_a_reason_and_how_far_it_is_is_seen(bool script)
    {
        LayDown();
        string? asked = null;
        console.Registration.Answers("/rebuilds", async http =>
        {
            using var body = new StreamReader(http.Request.Body);
            asked = await body.ReadToEndAsync();
            http.Response.StatusCode = StatusCodes.Status201Created;
            await http.Response.WriteAsJsonAsyncOf(new { id = Rebuild, version = 1 });
        });
        await using var visitor = await browser.Visit(console.Origin, script);
        await visitor.Page.GotoAsync("/watch");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "What is kept to be read, and rebuilding it" }).ClickAsync();
        await Expect(visitor.Page.Locator("#models-registration tbody tr")).ToHaveCountAsync(2);
        if (script)
            (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Page.GetByLabel("Read model", new() { Exact = true }).SelectOptionAsync("registration/delegation");
        await visitor.Page.GetByLabel("Why").FillAsync("A row was changed by hand.");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Rebuild it" }).ClickAsync();
        await Expect(visitor.Page.Locator("#rebuild-state")).ToHaveTextAsync("Folding 120 of 480 events are folded, 60 a second.");
        await Expect(visitor.Page.GetByLabel("Events folded")).ToHaveAttributeAsync("value", "120");
        var said = JsonElement.Parse(asked!);
        said.GetProperty("readModel").GetString().ShouldBe("delegation");
        said.GetProperty("reason").GetString().ShouldBe("A row was changed by hand.");
        said.GetProperty("onlyCompare").GetBoolean().ShouldBeFalse();
        visitor.Complaints.ShouldBeEmpty();
        if (script)
            (await visitor.Barriers()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_trace_of_thousands_of_spans_is_shown_with_waits_attempts_and_each_span_by_its_address()
    {
        LayDown();
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync($"/traces/{Trace}");
        await Expect(visitor.Page.Locator(".waterfall-row")).ToHaveCountAsync(5_003);
        await Expect(visitor.Page.Locator(".waterfall-row").Nth(1)).ToContainTextAsync("in the queue");
        await Expect(visitor.Page.Locator(".waterfall-row").Nth(2)).ToContainTextAsync("attempt 2");
        // Laid out is what is in sight and what is next to it: at the top, in the middle and at the end.
        const string LaidOut = "[...document.querySelectorAll('.waterfall-block')].filter(block => block.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length";
        foreach (var at in new[] { 0, 0.5, 1 })
        {
            await visitor.Page.EvaluateAsync("share => { const box = document.querySelector('.waterfall'); box.scrollTop = share * box.scrollHeight; return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }", at);
            (await visitor.Page.EvaluateAsync<int>(LaidOut)).ShouldBeInRange(1, 20, $"of {5_003 / 50} blocks of 50 spans, {at:0.0} of the way down");
        }

        (await visitor.Page.EvaluateAsync<double>("document.querySelector('.waterfall').scrollTop")).ShouldBeGreaterThan(100_000, "24 pixels a span");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "scheduling-follow-delegation receive" }).ClickAsync();
        await Expect(visitor.Page.Locator("#shown")).ToHaveTextAsync("scheduling-follow-delegation receive");
        await Expect(visitor.Page.Locator(".links a")).ToContainTextAsync("Is pointed at by");

        // Barriers are the same in a few rows, and sought row by row.
        await visitor.Page.GotoAsync($"/traces/{FewSpans}?span=00000000000000a2");
        await Expect(visitor.Page.Locator("#shown")).ToHaveTextAsync("scheduling-follow-delegation receive");
        visitor.Complaints.ShouldBeEmpty();
        (await visitor.Barriers()).ShouldBeEmpty();
    }

    private void LayDown()
    {
        console.People.Role = "operator";
        var at = DateTimeOffset.Parse("2026-09-14T12:00:00Z");
        var group = new
        {
            key = Key,
            queue = "scheduling-follow-delegation",
            message = "DelegationAnnounced",
            exception = "NpgsqlException",
            place = "at Somewhere",
            says = "No room.",
            count = 2,
            failedAgain = 0,
            first = at,
            last = at.AddMinutes(1),
            sample = Guid.CreateVersion7(),
            traceId = Trace,
        };
        object Fault(int number) => new
        {
            id = Guid.CreateVersion7(),
            restedIn = "scheduling-follow-delegation_error",
            queue = "scheduling-follow-delegation",
            messageId = Guid.CreateVersion7(),
            message = "DelegationAnnounced",
            exception = "NpgsqlException",
            says = "No room.",
            place = "at Somewhere",
            traceId = Trace,
            attempts = 9,
            faultedAt = at.AddSeconds(number),
            movedAt = at.AddSeconds(number),
            state = "Resting",
            sent = 0,
        };
        console.Operations.Answers("/fault-groups", List(group));
        console.Operations.Answers("/faults", List(Fault(1), Fault(2)));
        console.Operations.Answers("/queues", List(new { name = "scheduling-follow-delegation", ready = 7, unacknowledged = 0, consumers = 0, arriving = 1.5, leaving = 0.0, isAside = false }));
        console.Operations.Answers("/telemetry", new { senders = new[] { new { service = "registration", lastAt = at, spans = 12, lines = 1, dropped = new { queue_full = 40 } } }, waiting = 0, room = 20_000, lost = new { shed = 3 } });
        console.Operations.Answers($"/replays/{Replay}", new
        {
            id = Replay,
            askedBy = "an-operator",
            reason = "The store has room again.",
            askedAt = at,
            perSecond = 20,
            state = "Done",
            endedAt = at,
            messages = 2,
            outcomes = new Dictionary<string, int> { ["Waiting"] = 0, ["Confirmed"] = 1, ["FailedAgain"] = 1 },
        });
        console.Operations.Answers($"/replays/{Replay}/steps", List(Step(1, "Confirmed"), Step(2, "FailedAgain")));
        console.Operations.Answers($"/journeys/{Delegation}", new
        {
            about = Delegation,
            messages = new[]
            {
                new
                {
                    messageId = Guid.CreateVersion7(), message = "DelegationAnnounced", service = "registration", at, traceId = Trace,
                    steps = new object[]
                    {
                        new { queue = "publishing-follow-delegation", state = "Done", at = (DateTimeOffset?)at.AddSeconds(1), seconds = 1.0, isLate = false, fault = (Guid?)null },
                        new { queue = "scheduling-follow-delegation", state = "Waiting", at = (DateTimeOffset?)null, seconds = 95.0, isLate = true, fault = (Guid?)null },
                    },
                },
            },
            lastDone = "publishing-follow-delegation has dealt with DelegationAnnounced",
            nextExpected = "scheduling-follow-delegation is to deal with DelegationAnnounced",
            waited = 95.0,
            objective = 30.0,
            moments = new object[]
            {
                new { at = at.AddMilliseconds(-20), seconds = 0.02, kind = "Asked", service = "registration", what = "POST /delegations", traceId = Trace, spanId = "00000000000000a1" },
                new { at, seconds = 0.001, kind = "Announced", service = "registration", what = "DelegationAnnounced", traceId = Trace, spanId = "00000000000000a2" },
            },
        });
        console.Registration.Answers($"/traces/{Trace}", List(new { eventId = Guid.CreateVersion7(), type = "delegation_announced", streamId = Delegation, version = 1, sequence = 1, at = at.AddMilliseconds(-5) }));
        console.Registration.Answers("/delegation-ids", List(new { delegationId = Delegation, editionId = Guid.CreateVersion7() }));
        foreach (var service in new[] { console.Governance, console.Registration, console.Publishing })
            service.Answers("/lag", List(new { shard = "announcer:V1:All", events = 0, seconds = 0.0 }));
        console.Scheduling.Answers("/lag", List(new { shard = "announcer:V1:All", events = 31, seconds = 44.0 }));
        console.Operations.Answers($"/traces/{Trace}", TraceOf(Trace, at, 5_000));
        console.Operations.Answers($"/traces/{FewSpans}", TraceOf(FewSpans, at, 50));
        LayDownThePast(at);
    }

    private void LayDownThePast(DateTimeOffset at)
    {
        console.Registration.Answers($"/streams/{Delegation}/events", List(
            new { version = 1, sequence = 4, type = "delegation_announced", at, traceId = Trace },
            new { version = 2, sequence = 9, type = "delegation_withdrawn", at = at.AddMinutes(1), traceId = (string?)null }));
        console.Registration.Answers($"/streams/{Delegation}", new
        {
            id = Delegation,
            type = "delegation",
            version = 2,
            @event = "delegation_withdrawn",
            sequence = 9,
            at = at.AddMinutes(1),
            traceId = Trace,
            later = 0,
            fields = new[]
            {
                new { path = "listing.standing", value = "Withdrawn", before = (string?)"Announced", changed = true },
                new { path = "listing.name", value = "(text)", before = (string?)"(text)", changed = false },
                new { path = "remarkId", value = Rebuild.ToString(), before = (string?)null, changed = true },
            },
            more = false,
        });
        foreach (var service in new[] { console.Governance, console.Scheduling, console.Publishing })
            service.Answers("/read-models", List(new { readModel = "deadline", origin = "Written", documents = (long?)null, lastRebuild = (object?)null }));
        var rebuild = new
        {
            id = Rebuild,
            readModel = "delegation",
            onlyCompare = false,
            reason = "A row was changed by hand.",
            askedBy = "an-operator",
            askedAt = at,
            state = "Folding",
            attempts = 1,
            events = 480,
            eventsDone = 120,
            rate = 60.2,
            documents = 0,
        };
        console.Registration.Answers("/read-models", List(
            new { readModel = "delegation", origin = "OwnEvents", documents = (long?)160, lastRebuild = (object?)rebuild },
            new { readModel = "deadline", origin = "Written", documents = (long?)null, lastRebuild = (object?)null }));
        console.Registration.Answers($"/rebuilds/{Rebuild}", rebuild);
    }

    private static object TraceOf(string trace, DateTimeOffset at, int statements)
    {
        var nothing = new Dictionary<string, object>();
        object Span(string id, string? parent, string name, string kind, long starts, long duration, object? attributes = null) =>
            new { spanId = id, parentId = parent, service = "scheduling", scope = "MassTransit", name, kind, startsNanos = starts, duration, failed = false, attributes = attributes ?? nothing, events = Array.Empty<object>() };
        var spans = new List<object>
        {
            Span("00000000000000a1", null, "DelegationAnnounced send", "Producer", 0, 1_000_000),
            Span("00000000000000a2", "00000000000000a1", "scheduling-follow-delegation receive", "Consumer", 5_000_000, 60_000_000),
            Span("00000000000000a3", "00000000000000a2", "FollowDelegation process", "Consumer", 6_000_000, 1_000_000, new Dictionary<string, object> { ["messaging.delivery.attempt"] = 2 }),
        };
        spans.AddRange(Enumerable.Range(0, statements).Select(n => Span($"{n + 0x1000:x16}", "00000000000000a2", "postgresql", "Client", 8_000_000 + (n * 1_000L), 500)));
        return new
        {
            traceId = trace,
            startsAt = at,
            duration = 70_000_000L,
            spans,
            lines = Array.Empty<object>(),
            more = false,
            links = new[] { new { spanId = "00000000000000a2", traceId = new string('b', 32), otherSpanId = new string('b', 16), leads = false } },
        };
    }

    private static object Step(int position, string outcome) =>
        new { position, faultId = Guid.CreateVersion7(), messageId = Guid.CreateVersion7(), message = "DelegationAnnounced", queue = "scheduling-follow-delegation", outcome, at = DateTimeOffset.Parse("2026-09-14T12:00:00Z") };

    private static object List(params object[] items) => new { items, next = (string?)null };
}

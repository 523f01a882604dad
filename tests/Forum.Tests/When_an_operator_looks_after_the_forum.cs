using System.Diagnostics;
using System.Globalization;
using Forum.Console.Tests;
using Forum.Kit;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace Forum.Tests;

/// <summary>What an operator does when something is wrong, by clicking, at services that run, with faults that are real.</summary>
[Collection<StoriesOfAWatchedForum>]
public sealed class When_an_operator_looks_after_the_forum(WatchedForum forum)
{
    private const string Queue = "scheduling-follow-delegation";

    [Fact]
    public async Task a_registration_whose_consumer_is_stopped_is_found_and_the_step_that_is_missing_seen()
    {
        await using var visitor = await forum.Watches();
        var page = visitor.Page;
        Guid delegation;
        await forum.Process("scheduling").Kill();
        try
        {
            await forum.Registers("STUCK", 1);
            delegation = await forum.DelegationOf("STUCK-1");
            await Search(page, "stuck-1");
            await page.Locator("#delegations a").ClickAsync();
            await Shows(page, "#last-done", "Last done: publishing-follow-delegation has dealt with DelegationAnnounced.");
            await Shows(page, "#next-expected", $"Next expected: {Queue} is to deal with DelegationAnnounced.");
            await Expect(page.Locator("#age")).ToContainTextAsync("of the 30 s");
            await Expect(page.Locator("#moments tbody tr", new() { HasText = "DelegationAnnounced" }).First).ToBeVisibleAsync();
            await Expect(page.Locator("#moments tbody tr", new() { HasText = "delegation_announced" })).ToHaveCountAsync(1);
            await visitor.Picture("story-journey-stuck");
            await NamesNobody(visitor);

            // The registration's id leads to the same, and a trace id to the trace.
            await Search(page, delegation.ToString());
            await Expect(page.Locator("#next-expected")).ToContainTextAsync(Queue);
            var trace = (await page.Locator("#moments a[href^='/traces/']").First.GetAttributeAsync("href"))!["/traces/".Length..][..32];
            await Search(page, trace);
            await Expect(page.Locator(".waterfall-row", new() { HasText = "announce DelegationAnnounced" })).ToHaveCountAsync(1);
            await NamesNobody(visitor);
        }
        finally
        {
            // The other stories need it.
            forum.Process("scheduling").Start();
            await forum.UntilReady("scheduling");
        }

        await Search(page, delegation.ToString());
        await Shows(page, "#next-expected", "Nothing is missing.");
        (await forum.Store("scheduling").Query<long>($"select count(*) from mt_doc_knowndelegation where id = '{delegation}'")).ShouldBe([1]);
        await visitor.Picture("story-journey-whole");
        visitor.Complaints.ShouldBeEmpty();
        (await visitor.Barriers()).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_poison_message_is_seen_within_ten_seconds_with_its_exception_and_its_trace()
    {
        await using var visitor = await forum.Watches();
        var page = visitor.Page;
        var trace = ActivityTraceId.CreateRandom();
        var message = Guid.CreateVersion7();
        var poison = $$$"""
            { "messageId": "{{{message}}}", "messageType": ["urn:message:Forum.Contracts.Registration:DelegationAnnounced"], "message": { "delegationId": "{{{Guid.CreateVersion7()}}}" } }
            """;
        await forum.Broker.Publish("Forum.Contracts.Registration:DelegationAnnounced", poison, new Dictionary<string, string> { ["MT-Activity-Id"] = $"00-{trace}-{ActivitySpanId.CreateRandom()}-01" });
        var group = page.Locator("#fault-groups tbody tr", new() { HasText = "JsonException" }).Filter(new() { HasText = Queue });
        await Reloaded(page, async () => (await group.CountAsync()).ShouldBe(1), "the poison is seen");
        // From the failure to the page, by the services' own clocks: how long this test took to look says nothing.
        var fault = (await forum.Operations.Read($"/faults?about={message}&queue={Queue}")).GetProperty("items")[0];
        (fault.GetProperty("movedAt").GetDateTimeOffset() - fault.GetProperty("faultedAt").GetDateTimeOffset()).ShouldBeLessThan(TimeSpan.FromSeconds(10));

        await group.GetByRole(AriaRole.Link, new() { Name = Queue }).ClickAsync();
        await Expect(page.Locator("#resting")).ToHaveTextAsync("1 message rests.");
        await visitor.Picture("story-poison-group");
        await page.GetByRole(AriaRole.Link, new() { Name = message.ToString() }).ClickAsync();
        await Expect(page.Locator("pre.body")).ToContainTextAsync(message.ToString());
        await visitor.Picture("story-poison-sample");
        (await visitor.Barriers()).ShouldBeEmpty();
        await NamesNobody(visitor);
        await page.GetByRole(AriaRole.Link, new() { Name = "trace", Exact = true }).First.ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("What came of one request");
        await Reloaded(page, async () => (await page.Locator(".waterfall-row", new() { HasText = $"{Queue} receive" }).CountAsync()).ShouldBe(1), "its trace is there");
        await visitor.Picture("story-poison-trace");
        await NamesNobody(visitor);

        // It will never be read: it is put away, with the reason, alone.
        await page.GotoAsync("/watch");
        await group.GetByRole(AriaRole.Link, new() { Name = Queue }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = message.ToString() }).ClickAsync();
        await page.GetByLabel("Why it need not be dealt with").FillAsync("Sent by a test.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put this one away" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("How the forum fares");
        (await group.CountAsync()).ShouldBe(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "What was sent again, and what else was done" }).ClickAsync();
        await Expect(page.Locator("#acts tbody tr").First).ToContainTextAsync("Sent by a test.");
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task five_hundred_messages_that_failed_are_sent_again_at_fifty_a_second_and_none_takes_effect_twice()
    {
        const int Count = 500;
        await Eventually.Holds(
            async () => (await forum.Store("scheduling").Query<long>("select count(*) from mt_doc_knowndelegation")).ShouldBe(await forum.Store("registration").Query<long>("select count(*) from mt_doc_delegation")),
            "Scheduling knows of all who registered before");
        await using var visitor = await forum.Watches();
        var page = visitor.Page;
        var group = page.Locator("#fault-groups tbody tr", new() { HasText = "permission denied" }).Filter(new() { HasText = Queue });
        int failed;
        await forum.Tell("scheduling", "revoke insert, update on mt_doc_knowndelegation from current_user");
        try
        {
            await forum.Registers("REPLAYED", Count);
            // A message that was announced twice fails twice, so there may be a few more than there are delegations.
            await Eventually.Holds(
                async () => (await forum.Store("operations").Query<long>($"select count(distinct message_id) from fault where queue = '{Queue}' and says like '%permission denied%'")).ShouldBe([Count]),
                "all have failed");
            await Eventually.Holds(async () => (await forum.Broker.Messages()).Where(queue => queue.Value > 0).ShouldBeEmpty(), "none is on its way");
            await page.ReloadAsync();
            failed = int.Parse(await group.Locator("td").First.InnerTextAsync(), CultureInfo.InvariantCulture);
            await visitor.Picture("story-replay-watch");
            await NamesNobody(visitor);
        }
        finally
        {
            await forum.Tell("scheduling", "grant insert, update on mt_doc_knowndelegation to current_user");
        }

        await group.GetByRole(AriaRole.Link, new() { Name = Queue }).ClickAsync();
        await page.GetByLabel("Why they can be sent again").FillAsync("The right to write is back.");
        await page.GetByLabel("Messages a second at most").FillAsync("50");
        await page.GetByRole(AriaRole.Button, new() { Name = "Count them first" }).ClickAsync();
        await Expect(page.Locator("#counted")).ToHaveTextAsync($"{failed} messages would be sent again, in about {Math.Ceiling(failed / 50m)} s. Nothing is sent yet.");
        await visitor.Picture("story-replay-counted");
        await NamesNobody(visitor);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send all of them again" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync($"{failed} messages sent again");
        await visitor.Picture("story-replay-running");
        await Reloaded(page, async () => (await page.Locator("#replay-state").InnerTextAsync()).ShouldBe($"Done {failed} confirmed"), "all are sent", TimeSpan.FromMinutes(2));
        (await page.Locator("table:has(#steps) tbody tr").CountAsync()).ShouldBe(failed);
        await visitor.Picture("story-replay-done");
        await NamesNobody(visitor);

        var replay = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        var steps = (await forum.Operations.Read($"/replays/{replay}/steps?limit=1000")).GetProperty("items").EnumerateArray().ToArray();
        steps.ShouldAllBe(step => step.GetProperty("outcome").GetString() == "Confirmed");
        var sent = steps.Select(step => step.GetProperty("at").GetDateTimeOffset()).Order().ToArray();
        (sent[^1] - sent[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(9.9), "499 times 20 ms");
        for (var n = 50; n < failed; n++)
            (sent[n] - sent[n - 50]).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.9), $"no second has more than fifty, nor has that before message {n}");

        var messages = steps.Select(step => step.GetProperty("messageId").GetGuid()).ToHashSet();
        messages.Count.ShouldBe(Count);
        await Eventually.Holds(
            async () => (await forum.Store("scheduling").Query<long>("select count(*) from mt_doc_knowndelegation where data -> 'Delegation' ->> 'Participant' like 'REPLAYED-%'")).ShouldBe([Count]),
            "each has taken effect");
        (await forum.Store("scheduling").Query<Guid>($"select split_part(id, '/', 2)::uuid from mt_doc_received where id like '{Queue}/%'")).Count(messages.Contains).ShouldBe(Count);
        var books = new Books(forum.Infrastructure);
        await books.NothingIsAppliedTwice();
        await Eventually.Holds(async () => (await forum.Broker.Messages()).Where(queue => queue.Value > 0).ShouldBeEmpty(), "all queues are empty");

        // Asked for once more, there is nothing to send.
        await page.GotoAsync("/watch");
        (await group.CountAsync()).ShouldBe(0);
        visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task an_announcer_that_lags_turns_red_and_green_again()
    {
        await using var visitor = await forum.Watches();
        var page = visitor.Page;
        var announcer = page.Locator("#shards tbody tr", new() { HasText = "announcer" }).Filter(new() { HasText = "Registration" });
        await Reloaded(page, async () => (await announcer.InnerTextAsync(new() { Timeout = 1000 })).ShouldEndWith("well"), "it keeps up");

        await using (var source = NpgsqlDataSource.Create(forum.Store("registration").ConnectionString))
        await using (var held = await source.OpenConnectionAsync())
        await using (var turn = await held.BeginTransactionAsync())
        {
            // Readers see the progress, nobody writes it: as when somebody forgot to end a transaction.
            await using var take = new NpgsqlCommand("lock table mt_event_progression in exclusive mode", held, turn);
            await take.ExecuteNonQueryAsync();
            await forum.Registers("LAGGING", 3);
            await Reloaded(page, async () => (await announcer.GetAttributeAsync("class", new() { Timeout = 1000 })).ShouldBe("late"), "it is red");
            await Expect(page.Locator("#shards tbody tr").First).ToContainTextAsync("announcer");
            await Expect(announcer).ToContainTextAsync("behind");
            await visitor.Picture("story-lag-red");
            await turn.RollbackAsync();
        }

        await Reloaded(page, async () => (await announcer.GetAttributeAsync("class", new() { Timeout = 1000 })).ShouldBe("fresh"), "it is green");
        await visitor.Picture("story-lag-green");
        await NamesNobody(visitor);
        visitor.Complaints.ShouldBeEmpty();
        (await visitor.Barriers()).ShouldBeEmpty();
    }

    private static async Task Search(IPage page, string what)
    {
        await page.GotoAsync("/watch");
        await page.GetByRole(AriaRole.Search).GetByRole(AriaRole.Textbox).FillAsync(what);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync("/watch");
    }

    private static Task Shows(IPage page, string what, string text) =>
        Reloaded(page, async () => (await page.Locator(what).InnerTextAsync(new() { Timeout = 1000 })).ShouldBe(text), $"{what} says: {text}");

    /// <summary>Loads the page again until it is so.</summary>
    private static Task Reloaded(IPage page, Func<Task> assertion, string what, TimeSpan? patience = null) => Eventually.True(
        async () =>
        {
            try
            {
                await assertion();
                return true;
            }
            catch (Exception missing) when (missing is ShouldAssertException or TimeoutException or PlaywrightException)
            {
                await page.ReloadAsync();
                return false;
            }
        },
        $"{what}. The page: {page.Url}",
        patience);

    private static async Task NamesNobody(Visitor visitor) => (await visitor.Page.ContentAsync()).ShouldNotContain(WatchedForum.SurName);
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Forum.Hosting.Webhooks;
using Forum.Kit;
using static Forum.Hosting.Tests.Waits;

namespace Forum.Hosting.Tests;

/// <summary>Webhooks from the announcement to the target's answer, on a real store and over HTTP.</summary>
public sealed class When_a_webhook_is_told
{
    [Fact]
    public async Task a_message_is_signed_thin_and_of_the_trace_of_its_request()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        var (_, secret) = await tower.Subscribe(target.Url);
        var bell = await tower.Hang("deep", $"00-{Trace}-b7ad6b7169203331-01");
        await Got(target, 1);

        var message = target.Got[0];
        message.Path.ShouldBe("/hook");
        message.Json.EnumerateObject().Select(member => member.Name).ShouldBe(["type", "timestamp", "data"]);
        message.Json.GetProperty("type").GetString().ShouldBe("forum.bells.bell_heard");
        message.Json.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(5));
        message.Bell.ShouldBe(bell);
        message.Headers["content-type"].ShouldBe("application/json");
        message.Headers["traceparent"].ShouldContain(Trace);
        var fed = (await tower.Read("/events")).GetProperty("items").EnumerateArray().Single();
        message.Id.ShouldBe(fed.GetProperty("id").GetGuid(), "the message has the id of the event in the feed");
        message.Json.GetProperty("data").ToString().ShouldBe(fed.GetProperty("data").ToString());

        // By hand, as the specification says; the library has its own test.
        var key = Convert.FromBase64String(secret["whsec_".Length..]);
        var signed = $"{message.Headers["webhook-id"]}.{message.Headers["webhook-timestamp"]}.{message.Body}";
        message.Headers["webhook-signature"].ShouldBe($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed)))}");
    }

    [Fact]
    public async Task the_library_that_receivers_use_takes_it_and_nothing_that_was_altered()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        var (_, secret) = await tower.Subscribe(target.Url);
        var bell = await tower.Hang();
        await Got(target, 1);

        var message = target.Got[0];
        var (verified, said) = await Verify(secret, message.Headers, message.Body);
        verified.ShouldBeTrue(said);
        JsonDocument.Parse(said).RootElement.GetProperty("data").GetProperty("bellId").GetGuid().ShouldBe(bell);

        (await Verify(secret, message.Headers, message.Body.Replace("clear", "fraud", StringComparison.Ordinal))).Verified.ShouldBeFalse("the body was altered");
        (await Verify(Secrets.New(), message.Headers, message.Body)).Verified.ShouldBeFalse("another secret");
        var later = new Dictionary<string, string>(message.Headers, StringComparer.Ordinal) { ["webhook-timestamp"] = "1999999999" };
        (await Verify(secret, later, message.Body)).Verified.ShouldBeFalse("the time was altered");
    }

    [Fact]
    public async Task everything_comes_once_in_the_order_of_the_feed()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        await tower.Subscribe(target.Url);
        var bells = await tower.Hang(60);
        await Got(target, 60);
        target.Bells.ShouldBe(bells);
    }

    [Fact]
    public async Task a_delegations_system_is_told_what_concerns_it_and_what_is_public()
    {
        await using var tower = await Tower.Build();
        await using var ofFrance = await Target.ThatTakesAll();
        await using var ofTheForum = await Target.ThatTakesAll();
        using var france = tower.As("delegation", "FRA");
        using var service = tower.As("service", subject: "badges");
        await tower.Subscribe(ofFrance.Url, france);
        await tower.Subscribe(ofTheForum.Url, service);

        var frances = await tower.Hang("FRA");
        await tower.Hang("ITA");
        await tower.Hang("secret");
        var everybodys = await tower.Hang("public");
        await Got(ofTheForum, 4);
        await Got(ofFrance, 2);
        ofFrance.Bells.ShouldBe([frances, everybodys]);
    }

    [Fact]
    public async Task a_failure_is_tried_again_after_seconds_and_what_is_behind_it_waits_for_that()
    {
        var failures = 1;
        await using var tower = await Tower.Build();
        await using var target = await Target.That((_, _) => Interlocked.Decrement(ref failures) >= 0 ? 500 : 200);
        var (id, _) = await tower.Subscribe(target.Url);
        var bells = await tower.Hang(3);
        await Eventually.Holds(async () => (await tower.Deliveries(id)).Count.ShouldBe(3), "all stand in line");
        await Got(target, 1);
        tower.Time.Advance(TimeSpan.FromSeconds(6));
        await Got(target, 4);

        target.Bells.ShouldBe([bells[0], bells[0], bells[1], bells[2]]);
        target.Got[0].Id.ShouldBe(target.Got[1].Id);
        target.Got[0].Body.ShouldBe(target.Got[1].Body);
        target.Got[0].Headers["webhook-timestamp"].ShouldNotBe(target.Got[1].Headers["webhook-timestamp"], "each attempt has its own time");
    }

    [Fact]
    public async Task it_is_tried_ten_times_in_three_days_then_given_up_and_a_replay_brings_it_after_all()
    {
        var broken = true;
        await using var tower = await Tower.Build();
        await using var target = await Target.That((_, _) => Volatile.Read(ref broken) ? 503 : 200);
        var (id, _) = await tower.Subscribe(target.Url);
        var began = tower.Time.GetUtcNow();
        var bell = await tower.Hang();

        TimeSpan[] waits = [S(5), M(5), M(30), H(2), H(5), H(10), H(14), H(20), H(24)];
        for (var tried = 1; tried <= waits.Length; tried++)
        {
            await tower.UntilTried(id, tried);
            var delivery = (await tower.Deliveries(id))[0];
            delivery.GetProperty("state").GetString().ShouldBe("Waiting");
            var wait = delivery.GetProperty("nextAttemptAt").GetDateTimeOffset() - tower.Time.GetUtcNow();
            wait.ShouldBeGreaterThanOrEqualTo(waits[tried - 1] - S(1));
            wait.ShouldBeLessThanOrEqualTo((waits[tried - 1] * 1.1) + S(5));
            (await tower.Webhook(id)).GetProperty("failingSince").ValueKind.ShouldBe(JsonValueKind.Null);
            tower.Time.Advance(wait);
        }

        await tower.UntilTried(id, 10);
        await Eventually.Holds(async () => (await tower.Webhook(id)).GetProperty("failingSince").ValueKind.ShouldBe(JsonValueKind.String), "the owner sees that it fails");
        var givenUp = (await tower.Deliveries(id, "?state=GivenUp")).ShouldHaveSingleItem();
        givenUp.GetProperty("nextAttemptAt").ValueKind.ShouldBe(JsonValueKind.Null);
        givenUp.GetProperty("attempts").EnumerateArray().ShouldAllBe(attempt => attempt.GetProperty("status").GetInt32() == 503 && attempt.GetProperty("error").GetString() == "Status");
        (tower.Time.GetUtcNow() - began).ShouldBeGreaterThan(H(75));

        Volatile.Write(ref broken, false);
        using (var replay = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/replay", new { givenUpSince = began }))
            replay.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Got(target, 11);
        target.Bells.ShouldAllBe(one => one == bell);
        await Eventually.Holds(async () => (await tower.Webhook(id)).GetProperty("failingSince").ValueKind.ShouldBe(JsonValueKind.Null), "all is well again");
        (await tower.Deliveries(id, "?state=Delivered")).ShouldHaveSingleItem().GetProperty("attempts").GetArrayLength().ShouldBe(11);
    }

    [Fact]
    public async Task a_target_that_asks_to_be_left_alone_is_left_alone()
    {
        var asks = 1;
        await using var tower = await Tower.Build();
        await using var target = await Target.That((http, _) =>
        {
            if (Interlocked.Decrement(ref asks) < 0)
                return 200;
            http.Response.Headers.RetryAfter = "600";
            return 429;
        });
        var (id, _) = await tower.Subscribe(target.Url);
        var bells = await tower.Hang(2);
        await Got(target, 1);
        await Eventually.Holds(async () => (await tower.Webhook(id)).GetProperty("heldUntil").ValueKind.ShouldBe(JsonValueKind.String), "it is held");
        tower.Time.Advance(M(5));
        await Pass(tower);
        target.Got.Count.ShouldBe(1, "neither a retry nor the next one comes before the time that it asked for");
        tower.Time.Advance(M(6));
        await Got(target, 3);
        target.Bells.ShouldBe([bells[0], bells[0], bells[1]]);
    }

    [Fact]
    public async Task a_target_that_is_gone_gets_no_more_until_it_is_enabled_again_and_then_all_of_it()
    {
        var gone = true;
        await using var tower = await Tower.Build();
        await using var target = await Target.That((_, _) => Volatile.Read(ref gone) ? 410 : 200);
        var (id, _) = await tower.Subscribe(target.Url);
        await tower.Hang();
        await Eventually.Holds(async () => (await tower.Webhook(id)).GetProperty("standing").GetString().ShouldBe("Gone"), "it is disabled");
        var missed = await tower.Hang(3);
        tower.Time.Advance(H(30));
        await Pass(tower);
        target.Got.Count.ShouldBe(1);
        using (var disable = await tower.Change(id, HttpMethod.Post, "/disable", new { }))
            (await disable.Content.ReadAsStringAsync()).ShouldContain("webhook-gone");

        Volatile.Write(ref gone, false);
        using (var enable = await tower.Change(id, HttpMethod.Post, "/enable", new { }))
            enable.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Got(target, 4);
        target.Bells.Skip(1).ShouldBe(missed);
    }

    [Fact]
    public async Task what_was_cut_off_in_the_middle_comes_again_after_a_restart()
    {
        await using var tower = await Tower.Build("--Webhooks:TimeoutSeconds=60");
        var hold = new TaskCompletionSource();
        var hang = true;
        await using var target = await Target.That(async (http, _) =>
        {
            if (Volatile.Read(ref hang))
                await hold.Task.WaitAsync(http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        });
        await tower.Subscribe(target.Url);
        var bells = await tower.Hang(3);
        await Got(target, 1);

        // The process ends while the target has the first message and has not answered.
        await tower.StopFirst();
        Volatile.Write(ref hang, false);
        hold.SetResult();
        await tower.Replica();
        await Got(target, 4);
        target.Bells.ShouldBe([bells[0], .. bells], "the first one comes twice, and none is missing");
    }

    [Fact]
    public async Task two_replicas_deliver_once_and_one_takes_over_when_the_other_loses_its_store()
    {
        await using var tower = await Tower.Build();
        await using var proxy = TcpProxy.ToPostgres();
        await using var target = await Target.ThatTakesAll();
        var (id, _) = await tower.Subscribe(target.Url);
        var second = await tower.Replica(proxy.Via(tower.Database.ConnectionString));
        var bells = (await tower.Hang(20)).ToList();
        await Got(target, 20);
        target.Bells.ShouldBe(bells);
        await Noted(tower.Organizer, 20);

        // The second one leads when the first is gone; then it is cut off, and a third goes on.
        await tower.StopFirst();
        using var client = tower.As(second, "organizer");
        bells.Add(await tower.Hang(client: client));
        await Got(target, 21);
        await Noted(client, 21);
        var third = await tower.Replica();
        await proxy.Cut();
        using var other = tower.As(third, "organizer");
        bells.Add(await tower.Hang(client: other));
        await Got(target, 22);
        target.Bells.ShouldBe(bells);
        proxy.Mend();

        // What the target has and the store does not know of yet would rightly come again.
        async Task Noted(HttpClient asked, int count) => await Eventually.Holds(
            async () => (await tower.Read($"/webhooks/{id}/deliveries?state=Delivered", asked)).GetProperty("items").GetArrayLength().ShouldBe(count), "it is noted");
    }
}

using System.Net;
using System.Text.Json;
using Forum.Kit;
using static Forum.Hosting.Tests.Waits;

namespace Forum.Hosting.Tests;

/// <summary>What the owner of a webhook may do with it.</summary>
public sealed class When_somebody_keeps_a_webhook
{
    [Fact]
    public async Task a_webhook_may_begin_at_any_position_and_ask_for_some_types_only()
    {
        await using var tower = await Tower.Build();
        await using var fromNow = await Target.ThatTakesAll();
        await using var fromTheBeginning = await Target.ThatTakesAll();
        await using var ofNothing = await Target.ThatTakesAll();
        var before = await tower.Hang();
        await Eventually.Holds(async () => (await tower.Read("/events")).GetProperty("items").GetArrayLength().ShouldBe(1), "the feed shows it");
        await tower.Subscribe(fromNow.Url, types: "forum.bells.bell_heard");
        await tower.Subscribe(fromTheBeginning.Url, after: "0");
        using (var unknown = await tower.Organizer.PostAsJsonAsync("/webhooks", new { url = ofNothing.Url, types = new[] { "forum.bells.bell_herd" } }))
        {
            unknown.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await unknown.Content.ReadAsStringAsync()).ShouldContain("forum.bells.bell_heard", customMessage: "it says which types there are");
        }

        var after = await tower.Hang();
        await Got(fromNow, 1);
        await Got(fromTheBeginning, 2);
        fromNow.Bells.ShouldBe([after]);
        fromTheBeginning.Bells.ShouldBe([before, after]);
    }

    [Fact]
    public async Task what_is_announced_while_it_is_disabled_comes_when_it_is_enabled()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        var (id, _) = await tower.Subscribe(target.Url);
        using (await tower.Change(id, HttpMethod.Post, "/disable", new { }))
        {
            // Disabled.
        }

        var bells = await tower.Hang(3);
        await Pass(tower);
        target.Got.ShouldBeEmpty();
        using (await tower.Change(id, HttpMethod.Post, "/enable", new { }))
            await Got(target, 3);
        target.Bells.ShouldBe(bells);
    }

    [Fact]
    public async Task a_new_secret_signs_beside_the_old_one_for_a_while_and_then_alone()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        var (id, old) = await tower.Subscribe(target.Url);
        string fresh;
        using (var rotated = await tower.Change(id, HttpMethod.Post, "/secret", new { overlapHours = 2 }))
            fresh = (await rotated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secret").GetString()!;
        fresh.ShouldNotBe(old);

        await tower.Hang();
        await Got(target, 1);
        var both = target.Got[0];
        both.Headers["webhook-signature"].Split(' ').Length.ShouldBe(2);
        (await Verify(old, both.Headers, both.Body)).Verified.ShouldBeTrue();
        (await Verify(fresh, both.Headers, both.Body)).Verified.ShouldBeTrue();

        tower.Time.Advance(H(3));
        await tower.Hang();
        await Got(target, 2);
        target.Got[1].Headers["webhook-signature"].Split(' ').ShouldHaveSingleItem();
        (await tower.Webhook(id)).GetProperty("oldSecretUntil").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task a_secret_is_seen_once_and_kept_encrypted()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        var (id, secret) = await tower.Subscribe($"{target.Url}?token=verborgen");
        await tower.Hang();
        await Got(target, 1);
        (await tower.Webhook(id)).ToString().ShouldNotContain(secret);
        (await tower.Read("/webhooks")).ToString().ShouldNotContain("whsec_");
        (await tower.Database.Query<string>("select string_agg(data::text, ' ') from mt_doc_webhook")).ShouldHaveSingleItem().ShouldNotContain(secret["whsec_".Length..]);
        using var watcher = tower.As("operator");
        var seen = (await tower.Webhook(id, watcher)).ToString();
        seen.ShouldNotContain("verborgen");
        seen.ShouldNotContain("/hook");
        tower.Log.ShouldAllBe(line => !line.Contains("verborgen", StringComparison.Ordinal) && !line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_ping_goes_the_way_of_all_messages_once()
    {
        var status = 200;
        await using var tower = await Tower.Build();
        await using var target = await Target.That((_, _) => Volatile.Read(ref status));
        var (id, _) = await tower.Subscribe(target.Url);
        await Ping("Delivered");
        target.Got[0].Json.GetProperty("type").GetString().ShouldBe("forum.bells.ping");
        target.Got[0].Json.GetProperty("data").GetProperty("webhookId").GetGuid().ShouldBe(id);
        Volatile.Write(ref status, 500);
        await Ping("GivenUp");
        (await tower.Webhook(id)).GetProperty("failingSince").ValueKind.ShouldBe(JsonValueKind.Null, "a test says nothing of the announcements");

        async Task Ping(string becomes)
        {
            using var answer = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/ping", new { });
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            var location = answer.Headers.Location!.ToString();
            await Eventually.Holds(async () => (await tower.Read(location)).GetProperty("state").GetString().ShouldBe(becomes), $"it is {becomes}");
        }
    }

    [Fact]
    public async Task a_replay_sends_from_a_position_or_one_event_under_the_same_ids()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        var (id, _) = await tower.Subscribe(target.Url);
        var bells = await tower.Hang(4);
        await Got(target, 4);
        var events = (await tower.Read("/events")).GetProperty("items").EnumerateArray().ToArray();

        using (var one = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/replay", new { eventId = events[1].GetProperty("id").GetGuid() }))
            one.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Got(target, 5);
        target.Got[4].Id.ShouldBe(target.Got[1].Id);

        using (var on = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/replay", new { after = events[1].GetProperty("sequence").GetString() }))
            on.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Got(target, 7);
        target.Bells.Skip(5).ShouldBe(bells.Skip(2));

        using (var none = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/replay", new { }))
            (await none.Content.ReadAsStringAsync()).ShouldContain("one-of-three");
        using var unknown = await tower.Organizer.PostAsJsonAsync($"/webhooks/{id}/replay", new { eventId = Guid.CreateVersion7() });
        (await unknown.Content.ReadAsStringAsync()).ShouldContain("unknown-event");
    }

    [Fact]
    public async Task who_may_see_and_change_it_is_its_owner_and_the_secretariat()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        using var france = tower.As("delegation", "FRA");
        using var italy = tower.As("delegation", "ITA");
        using var badges = tower.As("service", subject: "badges");
        using var watcher = tower.As("operator");
        var (ofFrance, _) = await tower.Subscribe(target.Url, france);
        var (ofBadges, _) = await tower.Subscribe(target.Url, badges);

        foreach (var (client, sees) in new[] { (france, 1), (italy, 0), (badges, 1), (watcher, 2), (tower.Organizer, 2) })
            (await tower.Read("/webhooks", client)).GetProperty("items").GetArrayLength().ShouldBe(sees);
        foreach (var (client, id) in new[] { (italy, ofFrance), (italy, ofBadges), (badges, ofFrance), (france, ofBadges) })
        {
            foreach (var below in new[] { "", "/deliveries" })
            {
                using var read = await client.GetAsync(new Uri($"/webhooks/{id}{below}", UriKind.Relative));
                read.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            }

            using var disabled = await tower.Change(id, HttpMethod.Post, "/disable", new { }, client);
            disabled.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        using (var byWatcher = await tower.Change(ofFrance, HttpMethod.Post, "/disable", new { }, watcher))
            byWatcher.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using (var byFrance = await tower.Change(ofFrance, HttpMethod.Put, "", new { url = $"{target.Url}/new", types = Array.Empty<string>() }, france))
            byFrance.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (var late = new HttpRequestMessage(HttpMethod.Delete, $"/webhooks/{ofFrance}"))
        {
            late.Headers.Add("If-Match", "\"1\"");
            using var refused = await tower.Organizer.SendAsync(late);
            refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        }

        await tower.Hang("FRA");
        await Got(target, 2);
        target.Got.Select(one => one.Path).ShouldBe(["/hook", "/hook/new"], ignoreOrder: true);
        using (var deleted = await tower.Change(ofFrance, HttpMethod.Delete, "", new { }))
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await tower.Database.Query<long>($"select count(*) from mt_doc_webhook_delivery where data ->> 'WebhookId' = '{ofFrance}'")).ShouldBe([0]);
        await tower.Hang("FRA");
        await Got(target, 3);
        target.Got[2].Path.ShouldBe("/hook");
    }

    [Fact]
    public async Task the_same_key_makes_one_webhook_and_shows_no_secret_twice()
    {
        await using var tower = await Tower.Build();
        var answers = new List<JsonElement>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks") { Content = JsonContent.Create(new { url = "https://hook.example/" }) };
            request.Headers.Add("Idempotency-Key", "once");
            using var answer = await tower.Organizer.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            answers.Add(await answer.Content.ReadFromJsonAsync<JsonElement>());
        }

        answers[0].GetProperty("id").GetGuid().ShouldBe(answers[1].GetProperty("id").GetGuid());
        answers[0].GetProperty("secret").GetString()!.ShouldStartWith("whsec_");
        answers[1].TryGetProperty("secret", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{\"url\": \"https://hook.example/\", \"colour\": \"red\"}", 400, "colour")]
    [InlineData("{\"types\": []}", 400, "url")]
    [InlineData("{\"url\": \"\"}", 400, "url")]
    [InlineData("{\"url\": \"https://hook.example/\", \"after\": \"-1\"}", 400, "after")]
    [InlineData("{\"url\": \"ftp://hook.example/\"}", 422, "url")]
    [InlineData("{\"url\": \"https://hook.example/\", \"types\": [\"forum.scheduling.seat_allocated\"]}", 422, "types[0]")]
    public async Task bad_input_is_told_what_is_wrong_and_where(string body, int status, string field)
    {
        await using var tower = await Tower.Build();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await tower.Organizer.PostAsync(new Uri("/webhooks", UriKind.Relative), content);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        ((int)answer.StatusCode).ShouldBe(status, problem.ToString());
        problem.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("errors")[0].GetProperty("field").GetString()!.ShouldStartWith(field);
    }

    /// <summary>The mandate of the account may end while its webhook stands.</summary>
    [Fact]
    public async Task nothing_is_told_to_an_account_that_may_not_act_for_the_participant_any_more()
    {
        await using var tower = await Tower.Build();
        await using var target = await Target.ThatTakesAll();
        using var france = tower.As("delegation", "FRA");
        await tower.Subscribe(target.Url, france);
        tower.MayAct = false;
        var bell = await tower.Hang("FRA");
        await Pass(tower);
        target.Got.ShouldBeEmpty();
        using (var refused = await france.PostAsJsonAsync("/webhooks", new { url = target.Url }))
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        tower.MayAct = true;
        await Got(target, 1);
        target.Bells.ShouldBe([bell]);
    }
}

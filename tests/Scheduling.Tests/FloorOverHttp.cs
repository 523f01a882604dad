using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Scheduling.Floors;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests;

/// <summary>A plenary meeting in session, and what its desk does.</summary>
public abstract class At_a_meeting(SchedulingFixture fixture)
{
    protected SchedulingFixture Fixture { get; } = fixture;
    protected HttpClient Organizer { get; } = fixture.Service.As("organizer");
    protected HttpClient Anybody { get; } = fixture.Service.As(null);

    protected async Task<Guid> Convene(Guid edition, int number = 1, int hour = 10, string kind = "Plenary")
    {
        var meeting = await Organizer.Create("/meetings", new
        {
            editionId = edition,
            kind,
            number,
            title = $"{kind} meeting {number}",
            startsAt = Dialogue.Summer(14, hour).ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
            endsAt = Dialogue.Summer(14, hour + 3).ToString("yyyy-MM-dd'T'HH:mm:sszzz"),
        });
        // A round table does not sit without its officers; who they are is not what this is about.
        foreach (var office in (await Organizer.Read($"/meetings/{meeting}")).Items("missingOffices").Select(office => office.GetString()).ToArray())
            await Organizer.Change($"/meetings/{meeting}", "officers", new { role = office, name = (string?)null, title = (string?)null });
        await Organizer.Change($"/meetings/{meeting}", "convening", new { at = Dialogue.Summer(14, hour).ToString("yyyy-MM-dd'T'HH:mm:sszzz") });
        return meeting;
    }

    /// <summary>Inscribes delegations in this order; answers with the ids of their inscriptions.</summary>
    protected async Task<Guid[]> Inscribe(Guid edition, params string[] participants)
    {
        foreach (var (index, participant) in participants.Index())
            await Fixture.Say(Guid.CreateVersion7(), 2, (Dialogue.Delegation(participant) with { EditionId = edition }).Asks(Dialogue.Noon.AddHours(index)));
        Guid[] ids = [];
        await Eventually.Holds(
            async () =>
            {
                var items = (await Anybody.Read($"/editions/{edition}/speakers-list")).Items().ToArray();
                participants.ShouldBeSubsetOf(items.Select(item => item.Text("participant")));
                ids = [.. participants.Select(participant => items.Single(item => item.Text("participant") == participant).GetProperty("inscriptionId").GetGuid())];
            },
            "all are inscribed");
        return ids;
    }

    protected Task<JsonElement> Floor(Guid meeting) => Anybody.Read($"/meetings/{meeting}/floor");

    /// <summary>Does something on the floor as it stands.</summary>
    protected Task Desk(Guid meeting, string what, object? body = null) => Organizer.Change($"/meetings/{meeting}/floor", what, body ?? new { });

    protected async Task<(int Status, string Code)> Try(Guid meeting, string what, object? body = null) =>
        await Organizer.Post($"/meetings/{meeting}/floor/{what}", body ?? new { }, (await Floor(meeting)).Number("version"));
}

[Collection<Convening>]
public sealed class When_the_presiding_officer_runs_a_meeting(SchedulingFixture fixture) : At_a_meeting(fixture)
{
    [Fact]
    public async Task the_floor_goes_from_one_speaker_to_the_next_and_statements_are_noted_as_delivered()
    {
        var edition = await Fixture.Edition();
        await Organizer.Change($"/editions/{edition}/speakers-list", "openers", new { office = "Secretary-General" });
        await Inscribe(edition, "CHL", "KEN");
        var meeting = await Convene(edition);
        var free = await Floor(meeting);
        (free.Text("state"), free.Number("version")).ShouldBe(("Free", 0));
        free.Items("next").Select(next => next.Text("office") ?? next.Text("participant")).ShouldBe(["Secretary-General", "CHL", "KEN"]);

        await Desk(meeting, "speakers", new { start = true, at = "2006-09-14T10:05:00-04:00" });
        (await Try(meeting, "speakers")).ShouldBe((422, "floor-taken"));
        await Desk(meeting, "end", new { at = "2006-09-14T10:15:00-04:00" });
        await Desk(meeting, "speakers", new { limitSeconds = 420, at = "2006-09-14T10:16:00-04:00" });
        await Desk(meeting, "absence", new { at = "2006-09-14T10:17:00-04:00" });
        // Whoever was absent is called again when the others were heard.
        (await Floor(meeting)).Items("next").Select(next => next.Text("participant")).ShouldBe(["KEN", "CHL"]);
        await Desk(meeting, "speakers", new { limitSeconds = 420, at = "2006-09-14T10:18:00-04:00" });
        await Desk(meeting, "start", new { at = "2006-09-14T10:19:00-04:00" });
        await Desk(meeting, "pause", new { at = "2006-09-14T10:22:00-04:00" });
        await Desk(meeting, "resume", new { at = "2006-09-14T10:25:00-04:00" });
        await Desk(meeting, "limit", new { limitSeconds = 300 });
        await Desk(meeting, "end", new { at = "2006-09-14T10:29:00-04:00" });

        var list = (await Anybody.Read($"/editions/{edition}/speakers-list")).Items().ToArray();
        list.Where(item => item.Text("deliveredAt") is not null).Select(item => item.Text("office") ?? item.Text("participant")).ShouldBe(["Secretary-General", "KEN"]);
        list.Single(item => item.Text("participant") == "KEN").Text("deliveredAt").ShouldBe("2006-09-14T10:29:00-04:00");

        var times = await Anybody.Read($"/editions/{edition}/speaking-time");
        var kenya = times.Items("byParticipant").ShouldHaveSingleItem();
        kenya.GetProperty("seconds").GetDouble().ShouldBe(420);
        kenya.GetProperty("statements").GetProperty("overrunSeconds").GetDouble().ShouldBe(120);
        times.GetProperty("openers").GetProperty("seconds").GetDouble().ShouldBe(600);
    }

    [Fact]
    public async Task a_statement_that_was_noted_as_delivered_otherwise_counts_once()
    {
        var edition = await Fixture.Edition();
        var inscription = (await Inscribe(edition, "CHL"))[0];
        var meeting = await Convene(edition);
        await Desk(meeting, "speakers", new { start = true });
        await Organizer.Change($"/editions/{edition}/speakers-list", $"{inscription}/delivery", new { meetingId = meeting });
        await Desk(meeting, "end");
        await using var session = Fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        (await session.Events.FetchStreamAsync(edition)).Count(e => e.Data is StatementDelivered).ShouldBe(1);
        (await Try(meeting, "speakers", new { inscriptionId = inscription })).ShouldBe((422, "already-delivered"));
    }

    [Fact]
    public async Task whoever_withdraws_while_speaking_has_spoken()
    {
        var edition = await Fixture.Edition();
        var id = Guid.CreateVersion7();
        var chile = (Dialogue.Delegation("CHL") with { EditionId = edition }).Asks(Dialogue.Noon);
        await Fixture.Say(id, 2, chile);
        await Eventually.Holds(async () => (await Anybody.Read($"/editions/{edition}/speakers-list")).Items().ShouldHaveSingleItem(), "Chile is inscribed");
        var meeting = await Convene(edition);
        await Desk(meeting, "speakers", new { start = true });
        await Fixture.Say(id, 3, chile with { Standing = Contracts.Registration.DelegationStanding.Withdrawn });
        await Eventually.Holds(async () => (await Anybody.Read($"/editions/{edition}/speakers-list")).Items().ShouldBeEmpty(), "Chile is taken off the list");
        await Desk(meeting, "end");
        (await Anybody.Read($"/editions/{edition}/speakers-list")).Items().ShouldHaveSingleItem().Text("meetingId").ShouldBe(meeting.ToString());
        (await Anybody.Read($"/editions/{edition}/counts")).Number("speakers", "deliveredDebate").ShouldBe(1);
    }

    [Fact]
    public async Task an_absence_is_noted_on_the_list_which_says_when_the_speaker_is_called_again()
    {
        // An hour before the meeting, when its slots are still to come.
        var edition = await Fixture.Edition(clock: new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = Dialogue.Summer(14, 9), Speed = 1, SetGoingAt = DateTimeOffset.UtcNow });
        await Inscribe(edition, "CHL", "KEN", "NOR");
        var meeting = await Convene(edition);
        var list = $"/editions/{edition}/speakers-list";
        using (var plan = new HttpRequestMessage(HttpMethod.Put, $"{list}/plan") { Content = JsonContent.Create(new { limitMinutes = 5 }) })
        {
            plan.Headers.TryAddWithoutValidation("If-Match", $"\"{(await Anybody.Read(list)).Number("version")}\"");
            using var planned = await Organizer.SendAsync(plan);
            planned.IsSuccessStatusCode.ShouldBeTrue(await planned.Content.ReadAsStringAsync());
        }

        (await Organizer.Post($"{list}/slots", new { }, (await Anybody.Read(list)).Number("version"))).Status.ShouldBeLessThan(300);
        (await Floor(meeting)).Items("next").Select(next => (next.Text("participant"), next.Number("limitSeconds"))).ShouldBe([("CHL", 300), ("KEN", 300), ("NOR", 300)]);
        await Desk(meeting, "speakers");
        await Desk(meeting, "absence");
        (await Anybody.Read(list)).Items().Single(item => item.Text("participant") == "CHL").Text("absentAt").ShouldNotBeNull();
        (await Floor(meeting)).Items("next").Select(next => next.Text("participant")).ShouldBe(["KEN", "NOR", "CHL"]);
    }

    [Fact]
    public async Task of_twenty_that_call_the_next_speaker_at_once_one_does()
    {
        var edition = await Fixture.Edition();
        await Inscribe(edition, "CHL", "KEN", "NOR");
        var meeting = await Convene(edition);
        using var other = Fixture.Replica.As("organizer");
        for (var round = 0; round < 3; round++)
        {
            var version = (await Floor(meeting)).Number("version");
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? Organizer : other).Post($"/meetings/{meeting}/floor/speakers", new { start = true }, version)));
            answers.Count(answer => answer.Status == 204).ShouldBe(1);
            answers.Where(answer => answer.Status != 204).Distinct().ShouldBe([(412, "stale-version")]);
            var version2 = (await Floor(meeting)).Number("version");
            var ends = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => (n % 2 == 0 ? Organizer : other).Post($"/meetings/{meeting}/floor/end", new { }, version2)));
            ends.Count(answer => answer.Status == 204).ShouldBe(1);
        }

        await using var session = Fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        (await session.Events.FetchStreamAsync(edition)).Count(e => e.Data is StatementDelivered).ShouldBe(3);
        (await Try(meeting, "speakers")).ShouldBe((422, "nobody-next"));
    }

    [Fact]
    public async Task a_speaker_has_the_floor_at_one_meeting_even_when_two_call_at_once()
    {
        var edition = await Fixture.Edition();
        var chile = (await Inscribe(edition, "CHL"))[0];
        Guid[] meetings = [await Convene(edition, 1), await Convene(edition, 2)];
        var answers = await Task.WhenAll(meetings.Select(meeting => Try(meeting, "speakers", new { inscriptionId = chile })));
        answers.ShouldBe([(204, ""), (409, "has-the-floor-elsewhere")], ignoreOrder: true);
        var here = meetings[Array.IndexOf(answers, (204, ""))];
        await Desk(here, "absence");
        (await Try(meetings.Single(meeting => meeting != here), "speakers", new { inscriptionId = chile })).ShouldBe((204, ""));
    }

    [Fact]
    public async Task time_is_counted_by_the_editions_clock()
    {
        // A rehearsal in which the meeting was convened a minute ago.
        var edition = await Fixture.Edition(clock: new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = Dialogue.Summer(14, 10).AddMinutes(1), Speed = 3_000, SetGoingAt = DateTimeOffset.UtcNow });
        await Inscribe(edition, "CHL");
        var meeting = await Convene(edition);
        await Desk(meeting, "speakers", new { start = true, limitSeconds = 600 });
        JsonElement floor = default;
        await Eventually.Holds(
            async () =>
            {
                floor = await Floor(meeting);
                floor.GetProperty("speaker").GetProperty("overrunSeconds").GetDouble().ShouldBeGreaterThan(600);
            },
            "the speaker has spoken twice as long as the limit");
        floor.GetProperty("clock").GetProperty("speed").GetDouble().ShouldBe(3_000);
        floor.GetProperty("speaker").GetProperty("remainingSeconds").GetDouble().ShouldBe(0);
        floor.GetProperty("microphone").GetProperty("on").GetBoolean().ShouldBeTrue("nobody is cut off");
        await Desk(meeting, "end");
        (await Anybody.Read($"/editions/{edition}/speaking-time")).Items("byParticipant").Single().GetProperty("seconds").GetDouble().ShouldBeGreaterThan(1_200);
    }

    [Fact]
    public async Task points_of_order_are_taken_in_the_order_in_which_they_were_raised()
    {
        var edition = await Fixture.Edition();
        string[] raising = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"];
        await Inscribe(edition, [.. raising, "CHL"]);
        var meeting = await Convene(edition);
        (await Organizer.Post($"/meetings/{meeting}/points-of-order", new { participant = "ZZZ" })).ShouldBe((422, "participant-unknown"));
        await Desk(meeting, "speakers", new { start = true });
        using var delegation = await Fixture.Of("FFF");
        // All at once: none is told that it came second.
        var raised = await Task.WhenAll(raising.Select(participant => participant == "FFF"
            ? delegation.Post($"/meetings/{meeting}/points-of-order", new { })
            : Organizer.Post($"/meetings/{meeting}/points-of-order", new { participant })));
        raised.ShouldAllBe(answer => answer.Status == 201);
        (await delegation.Post($"/meetings/{meeting}/points-of-order", new { participant = "AAA" })).ShouldBe((404, "not-found"));

        var floor = await Floor(meeting);
        floor.Text("state").ShouldBe("PointOfOrder");
        var points = (await Anybody.Read($"/meetings/{meeting}/points-of-order")).Items().ToArray();
        floor.GetProperty("microphone").Text("participant").ShouldBe(points[0].Text("participant"));
        points.Select(point => point.Text("participant")).ShouldBe(raising, ignoreOrder: true);
        (await Try(meeting, "resume")).ShouldBe((422, "point-of-order-open"));
        (await Organizer.Post($"/meetings/{meeting}/points-of-order/{points[1].Text("id")}/ruling", new { outcome = "Sustained", reason = "Well taken." }, floor.Number("version"))).ShouldBe((422, "earlier-point-of-order"));
        foreach (var point in points)
        {
            var version = (await Floor(meeting)).Number("version");
            (await Organizer.Post($"/meetings/{meeting}/points-of-order/{point.Text("id")}/ruling", new { outcome = "NotSustained", reason = $"Not taken: {point.Text("participant")}." }, version)).ShouldBe((204, ""));
        }

        (await Floor(meeting)).Text("state").ShouldBe("Paused");
        await Desk(meeting, "resume");
        (await Anybody.Read($"/meetings/{meeting}/points-of-order")).Items().Select(point => (point.Text("participant"), point.Text("reason")))
            .ShouldBe(points.Select(point => (point.Text("participant"), (string?)$"Not taken: {point.Text("participant")}.")));
        await using var session = Fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var id = Floors.Floor.IdFor(meeting);
        (await session.Events.AggregateStreamAsync<Floor>(id))!.PointsOfOrder.ShouldBe((await session.LoadAsync<Floor>(id))!.PointsOfOrder);
    }

    [Fact]
    public async Task replies_are_given_at_the_end_of_the_day()
    {
        var edition = await Fixture.Edition();
        await Inscribe(edition, "CHL", "KEN");
        var morning = await Convene(edition, 1, 10);
        var afternoon = await Organizer.Create("/meetings", Dialogue.FirstPlenary with { EditionId = edition, Number = 2, StartsAt = Dialogue.Summer(14, 15), EndsAt = Dialogue.Summer(14, 18) });
        using var kenya = await Fixture.Of("KEN");
        var reply = await Ask(kenya, morning, new { });
        await Ask(Organizer, morning, new { participant = "KEN" });
        (await kenya.Post($"/meetings/{morning}/rights-of-reply", new { })).ShouldBe((422, "two-replies-at-most"));
        (await kenya.Post($"/meetings/{morning}/rights-of-reply", new { participant = "CHL" })).ShouldBe((404, "not-found"));
        // However many ask at once, there are two.
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Organizer.Post($"/meetings/{morning}/rights-of-reply", new { participant = "CHL" })));
        many.Count(answer => answer.Status == 201).ShouldBe(2);

        foreach (var _ in "12")
        {
            await Desk(morning, "speakers", new { start = true });
            await Desk(morning, "end");
        }

        (await Try(morning, "speakers", new { replyId = reply })).ShouldBe((422, "before-last-speaker"));
        await Organizer.Change($"/meetings/{morning}", "conclusion");
        await Organizer.Change($"/meetings/{afternoon}", "convening");
        (await Floor(afternoon)).Items("next").First().GetProperty("limitSeconds").GetInt32().ShouldBe(600);
        await Desk(afternoon, "speakers", new { start = true });
        (await Floor(afternoon)).GetProperty("speaker").Text("kind").ShouldBe("RightOfReply");
        await Desk(afternoon, "end");
        await Desk(afternoon, "speakers", new { start = true });
        var second = (await Floor(afternoon)).GetProperty("speaker");
        (second.Text("participant"), second.Number("replyNumber"), second.Number("limitSeconds")).ShouldBe(("KEN", 2, 300));
        await Desk(afternoon, "end");

        var replies = await Anybody.Read($"/editions/{edition}/rights-of-reply");
        replies.Items().Select(item => item.Text("state")).Take(2).ShouldBe(["Exercised", "Exercised"]);
        var mine = replies.Items().First(item => item.Text("participant") == "CHL").Text("id");
        (await kenya.Post($"/editions/{edition}/rights-of-reply/{mine}/withdrawal", version: replies.Number("version"))).ShouldBe((404, "not-found"));
        (await Organizer.Post($"/editions/{edition}/rights-of-reply/{mine}/withdrawal", version: replies.Number("version"))).ShouldBe((204, ""));
        (await Anybody.Read($"/editions/{edition}/speaking-time")).Items("byParticipant").Single(time => time.Text("participant") == "KEN").GetProperty("replies").Number("count").ShouldBe(2);
        await Eventually.Holds(
            async () => (await Organizer.Told()).Count(e => e.Text("type") == "forum.scheduling.right_of_reply_exercised" && e.GetProperty("data").Text("editionId") == edition.ToString()).ShouldBe(2),
            "the replies are announced");
    }

    [Fact]
    public async Task at_a_round_table_nobody_but_the_secretariat_learns_who_spoke()
    {
        var edition = await Fixture.Edition();
        var meeting = await Convene(edition, kind: "RoundTable");
        await Organizer.Create("/round-tables", new { editionId = edition, number = 1, meetingId = meeting, capacity = 40 });
        await Fixture.Say(Guid.CreateVersion7(), 2, (Dialogue.Delegation("CHL") with { EditionId = edition }).Chooses(Dialogue.Noon, 1, 1));
        await Eventually.Holds(async () => (await Anybody.Read($"/round-tables?edition={edition}")).Items().Single().Items("seats").ShouldHaveSingleItem(), "Chile is seated");
        await Desk(meeting, "times", new { interventionLimitSeconds = 180, nonStateFloorPercent = 25 });
        await Desk(meeting, "speakers", new { participant = "CHL", start = true, at = "2006-09-14T10:05:00-04:00" });
        var shown = (await Floor(meeting)).GetProperty("speaker");
        (shown.Text("participant"), shown.Text("name"), shown.Text("category"), shown.Number("limitSeconds")).ShouldBe((null, null, "MemberState", 180));
        (await Organizer.Read($"/meetings/{meeting}/floor")).GetProperty("speaker").Text("participant").ShouldBe("CHL");
        await Desk(meeting, "end", new { at = "2006-09-14T10:08:00-04:00" });
        (await Floor(meeting)).GetProperty("shares").Text("state").ShouldBe("Below");
        await Desk(meeting, "speakers", new { participant = "NGO-7", category = "Ngo", start = true, at = "2006-09-14T10:08:00-04:00" });
        await Desk(meeting, "end", new { at = "2006-09-14T10:09:00-04:00" });
        (await Floor(meeting)).GetProperty("shares").ShouldSatisfyAllConditions(
            shares => shares.Text("state").ShouldBe("Kept"),
            shares => shares.GetProperty("nonStatePercent").GetDouble().ShouldBe(25));

        var times = await Anybody.Read($"/editions/{edition}/speaking-time");
        times.Items("byParticipant").ShouldBeEmpty();
        times.Items("byCategory").Select(time => (time.Text("category"), time.GetProperty("seconds").GetDouble())).ShouldBe([("MemberState", 180), ("Ngo", 60)]);
        (await Organizer.Read($"/editions/{edition}/speaking-time?sort=Participant")).Items("byParticipant").Select(time => time.Text("participant")).ShouldBe(["CHL", "NGO-7"]);
    }

    [Fact]
    public async Task the_desk_is_the_secretariats()
    {
        var edition = await Fixture.Edition();
        var meeting = await Convene(edition);
        using var delegation = await Fixture.Of("SWE");
        (await delegation.Post($"/meetings/{meeting}/floor/speakers", new { }, 0)).ShouldBe((403, "not-allowed"));
        (await Anybody.Post($"/meetings/{meeting}/floor/end", new { }, 0)).ShouldBe((401, "not-authenticated"));
        (await Organizer.Post($"/meetings/{meeting}/floor/start", new { })).ShouldBe((428, "version-not-given"));
        (await Organizer.Post($"/meetings/{Guid.CreateVersion7()}/floor/start", new { }, 0)).ShouldBe((404, "not-found"));
        await Organizer.Change($"/meetings/{meeting}", "conclusion");
        (await Try(meeting, "speakers")).ShouldBe((422, "meeting-not-in-session"));
    }

    private static async Task<Guid> Ask(HttpClient client, Guid meeting, object body)
    {
        using var answer = await client.PostAsJsonAsync($"/meetings/{meeting}/rights-of-reply", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Kit;

namespace Forum.Scheduling.Tests;

[Collection<Convening>]
public sealed class When_the_programme_is_kept_over_HTTP(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task the_story_of_an_edition_can_be_told_from_beginning_to_end()
    {
        var edition = await fixture.Edition();
        var hall = await organizer.Create("/rooms", new { editionId = edition, name = "General Assembly Hall", capacity = 1800 });
        var plenary = await organizer.Create("/meetings", Meeting(edition, roomId: hall));
        var sitting = await organizer.Create("/meetings", Meeting(edition, kind: "RoundTable"));
        var table = await organizer.Create("/round-tables", new { editionId = edition, number = 1, topic = (string?)null, meetingId = sitting, capacity = 2 });
        await organizer.Change($"/meetings/{sitting}", "officers", new { role = "Chair", name = "A. Person", title = "Minister of Labour", participant = "FIN" });
        await organizer.Change($"/editions/{edition}/speakers-list", "openers", new { office = "Secretary-General", name = (string?)null });

        // Three delegations want a seat at a table for two, and the floor.
        var asked = Dialogue.Delegation("CHL") with { EditionId = edition };
        foreach (var (hour, code) in new[] { "CHL", "KEN", "NOR" }.Index())
        {
            var delegation = asked with { Participant = code, Name = code };
            await fixture.Say(Guid.CreateVersion7(), 2, delegation.Asks(Dialogue.Noon.AddHours(hour)).Chooses(Dialogue.Noon.AddHours(hour), 1, 1));
        }

        await Eventually.Holds(
            async () =>
            {
                (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Select(item => item.Text("participant")).ShouldBe([null, "CHL", "KEN", "NOR"]);
                (await anybody.Read($"/round-tables/{table}")).Items("seats").Select(seat => seat.Text("participant")).Order().ShouldBe(["CHL", "KEN"]);
            },
            "the three are on the list and two of them have a seat");

        await organizer.Change($"/meetings/{plenary}", "convening", new { at = "2006-09-14T10:05:00-04:00" });
        foreach (var item in (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Take(3))
            await organizer.Change($"/editions/{edition}/speakers-list", $"{item.Text("inscriptionId")}/delivery", new { meetingId = plenary, deliveredAt = "2006-09-14T11:00:00-04:00" });
        await organizer.Change($"/meetings/{plenary}", "conclusion");

        var counts = await anybody.Read($"/editions/{edition}/counts");
        counts.Number("meetings", "Plenary", "planned").ShouldBe(1);
        counts.Number("meetings", "Plenary", "convened").ShouldBe(1);
        counts.Number("meetings", "Plenary", "concluded").ShouldBe(1);
        counts.Number("meetings", "RoundTable", "planned").ShouldBe(1);
        counts.Number("meetings", "RoundTable", "convened").ShouldBe(0);
        counts.Number("speakers", "inscribedOpening").ShouldBe(1);
        counts.Number("speakers", "inscribedDebate").ShouldBe(3);
        counts.Number("speakers", "deliveredOpening").ShouldBe(1);
        counts.Number("speakers", "deliveredDebate").ShouldBe(2);
        counts.Number("speakers", "deliveredByCategory", "MemberState").ShouldBe(2);
        counts.Number("seats", "confirmed").ShouldBe(2);
        counts.Number("seats", "byCategory", "MemberState").ShouldBe(2);
        counts.GetProperty("seats").GetProperty("byTable")[0].Number("capacity").ShouldBe(2);

        var held = await anybody.Read($"/meetings/{plenary}");
        held.Text("state").ShouldBe("Concluded");
        held.Text("room").ShouldBe("General Assembly Hall");
        held.Text("startsAt").ShouldBe("2006-09-14T10:00:00-04:00");
        (await anybody.Read($"/meetings/{sitting}")).Items("officers").ShouldHaveSingleItem().Text("participant").ShouldBe("FIN");
    }

    [Fact]
    public async Task a_number_is_given_once_even_at_the_same_instant()
    {
        var edition = await fixture.Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => organizer.Post("/meetings", Meeting(edition))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (422, "meeting-number-taken")).ShouldBe(19);
        (await organizer.Post("/meetings", Meeting(edition, kind: "RoundTable"))).Status.ShouldBe(201);

        await organizer.Create("/rooms", new { editionId = edition, name = "Room 1" });
        (await organizer.Post("/rooms", new { editionId = edition, name = "ROOM 1" })).ShouldBe((422, "room-name-taken"));

        var sitting = (await anybody.Read($"/meetings?edition={edition}")).Items().Single(meeting => meeting.Text("kind") == "RoundTable").Text("id");
        var table = new { editionId = edition, number = 1, meetingId = sitting, capacity = 5 };
        await organizer.Create("/round-tables", table);
        (await organizer.Post("/round-tables", table)).ShouldBe((422, "round-table-number-taken"));
    }

    [Fact]
    public async Task the_same_key_and_body_plan_one_meeting()
    {
        var edition = await fixture.Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => organizer.Post("/meetings", Meeting(edition), key: $"plan {edition}")));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await anybody.Read($"/meetings?edition={edition}")).Items().ShouldHaveSingleItem();
        (await organizer.Post("/meetings", Meeting(edition, number: 2), key: $"plan {edition}")).ShouldBe((422, "idempotency-key-reused"));
    }

    [Fact]
    public async Task a_broken_rule_is_refused_with_its_code()
    {
        var edition = await fixture.Edition();
        (await organizer.Post("/meetings", Meeting(edition, startsAt: "2006-09-14T10:00:00Z"))).ShouldBe((422, "offset-not-of-venue"));
        (await organizer.Post("/meetings", Meeting(Guid.CreateVersion7()))).ShouldBe((422, "edition-unknown"));
        (await organizer.Post("/meetings", Meeting(await fixture.Edition(EditionState.Closed)))).ShouldBe((422, "edition-closed"));
        var plenary = await organizer.Create("/meetings", Meeting(edition));
        (await organizer.Post("/round-tables", new { editionId = edition, number = 1, meetingId = plenary, capacity = 5 })).ShouldBe((422, "not-a-round-table-meeting"));
        (await organizer.Post($"/meetings/{plenary}/conclusion", new { }, version: 1)).ShouldBe((422, "meeting-not-convened"));
    }

    [Fact]
    public async Task a_change_names_the_version_it_was_decided_on()
    {
        var edition = await fixture.Edition();
        var meeting = $"/meetings/{await organizer.Create("/meetings", Meeting(edition))}";
        (await organizer.Post($"{meeting}/convening")).ShouldBe((428, "version-not-given"));
        (await organizer.Post($"{meeting}/convening", ifMatch: "first")).ShouldBe((400, "malformed-request"));
        (await organizer.Post($"{meeting}/convening", version: 7)).ShouldBe((412, "stale-version"));
        (await organizer.Post($"{meeting}/convening", version: 1)).ShouldBe((204, ""));
        (await organizer.Post($"{meeting}/officers", new { role = "Chair", name = "A. Person", title = "Minister" }, version: 1)).ShouldBe((412, "stale-version"));

        using var again = new HttpRequestMessage(HttpMethod.Get, meeting) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"2\"") } } };
        using var unchanged = await anybody.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task only_organizers_change_the_programme()
    {
        var edition = await fixture.Edition();
        (await anybody.Post("/meetings", Meeting(edition))).ShouldBe((401, "not-authenticated"));
        using var delegation = fixture.Service.As("delegation", "FRA");
        (await delegation.Post("/meetings", Meeting(edition))).ShouldBe((403, "not-allowed"));
        (await delegation.Post("/rooms", new { editionId = edition, name = "Room 1" })).ShouldBe((403, "not-allowed"));
        (await delegation.Post($"/editions/{edition}/speakers-list/openers", new { office = "Secretary-General" }, version: 1)).ShouldBe((403, "not-allowed"));
    }

    [Fact]
    public async Task a_malformed_body_is_answered_with_the_member()
    {
        await IsMalformed("/meetings", "{ \"isAdmin\": true }", "isAdmin");
        await IsMalformed("/meetings", "{ \"kind\": \"Committee\" }", "kind");
        await IsMalformed("/rooms", "{ \"name\": \"Room 1\" }", "editionId");
        (await organizer.Post("/meetings", Meeting(await fixture.Edition(), number: 0))).ShouldBe((400, "invalid-value"));
    }

    [Fact]
    public async Task what_is_not_there_is_not_found()
    {
        var nothing = Guid.CreateVersion7();
        foreach (var address in new[] { $"/meetings/{nothing}", $"/rooms/{nothing}", $"/round-tables/{nothing}", $"/editions/{nothing}/speakers-list", $"/editions/{nothing}/counts" })
        {
            using var answer = await anybody.GetAsync(new Uri(address, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        (await organizer.Post($"/meetings/{nothing}/convening", new { }, version: 1)).ShouldBe((404, "not-found"));
        (await organizer.Post($"/editions/{await fixture.Edition()}/speakers-list/{nothing}/delivery", new { meetingId = nothing }, version: 1)).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task lists_are_read_page_by_page()
    {
        var edition = await fixture.Edition();
        for (var number = 1; number <= 3; number++)
        {
            var sitting = await organizer.Create("/meetings", Meeting(edition, kind: "RoundTable", number: number));
            await organizer.Create("/round-tables", new { editionId = edition, number, meetingId = sitting, capacity = 5 });
        }

        foreach (var list in new[] { "/meetings", "/round-tables" })
        {
            var first = await anybody.Read($"{list}?edition={edition}&limit=2");
            first.Items().Select(item => item.Number("number")).ShouldBe([1, 2]);
            var last = await anybody.Read($"{list}?edition={edition}&limit=2&after={first.Text("next")}");
            last.Items().Select(item => item.Number("number")).ShouldBe([3]);
            last.Text("next").ShouldBeNull();
        }
    }

    private static object Meeting(Guid edition, string kind = "Plenary", int number = 1, string startsAt = "2006-09-14T10:00:00-04:00", Guid? roomId = null) =>
        new { editionId = edition, kind, number, title = $"{kind} meeting {number}", startsAt, endsAt = "2006-09-14T13:00:00-04:00", roomId };

    private async Task IsMalformed(string address, string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await organizer.PostAsync(new Uri(address, UriKind.Relative), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.Text("code").ShouldBe("malformed-body");
        problem.Items("errors").Select(error => error.Text("field")).ShouldContain(field);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Forum.Registration.Tests;

[Collection<Registering>]
public sealed class When_delegations_are_kept_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient norway = fixture.Service.As("delegation", "NOR");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task a_delegation_goes_its_way_from_registration_to_return()
    {
        var edition = await fixture.Edition();
        var (address, id) = await france.Register(Requests.Body(edition, members: [Requests.Member("Representative", "Second person")]));
        address.OriginalString.ShouldBe($"/delegations/{id}");

        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
        (await france.Ask(HttpMethod.Put, $"{address}/round-table-choices", new { choices = new[] { 2, 3 }, seats = 2 }, "\"2\"")).ShouldBe((204, ""));
        (await organizer.Post($"{address}/credentials", Requests.Original, "\"3\"")).ShouldBe((204, ""));
        (await organizer.Post($"{address}/credentials/1/acceptance", new { reason = "In order." }, "\"4\"")).ShouldBe((204, ""));

        using var read = await france.GetAsync(address);
        read.Headers.ETag!.Tag.ShouldBe("\"5\"");
        var file = await read.Content.ReadFromJsonAsync<JsonElement>();
        file.GetProperty("name").GetString().ShouldBe("France");
        file.GetProperty("group").GetString().ShouldBe("Weog");
        file.GetProperty("credentials").GetString().ShouldBe("Full");
        file.GetProperty("head").GetProperty("name").GetString().ShouldBe("Head of the delegation");
        file.GetProperty("head").GetProperty("role").GetString().ShouldBe("HeadOfDelegation");
        file.GetProperty("members")[0].GetProperty("name").GetString().ShouldBe("Second person");
        file.GetProperty("roundTableChoices").EnumerateArray().Select(n => n.GetInt32()).ShouldBe([2, 3]);
        var asked = file.GetProperty("speakingRequestedAt").GetDateTimeOffset();

        (await france.Post($"{address}/withdrawal", new { reason = "The head is needed at home." }, "\"5\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/withdrawal", new { reason = "Said twice." }, "\"6\"")).ShouldBe((204, ""));
        var withdrawn = await france.GetFromJsonAsync<JsonElement>(address);
        withdrawn.GetProperty("version").GetInt64().ShouldBe(6);
        withdrawn.GetProperty("standing").GetString().ShouldBe("Withdrawn");
        withdrawn.GetProperty("withdrawal").GetProperty("reason").GetString().ShouldBe("The head is needed at home.");
        withdrawn.GetProperty("speakingRequestedAt").ValueKind.ShouldBe(JsonValueKind.Null);

        (await france.Post($"{address}/return", new { }, "\"6\"")).ShouldBe((204, ""));
        var returned = await france.GetFromJsonAsync<JsonElement>(address);
        returned.GetProperty("standing").GetString().ShouldBe("Announced");
        returned.GetProperty("speakingRequestedAt").GetDateTimeOffset().ShouldBeGreaterThan(asked);
        returned.GetProperty("roundTableChoicesAt").GetDateTimeOffset().ShouldBe(returned.GetProperty("speakingRequestedAt").GetDateTimeOffset());
        returned.GetProperty("withdrawal").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task fifty_at_the_same_instant_for_one_State_make_one_delegation()
    {
        var edition = await fixture.Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => organizer.Post("/delegations", Requests.Body(edition, "NOR"))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (409, "delegation-already-registered")).ShouldBe(49);

        var list = await organizer.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}");
        list.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await organizer.Post("/delegations", Requests.Body(await fixture.Edition(), "NOR"))).Status.ShouldBe(201, "another edition is another matter");
    }

    [Fact]
    public async Task the_same_key_and_body_get_the_same_answer_and_make_one()
    {
        var edition = await fixture.Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/delegations") { Content = JsonContent.Create(Requests.Body(edition)), Headers = { { "Idempotency-Key", $"key-{edition}" } } };
            using var answer = await organizer.SendAsync(request);
            return (answer.StatusCode, answer.Headers.Location);
        }));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created);
        answers.Select(answer => answer.Location).Distinct().ShouldHaveSingleItem();
        (await organizer.Post("/delegations", Requests.Body(edition, "ITA"), key: $"key-{edition}")).ShouldBe((422, "idempotency-key-reused"));
        (await organizer.Post("/delegations", Requests.Body(edition), key: "another key")).ShouldBe((409, "delegation-already-registered"));
    }

    [Fact]
    public async Task who_asks_is_known_and_may()
    {
        var edition = await fixture.Edition();
        (await anybody.Post("/delegations", Requests.Body(edition))).ShouldBe((401, "not-authenticated"));
        (await fixture.With(fixture.Expired()).Post("/delegations", Requests.Body(edition))).ShouldBe((401, "not-authenticated"));
        (await fixture.With(fixture.ForAnotherAudience()).Post("/delegations", Requests.Body(edition))).ShouldBe((401, "not-authenticated"));
        (await fixture.Service.As("notetaker").Post("/delegations", Requests.Body(edition))).ShouldBe((403, "not-allowed"));
        (await fixture.Service.As("operator").Post("/delegations", Requests.Body(edition))).ShouldBe((403, "not-allowed"));

        var (address, _) = await france.Register(Requests.Body(edition));
        (await france.Post($"{address}/credentials", Requests.Original, "\"1\"")).ShouldBe((403, "not-allowed"));
        (await anybody.Ask(HttpMethod.Get, $"{address}")).ShouldBe((401, "not-authenticated"));
        (await anybody.Ask(HttpMethod.Get, $"/delegations?edition={edition}")).ShouldBe((401, "not-authenticated"));
    }

    [Fact]
    public async Task another_delegation_does_not_exist_for_a_delegation()
    {
        var edition = await fixture.Edition();
        (await norway.Post("/delegations", Requests.Body(edition, "FRA"))).ShouldBe((404, "not-found"));
        var (address, _) = await france.Register(Requests.Body(edition));

        (await norway.Ask(HttpMethod.Get, $"{address}")).ShouldBe((404, "not-found"));
        // Not even a wrong version may tell it that there is something.
        foreach (var version in new[] { "\"1\"", "\"7\"" })
        {
            (await norway.Post($"{address}/speaking-request", new { }, version)).ShouldBe((404, "not-found"));
            (await norway.Post($"{address}/withdrawal", new { reason = "Not ours." }, version)).ShouldBe((404, "not-found"));
            (await norway.Post($"{address}/return", new { }, version)).ShouldBe((404, "not-found"));
            (await norway.Ask(HttpMethod.Put, $"{address}/round-table-choices", new { choices = new[] { 1 }, seats = 1 }, version)).ShouldBe((404, "not-found"));
        }

        (await norway.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await france.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task what_is_not_there_is_not_found()
    {
        (await organizer.Ask(HttpMethod.Get, $"/delegations/{Guid.CreateVersion7()}")).ShouldBe((404, "not-found"));
        (await organizer.Post($"/delegations/{Guid.CreateVersion7()}/withdrawal", new { reason = "Nobody there." }, "\"1\"")).ShouldBe((404, "not-found"));
        (await anybody.Ask(HttpMethod.Get, $"/editions/{Guid.CreateVersion7()}/counts")).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task a_malformed_body_is_answered_with_the_member()
    {
        var edition = await fixture.Edition();
        (await Malformed("""{ "editionId": "not an id" }""")).ShouldContain("editionId");
        (await Malformed("""{ "participant": "FRA" }""")).ShouldContain("head");
        (await Malformed("""{ "seats": 3 }""")).ShouldContain("seats");
        (await Malformed($$"""{ "editionId": "{{edition}}", "participant": "FRA", "category": "Empire", "head": { "name": "x", "title": "x", "rank": "Minister" } }""")).ShouldContain("category");
        (await Malformed($$"""{ "editionId": "{{edition}}", "participant": "FRA", "category": "MemberState", "head": { "name": "x", "rank": "Minister" } }""")).ShouldContain("head.title");

        (await Invalid(Requests.Body(edition, "not a code"))).ShouldContain("participant");
        (await Invalid(Requests.Body(edition, head: ""))).ShouldContain("head.name");
        (await Invalid(Requests.Body(edition, head: "Two\nlines"))).ShouldContain("head.name");
        (await Invalid(Requests.Body(edition, members: [Requests.Member("Adviser", name: new string('x', 201))]))).ShouldContain("members[0].name");
    }

    [Fact]
    public async Task a_broken_rule_is_answered_with_its_code()
    {
        var edition = await fixture.Edition();
        (await organizer.Post("/delegations", Requests.Body(Guid.CreateVersion7()))).ShouldBe((422, "edition-unknown"));
        (await organizer.Post("/delegations", Requests.Body(await fixture.Edition(EditionState.RegistrationClosed)))).ShouldBe((422, "registration-not-open"));
        (await organizer.Post("/delegations", Requests.Body(edition, "SSD"))).ShouldBe((422, "participant-unknown"));
        (await organizer.Post("/delegations", Requests.Body(edition, "PSE"))).ShouldBe((422, "category-not-of-participant"));
        (await organizer.Post("/delegations", Requests.Body(edition, "IOM", "RelatedOrganization"))).ShouldBe((422, "name-required"));
        var (status, code, fields) = await organizer.Complaints("/delegations", JsonContent.Create(Requests.Body(edition, members: [.. Enumerable.Repeat(Requests.Member("Representative"), 5)])));
        (status, code).ShouldBe((422, "too-many-representatives"));
        fields.ShouldBe(["members"]);
    }

    [Fact]
    public async Task a_change_names_the_version_it_was_decided_on()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        (await france.Post($"{address}/speaking-request", new { })).ShouldBe((428, "version-not-given"));
        (await france.Post($"{address}/speaking-request", new { }, "3")).ShouldBe((400, "malformed-request"));
        (await france.Post($"{address}/speaking-request", new { }, "\"2\"")).ShouldBe((412, "stale-version"));
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
        (await france.Ask(HttpMethod.Put, $"{address}/round-table-choices", new { choices = new[] { 1 }, seats = 1 }, "\"1\"")).ShouldBe((412, "stale-version"));

        var answers = await Task.WhenAll(Enumerable.Range(1, 10).Select(table =>
            organizer.Ask(HttpMethod.Put, $"{address}/round-table-choices", new { choices = new[] { table }, seats = 1 }, "\"2\"")));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(9, string.Join(", ", answers));
    }

    [Fact]
    public async Task after_the_window_only_the_secretariat_changes_a_delegation()
    {
        var edition = await fixture.Edition();
        var (address, _) = await france.Register(Requests.Body(edition));
        await fixture.Edition(EditionState.RegistrationClosed, edition, 3);
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((422, "registration-not-open"));
        (await organizer.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
        await fixture.Edition(EditionState.Closed, edition, 4);
        (await organizer.Post($"{address}/withdrawal", new { reason = "Too late." }, "\"2\"")).ShouldBe((422, "edition-closed"));
    }

    [Fact]
    public async Task a_reader_who_has_the_version_is_told_so()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"1\"") } } };
        using var unchanged = await france.SendAsync(request);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task operators_see_a_delegation_without_its_people()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        await france.Post($"{address}/withdrawal", new { reason = "Somebody is ill." }, "\"1\"");
        var file = await fixture.Service.As("operator").GetFromJsonAsync<JsonElement>(address);
        file.GetProperty("head").GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        file.GetProperty("head").GetProperty("title").ValueKind.ShouldBe(JsonValueKind.Null);
        file.GetProperty("head").GetProperty("rank").GetString().ShouldBe("Minister");
        file.GetProperty("withdrawal").GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task the_list_is_read_page_by_page_and_the_counts_add_up()
    {
        var edition = await fixture.Edition();
        foreach (var code in new[] { "NOR", "BEL", "FRA", "CHE", "KIR" })
            await organizer.Register(Requests.Body(edition, code));
        await organizer.Register(Requests.Body(edition, "VAT", "ObserverState"));
        var (mali, _) = await organizer.Register(Requests.Body(edition, "MLI"));
        await organizer.Accredit(edition, "NGO-1");
        await organizer.Register(Requests.Body(edition, "NGO-1", "Ngo"));
        await organizer.Post($"{mali}/withdrawal", new { reason = "Not this time." }, "\"1\"");

        var codes = new List<string>();
        string? next = null;
        do
        {
            var page = await organizer.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}&limit=3{(next is null ? "" : $"&after={next}")}");
            codes.AddRange(page.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("participant").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        codes.ShouldBe(["BEL", "CHE", "FRA", "KIR", "MLI", "NGO-1", "NOR", "VAT"]);

        var counts = await anybody.GetFromJsonAsync<JsonElement>($"/editions/{edition}/counts");
        counts.GetProperty("registered").GetInt32().ShouldBe(7);
        counts.GetProperty("withdrawn").GetInt32().ShouldBe(1);
        counts.GetProperty("byCategory").GetProperty("MemberState").GetInt32().ShouldBe(5);
        counts.GetProperty("byCategory").GetProperty("ObserverState").GetInt32().ShouldBe(1);
        counts.GetProperty("byCategory").GetProperty("Ngo").GetInt32().ShouldBe(1);
        counts.GetProperty("byCategory").GetProperty("PrivateSector").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task anybody_reads_the_list_of_participants_of_a_day()
    {
        var list = await anybody.GetFromJsonAsync<JsonElement>("/participants?asOf=2006-09-14");
        var participants = list.GetProperty("items").EnumerateArray().ToArray();
        participants.Count(p => p.GetProperty("status").GetString() == "MemberState").ShouldBe(192);
        participants.Single(p => p.GetProperty("code").GetString() == "KIR").GetProperty("group").ValueKind.ShouldBe(JsonValueKind.Null);
        (await anybody.Ask(HttpMethod.Get, "/participants")).Status.ShouldBe(400);
        (await anybody.Ask(HttpMethod.Get, "/participants?asOf=yesterday")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task events_are_stored_under_the_names_they_have()
    {
        var (address, id) = await france.Register(Requests.Body(await fixture.Edition()));
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).Status.ShouldBe(200);
        (await france.Ask(HttpMethod.Put, $"{address}/round-table-choices", new { choices = new[] { 2 }, seats = 1 }, "\"2\"")).Status.ShouldBe(204);
        (await organizer.Post($"{address}/credentials", Requests.Original, "\"3\"")).Status.ShouldBe(204);
        (await organizer.Post($"{address}/credentials/1/acceptance", new { reason = "In order." }, "\"4\"")).Status.ShouldBe(204);
        (await organizer.Post($"{address}/credentials/1/rejection", new { reason = "Not in order." }, "\"5\"")).Status.ShouldBe(204);
        await organizer.Arrive(await organizer.EditionOf(address), id);
        (await france.Post($"{address}/withdrawal", new { reason = "For now." }, "\"7\"")).Status.ShouldBe(204);
        (await france.Post($"{address}/return", new { }, "\"8\"")).Status.ShouldBe(204);

        var types = await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{id}' order by version");
        types.ShouldBe(
        [
            "delegation_announced", "speaking_requested", "round_table_choices_ranked", "credentials_received", "credentials_accepted", "credentials_rejected",
            "delegation_arrived", "delegation_withdrawn", "delegation_returned",
        ]);
    }

    [Fact]
    public async Task a_person_can_be_forgotten_and_the_delegation_stays()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser")]));
        var head = (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("head").GetProperty("personId").GetGuid();
        await fixture.Database.Query<int>($"delete from mt_doc_person where id = '{head}'");

        var file = await france.GetFromJsonAsync<JsonElement>(address);
        file.GetProperty("head").GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        file.GetProperty("members")[0].GetProperty("name").GetString().ShouldBe("Somebody else");
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
    }

    [Fact]
    public async Task its_description_says_what_is_answered()
    {
        var paths = (await anybody.GetFromJsonAsync<JsonElement>("/openapi/v1.json")).GetProperty("paths");
        paths.GetProperty("/delegations").GetProperty("post").GetProperty("responses").TryGetProperty("201", out _).ShouldBeTrue();
        paths.GetProperty("/delegations/{id}/withdrawal").GetProperty("post").GetProperty("responses").TryGetProperty("204", out _).ShouldBeTrue();
    }

    private async Task<string[]> Malformed(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var (status, code, fields) = await organizer.Complaints("/delegations", content);
        (status, code).ShouldBe((400, "malformed-body"));
        return fields;
    }

    private async Task<string[]> Invalid(object body)
    {
        var (status, code, fields) = await organizer.Complaints("/delegations", JsonContent.Create(body));
        (status, code).ShouldBe((400, "invalid-value"));
        return fields;
    }
}

using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Registration.Organizations;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests;

[Collection<Registering>]
public sealed class R8_Organizations_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient norway = fixture.Service.As("delegation", "NOR");
    private readonly HttpClient itself = fixture.Service.As("delegation", "NGO-1");
    private readonly HttpClient another = fixture.Service.As("delegation", "NGO-2");

    [Fact]
    public async Task it_is_proposed_circulates_and_registers_once_the_deadline_has_passed_in_silence()
    {
        var (time, edition) = (new MovedTime(), await Edition(days: 14));
        await using var service = fixture.Another(time);
        var (organizer, itself) = (service.As("organizer"), service.As("delegation", "NGO-1"));
        var organization = await itself.Propose(edition, "NGO-1", reason: null);
        (await itself.Post("/delegations", Requests.Body(edition, "NGO-1", "Ngo"))).ShouldBe((422, "organization-not-cleared"));
        (await organizer.Post($"{organization}/circulation", new { reason = "It is complete." }, "\"1\"")).ShouldBe((204, ""));
        (await itself.Post("/delegations", Requests.Body(edition, "NGO-1", "Ngo"))).ShouldBe((422, "organization-not-cleared"));

        time.Pass(TimeSpan.FromDays(14));
        await Eventually.True(async () => await organizer.Standing(organization) == "Cleared", "silence clears it");
        var file = await itself.See(organization);
        file.GetProperty("clearedAt").GetDateTimeOffset().ShouldBe(file.GetProperty("circulatedUntil").GetDateTimeOffset());
        file.GetProperty("circulatedUntil").GetDateTimeOffset().ShouldBe(file.GetProperty("circulatedAt").GetDateTimeOffset().AddDays(14));
        file.GetProperty("clearedBy").GetString().ShouldBe("NoObjection");

        var (delegation, id) = await itself.Register(Requests.Body(edition, "NGO-1", "Ngo"));
        var registered = await itself.See(delegation.OriginalString);
        (registered.GetProperty("name").GetString(), registered.GetProperty("group").ValueKind).ShouldBe(("Organization NGO-1", JsonValueKind.Null));

        (await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{organization[^36..]}' order by version")).ShouldBe(["organization_proposed", "organization_circulated", "organization_cleared"]);
        (await organizer.GetStringAsync($"{organization}/actions")).ShouldContain("It is complete.");
        (await itself.GetStringAsync($"{organization}/actions")).ShouldContain("It is complete.");
        (await norway.Ask(HttpMethod.Get, $"{organization}/actions")).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task an_objection_keeps_it_out_and_its_reason_is_read_by_whom_it_concerns()
    {
        var (time, edition) = (new MovedTime(), await Edition(days: 14));
        await using var service = fixture.Another(time);
        var (organizer, france) = (service.As("organizer"), service.As("delegation", "FRA"));
        var organization = await itself.Propose(edition, "NGO-1", reason: null);
        (await france.Post($"{organization}/objections", new { reason = "Too early." }, "\"1\"")).ShouldBe((404, "not-found"), "nobody is shown it yet");
        await organizer.Post($"{organization}/circulation", new { reason = "It is complete." }, "\"1\"");
        (await france.Post($"{organization}/objections", new { reason = "Its work is against ours." }, "\"2\"")).ShouldBe((204, ""));
        (await norway.Post($"{organization}/objections", new { member = "FRA", reason = "For another." }, "\"3\"")).ShouldBe((404, "not-found"));
        (await another.Post($"{organization}/objections", new { reason = "No State." }, "\"3\"")).ShouldBe((422, "not-a-member"));
        (await organizer.Post($"{organization}/objections", new { reason = "Whose?" }, "\"3\"")).ShouldBe((422, "member-needed"));
        (await organizer.Post($"{organization}/objections", new { member = "NOR", reason = "By note verbale." }, "\"3\"")).ShouldBe((204, ""));
        (await norway.Post($"{organization}/objections/NOR/withdrawal", new { }, "\"4\"")).ShouldBe((204, ""));
        (await norway.Post($"{organization}/objections/FRA/withdrawal", new { }, "\"5\"")).ShouldBe((404, "not-found"));
        (await organizer.Post($"{organization}/objections/FRA/withdrawal", new { }, "\"5\"")).ShouldBe((422, "reason-needed"));

        (await Reasons(organizer, organization)).ShouldBe(["Its work is against ours.", "By note verbale."]);
        (await Reasons(itself, organization)).ShouldBe(["Its work is against ours.", "By note verbale."]);
        (await Reasons(france, organization)).ShouldBe(["Its work is against ours."]);
        (await Reasons(another, organization)).ShouldBeEmpty();
        var seen = await norway.GetStringAsync(organization);
        seen.ShouldNotContain("FRA");
        JsonDocument.Parse(seen).RootElement.GetProperty("standingObjections").GetInt32().ShouldBe(1);
        var masked = await fixture.Service.As("operator").See(organization);
        (masked.GetProperty("profile").ValueKind, masked.GetProperty("objections").GetArrayLength()).ShouldBe((JsonValueKind.Null, 0));
        (await france.See(organization)).GetProperty("profile").GetString().ShouldBe("What NGO-1 does.");

        time.Pass(TimeSpan.FromDays(14));
        await Eventually.True(async () => (await organizer.See(organization)).GetProperty("endedAt").ValueKind is not JsonValueKind.Null, "the deadline passes");
        (await organizer.Standing(organization)).ShouldBe("Objected");
        (await france.Post($"{organization}/objections/FRA/withdrawal", new { }, "\"6\"")).ShouldBe((422, "circulation-over"));
        (await itself.Post("/delegations", Requests.Body(edition, "NGO-1", "Ngo"))).ShouldBe((422, "organization-not-cleared"));
        var events = await fixture.Database.Query<string>($"select data::text from mt_events where stream_id = '{organization[^36..]}'");
        events.Count.ShouldBe(6);
        events.ShouldAllBe(data => !data.Contains("against ours") && !data.Contains("note verbale") && !data.Contains("What NGO-1 does"));
    }

    [Fact]
    public async Task every_delegation_reads_what_is_before_the_Member_States_and_nobody_elses_proposal()
    {
        var edition = await Edition(days: 14);
        var (proposed, circulated) = (await itself.Propose(edition, "NGO-1", reason: null), await organizer.Propose(edition, "NGO-2"));
        await organizer.Post($"{circulated}/circulation", new { reason = "It is complete." }, "\"1\"");

        (await Codes(organizer, edition)).ShouldBe(["NGO-1", "NGO-2"]);
        (await Codes(organizer, edition, "&limit=1&after=NGO-1")).ShouldBe(["NGO-2"]);
        (await Codes(organizer, edition, "&standing=Proposed")).ShouldBe(["NGO-1"]);
        (await Codes(itself, edition)).ShouldBe(["NGO-1", "NGO-2"]);
        (await Codes(norway, edition)).ShouldBe(["NGO-2"]);
        (await norway.Ask(HttpMethod.Get, proposed)).ShouldBe((404, "not-found"));
        (await another.Ask(HttpMethod.Get, proposed)).ShouldBe((404, "not-found"));
        (await fixture.Service.As("notetaker").Ask(HttpMethod.Get, $"/organizations?edition={edition}")).ShouldBe((403, "not-allowed"));
    }

    [Fact]
    public async Task a_code_is_proposed_once_in_an_edition()
    {
        var edition = await Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => organizer.Post("/organizations", Accrediting.Proposal(edition, "NGO-1"))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (409, "organization-already-proposed")).ShouldBe(39);
        await organizer.Propose(await Edition(), "NGO-1");

        (await organizer.Post("/organizations", Accrediting.Proposal(edition, "FRA"))).ShouldBe((422, "code-of-participant"));
        (await organizer.Post("/organizations", Accrediting.Proposal(edition, "NGO-2", reason: null))).ShouldBe((422, "reason-needed"));
        (await another.Post("/organizations", Accrediting.Proposal(edition, "NGO-3"))).ShouldBe((404, "not-found"));
        (await organizer.Post("/organizations", Accrediting.Proposal(Guid.CreateVersion7(), "NGO-2"))).ShouldBe((422, "edition-unknown"));

        var organization = await another.Propose(edition, "NGO-2", reason: null);
        (await another.Post($"{organization}/withdrawal", new { }, "\"1\"")).ShouldBe((204, ""));
        (await another.Propose(edition, "NGO-2", "CivilSociety", reason: null)).ShouldBe(organization);
        (await another.See(organization)).GetProperty("category").GetString().ShouldBe("CivilSociety");
    }

    [Fact]
    public async Task without_no_objection_the_secretariat_clears_it_with_a_reason()
    {
        var edition = await Edition();
        var organization = await organizer.Propose(edition, "NGO-1");
        (await organizer.Post($"{organization}/circulation", new { reason = "As ever." }, "\"1\"")).ShouldBe((422, "no-objection-not-asked"));
        (await organizer.Post($"{organization}/clearance", new { }, "\"1\"")).Status.ShouldBe(400);
        (await itself.Post($"{organization}/clearance", new { reason = "Of course." }, "\"1\"")).ShouldBe((403, "not-allowed"));
        (await organizer.Post($"{organization}/clearance", new { reason = "It works on the subject." }, "\"1\"")).ShouldBe((204, ""));
        await itself.Register(Requests.Body(edition, "NGO-1", "Ngo", "Organization NGO-1"));
        (await itself.Post($"{organization}/withdrawal", new { }, "\"2\"")).ShouldBe((422, "organization-cleared"));

        // Calling itself an agency does not help who was not admitted; the secretariat registers agencies without.
        await another.Propose(edition, "NGO-2", reason: null);
        (await another.Post("/delegations", Requests.Body(edition, "NGO-2", "UnSystemEntity", "Organization NGO-2"))).ShouldBe((422, "organization-not-cleared"));
        await organizer.Register(Requests.Body(edition, "ILO", "UnSystemEntity", "International Labour Organization"));
    }

    [Fact]
    public async Task two_hundred_at_the_same_instant_for_the_last_place_give_one()
    {
        const int Rivals = 200;
        var edition = await Edition(most: 2);
        await organizer.Accredit(edition, "NGO-1");
        await organizer.Register(Requests.Body(edition, "NGO-1", "Ngo"));
        foreach (var rival in Enumerable.Range(0, Rivals).Chunk(20))
            await Task.WhenAll(rival.Select(n => organizer.Accredit(edition, $"CSO-{n}", "CivilSociety")));

        var answers = await Task.WhenAll(Enumerable.Range(0, Rivals).Select(n => organizer.Post("/delegations", Requests.Body(edition, $"CSO-{n}", "CivilSociety"))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (409, "civil-society-full")).ShouldBe(Rivals - 1);
        var counts = await organizer.See($"/editions/{edition}/counts");
        counts.GetProperty("registered").GetInt32().ShouldBe(2);
        // Those of States and of agencies are not counted there.
        await organizer.Register(Requests.Body(edition, "FRA"));
        await organizer.Register(Requests.Body(edition, "ILO", "UnSystemEntity", "International Labour Organization"));
    }

    [Fact]
    public async Task who_withdraws_leaves_a_place_and_who_returns_needs_one()
    {
        var edition = await Edition(most: 1);
        await organizer.Accredit(edition, "NGO-1");
        await organizer.Accredit(edition, "NGO-2");
        var (first, _) = await itself.Register(Requests.Body(edition, "NGO-1", "Ngo"));
        (await itself.Post("/delegations", Requests.Body(edition, "NGO-1", "Ngo"))).Code.ShouldBeOneOf("delegation-already-registered", "civil-society-full");
        (await another.Post("/delegations", Requests.Body(edition, "NGO-2", "Ngo"))).ShouldBe((409, "civil-society-full"));
        (await itself.Post($"{first}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
        (await itself.Post($"{first}/withdrawal", new { reason = "No money." }, "\"2\"")).ShouldBe((204, ""));
        var (second, _) = await another.Register(Requests.Body(edition, "NGO-2", "Ngo"));
        (await itself.Post($"{first}/return", new { }, "\"3\"")).ShouldBe((409, "civil-society-full"));
        (await another.Post($"{second}/withdrawal", new { reason = "No visa." }, "\"1\"")).ShouldBe((204, ""));
        (await itself.Post($"{first}/return", new { }, "\"3\"")).ShouldBe((204, ""));
    }

    [Fact]
    public async Task the_deadline_holds_also_where_the_service_was_down_when_it_passed()
    {
        var edition = await Edition(days: 14);
        var organization = await organizer.Propose(edition, "NGO-1");
        var time = new MovedTime();
        await using (var before = fixture.Another(time))
        {
            (await before.As("organizer").Post($"{organization}/circulation", new { reason = "It is complete." }, "\"1\"")).ShouldBe((204, ""));
        }

        time.Pass(TimeSpan.FromDays(20));
        await using var after = fixture.Another(time);
        // The schema is in place. Whether the announcer is behind, which the health of the store says, too, is another matter here: there is no broker.
        await using var session = after.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var id = Guid.Parse(organization[^36..]);
        await Eventually.True(async () => (await session.LoadAsync<Organization>(id))!.ClearedAt is not null, "silence has cleared it");
        var cleared = (await session.LoadAsync<Organization>(id)).ShouldNotBeNull();
        cleared.ClearedAt.ShouldBe(cleared.Accreditation.CirculatedUntil);
    }

    [Fact]
    public async Task the_deadline_is_one_of_the_editions_clock()
    {
        // Fourteen days of the rehearsal pass in a second.
        var edition = await Edition(days: 14, speed: 14 * 24 * 3600);
        var organization = await organizer.Propose(edition, "NGO-1");
        await organizer.Post($"{organization}/circulation", new { reason = "It is complete." }, "\"1\"");
        await Eventually.True(async () => await organizer.Standing(organization) == "Cleared", "silence clears it");
        (await organizer.See(organization)).GetProperty("clearedAt").GetDateTimeOffset().ShouldBeGreaterThan(Story.Morning.AddDays(14));
    }

    private Task<Guid> Edition(int? days = null, int? most = null, double? speed = null) => fixture.Edition(with: edition => edition with
    {
        ModalityProfile = new ModalityProfile { Code = "of-our-own", NoObjectionDays = days, MostCivilSocietyDelegations = most },
        Clock = speed is null
            ? new EditionClock { Kind = ClockKind.Real }
            : new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = Story.Morning, Speed = speed, SetGoingAt = DateTimeOffset.UtcNow },
    });

    private static async Task<string?[]> Reasons(HttpClient client, string organization) =>
        [.. (await client.See(organization)).GetProperty("objections").EnumerateArray().Select(objection => objection.GetProperty("reason").GetString())];

    private static async Task<string[]> Codes(HttpClient client, Guid edition, string more = "") =>
        [.. (await client.See($"/organizations?edition={edition}{more}")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("code").GetString()!)];
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using Forum.Registration.People;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests;

[Collection<Registering>]
public sealed class People_are_held_where_it_is_said(RegistrationFixture fixture)
{
    [Fact]
    public async Task every_document_is_declared_personal_or_free_of_personal_data()
    {
        Type[] declared = [.. PersonalData.Kinds.Select(kind => kind.Document), .. PersonalData.Free];
        declared.ShouldBeUnique();
        var options = (IReadOnlyStoreOptions)fixture.Service.Services.GetRequiredService<IDocumentStore>().Options;
        var kept = options.AllKnownDocumentTypes().Select(document => document.DocumentType).ToArray();
        kept.ShouldContain(typeof(Person));
        kept.ShouldBe(declared, ignoreOrder: true, "PersonalData.cs says of every document that the store keeps whether people are named in it");

        var tables = await fixture.Database.Query<string>("select table_name::text from information_schema.tables where table_schema = 'public' and table_name like 'mt_doc_%'");
        tables.ShouldBe(options.AllKnownDocumentTypes().Select(document => document.TableName.Name).Distinct(), ignoreOrder: true);
    }
}

[Collection<Registering>]
public sealed class People_are_exported(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer"), france = fixture.Service.As("delegation", "FRA"), norway = fixture.Service.As("delegation", "NOR");

    [Fact]
    public async Task with_everything_that_is_held_on_them()
    {
        var edition = await fixture.Edition();
        var (address, id) = await france.Register(Requests.Body(edition, head: "Amélie Sansonnet", members: [Requests.Member("Adviser", "Bruno Pinson", "Adviser on swallows")]));
        (await france.Post($"{address}/withdrawal", new { reason = "Mr. Pinson is ill." }, "\"1\"")).Status.ShouldBe(204);
        var pinson = await fixture.Member(france, address);

        var export = await france.GetFromJsonAsync<JsonElement>($"/people/{pinson}/export");
        export.GetProperty("name").GetString().ShouldBe("Bruno Pinson");
        export.GetProperty("title").GetString().ShouldBe("Adviser on swallows");
        export.GetProperty("membership").GetProperty("role").GetString().ShouldBe("Adviser");
        export.GetProperty("membership").GetProperty("participant").GetString().ShouldBe("FRA");
        export.GetProperty("membership").GetProperty("editionId").GetGuid().ShouldBe(edition);
        export.GetProperty("mentions").EnumerateArray().Select(mention => (mention.GetProperty("kind").GetString(), mention.GetProperty("text").GetString()))
            .ShouldBe([("people", "Bruno Pinson"), ("people", "Adviser on swallows"), ("remarks", "Mr. Pinson is ill.")]);
        export.GetProperty("events").EnumerateArray().Select(said => (said.GetProperty("type").GetString(), said.GetProperty("streamId").GetGuid()))
            .ShouldBe([("delegation_announced", id), ("delegation_withdrawn", id)]);
        export.GetProperty("elsewhere").EnumerateArray().Select(left => left.GetProperty("where").GetString()).ShouldContain("backups");
        export.GetRawText().ShouldNotContain("Sansonnet");
    }

    [Fact]
    public async Task and_who_read_it_is_kept()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser")]));
        var person = await fixture.Member(france, address);
        (await france.GetFromJsonAsync<JsonElement>($"/people/{person}/export")).GetProperty("readBefore").GetArrayLength().ShouldBe(0);
        var second = await organizer.GetFromJsonAsync<JsonElement>($"/people/{person}/export");
        second.GetProperty("readBefore").EnumerateArray().Select(read => read.GetProperty("by").GetString()).ShouldBe(["delegation-FRA"]);
    }

    [Fact]
    public async Task to_the_secretariat_and_their_own_delegation_only()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser")]));
        var export = $"/people/{await fixture.Member(france, address)}/export";
        (await norway.Ask(HttpMethod.Get, export)).ShouldBe((404, "not-found"));
        (await fixture.Service.As("operator").Ask(HttpMethod.Get, export)).ShouldBe((403, "not-allowed"));
        (await fixture.Service.As("notetaker").Ask(HttpMethod.Get, export)).ShouldBe((403, "not-allowed"));
        (await fixture.Service.As(null).Ask(HttpMethod.Get, export)).ShouldBe((401, "not-authenticated"));
        (await organizer.Ask(HttpMethod.Get, $"/people/{Guid.CreateVersion7()}/export")).ShouldBe((404, "not-found"));
    }
}

[Collection<Registering>]
public sealed class People_are_found(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task by_the_words_of_their_names_in_any_order()
    {
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition, "FRA", head: "Amélie Sansonnet"));
        var (_, norway) = await organizer.Register(Requests.Body(edition, "NOR", head: "Amelie 100% Stær", members: [Requests.Member("Adviser", "Ola Spurv")]));
        await organizer.Register(Requests.Body(await fixture.Edition(), "FRA", head: "Amélie Sansonnet"));

        (await Found(new { editionId = edition, name = "sansonnet AMÉLIE" })).ShouldBe(["Amélie Sansonnet"]);
        (await Found(new { editionId = edition, name = "100%" })).ShouldBe(["Amelie 100% Stær"]);
        (await Found(new { editionId = edition, name = "%" })).ShouldBe(["Amelie 100% Stær"], "a percent sign is a percent sign");
        (await Found(new { editionId = edition, name = "_" })).ShouldBeEmpty();
        (await Found(new { delegationId = norway })).ShouldBe(["Amelie 100% Stær", "Ola Spurv"], ignoreOrder: true);
        (await Found(new { editionId = edition, limit = 2 })).Length.ShouldBe(3, "page after page");
    }

    [Fact]
    public async Task by_the_secretariat_that_says_among_whom()
    {
        (await organizer.Post("/people/search", new { name = "Somebody" })).ShouldBe((422, "edition-or-delegation"));
        (await organizer.Post("/people/search", new { delegationId = Guid.CreateVersion7() })).ShouldBe((404, "not-found"));
        (await organizer.Post("/people/search", new { editionId = await fixture.Edition(), name = "" })).ShouldBe((400, "invalid-value"));
        (await organizer.Post("/people/search", new { editionId = await fixture.Edition(), limit = 0 })).ShouldBe((400, "invalid-value"));
        foreach (var role in new[] { "operator", "notetaker", "service" })
            (await fixture.Service.As(role).Post("/people/search", new { })).ShouldBe((403, "not-allowed"));
        (await fixture.Service.As("delegation", "FRA").Post("/people/search", new { })).ShouldBe((403, "not-allowed"));
    }

    private async Task<string[]> Found(object query)
    {
        var asked = JsonSerializer.SerializeToNode(query)!;
        var names = new List<string>();
        do
        {
            using var answer = await organizer.PostAsJsonAsync("/people/search", asked);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(person => person.GetProperty("name").GetString()!));
            asked["after"] = page.GetProperty("next").GetString();
        }
        while (asked["after"] is not null);
        return [.. names];
    }
}

[Collection<Registering>]
public sealed class People_are_erased(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer"), france = fixture.Service.As("delegation", "FRA");

    [Fact]
    public async Task and_streams_and_counts_stay_and_it_is_said_what_is_left_where()
    {
        var edition = await fixture.Edition();
        var (address, id) = await france.Register(Requests.Body(edition, members: [Requests.Member("Adviser", "Bruno Pinson"), Requests.Member("Adviser", "Clara Pic")]));
        (await france.Post($"{address}/withdrawal", new { reason = "Pinson is ill, Pic sends regrets." }, "\"1\"")).Status.ShouldBe(204);
        var pinson = await fixture.Member(france, address);
        var streams = await Streams(id);
        var counts = await organizer.GetStringAsync($"/editions/{edition}/counts");

        var report = await Erase(pinson);
        report.GetProperty("reason").GetString().ShouldBe("AskedFor");
        report.GetProperty("erased").GetProperty("people").GetInt32().ShouldBe(1);
        report.GetProperty("erased").GetProperty("remarks").GetInt32().ShouldBe(1);
        Left(report, "event-streams").ShouldBe(2);
        Left(report, "erasure-records").ShouldBe(1);

        var file = await france.GetFromJsonAsync<JsonElement>(address);
        var erased = file.GetProperty("members").EnumerateArray().Single(member => member.GetProperty("personId").GetGuid() == pinson);
        (erased.GetProperty("name").GetString(), erased.GetProperty("title").GetString(), erased.GetProperty("role").GetString()).ShouldBe((null, null, "Adviser"));
        file.GetProperty("withdrawal").GetProperty("reason").GetString().ShouldBe("[erased] is ill, Pic sends regrets.");
        file.GetRawText().ShouldContain("Clara Pic");
        (await Streams(id)).ShouldBe(streams);
        (await organizer.GetStringAsync($"/editions/{edition}/counts")).ShouldBe(counts);
        (await france.Ask(HttpMethod.Get, $"/people/{pinson}/export")).ShouldBe((404, "not-found"));

        (await organizer.GetFromJsonAsync<JsonElement>($"/people/{pinson}/erasure")).GetProperty("erasedAt").GetDateTimeOffset().ShouldBe(report.GetProperty("erasedAt").GetDateTimeOffset());
        var listed = await organizer.GetFromJsonAsync<JsonElement>("/erasures?limit=1000");
        listed.GetProperty("items").EnumerateArray().ShouldContain(erasure => erasure.GetProperty("personId").GetGuid() == pinson && erasure.GetProperty("by").GetString() == "organizer-any");
    }

    [Fact]
    public async Task once_however_often_and_from_how_many_sides_it_is_asked()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser", "Bruno Pinson")]));
        var pinson = await fixture.Member(france, address);
        var reports = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Erase(pinson)));
        reports.Select(report => report.GetProperty("erasedAt").GetDateTimeOffset()).Distinct().ShouldHaveSingleItem();
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_erasure where data->>'PersonId' = '{pinson}'")).ShouldBe([1]);
    }

    [Fact]
    public async Task side_by_side_without_writing_one_anothers_names_back()
    {
        string[] names = ["Alouette", "Bergeronnette", "Chardonneret", "Draine", "Engoulevent", "Fauvette", "Grive", "Hirondelle"];
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [.. names.Select(name => Requests.Member("Adviser", $"Ms. {name}"))]));
        (await france.Post($"{address}/withdrawal", new { reason = string.Join(", ", names) }, "\"1\"")).Status.ShouldBe(204);
        var people = (await france.GetFromJsonAsync<JsonElement>(address.ToString())).GetProperty("members").EnumerateArray().Select(member => member.GetProperty("personId").GetGuid()).ToArray();
        await Task.WhenAll(people.Select(Erase));
        (await france.GetFromJsonAsync<JsonElement>(address.ToString())).GetProperty("withdrawal").GetProperty("reason").GetString().ShouldBe(string.Join(", ", names.Select(_ => "[erased]")));
    }

    [Fact]
    public async Task and_once_more_when_a_backup_has_brought_them_back()
    {
        var (address, id) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser", "Bruno Pinson")]));
        var pinson = await fixture.Member(france, address);
        var report = await Erase(pinson);
        await using (var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            session.Insert(new Person(pinson, id, "Bruno Pinson", "Counsellor"));
            await session.SaveChangesAsync();
        }

        (await Erase(pinson)).GetProperty("erasedAt").GetDateTimeOffset().ShouldBe(report.GetProperty("erasedAt").GetDateTimeOffset());
        (await france.GetStringAsync(address)).ShouldNotContain("Pinson");
    }

    [Fact]
    public async Task and_no_repeated_request_brings_them_back()
    {
        var edition = await fixture.Edition();
        var body = Requests.Body(edition, members: [Requests.Member("Adviser", "Bruno Pinson")]);
        (await france.Post("/delegations", body, key: $"key-{edition}")).Status.ShouldBe(201);
        var address = await fixture.Delegation(edition);
        await Erase(await fixture.Member(france, address));

        (await france.Post("/delegations", body, key: $"key-{edition}")).Status.ShouldBe(201, "the same answer as before");
        (await france.Post("/delegations", body)).ShouldBe((409, "delegation-already-registered"));
        (await france.GetStringAsync(address)).ShouldNotContain("Pinson");
        (await fixture.Database.Query<long>("select count(*) from mt_doc_person where data->>'Name' = 'Bruno Pinson' and data->>'DelegationId' = '" + address.Split('/')[^1] + "'")).ShouldBe([0]);
    }

    [Fact]
    public async Task and_no_late_change_brings_them_back()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser", "Bruno Pinson")]));
        var id = await fixture.Member(france, address);
        var store = fixture.Service.Services.GetRequiredService<IDocumentStore>();
        await using var session = store.LightweightSession();
        var read = (await session.LoadAsync<Person>(id)).ShouldNotBeNull();
        await Erase(id);

        session.Update(read with { Title = "Counsellor" });
        await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
        await using var another = store.LightweightSession();
        another.Store(read with { Title = "Counsellor" });
        await Should.ThrowAsync<InvalidOperationException>(() => another.SaveChangesAsync());
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_person where id = '{id}'")).ShouldBe([0]);
    }

    [Fact]
    public async Task by_the_secretariat_that_says_why()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser")]));
        var erasure = $"/people/{await fixture.Member(france, address)}/erasure";
        (await france.Post(erasure, new { reason = "AskedFor" })).ShouldBe((403, "not-allowed"));
        (await organizer.Post(erasure, new { })).ShouldBe((400, "malformed-body"));
        (await organizer.Post(erasure, new { reason = "Because Bruno Pinson said so" })).ShouldBe((400, "malformed-body"), "a code, so that no words can name anybody");
        (await organizer.Post(erasure, new { reason = "LeftDelegation" })).ShouldBe((422, "reason-not-given-by-hand"));
        (await organizer.Post($"/people/{Guid.CreateVersion7()}/erasure", new { reason = "AskedFor" })).ShouldBe((404, "not-found"));
        (await organizer.Ask(HttpMethod.Get, erasure)).ShouldBe((404, "not-found"), "nobody was erased");
    }

    private async Task<JsonElement> Erase(Guid person)
    {
        using var answer = await organizer.PostAsJsonAsync($"/people/{person}/erasure", new { reason = "AskedFor" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static int Left(JsonElement report, string where) =>
        report.GetProperty("left").EnumerateArray().Single(left => left.GetProperty("where").GetString() == where).GetProperty("count").GetInt32();

    private Task<IReadOnlyList<string>> Streams(Guid delegation) =>
        fixture.Database.Query<string>($"select e::text || (select d.data::text from mt_doc_delegation d where d.id = e.stream_id) from mt_events e where stream_id = '{delegation}' order by version");
}

internal static class PeopleOfATest
{
    /// <summary>The first of the delegation's members beside the head.</summary>
    public static async Task<Guid> Member(this RegistrationFixture fixture, HttpClient client, object address) =>
        (await client.GetFromJsonAsync<JsonElement>(address.ToString())).GetProperty("members")[0].GetProperty("personId").GetGuid();

    /// <summary>Address of the edition's only delegation.</summary>
    public static async Task<string> Delegation(this RegistrationFixture fixture, Guid edition)
    {
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return $"/delegations/{(await session.Query<Delegation>().SingleAsync(delegation => delegation.Listing.EditionId == edition)).Id}";
    }
}

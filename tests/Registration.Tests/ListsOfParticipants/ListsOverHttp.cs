using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using Forum.Registration.ListsOfParticipants;
using Forum.Registration.People;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests.ListsOfParticipants;

[Collection<Registering>]
public sealed class R9_The_list_over_HTTP(RegistrationFixture fixture)
{
    private static int symbols;
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient anybody = fixture.Service.As(null);

    /// <summary>A symbol that no other test has.</summary>
    private readonly string symbol = $"A/INF/61/{100 + Interlocked.Increment(ref symbols)}";

    [Fact]
    public async Task a_list_goes_its_way_from_provisional_to_final()
    {
        var edition = await fixture.Edition();
        await france.Register(Requests.Body(edition, members: [Requests.Member("Adviser", "An adviser of France")]));
        var (norway, _) = await organizer.Register(Requests.Body(edition, "NOR", head: "Head of Norway"));
        (await Index(organizer, edition)).GetProperty("version").GetInt64().ShouldBe(0);

        (await Issue(edition, 0, Body("Provisional", symbol))).ShouldBe((201, $"/lists-of-participants/{edition}/1"));
        (await organizer.Post($"{norway}/withdrawal", new { reason = "Norway does not come." }, "\"1\"")).Status.ShouldBe(204);
        await organizer.Register(Requests.Body(edition, "CIV"));
        (await Issue(edition, 1, Body("Final"))).ShouldBe((201, $"/lists-of-participants/{edition}/2"));

        var index = await Index(organizer, edition);
        index.GetProperty("version").GetInt64().ShouldBe(2);
        index.GetProperty("issued").EnumerateArray().Select(issue => issue.GetProperty("symbol").GetString()).ShouldBe([symbol, $"{symbol}/Rev.1"]);
        index.GetProperty("issued")[0].GetProperty("people").GetInt32().ShouldBe(3);

        var first = await Read(organizer, edition, 1);
        Names(first).ShouldBe(["Head of the delegation", "An adviser of France", "Head of Norway"]);
        first.GetProperty("attendance").GetProperty("present").GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        var second = await Read(anybody, edition, 2);
        second.GetProperty("parts")[0].GetProperty("delegations").EnumerateArray().Select(delegation => delegation.GetProperty("name").GetString()).ShouldBe(["Côte d'Ivoire", "France"]);
        var changes = second.GetProperty("changes");
        (changes.GetProperty("since").GetString(), changes.GetProperty("added").GetInt32(), changes.GetProperty("withdrawn").GetInt32()).ShouldBe((symbol, 1, 1));

        var actions = await organizer.GetFromJsonAsync<JsonElement>($"/lists-of-participants/{edition}/actions");
        actions.GetProperty("items").EnumerateArray().Select(action => action.GetProperty("act").GetString()).ShouldBe(["IssueListOfParticipants", "IssueListOfParticipants"]);
        actions.GetProperty("items")[0].GetProperty("reason").GetString().ShouldBe("The delegations are to check it.");
    }

    [Fact]
    public async Task a_provisional_list_is_for_those_who_check_it_and_a_final_one_for_anybody()
    {
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition));
        (await Issue(edition, 0, Body("Provisional", symbol))).Status.ShouldBe(201);

        foreach (var form in new[] { "", ".html", ".docx", ".xlsx", ".csv" })
        {
            var address = $"/lists-of-participants/{edition}/1{form}";
            (await organizer.Ask(HttpMethod.Get, address)).Status.ShouldBe(200);
            (await france.Ask(HttpMethod.Get, address)).Status.ShouldBe(200);
            (await fixture.Service.As("delegation", "NOR").Ask(HttpMethod.Get, address)).Status.ShouldBe(200, "another delegation checks what the neighbour says of itself");
            (await anybody.Ask(HttpMethod.Get, address)).ShouldBe((404, "not-found"));
            (await fixture.Service.As("operator").Ask(HttpMethod.Get, address)).ShouldBe((404, "not-found"));
            (await fixture.Service.As("notetaker").Ask(HttpMethod.Get, address)).ShouldBe((404, "not-found"));
        }

        (await Index(anybody, edition)).GetProperty("issued").GetArrayLength().ShouldBe(0);
        (await Index(france, edition)).GetProperty("issued").GetArrayLength().ShouldBe(1);
        (await Issue(edition, 1, Body("Final"))).Status.ShouldBe(201);
        (await Index(anybody, edition)).GetProperty("issued").EnumerateArray().ShouldHaveSingleItem().GetProperty("number").GetInt32().ShouldBe(2);
        (await anybody.Ask(HttpMethod.Get, $"/lists-of-participants/{edition}/2.html")).Status.ShouldBe(200);
        (await anybody.Ask(HttpMethod.Get, $"/lists-of-participants/{edition}/1.html")).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task an_account_without_a_mandate_reads_no_provisional_list()
    {
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition));
        (await Issue(edition, 0, Body("Provisional", symbol))).Status.ShouldBe(201);
        var unknown = fixture.Service.As("delegation", "XYZ");
        (await unknown.Ask(HttpMethod.Get, $"/lists-of-participants/{edition}/1")).ShouldBe((404, "not-found"));
        (await Index(unknown, edition)).GetProperty("issued").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task every_form_of_it_can_be_had_and_kept()
    {
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition));
        (await Issue(edition, 0, Body("Final", symbol))).Status.ShouldBe(201);
        foreach (var (form, type) in new[]
        {
            ("", "application/json"),
            (".html", "text/html"),
            (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            (".csv", "text/csv"),
        })
        {
            var address = new Uri($"/lists-of-participants/{edition}/1{form}", UriKind.Relative);
            using var answer = await anybody.GetAsync(address);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            answer.Headers.CacheControl!.ToString().ShouldBe("public, no-cache");
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(100);
            if (form is ".docx" or ".xlsx" or ".csv")
                answer.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldBe($"{symbol.Replace('/', '-')}{form}");

            using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "If-None-Match", answer.Headers.ETag!.ToString() } } };
            using var kept = await anybody.SendAsync(again);
            kept.StatusCode.ShouldBe(HttpStatusCode.NotModified, form);
        }

        using var page = await anybody.GetAsync(new Uri($"/lists-of-participants/{edition}/1.html", UriKind.Relative));
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldStartWith("default-src 'none'");
        using var word = await anybody.GetAsync(new Uri($"/lists-of-participants/{edition}/1.docx", UriKind.Relative));
        using var bytes = new MemoryStream(await word.Content.ReadAsByteArrayAsync());
        using var document = WordprocessingDocument.Open(bytes, isEditable: false);
        Validated.Errors(document).ShouldBeEmpty();
    }

    [Fact]
    public async Task twenty_first_issues_at_the_same_instant_make_one()
    {
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Issue(edition, 0, Body("Provisional", symbol))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 412 && answer.Said == "stale-version");
        (await Index(organizer, edition)).GetProperty("issued").GetArrayLength().ShouldBe(1);

        await organizer.Register(Requests.Body(edition, "NOR"));
        answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Issue(edition, 1, Body("Provisional"))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1, "of revisions likewise");
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 412 && answer.Said == "stale-version");
        (await organizer.GetFromJsonAsync<JsonElement>($"/lists-of-participants/{edition}/actions")).GetProperty("items").GetArrayLength().ShouldBe(2, "what came to nothing is not noted");
    }

    [Fact]
    public async Task two_editions_cannot_have_one_symbol()
    {
        Guid[] editions = [await fixture.Edition(), await fixture.Edition(), await fixture.Edition()];
        foreach (var edition in editions)
            await organizer.Register(Requests.Body(edition));
        var answers = await Task.WhenAll(editions[..2].Select(edition => Issue(edition, 0, Body("Provisional", symbol))));
        answers.Select(answer => answer.Status).ShouldBe([201, 409], ignoreOrder: true);
        (await Issue(editions[2], 0, Body("Provisional", symbol))).ShouldBe((409, "symbol-taken"));
    }

    [Fact]
    public async Task an_issue_never_changes_whatever_becomes_of_the_delegation()
    {
        var edition = await fixture.Edition();
        var (address, _) = await organizer.Register(Requests.Body(edition));
        (await Issue(edition, 0, Body("Final", symbol))).Status.ShouldBe(201);
        var before = await (await anybody.GetAsync(new Uri($"/lists-of-participants/{edition}/1.csv", UriKind.Relative))).Content.ReadAsByteArrayAsync();
        (await organizer.Post($"{address}/withdrawal", new { reason = "After all not." }, "\"1\"")).Status.ShouldBe(204);
        await organizer.Register(Requests.Body(edition, "NOR"));
        (await (await anybody.GetAsync(new Uri($"/lists-of-participants/{edition}/1.csv", UriKind.Relative))).Content.ReadAsByteArrayAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task a_forgotten_person_is_printed_as_removed_in_every_issue()
    {
        var edition = await fixture.Edition();
        var (_, id) = await organizer.Register(Requests.Body(edition, head: "To be forgotten", members: [Requests.Member("Adviser", "To be kept")]));
        (await Issue(edition, 0, Body("Final", symbol))).Status.ShouldBe(201);
        using var before = await anybody.GetAsync(new Uri($"/lists-of-participants/{edition}/1", UriKind.Relative));
        (await before.Content.ReadAsStringAsync()).ShouldContain("To be forgotten");

        var store = fixture.Service.Services.GetRequiredService<IDocumentStore>();
        await using (var session = store.LightweightSession())
        {
            var head = (await session.LoadAsync<Delegations.Delegation>(id))!.Members[0].PersonId;
            session.Delete<Person>(head);
            await session.SaveChangesAsync();
        }

        await using (var session = store.QuerySession())
            (await session.Query<PersonInPrint>().Where(person => person.EditionId == edition).ToListAsync()).ShouldHaveSingleItem("the name is gone from the store, too");

        using var asked = new HttpRequestMessage(HttpMethod.Get, $"/lists-of-participants/{edition}/1") { Headers = { { "If-None-Match", before.Headers.ETag!.ToString() } } };
        using var after = await anybody.SendAsync(asked);
        after.StatusCode.ShouldBe(HttpStatusCode.OK, "whoever kept it with the name is given it without");
        var list = await after.Content.ReadFromJsonAsync<JsonElement>();
        Names(list).ShouldBe([null, "To be kept"]);
        list.GetProperty("people").GetInt32().ShouldBe(2);
        foreach (var form in new[] { "html", "csv" })
        {
            var text = await anybody.GetStringAsync(new Uri($"/lists-of-participants/{edition}/1.{form}", UriKind.Relative));
            text.ShouldContain("(name removed)");
            text.ShouldNotContain("To be forgotten");
        }
    }

    [Fact]
    public async Task nobody_is_printed_who_is_erased_while_the_list_is_issued()
    {
        var edition = await fixture.Edition();
        var (_, id) = await organizer.Register(Requests.Body(edition, head: "To be forgotten"));
        var store = fixture.Service.Services.GetRequiredService<IDocumentStore>();
        await using var erasing = store.LightweightSession();
        var head = (await erasing.LoadAsync<Delegations.Delegation>(id))!.Members[0].PersonId;
        await using var issuing = store.LightweightSession();
        issuing.Store(PersonInPrint.Name(null, (await issuing.LoadAsync<Person>(head))!, edition, 1, () => "salt"));
        erasing.Delete<Person>(head);
        await erasing.SaveChangesAsync();
        var refused = await Should.ThrowAsync<Exception>(() => issuing.SaveChangesAsync());
        refused.GetBaseException().ShouldBeOfType<Npgsql.PostgresException>().SqlState.ShouldBe(Npgsql.PostgresErrorCodes.ForeignKeyViolation);

        (await Issue(edition, 0, Body("Final", symbol))).Status.ShouldBe(201);
        Names(await Read(anybody, edition, 1)).ShouldBe([null], "the delegation has a head, whose name nobody holds any more");
    }

    [Fact]
    public async Task what_cannot_be_is_answered_with_its_code()
    {
        var edition = await fixture.Edition();
        (await Issue(Guid.CreateVersion7(), 0, Body("Provisional", symbol))).ShouldBe((404, "not-found"));
        (await Issue(edition, 0, Body("Provisional", symbol))).ShouldBe((422, "list-empty"));
        await organizer.Register(Requests.Body(edition));
        (await Issue(edition, 0, Body("Provisional"))).ShouldBe((422, "symbol-required"));
        (await Issue(edition, 3, Body("Provisional", symbol))).ShouldBe((412, "stale-version"));
        (await organizer.Post($"/lists-of-participants/{edition}", Body("Provisional", symbol))).ShouldBe((428, "version-not-given"));
        foreach (var wrong in new[] { "A/61/515", "A/INF/61/4/Rev.1", "a/inf/61/4", "A/INF", "A/INF/61/04" })
            (await Issue(edition, 0, Body("Provisional", wrong))).ShouldBe((400, "invalid-value"), wrong);
        foreach (var right in new[] { "A/INF/61/4", "A/CONF.12/INF/3", "FCCC/CP/2006/INF.1" })
            (await Issue(edition, 7, Body("Provisional", right))).ShouldBe((412, "stale-version"), right);
        (await organizer.Post($"/lists-of-participants/{edition}", new { kind = "Provisional", symbol, reason = "" }, "\"0\"")).ShouldBe((400, "invalid-value"));
        (await france.Post($"/lists-of-participants/{edition}", Body("Provisional", symbol), "\"0\"")).ShouldBe((403, "not-allowed"));
        (await anybody.Ask(HttpMethod.Get, $"/lists-of-participants/{edition}/1.html")).ShouldBe((404, "not-found"));
        (await anybody.Ask(HttpMethod.Get, $"/lists-of-participants/{Guid.CreateVersion7()}")).ShouldBe((404, "not-found"));

        var dialogueToCome = await FutureEdition();
        await organizer.Register(Requests.Body(dialogueToCome));
        (await Issue(dialogueToCome, 0, Body("Final", symbol))).ShouldBe((422, "final-before-opening"));
    }

    [Fact]
    public async Task three_thousand_people_are_issued_and_printed()
    {
        var edition = await fixture.Edition();
        var members = Enumerable.Range(0, 299).Select(n => Requests.Member("Adviser", $"Adviser {n}")).ToArray();
        foreach (var code in new[] { "FRA", "NOR", "CIV", "KOR", "DEU", "GBR", "USA", "CHN", "RUS", "BRA" })
            await organizer.Register(Requests.Body(edition, code, members: members));
        (await Issue(edition, 0, Body("Final", symbol))).Status.ShouldBe(201);
        foreach (var form in new[] { "", ".html", ".docx", ".xlsx", ".csv" })
            (await anybody.Ask(HttpMethod.Get, $"/lists-of-participants/{edition}/1{form}")).Status.ShouldBe(200);
        (await Index(anybody, edition)).GetProperty("issued")[0].GetProperty("people").GetInt32().ShouldBe(3_000);
    }

    /// <summary>No name is where names do not belong: in events, the frozen document, the log.</summary>
    [Fact]
    public async Task names_are_in_documents_of_people_only()
    {
        var edition = await fixture.Edition();
        await organizer.Register(Requests.Body(edition, head: "Marked-Person-7f3a"));
        (await Issue(edition, 0, Body("Final", symbol))).Status.ShouldBe(201);
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var issued = (await session.LoadAsync<IssuedList>(symbol)).ShouldNotBeNull();
        issued.Content.ShouldNotContain("Marked-Person");
        FrozenList.Hash(issued.Content).ShouldBe(issued.ContentHash);
        var events = await session.Events.FetchStreamAsync(issued.ListId);
        JsonSerializer.Serialize(events.Select(e => e.Data)).ShouldNotContain("Marked-Person");
        ((ListOfParticipantsIssued)events[0].Data).ContentHash.ShouldBe(issued.ContentHash);
        fixture.Service.Log.ShouldAllBe(line => !line.Contains("Marked-Person"));
        (await session.Query<PersonInPrint>().Where(person => person.EditionId == edition).ToListAsync()).ShouldHaveSingleItem().Printings[0].Name.ShouldBe("Marked-Person-7f3a");
    }

    private static object Body(string kind, string? symbol = null) => new { kind, symbol, reason = "The delegations are to check it." };

    /// <summary>The address of what was issued, or the code of the refusal.</summary>
    private async Task<(int Status, string Said)> Issue(Guid edition, long version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/lists-of-participants/{edition}") { Content = JsonContent.Create(body), Headers = { { "If-Match", $"\"{version}\"" } } };
        using var answer = await organizer.SendAsync(request);
        return ((int)answer.StatusCode, answer.Headers.Location?.OriginalString ?? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!);
    }

    private static Task<JsonElement> Index(HttpClient client, Guid edition) => client.GetFromJsonAsync<JsonElement>($"/lists-of-participants/{edition}");

    private static Task<JsonElement> Read(HttpClient client, Guid edition, int number) => client.GetFromJsonAsync<JsonElement>($"/lists-of-participants/{edition}/{number}");

    private static string?[] Names(JsonElement list) =>
    [
        .. from part in list.GetProperty("parts").EnumerateArray()
           from delegation in part.GetProperty("delegations").EnumerateArray()
           from person in delegation.GetProperty("people").EnumerateArray()
           select person.GetProperty("name").GetString(),
    ];

    private async Task<Guid> FutureEdition()
    {
        var edition = Story.Edition(id: Guid.CreateVersion7(), year: 2200);
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.TryUpdateRevision(edition, 2);
        await session.SaveChangesAsync();
        return edition.Id;
    }
}

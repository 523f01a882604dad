using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Forum.Governance.Tests;

[Collection<Governing>]
public sealed class When_editions_are_kept_over_HTTP(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task an_announced_edition_can_be_read_by_anybody()
    {
        using var created = await organizer.PostAsJsonAsync("/editions", Editions.HighLevelDialogue("read-by-anybody"));
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");

        using var read = await anybody.GetAsync(created.Headers.Location);
        read.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var edition = await read.Content.ReadFromJsonAsync<JsonElement>();
        edition.GetProperty("code").GetString().ShouldBe("read-by-anybody");
        edition.GetProperty("state").GetString().ShouldBe("Announced");
        edition.GetProperty("modalityProfile").GetProperty("roundTableCapacity").ValueKind.ShouldBe(JsonValueKind.Null);

        using var again = new HttpRequestMessage(HttpMethod.Get, created.Headers.Location) { Headers = { IfNoneMatch = { new EntityTagHeaderValue("\"1\"") } } };
        using var unchanged = await anybody.SendAsync(again);
        unchanged.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task a_change_names_the_version_it_was_decided_on()
    {
        var address = await Announce("versions");
        (await Change(address, "registration/opening", ifMatch: null)).ShouldBe((HttpStatusCode.PreconditionRequired, "version-not-given"));
        (await Change(address, "registration/opening", "\"7\"")).ShouldBe((HttpStatusCode.PreconditionFailed, "stale-version"));
        (await Change(address, "registration/opening", "\"1\"")).ShouldBe((HttpStatusCode.NoContent, ""));
        (await Change(address, "registration/closing", "\"1\"")).ShouldBe((HttpStatusCode.PreconditionFailed, "stale-version"));
        (await Change(address, "registration/closing", "\"2\"")).ShouldBe((HttpStatusCode.NoContent, ""));
        (await Change(address, "closing", "\"3\"")).ShouldBe((HttpStatusCode.NoContent, ""));
        (await Change(address, "registration/opening", "\"4\"")).ShouldBe((HttpStatusCode.UnprocessableEntity, "edition-closed"));
    }

    [Fact]
    public async Task two_editions_at_the_same_instant_with_one_code_make_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var answer = await organizer.PostAsJsonAsync("/editions", Editions.HighLevelDialogue("one-code"));
            return answer.StatusCode;
        }));
        answers.Count(status => status == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(status => status == HttpStatusCode.UnprocessableEntity).ShouldBe(19);
    }

    [Fact]
    public async Task the_same_key_and_body_get_the_same_answer_and_make_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AnnounceWithKey("idempotent", "key-1")));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created);
        answers.Select(answer => answer.Location).Distinct().ShouldHaveSingleItem();
        (await AnnounceWithKey("idempotent-other", "key-1")).ShouldBe((HttpStatusCode.UnprocessableEntity, null));
    }

    [Fact]
    public async Task a_malformed_body_is_answered_with_the_member()
    {
        await IsMalformed("{ \"code\": 5 }", "code");
        await IsMalformed("{ \"isAdmin\": true }", "isAdmin");
        await IsMalformed("{ \"code\": \"abc\" }", "title");
        await IsMalformed("{", "");
        using var invalid = await organizer.PostAsJsonAsync("/editions", Editions.HighLevelDialogue("NOT A CODE"));
        invalid.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await invalid.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("invalid-value");
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("code");
    }

    [Fact]
    public async Task only_organizers_announce()
    {
        using var nobody = await anybody.PostAsJsonAsync("/editions", Editions.HighLevelDialogue());
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await nobody.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("not-authenticated");

        using var delegation = fixture.Service.As("delegation", "FRA");
        using var notAllowed = await delegation.PostAsJsonAsync("/editions", Editions.HighLevelDialogue());
        notAllowed.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await notAllowed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe("not-allowed");
    }

    [Fact]
    public async Task an_edition_that_is_not_there_is_not_found()
    {
        using var answer = await anybody.GetAsync(new Uri($"/editions/{Guid.CreateVersion7()}", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await Change(new Uri($"/editions/{Guid.CreateVersion7()}", UriKind.Relative), "closing", "\"1\"")).ShouldBe((HttpStatusCode.NotFound, "not-found"));
    }

    [Fact]
    public async Task the_list_is_read_page_by_page()
    {
        foreach (var code in new[] { "page-a", "page-b", "page-c" })
            await Announce(code);
        var codes = new List<string>();
        string? next = null;
        do
        {
            var page = await anybody.GetFromJsonAsync<JsonElement>($"/editions?limit=2{(next is null ? "" : $"&after={next}")}");
            codes.AddRange(page.GetProperty("items").EnumerateArray().Select(edition => edition.GetProperty("code").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        codes.ShouldBeUnique();
        codes.ShouldContain("page-a");
        codes.ShouldContain("page-c");
    }

    private async Task<Uri> Announce(string code)
    {
        using var created = await organizer.PostAsJsonAsync("/editions", Editions.HighLevelDialogue(code));
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync());
        return created.Headers.Location!;
    }

    private async Task<(HttpStatusCode Status, Uri? Location)> AnnounceWithKey(string code, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/editions") { Content = JsonContent.Create(Editions.HighLevelDialogue(code)), Headers = { { "Idempotency-Key", key } } };
        using var answer = await organizer.SendAsync(request);
        return (answer.StatusCode, answer.Headers.Location);
    }

    private async Task<(HttpStatusCode Status, string Code)> Change(Uri edition, string what, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{edition}/{what}") { Content = JsonContent.Create(new { reason = "To see what comes of it." }) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await organizer.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, body.Length == 0 ? "" : JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()!);
    }

    private async Task IsMalformed(string body, string field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await organizer.PostAsync(new Uri("/editions", UriKind.Relative), content);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("malformed-body");
        problem.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()).ShouldContain(field);
    }
}

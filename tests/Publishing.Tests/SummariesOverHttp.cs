using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Forum.Publishing.Tests;

[Collection<Issuing>]
public sealed class When_a_summary_is_published_over_HTTP(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient publisher = fixture.Service.As("organizer", subject: "who-issues");
    private readonly HttpClient noteTaker = fixture.Service.As("notetaker");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task it_goes_from_the_draft_to_the_issued_document()
    {
        var edition = await fixture.Know(Dialogue.First());
        var point = await noteTaker.Create("/points", new { editionId = edition, roundTable = 2, quantifier = "Many", subject = "participants", statement = "said so", paragraph = 3 });
        var summary = await organizer.Create("/summaries", new { editionId = edition, title = "Summary of the Dialogue", statusNote = "A reconstruction with illustrative data." });
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Format and participation" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 2, heading = (string?)null })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "HeadOnly", text = "{memberStatesSpoke} States spoke", missing = "the rest is lost" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/2", new { section = 2, completeness = "Absent", missing = "page missing in source copy" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/3", new { section = 2, completeness = "Full", points = new[] { point } })).ShouldBeDone();

        (await anybody.Get($"/summaries/{summary}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get($"/summaries?edition={edition}")).Body.ShouldNotContain(summary.ToString());
        (await organizer.Get($"/summaries?edition={edition}")).Body.ShouldContain(summary.ToString());
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/515", date = "2006-10-13" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "summary-not-cleared");
        (await organizer.Change(HttpMethod.Post, summary, "review")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeDone();
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/515", date = "2006-10-13" })).ShouldBeDone();

        var read = await anybody.Get($"/summaries/{summary}");
        read.Json.GetProperty("state").GetString().ShouldBe("Issued");
        (await anybody.Get($"/summaries?edition={edition}")).Body.ShouldContain("A/61/515");

        var json = await anybody.Ask(HttpMethod.Get, "/documents/A/61/515", accept: "application/json");
        json.Json.GetProperty("symbol").GetString().ShouldBe("A/61/515");
        json.Json.GetProperty("sections")[0].GetProperty("paragraphs")[0].GetProperty("text").GetString().ShouldBe("127 States spoke");
        json.Json.GetProperty("sections")[1].GetProperty("paragraphs")[0].GetProperty("missing").GetString().ShouldBe("page missing in source copy");
        json.Json.GetProperty("sections")[1].GetProperty("paragraphs")[1].GetProperty("text").GetString().ShouldBe("Many participants said so.");
        json.Json.GetProperty("contentHash").GetString().ShouldBe(read.Json.GetProperty("contentHash").GetString());

        var page = await anybody.Get("/documents/A/61/515");
        page.Message.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        page.Body.ShouldContain("""<p id="para-1">""");
        page.Body.ShouldContain("page missing in source copy");
        page.Body.ShouldContain("A reconstruction with illustrative data.");
        page.Body.ShouldContain("not a negotiated outcome");

        // The summary's own figures rest on the events that wrote it.
        var figures = (await anybody.Get($"/editions/{edition}/figures")).Json.GetProperty("items").EnumerateArray().ToDictionary(figure => figure.GetProperty("name").GetString()!);
        figures["paragraphsComplete"].GetProperty("value").GetDecimal().ShouldBe(1);
        figures["paragraphsPartial"].GetProperty("value").GetDecimal().ShouldBe(1);
        figures["sectionsWithHeading"].GetProperty("value").GetDecimal().ShouldBe(1);
        var evidence = (await anybody.Get($"/editions/{edition}/figures/paragraphsComplete/evidence")).Json.GetProperty("items")[0];
        evidence.GetProperty("streamId").GetGuid().ShouldBe(summary);
        evidence.GetProperty("event").GetString().ShouldBe("ParagraphWritten");
    }

    [Fact]
    public async Task its_hash_can_be_checked_by_any_reader()
    {
        await Issue(await organizer.Clear(fixture.Edition, "{speakersInAll} spoke."), "A/61/600");
        var body = (await anybody.Get("/documents/A/61/600?format=json")).Body;
        var hash = JsonDocument.Parse(body).RootElement.GetProperty("contentHash").GetString()!;
        var hashed = body.Replace($",\"contentHash\":\"{hash}\"", "", StringComparison.Ordinal);
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed))).ShouldBe(hash);
    }

    [Fact]
    public async Task it_may_be_kept_by_whoever_fetched_it()
    {
        await Issue(await organizer.Clear(fixture.Edition, "{speakersInAll} spoke."), "A/61/601");
        foreach (var accept in new[] { "text/html", "application/json" })
        {
            var first = await anybody.Ask(HttpMethod.Get, "/documents/A/61/601", accept: accept);
            first.Message.Headers.CacheControl!.Public.ShouldBeTrue();
            first.Message.Headers.Vary.ShouldContain("Accept");
            var again = await anybody.Ask(HttpMethod.Get, "/documents/A/61/601", accept: accept, ifNoneMatch: $"\"other\", {first.ETag}");
            again.Status.ShouldBe(HttpStatusCode.NotModified);
            again.Body.ShouldBeEmpty();
        }

        var json = await anybody.Ask(HttpMethod.Get, "/documents/A/61/601", accept: "application/json");
        json.ETag.ShouldBe($"\"{json.Json.GetProperty("contentHash").GetString()}\"");
        (await anybody.Get("/documents/A/61/601")).ETag.ShouldNotBe(json.ETag);
        (await anybody.Get("/documents/A/61/601?format=odt")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-value");
    }

    [Theory]
    [InlineData(null, "text/html")]
    [InlineData("*/*", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("text/html, application/json;q=0.9", "text/html")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    public async Task the_reader_says_in_which_form(string? accept, string type)
    {
        await IssueOnce("A/61/602");
        var answer = await anybody.Ask(HttpMethod.Get, "/documents/A/61/602", accept: accept);
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe(type);
    }

    [Fact]
    public async Task an_issued_text_does_not_change()
    {
        var summary = await organizer.Clear(fixture.Edition, "{speakersInAll} spoke.");
        await Issue(summary, "A/61/603");
        var before = (await anybody.Get("/documents/A/61/603?format=json")).Body;

        foreach (var (method, what, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Put, "paragraphs/1", new { section = 1, completeness = "Full", text = "Other words." }),
            (HttpMethod.Post, "sections", new { number = 2, heading = "More" }),
            (HttpMethod.Put, "sections/1", new { heading = "Other" }),
            (HttpMethod.Post, "review", null),
            (HttpMethod.Post, "return", new { reason = "second thoughts" }),
            (HttpMethod.Post, "clearance", null),
            (HttpMethod.Post, "issue", new { symbol = "A/61/604", date = "2006-10-13" }),
            (HttpMethod.Post, "issue", new { symbol = "A/61/603", date = "2006-10-13" }),
        })
            (await organizer.Change(method, summary, what, body)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "summary-issued");

        (await anybody.Get("/documents/A/61/603?format=json")).Body.ShouldBe(before);
    }

    [Fact]
    public async Task two_at_the_same_instant_under_one_symbol_make_one()
    {
        var summaries = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => organizer.Clear(fixture.Edition, "{speakersInAll} spoke.")));
        var answers = await Task.WhenAll(summaries.Select(summary => publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/605", date = "2006-10-13" })));
        answers.Count(answer => answer.Status is HttpStatusCode.NoContent).ShouldBe(1);
        foreach (var answer in answers.Where(answer => answer.Status is not HttpStatusCode.NoContent))
            answer.ShouldBeRefused(HttpStatusCode.Conflict, "symbol-taken");

        var loser = summaries[Array.FindIndex(answers, answer => answer.Status is HttpStatusCode.Conflict)];
        (await publisher.Change(HttpMethod.Post, loser, "issue", new { symbol = "A/61/605", date = "2006-10-13" })).ShouldBeRefused(HttpStatusCode.Conflict, "symbol-taken");
        await Issue(loser, "A/61/606");
    }

    [Fact]
    public async Task the_same_issue_twice_at_the_same_instant_is_one()
    {
        var summary = await organizer.Clear(fixture.Edition, "{speakersInAll} spoke.");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => publisher.Ask(HttpMethod.Post, $"/summaries/{summary}/issue", new { symbol = "A/61/607", date = "2006-10-13" }, "\"5\"")));
        answers.Count(answer => answer.Status is HttpStatusCode.NoContent).ShouldBe(1, string.Join('\n', answers.Select(answer => answer.Body)));
        foreach (var answer in answers.Where(answer => answer.Status is not HttpStatusCode.NoContent))
            answer.ShouldBeRefused(HttpStatusCode.PreconditionFailed, "stale-version");
    }

    [Fact]
    public async Task hostile_text_is_printed_and_not_run()
    {
        const string Hostile = "<script>alert(\"x\")</script> <img src=x onerror='alert(1)'> &amp; \u2028";
        var summary = await organizer.Clear(fixture.Edition, $"{Hostile} {{speakersInAll}}", title: Hostile, more: new { section = 1, completeness = "Absent", missing = Hostile });
        await Issue(summary, "A/61/608");
        var page = await anybody.Get("/documents/A/61/608");
        page.Body.ShouldNotContain("<script", Case.Insensitive);
        page.Body.ShouldNotContain("<img", Case.Insensitive);
        page.Body.ShouldContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
        page.Message.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'sha256-");
        (await anybody.Get("/documents/A/61/608?format=json")).Json.GetProperty("title").GetString().ShouldBe(Hostile.Trim());
    }

    [Fact]
    public async Task a_figure_that_is_not_known_is_not_issued_as_if_it_were()
    {
        var needs = await organizer.Clear(fixture.EditionToCome, "{memberStatesSpoke} spoke.");
        (await publisher.Change(HttpMethod.Post, needs, "issue", new { symbol = "A/61/609", date = "2006-10-13" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "figure-not-known");
        var admits = await organizer.Clear(fixture.EditionToCome, "{memberStatesSpoke?} spoke.");
        await Issue(admits, "A/61/609");
        (await anybody.Get("/documents/A/61/609")).Body.ShouldContain("""<a href="#figure-memberStatesSpoke">(not known)</a> spoke.""");
    }

    [Fact]
    public async Task the_proof_of_a_figure_is_issued_with_it()
    {
        await Issue(await organizer.Clear(fixture.Edition, "{memberStatesSpoke} spoke."), "A/61/610");
        var proof = (await anybody.Get("/documents/A/61/610?evidence=memberStatesSpoke")).Json.GetProperty("items")[0];
        proof.GetProperty("service").GetString().ShouldBe("scheduling");
        proof.GetProperty("eventIds").GetArrayLength().ShouldBe(127);
        (await anybody.Get("/documents/A/61/610?evidence=nothing")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    private async Task Issue(Guid summary, string symbol) =>
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol, date = "2006-10-13" })).ShouldBeDone();

    private async Task IssueOnce(string symbol)
    {
        if ((await anybody.Get($"/documents/{symbol}")).Status is HttpStatusCode.NotFound)
            await Issue(await organizer.Clear(fixture.Edition, "{speakersInAll} spoke."), symbol);
    }
}

[Collection<Issuing>]
public sealed class When_a_request_to_Publishing_is_wrong(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient publisher = fixture.Service.As("organizer", subject: "who-issues");
    private readonly HttpClient anybody = fixture.Service.As(null);

    private object Draft => new { editionId = fixture.Edition, title = "Summary of the Dialogue" };

    private object Point => new { editionId = fixture.Edition, quantifier = "Many", subject = "participants", statement = "said so" };

    [Fact]
    public async Task nobody_writes_without_a_token()
    {
        (await anybody.Ask(HttpMethod.Post, "/summaries", Draft)).ShouldBeRefused(HttpStatusCode.Unauthorized, "not-authenticated");
        (await anybody.Ask(HttpMethod.Post, "/points", Point)).ShouldBeRefused(HttpStatusCode.Unauthorized, "not-authenticated");
        (await anybody.Get($"/points?edition={fixture.Edition}")).ShouldBeRefused(HttpStatusCode.Unauthorized, "not-authenticated");
    }

    [Fact]
    public async Task only_the_right_role_writes()
    {
        using var delegation = fixture.Service.As("delegation", "FRA");
        (await delegation.Ask(HttpMethod.Post, "/summaries", Draft)).ShouldBeRefused(HttpStatusCode.Forbidden, "not-allowed");
        (await delegation.Ask(HttpMethod.Post, "/points", Point)).ShouldBeRefused(HttpStatusCode.Forbidden, "not-allowed");
        (await delegation.Get($"/points?edition={fixture.Edition}")).ShouldBeRefused(HttpStatusCode.Forbidden, "not-allowed");
        using var noteTaker = fixture.Service.As("notetaker");
        (await noteTaker.Ask(HttpMethod.Post, "/summaries", Draft)).ShouldBeRefused(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task what_is_not_there_is_not_found()
    {
        var nothing = Guid.CreateVersion7();
        (await anybody.Get($"/summaries/{nothing}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get("/documents/A/61/1")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get($"/editions/{nothing}/attendance")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get($"/editions/{nothing}/figures")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get($"/editions/{fixture.Edition}/figures/noSuchFigure/evidence")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await organizer.Ask(HttpMethod.Post, $"/summaries/{nothing}/review", ifMatch: "\"1\"")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await organizer.Ask(HttpMethod.Post, "/summaries", new { editionId = nothing, title = "Summary" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "edition-unknown");
    }

    [Fact]
    public async Task a_malformed_body_is_answered_with_the_member()
    {
        await IsMalformed("/summaries", """{ "title": "Summary" }""", "malformed-body", "editionId");
        await IsMalformed("/summaries", $$"""{ "editionId": "{{fixture.Edition}}", "title": "Summary", "adopted": true }""", "malformed-body", "adopted");
        await IsMalformed("/summaries", $$"""{ "editionId": "{{fixture.Edition}}", "title": "" }""", "invalid-value", "title");
        await IsMalformed("/points", $$"""{ "editionId": "{{fixture.Edition}}", "quantifier": "Unanimously", "subject": "participants", "statement": "said so" }""", "malformed-body", "quantifier");
        await IsMalformed("/points", $$"""{ "editionId": "{{fixture.Edition}}", "quantifier": "Many", "subject": "participants", "statement": "said so", "paragraph": 0 }""", "invalid-value", "paragraph");
    }

    [Fact]
    public async Task a_change_names_the_version_it_was_decided_on()
    {
        var summary = await organizer.Create("/summaries", Draft);
        var section = new { number = 1, heading = "Format" };
        (await organizer.Ask(HttpMethod.Post, $"/summaries/{summary}/sections", section)).ShouldBeRefused((HttpStatusCode)428, "version-not-given");
        (await organizer.Ask(HttpMethod.Post, $"/summaries/{summary}/sections", section, "soon")).ShouldBeRefused(HttpStatusCode.BadRequest, "malformed-request");
        (await organizer.Ask(HttpMethod.Post, $"/summaries/{summary}/sections", section, "\"4\"")).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "stale-version");
        var added = await organizer.Ask(HttpMethod.Post, $"/summaries/{summary}/sections", section, "\"1\"");
        added.ShouldBeDone();
        added.ETag.ShouldBe("\"2\"");
        (await organizer.Ask(HttpMethod.Post, $"/summaries/{summary}/sections", new { number = 2 }, "\"1\"")).ShouldBeRefused(HttpStatusCode.PreconditionFailed, "stale-version");
    }

    [Fact]
    public async Task the_routes_are_described()
    {
        var described = await anybody.Get("/openapi/v1.json");
        described.Status.ShouldBe(HttpStatusCode.OK, described.Body);
        var issue = described.Json.GetProperty("paths").GetProperty("/summaries/{id}/issue").GetProperty("post");
        issue.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()).ShouldContain("If-Match");
        described.Json.GetProperty("paths").EnumerateObject().Select(path => path.Name).ShouldContain("/documents/{symbol}");
    }

    [Fact]
    public async Task a_broken_rule_has_a_code_and_a_field()
    {
        var summary = await organizer.Create("/summaries", Draft);
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Format" })).ShouldBeDone();
        var refused = await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "Full", text = "{noSuchFigure}" });
        refused.ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "figure-unknown");
        refused.Json.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("text");
        var cleared = await organizer.Clear(fixture.Edition, "Words.");
        (await publisher.Change(HttpMethod.Post, cleared, "issue", new { symbol = "61-515", date = "2006-10-13" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "symbol-malformed");
    }

    [Fact]
    public async Task points_are_listed_page_by_page_in_the_order_in_which_they_were_recorded()
    {
        var ids = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 5))
            ids.Add(await organizer.Create("/points", new { editionId = fixture.EditionToCome, quantifier = "Some", subject = "participants", statement = "said so" }));
        var listed = new List<Guid>();
        string? next = null;
        do
        {
            var page = (await organizer.Get($"/points?edition={fixture.EditionToCome}&limit=2{(next is null ? "" : $"&after={next}")}")).Json;
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(point => point.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        listed.ShouldBe(ids);
        (await organizer.Get($"/points/{ids[0]}")).Json.GetProperty("sentence").GetString().ShouldBe("Some participants said so.");
    }

    private async Task IsMalformed(string path, string body, string code, string field)
    {
        var answer = await organizer.Ask(HttpMethod.Post, path, body);
        answer.ShouldBeRefused(HttpStatusCode.BadRequest, code);
        answer.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()).ShouldContain(field);
    }
}

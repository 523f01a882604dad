using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Forum.Contracts.Registration;
using Forum.Publishing.Documents;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Publishing.Tests.Outputs;

[Collection<Issuing>]
public sealed class When_an_issued_document_is_asked_for(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient publisher = fixture.Service.As("organizer", subject: "who-issues");
    private readonly HttpClient anybody = fixture.Service.As(null);

    public static TheoryData<string, string> Forms => new()
    {
        { "html", "text/html" },
        { "json", "application/json" },
        { "pdf", "application/pdf" },
        { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "akn", "application/akn+xml" },
        { "txt", "text/plain" },
    };

    [Theory, MemberData(nameof(Forms))]
    public async Task each_form_is_there_by_its_name_and_by_its_type_and_is_not_sent_twice(string format, string type)
    {
        await Shelve("A/61/700", "en");
        var named = await anybody.Get($"/documents/A/61/700?format={format}");
        var liked = await anybody.Ask(HttpMethod.Get, "/documents/A/61/700", accept: $"{type}, */*;q=0.1");
        foreach (var answer in new[] { named, liked })
        {
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
            answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            answer.Message.Headers.CacheControl!.Public.ShouldBeTrue();
            answer.Message.Headers.Vary.ShouldContain("Accept");
        }

        (await anybody.Ask(HttpMethod.Get, $"/documents/A/61/700?format={format}", ifNoneMatch: named.Message.Headers.ETag!.ToString())).Status.ShouldBe(HttpStatusCode.NotModified);
        var head = await anybody.Ask(HttpMethod.Head, $"/documents/A/61/700?format={format}");
        (head.Status, head.Body).ShouldBe((HttpStatusCode.OK, ""));
        head.Message.Headers.ETag.ShouldBe(named.Message.Headers.ETag);
    }

    [Fact]
    public async Task no_two_forms_or_languages_have_one_tag()
    {
        await Shelve("A/61/701", "en", "fr");
        var tags = new List<string>();
        foreach (var language in new[] { "en", "fr" })
        {
            foreach (var form in Forms)
                tags.Add((await anybody.Get($"/documents/A/61/701?language={language}&format={form.Data.Item1}")).Message.Headers.ETag!.Tag);
        }

        tags.ShouldBeUnique();
    }

    [Fact]
    public async Task each_language_has_its_address_and_the_symbol_alone_is_the_original()
    {
        await Shelve("A/61/702", "en", "fr", "ar");
        (await anybody.Get("/documents/A/61/702?format=json")).Json.GetProperty("language").GetString().ShouldBe("en");
        foreach (var language in new[] { "en", "fr", "ar" })
            (await anybody.Get($"/documents/A/61/702?language={language}&format=json")).Json.GetProperty("language").GetString().ShouldBe(language);
        (await anybody.Get("/documents/A/61/702?language=ru")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await anybody.Get("/documents/A/61/702?language=tlh")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-value");
    }

    [Fact]
    public async Task a_form_that_would_be_wrong_is_refused_and_whoever_only_prefers_it_gets_the_page()
    {
        await Shelve("A/61/703", "en", "ar", "zh");
        foreach (var language in new[] { "ar", "zh" })
        {
            (await anybody.Get($"/documents/A/61/703?language={language}&format=pdf")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "form-not-in-language");
            var page = await anybody.Ask(HttpMethod.Get, $"/documents/A/61/703?language={language}", accept: "application/pdf");
            page.Message.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        }
    }

    [Fact]
    public async Task a_diagram_is_a_file_of_its_own()
    {
        await Shelve("A/61/704", "en");
        var drawing = await anybody.Get("/documents/A/61/704?diagram=memberStatesByGroup");
        drawing.Message.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        XDocument.Parse(drawing.Body).Root!.Name.LocalName.ShouldBe("svg");
        (await anybody.Get("/documents/A/61/704?diagram=nothing")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        var proof = await anybody.Get("/documents/A/61/704?evidence=memberStatesByGroup.none&format=json");
        proof.Json.GetProperty("items").EnumerateArray().Sum(stream => stream.GetProperty("eventIds").GetArrayLength()).ShouldBe(2);
    }

    [Fact]
    public async Task a_hundred_who_ask_at_once_get_the_same()
    {
        await Shelve("A/61/705", "en");
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => anybody.Get("/documents/A/61/705?format=txt")));
        answers.Select(answer => (answer.Status, answer.Body)).Distinct().Count().ShouldBe(1);
        (await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => anybody.Get("/documents/A/61/999")))).ShouldAllBe(answer => answer.Status == HttpStatusCode.NotFound);
        await Shelve("A/61/999", "en");
        (await anybody.Get("/documents/A/61/999")).Status.ShouldBe(HttpStatusCode.OK, "what was not there is not remembered as missing");
    }

    [Fact]
    public async Task the_list_tells_each_document_in_each_language_page_by_page()
    {
        await Shelve("A/62/1", "en", "fr", "ar");
        await Shelve("A/62/2", "es");
        var edition = Guid.CreateVersion7();
        await Shelve(edition, "A/62/3", "en", "ru");
        var told = new List<(string, string)>();
        string? next = null;
        do
        {
            var page = (await anybody.Get($"/documents?limit=1&edition={edition}{(next is null ? "" : $"&after={Uri.EscapeDataString(next)}")}")).Json;
            told.AddRange(page.GetProperty("items").EnumerateArray().Select(line => (line.GetProperty("symbol").GetString()!, line.GetProperty("language").GetString()!)));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        told.ShouldBe([("A/62/3", "en"), ("A/62/3", "ru")]);
        Languages(await anybody.Get("/documents?stem=A/62/1")).ShouldBe(["en", "ar", "fr"], ignoreOrder: true);
        Languages(await anybody.Get("/documents?stem=A/62/1&language=fr")).ShouldBe(["fr"]);
    }

    [Fact]
    public async Task a_feed_reader_finds_what_was_issued_last_first()
    {
        await Shelve("A/63/1", "en");
        await Shelve("A/63/1/Corr.1", "en");
        var answer = await anybody.Get("/documents/feed.atom");
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/atom+xml");
        (await anybody.Ask(HttpMethod.Get, "/documents/feed.atom", ifNoneMatch: answer.ETag)).Status.ShouldBe(HttpStatusCode.NotModified);
        var read = JsonDocument.Parse(await Checkers.Feedparser(Encoding.UTF8.GetBytes(answer.Body))).RootElement;
        read.GetProperty("bozo").GetBoolean().ShouldBeFalse();
        read.GetProperty("version").GetString().ShouldBe("atom10");
        var entries = read.GetProperty("entries").EnumerateArray().ToList();
        entries.Count.ShouldBeLessThanOrEqualTo(50);
        entries.Select(entry => entry.GetProperty("id").GetString()).ShouldBeUnique();
        entries.Select(entry => entry.GetProperty("updated").GetDateTimeOffset()).ShouldBe(entries.Select(entry => entry.GetProperty("updated").GetDateTimeOffset()).OrderDescending());
        entries.Select(entry => entry.GetProperty("updated").GetDateTimeOffset()).ShouldAllBe(at => at > DateTimeOffset.UtcNow.AddHours(-1) && at < DateTimeOffset.UtcNow.AddHours(1));
        var latest = entries.First(entry => entry.GetProperty("title").GetString()!.StartsWith("A/63/1/Corr.1:", StringComparison.Ordinal));
        latest.GetProperty("links").EnumerateArray().Select(link => link[2].GetString()).ShouldContain(address => address!.EndsWith("/api/publishing/documents/A/63/1/Corr.1?language=en&format=pdf", StringComparison.Ordinal));
    }

    private static IEnumerable<string?> Languages(Answer list) => list.Json.GetProperty("items").EnumerateArray().Select(line => line.GetProperty("language").GetString());

    private Task Shelve(string symbol, params string[] languages) => Shelve(Guid.CreateVersion7(), symbol, languages);

    /// <summary>Puts documents on the shelf as they are when they are issued; the first language is the original.</summary>
    private async Task Shelve(Guid edition, string symbol, params string[] languages)
    {
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        if (await session.LoadAsync<IssuedDocument>(symbol) is not null)
            return;
        foreach (var language in languages)
        {
            var document = Issued.In(language, symbol: symbol) with { OriginalLanguage = languages[0] };
            session.Insert(Issued.Shelved(document with { Edition = document.Edition with { Id = edition } }));
        }

        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task its_figures_stay_as_they_were_while_those_of_a_draft_go_on()
    {
        var dialogue = Dialogue.First().WithDelegations();
        var edition = await fixture.Know(dialogue);
        var draft = await organizer.Clear(edition, "{memberStatesSpoke} spoke.");
        var issued = await organizer.Clear(edition, "{memberStatesSpoke} spoke.");
        (await publisher.Change(HttpMethod.Post, issued, "issue", new { symbol = "A/61/710", date = "2006-10-13" })).ShouldBeDone();

        dialogue.Delegation("S900", ParticipantCategory.MemberState, RegionalGroup.African);
        dialogue.Statement("S900", ParticipantCategory.MemberState, RankLevel.Minister);
        await fixture.Know(dialogue);

        async Task Proved(string address, int states, int african)
        {
            var sign = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            (await organizer.Get($"{address}{sign}format=html")).Body.ShouldContain($"""<a href="#figure-memberStatesSpoke">{states}</a> spoke.""");
            var json = (await organizer.Get($"{address}{sign}format=json")).Json;
            json.GetProperty("sections")[0].GetProperty("paragraphs")[0].GetProperty("text").GetString().ShouldBe($"{states} spoke.");
            json.GetProperty("figures").EnumerateArray().Single(figure => figure.GetProperty("name").GetString() == "memberStatesSpoke").GetProperty("evidence").EnumerateArray().Sum(stream => stream.GetProperty("eventIds").GetArrayLength()).ShouldBe(states);
            (await organizer.Get($"{address}{sign}evidence=memberStatesSpoke&format=json")).Json.GetProperty("items").EnumerateArray().Sum(stream => stream.GetProperty("eventIds").GetArrayLength()).ShouldBe(states);
            (await organizer.Get($"{address}{sign}evidence=memberStatesByGroup.african&format=json")).Json.GetProperty("items").EnumerateArray().Sum(stream => stream.GetProperty("eventIds").GetArrayLength()).ShouldBe(african);
            var page = (await organizer.Get($"{address}{sign}evidence=memberStatesSpoke&format=html")).Body;
            (page.Split("""<tr><td class="hash">""").Length - 1).ShouldBe(states);
        }

        await Proved("/documents/A/61/710", 127, 40);
        await Proved($"/summaries/{draft}/preview", 128, 41);
        (await organizer.Get($"/summaries/{draft}/preview")).Body.ShouldContain("This is a draft.");
        (await anybody.Get($"/summaries/{draft}/preview")).ShouldBeRefused(HttpStatusCode.Unauthorized, "not-authenticated");
    }
}

using System.Net;
using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Forum.Publishing.Tests.Outputs;

[Collection<Issuing>]
public sealed class When_issued_documents_are_searched(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient publisher = fixture.Service.As("organizer", subject: "who-issues");
    private readonly HttpClient anybody = fixture.Service.As(null);

    /// <summary>Each sentence is found by another form of one of its words, as far as its language has such.</summary>
    public static TheoryData<string, string, string, string> Sentences => new()
    {
        { "en", "Participants had repeatedly underlined protections for stranded migrants.", "migrant protection", "protections" },
        { "fr", "Les intervenants ont souligné les contributions des travailleurs expatriés.", "travailleur contribution", "contributions" },
        { "es", "Los oradores subrayaron las contribuciones de los trabajadores.", "contribución trabajador", "contribuciones" },
        { "ru", "Ораторы подчеркнули значение денежных переводов.", "ораторов перевод", "переводов" },
        { "ar", "شدد المتحدثون على أهمية التحويلات المالية.", "التحويلات", "التحويلات" },
        { "zh", "与会者强调汇款的重要性，并讨论了合作。", "汇款 合作", "汇款" },
    };

    [Theory, MemberData(nameof(Sentences))]
    public async Task words_are_found_by_the_rules_of_their_language(string language, string sentence, string words, string found)
    {
        var edition = await Shelve(language, sentence, "Nothing to be found here.");
        var passages = await Search($"words={Uri.EscapeDataString(words)}&language={language}&edition={edition}");
        var passage = passages.ShouldHaveSingleItem();
        (passage.Language, passage.Paragraph).ShouldBe((language, 1));
        sentence.ShouldContain(passage.Text);
        passage.Found.ShouldContain(found);
    }

    [Fact]
    public async Task all_languages_are_searched_when_none_is_named()
    {
        var edition = await Shelve("en", "Remittances matter.", "Other words.");
        await Shelve(edition, "fr", "Remittances, en anglais dans le texte.");
        (await Search($"words=remittances&edition={edition}")).Select(passage => passage.Language).ShouldBe(["en", "fr"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"return migration\"", 1)]
    [InlineData("\"migration return\"", 0)]
    [InlineData("return or circular", 2)]
    [InlineData("migration -circular", 1)]
    [InlineData("-circular", 0)]
    [InlineData("the of and", 0)]
    [InlineData("'; drop table x; --", 0)]
    [InlineData("<script> & | ! ( :* \\", 0)]
    public async Task phrases_alternatives_and_exclusions_are_understood_and_nothing_else_does_harm(string words, int passages)
    {
        var edition = await Shelve("en", "They spoke of return migration.", "They spoke of circular migration.");
        (await Search($"words={Uri.EscapeDataString(words)}&edition={edition}")).Count.ShouldBe(passages);
    }

    [Fact]
    public async Task titles_and_headings_are_found_too()
    {
        var edition = await Shelve("en", "Words.");
        (await Search($"words=dialogue&edition={edition}")).ShouldHaveSingleItem().Paragraph.ShouldBeNull();
        (await Search($"words=format&edition={edition}")).ShouldHaveSingleItem().Paragraph.ShouldBeNull();
    }

    [Fact]
    public async Task no_draft_is_ever_found()
    {
        var summary = await organizer.Clear(fixture.Edition, "The word floccinaucinihilipilification stands in it.");
        foreach (var client in new[] { anybody, organizer })
            (await client.Get("/documents/search?words=floccinaucinihilipilification")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/720", date = "2006-10-13" })).ShouldBeDone();
        (await Search("words=floccinaucinihilipilification")).ShouldHaveSingleItem().Symbol.ShouldBe("A/61/720");
    }

    [Fact]
    public async Task markup_in_a_text_stays_text()
    {
        var edition = await Shelve("en", "They <b>warned</b> & \"said\" so.");
        var passage = (await Search($"words=warned&edition={edition}")).ShouldHaveSingleItem();
        passage.Text.ShouldStartWith("They <b>warned</b> & \"said");
        passage.Found.ShouldBe(["warned"]);
    }

    [Fact]
    public async Task what_is_found_is_told_page_by_page()
    {
        var edition = await Shelve("en", [.. Enumerable.Range(1, 5).Select(number => $"Cooperation, number {number}.")]);
        var told = new List<int?>();
        string? next = null;
        do
        {
            var page = (await anybody.Get($"/documents/search?words=cooperation&edition={edition}&limit=2{(next is null ? "" : $"&after={next}")}")).Json;
            told.AddRange(page.GetProperty("items").EnumerateArray().Select(passage => (int?)passage.GetProperty("paragraph").GetInt32()));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        told.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task what_cannot_be_asked_is_refused()
    {
        (await anybody.Get("/documents/search")).ShouldBeRefused(HttpStatusCode.BadRequest, "malformed-request");
        (await anybody.Get("/documents/search?words=a&language=xx")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-value");
        (await anybody.Get($"/documents/search?words={new string('a', 201)}")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-value");
        (await anybody.Get("/documents/search?words=%00")).ShouldBeRefused(HttpStatusCode.BadRequest, "malformed-request");
    }

    [Fact]
    public async Task there_is_an_index_for_every_language()
    {
        await using var command = fixture.Service.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select count(*) from pg_indexes where indexname like 'issued_words_%'");
        (await command.ExecuteScalarAsync()).ShouldBe(6L);
    }

    private sealed record Passage(string Symbol, string Language, int? Paragraph, string Text, IReadOnlyList<string> Found);

    private async Task<IReadOnlyList<Passage>> Search(string query)
    {
        var answer = await anybody.Get($"/documents/search?{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return
        [
            .. answer.Json.GetProperty("items").EnumerateArray().Select(passage => new Passage(
                passage.GetProperty("symbol").GetString()!,
                passage.GetProperty("language").GetString()!,
                passage.GetProperty("paragraph").ValueKind is System.Text.Json.JsonValueKind.Null ? null : passage.GetProperty("paragraph").GetInt32(),
                string.Concat(passage.GetProperty("excerpt").EnumerateArray().Select(part => part.GetProperty("text").GetString())),
                [.. passage.GetProperty("excerpt").EnumerateArray().Where(part => part.GetProperty("found").GetBoolean()).Select(part => part.GetProperty("text").GetString()!)])),
        ];
    }

    private async Task<Guid> Shelve(string language, params string[] paragraphs) => await Shelve(Guid.CreateVersion7(), language, paragraphs);

    /// <summary>Puts a document of these paragraphs on the shelf, under an edition of its own.</summary>
    private async Task<Guid> Shelve(Guid edition, string language, params string[] paragraphs)
    {
        var document = Issued.In(language);
        document = document with
        {
            Symbol = $"A/61/{Random.Shared.Next(100_000):0}",
            OriginalLanguage = language,
            Title = "Dialogue",
            Edition = document.Edition with { Id = edition },
            Sections = [new PrintedSection(1, "Format", [.. paragraphs.Select((text, index) => new PrintedParagraph(index + 1, Completeness.Full, [new Run(text)], null))])],
        };
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Insert(Issued.Shelved(document));
        await session.SaveChangesAsync();
        return edition;
    }
}

using System.Net;
using Forum.Kit;
using Forum.Publishing.Notes;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Publishing.Tests;

[Collection<Issuing>]
public sealed class When_notes_are_taken_over_HTTP(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient noteTaker = fixture.Service.As("notetaker");

    [Fact]
    public async Task from_the_note_to_the_sentence_every_word_rests_on_counts()
    {
        var edition = await Open();
        var point = await noteTaker.Create("/points/openings", new { editionId = edition, roundTable = 1, wording = new { topic = "Fees", claim = "fees had fallen", counter = "others held that they had risen" } });
        foreach (var (delegation, stance) in new[] { ("FRA", "Support"), ("ITA", "Support"), ("ESP", "Support"), ("POL", "Support"), ("DEU", "Support"), ("PRT", "Neutral") })
            await Save(edition, delegation, stance, point);
        (await Change(HttpMethod.Post, point, "count")).ShouldBeDone();
        var counts = (await organizer.Get($"/points/{point}/counts")).Json;
        // Whatever other tests have published: the latest version counts.
        var latest = (await organizer.Get("/quantifier-policies")).Json.GetProperty("items").EnumerateArray().Max(policy => policy.GetProperty("number").GetInt32());
        (counts.GetProperty("counts").GetProperty("support").GetInt32(), counts.GetProperty("counts").GetProperty("heard").GetInt32(), counts.GetProperty("policy").GetInt32()).ShouldBe((5, 6, latest));
        counts.GetProperty("strongest").GetString().ShouldBe("Participants");

        (await Change(HttpMethod.Put, point, "quantifier", new { quantifier = "NearlyAll" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "quantifier-too-strong");
        (await Change(HttpMethod.Put, point, "quantifier", new { quantifier = "Many" })).ShouldBeDone();
        (await organizer.Get($"/points/{point}")).Json.GetProperty("sentence").GetString().ShouldBe("Many participants noted that fees had fallen.");
        (await Change(HttpMethod.Post, point, "consensus")).ShouldBeDone();
        (await organizer.Get($"/points/{point}")).Json.GetProperty("sentence").GetString().ShouldBe("There was consensus that fees had fallen.");

        // Somebody dissents: the consensus is none any more, and the text says so.
        await Save(edition, "AUT", "Dissent", point);
        var summary = await organizer.Create("/summaries", new { editionId = edition, title = "Summary of the Dialogue" });
        (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Remittances" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "paragraphs/drafting", new { section = 1 })).ShouldBeDone();
        var sentence = (await organizer.Get($"/summaries/{summary}/support")).Json.GetProperty("paragraphs")[0].GetProperty("sentences")[0];
        sentence.GetProperty("text").GetString().ShouldBe("Most participants noted that fees had fallen. Others held that they had risen.");
        sentence.GetProperty("counts").GetProperty("dissent").GetInt32().ShouldBe(1);
        sentence.GetProperty("notes").GetInt32().ShouldBe(7);
        sentence.GetProperty("basis").GetString().ShouldBe("counted");
        (await organizer.Get($"/summaries/{summary}/lint")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

        // A note more: the sentence waits to be counted again.
        await Save(edition, "CHE", "Dissent", point);
        (await organizer.Get($"/summaries/{summary}/lint")).Json.GetProperty("items")[0].GetProperty("rule").GetString().ShouldBe("CountsOutOfDate");
        (await organizer.Change(HttpMethod.Post, summary, "paragraphs/drafting", new { section = 1 })).ShouldBeDone();
        (await organizer.Get($"/summaries/{summary}/lint")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task a_save_is_sent_again_and_is_one_save()
    {
        var edition = await Open();
        var (note, revision) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var body = new { editionId = edition, roundTable = 1, delegation = "FRA", stance = "Support", text = "Fees" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => noteTaker.Ask(HttpMethod.Put, $"/notes/{note}/revisions/{revision}", body)));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        (await noteTaker.Get($"/notes/{note}")).Json.GetProperty("revisions").GetArrayLength().ShouldBe(1);
        (await noteTaker.Ask(HttpMethod.Put, $"/notes/{note}/revisions/{revision}", new { editionId = edition, roundTable = 1, delegation = "FRA", stance = "Support", text = "Other words" }))
            .ShouldBeRefused(HttpStatusCode.Conflict, "revision-reused");
    }

    [Fact]
    public async Task ten_at_once_from_one_revision_all_keep_what_they_wrote_until_it_is_merged()
    {
        var edition = await Open();
        var (note, start) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Save(edition, "FRA", "Support", null, note, start);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Save(edition, "FRA", "Support", null, note, Guid.CreateVersion7(), $"Version {n}", start)));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        var read = (await noteTaker.Get($"/notes/{note}")).Json;
        Guid[] heads = [.. read.GetProperty("heads").EnumerateArray().Select(head => head.GetGuid())];
        heads.Length.ShouldBe(10);
        read.GetProperty("merge").GetProperty("sides").EnumerateArray().Select(side => side.GetProperty("text").GetString()).Order().ShouldBe(Enumerable.Range(0, 10).Select(n => $"Version {n}"));
        read.GetProperty("merge").GetProperty("base").GetProperty("revision").GetGuid().ShouldBe(start);
        (await organizer.Get($"/notes?edition={edition}")).Json.GetProperty("items")[0].GetProperty("mergeDue").GetBoolean().ShouldBeTrue();

        var merged = await Save(edition, "FRA", "Support", null, note, Guid.CreateVersion7(), "All of it", heads);
        merged.Json.GetProperty("merge").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await noteTaker.Get($"/notes/{note}")).Json.GetProperty("revisions").GetArrayLength().ShouldBe(12);
    }

    [Fact]
    public async Task only_those_named_for_the_table_and_the_secretariat_read_and_write()
    {
        var edition = await Open();
        var note = Guid.CreateVersion7();
        await Save(edition, "FRA", "Support", null, note);
        using var delegation = fixture.Service.As("delegation", "FRA");
        (await delegation.Get($"/notes/{note}")).ShouldBeRefused(HttpStatusCode.Forbidden, "not-allowed");
        (await organizer.Ask(HttpMethod.Put, $"/editions/{edition}/note-takers", new { tables = new[] { new { roundTable = 2, accounts = new[] { "notetaker-any" } } } }, "\"1\"")).ShouldBeDone();
        (await noteTaker.Get($"/notes/{note}")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        (await noteTaker.Get($"/notes?edition={edition}&roundTable=1")).ShouldBeRefused(HttpStatusCode.Forbidden, "not-its-note-taker");
        (await noteTaker.Get($"/notes?edition={edition}")).ShouldBeRefused(HttpStatusCode.Forbidden, "not-its-note-taker");
        (await Save(edition, "FRA", "Support", null, HttpStatusCode.Forbidden)).ShouldBeRefused(HttpStatusCode.Forbidden, "not-its-note-taker");
        (await organizer.Get($"/notes/{note}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task at_the_end_of_retention_texts_delegations_and_authors_are_erased_and_what_was_counted_stands()
    {
        var edition = await Open();
        var point = await noteTaker.Create("/points/openings", new { editionId = edition, roundTable = 1, wording = new { topic = "Fees", claim = "fees had fallen" } });
        var note = Guid.CreateVersion7();
        await Save(edition, "FRA", "Support", point, note);
        (await Change(HttpMethod.Post, point, "count")).ShouldBeDone();
        (await organizer.Get($"/editions/{edition}/notes/retention")).Json.GetProperty("byDefault").GetBoolean().ShouldBeTrue();
        (await organizer.Ask(HttpMethod.Put, $"/editions/{edition}/notes/retention", new { endsOn = "2006-09-15", reason = "The summary is out." }, "\"1\"")).ShouldBeDone();
        await Eventually.True(async () => (await organizer.Get($"/editions/{edition}/notes/retention")).Json.GetProperty("erasedAt").ValueKind is System.Text.Json.JsonValueKind.String, "the notes are erased");

        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        (await session.Query<NoteText>().CountAsync(text => text.EditionId == edition)).ShouldBe(0);
        (await session.Query<NoteHead>().CountAsync(head => head.EditionId == edition)).ShouldBe(0);
        (await session.LoadAsync<NoteTakers>(edition)).ShouldBeNull();
        (await session.Events.FetchStreamAsync(note)).Count.ShouldBe(2, "the stream stays");
        (await organizer.Get($"/points/{point}/counts")).Json.GetProperty("counts").GetProperty("support").GetInt32().ShouldBe(1);
        (await Change(HttpMethod.Post, point, "count")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "notes-erased");
        (await organizer.Ask(HttpMethod.Put, $"/notes/{Guid.CreateVersion7()}/revisions/{Guid.CreateVersion7()}", new { editionId = edition, roundTable = 1, delegation = "FRA", stance = "Support", text = "late" }))
            .ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "notes-erased");
    }

    [Fact]
    public async Task a_note_after_the_issue_is_for_the_secretariat_to_settle_and_changes_nothing()
    {
        var edition = await fixture.Know(Dialogue.First());
        (await organizer.Ask(HttpMethod.Put, $"/editions/{edition}/note-takers", new { tables = new[] { new { roundTable = 1, accounts = new[] { "notetaker-any" } } } }, "\"0\"")).ShouldBeDone();
        var note = Guid.CreateVersion7();
        var first = Guid.CreateVersion7();
        await Save(edition, "FRA", "Support", null, note, first);
        var summary = await organizer.Clear(edition, "{speakersInAll} spoke.");
        using var publisher = fixture.Service.As("organizer", subject: "another-organizer");
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/990", date = "2006-10-13" })).ShouldBeDone();
        var before = (await organizer.Get("/documents/A/61/990?format=json")).Body;

        await Save(edition, "FRA", "Dissent", null, note, Guid.CreateVersion7(), "It thought otherwise", first);
        await Save(edition, "FRA", "Dissent", null, note, Guid.CreateVersion7(), "It thought otherwise after all", first);
        var matters = (await organizer.Get($"/summaries/{summary}")).Json.GetProperty("lateMatters").EnumerateArray();
        matters.Select(matter => (matter.GetProperty("kind").GetString(), matter.GetProperty("source").GetGuid())).ShouldBe([("InterventionNote", note)]);
        (await organizer.Get("/documents/A/61/990?format=json")).Body.ShouldBe(before);
    }

    [Fact]
    public async Task the_policy_is_public_in_every_version_and_its_numbers_have_no_gap()
    {
        using var anybody = fixture.Service.As(null);
        (await anybody.Get("/quantifier-policies/1")).Json.GetProperty("table").GetProperty("nearlyAllFrom").GetInt32().ShouldBe(90);
        (await anybody.Get("/quantifier-policies/0")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => organizer.Create("/quantifier-policies", new { table = new { manyUpTo = 50 + n }, reason = "The table was discussed." })));
        (await anybody.Get("/quantifier-policies")).Json.GetProperty("items").EnumerateArray().Select(policy => policy.GetProperty("number").GetInt32()).ShouldBe([1, 2, 3, 4, 5]);
        (await anybody.Get("/quantifier-policies?after=1&limit=2")).Json.GetProperty("next").GetString().ShouldBe("3");
        (await organizer.Ask(HttpMethod.Post, "/quantifier-policies", new { table = new { someBelow = 60 }, reason = "The table was discussed." })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "table-does-not-rise");
    }

    [Fact]
    public async Task who_has_an_account_may_try_what_the_rules_find()
    {
        using var anybody = fixture.Service.As("operator");
        var found = (await anybody.Ask(HttpMethod.Post, "/lint", new { text = "Nor\u00adway said so. States shall act." })).Json.GetProperty("items");
        found.EnumerateArray().Select(finding => (finding.GetProperty("offset").GetInt32(), finding.GetProperty("length").GetInt32(), finding.GetProperty("rule").GetString())).ShouldBe([(0, 7, "StateNamed"), (24, 5, "NormativeWord")]);
        (await anybody.Ask(HttpMethod.Post, "/lint", new { text = "Fees fell.", language = "de" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-value");
    }

    /// <summary>An edition at which the note-taker of these tests takes notes at round table 1.</summary>
    private async Task<Guid> Open()
    {
        var edition = await fixture.Know(Dialogue.Announced());
        (await organizer.Ask(HttpMethod.Put, $"/editions/{edition}/note-takers", new { tables = new[] { new { roundTable = 1, accounts = new[] { "notetaker-any" } } } }, "\"0\"")).ShouldBeDone();
        return edition;
    }

    private async Task<Answer> Save(Guid edition, string delegation, string stance, Guid? point, Guid? note = null, Guid? revision = null, string text = "Fees", params Guid[] basedOn) =>
        await Save(edition, delegation, stance, point, HttpStatusCode.OK, note, revision, text, basedOn);

    private async Task<Answer> Save(Guid edition, string delegation, string stance, Guid? point, HttpStatusCode expected, Guid? note = null, Guid? revision = null, string text = "Fees", params Guid[] basedOn)
    {
        var answer = await noteTaker.Ask(HttpMethod.Put, $"/notes/{note ?? Guid.CreateVersion7()}/revisions/{revision ?? Guid.CreateVersion7()}", new { editionId = edition, roundTable = 1, basedOn, delegation, stance, point, text });
        answer.Status.ShouldBe(expected, answer.Body);
        return answer;
    }

    private async Task<Answer> Change(HttpMethod method, Guid point, string what, object? body = null) =>
        await organizer.Ask(method, $"/points/{point}/{what}", body, (await organizer.Get($"/points/{point}")).ETag);
}

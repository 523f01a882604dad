using System.Net;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Publishing.Corrections;
using Forum.Publishing.Documents;
using Forum.Publishing.Languages;
using Forum.Publishing.Summaries;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Publishing.Tests;

/// <summary>Corr. corrects errors and names the languages, Add. brings new matter, Rev. replaces the whole text and shows what changed. What was issued is never touched.</summary>
public sealed class M11_Corrections
{
    private static readonly IReadOnlyDictionary<string, ChairSummary> Versions = new Dictionary<string, ChairSummary>(StringComparer.Ordinal)
    {
        ["en"] = Document("en", "It was said on 14 September, and again on 14 October.", "Second."),
        ["fr"] = Document("fr", "Cela a été dit le 14 septembre, puis le 14 octobre.", "Deuxième."),
    };

    [Theory]
    [InlineData("en", 1, "14 September", "15 September", null)]
    [InlineData("en", 1, "14 November", "15 November", "words-not-there")]
    [InlineData("en", 1, "14", "15", "words-not-once")]
    [InlineData("en", 1, "14 September", "14 September", "nothing-corrected")]
    [InlineData("en", 9, "14 September", "15 September", "paragraph-unknown")]
    [InlineData("ru", 1, "14 сентября", "15 сентября", "language-not-issued")]
    [InlineData("de", 1, "14. September", "15. September", "language-unknown")]
    public void a_correction_quotes_a_place_that_there_is_once(string language, int paragraph, string stands, string read, string? code)
    {
        var command = new ProposeCorrigendum { Reason = "A wrong date.", Corrections = [new() { Language = language, Paragraph = paragraph, Stands = stands, Read = read }] };
        if (code is null)
            command.Decide(Issued, Versions).ShouldHaveSingleItem();
        else
            Should.Throw<Refusal>(() => command.Decide(Issued, Versions)).Code.ShouldBe(code);
    }

    [Fact]
    public void a_corrigendum_is_of_an_issued_text_and_corrects_something()
    {
        Should.Throw<Refusal>(() => new ProposeCorrigendum { Reason = "A wrong date." }.Decide(Issued, Versions)).Code.ShouldBe("nothing-to-correct");
        Should.Throw<Refusal>(() => new ProposeCorrigendum { Reason = "They differ.", FromConcordance = true }.Decide(Issued, Versions)).Code.ShouldBe("nothing-to-correct");
        Should.Throw<Refusal>(() => new ProposeCorrigendum { Reason = "A wrong date." }.Decide(Texts.Given(Texts.Cleared).State, Versions)).Code.ShouldBe("summary-not-issued");
    }

    [Fact]
    public void it_names_the_languages_and_is_issued_in_them_and_no_other()
    {
        var cleared = Corrigendum(new Correction("fr", 1, "14 septembre", "15 septembre")) with { State = CorrigendumState.Cleared };
        var issued = Issue(cleared).Then<CorrigendumIssued>();
        issued.Symbol.ShouldBe("A/61/515/Corr.1");
        var document = CanonicalJson.Read<ChairSummary>(issued.Documents.ShouldHaveSingleItem().Content);
        (document.Language, document.OriginalLanguage, document.DocumentKind, document.ParentSymbol).ShouldBe(("fr", "fr", DocumentKind.Corrigendum, "A/61/515"));
        document.LanguagesAffected.ShouldBe(["fr"]);
        document.Changes.ShouldHaveSingleItem().After.ShouldBe("Cela a été dit le 15 septembre, puis le 14 octobre.");

        var both = Corrigendum(new("fr", 1, "14 septembre", "15 septembre"), new("en", 1, "14 September", "15 September")) with { State = CorrigendumState.Cleared };
        Issue(both).Then<CorrigendumIssued>().Documents.Select(version => version.Language).ShouldBe(["en", "fr"]);
    }

    [Fact]
    public void it_is_cleared_when_it_says_what_is_to_be_read()
    {
        Clear(Corrigendum(new Correction("fr", 1, "14 septembre", null))).ThenRefused("correction-incomplete");
        Clear(Corrigendum(new Correction("fr", 1, "14 septembre", "15 septembre"))).Then<CorrigendumCleared>();
        Issue(Corrigendum(new Correction("fr", 1, "14 septembre", "15 septembre"))).ThenRefused("corrigendum-not-cleared");
    }

    [Fact]
    public void who_writes_it_anew_has_it_cleared_anew()
    {
        var cleared = Corrigendum(new Correction("fr", 1, "14 septembre", "15 septembre")).Evolve(new CorrigendumCleared(Texts.Noon) { By = "chair" });
        cleared.State.ShouldBe(CorrigendumState.Cleared);
        var command = new RewriteCorrigendum { Corrections = [new() { Language = "fr", Paragraph = 1, Stands = "14 septembre", Read = "16 septembre" }] };
        var rewritten = command.Decide(cleared, Versions, Texts.Noon).Aggregate(cleared, (state, e) => state.Evolve(e));
        (rewritten.State, rewritten.ClearedBy).ShouldBe((CorrigendumState.Proposed, null));
        command.Decide(rewritten, Versions, Texts.Noon).ShouldBeEmpty();
    }

    [Fact]
    public void nothing_of_an_issued_or_dismissed_corrigendum_changes()
    {
        foreach (var (state, code) in new[] { (CorrigendumState.Issued, "corrigendum-issued"), (CorrigendumState.Dismissed, "corrigendum-dismissed") })
        {
            var closed = Corrigendum(new Correction("fr", 1, "14 septembre", "15 septembre")) with { State = state };
            Clear(closed).ThenRefused(code);
            Issue(closed).ThenRefused(code);
            new Decider<Corrigendum>(closed).When(corrigendum => new RewriteCorrigendum { Corrections = [new() { Language = "fr", Paragraph = 1, Stands = "14 octobre", Read = "" }] }.Decide(corrigendum, Versions, Texts.Noon)).ThenRefused(code);
        }
    }

    [Fact]
    public void an_addendum_and_a_revision_take_the_next_symbol_of_what_they_belong_to()
    {
        Draft(DocumentKind.Addendum, null).ThenRefused("parent-does-not-fit");
        Draft(DocumentKind.Summary, Issued).ThenRefused("parent-does-not-fit");
        Draft(DocumentKind.Corrigendum, Issued).ThenRefused("corrigendum-is-proposed");
        Draft(DocumentKind.Revision, Texts.Given(Texts.Cleared).State with { Id = Guid.CreateVersion7() }).ThenRefused("parent-not-issued");
        Draft(DocumentKind.Revision, Issued.Evolve(new SummarySuperseded("A/61/515/Rev.1", Texts.Noon))).ThenRefused("parent-superseded");

        var revision = Cleared(DocumentKind.Revision);
        Issue(revision, "A/61/515/Rev.2").ThenRefused("symbol-not-next");
        Issue(revision, "A/61/515/Add.1").ThenRefused("symbol-not-next");
        Issue(revision, "A/61/516").ThenRefused("symbol-not-next");
        Issue(revision, "A/61/515/Rev.1").Then<SummaryIssued>();
        Issue(Cleared(DocumentKind.Addendum), "A/61/515/Add.1").Then<SummaryIssued>();
    }

    [Fact]
    public void a_revision_begins_with_the_whole_text_and_carries_what_changed_in_it()
    {
        var begun = Draft(DocumentKind.Revision, Issued).Events().Aggregate(new Summary(), (summary, e) => summary.Evolve(e));
        begun.Paragraphs.ShouldBe(Issued.Paragraphs);
        begun.Sections.ShouldBe(Issued.Sections);

        var replaced = ChairSummary.Of(Issued, "A/61/515", Texts.October, Texts.FirstDialogue, []);
        var document = CanonicalJson.Read<ChairSummary>(Issue(Cleared(DocumentKind.Revision), "A/61/515/Rev.1", replaced).Then<SummaryIssued>().Content);
        (document.DocumentKind, document.ParentSymbol).ShouldBe((DocumentKind.Revision, "A/61/515"));
        var change = document.Changes.ShouldHaveSingleItem();
        (change.Part, change.Number, change.Before, change.After).ShouldBe((DocumentPart.Paragraph, 1, "Words.", "Better words."));
    }

    [Fact]
    public void an_inserted_paragraph_does_not_make_all_behind_it_look_changed()
    {
        var changes = TextDifference.Between(Document("en", "One.", "Two.", "Three."), Document("en", "One.", "New.", "Two.", "Three!"));
        changes.Select(change => (change.Number, change.Before, change.After)).ShouldBe([(2, "", "New."), (4, "Three.", "Three!")]);
        TextDifference.Between(Document("en", "One.", "Two."), Document("en", "Two.")).Select(change => (change.Number, change.Before, change.After)).ShouldBe([(1, "One.", "")]);
    }

    [Theory]
    [InlineData("The 127 States spoke.", "The 128 States spoke.", "127", "128")]
    [InlineData("127个国家发了言。", "128个国家发了言。", "127", "128")]
    [InlineData("تكلمت ١٢٧ دولة", "تكلمت ١٢٨ دولة", "١٢٧", "١٢٨")]
    public void words_are_told_apart_in_every_script(string before, string after, string removed, string added) =>
        TextDifference.Words(before, after).Where(words => words.Change is not WordChange.Kept).Select(words => (words.Change, words.Text)).ShouldBe([(WordChange.Removed, removed), (WordChange.Added, added)]);

    [Fact]
    public void a_difference_holds_both_texts_to_the_letter()
    {
        var text = from words in Gen.ArrayOf(Gen.Elements("Many", "said", " ", "  ", ", ", "60/227", "«", "»", "国", "国家", "دولة", "\n", "-", "’s", ".", "\u001E")) select string.Concat(words);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.Zip(text, text).ToArbitrary(), pair =>
        {
            var change = new TextChange(DocumentPart.Paragraph, 1, TextDifference.Words(pair.Item1, pair.Item2));
            return change.Before == pair.Item1 && change.After == pair.Item2;
        }));
    }

    [Fact]
    public void what_was_recorded_after_the_issue_is_a_matter_once_and_settled_once()
    {
        var source = Guid.CreateVersion7();
        LateMatters.Decide(Texts.Given(Texts.Cleared).State, LateMatterKind.InterventionNote, source, Texts.Noon).ShouldBeEmpty();
        var noted = LateMatters.Decide(Issued, LateMatterKind.InterventionNote, source, Texts.Noon).Aggregate(Issued, (summary, e) => summary.Evolve(e));
        LateMatters.Decide(noted, LateMatterKind.InterventionNote, source, Texts.Noon).ShouldBeEmpty();
        var matter = noted.LateMatters.ShouldHaveSingleItem();
        matter.Outcome.ShouldBeNull();

        var settle = new SettleLateMatter { Outcome = LateMatterOutcome.NoChange, Reason = "The point is in paragraph 10 already." };
        var settled = settle.Decide(noted, matter.Id, Texts.Noon).Aggregate(noted, (summary, e) => summary.Evolve(e));
        settled.LateMatters.ShouldHaveSingleItem().Outcome.ShouldBe(LateMatterOutcome.NoChange);
        settle.Decide(settled, matter.Id, Texts.Noon).ShouldBeEmpty();
        Should.Throw<Refusal>(() => (settle with { Outcome = LateMatterOutcome.Addendum }).Decide(settled, matter.Id, Texts.Noon).ToArray()).Code.ShouldBe("late-matter-settled");
        Should.Throw<Missing>(() => settle.Decide(settled, Guid.CreateVersion7(), Texts.Noon).ToArray());
    }

    private static readonly Summary Issued = Texts.Given([.. Texts.Cleared, new SummaryIssued("A/61/515", Texts.October, "Summary of the Dialogue", Guid.CreateVersion7(), "{}", "hash", Texts.Noon)]).State;

    private static Corrigendum Corrigendum(params Correction[] corrections) => new() { Id = Guid.CreateVersion7(), SummaryId = Issued.Id, Corrections = corrections, Reason = "A wrong date." };

    private static Decided Clear(Corrigendum corrigendum) => new Decider<Corrigendum>(corrigendum).When(state => ClearCorrigendum.Decide(state, Versions, Texts.Noon));

    private static Decided Issue(Corrigendum corrigendum) => new Decider<Corrigendum>(corrigendum).When(state => new IssueCorrigendum { Date = Texts.October }.Decide(state, Issued, Versions, Texts.Noon));

    private static Decided Draft(DocumentKind kind, Summary? parent) => new Decider<Summary>(new Summary()).When(_ =>
        new DraftSummary { EditionId = Issued.EditionId, Title = "Summary of the Dialogue", Kind = kind, ParentId = parent?.Id }.Decide(Guid.CreateVersion7(), Texts.FirstDialogue.Edition, Texts.Noon, parent));

    private static Summary Cleared(DocumentKind kind) => Texts.Given(
        [(SummaryDrafted)Texts.Drafted with { Kind = kind, ParentId = Issued.Id }, Texts.Format, Texts.Written(1, "Better words."), new SummarySubmitted(Texts.Noon), new SummaryCleared(Texts.Noon)]).State;

    private static Decided Issue(Summary summary, string symbol, ChairSummary? replaced = null) =>
        new Decider<Summary>(summary).When(state => new IssueSummary { Symbol = symbol, Date = Texts.October }.Decide(state, Texts.FirstDialogue, [], Texts.Noon, Issued, replaced));

    private static ChairSummary Document(string language, params string[] paragraphs) => ChairSummary.Of(Texts.Given(Texts.Cleared).State, "A/61/515", Texts.October, Texts.FirstDialogue, []) with
    {
        Language = language,
        Direction = OfficialLanguage.Of(language).Direction,
        Sections = [new PrintedSection(1, "Format", [.. paragraphs.Select((text, index) => new PrintedParagraph(index + 1, Completeness.Full, [new Run(text)], null))])],
    };
}

/// <summary>The same over HTTP, with a note that came too late.</summary>
[Collection<Issuing>]
public sealed class M11_Corrections_over_HTTP(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer"), publisher = fixture.Service.As("organizer", subject: "who-issues"), anybody = fixture.Service.As(null), noteTaker = fixture.Service.As("notetaker");

    [Fact]
    public async Task a_point_that_comes_after_the_issue_is_for_the_secretariat_to_settle_and_changes_nothing()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await Issue(edition, "A/61/930");
        var before = (await anybody.Get("/documents/A/61/930?format=json")).Body;
        var point = await noteTaker.Create("/points", new { editionId = edition, quantifier = "Many", subject = "participants", statement = "said something else" });

        var matter = (await organizer.Get($"/summaries/{summary}")).Json.GetProperty("lateMatters").EnumerateArray().ShouldHaveSingleItem();
        (matter.GetProperty("kind").GetString(), matter.GetProperty("source").GetGuid()).ShouldBe(("Point", point));
        (await anybody.Get($"/summaries/{summary}")).Json.GetProperty("lateMatters").GetArrayLength().ShouldBe(0, "the public does not see it");
        var address = $"late-matters/{matter.GetProperty("id").GetGuid()}/settlement";
        (await organizer.Change(HttpMethod.Post, summary, address, new { outcome = "Corrigendum" })).ShouldBeRefused(HttpStatusCode.BadRequest, "malformed-body");
        (await organizer.Change(HttpMethod.Post, summary, address, new { outcome = "Addendum", reason = "It is new matter." })).ShouldBeDone();
        (await organizer.Get($"/summaries/{summary}")).Json.GetProperty("lateMatters")[0].GetProperty("outcome").GetString().ShouldBe("Addendum");
        (await anybody.Get("/documents/A/61/930?format=json")).Body.ShouldBe(before);
    }

    [Fact]
    public async Task what_is_recorded_and_what_is_issued_at_the_same_instant_do_not_miss_each_other()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await organizer.Clear(edition, "{memberStatesSpoke} States spoke.");
        var points = Enumerable.Range(0, 6).Select(number => noteTaker.Ask(HttpMethod.Post, "/points", new { editionId = edition, quantifier = "Many", subject = "participants", statement = $"said {number}" })).ToArray();
        var issue = await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol = "A/61/931", date = "2006-10-13" });
        issue.ShouldBeDone();
        (await Task.WhenAll(points)).ShouldAllBe(point => point.Status == HttpStatusCode.Created);
        await using var session = fixture.Session();
        var issuedAt = (await session.Events.FetchStreamAsync(summary)).Single(e => e.Data is SummaryIssued).Sequence;
        var late = await Task.WhenAll(points.Select(async point =>
        {
            await using var own = fixture.Session();
            var recorded = (await own.Events.FetchStreamAsync((await point).Json.GetProperty("id").GetGuid())).Single();
            return (recorded.StreamId, IsLate: recorded.Sequence > issuedAt);
        }));
        (await organizer.Get($"/summaries/{summary}")).Json.GetProperty("lateMatters").EnumerateArray().Select(matter => matter.GetProperty("source").GetGuid())
            .ShouldBe(late.Where(point => point.IsLate).Select(point => point.StreamId), ignoreOrder: true);
    }

    [Fact]
    public async Task a_corrigendum_an_addendum_and_a_revision_are_issued_and_the_text_stays_as_it_was()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await Issue(edition, "A/61/932");
        var before = (await anybody.Get("/documents/A/61/932?format=json")).Body;

        var corrigendum = await organizer.Create($"/summaries/{summary}/corrigenda", new { reason = "A wrong word.", corrections = new[] { new { language = "en", paragraph = 1, stands = "spoke", read = "took the floor" } } });
        (await organizer.ChangeAt(HttpMethod.Post, $"/corrigenda/{corrigendum}", "/clearance")).ShouldBeDone();
        (await publisher.ChangeAt(HttpMethod.Post, $"/corrigenda/{corrigendum}", "/issue", new { date = "2006-10-20" })).ShouldBeDone();
        (await anybody.Get("/documents/A/61/932/Corr.1?format=json")).Json.GetProperty("sections")[0].GetProperty("paragraphs")[0].GetProperty("text").GetString().ShouldBe("Paragraph 1: for “spoke” read “took the floor”.");

        var addendum = await organizer.Create("/summaries", new { editionId = edition, title = "Addendum", kind = "Addendum", parentId = summary });
        await Clear(addendum, "More was said.");
        (await publisher.Change(HttpMethod.Post, addendum, "issue", new { symbol = "A/61/932/Add.1", date = "2006-10-21" })).ShouldBeDone();

        var revision = await Draft(new { editionId = edition, title = "Summary of the Dialogue", kind = "Revision", parentId = summary });
        await Clear(revision, "{memberStatesSpoke} States took the floor.", hasSection: true);
        (await publisher.Change(HttpMethod.Post, revision, "issue", new { symbol = "A/61/932/Add.2", date = "2006-10-22" })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "symbol-not-next");
        (await publisher.Change(HttpMethod.Post, revision, "issue", new { symbol = "A/61/932/Rev.1", date = "2006-10-22" })).ShouldBeDone();
        var changes = (await anybody.Get("/documents/A/61/932/Rev.1?format=json")).Json.GetProperty("changes");
        changes.GetArrayLength().ShouldBe(1);
        changes[0].GetProperty("before").GetString().ShouldBe("127 States spoke.");

        var read = (await anybody.Get($"/summaries/{summary}")).Json;
        read.GetProperty("state").GetString().ShouldBe("Superseded");
        read.GetProperty("laterDocuments").EnumerateArray().Select(later => later.GetProperty("symbol").GetString()).ShouldBe(["A/61/932/Corr.1", "A/61/932/Add.1", "A/61/932/Rev.1"]);
        (await anybody.Get("/documents/A/61/932?format=json")).Body.ShouldBe(before);
    }

    /// <summary>Every command there is, tried on an issued text.</summary>
    [Fact]
    public async Task no_command_changes_an_issued_text()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await Issue(edition, "A/61/933");
        var before = (await anybody.Get("/documents/A/61/933?format=json")).Body;
        var text = new { section = 1, completeness = "Full", text = "Other words." };
        foreach (var (method, what, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Put, "paragraphs/1", text), (HttpMethod.Post, "paragraphs/1/insertion", text), (HttpMethod.Delete, "paragraphs/1", null), (HttpMethod.Post, "sections", new { number = 2, heading = "More" }),
            (HttpMethod.Put, "sections/1", new { heading = "Other" }), (HttpMethod.Post, "review", null), (HttpMethod.Post, "fact-check", new { closesAt = "2099-01-01T00:00:00Z" }), (HttpMethod.Post, "return", new { reason = "second thoughts" }),
            (HttpMethod.Post, "clearance", null), (HttpMethod.Post, "issue", new { symbol = "A/61/934", date = "2006-10-13" }), (HttpMethod.Post, "issue", new { symbol = "A/61/933", date = "2006-10-13" }),
        })
            (await publisher.Change(method, summary, what, body)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "summary-issued");
        await organizer.Translate(summary, "fr", "Résumé", "Note", "Rubrique", "{memberStatesSpoke} États ont parlé.");
        (await anybody.Get("/documents/A/61/933?format=json")).Body.ShouldBe(before);
    }

    private async Task<Guid> Issue(Guid edition, string symbol)
    {
        var summary = await organizer.Clear(edition, "{memberStatesSpoke} States spoke.");
        (await publisher.Change(HttpMethod.Post, summary, "issue", new { symbol, date = "2006-10-13" })).ShouldBeDone();
        return summary;
    }

    private async Task<Guid> Draft(object body)
    {
        var drafted = await organizer.Ask(HttpMethod.Post, "/summaries", body);
        drafted.Status.ShouldBe(HttpStatusCode.Created, drafted.Body);
        return drafted.Json.GetProperty("id").GetGuid();
    }

    private async Task Clear(Guid summary, string text, bool hasSection = false)
    {
        if (!hasSection)
            (await organizer.Change(HttpMethod.Post, summary, "sections", new { number = 1, heading = "Format" })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "Full", text })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "review")).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "clearance")).ShouldBeDone();
    }
}

/// <summary>M12: a text of more than 8,500 words is issued with a warning.</summary>
public sealed class M12_Word_limit
{
    [Theory]
    [InlineData("Many participants said so.", 4)]
    [InlineData("l’État n’est pas là-bas", 4)]
    [InlineData("与会者说", 4)]
    [InlineData("قال مشاركون كثيرون", 3)]
    [InlineData("", 0)]
    public void words_are_counted_in_every_script(string text, int words) => WordCount.Of(text).ShouldBe(words);

    [Fact]
    public void a_long_text_warns_and_does_not_block()
    {
        ChairSummary Print(int words) => ChairSummary.Of(Texts.Given(Texts.ClearedWith(string.Join(' ', Enumerable.Repeat("word", words)))).State, "A/61/515", Texts.October, Texts.FirstDialogue, []);
        var summary = Texts.Given(Texts.Cleared).State;
        ReadReadiness.Of(summary, Print(8_400), [], []).ShouldBeEmpty();
        ReadReadiness.Of(summary, Print(8_501), [], []).ShouldHaveSingleItem().ShouldSatisfyAllConditions(hindrance => hindrance.Rule.ShouldBe("too-long"), hindrance => hindrance.Blocks.ShouldBeFalse());
    }
}

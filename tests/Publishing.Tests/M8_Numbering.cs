using System.Net;
using System.Text.Json;
using Forum.Hosting.Store;
using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;
using FsCheck;
using FsCheck.Fluent;

namespace Forum.Publishing.Tests;

/// <summary>Paragraphs are counted 1 to n over the whole document; before issue an inserted one moves those behind it and references follow, afterwards no number changes.</summary>
public sealed class M8_Numbering
{
    [Fact]
    public void an_inserted_paragraph_moves_those_behind_it_and_references_follow()
    {
        var summary = Fold(Three(), s => InsertParagraph.Decide(s, 2, Texts.Full("New, see paragraph {#4}."), [], Texts.Noon));
        summary.Paragraphs.Select(paragraph => (paragraph.Number, paragraph.Text)).ShouldBe(
        [
            (1, "First, see paragraphs {#3} and {#4}."), (2, "New, see paragraph {#4}."), (3, "Second, see paragraph {#1}."), (4, "Third, see paragraph {#3}."),
        ]);
        Numbering.Faults(summary).ShouldBeEmpty();
    }

    [Fact]
    public void a_paragraph_that_is_taken_out_lets_those_behind_it_move_up()
    {
        var summary = Fold(Texts.Given(Texts.Drafted, Texts.Format, Texts.Written(1, "See paragraph {#3}."), Texts.Written(2, "Superfluous."), Texts.Written(3, "Last.")).State, s => RemoveParagraph.Decide(s, 2, Texts.Noon));
        summary.Paragraphs.Select(paragraph => (paragraph.Number, paragraph.Text)).ShouldBe([(1, "See paragraph {#2}."), (2, "Last.")]);
    }

    [Fact]
    public void a_paragraph_that_others_refer_to_is_not_taken_out() =>
        Texts.Given(Texts.Drafted, Texts.Format, Texts.Written(1, "See paragraph {#2}."), Texts.Written(2, "Words."))
            .When(summary => RemoveParagraph.Decide(summary, 2, Texts.Noon)).ThenRefused("paragraph-referred-to");

    [Fact]
    public void a_reference_that_leads_nowhere_is_refused_at_every_step()
    {
        object[] dangling = [Texts.Drafted, Texts.Format, Texts.Written(1, "See paragraph {#2}.")];
        Texts.Given(dangling).When(summary => SubmitForReview.Decide(summary, Texts.Noon)).ThenRefused("reference-dangling");
        Texts.Given([.. dangling, new SummarySubmitted(Texts.Noon)]).When(summary => ClearSummary.Decide(summary, [], Texts.Noon)).ThenRefused("reference-dangling");
        Texts.Given([.. dangling, new SummarySubmitted(Texts.Noon), new SummaryCleared(Texts.Noon)])
            .When(summary => new IssueSummary { Symbol = "A/61/515", Date = Texts.October }.Decide(summary, Texts.FirstDialogue, [], Texts.Noon)).ThenRefused("reference-dangling");
    }

    [Fact]
    public void a_reference_is_printed_as_the_number_and_known_as_a_reference()
    {
        var document = ChairSummary.Of(Three(), "A/61/515", Texts.October, Texts.FirstDialogue, []);
        document.Sections[0].Paragraphs[0].Text.ShouldBe("First, see paragraphs 2 and 3.");
        document.Sections[0].Paragraphs[0].Runs.Select(run => run.Paragraph).OfType<int>().ShouldBe([2, 3]);
    }

    [Theory]
    [InlineData("{#}")]
    [InlineData("{#0}")]
    [InlineData("{#12345}")]
    [InlineData("{#one}")]
    public void a_reference_is_a_number(string text) =>
        Texts.Given(Texts.Drafted, Texts.Format).When(summary => Texts.Full(text).Decide(summary, 1, [], Texts.Noon)).ThenRefused("placeholder-malformed");

    [Fact]
    public void a_missing_paragraph_stays_a_gap_with_its_number()
    {
        object[] text = [Texts.Drafted, Texts.Format, Texts.Written(1, "There is more in paragraph {#2}."), new ParagraphWritten(new Paragraph { Number = 2, Section = 1, Completeness = Completeness.Absent, Missing = "page missing" }, Texts.Noon), Texts.Written(3, "Words.")];
        var document = ChairSummary.Of(Texts.Given(text).State, "A/61/515", Texts.October, Texts.FirstDialogue, []);
        document.Sections[0].Paragraphs.Select(paragraph => (paragraph.Number, paragraph.Completeness, paragraph.Missing)).ShouldBe(
            [(1, Completeness.Full, null), (2, Completeness.Absent, "page missing"), (3, Completeness.Full, null)]);
    }

    [Fact]
    public void a_question_goes_with_its_paragraph()
    {
        var question = new ParagraphQuestioned(new Question { Paragraph = 2, LeftOffice = Guid.CreateVersion7(), Reason = "It names who left.", AfterIssue = false }, Texts.Noon);
        var summary = Texts.Given([Texts.Drafted, Texts.Format, Texts.Paragraph(1), Texts.Paragraph(2), question]).State;
        Fold(summary, s => InsertParagraph.Decide(s, 1, Texts.Full("New."), [], Texts.Noon)).Questions.ShouldHaveSingleItem().Paragraph.ShouldBe(3);
        Fold(summary, s => RemoveParagraph.Decide(s, 1, Texts.Noon)).Questions.ShouldHaveSingleItem().Paragraph.ShouldBe(1);
        Fold(summary, s => RemoveParagraph.Decide(s, 2, Texts.Noon)).Questions.ShouldBeEmpty();
    }

    /// <summary>Whatever is inserted and taken out in whatever order: the numbers stay 1 to n, and every reference leads to the paragraph it led to.</summary>
    [Fact]
    public void numbers_and_references_hold_whatever_is_inserted_and_taken_out()
    {
        var steps = Gen.ArrayOf(Gen.Zip(ArbMap.Default.GeneratorFor<bool>(), Gen.Choose(1, 12)));
        var law = Prop.ForAll(steps.ToArbitrary(), changes =>
        {
            var summary = Texts.Given([Texts.Drafted, Texts.Format, .. Enumerable.Range(1, 5).Select(number => Texts.Written(number, $"P{number} refers to {{#{(number % 5) + 1}}}."))]).State;
            foreach (var ((inserts, at), step) in changes.Select((change, step) => (change, step)))
            {
                try
                {
                    summary = Fold(summary, s => inserts ? InsertParagraph.Decide(s, at, Texts.Full($"N{step} refers to nobody."), [], Texts.Noon) : RemoveParagraph.Decide(s, at, Texts.Noon));
                }
                catch (Exception refused) when (refused is Refusal or Missing)
                {
                    // What is refused changes nothing.
                }
            }

            return summary.Paragraphs.Select(paragraph => paragraph.Number).SequenceEqual(Enumerable.Range(1, summary.Paragraphs.Count))
                && Enumerable.Range(1, 5).All(number =>
                {
                    var from = summary.Paragraphs.Single(paragraph => paragraph.Text!.StartsWith($"P{number} ", StringComparison.Ordinal));
                    var to = summary.Paragraphs.Single(paragraph => paragraph.Number == FigureText.References(from.Text!).Single());
                    return to.Text!.StartsWith($"P{(number % 5) + 1} ", StringComparison.Ordinal);
                });
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), law);
    }

    [Fact]
    public void after_issue_nothing_is_inserted_or_taken_out()
    {
        var issued = Texts.Given([.. Texts.Cleared, new SummaryIssued("A/61/515", Texts.October, "T", Guid.CreateVersion7(), "{}", "hash", Texts.Noon)]);
        issued.When(summary => InsertParagraph.Decide(summary, 1, Texts.Full("New."), [], Texts.Noon)).ThenRefused("summary-issued");
        issued.When(summary => RemoveParagraph.Decide(summary, 1, Texts.Noon)).ThenRefused("summary-issued");
    }

    internal static Summary Fold(Summary summary, Func<Summary, IEnumerable<object>> decide) => decide(summary).Aggregate(summary, (state, e) => state.Evolve(e));

    private static Summary Three() =>
        Texts.Given(Texts.Drafted, Texts.Format, Texts.Written(1, "First, see paragraphs {#2} and {#3}."), Texts.Written(2, "Second, see paragraph {#1}."), Texts.Written(3, "Third, see paragraph {#2}.")).State;
}

/// <summary>The same over HTTP, with a translation that follows.</summary>
[Collection<Issuing>]
public sealed class M8_Numbering_over_HTTP(PublishingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task a_paragraph_is_inserted_and_taken_out_and_translations_and_figures_follow()
    {
        var edition = await fixture.Know(Dialogue.First());
        var summary = await organizer.Clear(edition, "See paragraph {#2}.", more: new { section = 1, completeness = "Full", text = "The second of them." });
        var french = await organizer.Translate(summary, "fr", "Le résumé", "Une note.", "Rubrique", "Voir le paragraphe {#2}.", "Le deuxième.");
        (await organizer.Change(HttpMethod.Post, summary, "return", new { reason = "One is missing." })).ShouldBeDone();
        (await organizer.Change(HttpMethod.Post, summary, "paragraphs/2/insertion", new { section = 1, completeness = "Full", text = "Between the two." })).ShouldBeDone();

        Texts(await organizer.Get($"/summaries/{summary}")).ShouldBe(["1 See paragraph {#3}.", "2 Between the two.", "3 The second of them."]);
        Texts(await organizer.Get(french)).ShouldBe(["1 Voir le paragraphe {#3}.", "3 Le deuxième."]);
        (await organizer.Change(HttpMethod.Post, summary, "paragraphs/9/insertion", new { section = 1, completeness = "Full", text = "Nowhere." })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "paragraph-unknown");
        (await organizer.Change(HttpMethod.Delete, summary, "paragraphs/3")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "paragraph-referred-to");
        (await organizer.Change(HttpMethod.Delete, summary, "paragraphs/2")).ShouldBeDone();
        Texts(await organizer.Get($"/summaries/{summary}")).ShouldBe(["1 See paragraph {#2}.", "2 The second of them."]);
        Texts(await organizer.Get(french)).ShouldBe(["1 Voir le paragraphe {#2}.", "2 Le deuxième."]);

        (await organizer.Change(HttpMethod.Put, summary, "paragraphs/1", new { section = 1, completeness = "Full", text = "See paragraph {#7}." })).ShouldBeDone();
        var hindrances = (await organizer.Get($"/summaries/{summary}/readiness")).Json.GetProperty("items").EnumerateArray().ToArray();
        hindrances.ShouldHaveSingleItem().GetProperty("rule").GetString().ShouldBe("reference-dangling");
        (await organizer.Change(HttpMethod.Post, summary, "review")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "reference-dangling");
    }

    private static string[] Texts(Answer answer) =>
        [.. answer.Json.GetProperty("paragraphs").EnumerateArray().Select(paragraph => $"{paragraph.GetProperty("number").GetInt32()} {paragraph.GetProperty("text").GetString()}")];
}

/// <summary>What translators do.</summary>
internal static class Translating
{
    /// <summary>Translates a summary of one section; answers with the address of the version.</summary>
    public static async Task<string> Translate(this HttpClient translator, Guid summary, string language, string title, string? note, string heading, params string?[] paragraphs)
    {
        var begun = await translator.Ask(HttpMethod.Post, $"/summaries/{summary}/languages", new { language, title, statusNote = note });
        begun.Status.ShouldBe(HttpStatusCode.Created, begun.Body);
        var address = $"/summaries/{summary}/languages/{language}";
        (await translator.ChangeAt(HttpMethod.Put, address, "/sections/1", new { heading })).ShouldBeDone();
        foreach (var (text, index) in paragraphs.Select((text, index) => (text, index)))
        {
            if (text is not null)
                (await translator.ChangeAt(HttpMethod.Put, address, $"/paragraphs/{index + 1}", new { text })).ShouldBeDone();
        }

        return address;
    }

    /// <summary>Changes something of what stands at an address, at the version that it has now.</summary>
    public static async Task<Answer> ChangeAt(this HttpClient client, HttpMethod method, string address, string what, object? body = null) =>
        await client.Ask(method, $"{address}{what}", body, (await client.Get(address)).ETag);

    public static JsonElement[] Items(this Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];
}

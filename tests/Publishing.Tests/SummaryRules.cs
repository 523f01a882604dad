using System.Text.Json.Nodes;
using Forum.Contracts.Governance;
using Forum.Hosting.Store;
using Forum.Kit;
using Forum.Publishing.Documents;
using Forum.Publishing.Points;
using Forum.Publishing.Proceedings;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Tests;

public sealed class When_a_summary_is_drafted
{
    [Fact]
    public void it_belongs_to_an_edition_that_ends_with_one()
    {
        var command = new DraftSummary { EditionId = Guid.CreateVersion7(), Title = "Summary" };
        command.Decide(Guid.CreateVersion7(), Dialogue.Announced().Course().Edition, Texts.Noon).ShouldHaveSingleItem().ShouldBeOfType<SummaryDrafted>();
        Should.Throw<Refusal>(() => command.Decide(Guid.CreateVersion7(), Dialogue.Announced(OutcomeType.AdoptedDeclaration).Course().Edition, Texts.Noon).ToArray())
            .Code.ShouldBe("outcome-is-no-summary");
    }

    [Fact]
    public void sections_are_numbered_without_gaps() =>
        Texts.Given(Texts.Drafted).When(new AddSection { Number = 2, Heading = "Follow-up" }.Decide).ThenRefused("section-out-of-order");

    [Fact]
    public void a_section_is_added_once() =>
        Texts.Given(Texts.Drafted, Texts.Format).When(new AddSection { Number = 1, Heading = "Format" }.Decide).ThenNothing();

    [Fact]
    public void a_section_is_not_put_over_another() =>
        Texts.Given(Texts.Drafted, Texts.Format).When(new AddSection { Number = 1, Heading = "Other" }.Decide).ThenRefused("section-exists");

    [Fact]
    public void a_lost_heading_can_be_found_later() =>
        Texts.Given(Texts.Drafted, new SectionAdded(new Section(1, null), Texts.Noon))
            .When(summary => new ChangeHeading { Heading = "Format" }.Decide(summary, 1, Texts.Noon))
            .Then(new SectionHeadingChanged(new Section(1, "Format"), Texts.Noon));

    [Fact]
    public void no_state_says_that_participants_took_a_position_on_the_text() =>
        Enum.GetNames<SummaryState>().Concat(Summary.Events.Select(type => type.Name))
            .ShouldAllBe(name => !new[] { "Adopt", "Agree", "Vote", "Approv", "Endors", "Bind" }.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
}

public sealed class When_a_paragraph_is_written
{
    [Fact]
    public void it_is_what_was_written() => Write(1, Texts.Full("Text.")).Then<ParagraphWritten>().Paragraph.Text.ShouldBe("Text.");

    [Fact]
    public void twice_the_same_is_once() =>
        Texts.Given(Texts.Drafted, Texts.Format, Texts.Paragraph(1)).When(summary => Texts.Full("Words.").Decide(summary, 1, [], Texts.Noon)).ThenNothing();

    [Fact]
    public void its_section_is_there() => Write(1, Texts.Full("Text.") with { Section = 2 }).ThenRefused("section-unknown");

    [Theory]
    [InlineData("{membersOfStates}", "figure-unknown")]
    [InlineData("{MemberStatesSpoke}", "figure-unknown")]
    [InlineData("{memberStatesSpoke", "placeholder-malformed")]
    [InlineData("memberStatesSpoke}", "placeholder-malformed")]
    [InlineData("{{memberStatesSpoke}}", "placeholder-malformed")]
    [InlineData("{member States}", "placeholder-malformed")]
    public void its_braces_hold_figures_that_there_are(string text, string code) => Write(1, Texts.Full(text)).ThenRefused(code);

    [Fact]
    public void its_points_are_of_the_same_edition()
    {
        var elsewhere = new Point { Id = Guid.CreateVersion7(), EditionId = Guid.CreateVersion7() };
        Write(1, Texts.Full(null) with { Points = [elsewhere.Id] }, elsewhere).ThenRefused("point-unknown");
        Write(1, Texts.Full(null) with { Points = [Guid.CreateVersion7()] }).ThenRefused("point-unknown");
        Write(1, Texts.Full(null) with { Points = [Texts.Point.Id, Texts.Point.Id] }, Texts.Point).ThenRefused("point-twice");
        Write(1, Texts.Full(null) with { Points = [Texts.Point.Id] }, Texts.Point).Then<ParagraphWritten>().Paragraph.Points.ShouldBe([Texts.Point.Id]);
    }

    [Fact]
    public void a_gap_has_a_reason_and_no_text()
    {
        Write(5, Texts.Absent("page missing in source copy")).Then<ParagraphWritten>().Paragraph.Missing.ShouldBe("page missing in source copy");
        Write(5, Texts.Absent(null)).ThenRefused("gap-without-reason");
        Write(5, Texts.Absent("missing") with { Text = "but here it is" }).ThenRefused("absent-with-text");
    }

    [Fact]
    public void it_has_something_in_it()
    {
        Write(1, Texts.Full(null)).ThenRefused("paragraph-empty");
        Write(1, Texts.Full("Text.") with { Missing = "something" }).ThenRefused("full-with-gap");
    }

    private static Decided Write(int number, WriteParagraph command, params Point[] points) =>
        Texts.Given(Texts.Drafted, Texts.Format).When(summary => command.Decide(summary, number, points, Texts.Noon));
}

public sealed class When_the_chair_reads_the_summary
{
    [Fact]
    public void the_numbering_has_no_gap() =>
        Texts.Given(Texts.Drafted, Texts.Format, Texts.Paragraph(1), Texts.Paragraph(3)).When(Submit).ThenRefused("paragraphs-not-consecutive");

    [Fact]
    public void there_is_something_to_read() => Texts.Given(Texts.Drafted).When(Submit).ThenRefused("summary-empty");

    [Fact]
    public void the_sections_come_in_order() =>
        Texts.Given(Texts.Drafted, Texts.Format, new SectionAdded(new Section(2, null), Texts.Noon), Texts.Paragraph(1, section: 2), Texts.Paragraph(2, section: 1))
            .When(Submit).ThenRefused("sections-out-of-order");

    [Fact]
    public void it_is_submitted_once() => Texts.Given(Texts.InReview).When(Submit).ThenNothing();

    [Fact]
    public void it_is_cleared_once() => Texts.Given(Texts.Cleared).When(Clear).ThenNothing();

    [Fact]
    public void a_draft_is_not_cleared() => Texts.Given(Texts.Drafted, Texts.Format, Texts.Paragraph(1)).When(Clear).ThenRefused("summary-not-in-review");

    [Fact]
    public void the_chair_may_still_write() =>
        Texts.Given(Texts.InReview).When(summary => Texts.Full("Better words.").Decide(summary, 1, [], Texts.Noon)).Then<ParagraphWritten>();

    [Fact]
    public void a_gap_made_during_the_review_is_not_cleared() => Texts.Given([.. Texts.InReview, Texts.Paragraph(3)]).When(Clear).ThenRefused("paragraphs-not-consecutive");

    [Fact]
    public void a_cleared_text_is_closed_until_it_is_returned()
    {
        Texts.Given(Texts.Cleared).When(summary => Texts.Full("Other words.").Decide(summary, 1, [], Texts.Noon)).ThenRefused("summary-cleared");
        Texts.Given(Texts.Cleared).When(summary => new ReturnSummary { Reason = "a wrong date" }.Decide(summary, Texts.Noon)).Then(new SummaryReturned("a wrong date", Texts.Noon));
        Texts.Given([.. Texts.Cleared, new SummaryReturned("a wrong date", Texts.Noon)])
            .When(summary => Texts.Full("Other words.").Decide(summary, 1, [], Texts.Noon)).Then<ParagraphWritten>();
    }

    private static IEnumerable<object> Submit(Summary summary) => SubmitForReview.Decide(summary, Texts.Noon);

    private static IEnumerable<object> Clear(Summary summary) => ClearSummary.Decide(summary, [], Texts.Noon);
}

public sealed class When_a_summary_is_issued
{
    [Fact]
    public void its_text_is_set_with_figures_points_and_gaps()
    {
        object[] text =
        [
            Texts.Drafted,
            Texts.Format,
            Texts.Written(1, "In {plenaryMeetings} meetings {memberStatesSpoke} States spoke, {roundTableMeanAtLeast} sat at a table.", points: [Texts.Point.Id]),
            new ParagraphWritten(new Paragraph { Number = 2, Section = 1, Completeness = Completeness.Absent, Missing = "page missing" }, Texts.Noon),
            new SummarySubmitted(Texts.Noon),
            new SummaryCleared(Texts.Noon),
        ];
        var issued = Texts.Given(text).When(summary => Issue(summary)).Then<SummaryIssued>();

        var document = CanonicalJson.Read<ChairSummary>(issued.Content);
        document.Sections[0].Paragraphs[0].Text.ShouldBe("In 4 meetings 127 States spoke, 48.25 sat at a table. Many participants said so.");
        document.Sections[0].Paragraphs[1].Number.ShouldBe(2);
        document.Sections[0].Paragraphs[1].Text.ShouldBe("");
        document.Status.ShouldContain("not a negotiated outcome");
        document.Figures.Single(figure => figure.Name == "memberStatesSpoke").EvidenceCount().ShouldBe(127);
        issued.ContentHash.ShouldBe(CanonicalJson.Hash(issued.Content));
    }

    [Fact]
    public void the_same_text_has_the_same_hash()
    {
        var summary = Texts.Given(Texts.Cleared).State;
        var first = Issue(summary).Single();
        var second = Issue(summary).Single();
        second.ContentHash.ShouldBe(first.ContentHash);
        new IssueSummary { Symbol = "A/61/516", Date = Texts.October }.Decide(summary, Texts.FirstDialogue, [Texts.Point], Texts.Noon).Single().ContentHash.ShouldNotBe(first.ContentHash);
    }

    [Fact]
    public void the_chair_has_cleared_it() => Texts.Given(Texts.InReview).When(summary => Issue(summary)).ThenRefused("summary-not-cleared");

    [Fact]
    public void its_symbol_is_one() => Texts.Given(Texts.Cleared).When(summary => Issue(summary, symbol: "61-515")).ThenRefused("symbol-malformed");

    [Fact]
    public void its_symbol_is_not_that_of_a_resolution() => Texts.Given(Texts.Cleared).When(summary => Issue(summary, symbol: "A/RES/61/1")).ThenRefused("symbol-of-resolutions");

    [Fact]
    public void the_edition_is_over() => Texts.Given(Texts.Cleared).When(summary => Issue(summary, date: new DateOnly(2006, 9, 14))).ThenRefused("issued-before-the-end");

    [Fact]
    public void a_figure_that_is_not_known_is_not_printed_as_if_it_were()
    {
        Texts.Given(Texts.ClearedWith("{memberStatesSpoke} spoke.")).When(summary => Issue(summary, Dialogue.Announced().Course())).ThenRefused("figure-not-known");

        var issued = Texts.Given(Texts.ClearedWith("{memberStatesSpoke?} spoke.")).When(summary => Issue(summary, Dialogue.Announced().Course())).Then<SummaryIssued>();
        CanonicalJson.Read<ChairSummary>(issued.Content).Sections[0].Paragraphs[0].Text.ShouldBe("(not known) spoke.");
    }

    [Fact]
    public void nothing_changes_any_more()
    {
        var cleared = Texts.Given(Texts.Cleared).State;
        var issued = Texts.Given([.. Texts.Cleared, Issue(cleared).Single()]);
        issued.When(summary => Texts.Full("Other words.").Decide(summary, 1, [], Texts.Noon)).ThenRefused("summary-issued");
        issued.When(new AddSection { Number = 2 }.Decide).ThenRefused("summary-issued");
        issued.When(summary => new ChangeHeading { Heading = null }.Decide(summary, 1, Texts.Noon)).ThenRefused("summary-issued");
        issued.When(summary => SubmitForReview.Decide(summary, Texts.Noon)).ThenRefused("summary-issued");
        issued.When(summary => ClearSummary.Decide(summary, [], Texts.Noon)).ThenRefused("summary-issued");
        issued.When(summary => new ReturnSummary { Reason = "a wrong date" }.Decide(summary, Texts.Noon)).ThenRefused("summary-issued");
        issued.When(summary => Issue(summary)).ThenRefused("summary-issued");
        issued.When(summary => Issue(summary, symbol: "A/61/516")).ThenRefused("summary-issued");
    }

    private static IEnumerable<SummaryIssued> Issue(Summary summary, Course? course = null, string symbol = "A/61/515", DateOnly? date = null) =>
        new IssueSummary { Symbol = symbol, Date = date ?? Texts.October }.Decide(summary, course ?? Texts.FirstDialogue, [Texts.Point], Texts.Noon);
}

public sealed class When_content_is_hashed
{
    [Fact]
    public void members_stand_in_order_and_nothing_is_escaped_that_need_not_be() =>
        CanonicalJson.Of(JsonNode.Parse("""{ "b": [1, 40.50, 3.0, true, null], "a": "\u20ac \" \\ \n \u0001 <é>" }"""))
            .ShouldBe("""{"a":"€ \" \\ \n \u0001 <é>","b":[1,40.5,3,true,null]}""");

    [Fact]
    public void the_hash_is_SHA_256_in_hexadecimal() =>
        CanonicalJson.Hash("{}").ShouldBe("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}

internal static class Texts
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly October = new(2006, 10, 13);
    private static readonly Dialogue First = Dialogue.First();

    public static readonly Course FirstDialogue = First.Course();
    public static readonly Point Point = new() { Id = Guid.CreateVersion7(), EditionId = First.Id, Quantifier = Quantifier.Many, Subject = "participants", Statement = "said so" };
    public static readonly object Drafted = new SummaryDrafted(Guid.CreateVersion7(), First.Id, "Summary of the Dialogue", null, Noon);
    public static readonly object Format = new SectionAdded(new Section(1, "Format"), Noon);

    public static object[] InReview => [Drafted, Format, Paragraph(1), new SummarySubmitted(Noon)];

    public static object[] Cleared => [.. InReview, new SummaryCleared(Noon)];

    public static object[] ClearedWith(string text) => [Drafted, Format, Written(1, text), new SummarySubmitted(Noon), new SummaryCleared(Noon)];

    public static object Paragraph(int number, int section = 1) => Written(number, "Words.", section);

    public static object Written(int number, string text, int section = 1, params Guid[] points) =>
        new ParagraphWritten(new Paragraph { Number = number, Section = section, Completeness = Completeness.Full, Text = text, Points = points }, Noon);

    public static WriteParagraph Full(string? text) => new() { Section = 1, Completeness = Completeness.Full, Text = text };

    public static WriteParagraph Absent(string? reason) => new() { Section = 1, Completeness = Completeness.Absent, Missing = reason };

    public static Decider<Summary> Given(params object[] events) => Decider.Given<Summary>((summary, e) => summary.Evolve(e), events);

    public static Decided When(this Decider<Summary> decider, Func<Summary, DateTimeOffset, IEnumerable<object>> decide) => decider.When(summary => decide(summary, Noon));
}

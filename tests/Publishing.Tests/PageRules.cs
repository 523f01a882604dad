using System.Text.RegularExpressions;
using Forum.Publishing.Documents;
using Forum.Publishing.Summaries;

namespace Forum.Publishing.Tests;

public sealed partial class When_a_document_is_printed
{
    private static readonly string Page = DocumentPage.Of(Document(), "hash-of-it");

    [Fact]
    public void it_names_its_language_and_title()
    {
        Page.ShouldStartWith("<!DOCTYPE html><html lang=\"en\" dir=\"ltr\">");
        Page.ShouldContain("<title>A/61/515: Summary of the Dialogue</title>");
    }

    [Fact]
    public void it_can_be_found_through_by_landmarks()
    {
        foreach (var landmark in new[] { "<header>", "<main id=\"text\">", "<nav aria-label=\"Contents\">", "<footer>" })
            Page.Split(landmark).Length.ShouldBe(2, landmark);
        Page.ShouldContain("<a class=\"skip\" href=\"#text\">");
    }

    [Fact]
    public void its_headings_are_in_order() => Heading().Matches(Page).Select(match => match.Groups["level"].Value).ShouldBe(["1", "2", "2", "2", "2", "2", "2"]);

    [Fact]
    public void what_is_opened_is_closed()
    {
        foreach (var element in new[] { "p", "section", "table", "tr", "td", "th", "a", "span", "nav", "ul", "li", "main", "header", "footer", "div", "dl", "aside" })
            Regex.Count(Page, $"<{element}[ >]").ShouldBe(Regex.Count(Page, $"</{element}>"), element);
    }

    [Fact]
    public void every_link_within_it_leads_somewhere() =>
        Fragment().Matches(Page).Select(match => match.Groups["id"].Value).ShouldAllBe(id => Page.Contains($"id=\"{id}\"", StringComparison.Ordinal));

    [Fact]
    public void no_id_stands_twice() => Id().Matches(Page).Select(match => match.Groups["id"].Value).ShouldBeUnique();

    [Fact]
    public void every_paragraph_has_its_number_and_its_address() =>
        Paragraph().Matches(Page).Select(match => match.Groups["number"].Value).ShouldBe(["1", "2", "3", "4"]);

    [Fact]
    public void a_gap_stays_visible()
    {
        Page.ShouldContain("""<p id="para-2"><span class="number">2.</span> <span class="gap">(not in source: page missing)</span>""");
        Page.ShouldContain("""The beginning. <span class="gap">(not in source: the rest is lost)</span>""");
        Page.ShouldContain("""<span class="gap">(not in source)</span> The end.""");
        Page.ShouldContain("""II. <span class="gap">(heading not in source)</span>""");
    }

    /// <summary>Square brackets stand round text that is being negotiated; a chair's summary has none.</summary>
    [Fact]
    public void nothing_stands_in_square_brackets() => Tags().Replace(Page[Page.IndexOf("<body", StringComparison.Ordinal)..], "").ShouldNotContain("[");

    [Fact]
    public void it_says_what_it_is()
    {
        Page.ShouldContain("It is not a negotiated outcome");
        Page.ShouldContain("own responsibility");
        Page.ShouldContain("A reconstruction with illustrative data.");
        Page.ShouldContain("hash-of-it");
    }

    [Fact]
    public void its_figures_lead_to_their_evidence()
    {
        Page.ShouldContain("""<a href="#figure-memberStatesSpoke">127</a>""");
        Page.ShouldContain("""<a href="?language=en&amp;evidence=memberStatesSpoke" aria-label="Evidence of Member States that made statements: 127 events">127 events</a>""");
        Page.ShouldContain("not known: No summary has been issued yet.");
    }

    [Fact]
    public void the_page_is_made_again_to_the_letter_from_what_was_issued()
    {
        var content = CanonicalJson.Of(Document());
        DocumentPage.Of(CanonicalJson.Read<ChairSummary>(content), "hash-of-it").ShouldBe(Page);
        CanonicalJson.Of(CanonicalJson.Read<ChairSummary>(content)).ShouldBe(content);
    }

    [Theory]
    [InlineData(1, "I")]
    [InlineData(4, "IV")]
    [InlineData(9, "IX")]
    [InlineData(14, "XIV")]
    [InlineData(49, "XLIX")]
    [InlineData(99, "XCIX")]
    public void sections_carry_Roman_numerals(int number, string roman) => DocumentPage.Roman(number).ShouldBe(roman);

    private static ChairSummary Document()
    {
        var summary = new Summary
        {
            Title = "Summary of the Dialogue",
            StatusNote = "A reconstruction with illustrative data.",
            Sections = [new Section(1, "Format"), new Section(2, null)],
            Paragraphs =
            [
                new Paragraph { Number = 1, Section = 1, Completeness = Completeness.Full, Text = "{memberStatesSpoke} spoke.", Points = [Texts.Point.Id] },
                new Paragraph { Number = 2, Section = 1, Completeness = Completeness.Absent, Missing = "page missing" },
                new Paragraph { Number = 3, Section = 2, Completeness = Completeness.HeadOnly, Text = "The beginning.", Missing = "the rest is lost" },
                new Paragraph { Number = 4, Section = 2, Completeness = Completeness.TailOnly, Text = "The end." },
            ],
        };
        return ChairSummary.Of(summary, "A/61/515", Texts.October, Texts.FirstDialogue, [Texts.Point]);
    }

    [GeneratedRegex("<h(?<level>[1-6])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("href=\"#(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fragment();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("<p id=\"para-(?<number>[0-9]+)\"><span class=\"number\">\\k<number>\\.</span>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paragraph();

    [GeneratedRegex("<[^>]+>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tags();
}

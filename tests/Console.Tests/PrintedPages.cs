using Forum.Publishing.Documents;
using Forum.Publishing.Figures;
using Forum.Publishing.Languages;
using Forum.Publishing.Outputs;
using Forum.Publishing.Summaries;
using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

/// <summary>The pages that Publishing itself prints, in the browser and by their own content security policy.</summary>
public sealed class When_a_printed_document_is_read(ConsoleWithTheFirstDialogue console, Browser browser) : IClassFixture<ConsoleWithTheFirstDialogue>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task nobody_is_shut_out_and_the_browser_has_nothing_to_complain_of(string language)
    {
        console.Publishing.Answers("/printed", Page(DocumentPage.Of(Document(language), "hash")));
        await using var visitor = await browser.Visit(console.Origin, width: 360);
        await visitor.Page.GotoAsync("/api/publishing/printed");
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("dir", language == "ar" ? "rtl" : "ltr");
        (await visitor.Barriers()).ShouldBeEmpty();
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Dark });
        (await visitor.Barriers("color-contrast")).ShouldBeEmpty("in the dark");
        (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        visitor.Complaints.ShouldBeEmpty();
        await visitor.Picture($"printed-{language}");
    }

    [Fact]
    public async Task nor_from_the_proof_of_a_figure()
    {
        console.Publishing.Answers("/printed", Page(EvidencePage.Of(Document("en"), "memberStatesByGroup.african")!));
        await using var visitor = await browser.Visit(console.Origin);
        await visitor.Page.GotoAsync("/api/publishing/printed");
        await Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Member States, by group: African States: 2");
        (await visitor.Barriers()).ShouldBeEmpty();
        visitor.Complaints.ShouldBeEmpty();
    }

    private static RequestDelegate Page(string page) => http =>
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = DocumentPage.ContentSecurityPolicy;
        return http.Response.WriteAsync(page, http.RequestAborted);
    };

    private static ChairSummary Document(string language)
    {
        Evidence[] evidence = [new("scheduling", "StatementDelivered", Guid.CreateVersion7(), [Guid.CreateVersion7(), Guid.CreateVersion7()])];
        return new ChairSummary
        {
            Language = language,
            Direction = OfficialLanguage.Of(language).Direction,
            Symbol = "A/61/515",
            Date = new DateOnly(2006, 10, 13),
            Title = language == "ar" ? "موجز الحوار" : "Summary of the Dialogue",
            Status = OfficialLanguage.Of(language).Status,
            StatusNote = "A reconstruction.",
            Edition = new PrintedEdition(Guid.CreateVersion7(), "hld-2006", "Dialogue", new DateOnly(2006, 9, 14), new DateOnly(2006, 9, 15), "New York"),
            Sections = [new PrintedSection(1, "Format", [new PrintedParagraph(1, Completeness.Full, [new Run("2", Figure: "memberStatesSpoke"), new Run(" States spoke.")], null), new PrintedParagraph(2, Completeness.Absent, [], "page missing")])],
            Figures = [new Figure("memberStatesSpoke", "Member States that made statements", 2, "Each counted once.", 2, null, evidence), new Figure("ministers", "Ministers", 2, "Each counted once.", null, "No statement has been heard yet.", [])],
            Breakdowns = [new Breakdown("memberStatesByGroup", "Member States, by group", "memberStatesSpoke", "Each under its group.", [new Part("african", "African States", 2, evidence), new Part("asian", "Asian States", 0, [])])],
            Changes = [new TextChange(DocumentPart.Paragraph, 1, [new(WordChange.Removed, "3"), new(WordChange.Added, "2")])],
        };
    }
}

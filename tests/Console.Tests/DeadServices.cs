using Forum.Console.Editions;
using static Microsoft.Playwright.Assertions;

namespace Forum.Console.Tests;

public sealed class When_a_service_is_dead_while_somebody_reads(ConsoleWithAClock console, Browser browser) : IClassFixture<ConsoleWithAClock>
{
    [Fact]
    public async Task an_edition_shows_what_the_others_know()
    {
        await console.Publishing.Die();
        console.Clock.Advance(EditionReader.Pause);
        await using var visitor = await browser.Visit(console.Origin, script: false);
        (await visitor.Page.GotoAsync("/editions/hld-2006"))!.Status.ShouldBe(200);
        await Expect(visitor.Page.Locator(".absent")).ToContainTextAsync("The table of figures is not to be had at present: Publishing does not answer.");
        await Expect(visitor.Page.Locator(".tile .big")).ToHaveTextAsync(["173", "8", "141", "141", "193"]);

        (await visitor.Page.GotoAsync("/documents/A/61/515"))!.Status.ShouldBe(503);
        await Expect(visitor.Page.Locator(".absent")).ToContainTextAsync("The document is not to be had at present");
        await visitor.Picture("away-document");
        await console.Publishing.Start();
    }

    [Fact]
    public async Task without_governance_there_are_no_editions_but_there_is_a_page()
    {
        await console.Governance.Die();
        console.Clock.Advance(EditionReader.Pause);
        await using var visitor = await browser.Visit(console.Origin);
        foreach (var path in (string[])["/", "/editions/hld-2006", "/figures/hld-2006"])
        {
            (await visitor.Page.GotoAsync(path))!.Status.ShouldBe(503);
            await Expect(visitor.Page.Locator(".absent")).ToContainTextAsync("Governance does not answer");
            (await visitor.Barriers()).ShouldBeEmpty();
        }

        await visitor.Picture("away-figures");
        await console.Governance.Start();
    }

    [Fact]
    public async Task an_answer_that_nobody_understands_is_no_answer()
    {
        console.Registration.AnswersAs($"/editions/{FirstDialogue.Id}/counts", "application/json", "[not json");
        console.Clock.Advance(EditionReader.Pause);
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await Expect(visitor.Page.Locator(".tile", new() { HasText = "Delegations registered" })).ToContainTextAsync("Registration is not to be had at present");
        FirstDialogue.Registered(console, 173);
    }

    [Fact]
    public async Task what_a_service_has_not_heard_of_yet_is_unknown()
    {
        console.Scheduling.Forgets($"/editions/{FirstDialogue.Id}/counts");
        console.Clock.Advance(EditionReader.Pause);
        await using var visitor = await browser.Visit(console.Origin, script: false);
        await visitor.Page.GotoAsync("/editions/hld-2006");
        await Expect(visitor.Page.Locator(".tile", new() { HasText = "Speakers inscribed" })).ToContainTextAsync("Scheduling has nothing of it yet");
        FirstDialogue.Progress(console, statements: 141);
    }
}

namespace Forum.Governance.Tests;

/// <summary>Developing and developed alternate in principle: a departure is shown until it is justified, and holds nothing up.</summary>
[Collection<Governing>]
public sealed class G2_Alternation(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task a_Chair_of_the_other_development_is_no_matter()
    {
        var chairmanship = await Designate([GovernanceFixture.Chair("FRA", "Developed")]);
        (await fixture.Anybody.See(chairmanship)).Warnings().ShouldBeEmpty();
    }

    [Fact]
    public async Task co_chairs_of_both_are_no_matter_either()
    {
        var chairmanship = await Designate([GovernanceFixture.Chair("DEU", "Developed"), GovernanceFixture.Chair("MAR", "Developing")]);
        (await fixture.Anybody.See(chairmanship)).Warnings().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_Chair_of_the_same_development_is_shown_until_it_is_said_why()
    {
        var chairmanship = await Designate([GovernanceFixture.Chair("MAR", "Developing")]);
        (await fixture.Anybody.See(chairmanship)).Warnings().ShouldBe(["alternation-not-justified"]);
        await organizer.MustPost($"{chairmanship}/incoming/justification", new { justification = "Nobody else had offered." }, of: chairmanship);
        (await fixture.Anybody.See(chairmanship)).Warnings().ShouldBeEmpty();
        (await fixture.Anybody.See($"{chairmanship}/justifications")).Items().Single().Text("body").ShouldBe("Nobody else had offered.");
    }

    [Fact]
    public async Task it_may_be_said_at_once()
    {
        var chairmanship = await Designate([GovernanceFixture.Chair("MAR", "Developing")], "Nobody else had offered.");
        (await fixture.Anybody.See(chairmanship)).Warnings().ShouldBeEmpty();
    }

    [Fact]
    public async Task it_never_blocks_and_the_warning_goes_into_office_with_the_Chair()
    {
        var chairmanship = await Designate([GovernanceFixture.Chair("MAR", "Developing")]);
        await organizer.MustPost($"{chairmanship}/handover", new { reason = "The year is over." }, of: chairmanship);
        var shown = await fixture.Anybody.See(chairmanship);
        shown.Items("troika").ElementAt(1).GetProperty("alternates").GetBoolean().ShouldBeFalse();
        shown.Warnings().ShouldBe(["incoming-chair-vacant", "alternation-not-justified"]);
    }

    [Fact]
    public async Task where_it_was_kept_there_is_nothing_to_justify()
    {
        var chairmanship = await Designate([GovernanceFixture.Chair("FRA", "Developed")]);
        (await organizer.Post($"{chairmanship}/incoming/justification", new { justification = "To try it." }, of: chairmanship)).Code.ShouldBe("alternation-kept");
    }

    /// <summary>Ecuador is in office.</summary>
    private async Task<string> Designate(object[] chairs, string? justification = null)
    {
        var chairmanship = $"/chairmanships/{await fixture.Chairmanship(await fixture.Edition(100))}";
        await organizer.MustPost($"{chairmanship}/incoming", new { editionId = await fixture.Edition(400), chairs, justification, reason = "It offered to host." }, of: chairmanship);
        return chairmanship;
    }
}

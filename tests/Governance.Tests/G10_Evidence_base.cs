using System.Net;

namespace Forum.Governance.Tests;

/// <summary>Practices and partnerships are proposed, piloted or evaluated, and published only with the consent of the State whose they are.</summary>
[Collection<Governing>]
public sealed class G10_Evidence_base(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task nothing_is_published_without_the_owner_s_consent()
    {
        var philippines = await fixture.FocalPoint("PHL");
        var practice = await Offer(philippines, "PHL");
        (await fixture.Anybody.Read(practice)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await fixture.FocalPoint("FRA")).Read(practice)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await organizer.Post($"{practice}/publication", new { reason = "It helps others." }, of: practice)).Code.ShouldBe("consent-missing");
        (await organizer.Post($"{practice}/consent", of: practice)).Status.ShouldBe(HttpStatusCode.Forbidden);
        await philippines.MustPost($"{practice}/consent", null, of: practice);
        await organizer.MustPost($"{practice}/publication", new { reason = "It helps others." }, of: practice);
        (await fixture.Anybody.See(practice)).Text("text").ShouldBe("Training before departure.");
    }

    [Fact]
    public async Task a_consent_that_is_withdrawn_takes_the_publication_back()
    {
        var philippines = await fixture.FocalPoint("PHL");
        var practice = await Offer(philippines, "PHL");
        await philippines.MustPost($"{practice}/consent", null, of: practice);
        await organizer.MustPost($"{practice}/publication", new { reason = "It helps others." }, of: practice);
        await philippines.MustPost($"{practice}/consent/withdrawal", null, of: practice);
        (await fixture.Anybody.Read(practice)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Anybody.See("/practices")).Items().ShouldNotContain(shown => practice.EndsWith(shown.Text("id"), StringComparison.Ordinal));
        (await philippines.See("/practices")).Items().ShouldContain(shown => practice.EndsWith(shown.Text("id"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task another_s_consent_counts_for_nothing()
    {
        var practice = await Offer(await fixture.FocalPoint("PHL"), "PHL");
        (await (await fixture.FocalPoint("FRA")).Post($"{practice}/consent", version: 1)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_practice_goes_from_proposed_to_piloted_to_evaluated_and_never_back()
    {
        var philippines = await fixture.FocalPoint("PHL");
        var practice = await Offer(philippines, "PHL");
        foreach (var stage in new[] { "Piloted", "Evaluated" })
            await philippines.MustPost($"{practice}/stage", new { stage }, of: practice);
        (await philippines.Post($"{practice}/stage", new { stage = "Proposed" }, of: practice)).Code.ShouldBe("stage-behind");
        (await philippines.See(practice)).Text("stage").ShouldBe("Evaluated");
    }

    private static async Task<string> Offer(HttpClient owner, string code) => $"/practices/{(await owner.Post("/practices", new
    {
        owner = code,
        title = "Courses before departure",
        kind = "Practice",
        stage = "Proposed",
        text = "Training before departure.",
    })).Id}";
}

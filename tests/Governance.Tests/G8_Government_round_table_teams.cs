using System.Net;

namespace Forum.Governance.Tests;

/// <summary>Volunteers only; co-chairs of developing and developed countries by custom; the paper before the final preparatory meeting, open to the Friends' comments until a deadline.</summary>
[Collection<Governing>]
public sealed class G8_Government_round_table_teams(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task a_government_offers_its_help_itself_and_takes_it_back_as_it_likes()
    {
        var team = await Team(await fixture.Edition());
        (await organizer.Post($"{team}/volunteers", new { capacity = "CoChair", development = "Developing" }, of: team)).Status.ShouldBe(HttpStatusCode.Forbidden);
        var morocco = await fixture.FocalPoint("MAR");
        await morocco.MustPost($"{team}/volunteers", new { capacity = "CoChair", development = "Developing" }, of: team);
        (await morocco.Post($"{team}/volunteers", new { capacity = "Member", development = "Developing" }, of: team)).Code.ShouldBe("volunteer-already");
        (await (await fixture.FocalPoint("FRA")).Post($"{team}/volunteers/MAR/withdrawal", new { }, of: team)).Status.ShouldBe(HttpStatusCode.NotFound);
        await morocco.MustPost($"{team}/volunteers/MAR/withdrawal", new { }, of: team);
        (await fixture.Anybody.See(team)).Items("volunteers").ShouldBeEmpty();
    }

    [Fact]
    public async Task a_co_chair_of_either_development_is_missed_and_held_against_nobody()
    {
        var team = await Team(await fixture.Edition());
        (await fixture.Anybody.See(team)).Warnings().ShouldBe(["co-chair-missing", "co-chair-missing"]);
        await (await fixture.FocalPoint("MAR")).MustPost($"{team}/volunteers", new { capacity = "CoChair", development = "Developing" }, of: team);
        (await fixture.Anybody.See(team)).Warnings().ShouldBe(["co-chair-missing"]);
        await (await fixture.FocalPoint("FRA")).MustPost($"{team}/volunteers", new { capacity = "CoChair", development = "Developed" }, of: team);
        (await fixture.Anybody.See(team)).Warnings().ShouldBeEmpty();
    }

    [Fact]
    public async Task the_paper_is_due_before_the_final_preparatory_meeting_and_that_is_held_before_the_edition()
    {
        var edition = await fixture.Edition(100);
        (await Form(edition, 1, due: 50, meeting: 50)).Code.ShouldBe("paper-after-meeting");
        (await Form(edition, 1, due: 50, meeting: 100)).Code.ShouldBe("meeting-after-start");
        (await Form(edition, 1, due: 50, meeting: 99)).Status.ShouldBe(HttpStatusCode.Created);
        (await Form(edition, 1, due: 50, meeting: 99)).Code.ShouldBe("team-there-already");
    }

    [Fact]
    public async Task a_paper_that_is_late_is_shown()
    {
        var team = $"/round-table-teams/{(await Form(await fixture.Edition(100), 1, due: -1, meeting: 99)).Id}";
        (await fixture.Anybody.See(team)).Warnings().ShouldContain("paper-overdue");
        await Open(team, "A first version.");
        (await fixture.Anybody.See(team)).Warnings().ShouldNotContain("paper-overdue");
    }

    [Fact]
    public async Task each_version_is_open_to_the_Friends_comments_until_its_deadline()
    {
        var team = await Team(await fixture.Edition());
        await Open(team, "A first version.");
        await Open(team, "A second version.");
        var morocco = await fixture.FocalPoint("MAR");
        (await morocco.Post($"{team}/background-papers/1/comments", new { text = "More on remittances." })).Status.ShouldBe(HttpStatusCode.Created);
        (await fixture.Service.As("delegation", "XXX").Post($"{team}/background-papers/1/comments", new { text = "A comment." })).Code.ShouldBe("no-mandate");
        (await (await fixture.FocalPoint("XXX")).Post($"{team}/background-papers/1/comments", new { text = "A comment." })).Code.ShouldBe("not-a-friend");
        fixture.Time.Pass(TimeSpan.FromHours(2));
        (await morocco.Post($"{team}/background-papers/2/comments", new { text = "Too late." })).Code.ShouldBe("comments-closed");
        (await morocco.See($"{team}/background-papers/1/comments")).Items().Single().Text("text").ShouldBe("More on remittances.");
        (await fixture.Anybody.Read($"{team}/background-papers/1/comments")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await fixture.Anybody.See($"{team}/background-papers/2")).Text("text").ShouldBe("A second version.");
    }

    private Task Open(string team, string text) => organizer.MustPost(
        $"{team}/background-papers", new { title = "A background paper", text, commentsUntil = fixture.Time.GetUtcNow().AddHours(1), reason = "The team agreed on it." }, of: team);

    private async Task<string> Team(Guid edition) => $"/round-table-teams/{(await Form(edition, 1, due: 50, meeting: 90)).Id}";

    private Task<Told> Form(Guid edition, int roundTable, int due, int meeting) => organizer.Post("/round-table-teams", new
    {
        editionId = edition,
        roundTable,
        topic = "Remittances",
        paperDueOn = fixture.Today.AddDays(due),
        finalPreparatoryMeetingOn = fixture.Today.AddDays(meeting),
        reason = "The concept note asks for it.",
    });
}

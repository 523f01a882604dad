using System.Net;
using System.Text.Json;

namespace Forum.Governance.Tests;

/// <summary>Calendar, agenda, concept note and lists of members are public; whatever the secretariat does has a reason and a time that can be read.</summary>
[Collection<Governing>]
public sealed class G6_Open_and_transparent(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task calendar_agenda_concept_note_and_lists_of_members_are_read_by_anybody()
    {
        var edition = await fixture.Edition();
        var chairmanship = await fixture.Chairmanship(edition);
        var group = (await organizer.Post("/steering-groups", new { chairmanshipId = chairmanship, reason = "The Chair called it." })).Id;
        var friends = (await organizer.Post("/friends-of-the-forum", new { chairmanshipId = chairmanship, reason = "The Chair called them." })).Id;
        foreach (var (kind, text) in new[] { ("ConceptNote", "A first draft."), ("ConceptNote", "After the comments."), ("Agenda", "1. Opening.") })
            await organizer.MustPost($"/editions/{edition}/papers", new { kind, title = "A paper", text, reason = "As agreed with the Chair." }, of: $"/editions/{edition}");

        foreach (var path in new[] { "/editions", $"/editions/{edition}", "/chairmanships", "/steering-groups", $"/steering-groups/{group}", $"/friends-of-the-forum/{friends}/members", "/modality-profiles", "/activities", "/practices", $"/editions/{edition}/segments" })
            await fixture.Anybody.See(path);
        var papers = (await fixture.Anybody.See($"/editions/{edition}/papers")).Items().ToArray();
        papers.Select(paper => (paper.Text("kind"), paper.GetProperty("number").GetInt32(), paper.Text("text")))
            .ShouldBe([("ConceptNote", 1, "A first draft."), ("ConceptNote", 2, "After the comments."), ("Agenda", 1, "1. Opening.")]);
    }

    [Fact]
    public async Task what_the_secretariat_did_is_read_with_its_reason_and_time()
    {
        var edition = await fixture.Edition();
        await organizer.MustPost($"/editions/{edition}/registration/opening", new { reason = "The hall is booked." }, of: $"/editions/{edition}");
        var actions = (await fixture.Anybody.See($"/actions?subject={edition}")).Items().ToArray();
        actions.Select(action => (action.Text("act"), action.Text("reason"))).ShouldBe([("AnnounceEdition", "The Friends of the Forum asked for it."), ("OpenRegistration", "The hall is booked.")]);
        actions.ShouldAllBe(action => action.GetProperty("at").GetDateTimeOffset() <= fixture.Time.GetUtcNow());
    }

    [Fact]
    public async Task what_came_to_nothing_is_not_noted()
    {
        var edition = await fixture.Edition();
        await organizer.MustPost($"/editions/{edition}/registration/opening", new { reason = "The hall is booked." }, of: $"/editions/{edition}");
        await organizer.MustPost($"/editions/{edition}/registration/opening", new { reason = "Once more." }, of: $"/editions/{edition}");
        (await fixture.Anybody.See($"/actions?subject={edition}")).Items().Count().ShouldBe(2);
    }

    [Fact]
    public async Task nothing_is_done_without_a_reason()
    {
        var edition = await fixture.Edition();
        var told = await organizer.Post($"/editions/{edition}/registration/opening", new { }, version: 1);
        (told.Status, told.Code).ShouldBe((HttpStatusCode.BadRequest, "malformed-body"));
        told.Body.Items("errors").Single().Text("field").ShouldBe("reason");
    }

    /// <summary>Of the words that only the secretariat may send, each asks for a reason, under this name or as what it is.</summary>
    [Fact]
    public async Task every_body_that_the_secretariat_sends_has_room_for_a_reason()
    {
        var document = await fixture.Anybody.See("/openapi/v1.json");
        // What a State does of its own accord, and what serves systems, owes none.
        string[] owesNone = ["VolunteerForTeam", "CommentOnPaper", "OfferPractice", "AdvancePractice", "JustifyAlternation", "AddChairsNote"];
        var without = document.GetProperty("paths").EnumerateObject()
            .Where(path => !path.Name.StartsWith("/webhooks", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.TryGetProperty("requestBody", out _))
            .Select(operation => operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"))
            .Select(schema => schema.GetRawText().Split('/')[^1].TrimEnd('}', '"', ' ', '\n', '\r', ']'))
            .Where(schema => !owesNone.Contains(schema) && !Schema(document, schema).GetProperty("properties").TryGetProperty("reason", out _));
        without.ShouldBeEmpty();
    }

    private static JsonElement Schema(JsonElement document, string name) => document.GetProperty("components").GetProperty("schemas").GetProperty(name);
}

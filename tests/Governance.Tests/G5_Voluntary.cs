using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Forum.Governance.Tests;

/// <summary>Nothing in the forum is owed: there is no duty, no penalty and no vote in its API, and whoever is in can always leave.</summary>
[Collection<Governing>]
public sealed partial class G5_Voluntary(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task no_word_of_the_API_is_one_of_duty_or_vote() =>
        Names(await fixture.Anybody.See("/openapi/v1.json")).Where(name => DutyOrVote().IsMatch(name)).ShouldBeEmpty();

    [Fact]
    public async Task a_State_leaves_the_Friends_and_comes_back_as_it_likes()
    {
        var chairmanship = await fixture.Chairmanship(await fixture.Edition());
        var friends = $"/friends-of-the-forum/{(await organizer.Post("/friends-of-the-forum", new { chairmanshipId = chairmanship, reason = "The Chair called them." })).Id}";
        var jamaica = await fixture.FocalPoint("JAM");
        await jamaica.MustPost($"{friends}/members/JAM/opt-out", new { }, of: friends);
        (await fixture.Anybody.See(friends)).Items("optedOut").Select(code => code.GetString()).ShouldBe(["JAM"]);
        (await fixture.Anybody.See($"{friends}/members")).Items().ShouldNotContain(state => state.Text("code") == "JAM");
        await jamaica.MustPost($"{friends}/members/JAM/return", new { }, of: friends);
        (await fixture.Anybody.See(friends)).GetProperty("states").GetInt32().ShouldBe(193);
        (await fixture.Service.As("delegation", "FRA").Post($"{friends}/members/JAM/opt-out", new { }, of: friends)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_government_leaves_the_Steering_Group_without_a_reason_and_the_secretariat_gives_one()
    {
        var chairmanship = await fixture.Chairmanship(await fixture.Edition());
        var group = $"/steering-groups/{(await organizer.Post("/steering-groups", new { chairmanshipId = chairmanship, reason = "The Chair called it." })).Id}";
        foreach (var code in new[] { "JAM", "MAR" })
            await organizer.MustPost($"{group}/members", new { participant = code, perspectives = new[] { "Origin" }, reason = "It offered." }, of: group);
        await (await fixture.FocalPoint("JAM")).MustPost($"{group}/members/JAM/leaving", new { }, of: group);
        (await organizer.Post($"{group}/members/MAR/leaving", new { }, of: group)).Code.ShouldBe("reason-needed");
        await organizer.MustPost($"{group}/members/MAR/leaving", new { reason = "It asked to leave." }, of: group);
        (await fixture.Anybody.See(group)).Items("members").ShouldBeEmpty();
    }

    [Fact]
    public async Task a_focal_point_lays_its_mandate_down_and_nobody_else_s()
    {
        var other = await organizer.Post("/focal-points", new { participant = "LUX", subject = "another", capacity = "Primary", reason = "A note verbale." });
        var own = await organizer.Post("/focal-points", new { participant = "LUX", subject = "delegation-LUX", capacity = "Backup", reason = "A note verbale." });
        var luxembourg = fixture.Service.As("delegation", "LUX");
        (await luxembourg.Post($"/focal-points/LUX/mandates/{other.Id}/revocation", new { }, of: "/focal-points/LUX")).Status.ShouldBe(HttpStatusCode.NotFound);
        await luxembourg.MustPost($"/focal-points/LUX/mandates/{own.Id}/revocation", new { }, of: "/focal-points/LUX");
    }

    [Fact]
    public async Task who_acts_for_a_delegation_without_a_mandate_is_told_so()
    {
        var chairmanship = await fixture.Chairmanship(await fixture.Edition());
        var friends = $"/friends-of-the-forum/{(await organizer.Post("/friends-of-the-forum", new { chairmanshipId = chairmanship, reason = "The Chair called them." })).Id}";
        var told = await fixture.Service.As("delegation", "GRC").Post($"{friends}/members/GRC/opt-out", new { }, of: friends);
        (told.Status, told.Code).ShouldBe((HttpStatusCode.Forbidden, "no-mandate"));
    }

    /// <summary>Paths, operations, schemas, their members and values; not the sentences that describe them.</summary>
    private static IEnumerable<string> Names(JsonElement document) =>
    [
        .. document.GetProperty("paths").EnumerateObject().Select(path => path.Name),
        .. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value.TryGetProperty("operationId", out var id) ? id.GetString()! : ""),
        .. document.GetProperty("components").GetProperty("schemas").EnumerateObject().SelectMany(schema => Names(schema.Name, schema.Value)),
    ];

    private static IEnumerable<string> Names(string name, JsonElement schema) =>
    [
        name,
        .. schema.TryGetProperty("properties", out var members) ? members.EnumerateObject().Select(member => $"{name}.{member.Name}") : [],
        .. schema.TryGetProperty("enum", out var values) ? values.EnumerateArray().Select(value => $"{name}.{value}").Where(value => value is not TheDeclarationOf2013) : [],
    ];

    /// <summary>Names how another event ended; nobody adopts it here.</summary>
    private const string TheDeclarationOf2013 = "OutcomeType.AdoptedDeclaration";

    [GeneratedRegex("oblig|mandator|duty|duties|vote|voting|ballot|binding|penalt|sanction|ratif|resolution|adopt|quorum|comply|must", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DutyOrVote();
}

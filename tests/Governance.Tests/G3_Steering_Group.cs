namespace Forum.Governance.Tests;

/// <summary>About thirty governments, softly capped, balanced over regions and perspectives, with rotation dates.</summary>
[Collection<Governing>]
public sealed class G3_Steering_Group(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task the_balance_tells_regions_and_perspectives_the_absent_ones_too()
    {
        var group = await Group();
        await Admit(group, "MAR", "Origin", "Transit", "Destination");
        await Admit(group, "FRA", "Destination");
        await Admit(group, "USA", "Destination");

        var balance = await fixture.Anybody.See($"{group}/balance");
        var regions = balance.Items("regions").ToDictionary(region => region.GetProperty("group").GetString() ?? "none", region => (region.GetProperty("members").GetInt32(), region.GetProperty("membersOfUnitedNations").GetInt32()));
        regions["African"].ShouldBe((1, 53));
        regions["Weog"].ShouldBe((1, 28));
        regions["Asian"].ShouldBe((0, 53));
        // Kiribati, the United States, and South Sudan, whose group the list's source does not tell.
        regions["none"].ShouldBe((1, 3));
        balance.Items("perspectives").Select(side => (side.Text("perspective"), side.GetProperty("members").GetInt32())).ShouldBe([("Origin", 1), ("Transit", 1), ("Destination", 3)]);
        balance.Warnings().ShouldBe(["region-missing", "region-missing", "region-missing"]);
    }

    [Fact]
    public async Task above_the_soft_cap_nobody_is_kept_out_and_it_is_shown()
    {
        var group = await Group(softCap: 2);
        foreach (var member in new[] { "MAR", "FRA", "PHL" })
            await Admit(group, member, "Origin");
        var shown = await fixture.Anybody.See(group);
        shown.Items("members").Count().ShouldBe(3);
        shown.Warnings().ShouldContain("above-soft-cap");
    }

    [Fact]
    public async Task a_turn_that_was_to_end_is_shown_and_does_not_end_by_itself()
    {
        var group = await Group();
        await Admit(group, "MAR", "Origin");
        await organizer.MustPost($"{group}/members/MAR/rotation", new { rotatesOn = fixture.Today, reason = "As agreed." }, of: group);
        var shown = await fixture.Anybody.See(group);
        shown.Warnings().ShouldContain("rotation-due");
        shown.Items("members").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task only_Member_States_are_in_it_each_once()
    {
        var group = await Group();
        await Admit(group, "MAR", "Origin");
        (await organizer.Post($"{group}/members", Member("MAR", "Origin"), of: group)).Code.ShouldBe("member-already");
        (await organizer.Post($"{group}/members", Member("VAT", "Origin"), of: group)).Code.ShouldBe("member-unknown");
        (await organizer.Post("/steering-groups", new { chairmanshipId = (await fixture.Anybody.See(group)).GetProperty("chairmanshipId").GetGuid(), reason = "A second one." })).Code.ShouldBe("steering-group-there-already");
    }

    private async Task<string> Group(int softCap = 30)
    {
        var chairmanship = await fixture.Chairmanship(await fixture.Edition());
        return $"/steering-groups/{(await organizer.Post("/steering-groups", new { chairmanshipId = chairmanship, softCap, reason = "The Chair called it together." })).Id}";
    }

    private Task Admit(string group, string participant, params string[] perspectives) => organizer.MustPost($"{group}/members", Member(participant, perspectives), of: group);

    private static object Member(string participant, params string[] perspectives) => new { participant, perspectives, rotatesOn = (string?)null, reason = "It hosted a preparatory meeting." };
}

using System.Net;
using System.Text.Json;
using Forum.Governance.ModalityProfiles;

namespace Forum.Governance.Tests;

/// <summary>What is known of how events were held is data, each value with its source; a precedent is never shown as the rule of 2006.</summary>
[Collection<Governing>]
public sealed class When_modalities_are_borrowed(GovernanceFixture fixture)
{
    public static TheoryData<string> Profiles => [.. ProfileRegister.All.Select(profile => profile.Code)];

    [Theory, MemberData(nameof(Profiles))]
    public void every_value_and_practice_says_where_it_comes_from(string code)
    {
        var profile = ProfileRegister.Find(code)!;
        var values = typeof(ProfileValues).GetProperties().Select(property => (ProfileValue)property.GetValue(profile.Values)!).ToArray();
        values.ShouldAllBe(value => value.Provenance.Locator.Length > 0);
        profile.Practices.ShouldNotBeEmpty();
        profile.Practices.ShouldAllBe(practice => practice.Provenance.Locator.Length > 0);
        if (profile.Standing is ProfileStanding.Precedent)
            profile.Label.ShouldContain("It is not how the Dialogue of 2006 was held");
    }

    [Fact]
    public void only_the_Dialogue_s_own_profile_speaks_of_2006_and_all_its_limits_are_unknown()
    {
        var own = ProfileRegister.All.Single(profile => profile.Standing is ProfileStanding.FirstDialogue);
        own.Code.ShouldBe("hld-2006");
        own.AsCarried().ShouldBe(new Contracts.Governance.ModalityProfile { Code = "hld-2006" });
    }

    [Fact]
    public async Task a_precedent_is_borrowed_whole_by_its_code()
    {
        var profile = (await fixture.Anybody.See($"/editions/{await fixture.Edition(modalities: new { code = "aids-review-2006" })}")).GetProperty("modalityProfile");
        (profile.GetProperty("roundTableCapacity").GetInt32(), profile.GetProperty("civilSocietyFloor").GetInt32(), profile.GetProperty("civilSocietyCeiling").GetInt32()).ShouldBe((45, 5, 10));
        profile.GetProperty("speakingLimitMinutes").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task nobody_puts_other_numbers_under_its_label()
    {
        var told = await fixture.Organizer.Post("/editions", new
        {
            code = "borrowed-falsely",
            title = "An edition",
            startsOn = "2030-01-01",
            endsOn = "2030-01-02",
            venue = "A venue",
            timeZone = "UTC",
            participantsAsOf = "2030-01-01",
            modalityProfile = new { code = "hld-2006", roundTableCapacity = 50 },
            outcomeType = "ChairSummary",
            clock = new { kind = "Real" },
            reason = "To try it.",
        });
        (told.Status, told.Code).ShouldBe((HttpStatusCode.UnprocessableEntity, "profile-value-differs"));
    }

    [Fact]
    public async Task they_are_read_by_anybody_with_their_label()
    {
        (await fixture.Anybody.See("/modality-profiles")).Items().Count().ShouldBe(ProfileRegister.All.Count);
        (await fixture.Anybody.See("/modality-profiles/wsis-2003")).Text("standing").ShouldBe("Precedent");
        (await fixture.Anybody.Read("/modality-profiles/no-such")).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}

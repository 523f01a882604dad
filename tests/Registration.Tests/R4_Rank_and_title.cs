using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using JasperFx.Events;
using static Forum.Registration.Tests.Story;
using Wire = Forum.Contracts.Registration;

namespace Forum.Registration.Tests;

/// <summary>Everybody has a title and a rank, which is that of the function on the day of the meeting; a change of the head's is told, so that whoever orders by it follows.</summary>
public sealed class R4_Rank_and_title
{
    [Fact]
    public void the_listing_follows_the_rank_of_the_head()
    {
        var given = Composed(DelegationRole.Adviser);
        var changed = given.When(d => Level(d.Members[0], RankLevel.VicePresident).Decide(d, retitled: false, Noon)).Then<LevelChanged>();
        (changed.Listing.HeadRank, changed.Rank, changed.At).ShouldBe((RankLevel.VicePresident, RankLevel.VicePresident, Noon));
        given.State.Evolve(changed).Members[0].Rank.ShouldBe(RankLevel.VicePresident);
        ((Wire.DelegationChanged)Announcements.From(new Event<LevelChanged>(changed))!).Delegation.HeadRank.ShouldBe(RankLevel.VicePresident);
    }

    [Fact]
    public void the_rank_of_another_is_their_own()
    {
        var given = Composed(DelegationRole.Adviser);
        var changed = given.When(d => Level(d.Members[1], RankLevel.PermanentRepresentative).Decide(d, retitled: false, Noon)).Then<LevelChanged>();
        changed.Listing.HeadRank.ShouldBe(RankLevel.Minister);
        given.State.Evolve(changed).Members[1].ShouldBe(given.State.Members[1] with { Rank = RankLevel.PermanentRepresentative });
    }

    [Fact]
    public void a_title_alone_is_a_change_too_and_the_same_again_is_none()
    {
        Composed().When(d => Level(d.Members[0], RankLevel.Minister).Decide(d, retitled: true, Noon)).Then<LevelChanged>();
        Composed().When(d => Level(d.Members[0], RankLevel.Minister).Decide(d, retitled: false, Noon)).ThenNothing();
    }

    [Fact]
    public void it_is_of_somebody_in_the_delegation_that_comes()
    {
        Composed().When(d => new ChangeLevel { PersonId = Guid.CreateVersion7(), Rank = RankLevel.Minister }.Decide(d, retitled: false, Noon)).ThenRefused("not-a-member");
        Given(Withdraws).When(d => Level(d.Members[0], RankLevel.Minister).Decide(d, retitled: true, Noon)).ThenRefused("delegation-withdrawn");
    }

    private static ChangeLevel Level(DelegationMember member, RankLevel rank) => new() { PersonId = member.PersonId, Rank = rank };
}

[Collection<Registering>]
public sealed class R4_Rank_and_title_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");

    [Fact]
    public async Task a_minister_who_is_appointed_anew_is_listed_so()
    {
        var edition = await fixture.Edition();
        var (address, id) = await france.Register(Requests.Body(edition));
        var head = (await france.Members(address.OriginalString))[0];
        (await france.Post($"{address}/level-changes", new { personId = head.PersonId, rank = "ForeignMinister", title = "Minister for Foreign Affairs" }, "\"1\"")).ShouldBe((204, ""));
        (await france.Members(address.OriginalString)).ShouldBe([head with { Rank = "ForeignMinister", Title = "Minister for Foreign Affairs" }]);
        (await france.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items")[0].GetProperty("headRank").GetString().ShouldBe("ForeignMinister");

        (await france.Post($"{address}/level-changes", new { personId = head.PersonId, rank = "ForeignMinister", title = "Minister for Foreign Affairs" }, "\"2\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/level-changes", new { personId = head.PersonId, rank = "ForeignMinister", title = "Minister of State" }, "\"2\"")).ShouldBe((204, ""));
        (await france.Members(address.OriginalString))[0].Title.ShouldBe("Minister of State");
        (await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{id}' order by version")).ShouldBe(["delegation_announced", "level_changed", "level_changed"]);
        (await organizer.Post($"{address}/level-changes", new { personId = head.PersonId, rank = "Minister" }, "\"3\"")).ShouldBe((422, "reason-needed"));
        (await fixture.Service.As("delegation", "NOR").Post($"{address}/level-changes", new { personId = head.PersonId, rank = "Minister" }, "\"3\"")).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task no_title_of_another_delegation_is_touched()
    {
        var edition = await fixture.Edition();
        var norway = fixture.Service.As("delegation", "NOR");
        var (address, _) = await france.Register(Requests.Body(edition));
        var (ofNorway, _) = await norway.Register(Requests.Body(edition, "NOR"));
        var theirs = (await norway.Members(ofNorway.OriginalString))[0];
        (await france.Post($"{address}/level-changes", new { personId = theirs.PersonId, rank = "Other", title = "Nobody" }, "\"1\"")).ShouldBe((422, "not-a-member"));
        (await norway.Members(ofNorway.OriginalString)).ShouldBe([theirs]);
    }
}

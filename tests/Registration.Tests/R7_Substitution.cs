using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>Somebody of the same delegation's choosing stands in for a member before the session starts; what the delegation holds stays with it.</summary>
public sealed class R7_Substitution
{
    [Fact]
    public void whoever_comes_takes_the_place_of_who_leaves()
    {
        var given = Composed(DelegationRole.Representative, DelegationRole.Adviser);
        var (leaving, coming) = (given.State.Members[1].PersonId, Guid.CreateVersion7());
        var substituted = given.When(d => By(leaving).Decide(d, Edition(), coming, Noon)).Then<MemberSubstituted>();
        substituted.Coming.ShouldBe(new DelegationMember(coming, DelegationRole.Representative, RankLevel.ViceMinister));
        given.State.Evolve(substituted).Members.Select(member => member.PersonId).ShouldBe([given.State.Members[0].PersonId, coming, given.State.Members[2].PersonId]);
        substituted.Listing.Members.ShouldBe(3);
    }

    [Fact]
    public void what_the_delegation_holds_stays_with_it()
    {
        var given = Given(AsksForTheFloor, ChoosesTables);
        var before = given.State.Listing;
        var (leaving, coming) = (given.State.Members[0].PersonId, Guid.CreateVersion7());
        var after = given.When(d => By(leaving).Decide(d, Edition(), coming, Noon)).Then<MemberSubstituted>().Listing;
        after.ShouldBe(before with { HeadRank = RankLevel.ViceMinister, People = after.People, StandIns = after.StandIns });
        // Others are told who stands in for whom, so that what the one was to do passes to the other.
        after.People.ShouldBe([coming]);
        after.StandIns.ShouldBe([new StandIn(leaving, coming)]);
    }

    [Fact]
    public void somebody_of_the_delegation_may_stand_in()
    {
        var given = Composed(DelegationRole.Adviser);
        var (head, adviser) = (given.State.Members[0], given.State.Members[1]);
        var substituted = given.When(d => new SubstituteMember { Leaving = head.PersonId, ComingMember = adviser.PersonId }.Decide(d, Edition(), null, Noon)).Then<MemberSubstituted>();
        given.State.Evolve(substituted).Members.ShouldBe([adviser with { Role = DelegationRole.HeadOfDelegation }]);
        (substituted.Listing.Members, substituted.Listing.HeadRank).ShouldBe((1, RankLevel.Other));
    }

    [Fact]
    public void a_head_who_stands_in_for_another_leaves_nobody_to_lead() =>
        Composed(DelegationRole.Adviser).When(d => new SubstituteMember { Leaving = d.Members[1].PersonId, ComingMember = d.Members[0].PersonId }.Decide(d, Edition(), null, Noon)).ThenRefused("head-needed");

    [Fact]
    public void nobody_of_another_delegation_stands_in()
    {
        var ofNorway = Composed().State.Members[0].PersonId;
        Composed().When(d => new SubstituteMember { Leaving = d.Members[0].PersonId, ComingMember = ofNorway }.Decide(d, Edition(), null, Noon)).ThenRefused("not-a-member");
        Composed().When(d => By(ofNorway).Decide(d, Edition(), Guid.CreateVersion7(), Noon)).ThenRefused("not-a-member");
    }

    [Fact]
    public void one_says_who_stands_in()
    {
        Composed().When(d => new SubstituteMember { Leaving = d.Members[0].PersonId }.Decide(d, Edition(), null, Noon)).ThenRefused("one-substitute");
        Composed(DelegationRole.Adviser).When(d => (By(d.Members[0].PersonId) with { ComingMember = d.Members[1].PersonId }).Decide(d, Edition(), Guid.CreateVersion7(), Noon)).ThenRefused("one-substitute");
        Composed().When(d => new SubstituteMember { Leaving = d.Members[0].PersonId, ComingMember = d.Members[0].PersonId }.Decide(d, Edition(), null, Noon)).ThenRefused("named-twice");
    }

    [Fact]
    public void it_is_before_the_session_starts_at_the_venue()
    {
        // Midnight in New York, in summer.
        var starts = new DateTimeOffset(2006, 9, 14, 4, 0, 0, TimeSpan.Zero);
        Composed().When(d => By(d.Members[0].PersonId).Decide(d, Edition(), Guid.CreateVersion7(), starts.AddSeconds(-1))).Then<MemberSubstituted>();
        Composed().When(d => By(d.Members[0].PersonId).Decide(d, Edition(), Guid.CreateVersion7(), starts)).ThenRefused("session-started");
    }

    [Fact]
    public void who_does_not_come_sends_nobody_instead() => Given(Withdraws).When(d => By(d.Members[0].PersonId).Decide(d, Edition(), Guid.CreateVersion7(), Noon)).ThenRefused("delegation-withdrawn");

    private static SubstituteMember By(Guid leaving) => new() { Leaving = leaving, Coming = new Head { Name = "Who stands in", Title = "Deputy Minister", Rank = RankLevel.ViceMinister } };
}

[Collection<Registering>]
public sealed class R7_Substitution_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");

    [Fact]
    public async Task the_head_is_substituted_and_the_requests_stay()
    {
        var (address, id) = await france.Register(Requests.Body(await fixture.Edition(year: 2099), members: [Requests.Member("Adviser", "An adviser")]));
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).Status.ShouldBe(200);
        var before = await france.Members(address.OriginalString);
        var asked = (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("speakingRequestedAt").GetDateTimeOffset();
        (await france.Post($"{address}/substitutions", new { leaving = before[0].PersonId, coming = new { name = "Who stands in", title = "Deputy Minister", rank = "ViceMinister" } }, "\"2\"")).ShouldBe((204, ""));

        var after = await france.Members(address.OriginalString);
        after.Select(member => (member.Name, member.Title, member.Role, member.Rank)).ShouldBe(
            [("Who stands in", "Deputy Minister", "HeadOfDelegation", "ViceMinister"), ("An adviser", "Counsellor", "Adviser", "Other")]);
        after.ShouldNotContain(member => member.PersonId == before[0].PersonId);
        (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("speakingRequestedAt").GetDateTimeOffset().ShouldBe(asked);
        (await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{id}' order by version")).ShouldBe(["delegation_announced", "speaking_requested", "member_substituted"]);
    }

    [Fact]
    public async Task it_comes_too_late_once_the_session_has_started()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        var head = (await france.Members(address.OriginalString))[0].PersonId;
        var coming = new { name = "Who stands in", title = "Deputy Minister", rank = "ViceMinister" };
        (await france.Post($"{address}/substitutions", new { leaving = head, coming }, "\"1\"")).ShouldBe((422, "session-started"));
        (await organizer.Post($"{address}/substitutions", new { leaving = head, coming, reason = "All the same." }, "\"1\"")).ShouldBe((422, "session-started"));
        (await fixture.Service.As("delegation", "NOR").Post($"{address}/substitutions", new { leaving = head, coming }, "\"1\"")).ShouldBe((404, "not-found"));
    }
}

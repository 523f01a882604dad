using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>A delegation has at most five representatives, its head among them, and five alternates; one head; and a person is in one delegation only.</summary>
public sealed class R2_Composition
{
    [Fact]
    public void people_join_and_leave_and_are_counted()
    {
        var given = Composed(DelegationRole.Adviser, DelegationRole.Expert);
        var leaving = given.State.Members[1];
        var joining = Ids(2);
        var changed = given.When(d => new ChangeComposition { Add = [Member(DelegationRole.Representative), Member(DelegationRole.Adviser)], Remove = [leaving.PersonId] }.Decide(d, joining, Noon)).Then<CompositionChanged>();
        (changed.Listing.Members, changed.At).ShouldBe((4, Noon));
        changed.Removed.ShouldBe([leaving.PersonId]);
        given.State.Evolve(changed).Members.Select(member => member.Role)
            .ShouldBe([DelegationRole.HeadOfDelegation, DelegationRole.Expert, DelegationRole.Representative, DelegationRole.Adviser]);
        given.State.Evolve(changed).Members.TakeLast(2).Select(member => member.PersonId).ShouldBe(joining);
    }

    [Fact]
    public void a_new_head_comes_with_what_becomes_of_the_present_one()
    {
        var given = Composed(DelegationRole.Adviser, DelegationRole.Representative);
        var (head, next) = (given.State.Members[0], given.State.Members[2]);
        given.When(d => Reassign(d, (next, DelegationRole.HeadOfDelegation))).ThenRefused("second-head");
        given.When(d => Reassign(d, (head, DelegationRole.Representative))).ThenRefused("head-needed");
        given.When(d => new ChangeComposition { Remove = [head.PersonId] }.Decide(d, [], Noon)).ThenRefused("head-needed");

        var changed = given.When(d => Reassign(d, (head, DelegationRole.Representative), (next, DelegationRole.HeadOfDelegation))).Then<CompositionChanged>();
        changed.Listing.HeadRank.ShouldBe(next.Rank, "others go by the rank of who leads");
        given.State.Evolve(changed).Members[0].PersonId.ShouldBe(next.PersonId);
    }

    [Fact]
    public void a_head_who_leaves_is_followed_by_somebody_new()
    {
        var given = Composed(DelegationRole.Adviser);
        var change = new ChangeComposition { Remove = [given.State.Members[0].PersonId], Add = [Member(DelegationRole.HeadOfDelegation) with { Rank = RankLevel.HeadOfState }] };
        var changed = given.When(d => change.Decide(d, Ids(1), Noon)).Then<CompositionChanged>();
        (changed.Listing.HeadRank, changed.Listing.Members).ShouldBe((RankLevel.HeadOfState, 2));
    }

    [Theory]
    [InlineData(DelegationRole.Representative, 4, "too-many-representatives")]
    [InlineData(DelegationRole.AlternateRepresentative, 5, "too-many-alternates")]
    public void rule_25_limits_what_joins_and_what_is_reassigned(DelegationRole role, int most, string code)
    {
        var full = Composed([.. Enumerable.Repeat(role, most), DelegationRole.Adviser]);
        full.When(d => new ChangeComposition { Add = [Member(role)] }.Decide(d, Ids(1), Noon)).ThenRefused(code);
        full.When(d => Reassign(d, (d.Members[^1], role))).ThenRefused(code);
        full.When(d => new ChangeComposition { Add = [Member(role)], Remove = [d.Members[1].PersonId] }.Decide(d, Ids(1), Noon)).Then<CompositionChanged>();
    }

    [Fact]
    public void advisers_and_experts_are_as_many_as_it_likes() =>
        Composed().When(d => new ChangeComposition { Add = [.. Enumerable.Repeat(Member(DelegationRole.Adviser), 300), .. Enumerable.Repeat(Member(DelegationRole.Expert), 100)] }.Decide(d, Ids(400), Noon))
            .Then<CompositionChanged>().Listing.Members.ShouldBe(401);

    [Fact]
    public void whoever_is_in_another_delegation_stays_there()
    {
        var ofNorway = Composed(DelegationRole.Adviser).State.Members[1];
        Composed().When(d => Reassign(d, (ofNorway, DelegationRole.Adviser))).ThenRefused("not-a-member");
        Composed().When(d => new ChangeComposition { Remove = [ofNorway.PersonId] }.Decide(d, [], Noon)).ThenRefused("not-a-member");
    }

    [Fact]
    public void one_thing_is_said_of_a_person() =>
        Composed(DelegationRole.Adviser).When(d => (new ChangeComposition { Remove = [d.Members[1].PersonId], Reassign = [new Reassignment { PersonId = d.Members[1].PersonId, Role = DelegationRole.Expert }] }).Decide(d, [], Noon))
            .ThenRefused("named-twice");

    [Fact]
    public void what_is_so_already_changes_nothing()
    {
        Composed(DelegationRole.Adviser).When(d => Reassign(d, (d.Members[1], DelegationRole.Adviser))).ThenNothing();
        Composed().When(d => new ChangeComposition().Decide(d, [], Noon)).ThenNothing();
    }

    [Fact]
    public void who_does_not_come_changes_nothing() => Given(Withdraws).When(d => new ChangeComposition { Add = [Member(DelegationRole.Adviser)] }.Decide(d, Ids(1), Noon)).ThenRefused("delegation-withdrawn");

    [Fact]
    public void namesakes_of_two_delegations_are_a_warning()
    {
        (string, Namesake) Called(string name, Guid delegation, string participant) => (name, new Namesake(Guid.CreateVersion7(), "Counsellor", delegation, participant));
        var (ofFrance, ofItaly) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var found = ListNamesakes.Among(
        [
            Called("José  García", ofItaly, "ITA"), Called("JOSÉ GARCÍA", ofFrance, "FRA"), Called("Jo Svensson", ofFrance, "FRA"), Called("Jo Svensson", ofFrance, "FRA"), Called("Kim Lee", ofItaly, "ITA"),
        ]).ShouldHaveSingleItem();
        found.People.Select(person => person.Participant).ShouldBe(["FRA", "ITA"]);
    }

    private static IEnumerable<object> Reassign(Delegation delegation, params (DelegationMember Member, DelegationRole Role)[] to) =>
        new ChangeComposition { Reassign = [.. to.Select(one => new Reassignment { PersonId = one.Member.PersonId, Role = one.Role })] }.Decide(delegation, [], Noon);
}

[Collection<Registering>]
public sealed class R2_Composition_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient norway = fixture.Service.As("delegation", "NOR");

    [Fact]
    public async Task a_delegation_changes_who_is_in_it_while_the_window_is_open()
    {
        var (address, id) = await france.Register(Requests.Body(await fixture.Edition(), members: [Requests.Member("Adviser", "An adviser"), Requests.Member("Representative", "A representative")]));
        var before = await france.Members(address.OriginalString);
        var change = new
        {
            add = new[] { Requests.Member("Expert", "An expert") },
            remove = new[] { before[1].PersonId },
            reassign = new object[] { new { personId = before[2].PersonId, role = "HeadOfDelegation", rank = "ForeignMinister" }, new { personId = before[0].PersonId, role = "Representative" } },
        };
        (await norway.Post($"{address}/composition", change, "\"1\"")).ShouldBe((404, "not-found"));
        (await france.Post($"{address}/composition", change)).ShouldBe((428, "version-not-given"));
        (await france.Post($"{address}/composition", change, "\"1\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/composition", change, "\"1\"")).ShouldBe((412, "stale-version"));

        (await france.Members(address.OriginalString)).Select(member => (member.Name, member.Role, member.Rank)).ShouldBe(
        [
            ("A representative", "HeadOfDelegation", "ForeignMinister"), ("Head of the delegation", "Representative", "Minister"), ("An expert", "Expert", "Other"),
        ]);
        var line = (await france.GetFromJsonAsync<JsonElement>($"/delegations?edition={(await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("editionId").GetGuid()}")).GetProperty("items")[0];
        (line.GetProperty("headRank").GetString(), line.GetProperty("members").GetInt32()).ShouldBe(("ForeignMinister", 3));
        (await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{id}' order by version")).ShouldBe(["delegation_announced", "composition_changed"]);
    }

    [Fact]
    public async Task the_secretariat_says_why_and_is_bound_by_no_window()
    {
        var edition = await fixture.Edition();
        var (address, _) = await france.Register(Requests.Body(edition));
        await fixture.Edition(EditionState.RegistrationClosed, edition, 3);
        var change = new { add = new[] { Requests.Member("Expert") } };
        (await organizer.Post($"{address}/composition", change, "\"1\"")).ShouldBe((422, "reason-needed"));
        (await organizer.Post($"{address}/composition", new { change.add, reason = "The mission asked by telephone." }, "\"1\"")).ShouldBe((204, ""));
        (await france.GetFromJsonAsync<JsonElement>($"{address}/actions")).GetProperty("items")[0].GetProperty("act").GetString().ShouldBe("ChangeComposition");
        await fixture.Edition(EditionState.Closed, edition, 4);
        (await organizer.Post($"{address}/composition", new { change.add, reason = "Too late." }, "\"2\"")).ShouldBe((422, "edition-closed"));
        (await france.Post($"{address}/composition", change, "\"2\"")).ShouldBe((422, "edition-closed"));
    }

    [Fact]
    public async Task a_person_of_another_delegation_cannot_be_put_into_this_one()
    {
        var edition = await fixture.Edition(year: 2099);
        var (ofNorway, _) = await norway.Register(Requests.Body(edition, "NOR"));
        var (address, _) = await france.Register(Requests.Body(edition));
        var theirs = (await norway.Members(ofNorway.OriginalString))[0].PersonId;
        (await france.Post($"{address}/composition", new { reassign = new[] { new { personId = theirs, role = "Adviser" } } }, "\"1\"")).ShouldBe((422, "not-a-member"));
        (await france.Post($"{address}/substitutions", new { leaving = theirs, coming = new { name = "x", title = "y", rank = "Other" } }, "\"1\"")).ShouldBe((422, "not-a-member"));
        (await norway.Members(ofNorway.OriginalString)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task what_is_malformed_is_answered_with_the_member()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        (await Complaints(address, new { add = new object?[] { null } })).ShouldBe((400, "malformed-body", "add"));
        (await Complaints(address, new { reassign = new object[] { new { personId = Guid.CreateVersion7(), role = "Emperor" } } })).ShouldBe((400, "malformed-body", "reassign[0].role"));
        (await Complaints(address, new { add = new[] { Requests.Member("Adviser", new string('x', 201)) } })).ShouldBe((400, "invalid-value", "add[0].name"));
    }

    [Fact]
    public async Task the_secretariat_is_warned_of_namesakes()
    {
        var edition = await fixture.Edition();
        await france.Register(Requests.Body(edition, head: "One Of A Name", members: [Requests.Member("Adviser", "Unlike Any Other")]));
        (await Namesakes(edition)).ShouldBeEmpty();
        await norway.Register(Requests.Body(edition, "NOR", head: "Norwegian Head", members: [Requests.Member("Adviser", "one of a NAME")]));
        var namesakes = (await Namesakes(edition)).ShouldHaveSingleItem();
        namesakes.GetProperty("people").EnumerateArray().Select(person => person.GetProperty("participant").GetString()).ShouldBe(["FRA", "NOR"]);
        (await Namesakes(await fixture.Edition())).ShouldBeEmpty();
        (await organizer.Ask(HttpMethod.Get, $"/editions/{Guid.CreateVersion7()}/namesakes")).ShouldBe((404, "not-found"));
        (await france.Ask(HttpMethod.Get, $"/editions/{edition}/namesakes")).ShouldBe((403, "not-allowed"));
    }

    [Fact]
    public async Task of_many_at_once_on_the_same_version_one_is_made()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), members: [.. Enumerable.Repeat(Requests.Member("Representative"), 3)]));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => france.Post($"{address}/composition", new { add = new[] { Requests.Member("Representative") } }, "\"1\"")));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(19, string.Join(", ", answers));
        var members = await france.Members(address.OriginalString);
        members.Count.ShouldBe(5);
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_person where data ->> 'DelegationId' = '{address.OriginalString.Split('/')[^1]}'")).Single().ShouldBe(5);
    }

    private async Task<(int Status, string Code, string Field)> Complaints(Uri address, object body)
    {
        using var content = JsonContent.Create(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/composition") { Content = content };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await france.SendAsync(request);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return ((int)answer.StatusCode, problem.GetProperty("code").GetString()!, problem.GetProperty("errors").EnumerateArray().First().GetProperty("field").GetString()!);
    }

    private async Task<JsonElement[]> Namesakes(Guid edition) => [.. (await organizer.GetFromJsonAsync<JsonElement>($"/editions/{edition}/namesakes")).GetProperty("items").EnumerateArray()];
}

using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>A delegation's own change after the window waits for the secretariat, and the old state stays in force meanwhile.</summary>
public sealed class When_a_delegation_amends_itself_after_the_window
{
    private static readonly Amendment AnAdviserMore = new(Guid.CreateVersion7(), Id, new ChangeComposition { Add = [Member(DelegationRole.Adviser)] });

    [Fact]
    public void it_stays_as_it_is_until_that_is_approved()
    {
        var waiting = Given(Proposes(AnAdviserMore)).State;
        waiting.Amendment.ShouldBe(new WaitingAmendment(AnAdviserMore.Id, Noon));
        waiting.Members.ShouldHaveSingleItem();
        waiting.Listing.Members.ShouldBe(1);
    }

    [Fact]
    public void approval_makes_the_change()
    {
        var approved = Given(Proposes(AnAdviserMore), Approves(AnAdviserMore)).State;
        approved.Amendment.ShouldBeNull();
        approved.Members.Count.ShouldBe(2);
    }

    [Fact]
    public void approval_holds_it_against_the_rules_anew()
    {
        var head = Given().State.Members[0].PersonId;
        var substitution = new Amendment(Guid.CreateVersion7(), Id, Substitution: new SubstituteMember { Leaving = head, Coming = new Head { Name = "x", Title = "y", Rank = RankLevel.Other } });
        var given = Given();
        var leaving = substitution with { Substitution = substitution.Substitution! with { Leaving = given.State.Members[0].PersonId } };
        var waiting = Fold(given.State, leaving.Propose(given.State, Edition(), new Written(Ids(1)), Noon));
        var gone = Fold(waiting, new ChangeComposition { Remove = [waiting.Members[0].PersonId], Add = [Member(DelegationRole.HeadOfDelegation)] }.Decide(waiting, Ids(1), Evening));
        Should.Throw<Hosting.Store.Refusal>(() => ApproveAmendment.Decide(gone, leaving, Edition(), new Written(Ids(1)), Evening)).Code.ShouldBe("not-a-member");
        Should.Throw<Hosting.Store.Refusal>(() => ApproveAmendment.Decide(waiting, leaving, Edition(), new Written(Ids(1)), Morning.AddYears(1))).Code.ShouldBe("session-started");
    }

    [Fact]
    public void what_could_not_be_approved_is_refused_at_once() =>
        Given().When(d => new Amendment(Guid.CreateVersion7(), Id, new ChangeComposition { Remove = [d.Members[0].PersonId] }).Propose(d, Edition(), new Written([]), Noon)).ThenRefused("head-needed");

    [Fact]
    public void what_would_change_nothing_is_not_proposed() =>
        Given().When(d => new Amendment(Guid.CreateVersion7(), Id, new ChangeComposition()).Propose(d, Edition(), new Written([]), Noon)).ThenNothing();

    [Fact]
    public void a_later_one_supersedes()
    {
        var later = AnAdviserMore with { Id = Guid.CreateVersion7() };
        var given = Given(Proposes(AnAdviserMore), Proposes(later));
        given.State.Amendment!.Id.ShouldBe(later.Id);
        Should.Throw<Hosting.Store.Missing>(() => Approves(AnAdviserMore)(given.State));
    }

    [Fact]
    public void refused_or_taken_back_it_waits_no_more_and_nothing_has_changed()
    {
        foreach (var ends in new Func<Delegation, IEnumerable<object>>[] { d => RefuseAmendment.Decide(d, AnAdviserMore.Id, Evening), d => TakeBackAmendment.Decide(d, AnAdviserMore.Id, Evening) })
        {
            var ended = Given(Proposes(AnAdviserMore), ends);
            ended.State.Amendment.ShouldBeNull();
            ended.State.Members.ShouldHaveSingleItem();
            Should.Throw<Hosting.Store.Missing>(() => ends(ended.State));
        }
    }

    [Fact]
    public void withdrawal_ends_it() => Given(Proposes(AnAdviserMore), Withdraws, Returns).State.Amendment.ShouldBeNull();

    internal static Func<Delegation, IEnumerable<object>> Proposes(Amendment amendment) => delegation => amendment.Propose(delegation, Edition(), new Written(Ids(1)), Noon);

    private static Func<Delegation, IEnumerable<object>> Approves(Amendment amendment) => delegation => [.. ApproveAmendment.Decide(delegation, amendment, Edition(), new Written(Ids(1)), Evening)];
}

[Collection<Registering>]
public sealed class When_amendments_are_kept_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient norway = fixture.Service.As("delegation", "NOR");
    private readonly HttpClient @operator = fixture.Service.As("operator");

    [Fact]
    public async Task one_waits_is_approved_and_then_in_force()
    {
        var (edition, address) = await AfterTheWindow(france, "FRA");
        var amendment = await Proposed(france, address, "composition", new { add = new[] { Requests.Member("Adviser", "Who would come") } }, "\"1\"");

        (await france.Members(address)).ShouldHaveSingleItem("the old state stays in force");
        (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("amendment").GetProperty("change").GetProperty("composition").GetProperty("add")[0].GetProperty("name").GetString().ShouldBe("Who would come");
        (await @operator.GetFromJsonAsync<JsonElement>(address)).GetProperty("amendment").GetProperty("change").ValueKind.ShouldBe(JsonValueKind.Null, "operators see no people");
        (await Listed(edition)).ShouldBe([("FRA", amendment)]);
        (await france.Post($"{address}/amendments/{amendment}/approval", new { reason = "Ours." }, "\"2\"")).ShouldBe((403, "not-allowed"));
        (await organizer.Post($"{address}/amendments/{amendment}/approval", new { }, "\"2\"")).ShouldBe((400, "malformed-body"));
        (await organizer.Post($"{address}/amendments/{amendment}/approval", new { reason = "As the mission wrote." }, "\"2\"")).ShouldBe((204, ""));

        (await france.Members(address)).Select(member => member.Name).ShouldBe(["Head of the delegation", "Who would come"]);
        (await Listed(edition)).ShouldBeEmpty();
        (await Reasons(address)).ShouldBe([("ApproveAmendment", "As the mission wrote.")]);
        (await Held("Who would come")).ShouldBe(["mt_doc_person"], "the proposal is not kept beyond its purpose");
        (await organizer.Post($"{address}/amendments/{amendment}/approval", new { reason = "Again." }, "\"4\"")).ShouldBe((404, "not-found"));
        (await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{address.Split('/')[^1]}' order by version"))
            .ShouldBe(["delegation_announced", "amendment_proposed", "composition_changed", "amendment_approved"]);
    }

    [Fact]
    public async Task one_is_refused_and_the_delegation_reads_why()
    {
        var (edition, address) = await AfterTheWindow(france, "FRA");
        var amendment = await Proposed(france, address, "composition", new { add = new[] { Requests.Member("Adviser", "Who may not come") } }, "\"1\"");
        (await norway.Post($"{address}/amendments/{amendment}/taking-back", new { }, "\"2\"")).ShouldBe((404, "not-found"));
        (await organizer.Post($"{address}/amendments/{amendment}/refusal", new { reason = "The list is with the printer." }, "\"2\"")).ShouldBe((204, ""));
        (await france.Members(address)).ShouldHaveSingleItem();
        (await Reasons(address)).ShouldBe([("RefuseAmendment", "The list is with the printer.")]);
        (await Listed(edition)).ShouldBeEmpty();
        (await Held("Who may not come")).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_later_one_supersedes_and_one_is_taken_back()
    {
        var (edition, address) = await AfterTheWindow(france, "FRA");
        var earlier = await Proposed(france, address, "composition", new { add = new[] { Requests.Member("Adviser", "Superseded") } }, "\"1\"");
        var head = (await france.Members(address))[0].PersonId;
        var later = await Proposed(france, address, "level-changes", new { personId = head, rank = "VicePresident", title = "Vice-President" }, "\"2\"");
        (await Listed(edition)).ShouldBe([("FRA", later)]);
        (await Held("Superseded")).ShouldBeEmpty();
        (await organizer.Post($"{address}/amendments/{earlier}/approval", new { reason = "The earlier one." }, "\"3\"")).ShouldBe((404, "not-found"));
        (await france.Members(address))[0].Title.ShouldBe("Minister of the Interior", "a title that waits is not in force");

        (await france.Post($"{address}/amendments/{later}/taking-back", new { }, "\"3\"")).ShouldBe((204, ""));
        (await Listed(edition)).ShouldBeEmpty();
        var again = await Proposed(france, address, "level-changes", new { personId = head, rank = "VicePresident", title = "Vice-President" }, "\"4\"");
        (await organizer.Post($"{address}/amendments/{again}/approval", new { reason = "Elected." }, "\"5\"")).ShouldBe((204, ""));
        var now = (await france.Members(address))[0];
        (now.Title, now.Rank).ShouldBe(("Vice-President", "VicePresident"));
    }

    [Fact]
    public async Task the_secretariat_reads_them_oldest_first()
    {
        var (edition, ofNorway) = await AfterTheWindow(norway, "NOR");
        var (_, ofFrance) = await AfterTheWindow(france, "FRA", edition);
        var first = await Proposed(norway, ofNorway, "composition", new { add = new[] { Requests.Member("Adviser") } }, "\"1\"");
        var second = await Proposed(france, ofFrance, "composition", new { add = new[] { Requests.Member("Adviser") } }, "\"1\"");
        (await Listed(edition)).ShouldBe([("NOR", first), ("FRA", second)]);
        var page = await organizer.GetFromJsonAsync<JsonElement>($"/amendments?edition={edition}&limit=1");
        page.GetProperty("next").GetGuid().ShouldBe(first);
        page.GetProperty("items")[0].GetProperty("delegationVersion").GetInt64().ShouldBe(2);
        (await Listed(edition, $"&after={first}")).ShouldBe([("FRA", second)]);
        (await france.GetFromJsonAsync<JsonElement>($"/delegations?edition={edition}")).GetProperty("items")[0].GetProperty("amendmentWaits").GetBoolean().ShouldBeTrue();
        (await france.Ask(HttpMethod.Get, $"/amendments?edition={edition}")).ShouldBe((403, "not-allowed"));
    }

    [Fact]
    public async Task withdrawal_ends_one_and_forgets_its_people()
    {
        var (edition, address) = await AfterTheWindow(france, "FRA");
        await Proposed(france, address, "composition", new { add = new[] { Requests.Member("Adviser", "Comes to nothing") } }, "\"1\"");
        (await organizer.Post($"{address}/withdrawal", new { reason = "They wrote so." }, "\"2\"")).ShouldBe((204, ""));
        (await Listed(edition)).ShouldBeEmpty();
        (await Held("Comes to nothing")).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_cannot_be_is_refused_and_not_kept()
    {
        var (edition, address) = await AfterTheWindow(france, "FRA");
        (await france.Post($"{address}/composition", new { add = Enumerable.Repeat(Requests.Member("Representative", "One too many"), 5) }, "\"1\"")).ShouldBe((422, "too-many-representatives"));
        (await france.Post($"{address}/composition", new { }, "\"1\"")).ShouldBe((204, ""));
        (await Held("One too many")).ShouldBeEmpty();
        (await Listed(edition)).ShouldBeEmpty();
        // Registration has not begun: then there is nothing to amend.
        (await norway.Post($"{address}/composition", new { }, "\"1\"")).ShouldBe((404, "not-found"));
    }

    [Fact]
    public async Task approved_and_refused_at_the_same_instant_it_is_one_of_both()
    {
        var (_, address) = await AfterTheWindow(france, "FRA");
        var amendment = await Proposed(france, address, "composition", new { add = new[] { Requests.Member("Adviser") } }, "\"1\"");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => organizer.Post($"{address}/amendments/{amendment}/{(n % 2 == 0 ? "approval" : "refusal")}", new { reason = "At once." }, "\"2\"")));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer.Status is 412 or 404).ShouldBe(9);
        (await Reasons(address)).ShouldHaveSingleItem();
    }

    private async Task<(Guid Edition, string Address)> AfterTheWindow(HttpClient client, string participant, Guid? at = null)
    {
        var edition = await fixture.Edition(EditionState.RegistrationOpen, at, 3, year: 2099);
        if (at is not null)
            edition = await fixture.Edition(EditionState.RegistrationOpen, at, 5, year: 2099);
        var (address, _) = await client.Register(Requests.Body(edition, participant));
        await fixture.Edition(EditionState.RegistrationClosed, edition, at is null ? 4 : 6, year: 2099);
        return (edition, address.OriginalString);
    }

    private static async Task<Guid> Proposed(HttpClient client, string address, string change, object body, string version)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/{change}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        using var answer = await client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(202, await answer.Content.ReadAsStringAsync());
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.Headers.ETag!.Tag.ShouldBe($"\"{said.GetProperty("version").GetInt64()}\"");
        return said.GetProperty("amendmentId").GetGuid();
    }

    private async Task<(string Participant, Guid Amendment)[]> Listed(Guid edition, string more = "") =>
        [.. (await organizer.GetFromJsonAsync<JsonElement>($"/amendments?edition={edition}{more}")).GetProperty("items").EnumerateArray()
            .Select(line => (line.GetProperty("participant").GetString()!, line.GetProperty("id").GetGuid()))];

    private async Task<(string Act, string Reason)[]> Reasons(string address) =>
        [.. (await france.GetFromJsonAsync<JsonElement>($"{address}/actions")).GetProperty("items").EnumerateArray()
            .Select(action => (action.GetProperty("act").GetString()!, action.GetProperty("reason").GetString()!))];

    /// <summary>The tables that the words are in.</summary>
    private async Task<IReadOnlyList<string>> Held(string words)
    {
        var found = new List<string>();
        foreach (var table in new[] { "mt_doc_person", "mt_doc_amendment", "mt_events", "mt_doc_delegation", "mt_doc_actiontaken" })
        {
            if ((await fixture.Database.Query<bool>($"select exists (select 1 from {table} t where t::text like '%{words}%')")).Single())
                found.Add(table);
        }

        return found;
    }
}

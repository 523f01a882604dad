using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using Forum.Registration.Editions;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

public sealed class P1_Asking_for_the_floor
{
    private static readonly Guid Other = Guid.CreateVersion7();

    [Fact]
    public void nobody_may_before_the_announced_instant()
    {
        Given().When(d => new RequestToSpeak().Decide(d, OpensAt(Noon), Noon.AddTicks(-1), AcknowledgementId)).ThenRefused("speakers-list-not-open");
        Given().When(d => new RequestToSpeak().Decide(d, OpensAt(Noon), Noon, AcknowledgementId)).Then<SpeakingRequested>().Listing.SpeakingRequestedAt.ShouldBe(Noon);
    }

    [Fact]
    public void it_is_told_when_it_may() =>
        Should.Throw<Hosting.Store.Refusal>(() => new RequestToSpeak().Decide(Given().State, OpensAt(Noon), Morning, AcknowledgementId).ToArray()).Message.ShouldContain($"{Noon:O}");

    [Fact]
    public void receipt_is_acknowledged_and_the_first_one_counts()
    {
        var listing = Given().When(d => new RequestToSpeak { Preferences = [2, 1], OnBehalfOf = "G77" }.Decide(d, Edition(), Morning, AcknowledgementId)).Then<SpeakingRequested>().Listing;
        listing.ShouldSatisfyAllConditions(
            () => listing.SpeakingAcknowledgement.ShouldBe(AcknowledgementId),
            () => listing.SpeakingPreferences.ShouldBe([2, 1]),
            () => listing.SpeakingOnBehalfOf.ShouldBe("G77"));
        Given(Asks).When(d => new RequestToSpeak().Decide(d, Edition(), Noon, Other)).ThenNothing();
        Given(Asks).When(d => new RequestToSpeak { Preferences = [2, 1], OnBehalfOf = "G77" }.Decide(d, Edition(), Noon, Other)).ThenNothing();
    }

    [Fact]
    public void other_preferences_do_not_cost_it_its_place()
    {
        var listing = Given(Asks).When(d => new RequestToSpeak { Preferences = [3] }.Decide(d, Edition(), Noon, Other)).Then<SpeakingRequested>().Listing;
        listing.ShouldSatisfyAllConditions(
            () => listing.SpeakingRequestedAt.ShouldBe(Morning),
            () => listing.SpeakingAcknowledgement.ShouldBe(AcknowledgementId),
            () => listing.SpeakingPreferences.ShouldBe([3]),
            () => listing.SpeakingOnBehalfOf.ShouldBeNull());
    }

    [Fact]
    public void meetings_are_numbered_from_1_and_preferred_once()
    {
        Given().When(d => new RequestToSpeak { Preferences = [0] }.Decide(d, Edition(), Noon, Other)).ThenRefused("no-such-meeting");
        Given().When(d => new RequestToSpeak { Preferences = [1, 1] }.Decide(d, Edition(), Noon, Other)).ThenRefused("preference-repeated");
    }

    [Fact]
    public void what_was_asked_for_is_set_aside_when_it_withdraws_and_received_anew_when_it_returns()
    {
        Given(Asks, Withdraws).State.Listing.ShouldSatisfyAllConditions(
            listing => listing.SpeakingAcknowledgement.ShouldBeNull(),
            listing => listing.SpeakingPreferences.ShouldBeEmpty(),
            listing => listing.SpeakingOnBehalfOf.ShouldBeNull());
        Given(Asks, Withdraws, d => ReturnDelegation.Decide(d, Evening, Other)).State.Listing.ShouldSatisfyAllConditions(
            listing => listing.SpeakingRequestedAt.ShouldBe(Evening),
            listing => listing.SpeakingAcknowledgement.ShouldBe(Other),
            listing => listing.SpeakingPreferences.ShouldBe([2, 1]),
            listing => listing.SpeakingOnBehalfOf.ShouldBe("G77"));
    }

    private static IEnumerable<object> Asks(Delegation delegation) =>
        new RequestToSpeak { Preferences = [2, 1], OnBehalfOf = "G77" }.Decide(delegation, Edition(), Morning, AcknowledgementId);

    private static KnownEdition OpensAt(DateTimeOffset at) => Edition() with { Edition = Edition().Edition with { SpeakersListOpensAt = at } };
}

[Collection<Registering>]
public sealed class P1_Asking_for_the_floor_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task the_answer_acknowledges_the_receipt_the_same_however_often_it_is_asked_for()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        var before = DateTimeOffset.UtcNow;
        var first = await Ask($"{address}/speaking-request", new { preferences = new[] { 2, 1 }, onBehalfOf = "EU" }, 1);
        first.GetProperty("acknowledgementId").GetGuid().ShouldNotBe(Guid.Empty);
        first.GetProperty("receivedAt").GetDateTimeOffset().ShouldBeInRange(before, DateTimeOffset.UtcNow);
        first.GetProperty("preferences").EnumerateArray().Select(number => number.GetInt32()).ShouldBe([2, 1]);
        first.GetProperty("onBehalfOf").GetString().ShouldBe("EU");
        (await Ask($"{address}/speaking-request", new { }, 2)).ToString().ShouldBe(first.ToString());

        var file = await france.GetFromJsonAsync<JsonElement>(address);
        file.GetProperty("speakingAcknowledgement").GetGuid().ShouldBe(first.GetProperty("acknowledgementId").GetGuid());
        (await france.Post($"{address}/speaking-request", new { onBehalfOf = "all of us" }, "\"2\"")).ShouldBe((400, "invalid-value"));
    }

    [Fact]
    public async Task before_the_announced_instant_it_is_refused_and_from_then_on_taken()
    {
        var edition = await fixture.Edition();
        var (address, _) = await france.Register(Requests.Body(edition));
        await OpensAt(edition, DateTimeOffset.UtcNow.AddHours(1), 3);
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((422, "speakers-list-not-open"));
        (await organizer.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((422, "speakers-list-not-open"), "not the secretariat either: all have the same chance");

        await OpensAt(edition, DateTimeOffset.UtcNow.AddSeconds(-1), 4);
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((200, ""));
    }

    [Fact]
    public async Task all_who_ask_at_the_same_instant_are_acknowledged_each_with_its_own_id()
    {
        const int Delegations = 60;
        var edition = await fixture.Edition();
        var addresses = new List<Uri>();
        for (var n = 0; n < Delegations; n++)
            addresses.Add((await organizer.Register(Requests.Body(edition, $"ORG-{n}", "UnSystemEntity", $"Organization {n}"))).Address);
        var answers = await Task.WhenAll(addresses.Select(address => Ask($"{address}/speaking-request", new { }, 1, organizer)));
        answers.Select(answer => answer.GetProperty("acknowledgementId").GetGuid()).Distinct().Count().ShouldBe(Delegations);
        foreach (var (address, answer) in addresses.Zip(answers))
        {
            var file = await organizer.GetFromJsonAsync<JsonElement>(address);
            file.GetProperty("speakingRequestedAt").GetDateTimeOffset().ShouldBe(answer.GetProperty("receivedAt").GetDateTimeOffset());
        }
    }

    private Task<Guid> OpensAt(Guid edition, DateTimeOffset at, long revision) => fixture.Edition(id: edition, revision: revision, with: known => known with { SpeakersListOpensAt = at });

    private async Task<JsonElement> Ask(string address, object body, long version, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body), Headers = { { "If-Match", $"\"{version}\"" } } };
        using var answer = await (client ?? france).SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

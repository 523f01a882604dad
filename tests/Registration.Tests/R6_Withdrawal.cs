using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>A withdrawal releases everything, once, keeps what was, and who comes back stands at the end of every queue.</summary>
public sealed class R6_Withdrawal
{
    [Fact]
    public void it_says_when_and_releases_what_was_asked_for()
    {
        var listing = Given(AsksForTheFloor, ChoosesTables).When(Withdraws).Then<DelegationWithdrawn>().Listing;
        listing.LastWithdrawnAt.ShouldBe(Noon);
        (listing.SpeakingRequestedAt, listing.RoundTableChoices.Count, listing.RoundTableSeats, listing.RoundTableChoicesAt).ShouldBe((null, 0, 0, null));
    }

    [Fact]
    public void it_is_done_once_however_often_it_is_asked() => Given(AsksForTheFloor, Withdraws).When(Withdraws).ThenNothing();

    [Fact]
    public void it_keeps_people_credentials_and_arrivals()
    {
        var before = Given(BringsTheOriginal, AcceptsIt, Arrives).State;
        var after = Fold(before, Withdraws(before));
        after.Members.ShouldBe(before.Members);
        after.Credentials.ShouldBe(before.Credentials);
        after.Arrivals.ShouldBe(before.Arrivals);
        after.Listing.Credentials.ShouldBe(CredentialsState.Full);
    }

    [Fact]
    public void who_comes_back_stands_at_the_end_of_every_queue_and_is_known_to_have_been_away()
    {
        var listing = Given(AsksForTheFloor, ChoosesTables, Withdraws).When(Returns).Then<DelegationReturned>().Listing;
        (listing.SpeakingRequestedAt, listing.RoundTableChoicesAt, listing.LastWithdrawnAt).ShouldBe((Evening, Evening, Noon));
    }
}

[Collection<Registering>]
public sealed class R6_Withdrawal_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");

    [Fact]
    public async Task two_hundred_withdrawals_at_the_same_instant_are_one()
    {
        var (address, id) = await france.Register(Requests.Body(await fixture.Edition()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => (n % 2 == 0 ? organizer : france).Post($"{address}/withdrawal", new { reason = "Not this time." }, "\"1\"")));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(199, string.Join(", ", answers));
        (await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{id}' order by version")).ShouldBe(["delegation_announced", "delegation_withdrawn"]);
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_remark where data ->> 'DelegationId' = '{id}'")).Single().ShouldBe(1);

        // Whoever reads again and asks again is told that it is so.
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => france.Post($"{address}/withdrawal", new { reason = "Once more." }, "\"2\"")));
        again.ShouldAllBe(answer => answer.Status == 204);
        (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("withdrawal").GetProperty("reason").GetString().ShouldBe("Not this time.");
    }

    [Fact]
    public async Task what_the_secretariat_does_for_a_delegation_has_a_reason_that_the_delegation_reads()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        (await organizer.Post($"{address}/withdrawal", new { }, "\"1\"")).ShouldBe((400, "malformed-body"));
        (await organizer.Post($"{address}/withdrawal", new { reason = "By note verbale 7/06." }, "\"1\"")).ShouldBe((204, ""));
        (await organizer.Post($"{address}/withdrawal", new { reason = "Said twice." }, "\"2\"")).ShouldBe((204, ""));
        (await organizer.Post($"{address}/return", new { }, "\"2\"")).ShouldBe((422, "reason-needed"));
        (await organizer.Post($"{address}/return", new { reason = "By note verbale 8/06." }, "\"2\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/withdrawal", new { reason = "Ours." }, "\"3\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/return", null, "\"4\"")).ShouldBe((204, ""));

        var actions = (await france.GetFromJsonAsync<JsonElement>($"{address}/actions")).GetProperty("items").EnumerateArray();
        actions.Select(action => (action.GetProperty("act").GetString(), action.GetProperty("reason").GetString())).ShouldBe(
            [("WithdrawDelegation", "By note verbale 7/06."), ("ReturnDelegation", "By note verbale 8/06.")]);
        (await fixture.Service.As("delegation", "NOR").Ask(HttpMethod.Get, $"{address}/actions")).ShouldBe((404, "not-found"));
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Kit;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;
using Wire = Forum.Contracts.Registration;

namespace Forum.Registration.Tests;

/// <summary>Credentials are another thing than the badge: full from the right office and as the original only, provisional otherwise, and nothing is kept from who has none.</summary>
public sealed class R3_Credentials_are_accepted_for_what_they_are
{
    public static TheoryData<CredentialsForm, IssuingAuthority, CredentialsState> EveryPaper => new(
        from form in Enum.GetValues<CredentialsForm>()
        from office in Enum.GetValues<IssuingAuthority>()
        select (form, office, form is CredentialsForm.Original && office is not IssuingAuthority.Other ? CredentialsState.Full : CredentialsState.Provisional));

    [Theory, MemberData(nameof(EveryPaper))]
    public void they_are_full_as_the_original_from_a_Head_of_State_or_Government_or_Foreign_Minister_only(CredentialsForm form, IssuingAuthority office, CredentialsState worth) =>
        Given(d => Receive(d, form, office)).When(AcceptsIt).Then<CredentialsAccepted>().Listing.Credentials.ShouldBe(worth);

    [Fact]
    public void until_they_are_accepted_they_are_provisional() =>
        new Decider<Delegation>(Fold(new Delegation(), Register(State() with { Credentials = CredentialsState.None })))
            .When(BringsTheOriginal).Then<CredentialsReceived>().Listing.Credentials.ShouldBe(CredentialsState.Provisional);

    [Fact]
    public void what_came_is_kept_with_its_form_its_office_its_date_and_its_time()
    {
        var command = new ReceiveCredentials { Form = CredentialsForm.Copy, IssuedBy = IssuingAuthority.HeadOfState, IssuedOn = new DateOnly(2006, 8, 21), ReceivedAt = Morning, Reason = "By fax." };
        Given().When(d => command.Decide(d, Noon)).Then<CredentialsReceived>().Paper
            .ShouldBe(new CredentialsPaper(1, CredentialsForm.Copy, IssuingAuthority.HeadOfState, new DateOnly(2006, 8, 21), Morning));
        Given().When(d => (command with { ReceivedAt = Evening }).Decide(d, Noon)).ThenRefused("received-later-than-now");
    }

    [Fact]
    public void a_copy_that_comes_later_takes_nothing_away() =>
        Given(BringsTheOriginal, AcceptsIt).When(d => Receive(d, CredentialsForm.Copy, IssuingAuthority.Other)).Then<CredentialsReceived>().Listing.Credentials.ShouldBe(CredentialsState.Full);

    [Fact]
    public void the_same_paper_is_received_and_accepted_once()
    {
        Given(BringsTheOriginal).When(BringsTheOriginal).ThenNothing();
        Given(BringsTheOriginal, AcceptsIt).When(AcceptsIt).ThenNothing();
        Given(BringsTheOriginal, RejectsIt).When(RejectsIt).ThenNothing();
    }

    [Fact]
    public void what_is_found_not_in_order_counts_no_more_and_what_else_came_does()
    {
        Given(BringsTheOriginal, AcceptsIt).When(RejectsIt).Then<CredentialsRejected>().Listing.Credentials.ShouldBe(CredentialsState.None);
        Given(d => Receive(d, CredentialsForm.Copy, IssuingAuthority.ForeignMinister), BringsTheOriginal, AcceptsIt).When(RejectsIt)
            .Then<CredentialsRejected>().Listing.Credentials.ShouldBe(CredentialsState.Provisional);
        Given(BringsTheOriginal, RejectsIt).When(AcceptsIt).ThenRefused("credentials-rejected");
        Given(BringsTheOriginal, RejectsIt).When(BringsTheOriginal).Then<CredentialsReceived>().Paper.Number.ShouldBe(2);
    }

    [Fact]
    public void without_them_a_delegation_speaks_and_sits()
    {
        var bare = new Decider<Delegation>(Fold(new Delegation(), Register(State() with { Credentials = CredentialsState.None })));
        bare.When(AsksForTheFloor).Then<SpeakingRequested>();
        bare.When(ChoosesTables).Then<RoundTableChoicesRanked>();
        bare.When(Arrives).Then<DelegationArrived>();
    }

    [Fact]
    public void nobody_states_its_own_as_full() =>
        Should.Throw<Hosting.Store.Refusal>(() => Register(State() with { Credentials = CredentialsState.Full })).Code.ShouldBe("credentials-not-accepted");

    [Fact]
    public void who_withdrew_brings_none()
    {
        Given(Withdraws).When(BringsTheOriginal).ThenRefused("delegation-withdrawn");
        Given(BringsTheOriginal, Withdraws).When(AcceptsIt).ThenRefused("delegation-withdrawn");
        Given(BringsTheOriginal, Withdraws).When(RejectsIt).ThenRefused("delegation-withdrawn");
    }

    private static IEnumerable<object> Receive(Delegation delegation, CredentialsForm form, IssuingAuthority office) =>
        new ReceiveCredentials { Form = form, IssuedBy = office, Reason = "By hand." }.Decide(delegation, Morning);
}

public sealed class R3_The_deadline_reminds_and_never_blocks
{
    private static readonly DateTimeOffset Due = new(2006, 9, 7, 0, 0, 0, TimeSpan.FromHours(-4)), Over = new(2006, 9, 16, 0, 0, 0, TimeSpan.FromHours(-4));

    [Fact]
    public void they_are_due_at_midnight_a_week_before_the_opening_as_the_venue_counts_time() => Edition().CredentialsDueAt().ShouldBe(Due);

    [Fact]
    public void a_midnight_that_the_venue_skips_is_no_obstacle()
    {
        var edition = Edition();
        // Havana puts its clocks on at midnight.
        foreach (var day in Enumerable.Range(0, 366))
            (edition with { Edition = edition.Edition with { TimeZone = "America/Havana", StartsOn = new DateOnly(2024, 1, 1).AddDays(day) } }).CredentialsDueAt().Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void who_has_none_by_then_is_reminded_once()
    {
        Given().When(d => CredentialsReminder.Decide(d, Edition(), Due.AddTicks(-1))).ThenNothing();
        var reminder = Given().When(d => CredentialsReminder.Decide(d, Edition(), Due)).Then<CredentialsReminderRaised>();
        reminder.DueAt.ShouldBe(Due);
        reminder.At.ShouldBe(Due);
        Given(d => CredentialsReminder.Decide(d, Edition(), Due)).When(d => CredentialsReminder.Decide(d, Edition(), Due.AddDays(1))).ThenNothing();
    }

    [Fact]
    public void who_withdrew_or_has_full_ones_is_not()
    {
        Given(Withdraws).When(d => CredentialsReminder.Decide(d, Edition(), Due)).ThenNothing();
        Given(BringsTheOriginal, AcceptsIt).When(d => CredentialsReminder.Decide(d, Edition(), Due)).ThenNothing();
        Given(BringsTheOriginal).When(d => CredentialsReminder.Decide(d, Edition(), Due)).Then<CredentialsReminderRaised>();
    }

    [Fact]
    public void an_organization_has_no_office_that_could_issue_full_ones_and_is_not_reminded() =>
        new Decider<Delegation>(Fold(new Delegation(), Register(Organization()))).When(d => CredentialsReminder.Decide(d, Edition(), Due)).ThenNothing();

    [Fact]
    public void after_the_edition_nobody_is_reminded_any_more()
    {
        Given().When(d => CredentialsReminder.Decide(d, Edition(), Over)).ThenNothing();
        Given().When(d => CredentialsReminder.Decide(d, Edition(EditionState.Closed), Due)).ThenNothing();
    }

    [Fact]
    public void who_comes_late_comes_back_late_or_loses_them_late_is_reminded_at_once()
    {
        Register(State()).AndRemind(new Delegation(), Edition(), Due).Select(e => e.GetType()).ShouldBe([typeof(DelegationAnnounced), typeof(CredentialsReminderRaised)]);
        Given(Withdraws).When(d => Returns(d).AndRemind(d, Edition(), Due)).ThenTypes(typeof(DelegationReturned), typeof(CredentialsReminderRaised));
        Given(BringsTheOriginal, AcceptsIt).When(d => RejectsIt(d).AndRemind(d, Edition(), Due)).ThenTypes(typeof(CredentialsRejected), typeof(CredentialsReminderRaised));
        Given(AsksForTheFloor).When(d => AsksForTheFloor(d).AndRemind(d, Edition(), Due)).ThenNothing();
    }
}

internal static class Expecting
{
    public static void ThenTypes(this Decided decided, params Type[] types) => decided.Events().Select(e => e.GetType()).ShouldBe(types);
}

[Collection<Registering>]
public sealed class R3_Credentials_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");

    [Fact]
    public async Task the_secretariat_receives_and_accepts_them_and_says_why()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition(), credentials: "None"));
        (await organizer.Post($"{address}/credentials", new { form = "NoteVerbale", issuedBy = "Other", reason = "Note 12/06." }, "\"1\"")).ShouldBe((204, ""));
        (await organizer.Post($"{address}/credentials", Requests.Original, "\"2\"")).ShouldBe((204, ""));
        var file = await france.GetFromJsonAsync<JsonElement>(address);
        file.GetProperty("credentials").GetString().ShouldBe("Provisional");
        file.GetProperty("credentialsReceived").EnumerateArray().Select(paper => paper.GetProperty("form").GetString()).ShouldBe(["NoteVerbale", "Original"]);
        file.GetProperty("credentialsReceived")[1].GetProperty("issuedOn").GetString().ShouldBe("2006-08-21");

        (await organizer.Post($"{address}/credentials/1/acceptance", new { reason = "For the time being." }, "\"3\"")).ShouldBe((204, ""));
        (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("credentials").GetString().ShouldBe("Provisional");
        (await organizer.Post($"{address}/credentials/2/acceptance", new { reason = "In order." }, "\"4\"")).ShouldBe((204, ""));
        (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("credentials").GetString().ShouldBe("Full");

        var actions = (await france.GetFromJsonAsync<JsonElement>($"{address}/actions")).GetProperty("items").EnumerateArray().ToArray();
        actions.Select(action => (action.GetProperty("act").GetString(), action.GetProperty("reason").GetString())).ShouldBe(
        [
            ("ReceiveCredentials", "Note 12/06."), ("ReceiveCredentials", "Handed over by the mission."),
            ("AcceptCredentials", "For the time being."), ("AcceptCredentials", "In order."),
        ]);
    }

    [Fact]
    public async Task a_delegation_accepts_nothing_itself()
    {
        var edition = await fixture.Edition();
        (await france.Post("/delegations", Requests.Body(edition, credentials: "Full"))).ShouldBe((422, "credentials-not-accepted"));
        (await organizer.Post("/delegations", Requests.Body(edition, credentials: "Full"))).ShouldBe((422, "credentials-not-accepted"));
        var (address, _) = await france.Register(Requests.Body(edition));
        (await france.Post($"{address}/credentials", Requests.Original, "\"1\"")).ShouldBe((403, "not-allowed"));
        (await organizer.Post($"{address}/credentials", Requests.Original, "\"1\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/credentials/1/acceptance", new { reason = "Ours." }, "\"2\"")).ShouldBe((403, "not-allowed"));
        (await france.Post($"{address}/credentials/1/rejection", new { reason = "Ours." }, "\"2\"")).ShouldBe((403, "not-allowed"));
    }

    [Fact]
    public async Task what_cannot_be_is_answered_with_its_code()
    {
        var (address, _) = await france.Register(Requests.Body(await fixture.Edition()));
        (await organizer.Post($"{address}/credentials", new { form = "Original", issuedBy = "ForeignMinister" }, "\"1\"")).ShouldBe((400, "malformed-body"));
        (await organizer.Post($"{address}/credentials", new { form = "Original", issuedBy = "ForeignMinister", reason = "" }, "\"1\"")).ShouldBe((400, "invalid-value"));
        (await organizer.Post($"{address}/credentials", new { form = "Telegram", issuedBy = "ForeignMinister", reason = "x" }, "\"1\"")).ShouldBe((400, "malformed-body"));
        (await organizer.Post($"{address}/credentials", new { form = "Copy", issuedBy = "Other", receivedAt = "2999-01-01T00:00:00Z", reason = "x" }, "\"1\"")).ShouldBe((422, "received-later-than-now"));
        (await organizer.Post($"{address}/credentials/1/acceptance", new { reason = "x" }, "\"1\"")).ShouldBe((404, "not-found"));
        (await organizer.Post($"{address}/credentials/1/acceptance", new { reason = "x" })).ShouldBe((428, "version-not-given"));
    }

    [Fact]
    public async Task two_hundred_who_accept_at_the_same_instant_accept_once()
    {
        var (address, id) = await france.Register(Requests.Body(await fixture.Edition()));
        (await organizer.Post($"{address}/credentials", Requests.Original, "\"1\"")).ShouldBe((204, ""));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => organizer.Post($"{address}/credentials/1/acceptance", new { reason = "In order." }, "\"2\"")));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(199, string.Join(", ", answers));
        (await fixture.Database.Query<long>($"select count(*) from mt_events where stream_id = '{id}' and type = 'credentials_accepted'")).Single().ShouldBe(1);
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_actiontaken where data ->> 'Subject' = '{id}' and data ->> 'Act' = 'AcceptCredentials'")).Single().ShouldBe(1, "what came to nothing is not noted");
    }
}

public sealed class R3_Reminders_are_raised_when_time_has_passed(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    private static readonly DateTimeOffset Early = new(2006, 9, 1, 12, 0, 0, TimeSpan.Zero), Late = new(2006, 9, 8, 12, 0, 0, TimeSpan.Zero);
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task each_State_without_full_ones_is_reminded_and_nobody_else()
    {
        var edition = await TellOf(Guid.CreateVersion7(), 2, Early);
        var (france, franceId) = await organizer.Register(Requests.Body(edition, "FRA"));
        var (norway, norwayId) = await organizer.Register(Requests.Body(edition, "NOR"));
        var (belgium, _) = await organizer.Register(Requests.Body(edition, "BEL"));
        await organizer.Register(Requests.Body(edition, "IOM", "RelatedOrganization", "International Organization for Migration", credentials: "None"));
        (await organizer.Post($"{norway}/credentials", Requests.Original, "\"1\"")).ShouldBe((204, ""));
        (await organizer.Post($"{norway}/credentials/1/acceptance", new { reason = "In order." }, "\"2\"")).ShouldBe((204, ""));
        (await organizer.Post($"{belgium}/withdrawal", new { reason = "A note." }, "\"1\"")).ShouldBe((204, ""));
        (await Reminded(organizer, edition)).ShouldBeEmpty();

        // The edition's clock is set on: the deadline is behind it now.
        await TellOf(edition, 3, Late);
        await Eventually.Holds(async () => (await Reminded(organizer, edition)).ShouldBe(["FRA"]), "France is reminded");
        (await Reminded(fixture.Service.As("delegation", "FRA"), edition)).ShouldBe(["FRA"]);
        (await Reminded(fixture.Service.As("delegation", "NOR"), edition)).ShouldBeEmpty();
        var file = await fixture.Service.As("delegation", "FRA").GetFromJsonAsync<JsonElement>(france);
        file.GetProperty("credentialsRemindedAt").GetDateTimeOffset().ShouldBeGreaterThan(Late.AddMinutes(-1));
        file.GetProperty("version").GetInt64().ShouldBe(2);
        (await fixture.Database.Query<string>($"select stream_id::text from mt_events where type = 'credentials_reminder_raised' and stream_id in (select id from mt_doc_delegation where data -> 'Listing' ->> 'EditionId' = '{edition}')"))
            .ShouldBe([$"{franceId}"]);
        await Eventually.Holds(
            () =>
            {
                var told = fixture.Listener.Heard.Select(heard => heard.Message).OfType<Wire.CredentialsReminderRaised>().Where(message => message.Delegation.EditionId == edition).ToArray();
                told.ShouldHaveSingleItem().DueAt.ShouldBe(new DateTimeOffset(2006, 9, 7, 4, 0, 0, TimeSpan.Zero));
                return Task.CompletedTask;
            },
            "the delegation's systems are told");

        // It blocks nothing, and it is gone from the list when what it asks for is there.
        (await organizer.Post($"{france}/speaking-request", new { }, "\"2\"")).ShouldBe((200, ""));
        (await organizer.Post($"{france}/credentials", Requests.Original, "\"3\"")).ShouldBe((204, ""));
        (await organizer.Post($"{france}/credentials/1/acceptance", new { reason = "In order." }, "\"4\"")).ShouldBe((204, ""));
        (await Reminded(organizer, edition)).ShouldBeEmpty();
        norwayId.ShouldNotBe(franceId);
    }

    [Fact]
    public async Task who_registers_at_an_edition_that_was_announced_too_late_is_reminded_at_once()
    {
        var edition = await TellOf(Guid.CreateVersion7(), 2, Late);
        var (address, _) = await organizer.Register(Requests.Body(edition, "ITA"));
        (await Reminded(organizer, edition)).ShouldBe(["ITA"]);
        (await organizer.GetFromJsonAsync<JsonElement>(address)).GetProperty("version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task more_than_fit_into_one_commit_are_all_reminded()
    {
        var edition = await TellOf(Guid.CreateVersion7(), 2, Early);
        var states = (await fixture.Service.As(null).GetFromJsonAsync<JsonElement>("/participants?asOf=2006-09-14")).GetProperty("items").EnumerateArray()
            .Where(participant => participant.GetProperty("status").GetString() == "MemberState").Select(participant => participant.GetProperty("code").GetString()!).Take(120).ToArray();
        await Parallel.ForEachAsync(states, async (state, _) => await organizer.Register(Requests.Body(edition, state)));
        await TellOf(edition, 3, Late);
        await Eventually.Holds(async () => (await Reminded(organizer, edition)).Length.ShouldBe(states.Length), "all are reminded");
        (await fixture.Database.Query<long>($"select count(*) from mt_events where type = 'credentials_reminder_raised' and data -> 'Listing' ->> 'EditionId' = '{edition}'")).Single().ShouldBe(states.Length);
    }

    private static async Task<string[]> Reminded(HttpClient client, Guid edition) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/editions/{edition}/credentials-reminders?limit=500")).GetProperty("items").EnumerateArray().Select(line => line.GetProperty("participant").GetString()!)];

    /// <summary>Says as Governance what time it is by the edition's clock, and waits until that is known.</summary>
    private async Task<Guid> TellOf(Guid id, long revision, DateTimeOffset now)
    {
        var clock = new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = now, Speed = 1, SetGoingAt = fixture.Time.GetUtcNow() };
        await fixture.Listener.Say(new RegistrationOpened { EditionId = id, Revision = revision, Edition = Edition().Edition with { Clock = clock } });
        await Eventually.True(async () => (await fixture.Known(id))?.Version == revision, "the edition is known");
        return id;
    }
}

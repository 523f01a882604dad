using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Forum.Hosting.Store;
using Forum.Registration.Communications;
using Forum.Registration.Delegations;
using JasperFx.Events;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>A delegation is opened from a note verbale, which nobody signs, or from a letter, which somebody of the right function signs; there is one per participant and edition.</summary>
public sealed class R1_Opening_from_a_communication
{
    [Fact]
    public void it_is_expected_before_its_composition_is_known()
    {
        var expected = Expected().State;
        expected.Listing.Standing.ShouldBe(DelegationStanding.Invited);
        (expected.Listing.Name, expected.Listing.Group, expected.Listing.HeadRank, expected.Listing.Members).ShouldBe(("France", RegionalGroup.Weog, null, 0));
        (expected.OpenedAt, expected.AnnouncedAt, expected.CommunicationId).ShouldBe((Morning, null, RemarkId));
        expected.Members.ShouldBeEmpty();
    }

    [Fact]
    public void it_is_announced_with_its_composition()
    {
        var announced = Expected().When(d => Announcement(DelegationRole.Adviser).Decide(d, Ids(2), Noon)).Then<DelegationAnnounced>();
        announced.Listing.Standing.ShouldBe(DelegationStanding.Announced);
        (announced.Listing.HeadRank, announced.Listing.Members, announced.At).ShouldBe((RankLevel.Minister, 2, Noon));
        Expected(IsAnnounced).State.CommunicationId.ShouldBe(RemarkId, "how it began is not forgotten");
    }

    [Fact]
    public void it_is_announced_once() => Expected(IsAnnounced).When(IsAnnounced).ThenRefused("already-announced");

    [Fact]
    public void it_is_composed_as_rule_25_wants_it()
    {
        Expected().When(d => Announcement(DelegationRole.HeadOfDelegation).Decide(d, Ids(2), Noon)).ThenRefused("second-head");
        Expected().When(d => Announcement([.. Enumerable.Repeat(DelegationRole.Representative, 5)]).Decide(d, Ids(6), Noon)).ThenRefused("too-many-representatives");
    }

    [Fact]
    public void nothing_is_asked_for_before()
    {
        Expected().When(AsksForTheFloor).ThenRefused("delegation-not-announced");
        Expected().When(ChoosesTables).ThenRefused("delegation-not-announced");
    }

    [Fact]
    public void the_others_hear_of_it_once_it_is_announced()
    {
        Delegation delegation = new();
        foreach (var (step, told) in new (Func<Delegation, IEnumerable<object>>, string?)[]
            {
                (_ => Open(Opening()), null), (Withdraws, null), (Returns, null), (IsAnnounced, "DelegationAnnounced"), (Withdraws, "DelegationWithdrawn"), (Returns, "DelegationReturned"),
            })
        {
            var e = step(delegation).ShouldHaveSingleItem();
            delegation = delegation.Evolve(e);
            Announcements.From((IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(e.GetType()), e)!)?.GetType().Name.ShouldBe(told);
            if (told is not null)
                Announcements.From((IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(e.GetType()), e)!).ShouldNotBeNull();
        }
    }

    [Fact]
    public void who_declines_and_comes_after_all_is_expected_again()
    {
        Expected(Withdraws).State.Listing.Standing.ShouldBe(DelegationStanding.Withdrawn);
        Expected(Withdraws).When(IsAnnounced).ThenRefused("delegation-withdrawn");
        Expected(Withdraws, Returns).State.Listing.Standing.ShouldBe(DelegationStanding.Invited);
        Expected(Withdraws, Returns, IsAnnounced).State.Listing.Standing.ShouldBe(DelegationStanding.Announced);
    }

    [Theory]
    [InlineData(EditionState.Announced)]
    [InlineData(EditionState.RegistrationOpen)]
    [InlineData(EditionState.RegistrationClosed)]
    public void the_window_binds_delegations_and_not_the_secretariat(EditionState state) => Open(Opening(), Edition(state)).ShouldHaveSingleItem();

    [Fact]
    public void nothing_is_opened_after_the_end() => Refused(() => Open(Opening(), Edition(EditionState.Closed)), "edition-closed");

    [Fact]
    public void nobody_is_opened_as_what_it_is_not()
    {
        Refused(() => Open(Opening("SSD")), "participant-unknown");
        Refused(() => Open(Opening("PSE")), "category-not-of-participant");
        Refused(() => Open(Opening(name: "France")), "name-from-list");
        Open(Opening("PSE", ParticipantCategory.StandingInviteeEntity)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.PermanentRepresentative)]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.ChargeDAffairesAdInterim)]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.HeadOfState)]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.HeadOfGovernment)]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.MinisterForForeignAffairs)]
    [InlineData(ParticipantCategory.ObserverState, SignatoryFunction.PermanentObserver)]
    [InlineData(ParticipantCategory.StandingInviteeEntity, SignatoryFunction.PermanentObserver)]
    [InlineData(ParticipantCategory.RelatedOrganization, SignatoryFunction.ExecutiveHead)]
    [InlineData(ParticipantCategory.Ngo, SignatoryFunction.ExecutiveHead)]
    public void a_letter_is_signed_by_whose_function_allows_it(ParticipantCategory sender, SignatoryFunction signatory) => Letter(signatory).MustBeOf(sender, Morning);

    [Theory]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.Other)]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.PermanentObserver)]
    [InlineData(ParticipantCategory.MemberState, SignatoryFunction.ExecutiveHead)]
    [InlineData(ParticipantCategory.ObserverState, SignatoryFunction.PermanentRepresentative)]
    [InlineData(ParticipantCategory.UnSystemEntity, SignatoryFunction.HeadOfState)]
    [InlineData(ParticipantCategory.CivilSociety, SignatoryFunction.PermanentObserver)]
    public void and_by_nobody_else(ParticipantCategory sender, SignatoryFunction signatory) => Refused(() => Letter(signatory).MustBeOf(sender, Morning), "signatory-not-allowed");

    [Fact]
    public void a_letter_has_a_signatory_and_a_note_verbale_has_none()
    {
        Refused(() => Letter(null).MustBeOf(ParticipantCategory.MemberState, Morning), "signatory-needed");
        NoteVerbale().MustBeOf(ParticipantCategory.MemberState, Morning);
        Refused(() => (NoteVerbale() with { Signatory = SignatoryFunction.PermanentRepresentative }).MustBeOf(ParticipantCategory.MemberState, Morning), "note-verbale-signed");
    }

    [Fact]
    public void who_has_no_mission_sends_no_note_verbale() => Refused(() => NoteVerbale().MustBeOf(ParticipantCategory.Ngo, Morning), "note-verbale-without-mission");

    [Fact]
    public void it_bears_no_date_to_come()
    {
        (NoteVerbale() with { Date = new DateOnly(2006, 7, 3) }).MustBeOf(ParticipantCategory.MemberState, Morning);
        Refused(() => (NoteVerbale() with { Date = new DateOnly(2006, 7, 5) }).MustBeOf(ParticipantCategory.MemberState, Morning), "date-to-come");
    }

    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj\n%%EOF\n", true)]
    [InlineData("%PDF-1.7\n1 0 obj\n", false)]
    [InlineData("<html>%PDF-1.7 %%EOF</html>", false)]
    [InlineData("", false)]
    public void a_paper_is_what_its_content_says(string content, bool isPdf)
    {
        if (isPdf)
            StoreSourceDocument.MustBePdf(Encoding.ASCII.GetBytes(content));
        else
            Refused(() => StoreSourceDocument.MustBePdf(Encoding.ASCII.GetBytes(content)), "not-a-pdf");
    }

    private static void Refused(Action act, string code) => Should.Throw<Refusal>(act).Code.ShouldBe(code);

    private static void Refused(Func<IEnumerable<object>> act, string code) => Should.Throw<Refusal>(() => act().ToArray()).Code.ShouldBe(code);
}

[Collection<Registering>]
public sealed class R1_Opening_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient france = fixture.Service.As("delegation", "FRA");
    private readonly HttpClient norway = fixture.Service.As("delegation", "NOR");

    [Fact]
    public async Task two_hundred_at_the_same_instant_open_or_register_one_delegation()
    {
        var edition = await fixture.Edition();
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => n % 2 == 0
            ? organizer.Post("/delegations/openings", Opened(edition, "NOR"))
            : norway.Post("/delegations", Requests.Body(edition, "NOR"))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer == (409, "delegation-already-registered")).ShouldBe(199);
        (await fixture.Database.Query<long>($"select count(*) from mt_doc_delegation where data -> 'Listing' ->> 'EditionId' = '{edition}'")).Single().ShouldBe(1);
        (await fixture.Database.Query<long>($"select count(*) from mt_streams s join mt_doc_delegation d on d.id = s.id where d.data -> 'Listing' ->> 'EditionId' = '{edition}'")).Single().ShouldBe(1);
    }

    [Fact]
    public async Task it_is_opened_announced_and_counted_as_what_it_is()
    {
        var edition = await fixture.Edition(EditionState.Announced);
        var address = await Open(edition);
        (await Counts(edition)).ShouldBe((1, 0));
        var expected = await france.GetFromJsonAsync<JsonElement>(address);
        expected.GetProperty("standing").GetString().ShouldBe("Invited");
        expected.GetProperty("head").ValueKind.ShouldBe(JsonValueKind.Null);
        expected.GetProperty("openedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).Code.ShouldBe("registration-not-open");

        await fixture.Edition(EditionState.RegistrationOpen, edition, 3);
        (await france.Post($"{address}/speaking-request", new { }, "\"1\"")).ShouldBe((422, "delegation-not-announced"));
        (await norway.Post($"{address}/announcement", Announced(), "\"1\"")).ShouldBe((404, "not-found"));
        (await organizer.Post($"{address}/announcement", Announced(), "\"1\"")).ShouldBe((422, "reason-needed"));
        (await france.Post($"{address}/announcement", Announced(), "\"1\"")).ShouldBe((204, ""));
        (await france.Post($"{address}/announcement", Announced(), "\"2\"")).ShouldBe((422, "already-announced"));

        var announced = await france.GetFromJsonAsync<JsonElement>(address);
        announced.GetProperty("standing").GetString().ShouldBe("Announced");
        announced.GetProperty("head").GetProperty("name").GetString().ShouldBe("Head of the delegation");
        announced.GetProperty("communicationId").GetGuid().ShouldBe(expected.GetProperty("communicationId").GetGuid());
        (await Counts(edition)).ShouldBe((0, 1));
        (await Reasons(address)).ShouldBe([("OpenDelegation", "It wrote that it comes.")]);
        var types = await fixture.Database.Query<string>($"select type from mt_events where stream_id = '{announced.GetProperty("id").GetGuid()}' order by version");
        types.ShouldBe(["delegation_opened", "delegation_announced"]);
    }

    [Fact]
    public async Task after_the_window_the_secretariat_announces_it()
    {
        var edition = await fixture.Edition(EditionState.RegistrationClosed);
        var address = await Open(edition);
        (await france.Post($"{address}/announcement", Announced(), "\"1\"")).ShouldBe((422, "registration-not-open"));
        (await organizer.Post($"{address}/announcement", Announced("The mission telephoned."), "\"1\"")).ShouldBe((204, ""));
        (await Reasons(address)).ShouldBe([("OpenDelegation", "It wrote that it comes."), ("AnnounceDelegation", "The mission telephoned.")]);
    }

    [Fact]
    public async Task a_wrong_signatory_is_named_with_its_member()
    {
        var edition = await fixture.Edition();
        var (status, code, fields) = await organizer.Complaints("/delegations/openings", JsonContent.Create(Opened(edition, communication: new { kind = "NoteVerbale", date = "2006-06-30", signatory = "PermanentRepresentative" })));
        (status, code).ShouldBe((422, "note-verbale-signed"));
        fields.ShouldBe(["communication.signatory"]);
        (await organizer.Post("/delegations", With(Requests.Body(edition), new { kind = "Letter", date = "2006-06-30", signatory = "Other" }))).ShouldBe((422, "signatory-not-allowed"));
        (await france.Post("/delegations/openings", Opened(edition))).ShouldBe((403, "not-allowed"));
    }

    [Fact]
    public async Task a_delegation_that_registers_may_say_what_it_wrote()
    {
        var edition = await fixture.Edition();
        var (address, _) = await france.Register(With(Requests.Body(edition), new { kind = "Letter", date = "2006-06-30", reference = "312/2006", signatory = "ChargeDAffairesAdInterim" }));
        var began = (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("communicationId").GetGuid();
        var listed = (await organizer.GetFromJsonAsync<JsonElement>($"{address}/communications")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("id").GetGuid().ShouldBe(began);
        listed.GetProperty("reference").GetString().ShouldBe("312/2006");
        listed.GetProperty("signatory").GetString().ShouldBe("ChargeDAffairesAdInterim");
        listed.GetProperty("documentBytes").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task its_paper_is_stored_once_and_read_by_whom_it_concerns()
    {
        var edition = await fixture.Edition();
        var address = await Open(edition);
        var first = (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("communicationId").GetGuid();
        var paper = $"{address}/communications/{first}/document";
        (await organizer.Ask(HttpMethod.Get, paper)).ShouldBe((404, "not-found"));

        byte[] scan = [.. "%PDF-1.7\n"u8, .. Enumerable.Range(0, 2 * 1024 * 1024).Select(n => (byte)n), .. "\n%%EOF\n"u8];
        (await Put(france, paper, "<html>not a scan</html>"u8.ToArray())).ShouldBe((422, "not-a-pdf"));
        (await Put(norway, paper, scan)).ShouldBe((404, "not-found"));
        (await Put(organizer, $"{address}/communications/{Guid.CreateVersion7()}/document", scan)).ShouldBe((404, "not-found"));
        (await Put(organizer, paper, [.. scan, .. new byte[4 * 1024 * 1024]])).ShouldBe((413, "too-large"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Put(organizer, paper, scan)));
        answers.ShouldAllBe(answer => answer.Status == 204);
        (await Put(organizer, paper, [.. scan, .. "%%EOF\n"u8])).ShouldBe((409, "document-stored"));

        using var read = await france.GetAsync(new Uri(paper, UriKind.Relative));
        read.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        read.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        (await read.Content.ReadAsByteArrayAsync()).ShouldBe(scan);
        (await norway.Ask(HttpMethod.Get, paper)).ShouldBe((404, "not-found"));
        (await norway.Ask(HttpMethod.Get, $"{address}/communications")).ShouldBe((404, "not-found"));
        var listed = (await france.GetFromJsonAsync<JsonElement>($"{address}/communications")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        listed.GetProperty("documentBytes").GetInt32().ShouldBe(scan.Length);
    }

    [Fact]
    public async Task a_paper_is_taken_away_with_a_reason_and_another_may_come_in_its_place()
    {
        var address = await Open(await fixture.Edition());
        var communication = (await france.GetFromJsonAsync<JsonElement>(address)).GetProperty("communicationId").GetGuid();
        var paper = $"{address}/communications/{communication}/document";
        (await Put(france, paper, "%PDF-1.7\nof somebody who does not come\n%%EOF\n"u8.ToArray())).ShouldBe((204, ""));

        (await france.Post($"{paper}/removal", new { reason = "We were wrong." })).Status.ShouldBe(403);
        (await organizer.Post($"{paper}/removal", new { })).ShouldBe((400, "malformed-body"));
        foreach (var _ in new[] { "once", "twice" })
            (await organizer.Post($"{paper}/removal", new { reason = "It names somebody who does not come." })).ShouldBe((204, ""));
        (await france.Ask(HttpMethod.Get, paper)).ShouldBe((404, "not-found"));
        (await france.GetFromJsonAsync<JsonElement>($"{address}/actions")).GetProperty("items").EnumerateArray().Count(action => action.GetProperty("act").GetString() == "RemoveSourceDocument").ShouldBe(1);

        (await Put(france, paper, "%PDF-1.7\nof who comes\n%%EOF\n"u8.ToArray())).ShouldBe((204, ""));
    }

    [Fact]
    public async Task what_it_writes_later_is_recorded_too()
    {
        var address = await Open(await fixture.Edition());
        (await france.Post($"{address}/communications", new { kind = "Letter", date = "2006-07-01", signatory = "PermanentRepresentative" }, key: $"later {address}")).ShouldBe((201, ""));
        (await france.Post($"{address}/communications", new { kind = "Letter", date = "2006-07-01", signatory = "PermanentRepresentative" }, key: $"later {address}")).ShouldBe((201, ""));
        (await organizer.Post($"{address}/communications", new { kind = "Letter", date = "2006-07-01" })).ShouldBe((422, "signatory-needed"));
        (await norway.Post($"{address}/communications", new { kind = "NoteVerbale", date = "2006-07-01" })).ShouldBe((404, "not-found"));

        var first = await organizer.GetFromJsonAsync<JsonElement>($"{address}/communications?limit=1");
        first.GetProperty("items").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("NoteVerbale");
        var second = await organizer.GetFromJsonAsync<JsonElement>($"{address}/communications?limit=1&after={first.GetProperty("next").GetString()}");
        second.GetProperty("items").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("Letter");
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<string> Open(Guid edition)
    {
        using var opened = await organizer.PostAsJsonAsync("/delegations/openings", Opened(edition));
        opened.StatusCode.ShouldBe(HttpStatusCode.Created, await opened.Content.ReadAsStringAsync());
        return opened.Headers.Location!.OriginalString;
    }

    private static object Opened(Guid edition, string participant = "FRA", object? communication = null) => new
    {
        editionId = edition,
        participant,
        category = "MemberState",
        communication = communication ?? new { kind = "NoteVerbale", date = "2006-06-30", reference = "No. 312/2006" },
        reason = "It wrote that it comes.",
    };

    private static object Announced(string? reason = null) => new { head = new { name = "Head of the delegation", title = "Minister of the Interior", rank = "Minister" }, reason };

    private static JsonObject With(object body, object communication)
    {
        var members = JsonSerializer.SerializeToNode(body)!.AsObject();
        members["communication"] = JsonSerializer.SerializeToNode(communication);
        return members;
    }

    private async Task<(int Invited, int Registered)> Counts(Guid edition)
    {
        var counts = await organizer.GetFromJsonAsync<JsonElement>($"/editions/{edition}/counts");
        return (counts.GetProperty("invited").GetInt32(), counts.GetProperty("registered").GetInt32());
    }

    private async Task<IEnumerable<(string Act, string Reason)>> Reasons(string address) =>
        (await france.GetFromJsonAsync<JsonElement>($"{address}/actions")).GetProperty("items").EnumerateArray()
            .Select(action => (action.GetProperty("act").GetString()!, action.GetProperty("reason").GetString()!));

    private static async Task<(int Status, string Code)> Put(HttpClient client, string address, byte[] content)
    {
        using var body = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        using var answer = await client.PutAsync(new Uri(address, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, (int)answer.StatusCode < 400 ? "" : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Hosting.Mandates;
using Forum.Kit;
using Forum.Scheduling.SpeakersLists;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests.SpeakersLists;

[Collection<Convening>]
public sealed class When_the_speakers_list_is_kept_over_HTTP(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task P1_many_who_ask_at_the_same_instant_stand_in_one_order_that_a_replay_of_the_events_gives_again()
    {
        const int Delegations = 150;
        var edition = await fixture.Edition();
        var noon = Dialogue.Noon;
        // Three to an instant, so that lots decide; every third of a higher category; from two replicas, sixteen at a time.
        await Parallel.ForEachAsync(Enumerable.Range(0, Delegations), async (n, _) => await Inscribe(edition, $"P{n:000}", noon.AddMilliseconds(n / 3), n % 3 == 0 ? RankLevel.HeadOfState : RankLevel.Minister));
        var list = await Listed(edition, Delegations);

        var keys = list.Items().Select(item => (
            item.GetProperty("key").GetProperty("parts").Number("categoryNumber"),
            item.GetProperty("receivedAt").GetDateTimeOffset(),
            item.GetProperty("key").GetProperty("parts").Number("lot"))).ToArray();
        keys.ShouldBe(keys.Order());
        var seed = list.Text("seed")!;
        list.Items().ShouldAllBe(item => item.GetProperty("key").GetProperty("parts").Number("lot") == SpeakingOrder.Lot(seed, item.Text("participant")!));

        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var replayed = (await session.Events.FetchStreamAsync(edition)).Aggregate(new SpeakersList(), (state, e) => state.Evolve(e.Data));
        replayed.InOrder().Select(entry => entry.Inscription.Participant).ShouldBe(list.Items().Select(item => item.Text("participant")));
    }

    [Fact]
    public async Task P2_a_hundred_and_thirty_eight_at_five_minutes_do_not_fit_and_it_is_said_what_would()
    {
        var edition = await fixture.Edition();
        await Plan(edition);
        using var answer = await organizer.PostAsJsonAsync($"/editions/{edition}/speakers-list/capacity", new { limitMinutes = 5, statements = 138 });
        var verdict = await answer.Content.ReadFromJsonAsync<JsonElement>();
        verdict.GetProperty("fits").GetBoolean().ShouldBeFalse();
        (verdict.GetProperty("minutesNeeded").GetDecimal(), verdict.GetProperty("minutesAvailable").GetDecimal(), verdict.Number("notFitting")).ShouldBe((1035m, 720m, 42));
        verdict.Items("offers").Select(offer => offer.Text("remedy")).ShouldBe(["ShorterLimit", "ShorterLimit", "ShorterLimit", "ShorterLimit", "NightMeetings", "ParallelSegments"], ignoreOrder: true);
        (await organizer.Post($"/editions/{edition}/speakers-list/capacity", new { limitMinutes = 0 })).ShouldBe((400, "invalid-value"));
        (await organizer.Post($"/editions/{edition}/speakers-list/capacity", new { limitMinutes = 5, meetings = new[] { new { number = 9 } } })).ShouldBe((422, "not-a-plenary-meeting"));
    }

    [Fact]
    public async Task P2_slots_are_planned_and_assigned_and_the_plan_says_how_many_do_not_fit()
    {
        var edition = await fixture.Edition();
        await Plan(edition, 1);
        for (var n = 0; n < 20; n++)
            await Inscribe(edition, $"P{n:000}", Dialogue.Noon.AddMinutes(n));
        var version = (await Listed(edition, 20)).Number("version");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/editions/{edition}/speakers-list/plan") { Content = JsonContent.Create(new { limitMinutes = 7 }), Headers = { { "If-Match", $"\"{version}\"" } } };
        using var answer = await organizer.SendAsync(request);
        var verdict = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (verdict.Number("slots"), verdict.Number("notFitting")).ShouldBe((19, 1));
        answer.Headers.ETag!.Tag.ShouldBe($"\"{version + 1}\"");

        (await anybody.Read($"/editions/{edition}/speakers-list")).GetProperty("slotsConfirmed").GetBoolean().ShouldBeFalse();
        await organizer.Change($"/editions/{edition}/speakers-list", "slots", new { });
        var list = await anybody.Read($"/editions/{edition}/speakers-list");
        list.GetProperty("slotsConfirmed").GetBoolean().ShouldBeTrue();
        list.GetProperty("plan").GetProperty("capacity").Number("notFitting").ShouldBe(1);
        var slots = list.Items().Where(item => item.GetProperty("slot").ValueKind is JsonValueKind.Object).Select(item => item.GetProperty("slot")).ToArray();
        slots.Select(slot => slot.Number("number")).ShouldBe(Enumerable.Range(1, 19));
        slots[2].Text("startsAt").ShouldBe("2006-09-14T10:19:00-04:00");
    }

    [Fact]
    public async Task S9_slots_move_with_their_meeting_and_leave_it_when_it_is_called_off()
    {
        var edition = await Debate("FRA", "NOR");
        var first = (await anybody.Read($"/meetings?edition={edition}")).Items().Single(meeting => meeting.Number("number") == 1);
        var meeting = $"/meetings/{first.Text("id")}";
        var (startsAt, endsAt) = (first.GetProperty("startsAt").GetDateTimeOffset(), first.GetProperty("endsAt").GetDateTimeOffset());
        var before = await Slots();
        before.ShouldAllBe(slot => slot.MeetingId == first.Text("id"));

        using var move = new HttpRequestMessage(HttpMethod.Put, meeting)
        {
            Content = JsonContent.Create(new { title = first.Text("title"), startsAt = startsAt.AddMinutes(30), endsAt = endsAt.AddMinutes(30), roomId = (Guid?)null }),
            Headers = { { "If-Match", "\"1\"" } },
        };
        using var moved = await organizer.SendAsync(move);
        moved.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Slots()).ShouldBe(before.Select(slot => slot with { StartsAt = slot.StartsAt.AddMinutes(30) }));

        await organizer.Change(meeting, "calling-off", new { reason = "The hall is closed." });
        (await Slots()).ShouldAllBe(slot => slot.MeetingId != first.Text("id"));

        async Task<SlotSeen[]> Slots() =>
        [
            .. (await anybody.Read($"/editions/{edition}/speakers-list")).Items()
                .Select(item => item.GetProperty("slot")).Select(slot => new SlotSeen(slot.Text("meetingId")!, slot.Number("number"), slot.GetProperty("startsAt").GetDateTimeOffset())),
        ];
    }

    private sealed record SlotSeen(string MeetingId, int Number, DateTimeOffset StartsAt);

    [Fact]
    public async Task P3_two_delegations_exchange_their_slots_and_nobody_else_does_it_for_them()
    {
        var edition = await Debate("FRA", "NOR", "KEN");
        await Mandate("FRA", "NOR", "KEN");
        using var france = fixture.Service.As("delegation", "FRA");
        using var norway = fixture.Service.As("delegation", "NOR");
        using var kenya = fixture.Service.As("delegation", "KEN");
        var exchanges = $"/editions/{edition}/speakers-list/exchanges";
        (await organizer.Post(exchanges, new { with = "NOR" }, await Version(edition))).ShouldBe((403, "not-allowed"));
        (await france.Post(exchanges, new { with = "NOR" }, await Version(edition))).ShouldBe((200, ""));

        var proposed = (await norway.Read(exchanges)).Items().ShouldHaveSingleItem();
        proposed.ShouldSatisfyAllConditions(
            () => proposed.Text("state").ShouldBe("Proposed"),
            () => proposed.Text("by").ShouldBe("FRA"),
            () => proposed.GetProperty("needsWaiver").GetBoolean().ShouldBeFalse());
        (await kenya.Read(exchanges)).Items().ShouldBeEmpty();
        var address = $"{exchanges}/{proposed.Text("id")}";
        (await kenya.Post($"{address}/agreement", new { }, await Version(edition))).ShouldBe((404, "not-found"));
        (await kenya.Post($"{address}/refusal", new { }, 1)).ShouldBe((404, "not-found"));
        (await france.Post($"{address}/agreement", new { }, await Version(edition))).ShouldBe((404, "not-found"), "who proposed it does not agree for the other");

        // Both ways at once: one of them happens.
        var version = await Version(edition);
        var answers = await Task.WhenAll(norway.Post($"{address}/agreement", new { }, version), france.Post($"{address}/taking-back", new { }, version), norway.Post($"{address}/agreement", new { }, version));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Count(answer => answer.Code == "stale-version").ShouldBe(2);
        var order = string.Join(' ', (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Select(item => item.Text("participant")));
        var state = (await norway.Read(exchanges)).Items().Single().Text("state");
        (state, order).ShouldBeOneOf(("Exchanged", "NOR FRA KEN"), ("TakenBack", "FRA NOR KEN"));
    }

    [Fact]
    public async Task P3_a_proposal_that_nobody_answers_lapses_on_the_editions_clock()
    {
        // A day of the edition is a second and a half.
        var edition = await Debate(new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = Dialogue.Summer(1, 8), Speed = 60_000, SetGoingAt = DateTimeOffset.UtcNow }, "FRA", "NOR");
        await Mandate("FRA", "NOR");
        using var france = fixture.Service.As("delegation", "FRA");
        var exchanges = $"/editions/{edition}/speakers-list/exchanges";
        (await france.Post(exchanges, new { with = "NOR" }, await Version(edition))).ShouldBe((200, ""));
        await Eventually.Holds(async () => (await france.Read(exchanges)).Items().Single().Text("state").ShouldBe("Lapsed"), "the proposal lapses");
    }

    [Fact]
    public async Task P3_absence_and_a_change_of_level_move_a_speaker_and_nobody_else()
    {
        var edition = await Debate("FRA", "NOR", "KEN");
        var address = $"/editions/{edition}/speakers-list";
        var ids = (await anybody.Read(address)).Items().ToDictionary(item => item.Text("participant")!, item => item.Text("inscriptionId"));
        await organizer.Change(address, $"{ids["FRA"]}/absence", new { });
        (await Places(edition)).ShouldBe(["NOR 1/2", "KEN 1/3", "FRA 1/4"]);
        await Inscribe(edition, "NOR", Dialogue.Noon.AddMinutes(1), RankLevel.ViceMinister, revision: 3);
        await Eventually.Holds(async () => (await Places(edition)).ShouldBe(["KEN 1/3", "FRA 1/4", "NOR 1/5"]), "Norway's new level is heard of");
        (await anybody.Read(address)).Items().Single(item => item.Text("participant") == "FRA").GetProperty("absentAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task P4_a_group_gets_longer_time_where_the_plan_says_so()
    {
        var edition = await fixture.Edition(clock: Summer());
        await Plan(edition, 1);
        await Inscribe(edition, "FRA", Dialogue.Noon, onBehalfOf: "EU");
        await Inscribe(edition, "NOR", Dialogue.Noon.AddMinutes(1));
        await Listed(edition, 2);
        await Put(edition, "plan", new { limitMinutes = 7, groupLimitMinutes = 15 });
        var items = (await anybody.Read($"/editions/{edition}/speakers-list")).Items().ToArray();
        items.Select(item => (item.Text("onBehalfOf"), item.Number("limitMinutes"), item.GetProperty("slot").Number("number"))).ShouldBe([("EU", 15, 1), (null, 7, 3)]);
    }

    [Fact]
    public async Task P6_observers_and_entities_speak_after_the_Members_unless_the_chair_places_one_for_a_reason_that_all_may_read()
    {
        var edition = await fixture.Edition(clock: Summer());
        await Plan(edition);
        await Inscribe(edition, "IOM", Dialogue.Noon, RankLevel.HeadOfState, category: ParticipantCategory.RelatedOrganization);
        await Inscribe(edition, "VAT", Dialogue.Noon.AddMinutes(1), category: ParticipantCategory.ObserverState);
        await Inscribe(edition, "NOR", Dialogue.Noon.AddMinutes(2), RankLevel.Other);
        var iom = (await Listed(edition, 3)).Items().Single(item => item.Text("participant") == "IOM").Text("inscriptionId");
        await Put(edition, "plan", new { limitMinutes = 7 });
        (await Places(edition)).ShouldBe(["NOR 1/1", "VAT 1/2", "IOM 1/3"]);
        await organizer.Change($"/editions/{edition}/speakers-list", "slots", new { });
        await Put(edition, $"{iom}/place", new { meeting = 1, slot = 4, reason = "Agreed with the bureau." });
        await Put(edition, $"{iom}/place", new { reason = "Host of the secretariat." });
        (await anybody.Read($"/editions/{edition}/speakers-list/actions")).Items().Select(action => (action.Text("act"), action.Text("reason")))
            .ShouldBe([("PlaceSpeaker", "Agreed with the bureau."), ("PlaceSpeaker", "Host of the secretariat.")]);
        (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Single(item => item.Text("participant") == "IOM").GetProperty("placed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task P7_after_the_list_is_closed_requests_wait_and_come_on_by_leave_only()
    {
        var edition = await Debate("FRA", "NOR");
        var address = $"/editions/{edition}/speakers-list";
        await organizer.Change(address, "closing", new { reason = "As announced." });
        await Inscribe(edition, "KEN", Dialogue.Summer(12, 9));
        await Inscribe(edition, "CHL", Dialogue.Noon.AddHours(1));
        await Eventually.Holds(async () => (await anybody.Read(address)).Items("late").ShouldHaveSingleItem().Text("participant").ShouldBe("KEN"), "the late request is seen");
        await Eventually.Holds(async () => (await Places(edition)).ShouldBe(["FRA 1/1", "NOR 1/2", "CHL 1/3"]), "what was received before is on the list");

        var late = (await anybody.Read(address)).Items("late").Single().Text("inscriptionId");
        (await organizer.Post($"{address}/{late}/leave", new { reason = "" }, await Version(edition))).ShouldBe((400, "invalid-value"));
        await organizer.Change(address, $"{late}/leave", new { reason = "Its flight was late." });
        (await Places(edition)).ShouldBe(["FRA 1/1", "NOR 1/2", "CHL 1/3", "KEN 1/4"]);
        (await organizer.Post($"{address}/closing", new { reason = "Again." }, await Version(edition))).ShouldBe((422, "list-closed"));
    }

    /// <summary>A list with slots, on which these stand in their order, at an hour at which all slots are to come.</summary>
    private Task<Guid> Debate(params string[] participants) => Debate(Summer(), participants);

    private async Task<Guid> Debate(EditionClock clock, params string[] participants)
    {
        var edition = await fixture.Edition(clock: clock);
        await Plan(edition);
        foreach (var (n, participant) in participants.Index())
            await Inscribe(edition, participant, Dialogue.Noon.AddMinutes(n));
        await Listed(edition, participants.Length);
        await Put(edition, "plan", new { limitMinutes = 7 });
        await organizer.Change($"/editions/{edition}/speakers-list", "slots", new { });
        return edition;
    }

    private static EditionClock Summer() => new() { Kind = ClockKind.Rehearsal, StartsAt = Dialogue.Summer(10, 8), Speed = 1, SetGoingAt = DateTimeOffset.UtcNow };

    private Task Inscribe(
        Guid edition, string participant, DateTimeOffset at, RankLevel rank = RankLevel.Minister, ParticipantCategory category = ParticipantCategory.MemberState, string? onBehalfOf = null, long revision = 2) =>
        fixture.Say(IdOf(edition, participant), revision, Dialogue.Delegation(participant).Asks(at) with { EditionId = edition, HeadRank = rank, Category = category, SpeakingOnBehalfOf = onBehalfOf });

    private static Guid IdOf(Guid edition, string participant) => new(edition.GetHashCode(), 1, 2, [.. participant.PadRight(8)[..8].Select(letter => (byte)letter)]);

    private async Task<JsonElement> Listed(Guid edition, int speakers)
    {
        await Eventually.Holds(async () => (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Count().ShouldBe(speakers), "all are inscribed");
        return await anybody.Read($"/editions/{edition}/speakers-list");
    }

    private async Task<string[]> Places(Guid edition) =>
        [.. (await anybody.Read($"/editions/{edition}/speakers-list")).Items().Select(item => $"{item.Text("participant")} {item.GetProperty("slot").Number("meeting")}/{item.GetProperty("slot").Number("number")}")];

    private async Task<long> Version(Guid edition) => (await anybody.Read($"/editions/{edition}/speakers-list")).GetProperty("version").GetInt64();

    private async Task Put(Guid edition, string what, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/editions/{edition}/speakers-list/{what}") { Content = JsonContent.Create(body), Headers = { { "If-Match", $"\"{await Version(edition)}\"" } } };
        using var answer = await organizer.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Plenary meetings of three hours, two a day.</summary>
    private async Task Plan(Guid edition, int meetings = 4)
    {
        for (var number = 1; number <= meetings; number++)
        {
            var at = Dialogue.Summer(14 + (number - 1) / 2, number % 2 == 1 ? 10 : 15);
            await organizer.Create("/meetings", new { editionId = edition, kind = "Plenary", number, title = $"Plenary meeting {number}", startsAt = at, endsAt = at.AddHours(3) });
        }
    }

    /// <summary>Lets the accounts that <c>TestService.As("delegation", …)</c> gives tokens to act for their participants.</summary>
    private async Task Mandate(params string[] participants)
    {
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        foreach (var participant in participants)
            session.Store(new KnownMandate { Id = KnownMandate.Of(participant, $"delegation-{participant}") });
        await session.SaveChangesAsync();
    }
}

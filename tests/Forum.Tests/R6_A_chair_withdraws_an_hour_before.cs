using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Forum.Kit;

namespace Forum.Tests;

/// <summary>
/// The hard case: a delegation that chairs round table 1, has a slot, a seat and a place in the list of participants withdraws an hour before the table sits.
/// All of it settles over the services, whatever comes twice, and an operator sees it as one trace.
/// </summary>
[Collection<StoriesOfFourServices>]
public sealed class R6_A_chair_withdraws_an_hour_before(FourServices forum)
{
    /// <summary>An hour before the round table, on the edition's clock, which goes as fast as the world's.</summary>
    private static readonly object Clock = new { kind = "Rehearsal", startsAt = "2006-09-14T13:55:00-04:00", speed = 1 };

    private readonly HttpClient registration = forum.Client("registration", "organizer"), scheduling = forum.Client("scheduling", "organizer"), publishing = forum.Client("publishing", "organizer");

    [Fact]
    public async Task seat_slot_chair_programme_list_and_draft_settle_in_one_trace()
    {
        var secretariat = forum.Secretariat;
        var edition = await secretariat.OpensAnEdition(Clock);
        var plenary = await Plan(edition, "Plenary", 1);
        var sitting = await Plan(edition, "RoundTable", 1);
        var table = await scheduling.MustCreate("/round-tables", new { editionId = edition, number = 1, topic = (string?)null, meetingId = sitting, capacity = 1 });
        var later = await secretariat.PlansARoundTable(edition, number: 2, capacity: 5);

        var finland = await forum.Delegation("FIN").Registers(edition);
        await finland.AsksForTheFloor();
        await finland.Chooses(1);
        await Eventually.Holds(async () => (await Seats(table.Id)).ShouldBe(["FIN"]), "Finland is seated");
        var kenya = await forum.Delegation("KEN").Registers(edition);
        await kenya.AsksForTheFloor();
        await kenya.Chooses(1);
        await secretariat.NamesAChair(sitting, "FIN");
        await Eventually.Holds(async () => (await secretariat.Speakers(edition)).ShouldBe(["FIN", "KEN"], ignoreOrder: true), "both are inscribed");
        await ChangeList(edition, HttpMethod.Put, "plan", new { limitMinutes = 7, meetings = new[] { new { number = 1 } } });
        await ChangeList(edition, HttpMethod.Post, "slots", new { });
        (await Slots(edition)).ShouldBe(["FIN 1", "KEN 2"], ignoreOrder: true, "one of them has the first slot");
        await Release(edition);
        (await Latest(edition)).ShouldSatisfyAllConditions(
            release => release.GetProperty("number").GetInt32().ShouldBe(1),
            release => Meeting(release, sitting).GetProperty("officers").GetArrayLength().ShouldBe(1));
        var list = await registration.MustIssue($"/lists-of-participants/{edition}", 0, new { symbol = "A/INF/61/41", kind = "Provisional", reason = "The delegations are to check it." });
        var draft = await Drafts(edition, "Round table 1 was chaired by Somebody of FIN, Minister.");

        var trace = ActivityTraceId.CreateRandom();
        await finland.Under($"00-{trace}-{ActivitySpanId.CreateRandom()}-01").Withdraws();

        await Eventually.Holds(
            async () =>
            {
                (await Seats(table.Id)).ShouldBe(["KEN"], "the seat went to who had asked next");
                (await secretariat.Speakers(edition)).ShouldBe(["KEN"], "the slot is free");
                (await secretariat.Vacancies(edition)).ShouldBe([("FIN", true)], "nobody is left to chair: an alert");
                (await secretariat.Attendance(edition)).Registered.ShouldBe(1);
            },
            "what Finland held is free");
        await Eventually.Holds(
            async () =>
            {
                var release = await Latest(edition);
                release.GetProperty("byWithdrawal").GetBoolean().ShouldBeTrue();
                Meeting(release, sitting).GetProperty("officers").GetArrayLength().ShouldBe(0);
                Meeting(release, sitting).GetProperty("seats").EnumerateArray().Select(seat => seat.GetString()).ShouldNotContain("FIN");
                Meeting(release, sitting).GetProperty("sequence").GetInt32().ShouldBeGreaterThan(0, "calendars see that the meeting changed");
                Meeting(release, sitting).GetProperty("lateChanges").GetArrayLength().ShouldBeGreaterThan(0, "the day is frozen: changes are shown as changes");
                Meeting(release, plenary).GetProperty("speakers").EnumerateArray().Select(speaker => speaker.GetProperty("participant").GetString()).ShouldBe(["KEN"]);
            },
            "the published programme is without Finland, and the day's changes are shown as changes");

        // Publishing does not change what somebody wrote: it asks, and keeps the draft from being cleared.
        await Eventually.Holds(
            async () => (await publishing.Read($"/summaries/{draft}")).GetProperty("questions").EnumerateArray().Single().GetProperty("reason").GetString()!.ShouldContain("for FIN"),
            "the draft is questioned");

        // The list of participants in its next version is without Finland and says so.
        await registration.MustIssue($"/lists-of-participants/{edition}", list, new { kind = "Provisional", reason = "Finland has withdrawn." });
        var revised = await registration.Read($"/lists-of-participants/{edition}/2");
        revised.GetRawText().ShouldContain("A/INF/61/41/Rev.1");
        revised.GetProperty("parts").EnumerateArray().SelectMany(part => part.GetProperty("delegations").EnumerateArray()).Select(delegation => delegation.GetProperty("participant").GetString()).ShouldBe(["KEN"]);

        // One trace, over three services.
        (await Committed("registration", trace)).ShouldBe(["delegation_withdrawn"]);
        await Eventually.Holds(
            async () =>
            {
                var committed = await Committed("scheduling", trace);
                foreach (var step in new[] { "seat_released", "seat_allocated", "inscription_withdrawn", "office_vacated", "programme_released" })
                    committed.ShouldContain(step);
                (await Committed("publishing", trace)).ShouldContain("paragraph_questioned");
            },
            "every step stands under the trace of the withdrawal");

        // The table sits under another chair; Finland comes back to the end, and its chair and its first slot do not come with it.
        await secretariat.NamesAChair(sitting, "KEN");
        (await secretariat.Vacancies(edition)).ShouldBeEmpty();
        await finland.Returns();
        await Eventually.Holds(async () => (await secretariat.Speakers(edition)).ShouldBe(["KEN", "FIN"]), "Finland stands at the end");
        (await Seats(table.Id)).ShouldBe(["KEN"]);
        (await Officers(sitting)).ShouldBe(["KEN"]);
        await Eventually.Holds(
            async () => (await publishing.Read($"/summaries/{draft}")).GetProperty("questions").GetArrayLength().ShouldBe(1), "what was asked of the draft is asked still: another chaired");
        (await Seats(later.Id)).ShouldBeEmpty();
    }

    private async Task<Guid> Plan(Guid edition, string kind, int number) => (await scheduling.MustCreate("/meetings", new
    {
        editionId = edition,
        kind,
        number,
        title = "A meeting",
        startsAt = "2006-09-14T15:00:00-04:00",
        endsAt = "2006-09-14T18:00:00-04:00",
    })).Id;

    /// <summary>Changes the list as it stands; it also changes by what is heard of the delegations.</summary>
    private Task ChangeList(Guid edition, HttpMethod method, string what, object body) => Eventually.Holds(
        async () =>
        {
            var version = (await scheduling.Read($"/editions/{edition}/speakers-list")).GetProperty("version").GetInt64();
            await scheduling.Change(method, $"/editions/{edition}/speakers-list/{what}", version, body);
        },
        "the list is changed");

    private async Task<string[]> Slots(Guid edition) =>
    [
        .. (await scheduling.Read($"/editions/{edition}/speakers-list")).GetProperty("items").EnumerateArray()
            .Select(speaker => $"{speaker.GetProperty("participant").GetString()} {speaker.GetProperty("slot").GetProperty("number").GetInt32()}"),
    ];

    /// <summary>
    /// Releases the draft as it stands; what may be meant is meant.
    /// The deadline at which the day freezes changes the programme, too: who is told that it changed meanwhile reads it again.
    /// </summary>
    private Task Release(Guid edition) => Eventually.Holds(
        async () =>
        {
            var draft = await scheduling.Read($"/editions/{edition}/programme-draft");
            var acknowledged = draft.GetProperty("conflicts").EnumerateArray().Where(conflict => conflict.GetProperty("weight").GetString() is "Soft").Select(conflict => conflict.GetProperty("key").GetString()).ToArray();
            await scheduling.Change(HttpMethod.Post, $"/editions/{edition}/releases", draft.GetProperty("version").GetInt64(), new { acknowledged });
        },
        "the draft is released");

    private Task<JsonElement> Latest(Guid edition) => scheduling.Read($"/editions/{edition}/releases/latest");

    private static JsonElement Meeting(JsonElement release, Guid id) => release.GetProperty("meetings").EnumerateArray().Single(meeting => meeting.GetProperty("id").GetGuid() == id);

    private async Task<string[]> Seats(Guid table) => [.. (await scheduling.Read($"/round-tables/{table}")).GetProperty("seats").EnumerateArray().Select(seat => seat.GetProperty("participant").GetString()!)];

    private async Task<string[]> Officers(Guid meeting) => [.. (await scheduling.Read($"/meetings/{meeting}")).GetProperty("officers").EnumerateArray().Select(officer => officer.GetProperty("participant").GetString()!)];

    private async Task<Guid> Drafts(Guid edition, string text)
    {
        var draft = await publishing.MustCreate("/summaries", new { editionId = edition, title = "Summary of the Dialogue" });
        var version = await publishing.Change(HttpMethod.Post, $"/summaries/{draft.Id}/sections", draft.Version, new { number = 1, heading = "Format and participation" });
        await publishing.Change(HttpMethod.Put, $"/summaries/{draft.Id}/paragraphs/1", version, new { section = 1, completeness = "Full", text });
        return draft.Id;
    }

    private async Task<string[]> Committed(string service, ActivityTraceId trace)
    {
        using var client = forum.Client(service, "operator");
        return [.. (await client.Read($"/traces/{trace}")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString()!)];
    }
}

/// <summary>Issues that are decided on the version of the list.</summary>
internal static class IssuedLists
{
    /// <summary>The version that the next issue is decided on.</summary>
    public static async Task<long> MustIssue(this HttpClient client, string path, long version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.IfMatch.Add(new($"\"{version}\""));
        using var answer = await client.SendAsync(request);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await client.Read(path)).GetProperty("version").GetInt64();
    }
}

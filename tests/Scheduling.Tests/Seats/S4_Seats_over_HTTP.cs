using System.Net;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Kit;
using Forum.Scheduling.RoundTables;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests.Seats;

[Collection<Convening>]
public sealed class S4_Seats_over_HTTP(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient anybody = fixture.Service.As(null);

    [Fact]
    public async Task seats_are_given_once_and_a_seat_that_is_free_again_is_accepted_once()
    {
        var edition = await Edition(hoursASecond: 1 / 3600d);
        var table = await Plan(edition, number: 1, capacity: 2);
        (await organizer.Put(PlanOf(edition), Rules(cutOffDay: 20), 7)).ShouldBe((412, "stale-version"));
        (await organizer.Put(PlanOf(edition), new { seed = 1, cutOffAt = "2006-08-20T12:00:00-04:00", civilSocietyFloor = 5, civilSocietyCeiling = 4 }, 0)).ShouldBe((422, "ceiling-below-floor"));
        (await organizer.Put(PlanOf(edition), Rules(cutOffDay: 1), 0)).ShouldBe((204, ""));
        await Eventually.Holds(async () => (await PlanVersion(edition)).ShouldBe(2), "it is noted that the cut-off has passed");
        var (kenya, mali) = (await Asks(edition, "KEN", 1), await Asks(edition, "MLI", 2));
        await Asks(edition, "TCD", 3);
        await Eventually.Holds(async () => (await Draft(edition)).Items("unfilled").ShouldHaveSingleItem(), "all wishes are known");
        (await anybody.Read(table)).Items("seats").ShouldBeEmpty("wishes are collected");
        (await organizer.Post($"{PlanOf(edition)}/nominations", new { group = "African", roundTable = 1, participants = new[] { "NOR" }, source = "A letter" }, 2)).ShouldBe((422, "not-of-the-group"));
        (await organizer.Post($"{PlanOf(edition)}/nominations", new { group = "African", roundTable = 1, participants = new[] { "KEN", "MLI" }, source = "A letter" }, await PlanVersion(edition))).ShouldBe((204, ""));

        // Whoever could still change its wishes is not told what seats would come to.
        using var chad = await fixture.Of("TCD");
        (await chad.Get(WhatIf(edition, "TCD", "Nominated"))).ShouldBe((422, "seats-not-given"));
        (await organizer.Read(WhatIf(edition, "TCD", "OneSeatMore"))).GetProperty("wouldHaveSeat").GetBoolean().ShouldBeTrue();

        var draft = await Draft(edition);
        draft.Items("seats").Select(seat => seat.Text("participant")).ShouldBe(["KEN", "MLI"], "whom the group put forward");
        draft.GetProperty("proof").GetProperty("optimal").GetBoolean().ShouldBeTrue();
        var releases = $"/editions/{edition}/seat-allocations";
        (await organizer.Post(releases, new { draft = new string('0', 64) }, draft.Number("version"))).ShouldBe((422, "draft-moved-on"));
        var twice = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => (n % 2 == 0 ? organizer : fixture.Replica.As("organizer")).Post(releases, new { draft = draft.Text("fingerprint") }, draft.Number("version"))));
        twice.Count(answer => answer.Status == 201).ShouldBe(1);
        twice.Count(answer => answer == (412, "stale-version")).ShouldBe(5, string.Join(", ", twice));
        (await anybody.Read(table)).Items("seats").Select(seat => seat.Text("participant")).ShouldBe(["KEN", "MLI"], ignoreOrder: true);
        (await anybody.Read($"{releases}/latest")).GetProperty("origin").Text("instanceHash").ShouldBe(draft.Text("fingerprint"));
        var division = (await anybody.Read(PlanOf(edition))).Items("tables").Single();
        (division.Number("confirmed"), division.Number("waiting"), division.Number("capacity")).ShouldBe((2, 1, 2));

        using var norway = await fixture.Of("NOR");
        var first = await chad.Read(WhatIf(edition, "TCD", "WishedFirst"));
        (first.GetProperty("wouldHaveSeat").GetBoolean(), first.Items("sentences").Single().GetString()).ShouldBe((false, "If the delegation had wished for table 1 first, it would have no seat there, as without that."));
        var seated = await chad.Read(WhatIf(edition, "TCD", "Seated"));
        seated.ToString().ShouldNotContain("KEN");
        seated.ToString().ShouldNotContain(mali.ToString(), Case.Insensitive, "where others sit and what they wish for is theirs");
        seated.Items("moves").ShouldHaveSingleItem().Text("to").ShouldBe("1");
        (await organizer.Read(WhatIf(edition, "TCD", "Seated"))).Items("moves").Select(move => move.Text("participant")).ShouldBe(["TCD", "MLI"], "who would lose its seat");
        (await norway.Get(WhatIf(edition, "TCD", "Seated"))).ShouldBe((404, "not-found"));
        var own = await Own(chad, edition, "TCD");
        own.Text("state").ShouldBe("WaitListed");
        own.GetProperty("place").Number("inAll").ShouldBe(1);
        await Withdraws(edition, "KEN", kenya);
        await Eventually.Holds(async () => (await Own(chad, edition, "TCD")).Text("state").ShouldBe("Offered"), "the seat is offered");
        own = await Own(chad, edition, "TCD");
        (await norway.Post($"{table}/offers/{OfferOf(own)}/acceptance", new { }, own.Number("version"))).ShouldBe((404, "not-found"));
        using (var hidden = await norway.GetAsync(new Uri($"/delegations/{Id(edition, "TCD")}/seats", UriKind.Relative)))
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await norway.Post($"{table}/seats/{mali}/giving-up", new { }, own.Number("version"))).ShouldBe((404, "not-found"));
        await Eventually.Holds(
            async () => (await chad.Told()).ShouldContain(told => told.Text("type") == "forum.scheduling.seat_offered" && told.GetProperty("data").GetProperty("seat").Text("editionId") == edition.ToString()),
            "the delegation's own system is told of the offer");

        using var replica = fixture.Replica.As("delegation", "TCD");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? chad : replica).Post($"{table}/offers/{OfferOf(own)}/{(n % 4 == 3 ? "refusal" : "acceptance")}", new { }, own.Number("version"))));
        answers.Count(answer => answer.Status == 204).ShouldBe(1);
        answers.Where(answer => answer.Status != 204).ShouldAllBe(answer => answer.Code == "stale-version" || answer.Code == "not-found");
        await NoTableWasEverOverfull(table);
    }

    [Fact]
    public async Task offers_lapse_and_unused_seats_are_opened_when_their_time_has_come()
    {
        // An hour goes by in a second.
        var edition = await Edition(hoursASecond: 1);
        var table = await Plan(edition, number: 1, capacity: 1);
        (await organizer.Put(PlanOf(edition), Rules(cutOffDay: 31, offerMinutes: 60), 0)).ShouldBe((204, ""));
        await Asks(edition, "USA", 1, group: null);
        await Eventually.Holds(async () => (await Draft(edition)).Items("unfilled").Count().ShouldBe(0), "the seat for which all groups tie is flex");
        var kenya = await Asks(edition, "KEN", 2);
        await Eventually.Holds(async () => (await Draft(edition)).Items("unfilled").ShouldHaveSingleItem().Text("participant").ShouldBe("USA"), "it is the group's that bids");
        await Release(edition);
        await Asks(edition, "MLI", 3);
        using var mali = await fixture.Of("MLI");
        await Eventually.Holds(async () => (await Own(mali, edition, "MLI")).Text("state").ShouldBe("WaitListed"), "another one waits");
        await Withdraws(edition, "KEN", kenya);
        await Eventually.Holds(async () => (await Own(mali, edition, "MLI")).Text("state").ShouldBe("Lapsed"), "the offer lapses");
        (await organizer.Read($"{table}/waiting-list")).Items().ShouldHaveSingleItem().Text("participant").ShouldBe("USA");

        // The cut-off is put forward to a time that has passed.
        await Eventually.Holds(
            async () => (await organizer.Put(PlanOf(edition), Rules(cutOffDay: 1, offerMinutes: 60), await PlanVersion(edition))).ShouldBe((204, "")),
            "the plan is changed");
        await Eventually.Holds(async () => (await Own(organizer, edition, "USA")).Text("state").ShouldBe("Lapsed"), "it was offered the seat, and let it go, too");
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        await Eventually.Holds(
            async () => (await session.Events.FetchStreamAsync(SeatingPlan.IdOf(edition))).Count(e => e.Data is CutOffPassed).ShouldBe(1),
            "it is noted once that the cut-off has passed");
    }

    [Fact]
    public async Task without_a_plan_a_table_with_fewer_seats_lets_go_who_came_last()
    {
        var edition = await fixture.Edition();
        var table = await Plan(edition, number: 1, capacity: 2);
        await Asks(edition, "KEN", 1);
        await Asks(edition, "MLI", 2);
        await Eventually.Holds(async () => (await anybody.Read(table)).Items("seats").Count().ShouldBe(2), "both are seated");
        await Eventually.Holds(
            async () => (await organizer.Put(table, new { topic = "Remittances", capacity = 1, adviserSeats = 1 }, (await anybody.Read(table)).Number("version"))).ShouldBe((204, "")),
            "the table is changed");
        var after = await anybody.Read(table);
        (after.Text("topic"), after.Items("seats").ShouldHaveSingleItem().Text("participant")).ShouldBe(("Remittances", "KEN"));
        using var kenya = await fixture.Of("KEN");
        (await kenya.Put($"{table}/seats/{Id(edition, "KEN")}/adviser", new { comes = true }, after.Number("version"))).ShouldBe((204, ""));
        (await kenya.Put($"{table}/seats/{Id(edition, "MLI")}/adviser", new { comes = true }, after.Number("version"))).ShouldBe((404, "not-found"));
        using var answer = await kenya.GetAsync(new Uri($"/delegations/{Id(edition, "KEN")}/seats", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, "there is no plan");

        using var notetaker = fixture.Service.As("notetaker");
        var occupancy = $"{table}/occupancy";
        var seats = await notetaker.Read(occupancy);
        (await notetaker.Put(occupancy, new { occupied = new[] { "KEN" }, noShow = Array.Empty<string>() }, seats.Number("version"))).ShouldBe((422, "meeting-not-convened"));
        var meeting = $"/meetings/{after.Text("meetingId")}";
        foreach (var role in new[] { "Chair", "Rapporteur", "NoteTaker", "SecretaryOfTheMeeting" })
            await organizer.Change(meeting, "officers", new { role, name = (string?)null, title = (string?)null });
        await organizer.Change(meeting, "convening", new { at = "2006-09-14T15:00:00-04:00" });
        (await notetaker.Put(occupancy, new { occupied = new[] { "KEN" }, noShow = Array.Empty<string>() }, seats.Number("version"))).ShouldBe((204, ""));
        (await organizer.Put(occupancy, new { occupied = Array.Empty<string>(), noShow = new[] { "KEN" } }, seats.Number("version"))).ShouldBe((412, "stale-version"));
        var noted = await organizer.Read(occupancy);
        (noted.Number("occupied"), noted.Number("notNoted"), noted.Items().Single().Text("state")).ShouldBe((1, 0, "Occupied"));
        (await kenya.Get(occupancy)).ShouldBe((403, "not-allowed"), "who was in the room is told to nobody else");
        (await anybody.Read(table)).ToString().ShouldNotContain("Occupied");
    }

    private Task<Guid> Edition(double hoursASecond) => fixture.Edition(clock: new EditionClock
    {
        Kind = ClockKind.Rehearsal,
        StartsAt = new DateTimeOffset(2006, 8, 2, 12, 0, 0, TimeSpan.Zero),
        Speed = hoursASecond * 3600,
        SetGoingAt = DateTimeOffset.UtcNow,
    });

    private async Task<string> Plan(Guid edition, int number, int capacity)
    {
        var meeting = await organizer.Create("/meetings", new { editionId = edition, kind = "RoundTable", number, title = $"Meeting {number}", startsAt = "2006-09-14T15:00:00-04:00", endsAt = "2006-09-14T18:00:00-04:00" });
        return $"/round-tables/{await organizer.Create("/round-tables", new { editionId = edition, number, meetingId = meeting, capacity })}";
    }

    private async Task<Guid> Asks(Guid edition, string participant, int hour, RegionalGroup? group = RegionalGroup.African)
    {
        var id = Id(edition, participant);
        await fixture.Say(id, 2, Asking(edition, participant, group).Chooses(Dialogue.Noon.AddHours(hour), 1, 1));
        return id;
    }

    private Task Withdraws(Guid edition, string participant, Guid id) =>
        fixture.Say(id, 3, Asking(edition, participant, RegionalGroup.African).Chooses(Dialogue.Noon, 1, 1) with { Standing = DelegationStanding.Withdrawn });

    private static Delegation Asking(Guid edition, string participant, RegionalGroup? group) => Dialogue.Delegation(participant) with { EditionId = edition, Group = group };

    private static Guid Id(Guid edition, string participant) => Seatings.Id($"{edition}/{participant}");

    private async Task Release(Guid edition) => await Eventually.Holds(
        async () => (await organizer.Post($"/editions/{edition}/seat-allocations", new { }, await PlanVersion(edition))).ShouldBe((201, "")),
        "the seats are given");

    private Task<JsonElement> Draft(Guid edition) => organizer.Read($"/editions/{edition}/seat-allocations/draft");

    private async Task<long> PlanVersion(Guid edition) => (await anybody.Read(PlanOf(edition))).GetProperty("version").GetInt64();

    private static async Task<JsonElement> Own(HttpClient client, Guid edition, string participant) =>
        (await client.Read($"/delegations/{Id(edition, participant)}/seats")).Items("tables").Single();

    private static string WhatIf(Guid edition, string participant, string supposed) => $"/delegations/{Id(edition, participant)}/seats/1/what-if?suppose={supposed}";

    private static string OfferOf(JsonElement wish) => wish.GetProperty("offer").Text("id")!;

    private static string PlanOf(Guid edition) => $"/editions/{edition}/seating-plan";

    private static object Rules(int cutOffDay, int offerMinutes = 720) => new { seed = 2006, cutOffAt = $"2006-08-{cutOffDay:00}T12:00:00-04:00", offerMinutes };

    private async Task NoTableWasEverOverfull(string address)
    {
        await using var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var table = new RoundTable();
        foreach (var e in await session.Events.FetchStreamAsync(Guid.Parse(address.Split('/')[^1])))
        {
            table = table.Evolve(e.Data);
            table.Taken.Count.ShouldBeLessThanOrEqualTo(table.Capacity);
        }
    }
}

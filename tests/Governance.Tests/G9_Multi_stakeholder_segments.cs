using System.Net;
using System.Text.Json;

namespace Forum.Governance.Tests;

/// <summary>Civil Society Days before the governmental days, their report at the opening, and no seat among governments unless the profile says so.</summary>
[Collection<Governing>]
public sealed class G9_Multi_stakeholder_segments(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task Civil_Society_Days_come_before_the_governmental_days()
    {
        var edition = await fixture.Edition(100);
        (await Announce(edition, "CivilSocietyDays", 99, 100)).Code.ShouldBe("segment-not-before-edition");
        (await Announce(edition, "CivilSocietyDays", 98, 99)).Status.ShouldBe(HttpStatusCode.Created);
        (await Announce(edition, "CommonSpace", 100, 100)).Status.ShouldBe(HttpStatusCode.Created);
        (await Announce(edition, "Youth", 99, 98)).Code.ShouldBe("ends-before-start");
    }

    [Fact]
    public async Task the_report_is_delivered_once_at_the_opening()
    {
        var segment = $"/segments/{(await Announce(await fixture.Edition(0), "CivilSocietyDays", -3, -2)).Id}";
        await organizer.MustPost($"{segment}/report", new { text = "What civil society recommends.", reason = "At the opening." }, of: segment);
        var shown = await fixture.Anybody.See(segment);
        shown.Text("report").ShouldBe("What civil society recommends.");
        shown.Warnings().ShouldBeEmpty();
        (await organizer.Post($"{segment}/report", new { text = "Another.", reason = "Again." }, of: segment)).Code.ShouldBe("report-delivered");
    }

    [Fact]
    public async Task a_report_on_another_day_or_none_is_shown()
    {
        var early = $"/segments/{(await Announce(await fixture.Edition(5), "CivilSocietyDays", -3, -2)).Id}";
        await organizer.MustPost($"{early}/report", new { text = "What civil society recommends.", reason = "It was ready." }, of: early);
        (await fixture.Anybody.See(early)).Warnings().ShouldBe(["report-not-at-opening"]);
        var none = $"/segments/{(await Announce(await fixture.Edition(-1), "CivilSocietyDays", -3, -2)).Id}";
        (await fixture.Anybody.See(none)).Warnings().ShouldBe(["report-missing"]);
        var notOver = $"/segments/{(await Announce(await fixture.Edition(9), "CivilSocietyDays", 1, 2)).Id}";
        (await organizer.Post($"{notOver}/report", new { text = "What?", reason = "Too early." }, of: notOver)).Code.ShouldBe("segment-not-over");
    }

    [Fact]
    public async Task who_takes_part_has_no_seat_among_governments_unless_the_profile_says_so()
    {
        var without = $"/segments/{(await Announce(await fixture.Edition(100), "CivilSocietyDays", 90, 91)).Id}";
        await organizer.MustPost($"{without}/organizations", new { code = "NGO-1", name = "An organization", reason = "It asked to take part." }, of: without);
        var shown = await fixture.Anybody.See(without);
        shown.Items("organizations").Single().Text("code").ShouldBe("NGO-1");
        shown.Text("seats").ShouldBe("None");
        shown.GetProperty("roundTableSeats").ValueKind.ShouldBe(JsonValueKind.Null);

        var borrowed = await fixture.Edition(100, new { code = "aids-review-2006" });
        var with = await fixture.Anybody.See($"/segments/{(await Announce(borrowed, "CivilSocietyDays", 90, 91)).Id}");
        with.Text("seats").ShouldBe("AsTheProfileSays");
        with.GetProperty("roundTableSeats").GetInt32().ShouldBe(10);
    }

    private Task<Told> Announce(Guid edition, string kind, int startsIn, int endsIn) => organizer.Post("/segments", new
    {
        editionId = edition,
        kind,
        title = "Days of others than governments",
        startsOn = fixture.Today.AddDays(startsIn),
        endsOn = fixture.Today.AddDays(endsIn),
        reason = "As in earlier years.",
    });
}

using System.Net;

namespace Forum.Governance.Tests;

/// <summary>Every Member State is a Friend by default; two meetings between editions in principle; one primary focal point and backups for each participant.</summary>
[Collection<Governing>]
public sealed class G4_Friends_of_the_Forum(GovernanceFixture fixture)
{
    private readonly HttpClient organizer = fixture.Organizer;

    [Fact]
    public async Task every_Member_State_is_in_without_asking()
    {
        var friends = await Friends(await fixture.Chairmanship(await fixture.Edition()));
        (await fixture.Anybody.See(friends)).GetProperty("states").GetInt32().ShouldBe(193);
        var of2006 = (await fixture.Anybody.See($"{friends}/members?asOf=2006-09-14")).Items().Select(state => state.Text("code")).ToArray();
        of2006.Length.ShouldBe(192);
        of2006.ShouldContain("KIR");
        of2006.ShouldNotContain("SSD");
    }

    [Fact]
    public async Task observers_are_welcome_and_leave_as_they_like()
    {
        var friends = await Friends(await fixture.Chairmanship(await fixture.Edition()));
        await organizer.MustPost($"{friends}/observers", new { code = "IOM", name = "International Organization for Migration", kind = "InternationalOrganization", reason = "It asked to join." }, of: friends);
        (await organizer.Post($"{friends}/observers", new { code = "FRA", name = "France", kind = "NonState", reason = "To try it." }, of: friends)).Code.ShouldBe("member-state");
        var iom = await fixture.FocalPoint("IOM");
        await iom.MustPost($"{friends}/observers/IOM/leaving", new { }, of: friends);
        (await fixture.Anybody.See(friends)).Items("observers").ShouldBeEmpty();
    }

    [Fact]
    public async Task meetings_between_editions_are_counted_against_two_and_held_against_nobody()
    {
        var edition = await fixture.Edition(100);
        var friends = await Friends(await fixture.Chairmanship(edition));
        (await Towards()).ShouldBe((0, false));
        await Meet(fixture.Today.AddDays(10));
        (await Towards()).ShouldBe((1, false));
        await Meet(fixture.Today.AddDays(40));
        (await Towards()).ShouldBe((2, true));
        (await organizer.Post($"{friends}/meetings", Meeting(fixture.Today.AddDays(100)), of: friends)).Code.ShouldBe("meeting-not-between-editions");

        Task Meet(DateOnly on) => organizer.MustPost($"{friends}/meetings", Meeting(on), of: friends);
        object Meeting(DateOnly on) => new { editionId = edition, heldOn = on, title = "A meeting of the Friends", agenda = "1. The concept note.", reason = "The Chair called it." };
        async Task<(int, bool)> Towards()
        {
            var towards = (await fixture.Anybody.See(friends)).Items("towards").Single();
            return (towards.GetProperty("meetings").GetInt32(), towards.GetProperty("complies").GetBoolean());
        }
    }

    [Fact]
    public async Task there_is_one_primary_focal_point_and_any_number_of_backups()
    {
        (await Designate("NOR", "norway-1", "Primary")).Status.ShouldBe(HttpStatusCode.Created);
        (await Designate("NOR", "norway-2", "Primary")).Code.ShouldBe("primary-designated");
        (await Designate("NOR", "norway-2", "Backup")).Status.ShouldBe(HttpStatusCode.Created);
        (await Designate("NOR", "norway-3", "Backup")).Status.ShouldBe(HttpStatusCode.Created);
        (await Designate("NOR", "norway-3", "Backup")).Code.ShouldBe("focal-point-designated");
        (await organizer.See("/focal-points/NOR")).Items("mandates").Count(mandate => mandate.GetProperty("inForce").GetBoolean()).ShouldBe(3);
    }

    [Fact]
    public async Task of_many_primaries_at_the_same_instant_one_is_designated()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Designate("SWE", $"sweden-{n}", "Primary")));
        answers.Count(answer => answer.Status is HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status is not HttpStatusCode.Created).ShouldAllBe(answer => answer.Status == HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task a_mandate_runs_out_can_be_renewed_before_and_not_after()
    {
        var designated = await Designate("DNK", "denmark-1", "Primary", fixture.Time.GetUtcNow().AddHours(2));
        var mandate = $"/focal-points/DNK/mandates/{designated.Id}";
        await organizer.MustPost($"{mandate}/renewal", new { expiresAt = fixture.Time.GetUtcNow().AddHours(4), reason = "A note verbale." }, of: "/focal-points/DNK");
        fixture.Time.Pass(TimeSpan.FromHours(3));
        (await organizer.See("/focal-points/DNK")).GetProperty("primaryVacant").GetBoolean().ShouldBeFalse();
        fixture.Time.Pass(TimeSpan.FromHours(2));
        (await organizer.See("/focal-points/DNK")).GetProperty("primaryVacant").GetBoolean().ShouldBeTrue();
        (await organizer.Post($"{mandate}/renewal", new { expiresAt = fixture.Time.GetUtcNow().AddHours(4), reason = "A note verbale." }, of: "/focal-points/DNK")).Code.ShouldBe("mandate-over");
        (await Designate("DNK", "denmark-2", "Primary")).Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task what_was_revoked_is_over_and_revoked_once()
    {
        var mandate = $"/focal-points/ISL/mandates/{(await Designate("ISL", "iceland-1", "Primary")).Id}";
        await organizer.MustPost($"{mandate}/revocation", new { reason = "A note verbale." }, of: "/focal-points/ISL");
        var revoked = await organizer.Read("/focal-points/ISL");
        await organizer.MustPost($"{mandate}/revocation", new { reason = "A note verbale." }, of: "/focal-points/ISL");
        (await organizer.Read("/focal-points/ISL")).Version.ShouldBe(revoked.Version);
        revoked.Body.GetProperty("primaryVacant").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task another_delegation_s_focal_points_are_not_there()
    {
        await Designate("BEL", "belgium-1", "Primary");
        (await fixture.Service.As("delegation", "FRA").Read("/focal-points/BEL")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await fixture.Service.As("operator").See("/focal-points")).Items().SelectMany(points => points.Items("mandates")).ShouldAllBe(mandate => mandate.GetProperty("subject").ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task an_account_is_an_identifier_and_no_address_of_a_person() =>
        (await Designate("FIN", "somebody@example.org", "Primary")).Status.ShouldBe(HttpStatusCode.BadRequest);

    private Task<Told> Designate(string participant, string subject, string capacity, DateTimeOffset? expiresAt = null) =>
        organizer.Post("/focal-points", new { participant, subject, capacity, expiresAt, reason = "A note verbale." });

    private async Task<string> Friends(Guid chairmanship) =>
        $"/friends-of-the-forum/{(await organizer.Post("/friends-of-the-forum", new { chairmanshipId = chairmanship, reason = "The Chair called them together." })).Id}";
}

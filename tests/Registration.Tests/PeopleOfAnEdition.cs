using System.Net.Http.Json;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Hosting.Deadlines;
using Forum.Kit;
using Forum.Registration.Delegations;
using Forum.Registration.People;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Registration.Tests;

public sealed class When_it_is_counted_how_long_people_are_held
{
    private static readonly PersonalDataPeriods Periods = new();

    [Fact]
    public void the_last_day_is_over_at_midnight_at_the_venue() =>
        new RetentionEnd { EndsOn = new DateOnly(2007, 9, 15) }.PassesAt(Story.Edition()).ShouldBe(new DateTimeOffset(2007, 9, 16, 0, 0, 0, TimeSpan.FromHours(-4)));

    [Fact]
    public void a_day_that_begins_an_hour_late_begins_then()
    {
        var edition = Story.Edition();
        // Clocks in Cairo were put forward at midnight on 28 April 2023.
        var cairo = edition with { Edition = edition.Edition with { TimeZone = "Africa/Cairo" } };
        new RetentionEnd { EndsOn = new DateOnly(2023, 4, 27) }.PassesAt(cairo).ShouldBe(new DateTimeOffset(2023, 4, 28, 1, 0, 0, TimeSpan.FromHours(3)));
    }

    [Fact]
    public void a_rehearsal_comes_to_it_in_its_own_time()
    {
        var edition = Story.Edition();
        var now = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
        var rehearsed = edition with { Edition = edition.Edition with { Clock = new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = new DateTimeOffset(2007, 9, 15, 4, 0, 0, TimeSpan.Zero), Speed = 86_400, SetGoingAt = now } } };
        new RetentionEnd { EndsOn = new DateOnly(2007, 9, 15) }.PassesAt(rehearsed).ShouldBe(now.AddSeconds(1));
    }

    [Theory]
    [InlineData("2006-07-03", "2007-09-15")]
    [InlineData("2010-01-01", "2011-01-01")]
    public void a_year_is_the_default_also_for_an_edition_that_is_recorded_late(string today, string until)
    {
        var now = new DateTimeOffset(DateOnly.Parse(today), new TimeOnly(12, 0), TimeSpan.Zero);
        var end = HoldingPeople.Default(Story.Edition(), Periods, now);
        end.EndsOn.ShouldBe(DateOnly.Parse(until));
        end.ByDefault.ShouldBeTrue();
    }
}

public sealed class When_the_people_of_an_edition_are_held_for_a_time(ConnectedFixture fixture) : IClassFixture<ConnectedFixture>
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");

    [Fact]
    public async Task it_is_a_year_until_the_secretariat_says_otherwise_with_a_reason()
    {
        var edition = await fixture.Open();
        var held = await Held(edition);
        held.GetProperty("byDefault").GetBoolean().ShouldBeTrue();
        held.GetProperty("heldUntil").GetString().ShouldBe($"{DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(fixture.Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).DateTime).AddDays(365):yyyy-MM-dd}");
        var version = held.GetProperty("version").GetInt64();
        var retention = $"/editions/{edition}/personal-data/retention";

        (await organizer.Ask(HttpMethod.Put, retention, new { endsOn = "2099-01-01", reason = "The record is needed." })).ShouldBe((428, "version-not-given"));
        (await organizer.Ask(HttpMethod.Put, retention, new { endsOn = "2099-01-01", reason = "The record is needed." }, $"\"{version + 1}\"")).ShouldBe((412, "stale-version"));
        (await organizer.Ask(HttpMethod.Put, retention, new { endsOn = "2006-09-14", reason = "Early." }, $"\"{version}\"")).ShouldBe((422, "retention-ends-before-edition"));
        (await organizer.Ask(HttpMethod.Put, retention, new { endsOn = "9999-12-31", reason = "Never." }, $"\"{version}\"")).ShouldBe((422, "retention-never-ends"));
        (await organizer.Ask(HttpMethod.Put, retention, new { endsOn = "2099-01-01", reason = "" }, $"\"{version}\"")).ShouldBe((400, "invalid-value"));
        (await fixture.Service.As("delegation", "FRA").Ask(HttpMethod.Put, retention, new { endsOn = "2099-01-01", reason = "No." }, $"\"{version}\"")).ShouldBe((403, "not-allowed"));
        (await organizer.Ask(HttpMethod.Put, retention, new { endsOn = "2099-01-01", reason = "The record is needed." }, $"\"{version}\"")).ShouldBe((204, ""));

        held = await Held(edition);
        (held.GetProperty("byDefault").GetBoolean(), held.GetProperty("heldUntil").GetString(), held.GetProperty("version").GetInt64()).ShouldBe((false, "2099-01-01", version + 1));
        await fixture.Listener.Say(new RegistrationClosed { EditionId = edition, Revision = 3, Edition = Story.Edition(EditionState.RegistrationClosed).Edition });
        await Eventually.True(async () => await fixture.Known(edition) is { Version: 3 }, "the edition goes on");
        (await Held(edition)).GetProperty("heldUntil").GetString().ShouldBe("2099-01-01", "what was said stays said");
    }

    [Fact]
    public async Task at_the_end_all_of_them_are_erased_and_the_counts_stay()
    {
        var (edition, another) = (await fixture.Open(), await fixture.Open());
        var (kept, _) = await organizer.Register(Requests.Body(another, "NOR", head: "Ola Spurv"));
        string[] codes = [.. (await organizer.GetFromJsonAsync<JsonElement>("/participants?asOf=2006-09-14")).GetProperty("items").EnumerateArray()
            .Where(participant => participant.GetProperty("status").GetString() == "MemberState").Select(participant => participant.GetProperty("code").GetString()!).Take((2 * EndRetention.AtATime) + 3)];
        foreach (var code in codes)
            await organizer.Register(Requests.Body(edition, code, members: [Requests.Member("Adviser")]));
        var (address, _) = await organizer.Register(Requests.Body(edition, "IOM", "RelatedOrganization", "An organization", "Bruno Pinson"));
        (await organizer.Post($"{address}/withdrawal", new { reason = "Nobody can come." }, "\"1\"")).Status.ShouldBe(204);
        var counts = await organizer.GetStringAsync($"/editions/{edition}/counts");
        var held = await Held(edition);
        held.GetProperty("held").GetProperty("people").GetInt32().ShouldBe((2 * codes.Length) + 1);
        held.GetProperty("erasedAtTheEnd").ValueKind.ShouldBe(JsonValueKind.Null);

        var today = DateOnly.FromDateTime(fixture.Time.GetUtcNow().UtcDateTime);
        (await organizer.Ask(HttpMethod.Put, $"/editions/{edition}/personal-data/retention", new { endsOn = $"{today.AddDays(-2):yyyy-MM-dd}", reason = "Everything is done." }, $"\"{held.GetProperty("version").GetInt64()}\"")).Status.ShouldBe(204);
        await Eventually.True(
            async () => (await Held(edition)).GetProperty("erasedAtTheEnd") is { ValueKind: JsonValueKind.Object } end && end.GetProperty("doneAt").ValueKind is JsonValueKind.String,
            "everybody is erased");

        held = await Held(edition);
        held.GetProperty("held").EnumerateObject().Where(kind => kind.Name != "reasons of the secretariat").ShouldAllBe(kind => kind.Value.GetInt32() == 0);
        var erased = held.GetProperty("erasedAtTheEnd").GetProperty("erased");
        erased.GetProperty("people").GetInt32().ShouldBe((2 * codes.Length) + 1);
        erased.GetProperty("remarks").GetInt32().ShouldBe(1);
        (await organizer.GetFromJsonAsync<JsonElement>(address.ToString())).GetProperty("head").GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        (await organizer.GetStringAsync($"/editions/{edition}/counts")).ShouldBe(counts);
        (await organizer.GetStringAsync(kept)).ShouldContain("Ola Spurv", customMessage: "another edition is another matter");

        var (late, _) = await organizer.Register(Requests.Body(edition, "ILO", "UnSystemEntity", "Another organization", "Late Comer"));
        fixture.Time.Pass(TimeSpan.FromHours(25));
        await Eventually.Holds(async () => (await organizer.GetStringAsync(late)).ShouldNotContain("Late Comer"), "who came after the end is erased within a day");
    }

    [Fact]
    public async Task who_left_a_delegation_is_erased_after_a_month_unless_they_came_back()
    {
        var edition = await fixture.Open();
        var (address, id) = await organizer.Register(Requests.Body(edition, "BEL", head: "Head Stays"));
        var head = (await organizer.GetFromJsonAsync<JsonElement>(address.ToString())).GetProperty("head").GetProperty("personId").GetGuid();
        var left = new Person(Guid.CreateVersion7(), id, "Left Already", "Counsellor");
        await using (var session = fixture.Service.Services.GetRequiredService<IDocumentStore>().LightweightSession())
        {
            var known = (await fixture.Known(edition)).ShouldNotBeNull();
            var now = fixture.Time.GetUtcNow();
            var delegation = (await session.LoadAsync<Delegation>(id)).ShouldNotBeNull();
            var larger = delegation with { Members = [.. delegation.Members, new DelegationMember(left.Id, DelegationRole.Adviser, RankLevel.Other)] };
            session.Insert(left);
            session.ForgetWhoLeaves(known, larger, delegation, now);
            // The head left, too, and came back.
            session.ForgetWhoLeaves(known, delegation, delegation with { Members = [] }, now);
            await session.SaveChangesAsync();
            (await session.LoadAsync<Deadline>($"{Leaving.Deadline}/{left.Id:N}")).ShouldNotBeNull().DueAt.ShouldBe(now.AddDays(30), TimeSpan.FromSeconds(1));
        }

        fixture.Time.Pass(TimeSpan.FromDays(31));
        await Eventually.Holds(async () => (await organizer.GetFromJsonAsync<JsonElement>($"/people/{left.Id}/erasure")).GetProperty("reason").GetString().ShouldBe("LeftDelegation"), "who left is erased");
        await Eventually.Holds(
            async () => (await fixture.Database.Query<long>($"select count(*) from mt_doc_deadline where data->>'Subject' = '{head}'")).ShouldBe([0]), "it was asked about the head, too");
        (await organizer.GetStringAsync(address)).ShouldContain("Head Stays");
        (await Held(edition)).GetProperty("erasedOneByOne").GetProperty("LeftDelegation").GetInt32().ShouldBe(1);
    }

    private Task<JsonElement> Held(Guid edition) => organizer.GetFromJsonAsync<JsonElement>($"/editions/{edition}/personal-data");
}

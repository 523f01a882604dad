using System.Net.Http.Json;
using System.Text.Json;
using Forum.Registration.Delegations;
using static Forum.Registration.Tests.Story;

namespace Forum.Registration.Tests;

/// <summary>Present is another number than registered: it comes from arrivals, each counted once, and stays what it was.</summary>
public sealed class R10_Arrivals
{
    private static readonly Guid Other = new("01900000-0000-7000-8000-000000000004");

    [Fact]
    public void the_first_scan_makes_a_delegation_present()
    {
        var arrived = Given().When(Arrives).Then<DelegationArrived>();
        arrived.Arrival.ShouldBe(new Arrival(ScanId, null, Noon));
        Given(Arrives).State.ArrivedAt.ShouldBe(Noon);
    }

    [Fact]
    public void each_person_arrives_once_whatever_is_scanned_again()
    {
        Given(Arrives).When(Arrives).ThenNothing();
        Given(Arrives).When(d => Scans(d, Other)).ThenNothing();
        Given(Arrives).When(d => Scans(d, Other, Head(d))).Then<DelegationArrived>().Arrival.PersonId.ShouldNotBeNull();
        Given(d => Scans(d, ScanId, Head(d))).When(d => Scans(d, Other, Head(d))).ThenNothing();
    }

    [Fact]
    public void one_scan_is_of_one_person() => Given(Arrives).When(d => Scans(d, ScanId, Head(d))).ThenRefused("scan-of-another");

    [Fact]
    public void somebody_of_another_delegation_does_not_arrive_with_this_one() => Given().When(d => Scans(d, ScanId, Other)).ThenRefused("person-not-of-delegation");

    [Fact]
    public void who_withdrew_does_not_arrive_and_who_arrived_before_has_been_present()
    {
        Given(Withdraws).When(Arrives).ThenRefused("delegation-withdrawn");
        Given(Arrives, Withdraws).State.ArrivedAt.ShouldBe(Noon);
        Given(Arrives, Withdraws).When(Arrives).ThenNothing();
    }

    [Fact]
    public void nobody_arrives_after_the_edition() =>
        Given().When(d => new Scan { ScanId = ScanId, DelegationId = d.Id, At = Edition().EndsAt() }.Decide(d, Edition(), Noon)).ThenRefused("outside-edition");

    private static Guid Head(Delegation delegation) => delegation.Members[0].PersonId;

    private static IEnumerable<object> Scans(Delegation delegation, Guid scan, Guid? person = null) =>
        new Scan { ScanId = scan, DelegationId = delegation.Id, PersonId = person }.Decide(delegation, Edition(), Noon);
}

[Collection<Registering>]
public sealed class R10_Counts_over_HTTP(RegistrationFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient desk = fixture.Service.As("service");

    [Fact]
    public async Task registered_and_present_are_counted_apart()
    {
        var edition = await fixture.Edition();
        var (france, franceId) = await organizer.Register(Requests.Body(edition));
        var (_, norwayId) = await organizer.Register(Requests.Body(edition, "NOR"));
        await organizer.Register(Requests.Body(edition, "BEL"));
        (await desk.Arrive(edition, franceId)).ShouldBe(("Recorded", null));
        (await desk.Arrive(edition, norwayId)).ShouldBe(("Recorded", null));
        (await desk.Arrive(edition, norwayId)).ShouldBe(("KnownAlready", null));
        (await organizer.Post($"{france}/withdrawal", new { reason = "Gone home." }, "\"2\"")).ShouldBe((204, ""));

        var counts = await fixture.Service.As(null).GetFromJsonAsync<JsonElement>($"/editions/{edition}/counts");
        (counts.GetProperty("registered").GetInt32(), counts.GetProperty("withdrawn").GetInt32(), counts.GetProperty("present").GetInt32()).ShouldBe((2, 1, 2));
    }

    [Fact]
    public async Task a_reader_that_was_offline_sends_all_it_kept_and_each_scan_is_answered()
    {
        var edition = await fixture.Edition();
        var (address, france) = await organizer.Register(Requests.Body(edition, members: [Requests.Member("Adviser")]));
        var file = await organizer.GetFromJsonAsync<JsonElement>(address);
        var (head, adviser) = (file.GetProperty("head").GetProperty("personId").GetGuid(), file.GetProperty("members")[0].GetProperty("personId").GetGuid());
        var (norwegian, norway) = await organizer.Register(Requests.Body(edition, "NOR"));
        (await organizer.Post($"{norwegian}/withdrawal", new { reason = "A note." }, "\"1\"")).ShouldBe((204, ""));
        var (_, elsewhere) = await organizer.Register(Requests.Body(await fixture.Edition()));

        var scans = new[] { (france, head), (france, adviser), (france, head), (norway, (Guid?)null), (elsewhere, null), (france, Guid.CreateVersion7()) }
            .Select(scan => new { scanId = Guid.CreateVersion7(), delegationId = scan.Item1, personId = scan.Item2, at = "2006-09-14T08:00:00-04:00" }).ToArray();
        (string?, string?)[] expected = [("Recorded", null), ("Recorded", null), ("KnownAlready", null), ("Refused", "delegation-withdrawn"), ("Refused", "delegation-unknown"), ("Refused", "person-not-of-delegation")];
        (await Send()).ShouldBe(expected);
        // The answer was lost; all of it is sent again.
        (await Send()).ShouldBe([("KnownAlready", null), ("KnownAlready", null), .. expected[2..]]);

        var after = await organizer.GetFromJsonAsync<JsonElement>(address);
        after.GetProperty("version").GetInt64().ShouldBe(3);
        after.GetProperty("arrivals").EnumerateArray().Select(arrival => arrival.GetProperty("personId").GetGuid()).ShouldBe([head, adviser]);
        after.GetProperty("arrivedAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2006, 9, 14, 12, 0, 0, TimeSpan.Zero));
        (await fixture.Service.As("operator").GetFromJsonAsync<JsonElement>(address)).GetProperty("arrivals").GetArrayLength().ShouldBe(0, "operators do not see who came when");

        async Task<(string?, string?)[]> Send()
        {
            using var answer = await desk.PostAsJsonAsync($"/editions/{edition}/arrivals", new { scans });
            return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("outcome").GetString(), item.GetProperty("code").GetString()))];
        }
    }

    [Fact]
    public async Task two_hundred_desks_that_scan_at_the_same_instant_record_each_person_once()
    {
        var edition = await fixture.Edition();
        var (address, id) = await organizer.Register(Requests.Body(edition, members: [.. Enumerable.Range(1, 19).Select(n => Requests.Member("Adviser", $"Adviser {n}"))]));
        var file = await organizer.GetFromJsonAsync<JsonElement>(address);
        Guid[] people = [file.GetProperty("head").GetProperty("personId").GetGuid(), .. file.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("personId").GetGuid())];
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => desk.Arrive(edition, id, people[n % people.Length])));
        answers.Count(answer => answer == ("Recorded", null)).ShouldBe(20);
        answers.Count(answer => answer == ("KnownAlready", null)).ShouldBe(180);
        (await fixture.Database.Query<long>($"select count(*) from mt_events where stream_id = '{id}' and type = 'delegation_arrived'")).Single().ShouldBe(20);
    }

    [Fact]
    public async Task who_may_tell_of_arrivals_and_of_which()
    {
        var edition = await fixture.Edition();
        var address = $"/editions/{edition}/arrivals";
        var body = new { scans = new[] { new { scanId = Guid.CreateVersion7(), delegationId = Guid.CreateVersion7() } } };
        (await fixture.Service.As(null).Post(address, body)).ShouldBe((401, "not-authenticated"));
        (await fixture.Service.As("delegation", "FRA").Post(address, body)).ShouldBe((403, "not-allowed"));
        (await desk.Post(address, new { scans = Array.Empty<object>() })).ShouldBe((400, "invalid-value"));
        (await desk.Post($"/editions/{Guid.CreateVersion7()}/arrivals", body)).ShouldBe((404, "not-found"));
        (await desk.Post($"/editions/{await fixture.Edition(EditionState.Closed)}/arrivals", body)).ShouldBe((422, "edition-closed"));
    }
}

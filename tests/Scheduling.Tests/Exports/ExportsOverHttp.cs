using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Forum.Scheduling.Tests.Releases;

namespace Forum.Scheduling.Tests.Exports;

[Collection<Convening>]
public sealed class When_the_programme_is_exported_over_HTTP(SchedulingFixture fixture)
{
    private static readonly (string Name, string Type, string? Disposition)[] Files =
    [
        ("calendar.ics", "text/calendar; charset=utf-8", "attachment; filename=hld-2006-1-programme.ics"),
        ("delegations/FIN/calendar.ics", "text/calendar; charset=utf-8", "attachment; filename=hld-2006-1-FIN.ics"),
        ("schedule.xml", "application/vnd.c3voc.schedule+xml", "inline; filename=hld-2006-1-schedule.xml"),
        ("schedule.json", "application/json", "inline; filename=hld-2006-1-schedule.json"),
        ("meetings.json", "application/json; charset=utf-8", "inline; filename=hld-2006-1-programme.json"),
        ("meetings.csv", "text/csv; charset=utf-8; header=present", "attachment; filename=hld-2006-1-programme.csv"),
        ("journal/2006-09-14.html", "text/html; charset=utf-8", null),
        ("journal/2006-09-14.pdf", "application/pdf", "inline; filename=hld-2006-1-journal-2006-09-14.pdf"),
    ];

    [Fact]
    public async Task each_form_is_there_of_the_latest_release_and_of_each_by_its_number()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        await programme.Release();
        foreach (var release in (string[])["latest", "1"])
        {
            foreach (var (name, type, disposition) in Files)
            {
                using var answer = await programme.Anybody.GetAsync(Address(programme, name, release));
                var body = await answer.Content.ReadAsByteArrayAsync();
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, name);
                answer.Content.Headers.ContentType!.ToString().ShouldBe(type, name);
                answer.Content.Headers.ContentDisposition?.ToString().ShouldBe(disposition, name);
                answer.Content.Headers.ContentLength.ShouldBe(body.Length, name);
                answer.Headers.ETag.ShouldNotBeNull(name);
                answer.Headers.CacheControl!.ToString().ShouldBe(release == "latest" ? "public, no-cache" : "public, max-age=3600", name);
                answer.Content.Headers.LastModified!.Value.ShouldBeInRange(DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow, $"{name}: by the world's clock, although the edition's is in 2006");
            }
        }
    }

    [Fact]
    public async Task whoever_has_it_is_told_so_and_who_asks_for_the_head_gets_no_body()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        await programme.Release();
        foreach (var (name, _, _) in Files)
        {
            using var first = await programme.Anybody.GetAsync(Address(programme, name));
            using var again = new HttpRequestMessage(HttpMethod.Get, Address(programme, name));
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            (await programme.Anybody.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified, name);
            using var since = new HttpRequestMessage(HttpMethod.Get, Address(programme, name));
            since.Headers.IfModifiedSince = first.Content.Headers.LastModified;
            (await programme.Anybody.SendAsync(since)).StatusCode.ShouldBe(HttpStatusCode.NotModified, name);

            using var head = await programme.Anybody.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address(programme, name)));
            head.StatusCode.ShouldBe(HttpStatusCode.OK, name);
            head.Headers.ETag.ShouldBe(first.Headers.ETag, name);
            head.Content.Headers.ContentLength.ShouldBe(first.Content.Headers.ContentLength, name);
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public async Task a_new_release_is_another_file_and_the_old_one_stays()
    {
        var programme = await Publishing.Begin(fixture);
        var room = await programme.Organizer.Create("/rooms", new { editionId = programme.Edition, name = "Conference Room 4", capacity = 100 });
        await programme.Plan("Plenary", 1, room: room);
        await programme.Release();
        var before = await Text(programme, "calendar.ics");
        var second = await programme.Plan("Plenary", 2, from: 15);
        await programme.Release();

        (await Text(programme, "calendar.ics")).ShouldContain($"UID:{second}");
        (await Text(programme, "calendar.ics", "1")).ShouldBe(before);
        (await Text(programme, "calendar.ics", "2")).ShouldBe(await Text(programme, "calendar.ics"));
        (await Text(programme, $"rooms/{room}/calendar.ics")).ShouldNotContain($"UID:{second}");
        XDocument.Parse(await Text(programme, "schedule.xml")).Root!.Element("version")!.Value.ShouldBe("2");
        JsonDocument.Parse(await Text(programme, "meetings.json")).RootElement.GetProperty("meetings").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task a_delegation_can_subscribe_before_it_is_in_the_programme()
    {
        var programme = await Publishing.Begin(fixture);
        var meeting = await programme.Plan("Plenary", 1);
        await programme.Release();
        (await Text(programme, "delegations/FIN/calendar.ics")).ShouldNotContain("VEVENT");
        await programme.Name(meeting, "FIN", "PresidingOfficer");
        await programme.Release();
        (await Text(programme, "delegations/FIN/calendar.ics")).ShouldContain($"UID:{meeting}");
        (await Text(programme, "delegations/fin/calendar.ics")).ShouldBe(await Text(programme, "delegations/FIN/calendar.ics"));
    }

    [Fact]
    public async Task what_is_not_there_is_not_found()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        (await Status("latest/calendar.ics")).ShouldBe(HttpStatusCode.NotFound, "nothing was released yet");
        await programme.Release();
        (await Status("2/calendar.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await Status("99999999999/calendar.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await Status("0/calendar.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await Status("newest/calendar.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await Status($"latest/rooms/{Guid.CreateVersion7()}/calendar.ics")).ShouldBe(HttpStatusCode.NotFound);
        (await Status("latest/journal/2006-09-16.html")).ShouldBe(HttpStatusCode.NotFound, "no day of the edition");
        (await Status("latest/journal/2006-09-16.pdf")).ShouldBe(HttpStatusCode.NotFound);
        (await Status("latest/journal/today.html")).ShouldBe(HttpStatusCode.BadRequest);
        (await Status("latest/delegations/F.N/calendar.ics")).ShouldBe(HttpStatusCode.NotFound, "no code of a participant");
        using var other = await programme.Anybody.GetAsync(new Uri($"/editions/{Guid.CreateVersion7()}/programme/latest/calendar.ics", UriKind.Relative));
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        async Task<HttpStatusCode> Status(string path)
        {
            using var answer = await programme.Anybody.GetAsync(new Uri($"{programme.Address}/programme/{path}", UriKind.Relative));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", path);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task a_calendar_is_answered_to_many_at_once()
    {
        var programme = await Publishing.Begin(fixture);
        await programme.Plan("Plenary", 1);
        await programme.Release();
        var calendars = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Text(programme, number % 2 == 0 ? "calendar.ics" : "journal/2006-09-14.html")));
        calendars.Distinct().Count().ShouldBe(2);
    }

    private static Uri Address(Publishing programme, string name, string release = "latest") => new($"{programme.Address}/programme/{release}/{name}", UriKind.Relative);

    private static async Task<string> Text(Publishing programme, string name, string release = "latest")
    {
        using var answer = await programme.Anybody.GetAsync(Address(programme, name, release));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, name);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }
}

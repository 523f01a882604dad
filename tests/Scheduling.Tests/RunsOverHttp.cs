using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Forum.Contracts.Governance;
using Forum.Contracts.Registration;
using Forum.Kit;
using Forum.Optimiser.Instances;
using Forum.Scheduling.Optimisation;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Forum.Scheduling.Tests;

[Collection<Convening>]
public sealed class When_the_optimiser_is_asked(SchedulingFixture fixture)
{
    private readonly HttpClient organizer = fixture.Service.As("organizer");
    private readonly HttpClient replica = fixture.Replica.As("organizer");

    [Fact]
    public async Task a_small_problem_is_answered_at_once_and_the_run_is_on_record()
    {
        using var answer = await organizer.PostAsJsonAsync("/instances?wait=60", new { instance = Two, seconds = 5, seed = 7 });
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        var solved = JsonDocument.Parse(text).RootElement;
        solved.GetProperty("solution").GetProperty("arrangement").GetProperty("seats").EnumerateArray().Select(seat => (seat.Text("participant"), seat.Text("table")))
            .ShouldBe([("KEN", "1"), ("FRA", "2")], ignoreOrder: true);

        var run = solved.GetProperty("run");
        run.Text("state").ShouldBe("Finished");
        answer.Content.Headers.ContentLocation!.ToString().ShouldBe($"/optimisation-runs/{run.Text("id")}");
        var read = await replica.Read($"/optimisation-runs/{run.Text("id")}");
        read.GetProperty("settings").Number("seed").ShouldBe(7);
        read.Text("instanceHash").ShouldBe(solved.GetProperty("solution").Text("instanceHash"));
        read.GetProperty("parts").EnumerateArray().ShouldAllBe(part => part.Text("engineVersion")!.Length > 0);
        (await replica.Read($"/optimisation-runs/{run.Text("id")}/instance")).Text("name").ShouldBe("two tables");
        (await replica.Read($"/optimisation-runs/{run.Text("id")}/solution")).ToString().ShouldBe(solved.GetProperty("solution").ToString());
        (await replica.Read("/optimisation-runs?limit=1000")).Items().Select(item => item.Text("id")).ShouldContain(run.Text("id"));
    }

    [Fact]
    public async Task a_problem_that_contradicts_itself_is_refused_with_each_place()
    {
        using var answer = await organizer.PostAsJsonAsync("/instances", new
        {
            instance = new { participants = new[] { new { id = "KEN", group = "Africa", wishes = new[] { new { table = "9" } } } }, tables = new[] { new { id = "1", capacity = -1 } } },
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.Text("code").ShouldBe("flawed-instance");
        problem.Items("errors").Select(error => error.Text("field")).ShouldBe(["instance.participants[0].group", "instance.participants[0].wishes[0].table", "instance.tables[0].capacity"], ignoreOrder: true);
    }

    [Fact]
    public async Task a_long_one_is_followed_stopped_and_keeps_its_best()
    {
        var run = await Long();
        var events = new List<SseItem<string>>();
        using var following = new HttpRequestMessage(HttpMethod.Get, $"/optimisation-runs/{run}/live");
        // At the other replica: what one has at hand alone does not do.
        using var stream = await replica.SendAsync(following, HttpCompletionOption.ResponseHeadersRead);
        stream.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var stopped = false;
        await foreach (var sent in SseParser.Create(await stream.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(sent);
            var shown = JsonDocument.Parse(sent.Data).RootElement;
            if (!stopped && shown.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress && progress.GetProperty("best").ValueKind is JsonValueKind.Number)
            {
                stopped = true;
                (await organizer.Post($"/optimisation-runs/{run}/stop")).ShouldBe((204, ""));
            }
        }

        var last = JsonDocument.Parse(events[^1].Data).RootElement;
        last.Text("state").ShouldBe("Stopped", last.ToString());
        last.GetProperty("seconds").GetDouble().ShouldBeLessThan(3_000);
        events.Where(sent => sent.EventType == "run").Select(sent => sent.EventId).ShouldBeUnique();
        (await organizer.Read($"/optimisation-runs/{run}/solution")).GetProperty("arrangement").ValueKind.ShouldBe(JsonValueKind.Object);

        // Whoever comes back and has seen the end is not to come again.
        using var back = new HttpRequestMessage(HttpMethod.Get, $"/optimisation-runs/{run}/live");
        back.Headers.Add("Last-Event-ID", events[^1].EventId);
        using var nothing = await organizer.SendAsync(back);
        nothing.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await organizer.Post($"/optimisation-runs/{run}/stop")).ShouldBe((204, ""), "asked twice, done once");
    }

    [Fact]
    public async Task an_editions_run_is_a_draft_that_is_released_once_and_only_over_what_it_arranged()
    {
        var edition = await fixture.Edition(clock: new EditionClock { Kind = ClockKind.Rehearsal, StartsAt = new DateTimeOffset(2006, 8, 2, 12, 0, 0, TimeSpan.Zero), Speed = 1, SetGoingAt = DateTimeOffset.UtcNow });
        var (hall, chamber) = (await Room(edition, "Hall", 50), await Room(edition, "Chamber", 12));
        var (first, table) = await Table(edition, 1, day: 14, hall);
        var (second, _) = await Table(edition, 2, day: 15, chamber);
        (await organizer.Post("/optimisation-runs", new { editionId = edition })).ShouldBe((422, "seating-not-planned"));
        (await organizer.Put($"/editions/{edition}/seating-plan", new { seed = 7, cutOffAt = "2006-08-01T12:00:00-04:00" }, 0)).ShouldBe((204, ""));
        await Asks(edition, "KEN", 1, 2);
        await Asks(edition, "MLI", 2, 1);
        await Eventually.Holds(async () => (await organizer.Read($"/editions/{edition}/seat-allocations/draft")).Items("seats").Count().ShouldBe(4), "all wishes are known");

        // The first table is to be held on the second day, which has one room that is large enough for it.
        var run = await organizer.Create("/optimisation-runs", new { editionId = edition, part = "Both", seconds = 4, pins = new[] { new { meetingId = first, startsAt = "2006-09-15T15:00:00-04:00" } } });
        var ended = await Ended(run);
        (ended.Text("state"), ended.GetProperty("settings").Text("part")).ShouldBe(("Finished", "Both"));
        var comparison = await organizer.Read($"/optimisation-runs/{run}/comparison");
        comparison.Items("violations").ShouldBeEmpty();
        new[] { "this run", "registration order", "round robin" }.ShouldBeSubsetOf(comparison.Items("columns").Select(column => column.GetString()!));
        comparison.Items("gains").Select(served => served.Text("participant")).ShouldBe(["KEN", "MLI"], ignoreOrder: true);
        comparison.Items("sessionsMoved").Select(moved => moved.Text("session")).ShouldContain("round-table meeting 1");

        var version = ended.GetProperty("version").GetInt64();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => (n % 2 == 0 ? organizer : replica).Post($"/optimisation-runs/{run}/release", new { }, version)));
        answers.Count(answer => answer == (204, "")).ShouldBe(1);
        answers.Count(answer => answer == (412, "stale-version")).ShouldBe(5, string.Join(", ", answers));
        var meeting = await organizer.Read($"/meetings/{first}");
        (meeting.GetProperty("startsAt").GetDateTimeOffset(), meeting.Text("room")).ShouldBe((Dialogue.Summer(15, 15), "Hall"));
        (await organizer.Read(table)).Items("seats").Select(seat => seat.Text("participant")).ShouldBe(["KEN", "MLI"], ignoreOrder: true);
        (await organizer.Read($"/editions/{edition}/seat-allocations/latest")).GetProperty("origin").Text("runId").ShouldBe(run.ToString());
        (await organizer.Post($"/optimisation-runs/{run}/release", new { }, version + 1)).ShouldBe((422, "run-released"));

        // Nothing has happened since, and nothing moves; then something happens, and nothing is released.
        var again = await organizer.Create("/optimisation-runs", new { editionId = edition, seconds = 4 });
        version = (await Ended(again)).GetProperty("version").GetInt64();
        var same = await organizer.Read($"/optimisation-runs/{again}/comparison");
        (same.Number("seatsGiven"), same.Number("seatsTaken")).ShouldBe((0, 0));
        await Asks(edition, "TCD", 1, 2);
        await Eventually.Holds(async () => (await organizer.Read($"/editions/{edition}/seat-allocations/draft")).Items("seats").Select(seat => seat.Text("participant")).ShouldContain("TCD"), "the wish is known");
        (await organizer.Post($"/optimisation-runs/{again}/release", new { }, version)).ShouldBe((422, "edition-moved-on"));
        // Why one has no seat is said in the codes of participants, and to a delegation of itself alone.
        var why = await organizer.Read($"/optimisation-runs/{run}/seats/explanation?participant=KEN&table=1");
        (why.Text("verdict"), why.Items("sentences").Single().GetString()).ShouldBe(("Seated", "KEN has a seat at table 1."));
        var supposed = await organizer.Read($"/optimisation-runs/{run}/seats/what-if?participant=KEN&table=1&suppose=OneSeatMore");
        supposed.Items("sentences").Single().GetString().ShouldBe("If table 1 had one seat more, open to all, it would have the seat there that it has without that.");
        (await organizer.Get($"/optimisation-runs/{run}/seats/what-if?participant=NOR&table=1&suppose=Seated")).ShouldBe((404, "not-found"));
        (await organizer.Post($"/editions/{edition}/pin-check", new { meetingId = second, roomId = chamber })).ShouldBe((200, ""));
    }

    [Fact]
    public async Task a_run_that_was_not_released_is_forgotten_some_time_after_its_edition_is_over()
    {
        var store = fixture.Service.Services.GetRequiredService<IDocumentStore>();
        var (open, over) = (await fixture.Edition(), await fixture.Edition());
        var (kept, lost, released, posed) = (await Recorded(open), await Recorded(over), await Recorded(over, isReleased: true), await Recorded(edition: null));
        await ForgetRuns.Forget(store, DateTimeOffset.UtcNow.AddDays(-90), CancellationToken.None);
        (await organizer.Get($"/optimisation-runs/{lost}")).ShouldBe((200, ""), "its edition is not over");
        await fixture.Say(new EditionClosed { EditionId = over, Revision = 9, Edition = Dialogue.Edition with { State = EditionState.Closed } });
        await Eventually.Holds(
            async () =>
            {
                // As it will be in the days to come.
                await ForgetRuns.Forget(store, DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None);
                (await organizer.Get($"/optimisation-runs/{lost}")).ShouldBe((404, "not-found"));
            },
            "it is forgotten");
        (await organizer.Get($"/optimisation-runs/{posed}")).ShouldBe((404, "not-found"));
        foreach (var run in new[] { kept, released })
            (await organizer.Get($"/optimisation-runs/{run}/instance")).ShouldBe((200, ""));
        await using var session = store.QuerySession();
        (await session.LoadAsync<RunPaper>(RunPaper.IdOf(lost, RunPaper.Instance))).ShouldBeNull();
        (await session.Events.FetchStreamAsync(lost)).ShouldBeEmpty("its stream is archived");

        async Task<Guid> Recorded(Guid? edition, bool isReleased = false)
        {
            await using var recording = store.LightweightSession();
            var id = Guid.CreateVersion7();
            var past = DateTimeOffset.UtcNow;
            recording.Events.StartStream<OptimisationRun>(id, [
                new RunAsked(id, edition, "old", "", new RunSettings(), new InstanceSize(0, 0, 0, 0, 0, 0), past),
                new RunEnded(RunState.Finished, [], 1, past),
                .. isReleased ? new object[] { new RunReleased(0, 0, past) } : []]);
            recording.Store(RunPaper.Of(id, RunPaper.Instance, new Instance()));
            await recording.SaveChangesAsync();
            return id;
        }
    }

    private async Task<JsonElement> Ended(Guid run)
    {
        JsonElement read = default;
        await Eventually.Holds(async () => (read = await organizer.Read($"/optimisation-runs/{run}")).GetProperty("endedAt").ValueKind.ShouldBe(JsonValueKind.String), "the run ends");
        return read;
    }

    private Task<Guid> Room(Guid edition, string name, int capacity) => organizer.Create("/rooms", new { editionId = edition, name, capacity });

    private async Task<(Guid Meeting, string Table)> Table(Guid edition, int number, int day, Guid room)
    {
        var meeting = await organizer.Create("/meetings", new
        {
            editionId = edition,
            kind = "RoundTable",
            number,
            title = $"Meeting {number}",
            startsAt = Dialogue.Summer(day, 15),
            endsAt = Dialogue.Summer(day, 18),
            roomId = room,
        });
        return (meeting, $"/round-tables/{await organizer.Create("/round-tables", new { editionId = edition, number, meetingId = meeting, capacity = number == 1 ? 20 : 10 })}");
    }

    private Task Asks(Guid edition, string participant, params int[] tables) => fixture.Say(
        Guid.CreateVersion7(),
        2,
        (Dialogue.Delegation(participant) with { EditionId = edition, Group = RegionalGroup.African }).Chooses(Dialogue.Noon, tables.Length, tables));

    /// <summary>A problem that is not solved within the seconds that it is given, which are an hour.</summary>
    private async Task<string> Long()
    {
        using var answer = await organizer.PostAsJsonAsync("/instances?wait=0", new { instance = Endless, seconds = 3_600 });
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var run = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.Headers.Location!.ToString().ShouldBe($"/optimisation-runs/{run.Text("id")}");
        return run.Text("id")!;
    }

    private static object Two => new
    {
        name = "two tables",
        groups = new[] { new { id = "Weog", size = 28 } },
        participants = new[]
        {
            new { id = "KEN", group = "Weog", wishes = new[] { new { table = "1" }, new { table = "2" } }, receivedAt = Dialogue.Noon },
            new { id = "FRA", group = "Weog", wishes = new[] { new { table = "1" }, new { table = "2" } }, receivedAt = Dialogue.Noon.AddHours(1) },
        },
        tables = new[] { new { id = "1", capacity = 1 }, new { id = "2", capacity = 1 } },
    };

    /// <summary>So many sessions that would better not be held at once that nobody proves what is best.</summary>
    private static object Endless => new
    {
        name = "endless",
        timetable = new
        {
            slots = 10,
            rooms = Enumerable.Range(0, 7).Select(room => new { id = $"room {room}", capacity = 100 }),
            sessions = Enumerable.Range(0, 61).Select(session => new { id = $"s{session}", attendance = 10 }),
            clashes = from one in Enumerable.Range(0, 61)
                      from other in Enumerable.Range(one + 1, 60 - one)
                      select new { one = $"s{one}", other = $"s{other}", weight = 1 + (one * 7 + other * 13) % 9 },
        },
    };
}
